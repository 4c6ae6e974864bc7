"""A Reading as the article page lays it open: paragraphs of segments, cards, and what the browser needs to paint them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rawi.demo.cards import Spread, lay_open
from rawi.demo.segments import Segment
from rawi.records import Reading
from rawi.serve.offsets import Units

KINDS = ("trigger", "cue", "actor", "place", "figure", "date", "agreement", "repair", "furniture")
"""The kinds of mark in the order of the legend."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text: its role (title, subhead, lead, body, furniture), the number of its first segment, its segments."""

    role: str
    first: int
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One article as shown. ``marks`` is for the browser: segment → its first and last UTF-16 unit and the kinds on it."""

    reading: Reading
    spread: Spread
    paragraphs: tuple[Paragraph, ...]
    counts: Mapping[str, int]
    marks: dict[str, Any]


def leaf_of(reading: Reading) -> Leaf:
    """The page's view of a reading."""
    spread = lay_open(reading)
    cut = spread.cut
    units = Units.of(reading.article.text)
    segments = [segment for line in cut.lines for segment in line]
    spans = [[units.units(a), units.units(b)] for a, b in zip(cut.starts, cut.ends, strict=True)]
    marks = {"spans": spans, "kinds": {str(s.index): list(s.kinds) for s in segments if s.kinds}}
    return Leaf(reading, spread, tuple(_paragraph(reading, line, spread) for line in cut.lines), _counts(reading), marks)


def _counts(reading: Reading) -> Mapping[str, int]:
    """How many marks of each kind the legend tells of."""
    found = Counter(m.kind if m.kind in ("place", "agreement") else "actor" for m in reading.mentions)
    found |= Counter(trigger=len(reading.events), cue=len(reading.attributions), figure=len(reading.figures))
    found["date"] = len({(e.date.start, e.date.end) for e in reading.events if e.date})
    found |= Counter(repair=len(reading.repairs), furniture=len(reading.furniture))
    return {kind: found[kind] for kind in KINDS if found[kind]}


def _paragraph(reading: Reading, line: tuple[Segment, ...], spread: Spread) -> Paragraph:
    first = line[0].index
    start, end = spread.cut.starts[first], spread.cut.ends[line[-1].index]
    if all("furniture" in segment.kinds or not segment.text.strip() for segment in line):
        return Paragraph("furniture", first, line)
    role = next((s.role for s in reading.sentences if s.start < end and start < s.end), "body")
    return Paragraph(role, first, line)
