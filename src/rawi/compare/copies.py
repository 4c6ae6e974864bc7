"""Who copied whom: near-duplicate articles (MinHash LSH), passages that stand letter for letter elsewhere, then an exact check of the word runs.

A window of articles is kept, so that memory is bounded: news is copied within days.
"""

from __future__ import annotations

from array import array
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from rensa import RMinHash, RMinHashLSH

from rawi.compare.records import Copy
from rawi.compare.reports import Telling
from rawi.compare.weights import Weights, load_weights

_PERMUTATIONS, _BANDS, _SEED = 128, 32, 42
_THRESHOLD = 0.5
WINDOW = 20_000  # articles kept; about 0.5 GB with those of the stories
_STOCK = 12  # articles; a passage in more of them is a stock phrase, no sign of copying


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept of an article in the window; numbers of 32 bits take a twentieth of a set."""

    article: str
    runs: array[int]
    passages: array[int]


@dataclass(slots=True)
class CopyIndex:
    """The articles of the window, to be asked which of them a new one was copied from. ``window``: articles kept."""

    window: int = WINDOW
    weights: Weights = field(default_factory=load_weights)
    _kept: OrderedDict[int, _Kept] = field(default_factory=OrderedDict)
    _passages: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    _alike: RMinHashLSH = field(default_factory=lambda: RMinHashLSH(_THRESHOLD, _PERMUTATIONS, _BANDS))
    _next: int = 0

    def add(self, telling: Telling) -> Copy | None:
        """Take one article in, in the order of publication; the Copy where it repeats an earlier one. Of several the one it shares most
        with, then the first that told it."""
        sketch = RMinHash(_PERMUTATIONS, _SEED)
        sketch.update([run.to_bytes(4, "little") for run in telling.runs])
        found = [self._copy(telling, self._kept[number]) for number in sorted(self._candidates(telling, sketch))]
        self._keep(telling, sketch)
        return max(filter(None, found), key=lambda copy: round(copy.shared, 1), default=None)

    def _candidates(self, telling: Telling, sketch: RMinHash) -> set[int]:
        """Numbers of the kept articles that may be alike as wholes, or share a passage that is no stock phrase."""
        alike = set(self._alike.query(sketch)) if telling.runs else set()
        held = [self._passages[key] for key in telling.passages if key in self._passages]
        passages = {number for numbers in held if len(numbers) <= _STOCK for number in numbers}
        return {number for number in alike | passages if number in self._kept}

    def _copy(self, telling: Telling, other: _Kept) -> Copy | None:
        """The later article as a copy of the earlier one, or None: decided on the word runs themselves."""
        weigh = self.weights
        shared = len(telling.runs.intersection(other.runs))
        if shared < weigh("copy", "runs", "each"):
            return None
        mine, theirs = shared / len(telling.runs), shared / len(other.runs)
        if min(mine, theirs) >= weigh("copy", "whole", "each"):
            return Copy(telling.article, other.article, "copy", round(mine, 3))
        if mine >= weigh("copy", "excerpt", "each"):
            return Copy(telling.article, other.article, "excerpt", round(mine, 3))
        if self._passages_of(shared, mine) or theirs >= weigh("copy", "excerpt", "each"):
            return Copy(telling.article, other.article, "partial_copy", round(mine, 3))
        return None

    def _passages_of(self, shared: int, mine: float) -> bool:
        """Whether what is shared are passages, and not a sentence that both quote; of a short article less is enough."""
        if shared < self.weights("copy", "runs", "partial"):
            return mine >= self.weights("copy", "partial", "short")
        return mine >= self.weights("copy", "partial", "each")

    def _keep(self, telling: Telling, sketch: RMinHash) -> None:
        number, self._next = self._next, self._next + 1
        self._kept[number] = _Kept(telling.article, array("I", telling.runs), array("I", telling.passages))
        if telling.runs:
            self._alike.insert(number, sketch)
        for key in telling.passages:
            self._passages[key].append(number)
        if len(self._kept) > self.window:
            self._forget(*self._kept.popitem(last=False))

    def _forget(self, number: int, kept: _Kept) -> None:
        """Let the oldest article go."""
        self._alike.remove(number)
        for key in kept.passages:
            numbers = self._passages[key]
            numbers.remove(number)
            if not numbers:
                del self._passages[key]


def find_copies(tellings: Iterable[Telling], window: int = WINDOW) -> tuple[Copy, ...]:
    """The copies among articles given in the order of publication."""
    index = CopyIndex(window)
    return tuple(copy for telling in tellings if (copy := index.add(telling)) is not None)


def copied_from(copies: Iterable[Copy]) -> dict[str, str]:
    """Article → the first teller at the end of its copies."""
    of = {copy.article: copy.of for copy in copies}
    roots: dict[str, str] = {}
    for article in of:
        root = of[article]
        while root in of:
            root = of[root]
        roots[article] = root
    return roots


def copy_groups(copies: Iterable[Copy]) -> Counter[str]:
    """First teller → how many copied it."""
    return Counter(copied_from(copies).values())
