"""The queue of the review desk: which events come, in which order, and which one is next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from rawi.review import Waiting, next_events
from rawi.serve.choosing import ids_of
from rawi.serve.walk import Stop, Walk
from rawi.store import EventQuery, Filters, Store
from rawi.store.projection import COUNTED_FROM
from rawi.store.query import resolved

ORDERS = ("uncertain", "random", "newest")


@dataclass(frozen=True, slots=True)
class Queue:
    """Which events are reviewed and in which order, as the address tells it; ``after`` is the cursor of the last one passed over."""

    order: str = "uncertain"
    type: str = ""
    place: str = ""
    doubtful: str = ""
    seed: int = 1
    after: str = ""

    def query(self) -> EventQuery:
        """The store's query."""
        named: dict[str, Any] = {name: (value,) for name in ("type", "place") if (value := getattr(self, name).strip())}
        order = self.order if self.order in ORDERS else ORDERS[0]
        low = 0.0 if self.doubtful else COUNTED_FROM
        return EventQuery(filters=resolved(Filters(**named), ids_of), low=low, order=order, seed=self.seed)

    def address(self, **changed: str) -> str:
        """The address of this queue with some of it changed."""
        return "/review?" + urlencode({name: value for name, value in (self.values() | changed).items() if value})

    def asked(self) -> str:
        """The query part of its address."""
        return urlencode(self.values())

    def values(self) -> dict[str, str]:
        """As fields of a form."""
        return {name: str(getattr(self, name)) for name in self.__slots__}

    @property
    def name(self) -> str:
        """What tells it from other queues, wherever one stands in it."""
        return replace(self, after="").asked()


@dataclass(frozen=True, slots=True)
class Come:
    """A record to look at: where it is on the way, and, where the queue gave it, the event with its reading and what stands of it."""

    stop: Stop
    waiting: Waiting | None = None


def first(store: Store, queue: Queue, but: Stop | None = None) -> Come | None:
    """The first event from the queue's place on that waits, ``but`` this one."""
    found = next_events(store, queue.query(), after=queue.after or None, limit=2 if but else 1)
    for waiting in found:
        event = waiting.entry.event
        if but is None or (event.article, event.event) != but.place:
            return Come(Stop(event.article, event.event, queue.after, waiting.entry.cursor), waiting)
    return None


def following(store: Store, queue: Queue, walk: Walk, here: Stop) -> Come | None:
    """What comes after a record: the one that was come to after it, else the queue's next."""
    known = walk.behind(here)
    return Come(known) if known else first(store, replace(queue, after=here.onward), here)
