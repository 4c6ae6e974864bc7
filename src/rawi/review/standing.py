"""Decisions in the order they were made → what stands of them: a verdict and corrections for each record, orphans apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from rawi.records import Reading
from rawi.review.anchors import ORPHAN, Record, anchor, records_of
from rawi.store import Decided

OPEN, ACCEPTED, REJECTED, DEFERRED = "open", "accepted", "rejected", "deferred"
OF_EPISODES = frozenset({"merge", "split"})
_VERDICTS = {"accept": ACCEPTED, "reject": REJECTED, "defer": DEFERRED}


@dataclass(slots=True)
class Standing:
    """What stands of the decisions about a record. ``version`` is the id of the last one, which the next must name (0 for none); ``found``
    how the record was found again (id, quote or orphan); ``corrections`` are values by field; ``outdated``: it was rejected as of a
    type that a newer reading no longer gives it, so that it is open again; ``decisions`` are all of them, those taken back included."""

    article: str
    record: str
    found: str
    version: int = 0
    verdict: str = OPEN
    reason: str | None = None
    coder: str | None = None
    coder_kind: str | None = None
    decided: str | None = None
    corrections: dict[str, Any] = field(default_factory=dict)
    outdated: bool = False
    decisions: list[Decided] = field(default_factory=list)


def standings(reading: Reading, decided: Iterable[Decided], records: dict[str, Record] | None = None) -> dict[str, Standing]:
    """What stands for each record that was decided about, by the id it has in this reading; an orphan under the id it had."""
    known = records_of(reading) if records is None else records
    found: dict[str, Standing] = {}
    place: dict[int, Standing] = {}
    for one in decided:
        if one.decision.action in OF_EPISODES or (one.decision.quote or {}).get("kind") == "episode":
            continue
        standing = place.get(one.decision.undoes or 0)
        if standing is None:
            at = anchor(one.decision, reading, known)
            key = f"{at.record} (orphan)" if at.found == ORPHAN and at.record in known else at.record
            standing = found.setdefault(key, Standing(reading.article.id, at.record, at.found))
        place[one.id] = standing
        standing.decisions.append(one)
        standing.version = one.id
    for standing in found.values():
        _settle(standing, known.get(standing.record))
    return found


def taken_back(decided: Iterable[Decided]) -> set[int]:
    """The ids of the decisions that an undo names."""
    return {one.decision.undoes for one in decided if one.decision.undoes is not None}


def holding(decided: Sequence[Decided]) -> list[Decided]:
    """The decisions that nobody took back, undos left out."""
    undone = taken_back(decided)
    return [one for one in decided if one.id not in undone and one.decision.action != "undo"]


def _settle(standing: Standing, record: Record | None) -> None:
    """The last verdict and the last correction of each field hold."""
    for one in holding(standing.decisions):
        decision = one.decision
        if decision.action == "correct" and decision.field:
            standing.corrections[decision.field] = decision.value
        elif decision.action in _VERDICTS:
            standing.verdict, standing.reason = _VERDICTS[decision.action], decision.reason
            standing.coder, standing.coder_kind, standing.decided = decision.coder, decision.coder_kind, one.decided
            _compare_type(standing, decision.quote, record)


def _compare_type(standing: Standing, quote: dict[str, Any] | None, record: Record | None) -> None:
    """A verdict on a type that the record no longer has: who accepted it holds to that type, who rejected it spoke of another."""
    was = (quote or {}).get("type")
    standing.outdated = False
    if record is None or record.kind != "event" or was is None or record.type == was:
        return
    if standing.verdict == ACCEPTED:
        standing.corrections.setdefault("type", was)
    elif standing.verdict == REJECTED:
        standing.verdict, standing.outdated = OPEN, True
