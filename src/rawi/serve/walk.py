"""The way of a coder through a queue: the records come to, one behind the other, so that one can go back and forth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

_LONGEST = 500
_MOST_WALKS = 20


@dataclass(frozen=True, slots=True)
class Stop:
    """A record on the way. ``after`` is the cursor from which the queue was asked for it, ``onward`` the one from which it goes on."""

    article: str
    record: str
    after: str = ""
    onward: str = ""

    @property
    def place(self) -> tuple[str, str]:
        """What it is known again by."""
        return self.article, self.record


@dataclass(slots=True)
class Walk:
    """The stops of one queue in the order they were come to, each once; the oldest are forgotten."""

    stops: dict[tuple[str, str], Stop] = field(default_factory=dict)

    def come(self, stop: Stop) -> None:
        """Note a stop; one that is known stays where it is."""
        self.stops.setdefault(stop.place, stop)
        while len(self.stops) > _LONGEST:
            del self.stops[next(iter(self.stops))]

    def at(self, stop: Stop) -> Stop:
        """The stop as it was come to first, with its cursors; itself where it is new."""
        return self.stops.get(stop.place, stop)

    def before(self, stop: Stop) -> Stop | None:
        """The one before it."""
        return next((one for one, other in self._pairs() if other.place == stop.place), None)

    def last(self) -> Stop | None:
        """The one that was come to last."""
        return next(reversed(self.stops.values()), None)

    def behind(self, stop: Stop) -> Stop | None:
        """The one that was come to after it."""
        return next((other for one, other in self._pairs() if one.place == stop.place), None)

    def _pairs(self) -> Iterator[tuple[Stop, Stop]]:
        return pairwise(list(self.stops.values()))


@dataclass(slots=True)
class Walks:
    """The walks of a session, one for each queue; the oldest are forgotten."""

    by_queue: dict[str, Walk] = field(default_factory=dict)

    def of(self, queue: str) -> Walk:
        """The walk through a queue."""
        walk = self.by_queue.setdefault(queue, Walk())
        while len(self.by_queue) > _MOST_WALKS:
            del self.by_queue[next(iter(self.by_queue))]
        return walk
