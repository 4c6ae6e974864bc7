"""The parameters that several routes take, named as ACLED's users know them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

from fastapi import Depends, Query, Request
from pydantic import AfterValidator, StringConstraints

from rawi.serve.api.problems import Refused
from rawi.store import EventQuery, Filters, Store
from rawi.store.names import with_registry_ids
from rawi.store.projection import FIELDS

LATEST_DAY, EARLIEST_DAY = date(2200, 1, 1), date(1800, 1, 1)


def _storable(value: str) -> str:
    """No letters that a database cannot keep."""
    if "\x00" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise ValueError("has a NUL or half a letter (a lone surrogate); take it out")
    return value


def _sensible(value: date) -> date:
    if not EARLIEST_DAY <= value <= LATEST_DAY:
        raise ValueError(f"lies outside {EARLIEST_DAY} to {LATEST_DAY}")
    return value


Word = Annotated[str, StringConstraints(min_length=1, max_length=300), AfterValidator(_storable)]
Text = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_storable)]
Day = Annotated[date, AfterValidator(_sensible)]
Number = Annotated[int, Query(ge=0, le=(1 << 62) - 1)]
Limit = Annotated[int, Query(ge=1, le=1000, description="How many at most.")]
After = Annotated[Word | None, Query(description="Where to go on: the cursor that the page before gave.")]
Since = Annotated[
    datetime | None, Query(description="At this time or later (UTC where no zone is given).", examples=["2026-11-22T23:05:07Z"])
]


def _words(told: str, *examples: str) -> Any:
    return Query(description=told + "; may be given again, any will do.", max_length=50, examples=list(examples) or None)


def store_of(request: Request) -> Store:
    """The store of a request."""
    store: Store = request.app.state.store
    return store


Kept = Annotated[Store, Depends(store_of)]


def utc(since: datetime | None) -> str | None:
    """A time as the store writes it."""
    if since is None:
        return None
    if not EARLIEST_DAY.year <= since.year <= LATEST_DAY.year:
        raise Refused(422, "The request cannot be right", f"the time lies outside {EARLIEST_DAY.year} to {LATEST_DAY.year}.")
    told = since if since.tzinfo else since.replace(tzinfo=UTC)
    return told.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The filters of articles and events; values of one field are alternatives, those of an event must hold of one and the same event."""

    outlet: Annotated[tuple[Word, ...], _words("Who published it: any of its names or addresses", "spa.gov.sa")] = ()
    published_from: Annotated[Day | None, Query(description="Published on this day or later.")] = None
    published_to: Annotated[Day | None, Query(description="Published on this day or before.")] = None
    actor: Annotated[tuple[Word, ...], _words("Who acted or was acted upon: a name or registry id", "state/ru")] = ()
    place: Annotated[tuple[Word, ...], _words("Where: a place or province, by name or registry id", "Idlib")] = ()
    country: Annotated[tuple[Word, ...], _words("Where: a country by name or ISO code", "SY")] = ()
    type: Annotated[tuple[Word, ...], _words("A type or mode of event", "ASSAULT")] = ()
    status: Annotated[tuple[Word, ...], _words("A status of events", "occurred")] = ()
    speaker: Annotated[tuple[Word, ...], _words("On whose word, whoever passed it on included")] = ()
    side: Annotated[tuple[Word, ...], _words("Whom the speaker belongs to")] = ()

    def filters(self) -> Filters:
        """As the store takes them, with the registry's ids beside the names."""
        days = [day.isoformat() if day else None for day in (self.published_from, self.published_to)]
        fields = {field: getattr(self, field) for field in FIELDS}
        return with_registry_ids(Filters(first=days[0], last=days[1], **fields))


@dataclass(frozen=True, slots=True)
class OfEvents:
    """What events alone are narrowed by."""

    event_date_from: Annotated[Day | None, Query(description="Of this day or later; an event without a date has none.")] = None
    event_date_to: Annotated[Day | None, Query(description="Of this day or before.")] = None
    min_score: Annotated[float, Query(ge=0, le=1, description="Below 0.5 an event is kept for review, not counted.")] = 0.5
    max_score: Annotated[float, Query(ge=0, le=1)] = 1.0
    article: Annotated[Word | None, Query(description="Of one article: its id.")] = None


def query_of(narrowed: Narrowed, of_events: OfEvents, order: str, since: str | None = None, seed: int = 0) -> EventQuery:
    """The store's query of a request."""
    first, last = of_events.event_date_from, of_events.event_date_to
    return EventQuery(
        narrowed.filters(), of_events.article, first.isoformat() if first else None, last.isoformat() if last else None,
        of_events.min_score, of_events.max_score, since, False, order, seed,
    )  # fmt: skip


Order = Literal["newest", "changed"]
QueueOrder = Literal["uncertain", "random", "newest"]
