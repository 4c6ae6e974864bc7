"""The article's text cut where any record begins or ends, so that every record is a run of whole segments.

The page never inserts a letter and never puts a box around one: segments are bare inline spans, which keeps Arabic letters joined.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from rawi.records import Reading

LONGEST = 4000
"""Letters of a segment at most."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the text: ``index`` within the article, the kinds of mark on it, the repaired word if it is a repair."""

    index: int
    text: str
    kinds: tuple[str, ...]
    repaired: str | None


@dataclass(frozen=True, slots=True)
class Cut:
    """The text as lines of segments, and the way from a span to segments."""

    lines: tuple[tuple[Segment, ...], ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def run(self, start: int, end: int) -> str:
        """Segments of a span as «first-last»; empty where the span holds no letter."""
        first = bisect_left(self.starts, start)
        last = bisect_left(self.ends, end)
        return f"{first}-{last}" if first <= last < len(self.starts) else ""


def cut_text(reading: Reading, extra: Iterable[tuple[int, int]] = ()) -> Cut:
    """The article cut at every mark and at the ``extra`` spans (what cards light besides the marks)."""
    text = reading.article.text
    marks = _marks(reading)
    edges = sorted({edge for start, end, _ in marks for edge in (start, end)} | {edge for span in extra for edge in span})
    cover = _Cover(marks, reading)
    lines: list[tuple[Segment, ...]] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for line in text.splitlines(keepends=True):
        shown = at + len(line.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"))
        pieces = [part for a, b in _pieces(at, shown, edges) for part in _short(text, a, b)]
        lines.append(tuple(cover.segment(len(starts) + n, a, b) for n, (a, b) in enumerate(pieces)))
        starts.extend(a for a, _ in pieces)
        ends.extend(b for _, b in pieces)
        at += len(line)
    return Cut(tuple(line for line in lines if line), tuple(starts), tuple(ends))


def _pieces(start: int, end: int, edges: list[int]) -> list[tuple[int, int]]:
    inside = edges[bisect_right(edges, start) : bisect_left(edges, end)]
    return list(pairwise([start, *inside, end])) if start < end else []


def _short(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A piece in parts that a browser can lay out, cut behind a blank."""
    while end - start > LONGEST:
        blank = text.rfind(" ", start, start + LONGEST)
        cut = blank + 1 if blank > start else start + LONGEST
        yield start, cut
        start = cut
    yield start, end


class _Cover:
    """Which marks lie over a segment; segments are asked for in the order of the text, so that each mark is met once."""

    def __init__(self, marks: list[tuple[int, int, str]], reading: Reading) -> None:
        self._text = reading.article.text
        self._repaired = {(r.start, r.end): r.repaired for r in reading.repairs}
        self._coming = sorted((start, number, end, kind) for number, (start, end, kind) in enumerate(marks))
        self._next = 0
        self._over: list[tuple[int, int, int, str]] = []

    def segment(self, index: int, start: int, end: int) -> Segment:
        """The segment from ``start`` to ``end``, its kinds in the order in which the marks are painted."""
        while self._next < len(self._coming) and self._coming[self._next][0] <= start:
            begun, number, until, kind = self._coming[self._next]
            self._over.append((number, begun, until, kind))
            self._next += 1
        self._over = [mark for mark in self._over if mark[2] >= end]
        over = sorted(self._over)
        repaired = next((self._repaired[a, b] for _, a, b, kind in over if kind == "repair"), None)
        return Segment(index, self._text[start:end], tuple(dict.fromkeys(kind for *_, kind in over)), repaired)


def _marks(reading: Reading) -> list[tuple[int, int, str]]:
    """Every marked span with its kind, in the order in which the marks are painted."""
    marks = [(m.start, m.end, m.kind if m.kind in ("place", "agreement") else "actor") for m in reading.mentions]
    marks += [(f.start, f.end, "figure") for f in reading.figures]
    marks += [(e.date.start, e.date.end, "date") for e in reading.events if e.date]
    marks += [(a.cue.start, a.cue.end, "cue") for a in reading.attributions]
    marks += [(e.trigger.start, e.trigger.end, "trigger") for e in reading.events]
    marks += [(r.start, r.end, "repair") for r in reading.repairs]
    marks += [(f.start, f.end, "furniture") for f in reading.furniture]
    return marks
