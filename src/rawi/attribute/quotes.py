"""Marked quotation: which letters of a paragraph stand between quotation marks of any style."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rawi.fold import Folded

_OPENING, _CLOSING, _EITHER = "“«„‘‹", "”»’›", '"'
_PAIRS = {"«": "»", "“": "”", "„": "”", "‘": "’", "‹": "›"}
_LONGEST = 2500
_MARK = re.compile(f"[{_OPENING}{_CLOSING}{_EITHER}]")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quoted stretch in source offsets, marks left out; ``closed`` is False when the closing mark is missing."""

    start: int
    end: int
    closed: bool


def find_quotations(folded: Folded) -> tuple[Quotation, ...]:
    """Quoted stretches, paragraph by paragraph; a mark of the wrong shape opens or closes by where it stands."""
    found: list[Quotation] = []
    start = 0
    for line in folded.text.split("\n"):
        found += _in_line(folded, start, start + len(line))
        start += len(line) + 1
    return tuple(found)


def _in_line(folded: Folded, start: int, end: int) -> list[Quotation]:
    """Quotations of one paragraph: an opening mark is closed by the next mark of its pair; where that mark is missing, by any other."""
    text, found, opened, closing = folded.text, [], -1, -1
    for match in _MARK.finditer(text, start, end):
        index, mark = match.start(), match.group()
        if opened < 0:
            opened, closing = index, _own_closing(text, index, end)
        elif index == closing or (closing < 0 and (mark not in _OPENING or _closes_by_place(text, index, end))):
            found.append(_quotation(folded, opened + 1, index, True))
            opened = -1
    if opened >= 0 and opened + 1 < end:
        found.append(_quotation(folded, opened + 1, end, False))
    return [q for q in found if q.start < q.end]


def _own_closing(text: str, opened: int, end: int) -> int:
    """Where the mark stands that closes this opening one, with only whole pairs of the neutral mark between; -1 where it is missing."""
    mark = text[opened]
    closing = text.find(_PAIRS[mark], opened + 1, end) if mark in _PAIRS else -1
    reopened = text.find(mark, opened + 1, closing) if closing > 0 else -1
    whole = closing > 0 and reopened < 0 and text.count(_EITHER, opened, closing) % 2 == 0
    return closing if whole and text.count(_EITHER, opened, closing) else -1


def _closes_by_place(text: str, index: int, end: int) -> bool:
    """An opening shape used to close: letters stand right before it and none right after."""
    return text[index - 1].isalnum() and (index + 1 >= end or not text[index + 1].isalnum())


def _quotation(folded: Folded, start: int, end: int, closed: bool) -> Quotation:
    while start < end and folded.text[start].isspace():
        start += 1
    while end > start and folded.text[end - 1].isspace():
        end -= 1
    if start == end:
        return Quotation(0, 0, closed)
    span = folded.span(start, min(end, start + _LONGEST))
    return Quotation(span.start, span.end, closed)
