"""Decisions as examples to learn from: each candidate that a coder accepted or rejected, as the judge sees it in a reading of today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rawi.read import Reader
from rawi.review.anchors import ORPHAN, event_of, records_of
from rawi.review.standing import ACCEPTED, REJECTED, Standing, standings
from rawi.store import Store

# A rejection for one of these says that the candidate itself is wrong; for others only that something about it is.
WRONG = frozenset({"not_an_event", "not_reported", "historical", "hypothetical", "wrong_type", "other"})
_ALL = 1_000_000  # decisions of one article


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate: the text it stands in, its id and type, what the judge sees of it, and whether a coder accepted it."""

    article: str
    event: str
    text: str
    type: str
    features: tuple[str, ...]
    accepted: bool
    coder_kind: str


def judged(store: Store, reader: Reader) -> Iterator[Judged]:
    """The decided candidates of the store, each article read anew; what the new reading has no record of teaches nothing. An event accepted
    as of another type than it was given is a rejected candidate of that type."""
    for name in dict.fromkeys(one.decision.article for one in store.decisions(limit=_ALL)):
        reading, seen = reader.read_with_reasons(store.article(name).article)
        known = standings(reading, store.decisions(name, limit=_ALL), records_of(reading))
        for standing in known.values():
            event = event_of(reading, standing.record)
            right = _right(standing, event.type) if event else None
            if event is not None and right is not None and standing.found != ORPHAN:
                text, kind = reading.article.text, standing.coder_kind or "human"
                yield Judged(name, event.id, text, event.type, seen[event.id], right, kind)


def _right(standing: Standing, type: str) -> bool | None:
    """Whether the candidate is right as it is; None where the decision does not say."""
    if standing.verdict == ACCEPTED:
        decided: str = standing.corrections.get("type", type)
        return decided == type
    if standing.verdict == REJECTED:
        return False if (standing.reason or "").partition(":")[0] in WRONG else None
    return None
