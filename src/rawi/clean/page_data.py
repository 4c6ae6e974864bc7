"""What a page declares of itself for machines: meta tags, JSON-LD, Dublin Core."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

_SPACES = re.compile(r"\s+")
_TITLE_METAS = ("og:title", "twitter:title", "headline", "dc.title", "title")
_OUTLET_METAS = ("og:site_name", "application-name", "dc.publisher", "publisher")
_BYLINE_METAS = ("author", "article:author", "dc.creator", "sailthru.author", "byl", "parsely-author")
_FIRST_DATE_METAS = ("article:published_time", "og:published_time")
_DATE_METAS = (
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
_DATE_PATHS = (
    "//time[@pubdate]/@datetime",
    "//*[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//*[contains(concat(' ',@property,' '),' dc:date ')]/@content",
    "//*[contains(concat(' ',@property,' '),' dc:created ')]/@content",
    "//abbr[contains(@class,'published')]/@title",
    "//article//time/@datetime",
    "//time[contains(@class,'published') or contains(@class,'entry-date')]/@datetime",
    "//header//time/@datetime",
    "//time/@datetime",
)
_ARTICLE_TYPES = frozenset(
    {"newsarticle", "article", "reportagenewsarticle", "blogposting", "analysisnewsarticle", "liveblogposting", "webpage"}
)
_LONGEST_JSON = 500_000


@dataclass(frozen=True, slots=True)
class PageData:
    """What is declared, None or () where nothing is; ``stamps``: dates in the order of trust, as they are written."""

    title: str | None
    outlet: str | None
    url: str | None
    bylines: tuple[str, ...]
    stamps: tuple[str, ...]


def page_data(tree: Any) -> PageData:
    """The declarations of a parsed page."""
    metas = _metas(tree)
    objects = list(_linked_data(tree))
    articles = [item for item in objects if _is_article(item)]
    named = {str(item["@id"]): item for item in objects if item.get("@id") and item.get("name")}
    outlet = first(metas.get(name) for name in _OUTLET_METAS) or first(_names(item.get("publisher"), named) for item in articles)
    title = first((*(one_line(item.get("headline")) for item in articles), *(metas.get(name) for name in _TITLE_METAS)))
    url = first(tree.xpath("//link[@rel='canonical']/@href")) or metas.get("og:url")
    bylines = (*(_names(item.get("author"), named) for item in articles), *(metas.get(name) for name in _BYLINE_METAS), _labelled(metas))
    stamps = [
        *(metas[name] for name in _FIRST_DATE_METAS if name in metas),
        *(str(item["datePublished"]) for item in articles if item.get("datePublished")),
        *(metas[name] for name in _DATE_METAS if name in metas),
        *(str(found) for path in _DATE_PATHS for found in tree.xpath(path)[:1]),
    ]
    return PageData(title, outlet, url, tuple(name for name in bylines if name), tuple(stamps))


def _labelled(metas: dict[str, str]) -> str | None:
    """The author that Yoast writes for Twitter cards: a first label with a name, no figure, beside it."""
    named = metas.get("twitter:data1") if "twitter:label1" in metas else None
    return named if named and not any(letter.isdigit() for letter in named) else None


def _metas(tree: Any) -> dict[str, str]:
    """Meta tags by name, property or itemprop in lower case; the first of a name wins."""
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        content = one_line(meta.get("content"))
        if name and content:
            metas.setdefault(name, content)
    return metas


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects of a page."""
    for script in tree.xpath("//script[contains(@type,'ld+json')]"):
        source = script.text or ""
        try:
            data = json.loads(source, strict=False) if len(source) <= _LONGEST_JSON else None
        except (ValueError, RecursionError):
            continue
        yield from _objects(data)


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD script: alone, in a list, or under @graph."""
    for item in data if isinstance(data, list) else [data]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            yield from (part for part in graph if isinstance(part, dict)) if isinstance(graph, list) else ()


def _is_article(item: dict[str, Any]) -> bool:
    types = item.get("@type")
    return any(str(name).lower() in _ARTICLE_TYPES for name in (types if isinstance(types, list) else [types]))


def _names(value: Any, named: dict[str, Any]) -> str | None:
    """The names of JSON-LD persons or organisations, however they are wrapped or referred to; several with the Arabic comma."""
    if isinstance(value, list):
        found = [name for item in value if (name := _names(item, named))]
        return "\u060c ".join(dict.fromkeys(found)) or None
    if isinstance(value, dict):
        return one_line(value.get("name")) or one_line(named.get(str(value.get("@id")), {}).get("name"))
    return one_line(value)


def one_line(value: Any) -> str | None:
    """A string on one line, or None."""
    shown = _SPACES.sub(" ", value).strip() if isinstance(value, str) else ""
    return shown or None


def first(values: Iterable[Any]) -> str | None:
    """The first that is there."""
    return next((str(value) for value in values if value), None)
