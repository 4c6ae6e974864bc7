"""How far a store is reviewed: verdicts, coders, orphans, what waits, and whether the audit's chain holds."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

from rawi.review.accepted import reviewed
from rawi.review.anchors import BY_QUOTE, ORPHAN
from rawi.review.queue import count_waiting
from rawi.review.standing import OPEN
from rawi.store import EventQuery, Store
from rawi.store.audit import faults


@dataclass(frozen=True, slots=True)
class Orphan:
    """A decided record that the current reading has no more: its article, the id it had, its words, and what was decided."""

    article: str
    record: str
    quote: str | None
    verdict: str
    coder: str | None


@dataclass(frozen=True, slots=True)
class State:
    """Counts of records by verdict and by coder, how many were found again by their words, the orphans, how many counted events wait, and
    what is wrong with the audit."""

    verdicts: dict[str, int]
    coders: dict[str, int]
    corrected: int
    found_by_quote: int
    orphans: tuple[Orphan, ...]
    waiting: int
    faults: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """As JSON types."""
        return asdict(self)


def verify(store: Store) -> list[str]:
    """What is wrong with the chain of the audit: rows that were changed, and gaps."""
    with store.database.reading() as connection:
        return faults(connection)


def state(store: Store) -> State:
    """How far the store is reviewed."""
    verdicts, coders, counts = Counter[str](), Counter[str](), Counter[str]()
    orphans = []
    for reading, known in reviewed(store):
        for standing in known.values():
            if standing.found == ORPHAN:
                quote = next((one.decision.quote for one in standing.decisions if one.decision.quote), None)
                orphan = (reading.article.id, standing.record, (quote or {}).get("exact"), standing.verdict, standing.coder)
                orphans.append(Orphan(*orphan))
                continue
            counts["corrected"] += bool(standing.corrections)
            counts["quote"] += standing.found == BY_QUOTE
            verdicts[standing.verdict] += 1
            if standing.verdict != OPEN and standing.coder:
                coders[standing.coder] += 1
    waiting = count_waiting(store, EventQuery())
    return State(
        dict(verdicts), dict(coders), counts["corrected"], counts["quote"], tuple(orphans), waiting, tuple(verify(store))
    )  # fmt: skip
