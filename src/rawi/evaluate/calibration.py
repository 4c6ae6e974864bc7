"""Does a score of 0.7 mean seven in ten? Expected calibration error, and which type was taken for which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from rawi.evaluate.corpus import GoldEvent
from rawi.evaluate.corpus_score import closeness, matched
from rawi.evaluate.score import COUNTED
from rawi.records import Event

_BINS = 10
_ON_IT = 2.0  # closeness of triggers that overlap


@dataclass(slots=True)
class Calibration:
    """Scores of candidates with whether each was right, and pairs of types that were taken for one another, summed over documents."""

    judged: list[tuple[float, bool]] = field(default_factory=list)
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, gold: Sequence[GoldEvent], events: Sequence[Event]) -> None:
        """Add the acts and candidates of one document."""
        pairs = matched(gold, events)
        right = {event.id for _, event in pairs}
        self.judged += [(event.score, event.id in right) for event in events]
        found = {id(act) for act, event in pairs if event.score >= COUNTED}
        for act in gold:
            if id(act) not in found:
                others = [e for e in events if e.id not in right and e.score >= COUNTED and closeness(act, e) == _ON_IT]
                self.confused[act.type, others[0].type if others else "none"] += 1

    @property
    def error(self) -> float:
        """Expected calibration error: over ten bins of score, how far the mean score is from the share that was right."""
        bins: dict[int, list[tuple[float, bool]]] = {}
        for score, right in self.judged:
            bins.setdefault(min(_BINS - 1, int(score * _BINS)), []).append((score, right))
        gaps = (abs(sum(s for s, _ in found) - sum(r for _, r in found)) for found in bins.values())
        return sum(gaps) / max(1, len(self.judged))
