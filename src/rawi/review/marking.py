"""Events that a coder has in a table already, taken off the queue: a decision each, all of them or none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rawi.review.deciding import Asked, decide_all, standing_of
from rawi.review.errors import ReviewError
from rawi.review.matching import SAME, Matched
from rawi.review.standing import OPEN
from rawi.store import Store

CODED_ALREADY = "coded_already"
MOST = 5000
"""Events that are marked at once: other writers wait meanwhile."""


def sure_events(found: Iterable[Matched]) -> list[tuple[str, str]]:
    """The first event of every row that is surely told, each once, as (article, event)."""
    return list(dict.fromkeys((row.matches[0].article, row.matches[0].event) for row in found if row.verdict == SAME))


def mark(store: Store, events: Sequence[tuple[str, str]], coder: str) -> int:
    """Defer those events that nobody decided about, as coded already; how many. Raises ReviewError for too many, Conflict where somebody
    decides about one of them meanwhile; nothing is written then."""
    if len(events) > MOST:
        raise ReviewError(f"{len(events):,} events are more than can be marked at once ({MOST:,}); mark them in parts.")
    standing = {event: standing_of(store, *event) for event in dict.fromkeys(events)}
    wanted = [
        Asked(*event, "defer", coder, version=stands.version, reason=CODED_ALREADY)
        for event, stands in standing.items()
        if stands.verdict == OPEN
    ]
    return len(decide_all(store, wanted)) if wanted else 0
