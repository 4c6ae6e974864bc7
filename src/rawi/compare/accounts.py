"""What one article tells of one occurrence: its reports of it, and all of them as one report."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from rawi.compare.likeness import Judge, likeness
from rawi.compare.reports import Report

T = TypeVar("T")


_DONE = frozenset({"occurred", "ongoing", "denied"})


@dataclass(frozen=True, slots=True)
class Account:
    """The reports of one article on one occurrence, in the order of the text; ``whole`` is what they say together."""

    reports: tuple[Report, ...]
    whole: Report

    @property
    def article(self) -> str:
        """The article's id."""
        return self.whole.article


def accounts_of(reports: Iterable[Report], judge: Judge, allowed: Callable[[Report, Report], bool]) -> list[Account]:
    """The accounts of an article's reports. ``allowed``: whether nobody decided that two reports are of two occurrences."""
    found: list[list[Report]] = []
    for report in reports:
        fitting = [(_fit(report, told, judge), -n) for n, told in enumerate(found) if all(allowed(report, other) for other in told)]
        score, number = max(fitting, default=(float("-inf"), 0))
        if score >= judge.weights("episode", "verdict", "article"):
            found[-number].append(report)
        else:
            found.append([report])
    return [account(told) for told in found]


def account(reports: Iterable[Report]) -> Account:
    """The account that reports make; there is at least one."""
    told = tuple(reports)
    return Account(told, _whole(told))


def _fit(report: Report, told: list[Report], judge: Judge) -> float:
    """How well a report fits an account: what the reading says, else the mean of its best and its mean likeness."""
    if any(report.same_as == other.event or (report.same_as and report.same_as == other.same_as) for other in told):
        return float("inf")
    pairs = [likeness(report, other, judge) for other in told]
    if any(pair.never for pair in pairs):
        return float("-inf")
    scores = [pair.score for pair in pairs]
    return (max(scores) + sum(scores) / len(scores)) / 2


def _whole(told: tuple[Report, ...]) -> Report:
    """Reports of one act as one: type and status of the likeliest that was done, the first day that is given, everybody and every place."""
    best = max(told, key=lambda report: (report.status in _DONE, report.score))
    dated = next((r for r in told if r.precision == "day"), None) or next((r for r in told if r.first is not None), best)
    actors = _each_once(report.actors for report in told)
    recipients = tuple(party for party in _each_once(report.recipients for report in told) if party not in actors)
    return replace(
        best,
        mode=best.mode or next((report.mode for report in told if report.mode), None),
        actors=actors,
        recipients=recipients,
        beside=frozenset().union(*(report.beside for report in told)) - {*actors, *recipients},
        places=_each_once(report.places for report in told),
        first=dated.first,
        last=dated.last,
        precision=dated.precision,
        counts=_each_once(report.counts for report in told),
        words=frozenset().union(*(report.words for report in told)),
        passages=frozenset().union(*(report.passages for report in told)),
    )


def _each_once(many: Iterable[tuple[T, ...]]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(item for items in many for item in items))
