"""Logistic regression over sparse features, with numpy alone: the same examples give the same weights, on every machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rawi.code_events import LONE, WAR_ARTICLE, Judge
from rawi.code_events.judge import BIAS, share_of
from rawi.train.candidates import Example


@dataclass(frozen=True, slots=True)
class Settings:
    """How weights are learned: ``ridge`` holds them small, ``lone_ridge`` those of fragments, ``least`` is how often a feature must
    occur, ``rounds`` of Adam at ``rate``, ``kept``: the smallest weight that is written."""

    ridge: float = 5.0
    lone_ridge: float = 8.0
    least: int = 2
    rounds: int = 150
    rate: float = 0.05
    kept: float = 0.02


@dataclass(slots=True)
class Matrix:
    """Examples as rows of feature numbers: row and column of every feature that holds, and how much it counts."""

    names: list[str]
    rows: np.ndarray
    columns: np.ndarray
    shares: np.ndarray
    count: int

    def totals(self, weights: np.ndarray) -> np.ndarray:
        """The weight of each example."""
        return np.bincount(self.rows, weights[self.columns] * self.shares, self.count)

    def gradient(self, errors: np.ndarray) -> np.ndarray:
        """What each feature has of the examples' errors."""
        return np.bincount(self.columns, errors[self.rows] * self.shares, len(self.names))


def fit(examples: Sequence[Example], settings: Settings | None = None) -> dict[str, float]:
    """The weights of the features, rounded: first those of articles, then those of fragments, which share nothing but the bias."""
    settings = settings or Settings()
    lone = [example for example in examples if example.features[:1] and example.features[0].startswith(LONE)]
    alone = set(map(id, lone))
    weights = _learned([example for example in examples if id(example) not in alone], settings, settings.ridge, None)
    if lone:
        weights |= _learned(lone, settings, settings.lone_ridge, weights[BIAS])
    return {name: value for name, value in sorted(weights.items()) if abs(value) >= settings.kept or name == BIAS}


def _learned(examples: Sequence[Example], settings: Settings, ridge: float, bias: float | None) -> dict[str, float]:
    """The weights from some examples, the bias learned or given; of a sentence that only as a whole was accepted, each candidate counts as
    likely as it is the one that was meant."""
    matrix = _matrix(examples, settings.least)
    wanted = np.array([float(example.accepted) for example in examples])
    weight = np.array([example.weight for example in examples])
    bags = _bags(examples)
    theta = np.zeros(len(matrix.names))
    mean, spread = np.zeros_like(theta), np.zeros_like(theta)
    learned = np.ones_like(theta)
    at, penalty = matrix.names.index(BIAS), np.full_like(theta, ridge)
    penalty[at] = 0.0
    if bias is not None:
        theta[at], learned[at] = bias, 0.0
    for step in range(1, settings.rounds + 1):
        totals = matrix.totals(theta)
        active = weight * _chosen(totals, bags)
        errors = active * (1 / (1 + np.exp(-np.clip(totals, -30, 30))) - wanted)
        slope = (matrix.gradient(errors) + penalty * theta) * learned
        mean = 0.9 * mean + 0.1 * slope
        spread = 0.999 * spread + 0.001 * slope**2
        theta -= settings.rate * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
    return {name: round(float(value), 3) for name, value in zip(matrix.names, theta, strict=True)}


def _matrix(examples: Sequence[Example], least: int) -> Matrix:
    seen = Counter(feature for example in examples for feature in example.features if feature != WAR_ARTICLE)
    names = [BIAS, *sorted(feature for feature, count in seen.items() if count >= least)]
    number = {name: index for index, name in enumerate(names)}
    rows: list[int] = []
    columns: list[int] = []
    shares: list[float] = []
    for row, example in enumerate(examples):
        known = {number[feature]: share for feature, share in share_of(example.features).items() if feature in number}
        rows += [row] * (len(known) + 1)
        columns += [0, *known]
        shares += [1.0, *known.values()]
    return Matrix(names, np.array(rows), np.array(columns), np.array(shares), len(examples))


def _bags(examples: Sequence[Example]) -> list[np.ndarray]:
    """The rows of each sentence that was judged as a whole."""
    found: dict[str, list[int]] = {}
    for row, example in enumerate(examples):
        if example.bag is not None:
            found.setdefault(example.bag, []).append(row)
    return [np.array(rows) for rows in found.values()]


def _chosen(totals: np.ndarray, bags: Sequence[np.ndarray]) -> np.ndarray:
    """How much each example counts now: of each bag by the odds that it is the one that was meant, all others whole."""
    active = np.ones_like(totals)
    for rows in bags:
        odds = np.exp(totals[rows] - totals[rows].max())
        active[rows] = odds / odds.sum()
    return active


def calibrated(weights: dict[str, float], examples: Sequence[Example]) -> dict[str, float]:
    """The weights with the one of whole articles on a war set so that of the candidates of these examples as many are expected to be
    right as are."""
    judge = judge_of(weights)
    totals = np.array([judge.total(example.features) for example in examples if WAR_ARTICLE in example.features])
    right = sum(example.accepted for example in examples if WAR_ARTICLE in example.features)
    low, high = -5.0, 5.0
    for _ in range(_HALVINGS if len(totals) else 0):
        middle = (low + high) / 2
        expected = float(np.sum(1 / (1 + np.exp(-(totals + middle)))))
        low, high = (middle, high) if expected < right else (low, middle)
    return {**weights, WAR_ARTICLE: round((low + high) / 2, 3)} if len(totals) else weights


_HALVINGS = 30


def judge_of(weights: dict[str, float]) -> Judge:
    """The weights as a judge, of no name."""
    return Judge(weights, None)
