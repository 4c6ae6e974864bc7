"""Which predicted record stands for which gold record: overlap of spans and one-to-one matching."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

LONGEST_CUE = 60  # letters; a wider trigger or cue points at nothing

A = TypeVar("A")
B = TypeVar("B")


class Spanned(Protocol):
    """Anything with a half-open span."""

    @property
    def start(self) -> int:
        """First code point."""

    @property
    def end(self) -> int:
        """Behind the last code point."""


def overlap(a: Spanned, b: Spanned) -> float:
    """Intersection over union of two spans."""
    inter = min(a.end, b.end) - max(a.start, b.start)
    return max(0, inter) / (max(a.end, b.end) - min(a.start, b.start) or 1)


def hit(a: Spanned, b: Spanned) -> float:
    """How well a short span (trigger, cue) is pointed at: overlap, 0 for one that covers half a sentence."""
    return overlap(a, b) if b.end - b.start <= max(LONGEST_CUE, a.end - a.start) else 0.0


def pair(gold: Sequence[A], predicted: Sequence[B], same: Callable[[A, B], float]) -> list[tuple[A, B]]:
    """One-to-one matching, best first, then first in the text; ``same`` returns 0 or how well the two agree."""
    scored = sorted(((same(g, p), -i, -j) for i, g in enumerate(gold) for j, p in enumerate(predicted)), reverse=True)
    used_g: set[int] = set()
    used_p: set[int] = set()
    pairs: list[tuple[A, B]] = []
    for score, i, j in scored:
        if score > 0 and i not in used_g and j not in used_p:
            used_g.add(i)
            used_p.add(j)
            pairs.append((gold[-i], predicted[-j]))
    return pairs


def letters(spans: Iterable[Spanned]) -> set[int]:
    """The offsets that spans cover."""
    return {at for span in spans for at in range(span.start, span.end)}
