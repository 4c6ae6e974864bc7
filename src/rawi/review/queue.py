"""Which events to look at next: those nobody's verdict stands on, by doubt, by chance or the newest first."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rawi.records import Reading
from rawi.review.standing import OPEN, Standing, standings
from rawi.store import EventEntry, EventQuery, Store
from rawi.store.contents import current
from rawi.store.decisions import decisions
from rawi.store.event_pages import count_events, event_page

_ALL = 1_000_000  # decisions of one article
_TOGETHER = 20


@dataclass(frozen=True, slots=True)
class Waiting:
    """An event to decide about: its entry, the reading it is of, and what stands of earlier decisions about it."""

    entry: EventEntry
    reading: Reading
    standing: Standing


def next_events(store: Store, query: EventQuery, *, after: str | None = None, limit: int = 1) -> list[Waiting]:
    """The next events in the order of a query (uncertain, random with its seed, newest) that no verdict stands on, whatever id they were
    decided under. Raises StoreError for a cursor of another order."""
    wanted, found = replace(query, undecided=True), list[Waiting]()
    while True:
        with store.database.reading() as connection:
            page = event_page(connection, wanted, after, max(limit, _TOGETHER))
            for entry in page:
                _, _, reading = current(connection, entry.event.article)
                stands = standings(reading, decisions(connection, article=entry.event.article, limit=_ALL))
                standing = stands.get(entry.event.event) or Standing(entry.event.article, entry.event.event, "id")
                if standing.verdict == OPEN:
                    found.append(Waiting(entry, reading, standing))
                if len(found) == limit:
                    return found
        if len(page) < max(limit, _TOGETHER):
            return found
        after = page[-1].cursor


def count_waiting(store: Store, query: EventQuery) -> int:
    """About how many events wait: those decided about under another id are counted too."""
    with store.database.reading() as connection:
        return count_events(connection, replace(query, undecided=True))
