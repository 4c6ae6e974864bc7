"""The story of a page: trafilatura finds it; what it leaves out between its paragraphs (lists, subheads, the deck) is put back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from rawi.clean.page_marks import PageMarks, is_named, is_outside
from rawi.clean.plain_extraction import letters_within, plain_text

_SPACES = re.compile(r"\s+")
_LEAST_TEXT = 60
# trafilatura writes a table row on one line between bars; a story laid out in a table is no table.
_TABLE_LINE = re.compile(r"^[^\S\n]*\|.*$", re.M)
_LEAVES = frozenset({"p", "li", "h2", "h3", "h4", "h5", "blockquote", "dd", "dt"})
_HEADS = frozenset({"h2", "h3", "h4"})
_MOST_LINKED = 0.5
_DECK_WORDS = 4
# A part named as outside that holds this share of the page's paragraphs is the story itself.
_STORY_SHARE = 0.25
_CAPTION_WORDS = 30
_TITLES = ("h1", "h2", "h3", "h4")
_FRAME = frozenset({"html", "head", "body", "main", "article"})
_ASIDE = frozenset({"blockquote", "figure", "table"})
_BULLET = "- "


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item or heading of the page, its text on one line."""

    element: Any
    text: str

    @property
    def parent(self) -> Any:
        """The element that holds it, of a list item the one that holds the list."""
        parent = self.element.getparent()
        return parent.getparent() if self.element.tag == "li" and parent is not None else parent


def prune(tree: Any, marks: PageMarks) -> None:
    """Take out of a page the parts that are named as outside of a story and do not hold it."""
    letters = letters_within(tree)
    whole = letters[tree]
    for element in [element for element in letters if element.tag not in _FRAME and is_outside(element, marks)]:
        if letters[element] <= _STORY_SHARE * whole and element.getparent() is not None and element.find(".//h1") is None:
            element.drop_tree()


def drop_captions(tree: Any) -> None:
    """Take pictures out of a page with the boxes around them that hold nothing but a caption."""
    for picture in list(tree.iter("img", "amp-img", "picture")):
        box = _picture_box(picture)
        if box is not None and box.getparent() is not None:
            box.drop_tree()


def _picture_box(picture: Any) -> Any:
    """The widest box around a picture that holds nothing but a caption: few words, no full stop, no paragraph, no heading."""
    box = None
    for above in picture.iterancestors("div", "span", "td", "figure", "a", "center"):
        text = _line(above)
        if (
            len(text.split()) > _CAPTION_WORDS
            or text.endswith((".", ":"))
            or above.find(".//p") is not None
            or next(above.iter(*_TITLES), None) is not None
        ):
            break
        box = above
    return box


def story_text(tree: Any, marks: PageMarks, simple: bool) -> str:
    """The story's text, one paragraph a line; the plain extraction where trafilatura finds nothing or must not try (``simple``)."""
    blocks = [] if simple else list(_blocks(tree))
    story = None
    if not simple:
        from trafilatura import extract

        with suppress(RecursionError):
            story = extract(tree, favor_precision=True, include_comments=False, include_tables=True)
    if not story or len(story) < _LEAST_TEXT or 2 * sum(map(len, _TABLE_LINE.findall(story))) > len(story):
        return plain_text(tree) or story or ""
    return "\n".join(_filled(story.split("\n"), blocks, marks))


def _blocks(tree: Any) -> Iterator[Block]:
    """The leaf blocks of a page in order."""
    for element in tree.iter(*_LEAVES, "h1"):
        if not any(child.tag in _LEAVES for child in element.iterdescendants()):
            text = _line(element)
            if text:
                yield Block(element, text)


def _filled(lines: list[str], blocks: list[Block], marks: PageMarks) -> list[str]:
    """The story's lines with the blocks between them that it left out."""
    at: dict[str, int] = {}
    for number, line in enumerate(lines):
        at.setdefault(line.removeprefix(_BULLET).strip(), number)
    kept = [index for index, block in enumerate(blocks) if block.text in at and block.element.tag != "h1"]
    if not kept:
        return lines
    homes = {blocks[index].parent for index in kept}
    after: dict[int, list[str]] = {}
    last = -1
    for index in range(_deck_start(blocks, kept[0]), kept[-1]):
        block = blocks[index]
        if index in kept:
            last = at[block.text]
        elif _is_deck(block, marks) if index < kept[0] else _belongs(block, blocks[index + 1].text in at, homes):
            after.setdefault(last, []).append(_BULLET + block.text if block.element.tag == "li" else block.text)
    return after.get(-1, []) + [told for number, line in enumerate(lines) for told in (line, *after.get(number, []))]


def _deck_start(blocks: list[Block], first: int) -> int:
    """Where a deck may begin: below the last h1 before the story."""
    heads = [index for index in range(first) if blocks[index].element.tag == "h1"]
    return heads[-1] + 1 if heads else first


def _belongs(block: Block, story_follows: bool, homes: set[Any]) -> bool:
    """Whether a block that was left out is the story's: it stands beside the story's paragraphs (``homes``); a subhead before one."""
    element = block.element
    if _linked_share(element, block.text) >= _MOST_LINKED or (element.tag in _HEADS and not story_follows):
        return False
    return block.parent in homes and not any(above.tag in _ASIDE for above in (element, *element.iterancestors()))


def _is_deck(block: Block, marks: PageMarks) -> bool:
    """Whether a block between the headline and the story is a deck."""
    named = is_named(block.element, marks.deck) or (block.element.tag in _HEADS and _follows_headline(block.element))
    return named and len(block.text.split()) >= _DECK_WORDS and _linked_share(block.element, block.text) < _MOST_LINKED


def _follows_headline(element: Any) -> bool:
    """Whether a heading stands right behind the h1."""
    before = element.getprevious()
    return before is not None and before.tag == "h1"


def _linked_share(element: Any, text: str) -> float:
    return sum(len(_line(link)) for link in element.iter("a")) / max(1, len(text))


def _line(element: Any) -> str:
    """The text of an element on one line."""
    return _SPACES.sub(" ", element.text_content()).strip()
