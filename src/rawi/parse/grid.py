"""Where records stand among the words: source offsets → sentence and word numbers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from rawi.parse import Sentence
from rawi.records import Mention

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Placed:
    """A mention with its sentence and its words ``first`` to ``last`` inclusive."""

    mention: Mention
    sentence: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The sentences of an article with the mentions of each, in text order.

    ``outer``: those that stand in no other; ``free``: those that stand in no other but an agreement's name.
    """

    sentences: tuple[Sentence, ...]
    placed: tuple[tuple[Placed, ...], ...]
    by_id: dict[str, Placed]
    outer: tuple[tuple[Placed, ...], ...]
    free: tuple[tuple[Placed, ...], ...]
    starts: tuple[int, ...]

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence that holds a source offset (the one before it between two)."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def by_sentence(self, records: Iterable[T], spans: Callable[[T], Iterable[tuple[int, int]]]) -> dict[int, list[T]]:
        """Records by the numbers of the sentences that their spans touch."""
        found: dict[int, list[T]] = {}
        for record in records:
            touched = {n for start, end in spans(record) for n in range(self.sentence_at(start), self.sentence_at(max(start, end - 1)) + 1)}
            for number in sorted(touched):
                found.setdefault(number, []).append(record)
        return found

    def word_at(self, sentence: int, offset: int) -> int:
        """The number of the word that holds or precedes a source offset."""
        return max(0, bisect_right([w.start for w in self.sentences[sentence].words], offset) - 1)


def make_grid(sentences: tuple[Sentence, ...], mentions: tuple[Mention, ...]) -> Grid:
    """Place every mention among the words of its sentence."""
    starts = [s.start for s in sentences]
    words = [[w.start for w in s.words] for s in sentences]
    rows: list[list[Placed]] = [[] for _ in sentences]
    for mention in mentions:
        number = max(0, bisect_right(starts, mention.start) - 1)
        first = max(0, bisect_right(words[number], mention.start) - 1)
        last = max(first, bisect_right(words[number], mention.end - 1) - 1)
        rows[number].append(Placed(mention, number, first, last))
    placed = tuple(tuple(row) for row in rows)
    outer = tuple(tuple(_outer(row, frozenset())) for row in placed)
    agreed = {"agreement"} & {mention.kind for mention in mentions}
    free = tuple(tuple(_outer(row, frozenset(agreed))) for row in placed) if agreed else outer
    return Grid(sentences, placed, {p.mention.id: p for row in placed for p in row}, outer, free, tuple(starts))


def _outer(row: tuple[Placed, ...], through: frozenset[str]) -> list[Placed]:
    """The mentions of a sentence that no other holds, holders of the kinds ``through`` left aside."""
    kept: list[Placed] = []
    for placed in row:
        if not any(
            o.first <= placed.first
            and placed.last <= o.last
            and (o.first, o.last) != (placed.first, placed.last)
            and o.mention.kind not in through
            for o in kept
        ):
            kept.append(placed)
    return kept
