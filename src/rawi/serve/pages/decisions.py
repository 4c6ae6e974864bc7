"""A coder's own decisions, the last one first, each of which can be taken back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from rawi.review import Asked, ReviewError, decide
from rawi.review.episodes import undo as undo_regrouping
from rawi.review.standing import OF_EPISODES
from rawi.serve.rendering import render
from rawi.serve.safety import Session
from rawi.store import Conflict, Store, StoreError

router = APIRouter()
_A_PAGE = 50


@router.get("/review/decisions")
def decisions(request: Request, before: int | None = None) -> Response:
    """A page of what the coder decided."""
    return _shown(request, before)


@router.post("/review/decisions")
def undo(request: Request, decision: Annotated[int, Form()], article: Annotated[str, Form()]) -> Response:
    """Take one of them back."""
    store, session = request.app.state.store, request.state.session
    try:
        _undo(store, session, article, decision)
    except (ReviewError, StoreError) as error:
        return _shown(request, None, str(error), 409 if isinstance(error, Conflict) else 422)
    return RedirectResponse("/review/decisions", 303)


def _undo(store: Store, session: Session, article: str, id: int) -> None:
    made = store.decisions(article, after=id - 1, limit=1)
    if made and made[0].id == id and made[0].decision.action in OF_EPISODES:
        undo_regrouping(store, id, session.coder)
        return
    decide(store, Asked(article, made[0].decision.record if made else "", "undo", session.coder, undoes=id))
    for kept in [kept for kept in session.trail if kept[2] == id]:
        session.trail.remove(kept)


def _shown(request: Request, before: int | None, fault: str = "", status: int = 200) -> Response:
    store: Store = request.app.state.store
    made = store.latest_decisions(request.state.session.coder, before=before, limit=_A_PAGE + 1)
    return render(request, "decisions.html", status=status, made=made[:_A_PAGE], more=len(made) > _A_PAGE, fault=fault)
