"""The article's text cut where any record begins or ends, so that every record is a run of whole segments.

The page never inserts a letter and never puts a box around one: segments are bare inline spans, which keeps Arabic letters joined.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from rawi.records import Reading


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
    edges = {edge for start, end, _ in marks for edge in (start, end)} | {edge for span in extra for edge in span}
    lines: list[tuple[Segment, ...]] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for line in text.splitlines(keepends=True):
        shown = at + len(line.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"))
        pieces = _pieces(at, shown, edges)
        lines.append(tuple(_segment(reading, len(starts) + n, a, b, marks) for n, (a, b) in enumerate(pieces)))
        starts.extend(a for a, _ in pieces)
        ends.extend(b for _, b in pieces)
        at += len(line)
    return Cut(tuple(line for line in lines if line), tuple(starts), tuple(ends))


def _pieces(start: int, end: int, edges: set[int]) -> list[tuple[int, int]]:
    cuts = sorted({start, end, *(edge for edge in edges if start < edge < end)})
    return list(pairwise(cuts))


def _segment(reading: Reading, index: int, start: int, end: int, marks: list[tuple[int, int, str]]) -> Segment:
    kinds = tuple(dict.fromkeys(kind for a, b, kind in marks if a <= start and end <= b))
    repaired = next((r.repaired for r in reading.repairs if r.start <= start and end <= r.end), None)
    return Segment(index, reading.article.text[start:end], kinds, repaired)


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
