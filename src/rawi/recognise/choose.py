"""Chooses among overlapping proposals: the longest first, names inside an open mention kept."""

from __future__ import annotations

from collections.abc import Iterable

from rawi.recognise.candidates import Proposal


def choose(proposals: Iterable[Proposal]) -> list[Proposal]:
    """The proposals of one sentence that stand, in text order: longer before shorter, higher priority before lower."""
    ranked = sorted(dict.fromkeys(proposals), key=lambda p: (-(p.last - p.first), -p.priority, p.first, p.kind, p.entity or ""))
    if len(ranked) < 2:
        return ranked
    kept: list[Proposal] = []
    for proposal in ranked:
        if all(_compatible(proposal, other) for other in kept):
            kept.append(proposal)
    return sorted(kept, key=lambda p: (p.start, -p.end))


def _compatible(inner: Proposal, outer: Proposal) -> bool:
    """They do not overlap, or the later one may stand inside the earlier."""
    if inner.last < outer.first or inner.first > outer.last:
        return True
    inside = outer.first <= inner.first and inner.last <= outer.last and (inner.first, inner.last) != (outer.first, outer.last)
    if inner.kind == "place" and outer.kind == "agreement":
        return False  # a place that only belongs to a name is none
    return inside and outer.opens and inner.nests and (inner.entity is None or inner.entity != outer.entity)
