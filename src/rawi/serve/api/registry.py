"""Actors, places and outlets: what the registry knows, by name or id."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from rawi.lexicon import load_lexicon
from rawi.lookup import actors_named, places_named
from rawi.outlets import Outlet, load_outlets
from rawi.serve.api import problems
from rawi.serve.api.answers import one, page
from rawi.serve.api.asked import After, Limit, Word
from rawi.serve.api.models import Records
from rawi.store import Unknown

router = APIRouter(tags=["registry"])
Name = Annotated[Word | None, Query(description="One of its names, in Arabic or English.")]
_LISTED: problems.Responses = {200: {"model": Records}, **problems.NOT_MODIFIED}
_ONE = problems.NOT_MODIFIED | problems.MISSING


@router.get("/actors", responses=_LISTED)
def actors(request: Request, q: Name = None, limit: Limit = 100, after: After = None) -> Response:
    """Actors of the registry by id, or those that bear a name."""
    return _page(request, actors_named(q) if q else load_lexicon().actors.values(), _row, limit, after)


@router.get("/actors/{actor:path}", responses=_ONE)
def actor(request: Request, actor: str) -> Response:
    """One actor."""
    return _one(request, load_lexicon().actors.get(actor), actor, _row)


@router.get("/places", responses=_LISTED)
def places(request: Request, q: Name = None, limit: Limit = 100, after: After = None) -> Response:
    """Places of the gazetteer by id, or those that bear a name, with how exact their point is."""
    return _page(request, places_named(q) if q else load_lexicon().places.values(), _row, limit, after)


@router.get("/places/{place:path}", responses=_ONE)
def place(request: Request, place: str) -> Response:
    """One place."""
    return _one(request, load_lexicon().places.get(place), place, _row)


@router.get("/outlets", responses=_LISTED)
def outlets(request: Request, q: Name = None, limit: Limit = 100, after: After = None) -> Response:
    """Outlets by id, or the one of a name or address, with who owns it."""
    known = load_outlets()
    found = [known.of(q)] if q else list(known)
    return _page(request, [outlet for outlet in found if outlet is not None], _outlet, limit, after)


@router.get("/outlets/{outlet}", responses=_ONE)
def outlet(request: Request, outlet: str) -> Response:
    """One outlet."""
    return _one(request, load_outlets().get(outlet), outlet, _outlet)


def _page(request: Request, found: Iterable[Any], shape: Callable[[Any], Any], limit: int, after: str | None) -> Response:
    """By id; the cursor is the last id."""
    beyond: Sequence[Any] = sorted((row for row in found if after is None or row.id > after), key=lambda row: str(row.id))
    shown = beyond[:limit]
    return page(request, [shape(row) for row in shown], shown[-1].id if len(beyond) > limit else None)


def _one(request: Request, found: Any, id: str, shape: Callable[[Any], Any]) -> Response:
    if found is None:
        raise Unknown(f"{id}: the registry has no such entry; look it up by name with ?q=, or with rawi who or rawi where.")
    return one(request, shape(found))


def _row(row: Any) -> dict[str, Any]:
    """A row of the tables; where it stands there is told as its source."""
    return {**row._asdict(), "where": _inside(row.where)}


def _outlet(outlet: Outlet) -> dict[str, Any]:
    told = {field.name: getattr(outlet, field.name) for field in fields(outlet)}
    return {**told, "where": _inside(outlet.where)}


def _inside(where: str) -> str:
    """A file and line without the folders of this machine."""
    return where.rpartition("rawi/data/")[2]
