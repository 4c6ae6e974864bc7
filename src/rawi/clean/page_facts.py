"""What a page says of itself: title, byline, outlet, address and time stamps, from its meta tags, JSON-LD and markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_SPACES = re.compile(r"\s+")
_TITLE_METAS = ("og:title", "twitter:title", "headline", "dc.title", "title")
_OUTLET_METAS = ("og:site_name", "application-name", "dc.publisher", "publisher")
_BYLINE_METAS = ("author", "article:author", "dc.creator", "sailthru.author", "byl")
_DATE_METAS = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "pubdate",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dcterms.issued",
    "date",
    "sailthru.date",
    "parsely-pub-date",
    "article.published",
    "cxenseparse:recs:publishtime",
)
_ARTICLE_TYPES = frozenset(
    {"newsarticle", "article", "reportagenewsarticle", "blogposting", "analysisnewsarticle", "liveblogposting", "webpage"}
)
_BYLINE_PATHS = (
    "//*[@rel='author']",
    "//*[@itemprop='author']",
    "//*[contains(concat(' ',normalize-space(@class),' '),' author ')]",
    "//*[contains(concat(' ',normalize-space(@class),' '),' byline ')]",
)
_DATE_PATHS = (
    "//time[@pubdate]/@datetime",
    "//*[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//*[@property='dc:date']/@content",
    "//abbr[contains(@class,'published')]/@title",
    "//article//time/@datetime",
    "//time[contains(@class,'published') or contains(@class,'entry-date')]/@datetime",
    "//header//time/@datetime",
    "//time/@datetime",
    "//article//time/text()",
    "//*[contains(@class,'post-date') or contains(@class,'entry-date') or contains(@class,'published')]/text()",
)
_BETWEEN_TITLE_AND_OUTLET = re.compile(r"\s+[|\-\u2013\u2014\u00bb:\u2022]\s+")
_LONGEST_BYLINE = 60
_LONGEST_JSON = 500_000


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What was found, None where nothing was; ``stamps``: dates in the order of trust, as they are written."""

    title: str | None
    byline: str | None
    outlet: str | None
    url: str | None
    stamps: tuple[str, ...]


def page_facts(tree: Any) -> PageFacts:
    """The facts of a parsed page."""
    metas = _metas(tree)
    linked = list(_linked_data(tree))
    outlet = _first(metas.get(name) for name in _OUTLET_METAS) or _first(_name(item.get("publisher")) for item in linked)
    url = _first(tree.xpath("//link[@rel='canonical']/@href")) or metas.get("og:url")
    byline = _first(
        (*(_name(item.get("author")) for item in linked), *(metas.get(name) for name in _BYLINE_METAS), *_texts(tree, _BYLINE_PATHS))
    )
    stamps = [str(item["datePublished"]) for item in linked if item.get("datePublished")]
    stamps = [
        *(metas[name] for name in _DATE_METAS[:2] if name in metas),
        *stamps,
        *(metas[name] for name in _DATE_METAS[2:] if name in metas),
    ]
    stamps += [str(found) for path in _DATE_PATHS for found in tree.xpath(path)[:1]]
    return PageFacts(_title(tree, metas, linked, outlet), _byline(byline), outlet, url, tuple(stamps))


def _metas(tree: Any) -> dict[str, str]:
    """Meta tags by name, property or itemprop in lower case; the first of a name wins."""
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        content = _clean(meta.get("content"))
        if name and content:
            metas.setdefault(name, content)
    return metas


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """JSON-LD objects that describe an article."""
    for script in tree.xpath("//script[contains(@type,'ld+json')]"):
        source = script.text or ""
        try:
            data = json.loads(source, strict=False) if len(source) <= _LONGEST_JSON else None
        except (ValueError, RecursionError):
            continue
        for item in _objects(data):
            types = item.get("@type")
            names = types if isinstance(types, list) else [types]
            if any(str(name).lower() in _ARTICLE_TYPES for name in names):
                yield item


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD script: alone, in a list, or under @graph."""
    for item in data if isinstance(data, list) else [data]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            yield from (part for part in graph if isinstance(part, dict)) if isinstance(graph, list) else ()


def _name(value: Any) -> str | None:
    """The name of a JSON-LD person or organisation, however it is wrapped."""
    if isinstance(value, list):
        return _first(_name(item) for item in value)
    if isinstance(value, dict):
        return _clean(value.get("name"))
    return _clean(value)


def _title(tree: Any, metas: dict[str, str], linked: list[dict[str, Any]], outlet: str | None) -> str | None:
    """The headline: the page's only h1, else what its data say, else its title tag; an outlet's name at the end is left out."""
    headings = [text for heading in tree.xpath("//h1") if (text := _clean(heading.text_content()))]
    declared = _first((*(_clean(item.get("headline")) for item in linked), *(metas.get(name) for name in _TITLE_METAS)))
    shown = [text for text in headings if text != outlet]
    if declared is None and len(shown) != 1:
        declared = _clean(_first(tree.xpath("//head/title/text()")))
    if declared is None:
        return shown[0] if shown else None
    bare = _without_outlet(declared, outlet)
    return next((text for text in shown if text in declared or bare in text), bare)


def _without_outlet(title: str, outlet: str | None) -> str:
    """The title without the outlet's name behind or before a sign."""
    if not outlet:
        return title
    parts = _BETWEEN_TITLE_AND_OUTLET.split(title)
    signs = _BETWEEN_TITLE_AND_OUTLET.findall(title)
    if len(parts) > 1 and parts[-1] == outlet:
        return title[: len(title) - len(outlet) - len(signs[-1])].strip()
    if len(parts) > 1 and parts[0] == outlet:
        return title[len(outlet) + len(signs[0]) :].strip()
    return title


def _byline(shown: str | None) -> str | None:
    """A name, not an address and not a paragraph."""
    return shown if shown and len(shown) <= _LONGEST_BYLINE and "://" not in shown else None


def _texts(tree: Any, paths: tuple[str, ...]) -> Iterator[str | None]:
    for path in paths:
        for element in tree.xpath(path)[:1]:
            yield _clean(element.get("content") or element.text_content())


def _clean(value: Any) -> str | None:
    """A string on one line, or None."""
    shown = _SPACES.sub(" ", value).strip() if isinstance(value, str) else ""
    return shown or None


def _first(values: Any) -> str | None:
    """The first that is there."""
    return next((str(value) for value in values if value), None)
