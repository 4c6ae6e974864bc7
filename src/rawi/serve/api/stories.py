"""Stories: what articles say together, as the store was compared last."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from rawi.serve.api import problems
from rawi.serve.api.answers import one, page
from rawi.serve.api.asked import After, Day, Kept, Limit, Word
from rawi.serve.api.models import Records
from rawi.store import Filters, StoryQuery
from rawi.store.names import with_registry_ids

router = APIRouter(tags=["stories"])
Standing = Literal["disputed", "corroborated", "one_side", "one_source", "unnamed", "unsourced"]
Words = Annotated[tuple[Word, ...], Query(description="May be given again, any will do.", max_length=50)]
_LISTED: problems.Responses = {200: {"model": Records}, **problems.NOT_MODIFIED}


@router.get("/stories", responses=_LISTED)
def stories(
    request: Request,
    store: Kept,
    outlet: Annotated[tuple[Word, ...], Query(description="Told by: its name as published.", max_length=50)] = (),
    actor: Words = (),
    place: Words = (),
    country: Words = (),
    type: Words = (),
    standing: Annotated[tuple[Standing, ...], Query(description="How one of its episodes may be spoken of.")] = (),
    told_from: Annotated[Day | None, Query(description="Still told on this day or later.")] = None,
    told_to: Annotated[Day | None, Query(description="First told on this day or before.")] = None,
    min_outlets: Annotated[int, Query(ge=1, le=1000)] = 1,
    order: Literal["newest", "tellers"] = "newest",
    limit: Limit = 100,
    after: After = None,
) -> Response:
    """Stories, told last or by most outlets first; what is asked of an episode must hold of one and the same."""
    first, last = (day.isoformat() if day else None for day in (told_from, told_to))
    asked = Filters(outlet=outlet, first=first, last=last, actor=actor, place=place, country=country, type=type)
    filters = with_registry_ids(asked)
    found = store.kept.stories(StoryQuery(filters, standing, min_outlets, order), after=after, limit=limit + 1)
    names = ("id", "title", "first", "last", "articles", "outlets", "copies")
    records = [{name: getattr(entry, name) for name in names} for entry in found[:limit]]
    return page(request, records, found[limit - 1].cursor if len(found) > limit else None)


@router.get("/stories/{story:path}", responses=problems.NOT_MODIFIED | problems.MISSING)
def story(request: Request, store: Kept, story: str) -> Response:
    """One story with its tellers, episodes, lines of transmission and differences, as `rawi compare --json` prints it."""
    return one(request, store.kept.whole(story))
