"""A Reading as the article page lays it open: paragraphs of segments, cards, and what the browser needs to paint them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from rawi.demo.cards import Spread, lay_open
from rawi.demo.segments import LONGEST, Segment
from rawi.records import Reading
from rawi.serve.offsets import Units

KINDS = ("trigger", "cue", "actor", "place", "figure", "date", "agreement", "repair", "furniture")
"""The kinds of mark in the order of the legend."""
MOST = 400
"""Events, statements and figures shown of one article; the API has them all."""


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
    left_out: bool


def leaf_of(reading: Reading) -> Leaf:
    """The page's view of a reading."""
    left_out = max(len(reading.events), len(reading.attributions), len(reading.figures)) > MOST
    spread = lay_open(_shortened(reading) if left_out else reading)
    cut = spread.cut
    units = Units.of(reading.article.text)
    segments = [segment for line in cut.lines for segment in line]
    spans = [[units.units(a), units.units(b)] for a, b in zip(cut.starts, cut.ends, strict=True)]
    marks = {"spans": spans, "kinds": {str(s.index): list(s.kinds) for s in segments if s.kinds}}
    roles = _Roles(reading)
    return Leaf(
        reading,
        spread,
        tuple(_paragraph(roles, part, spread) for line in cut.lines for part in _parts(line)),
        _counts(reading),
        marks,
        left_out,
    )


def _shortened(reading: Reading) -> Reading:
    """The reading with as many records as a page can show."""
    return replace(
        reading,
        events=reading.events[:MOST],
        attributions=reading.attributions[:MOST],
        figures=reading.figures[:MOST],
        notes=reading.notes[:MOST],
    )


def _parts(line: tuple[Segment, ...]) -> Iterator[tuple[Segment, ...]]:
    """A line in parts of which a browser can lay out one after the other; all but monstrous lines are one part."""
    part: list[Segment] = []
    letters = 0
    for segment in line:
        if part and letters + len(segment.text) > LONGEST and part[-1].text.endswith(" "):
            yield tuple(part)
            part, letters = [], 0
        part.append(segment)
        letters += len(segment.text)
    yield tuple(part)


def _counts(reading: Reading) -> Mapping[str, int]:
    """How many marks of each kind the legend tells of."""
    found = Counter(m.kind if m.kind in ("place", "agreement") else "actor" for m in reading.mentions)
    found |= Counter(trigger=len(reading.events), cue=len(reading.attributions), figure=len(reading.figures))
    found["date"] = len({(e.date.start, e.date.end) for e in reading.events if e.date})
    found |= Counter(repair=len(reading.repairs), furniture=len(reading.furniture))
    return {kind: found[kind] for kind in KINDS if found[kind]}


class _Roles:
    """The role of each line: that of the first sentence it holds a part of. Lines are asked for in order."""

    def __init__(self, reading: Reading) -> None:
        self._sentences = sorted(reading.sentences, key=lambda s: s.start)
        self._at = 0

    def of(self, start: int, end: int) -> str:
        """The role of the line from ``start`` to ``end``."""
        while self._at < len(self._sentences) and self._sentences[self._at].end <= start:
            self._at += 1
        found = self._sentences[self._at] if self._at < len(self._sentences) else None
        return found.role if found and found.start < end else "body"


def _paragraph(roles: _Roles, line: tuple[Segment, ...], spread: Spread) -> Paragraph:
    first = line[0].index
    if all("furniture" in segment.kinds or not segment.text.strip() for segment in line):
        return Paragraph("furniture", first, line)
    return Paragraph(roles.of(spread.cut.starts[first], spread.cut.ends[line[-1].index]), first, line)
