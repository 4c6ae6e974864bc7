"""A plain text as an Article, letter for letter."""

from __future__ import annotations

import hashlib

from rawi.clean.bylines import maker_in_text
from rawi.clean.furniture import find_furniture
from rawi.clean.language import language_of
from rawi.clean.lines import split_lines
from rawi.clean.publication import day_in_text, day_of
from rawi.clean.refusal import CleanError
from rawi.fold import fold
from rawi.lexicon import Lexicon
from rawi.records import Article

_HEAD_LETTERS = 600
_TITLE_WORDS = 25
_EDGES = " \t\r\u00a0\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\ufeff"
_NO_TITLE_ENDS = ".:\u060c\u061b,"


def article_from_text(
    text: str, *, id: str, title: str | None = None, outlet: str | None = None, url: str | None = None, byline: str | None = None,
    published: str | None = None, lexicon: Lexicon,
) -> Article:  # fmt: skip
    """The Article of a text; ``text`` stays as it is. ``published`` is a day or time stamp; without it a date line of the text is read, as a
    byline or dateline is where no ``byline`` is given.

    Raises CleanError where ``published`` is no date.
    """
    title = title or title_of(text, lexicon)
    day, source = publication(published, text, title, lexicon)
    byline = byline or maker_in_text(text, lexicon)
    return Article(id, text, url, outlet, title, byline, day, source, digest(text), language_of(text))


def publication(published: str | None, text: str, title: str | None, lexicon: Lexicon) -> tuple[str | None, str | None]:
    """The publication day and where it comes from: given, text, or neither."""
    if published and published.strip():
        day = day_of(published, lexicon)
        if day is None:
            raise CleanError(f"published is {published!r}, which is no full date; write it as YYYY-MM-DD, or leave it out.")
        return day, "given"
    day = day_in_text(text, title, lexicon)
    return day, "text" if day else None


# A first line of so few words may be the name of a section.
_LABEL_WORDS = 4
# A first line with one of these may be the way to the page («Home / News»), which is no title.
_BREADCRUMB_MARKS = (" / ", " > ", " » ", " | ")


def title_of(text: str, lexicon: Lexicon) -> str | None:
    """The first line where it is a heading: short, without a closing stop, and with a story below it."""
    lines = split_lines(fold(text[:_HEAD_LETTERS]))
    if not lines or (len(lines) < 2 and len(text) <= _HEAD_LETTERS):
        return None
    shown = next((line.strip(_EDGES) for line in text.splitlines() if any(c.isalnum() for c in line)), "")
    if len(shown.split()) <= _LABEL_WORDS or shown.startswith("#") or any(mark in shown for mark in _BREADCRUMB_MARKS):
        head = text[:_HEAD_LETTERS]
        cut = {furniture.text.strip(_EDGES) for furniture in find_furniture(head, None, lexicon)}
        shown = next((s for line in head.splitlines() if any(map(str.isalnum, s := line.strip(_EDGES))) and s not in cut), "")
    ends = shown.rstrip(" \"\u201d\u201c\u00bb')")[-1:] in _NO_TITLE_ENDS
    return None if not shown or ends or len(shown.split()) > _TITLE_WORDS else shown


def digest(text: str) -> str:
    """The sha256 of the text in UTF-8, in hexadecimal; lone surrogates are let through."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
