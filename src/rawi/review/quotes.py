"""The words a decision was made on: kept with what stands before and after them (a W3C TextQuoteSelector), and found again in another text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rawi.records import Span

AROUND = 32  # letters kept before and after


def quote_of(text: str, span: Span) -> dict[str, Any]:
    """The selector of a span: exact, prefix and suffix, and the offsets in this text."""
    before, behind = text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND]
    return {"exact": span.of(text), "prefix": before, "suffix": behind, "start": span.start, "end": span.end}


def find_quote(text: str, quote: dict[str, Any]) -> Span | None:
    """Where the quoted words stand in a text: where they stood, else where the letters around them agree most, the nearest on a tie; None
    where they are not, or where they stand more than once and nothing around tells which is meant."""
    exact: str = quote.get("exact") or ""
    if not exact:
        return None
    rated = sorted(((_agreement(text, at, quote), -abs(at - quote["start"])), at) for at in _places(text, exact))
    if not rated or (len(rated) > 1 and rated[-1][0][0] == 0):
        return None
    at = rated[-1][1]
    return Span(at, at + len(exact))


def _places(text: str, exact: str) -> Iterator[int]:
    at = text.find(exact)
    while at >= 0:
        yield at
        at = text.find(exact, at + 1)


def _agreement(text: str, at: int, quote: dict[str, Any]) -> int:
    """How many letters before and after agree with those kept, counted from the words outwards."""
    end = at + len(quote["exact"])
    before = _common(reversed(quote["prefix"]), reversed(text[max(0, at - AROUND) : at]))
    return before + _common(iter(quote["suffix"]), iter(text[end : end + AROUND]))


def _common(kept: Iterator[str], found: Iterator[str]) -> int:
    count = 0
    for a, b in zip(kept, found, strict=False):
        if a != b:
            break
        count += 1
    return count
