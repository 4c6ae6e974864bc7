"""An HTML page as an Article: the text taken out once, letters untouched."""

from __future__ import annotations

import re
from typing import Any

from rawi.clean.article import digest, publication
from rawi.clean.encoding import decode_page
from rawi.clean.language import language_of
from rawi.clean.page_data import page_data
from rawi.clean.page_facts import PageFacts, page_facts
from rawi.clean.page_marks import page_marks
from rawi.clean.page_shown import house_names
from rawi.clean.page_story import drop_captions, prune, story_text
from rawi.clean.publication import day_of
from rawi.clean.refusal import CleanError
from rawi.fold import fold_word
from rawi.lexicon import Lexicon
from rawi.lexicon.trie import tokens
from rawi.records import Article

_MOST_BYTES = 12_000_000
_MOST_TAGS = 200_000
_DEEPEST = 1000
# Above these trafilatura takes seconds or gives up (measured: 40,000 tags 8 s, nothing found below 255 levels); the plain extraction is
# linear.
_MOST_TAGS_FOR_TRAFILATURA = 12_000
_DEEPEST_FOR_TRAFILATURA = 200
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*>")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# Tags without an end, or whose end may be left out.
_UNPAIRED = frozenset(
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "option",
        "thead",
        "tbody",
        "tfoot",
        "colgroup",
        "html",
        "head",
        "body",
    }
)
# What trafilatura drops or composes; these letters travel through it as signs of a dead script and are put back.
_FRAGILE = re.compile(
    "[\u00ad\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]"
)
_STAND_IN = 0x12000
_STAND_INS = re.compile("[\U00012000-\U000123ff]")


def article_from_html(
    page: bytes,
    *,
    id: str,
    url: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    content_type: str | None = None,
    lexicon: Lexicon,
) -> Article:
    """The Article of an HTML page: title first, then the story's paragraphs, one a line.

    ``content_type`` is the HTTP header. What is given wins over what the page says of itself. Raises CleanError for no readable page.
    """
    _check_size(page, id)
    html = _XML_DECLARATION.sub("", decode_page(page, content_type), count=1)
    tags, depth = _shape(html)
    if tags > _MOST_TAGS or depth > _DEEPEST:
        found, allowed = f"{tags:,} tags nested {depth:,} deep", f"{_MOST_TAGS:,} and {_DEEPEST:,}"
        raise CleanError(f"{id}: the page has {found}, more than {allowed}; save the article alone, or pass its text as .txt.")
    tree = _parsed(html, id)
    facts, story = _facts_and_story(tree, lexicon, simple=tags > _MOST_TAGS_FOR_TRAFILATURA or depth > _DEEPEST_FOR_TRAFILATURA)
    if not story:
        raise CleanError(f"{id}: no story was found on the page; check that it is an article, or pass its text as .txt.")
    text = _with_title(story, facts.title)
    day, source = _published(published, facts, text, lexicon)
    return Article(
        id, text, url or facts.url, outlet or facts.outlet, facts.title, facts.byline, day, source, digest(text), language_of(text)
    )


def _facts_and_story(tree: Any, lexicon: Lexicon, simple: bool) -> tuple[PageFacts, str]:
    """What the page says of itself, and its story; the tree is taken apart on the way."""
    marks = page_marks(lexicon.folder)
    data, houses = page_data(tree), list(house_names(tree, marks))
    prune(tree, marks)
    facts = page_facts(tree, data, houses, marks, lexicon)
    drop_captions(tree)
    _protect(tree)
    return facts, _STAND_INS.sub(_shown, story_text(tree, marks, simple)).strip()


def _check_size(page: bytes, id: str) -> None:
    if len(page) > _MOST_BYTES:
        bytes_found, allowed = f"{len(page):,} bytes", f"{_MOST_BYTES:,}"
        raise CleanError(f"{id}: the page has {bytes_found}, more than {allowed}; save the article alone, or pass its text as .txt.")


def _published(published: str | None, facts: PageFacts, text: str, lexicon: Lexicon) -> tuple[str | None, str | None]:
    """The day as given, as the page's data say, or as a date line of the text says."""
    if not published:
        for stamp in facts.stamps:
            day = day_of(stamp, lexicon)
            if day:
                return day, "page"
    return publication(published, text, facts.title, lexicon)


def _shape(html: str) -> tuple[int, int]:
    """How many opening tags a page has and how deep they nest; unpaired tags do not nest."""
    tags = depth = deepest = 0
    for end, name in _TAG.findall(html):
        paired = name.lower() not in _UNPAIRED
        if end:
            depth -= paired and depth > 0
            continue
        tags += 1
        depth += paired
        deepest = max(deepest, depth)
    return tags, deepest


def _parsed(html: str, id: str) -> Any:
    """The page's tree. Raises CleanError where there is none."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return document_fromstring("".join(html.split("\0")).encode("utf-8", "ignore"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise CleanError(f"{id}: the page is empty or no HTML; check what was fetched.") from error


def _protect(tree: Any) -> None:
    """Put stand-ins for the fragile letters of a tree."""
    for element in tree.iter():
        if element.text and _FRAGILE.search(element.text):
            element.text = _FRAGILE.sub(_hidden, element.text)
        if element.tail and _FRAGILE.search(element.tail):
            element.tail = _FRAGILE.sub(_hidden, element.tail)


_BLOCKS = (0x00AD, 0x0300, 0x0610, 0x200B, 0xFE00, 0xFEFF)
_OFFSETS = (0, 1, 0x80, 0x180, 0x200, 0x210)


def _hidden(found: re.Match[str]) -> str:
    """The stand-in of a fragile letter."""
    code = ord(found.group())
    block = max(index for index, first in enumerate(_BLOCKS) if first <= code)
    return chr(_STAND_IN + _OFFSETS[block] + code - _BLOCKS[block])


def _shown(found: re.Match[str]) -> str:
    """The letter behind a stand-in."""
    offset = ord(found.group()) - _STAND_IN
    block = max(index for index, first in enumerate(_OFFSETS) if first <= offset)
    return chr(_BLOCKS[block] + offset - _OFFSETS[block])


def _with_title(story: str, title: str | None) -> str:
    """The story under its title, unless it begins with it."""
    if not title:
        return story
    first = story.split("\n", 1)[0]
    return story if tokens(fold_word(first)) == tokens(fold_word(title)) else f"{title}\n{story}"
