"""Decisions, the queue they are taken from, episodes merged and split, and the audit."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request, Response

from rawi.review import Asked, Outcome, count_waiting, decide, next_events, standing_of, state
from rawi.review import episodes as regroup
from rawi.serve.api import problems
from rawi.serve.api.answers import dumped, etag_of, matches, one, page
from rawi.serve.api.articles import Filtered
from rawi.serve.api.asked import After, Kept, Limit, Number, QueueOrder, Word, query_of
from rawi.serve.api.events import Chosen, event_now
from rawi.serve.api.models import DecisionAsked, DecisionMade, Events, MergeAsked, Records, Regrouped, SettleAsked, SplitAsked, UndoAsked
from rawi.serve.api.problems import Refused
from rawi.serve.api.shapes import decision_record, event_record, review_of
from rawi.store import Store

router = APIRouter(tags=["review"])
_LISTED: problems.Responses = {200: {"model": Records}, **problems.NOT_MODIFIED}
_MADE: problems.Responses = {
    200: {"model": DecisionMade, "description": "The same request had been met before: the same decision."},
    201: {"model": DecisionMade},
    **problems.MISSING, **problems.CHANGED,
}  # fmt: skip
_GROUPED: problems.Responses = {201: {"model": Regrouped}, **problems.MISSING, 409: problems.CHANGED[409]}
Key = Annotated[str | None, Header(max_length=200, description="Makes the request safe to repeat; a UUID will do.")]
IfMatch = Annotated[str | None, Header(max_length=2000, description="The ETag of the event that you saw, in place of version.")]
Seed = Annotated[Number, Query(description="Of a random order: the same seed gives the same sample.")]


@router.get("/review/next", responses={200: {"model": Events}})
def next_ones(
    request: Request, store: Kept, narrowed: Filtered, of_events: Chosen, order: QueueOrder = "uncertain", seed: Seed = 0,
    limit: Limit = 1, after: After = None,
) -> Response:  # fmt: skip
    """The next events that nobody's verdict stands on: `uncertain` (score nearest .5; ask with `min_score=0` for both sides), `random` by
    `seed`, or `newest`."""
    found = next_events(store, query_of(narrowed, of_events, order, seed=seed), after=after, limit=min(limit, _MOST_WAITING))
    records = []
    for waiting in found:
        event = next(event for event in waiting.reading.events if event.id == waiting.entry.event.event)
        records.append(event_record(event, waiting.reading, waiting.entry.event.version, waiting.standing, waiting.entry.changed))
    return page(request, records, found[-1].entry.cursor if found else None)


@router.get("/review/state", responses=problems.NOT_MODIFIED)
def state_of(request: Request, store: Kept) -> Response:
    """How far the store is reviewed: verdicts, coders, orphans, how many wait, and faults of the audit's chain."""
    return one(request, state(store).to_dict())


@router.get("/review/waiting")
def waiting(request: Request, store: Kept, narrowed: Filtered, of_events: Chosen) -> Response:
    """How many events wait for a verdict."""
    return one(request, {"waiting": count_waiting(store, query_of(narrowed, of_events, "newest"))})


@router.get("/decisions", responses=_LISTED)
def decisions(
    request: Request, store: Kept, article: Word | None = None, record: Word | None = None, coder: Word | None = None,
    limit: Limit = 100, after: Number = 0,
) -> Response:  # fmt: skip
    """Decisions in the order they were made: all, or of an article, a record, a coder."""
    found = store.decisions(article, record, coder, after=after, limit=limit + 1)
    return page(request, [decision_record(one) for one in found[:limit]], str(found[limit - 1].id) if len(found) > limit else None)


@router.post("/decisions", status_code=201, responses=_MADE)
def make_decision(request: Request, store: Kept, body: DecisionAsked, idempotency_key: Key = None, if_match: IfMatch = None) -> Response:
    """Accept, reject (with a reason), correct a field, defer, or undo. A decision is refused (409, 412) where somebody decided about the
    record since; look again, then decide."""
    if body.version is None and if_match is None:
        raise Refused(428, "Say which state you saw", "give the record's version (review.version), or its ETag in If-Match.")
    asked = _asked(request, body, idempotency_key)
    if if_match is not None:
        asked = _at_etag(store, asked, if_match)
    made = decide(store, asked)
    return one(request, _made(made), 200 if made.repeated else 201)


def _asked(request: Request, body: DecisionAsked, key: str | None) -> Asked:
    fields = body.model_dump(exclude={"model"})
    return Asked(**fields, coder=body.model or coder_of(request), coder_kind="model" if body.model else "human", key=key)


def _at_etag(store: Store, asked: Asked, if_match: str) -> Asked:
    """The request with the version that its ETag stands for. Refuses where the event is no longer so, but for a request met before."""
    seen = event_now(store, asked.article, asked.record)
    if matches(if_match, etag_of(dumped(seen))):
        return replace(asked, version=seen["review"]["version"])
    if asked.key is None:
        raise Refused(412, "The event is no longer as you saw it", "get it again, look, then decide with its new ETag.")
    return replace(asked, version=-1 if asked.version is None else asked.version)


def _made(made: Outcome) -> dict[str, Any]:
    return {"decision": decision_record(made.decided), "review": review_of(made.standing), "repeated": made.repeated}


@router.get("/articles/{article:path}/records/{record}/review", responses=problems.NOT_MODIFIED | problems.MISSING)
def review(request: Request, store: Kept, article: str, record: str) -> Response:
    """What stands of the decisions about a record: an event, attribution, figure or mention."""
    return one(request, review_of(standing_of(store, article, record)))


@router.get("/episodes", responses=_LISTED, tags=["episodes"])
def episodes(
    request: Request, store: Kept, article: Word | None = None, event: Word | None = None, limit: Limit = 100, after: After = None
) -> Response:
    """Episodes by id: all, or those that an article or one of its events is a report of."""
    found = store.episodes(article, event, after=after or "", limit=limit + 1)
    return page(request, found[:limit], found[limit - 1]["id"] if len(found) > limit else None)


@router.post("/episodes/merge", status_code=201, responses=_GROUPED, tags=["episodes"])
def merge(request: Request, store: Kept, body: MergeAsked) -> Response:
    """One episode of several, with its lineage. Refused (409) where one of them is no longer there."""
    made = regroup.merge(store, body.episodes, coder_of(request), reason=body.reason)
    return one(request, _regrouped(made), 201)


@router.post("/episodes/split", status_code=201, responses=_GROUPED, tags=["episodes"])
def split(request: Request, store: Kept, body: SplitAsked) -> Response:
    """Two episodes of one: the reports that are named tell of another occurrence."""
    reports = [(report.article, report.event) for report in body.reports]
    made = regroup.split(store, body.episode, reports, coder_of(request), reason=body.reason)
    return one(request, _regrouped(made), 201)


@router.post("/episodes/settle", status_code=201, responses=_GROUPED, tags=["episodes"])
def settle(request: Request, store: Kept, body: SettleAsked) -> Response:
    """Say of the reports of an article that an episode is not sure of, that they are of it, or are not."""
    made = regroup.settle(store, body.episode, body.article, body.same, coder_of(request), reason=body.reason)
    return one(request, _regrouped(made), 201)


@router.post("/episodes/undo", status_code=201, responses=_GROUPED, tags=["episodes"])
def undo(request: Request, store: Kept, body: UndoAsked) -> Response:
    """Take a merge or split back."""
    return one(request, _regrouped(regroup.undo(store, body.decision, coder_of(request))), 201)


def _regrouped(made: regroup.Regrouped) -> dict[str, Any]:
    return {"decision": decision_record(made.decided), "episodes": list(made.episodes)}


@router.get("/audit", responses=_LISTED)
def audit(request: Request, store: Kept, record: Word | None = None, limit: Limit = 100, after: Number = 0) -> Response:
    """Who did what, each row bound by its hash to the row before."""
    found = store.audit(record, after=after, limit=limit + 1)
    told = [{"id": row.id, "at": row.at, **row.deed._asdict(), "hash": row.hash} for row in found[:limit]]
    return page(request, told, str(told[-1]["id"]) if len(found) > limit else None)


def coder_of(request: Request) -> str:
    """Whose request it is, as the door says."""
    return str(request.state.session.coder)


_MOST_WAITING = 100
