"""One episode: its reports beside each other, why they are one, and the decisions that merge and split it."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from rawi.review import ReviewError
from rawi.review import episodes as regroup
from rawi.serve.pages.reviewing import form_of
from rawi.serve.pages.stories import shared
from rawi.serve.rendering import render
from rawi.serve.told import episode as told
from rawi.serve.tongue import tongue_of
from rawi.store import Conflict, Store, StoreError, Unknown

router = APIRouter()


@router.get("/episodes/{id:path}")
def episode(request: Request, id: str) -> Response:
    """An episode; one that was regrouped is looked for by the report it was named after."""
    store: Store = request.app.state.store
    found = told.find(store, id)
    if found is not None and found != id:
        return RedirectResponse(f"/episodes/{quote(found)}", 303)
    return _shown(request, id)


@router.post("/episodes")
def decided(request: Request, form: Annotated[FormData, Depends(form_of)]) -> Response:
    """A decision about an episode, then the episode as it is now."""
    id = str(form.get("episode") or "")
    store: Store = request.app.state.store
    try:
        made = _decide(store, request.state.session.coder, id, form)
    except (ReviewError, Conflict) as error:
        fault, status = str(error), 409 if isinstance(error, Conflict) else 422
        now = told.find(store, id)
        if now is None:
            raise StoreError(fault) if status == 422 else Conflict(fault) from error
        return _shown(request, now, fault, status)
    now = made.episodes[0]["id"] if made.episodes else told.find(store, id)
    return RedirectResponse(f"/episodes/{quote(now)}?decided={made.decided.id}" if now else "/stories", 303)


def _shown(request: Request, id: str, fault: str = "", status: int = 200) -> Response:
    store: Store = request.app.state.store
    sheet = told.sheet_of(store, id, tongue_of(request).direction == "rtl")
    made = request.query_params.get("decided", "")
    fresh = next((one for one in sheet.decisions if str(one.id) == made), None)
    values: dict[str, Any] = {"sheet": sheet, "e": sheet.episode, "fault": fault, "fresh": fresh, "parts_of": _parts(store, sheet)}
    return render(request, "episode.html", status=status, **values, **shared())


def _parts(store: Store, sheet: told.EpisodeSheet) -> dict[int, list[str]]:
    """Decision → the other episodes that it made and that are there."""
    made = {one.id: [id for id in one.decision.value["made"] if id != sheet.episode["id"]] for one in sheet.decisions}
    there = {one.episode["id"] for one in store.kept.episodes([id for ids in made.values() for id in ids])}
    return {id: [other for other in ids if other in there] for id, ids in made.items()}


def _decide(store: Store, coder: str, id: str, form: FormData) -> regroup.Regrouped:
    """Make the decision of a form. Raises ReviewError and Conflict as review does."""
    action = form.get("action")
    if action == "merge":
        return regroup.merge(store, [id, str(form.get("other") or "")], coder)
    if action == "split":
        reports = [str(ref).rpartition("/") for ref in form.getlist("report")]
        return regroup.split(store, id, [(article, event) for article, _, event in reports], coder)
    if action == "settle":
        return regroup.settle(store, id, str(form.get("article") or ""), form.get("verdict") == "same", coder)
    if action == "undo":
        return _undo(store, coder, str(form.get("decision") or ""))
    raise ReviewError("an episode is merged, split, settled, or a decision about it undone.")


def _undo(store: Store, coder: str, decision: str) -> regroup.Regrouped:
    try:
        return regroup.undo(store, int(decision) if decision.isdecimal() and len(decision) < 16 else 0, coder)
    except Unknown as error:
        raise ReviewError(str(error)) from error
