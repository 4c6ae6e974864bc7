"""How likely a careful coder would accept an event: a logistic sum of visible features, the weights in one list.

The weights are set by hand on the cases of tests/cases/events.toml; issue 6 learns them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

BIAS = 0.0
WEIGHTS: dict[str, float] = {
    "finite verb": 0.7,
    "fixed phrase": 0.6,
    "participle": 0.2,
    "actor found": 0.7,
    "recipient found": 0.5,
    "place in its sentence": 0.5,
    "date in its clause": 0.3,
    "figure attached": 0.9,
    "inside a statement": 0.2,
    "a row with conditions met": 0.3,
    "in a title": 0.1,
    "no role at all": -0.5,
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """A score from 0 to 1 and the features that made it."""

    score: float
    features: tuple[str, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """The features, strongest first."""
        return tuple(sorted(self.features, key=lambda name: (-abs(WEIGHTS[name]), name)))


def judge(features: dict[str, bool]) -> Judgement:
    """The judgement of a candidate by its features (names as in WEIGHTS)."""
    present = tuple([name for name, holds in features.items() if holds])
    total = BIAS + sum([WEIGHTS[name] for name in present])
    return Judgement(round(1 / (1 + math.exp(-total)), 3), present)
