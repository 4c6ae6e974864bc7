"""Review: one event after the other, decided by a key each; and the table of what was accepted."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from itertools import islice
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from rawi.demo.report import strings
from rawi.review import REASONS, TABLE, Asked, ReviewError, Waiting, accepted, count_waiting, decide, next_events, table_row
from rawi.serve.choosing import ids_of, value_of
from rawi.serve.desk import desk_of
from rawi.serve.pages.article import DIGEST
from rawi.serve.rendering import render
from rawi.serve.safety import Session
from rawi.store import Conflict, EventQuery, Filters, Store, StoreError
from rawi.store.projection import COUNTED_FROM
from rawi.store.query import resolved

router = APIRouter()
ORDERS = ("uncertain", "random", "newest")
_SHOWN = 50
"""Rows of the table on the page; the download has them all."""


@dataclass(frozen=True, slots=True)
class Queue:
    """Which events are reviewed and in which order, as the address tells it; ``after`` is the cursor of the last one passed over."""

    order: str = "uncertain"
    type: str = ""
    place: str = ""
    doubtful: str = ""
    seed: int = 1
    after: str = ""

    def query(self) -> EventQuery:
        """The store's query."""
        named: dict[str, Any] = {name: (value,) for name in ("type", "place") if (value := getattr(self, name).strip())}
        order = self.order if self.order in ORDERS else ORDERS[0]
        low = 0.0 if self.doubtful else COUNTED_FROM
        return EventQuery(filters=resolved(Filters(**named), ids_of), low=low, order=order, seed=self.seed)

    def address(self, **changed: str) -> str:
        """The address of this queue with some of it changed."""
        return "/review?" + urlencode({name: value for name, value in (self.values() | changed).items() if value})

    def asked(self) -> str:
        """The query part of its address."""
        return urlencode(self.values())

    def values(self) -> dict[str, str]:
        """As fields of a form."""
        return {name: str(getattr(self, name)) for name in self.__slots__}


async def form_of(request: Request) -> FormData:
    """The fields that were sent."""
    return await request.form()


@router.get("/review")
def review(request: Request, queue: Annotated[Queue, Depends()], article: str = "", record: str = "") -> Response:
    """The next event of a queue, or one that was asked for."""
    return _shown(request, queue, article, record)


@router.get("/review/waiting")
def waiting(request: Request, queue: Annotated[Queue, Depends()]) -> Response:
    """How many events of a queue wait: asked for by the page after it is shown, since counting takes longer than deciding."""
    return render(request, "waiting.html", waiting=count_waiting(request.app.state.store, queue.query()))


@router.post("/review")
def decided(request: Request, form: Annotated[FormData, Depends(form_of)]) -> Response:
    """A decision, then the next event; after a correction or an undo, the same one."""
    given = {name: str(value) for name, value in form.items()}
    queue = Queue(
        **{name: given[name] for name in Queue.__slots__ if name in given and name != "seed"}, seed=_number(given.get("seed")) or 1
    )
    article, record, action = given.get("article", ""), given.get("record", ""), given.get("action", "")
    store, session = request.app.state.store, request.state.session
    try:
        if action == "undo":
            article, record = _undo(store, session)
        else:
            _decide(store, session, given, form)
    except (ReviewError, StoreError) as error:
        return _shown(request, queue, article, record, str(error), 409 if isinstance(error, Conflict) else 422)
    stays = action in ("undo", "correct")
    if "hx-request" not in request.headers:
        return RedirectResponse(queue.address(**({"article": article, "record": record} if stays else {})), 303)
    return _shown(request, queue, article if stays else "", record if stays else "")


@router.get("/review/accepted")
def table(request: Request) -> Response:
    """What was accepted, as a table in ACLED's columns."""
    found = [(one, table_row(one)) for one in islice(accepted(request.app.state.store), _SHOWN + 1)]
    columns = [name for name in TABLE if any(row[name] for _, row in found)]
    return render(request, "accepted.html", found=found[:_SHOWN], columns=columns, more=len(found) > _SHOWN)


@router.get("/review/accepted.csv")
def download(request: Request) -> Response:
    """The same with all columns, for a spreadsheet."""
    told = io.StringIO()
    writer = csv.DictWriter(told, TABLE, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(table_row(one) for one in accepted(request.app.state.store))
    headers = {"Content-Disposition": 'attachment; filename="rawi-accepted.csv"'}
    return Response("\ufeff" + told.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def _shown(request: Request, queue: Queue, article: str, record: str, fault: str = "", status: int = 200) -> Response:
    """The page, or, for a part of it, the desk alone."""
    store: Store = request.app.state.store
    whole = "hx-request" not in request.headers
    waiting = _next(store, queue) if not (article and record) else None
    if waiting:
        article, record = waiting.entry.event.article, waiting.entry.event.event
    desk = desk_of(store, article, record) if article and record else None
    cursor = waiting.entry.cursor if waiting else _cursor_of(store, queue, article, record)
    values: dict[str, Any] = {
        "desk": desk,
        "queue": queue,
        "cursor": cursor,
        "fault": fault,
        "reasons": REASONS,
        "orders": ORDERS,
        "labels": strings(),
    }
    digest = desk.leaf.reading.made_by.lexicon[:DIGEST] if desk else ""
    values |= {"name": article, "undoable": bool(request.state.session.trail), "kept": True, "digest": digest}
    if not whole:
        return render(request, "desk.html", status=status, **values)
    return render(request, "review.html", status=status, **values)


def _cursor_of(store: Store, queue: Queue, article: str, record: str) -> str:
    """Where the queue goes on after an event that was asked for; where it stood, if the event is none of it."""
    entries = store.event_page(replace(queue.query(), article=article), limit=1000) if article else []
    return next((entry.cursor for entry in entries if entry.event.event == record), queue.after)


def _next(store: Store, queue: Queue) -> Waiting | None:
    found = next_events(store, queue.query(), after=queue.after or None, limit=1)
    return found[0] if found else None


def _decide(store: Store, session: Session, given: dict[str, str], form: FormData) -> None:
    """Make the decision of a form, and remember it for undoing."""
    article, field = given.get("article", ""), given.get("field") or None
    value = value_of(field, form, store.reading(article)) if given.get("action") == "correct" and field else None
    asked = Asked(
        article, given.get("record", ""), given.get("action", ""), session.coder,
        version=_number(given.get("version")), field=field, value=value, reason=given.get("reason") or None,
    )  # fmt: skip
    made = decide(store, asked)
    if not made.repeated:
        session.trail.append((article, made.standing.record, made.decided.id))


def _undo(store: Store, session: Session) -> tuple[str, str]:
    """Take back the session's last decision; the article and record it was about."""
    if not session.trail:
        raise ReviewError("there is nothing to undo in this session.")
    article, record, id = session.trail[-1]
    made = decide(store, Asked(article, record, "undo", session.coder, undoes=id))
    session.trail.pop()
    return article, made.standing.record


def _number(told: str | None) -> int | None:
    return int(told) if told and told.isdecimal() and len(told) < 16 else None
