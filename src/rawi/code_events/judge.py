"""How likely a careful coder would accept an event: a logistic sum of visible features, whose weights `rawi train` learns."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

BIAS = "bias"
WEIGHTS_FILE = "judge.weights"
AMONG, LETTERS = " among ", " letters "
# Before the name of every feature of a fragment. Its words, and their letters, count as their mean times so much, that a long one says no
# more than a short one.
LONE = "lone "
_USUAL = {AMONG: 15, LETTERS: 40}


def share_of(features: Iterable[str]) -> dict[str, float]:
    """How much each feature counts: 1, or of the words of the sentence and of their letters a share."""
    names = list(dict.fromkeys(features))
    lone = [name for name in names if name.startswith(LONE)]
    held = {mark: [name for name in lone if mark in name] for mark in _USUAL}
    shared = {name: _USUAL[mark] / len(some) for mark, some in held.items() for name in some}
    return {name: shared.get(name, 1.0) for name in names}


@dataclass(frozen=True)
class Judge:
    """The weight of each feature, and the name that says which weights these are."""

    weights: dict[str, float]
    name: str | None

    @cached_property
    def among(self) -> dict[str, dict[str, float]]:
        """The weights of the features «TYPE among WORD», by type and word."""
        found: dict[str, dict[str, float]] = {}
        for name, weight in self.weights.items():
            kind, among, word = name.partition(AMONG)
            if among and " " not in kind:
                found.setdefault(kind, {})[word] = weight
        return found

    def score(self, features: Iterable[str]) -> float:
        """From 0 to 1: the share of such candidates that a careful coder accepts."""
        return _share(self.total(features))

    def score_among(self, before: Iterable[str], kind: str, words: Iterable[str], after: Iterable[str]) -> float:
        """The score of the features ``before``, «``kind`` among» each of the words, and ``after``, added in that order."""
        weights, among = self.weights, self.among.get(kind, {})
        found = [weights[name] for name in before if name in weights]
        found += [weights[name] for name in after if name in weights]
        found += [among[word] for word in words if word in among]
        return _share(weights.get(BIAS, 0.0) + sum(found))

    def total(self, features: Iterable[str]) -> float:
        """The sum of the weights, on the scale of log odds."""
        weights = self.weights
        return weights.get(BIAS, 0.0) + sum([weights[name] * share for name, share in share_of(features).items() if name in weights])

    def reasons(self, features: Iterable[str]) -> list[tuple[str, float]]:
        """The features that count with what each adds, strongest first."""
        shares = {BIAS: 1.0} | share_of(features)
        found = [(name, round(self.weights[name] * share, 3)) for name, share in shares.items() if self.weights.get(name)]
        return sorted(found, key=lambda reason: (-abs(reason[1]), reason[0]))


_STEEPEST = 30.0


def _share(total: float) -> float:
    """Log odds as a probability."""
    return round(1 / (1 + math.exp(-max(-_STEEPEST, min(_STEEPEST, total)))), 3)


def load_judge(folder: Path) -> Judge:
    """The weights of a data folder; without its table every candidate is as likely as not."""
    path = folder / WEIGHTS_FILE
    if not path.exists():
        return Judge({}, None)
    written = path.read_bytes()
    rows = (line.split("\t") for line in written.decode().splitlines() if line and not line.startswith("#"))
    weights = {name: float(weight) for name, weight in rows if name != "feature"}
    return Judge(weights, hashlib.sha256(written).hexdigest()[:16])
