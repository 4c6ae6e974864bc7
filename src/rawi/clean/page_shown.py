"""What a page shows its readers: headings, the house's name, bylines and dates near the headline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from rawi.clean.page_data import first, one_line
from rawi.clean.page_marks import PageMarks, is_named

_SHOWN_HEADS = ("h1", "h2", "h3", "h4")
_BOLD = frozenset({"b", "strong", "font", "big"})
_BLOCKS = frozenset({"p", "div", "td", "li", "section", "article", "h1", "h2", "h3", "h4", "h5", "span", "center", "th"})
_FEED_TITLE = re.compile(r"(.+?)\s+(?:-|\u00bb|\u203a|\|)\s+(?:Atom|RSS|RSS 2\.0|Feed|\u0627\u0644\u062e\u0644\u0627\u0635\u0629)$")
_HEAD_WORDS = (3, 30)
_LONGEST_FACT = 120
_PARAGRAPH_LETTERS = 100
_BEFORE_PARAGRAPH = 14
_FACT_TAGS = frozenset({"time", "span", "div", "td", "p", "li", "small", "font", "em", "dd", "abbr", "i", "b"})
_MOST_CHILDREN = 6
_NAMED_FACTS = 3
_OTHER_FACTS = 30


def headings(tree: Any, marks: PageMarks) -> list[str]:
    """The texts that may be the headline, likeliest first: h1, declared headlines, elements named so."""
    found = [one_line(element.text_content()) for element in tree.iter("h1")]
    found += [one_line(element.text_content()) for element in tree.xpath("//*[@itemprop='headline' or @itemprop='name headline']")]
    found += [one_line(e.text_content()) for e in tree.iter(*_SHOWN_HEADS[1:], "div", "span", "td") if is_named(e, marks.headline)]
    return list(dict.fromkeys(text for text in found if text and len(text) <= 3 * _LONGEST_FACT))


def title_parts_shown(tree: Any, parts: list[str]) -> list[str]:
    """The parts of the declared title that an element of the page shows whole, the longest first."""
    wanted = {part.strip() for part in parts if len(part.split()) >= _HEAD_WORDS[0]}
    shown = (
        {one_line(element.text_content()) for element in tree.iter("h2", "h3", "h4", "div", "span", "td", "b", "strong", "font", "p")}
        if wanted
        else set()
    )
    return sorted(wanted & shown, key=len, reverse=True)


def heading_before_story(tree: Any) -> str | None:
    """A bold or large line shortly before the first long paragraph of a page that marks its headline in no other way."""
    shown: list[tuple[Any, str]] = []
    for element in tree.iter(*_BLOCKS):
        own = one_line(element.text_content()) if not any(child.tag in _BLOCKS for child in element.iterdescendants()) else None
        if not own:
            continue
        if len(own) - _linked(element) >= _PARAGRAPH_LETTERS and not _is_bold(element, own):
            break
        shown.append((element, own))
    least, most = _HEAD_WORDS
    near = [(e, text) for e, text in shown[-_BEFORE_PARAGRAPH:] if least < len(text.split()) <= most and not text.endswith((".", ":"))]
    return next((text for element, text in reversed(near) if _is_bold(element, text)), None)


def _linked(element: Any) -> int:
    return sum(len(one_line(link.text_content()) or "") for link in element.iter("a"))


def _is_bold(element: Any, text: str) -> bool:
    """Whether all of an element's text stands in a heading, in bold, or in a larger font."""
    if element.tag in _SHOWN_HEADS:
        return True
    inside = [e for e in element.iter(*_BOLD) if one_line(e.text_content()) == text]
    return any(e.tag != "font" or str(e.get("size", "")).lstrip("+") in ("4", "5", "6", "7") for e in inside)


def house_names(tree: Any, marks: PageMarks) -> Iterator[str]:
    """Names of the outlet as the page shows them: elements named so, the logo's text, the title of its feed."""
    for element in tree.iter("a", "div", "span", "p", "h1", "h2", "h3"):
        if is_named(element, marks.site):
            text = one_line(element.text_content())
            if text and len(text) <= _LONGEST_FACT // 2:
                yield text
    for heading in tree.xpath("//header//h1 | //*[@id='header']//h1"):
        yield from filter(None, [one_line(heading.text_content())])
    for image in tree.iter("img", "amp-img"):
        link = image.getparent()
        if is_named(image, marks.logos) or "logo" in image.get("src", "").lower() or (link is not None and is_named(link, marks.logos)):
            yield from filter(None, [one_line(image.get("alt"))])
    for title in tree.xpath("//link[@rel='alternate' and @title]/@title"):
        found = _FEED_TITLE.match(title)
        if found:
            yield found[1]


def shown_bylines(tree: Any, marks: PageMarks) -> Iterator[str]:
    """Texts of the elements that name the author."""
    for element in tree.xpath("//*[@rel='author'] | //*[@itemprop='author']"):
        yield from filter(None, [one_line(element.get("content") or element.text_content())])
    for element in tree.iter("a", "span", "div", "p", "li", "td", "dd", "address", "h3", "h4"):
        if is_named(element, marks.byline):
            text = one_line(element.text_content())
            if text and len(text) <= _LONGEST_FACT:
                yield text


def short_texts(tree: Any, headline: str | None, marks: PageMarks) -> Iterator[str]:
    """The short texts with a figure in them that stand below the headline and may tell the date: those named so first."""
    below: list[str] = []
    named: list[str] = []
    seen = headline is None
    for element in tree.iter():
        text = one_line(element.text_content()) if isinstance(element.tag, str) and len(element) <= _MOST_CHILDREN else None
        if not text or len(text) > 2 * _LONGEST_FACT:
            continue
        seen = seen or text == headline
        if seen and element.tag in _FACT_TAGS and len(text) <= _LONGEST_FACT and any(letter.isdigit() for letter in text):
            (named if element.tag == "time" or is_named(element, marks.date) else below).append(text)
    yield from dict.fromkeys([*named[:_NAMED_FACTS], *below[:_OTHER_FACTS]])


def title_tag(tree: Any) -> str | None:
    """The words of the title tag."""
    return one_line(first(tree.xpath("//head/title/text()")))
