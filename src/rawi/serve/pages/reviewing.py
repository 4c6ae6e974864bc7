"""The review desk: one event after the other, decided by a key each, forth and back through a queue."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from rawi.demo.report import strings
from rawi.review import REASONS, Asked, ReviewError, count_waiting, decide
from rawi.review.codebook import codebook
from rawi.serve.choosing import value_of
from rawi.serve.desk import desk_for, desk_of
from rawi.serve.pages.article import DIGEST
from rawi.serve.queues import ORDERS, Come, Queue, first, following
from rawi.serve.rendering import render
from rawi.serve.safety import Session
from rawi.serve.tongue import tongue_of
from rawi.serve.walk import Stop, Walk
from rawi.store import Conflict, Store, StoreError

router = APIRouter()
_PART, _QUIET = "x-rawi-part", "x-rawi-quiet"
"""Headers of the page's script: the desk alone is wanted; nothing is, where the decision was made."""


async def form_of(request: Request) -> FormData:
    """The fields that were sent."""
    return await request.form()


@router.get("/review")
def review(
    request: Request, queue: Annotated[Queue, Depends()], article: str = "", record: str = "", onward: str = "", go: str = ""
) -> Response:
    """The next event of a queue, or one that was asked for, or (``go``: next, back) the one behind or before it."""
    store, walk = request.app.state.store, _walk(request, queue)
    here = walk.at(Stop(article, record, queue.after, onward or queue.after)) if article and record else None
    if here is None:
        return _shown(request, queue, first(store, queue))
    walk.come(here)
    if go == "next":
        return _shown(request, queue, following(store, queue, walk, here))
    return _shown(request, queue, Come(walk.before(here) or here if go == "back" else here))


@router.get("/review/ahead")
def ahead(request: Request, queue: Annotated[Queue, Depends()], article: str, record: str, onward: str = "") -> Response:
    """What comes after the event that is looked at, asked for by the page meanwhile, so that it is there when the key is pressed."""
    walk = _walk(request, queue)
    here = walk.at(Stop(article, record, queue.after, onward or queue.after))
    walk.come(here)
    return _shown(request, queue, following(request.app.state.store, queue, walk, here), looked_at=False)


@router.get("/review/waiting")
def waiting(request: Request, queue: Annotated[Queue, Depends()]) -> Response:
    """How many events of a queue wait: asked for by the page after it is shown, since counting takes longer than deciding."""
    return render(request, "waiting.html", waiting=count_waiting(request.app.state.store, queue.query()))


@router.post("/review")
def decided(request: Request, form: Annotated[FormData, Depends(form_of)]) -> Response:
    """A decision, then the next event; after a correction or an undo, the same one."""
    given = {name: str(value) for name, value in form.items()}
    known = {name: given[name] for name in Queue.__slots__ if name in given and name != "seed"}
    queue = Queue(**known, seed=number_of(given.get("seed")) or 1)
    here = Stop(given.get("article", ""), given.get("record", ""), queue.after, given.get("onward") or queue.after)
    store, session, action = request.app.state.store, request.state.session, given.get("action", "")
    try:
        if action == "undo":
            here = Stop(*undo_last(store, session), queue.after, queue.after)
        else:
            _decide(store, session, given, form)
    except (ReviewError, StoreError) as error:
        return _shown(request, queue, Come(here), str(error), 409 if isinstance(error, Conflict) else 422)
    stays = action in ("undo", "correct")
    if _QUIET in request.headers and not stays:
        return Response(status_code=204)
    if _PART not in request.headers:
        place = {"article": here.article, "record": here.record, "onward": here.onward}
        return RedirectResponse(queue.address(**place, **({} if stays else {"go": "next"})), 303)
    walk = _walk(request, queue)
    return _shown(request, queue, Come(walk.at(here)) if stays else following(store, queue, walk, here))


def _walk(request: Request, queue: Queue) -> Walk:
    session: Session = request.state.session
    return session.walks.of(queue.name)


def _shown(request: Request, queue: Queue, come: Come | None, fault: str = "", status: int = 200, *, looked_at: bool = True) -> Response:
    """The page, or, for a part of it, the desk alone."""
    store: Store = request.app.state.store
    stop = come.stop if come else Stop("", "", queue.after, queue.after)
    waits = come.waiting if come else None
    desk = None
    if waits:
        desk = desk_for(waits.reading, waits.standing)
    elif stop.article and stop.record:
        desk = desk_of(store, *stop.place)
    walk = _walk(request, queue)
    if desk and looked_at:
        walk.come(stop)
    values: dict[str, Any] = {"desk": desk, "queue": replace(queue, after=stop.after), "onward": stop.onward, "fault": fault}
    values |= {"reasons": REASONS, "orders": ORDERS, "labels": strings(), "name": stop.article, "kept": True}
    # What is asked for ahead is shown after a decision or behind another record: there is something to take back, and a way back.
    values |= {
        "undoable": not looked_at or bool(request.state.session.trail),
        "back": walk.before(stop) if desk and looked_at else walk.last(),
    }
    values["digest"] = desk.leaf.reading.made_by.lexicon[:DIGEST] if desk else ""
    if _PART in request.headers:
        return render(request, "desk.html", status=status, **values)
    return render(request, "review.html", status=status, defined=_defined(tongue_of(request).code), **values)


def _defined(code: str) -> dict[str, str]:
    """The codebook in a language, for the page's script: «type/ASSAULT» → its definition."""
    return {f"{of}/{value}": one.ar if code == "ar" else one.en for (of, value), one in codebook().items()}


def _decide(store: Store, session: Session, given: dict[str, str], form: FormData) -> None:
    """Make the decision of a form, and remember it for undoing."""
    article, field = given.get("article", ""), given.get("field") or None
    value = value_of(field, form, store.reading(article)) if given.get("action") == "correct" and field else None
    asked = Asked(
        article, given.get("record", ""), given.get("action", ""), session.coder,
        version=number_of(given.get("version")), field=field, value=value, reason=given.get("reason") or None,
    )  # fmt: skip
    made = decide(store, asked)
    if not made.repeated:
        session.trail.append((article, made.standing.record, made.decided.id))


def undo_last(store: Store, session: Session) -> tuple[str, str]:
    """Take back the session's last decision; the article and record it was about."""
    if not session.trail:
        raise ReviewError("there is nothing to undo in this session.")
    article, record, id = session.trail[-1]
    made = decide(store, Asked(article, record, "undo", session.coder, undoes=id))
    session.trail.pop()
    return article, made.standing.record


def number_of(told: str | None) -> int | None:
    """A number as a form tells it; None for anything else."""
    return int(told) if told and told.isdecimal() and len(told) < 16 else None
