"""Events with their review, and those that are gone."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from rawi.records import plain
from rawi.serve.api import problems
from rawi.serve.api.answers import cut, one, page
from rawi.serve.api.articles import Filtered
from rawi.serve.api.asked import After, Kept, Limit, OfEvents, Order, Since, query_of, utc
from rawi.serve.api.models import EventRecord, Events, Records
from rawi.serve.api.shapes import Readings
from rawi.store import Store, Unknown
from rawi.store.event_pages import event_page

router = APIRouter(tags=["events"])
Chosen = Annotated[OfEvents, Depends()]
Order_ = Annotated[Order, Query(description="newest article first; changed: the longest unchanged first, as a mirror needs it.")]
_LISTED: problems.Responses = {200: {"model": Events}, **problems.NOT_MODIFIED}


@router.get("/events", responses=_LISTED)
def events(
    request: Request, store: Kept, narrowed: Filtered, of_events: Chosen, updated_since: Since = None, order: Order_ = "newest",
    limit: Limit = 100, after: After = None,
) -> Response:  # fmt: skip
    """Events that meet the filters, each with its mentions, figures, statement and review. Counted ones only (from score 0.5) unless
    `min_score` says otherwise; a mirror asks with `min_score=0`, so that it sees an event that is no longer counted."""
    query = query_of(narrowed, of_events, order, utc(updated_since))
    with store.database.reading() as connection:
        shown, following = cut(event_page(connection, query, after, limit + 1), limit)
        records = list(Readings(connection).events(shown))
    return page(request, records, following)


@router.get("/articles/{article:path}/events/{event}", responses={200: {"model": EventRecord}, **problems.NOT_MODIFIED, **problems.MISSING})
def event(request: Request, store: Kept, article: str, event: str) -> Response:
    """One event. Its ETag is what `If-Match` of a decision about it takes."""
    return one(request, event_now(store, article, event))


def event_now(store: Store, article: str, event: str) -> dict[str, Any]:
    """An event as it stands now. Raises Unknown."""
    with store.database.reading() as connection:
        found = Readings(connection).event(article, event)
    if found is None:
        raise Unknown(f"{article}: its reading has no such event as {event}; look at the article anew.")
    return found


@router.get("/deletions", responses={200: {"model": Records}, **problems.NOT_MODIFIED})
def deletions(request: Request, store: Kept, since: Since = None, limit: Limit = 100, after: After = None) -> Response:
    """Events that the current readings no longer have, the longest ago first: take them out of a mirror."""
    shown, following = cut(store.withdrawn(utc(since), after=after, limit=limit + 1), limit)
    told = [{"id": f"{gone.article}#{gone.event}", **_without_cursor(gone)} for gone in shown]
    return page(request, told, following)


def _without_cursor(gone: Any) -> dict[str, Any]:
    row = plain(gone)
    return {"article": row["article"], "event": row["event"], "deleted": row["at"]}
