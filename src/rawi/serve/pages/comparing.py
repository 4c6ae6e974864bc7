"""A coder's own table beside the store: opened, its columns told, compared, and what is coded already taken off the queue."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import unquote

from fastapi import APIRouter, Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from rawi.demo.gloss import gloss_event
from rawi.export.formats import guarded
from rawi.review import ReviewError, read_standing
from rawi.review.anchors import event_of
from rawi.review.marking import mark, sure_events
from rawi.review.matching import NEW, SAME, UNDATED, VERDICTS, Matched, Nearness, match
from rawi.review.own_rows import ROLES, OwnRow, roles_of, rows_of
from rawi.review.own_table import OwnTable, lines_of, read_table, table_of
from rawi.serve.pages.reviewing import form_of, number_of
from rawi.serve.rendering import render
from rawi.serve.safety import Session
from rawi.store import StoreError

router = APIRouter()
_HERE = "/review/own"
_PREVIEW, _A_PAGE = 8, 100
_FORM = "application/x-www-form-urlencoded"


@dataclass(slots=True)
class Held:
    """The table of a session: how its columns are read, how near an event must be, and what came of comparing."""

    table: OwnTable
    roles: dict[str, str]
    month_first: bool | None = None
    near: Nearness = field(default_factory=Nearness)
    found: list[Matched] | None = None
    marked: int | None = None

    def rows(self, most: int | None = None) -> list[OwnRow]:
        """The rows as they are read."""
        return rows_of(self.table.dicts()[:most], self.roles, month_first=self.month_first)


@router.get(_HERE)
def table(request: Request) -> Response:
    """The box for a table, or the open table with its columns."""
    return _shown(request)


@router.post(_HERE)
async def opened(request: Request) -> Response:
    """Open a table: the bytes that the page's script sends, or the file of a path on this machine."""
    try:
        if request.headers.get("content-type", "").partition(";")[0] == _FORM:
            path = str((await request.form()).get("path") or "").strip()
            made = await run_in_threadpool(_of_path, path)
        else:
            name = unquote(request.headers.get("x-rawi-name", ""))[:200] or "table.csv"
            made = await run_in_threadpool(table_of, await request.body(), name)
    except ReviewError as error:
        return _shown(request, str(error), 422)
    request.state.session.held["own"] = Held(made, roles_of(made.columns))
    return RedirectResponse(_HERE, 303)


@router.post(f"{_HERE}/close")
def close(request: Request) -> Response:
    """Put the table away."""
    request.state.session.held.pop("own", None)
    return RedirectResponse(_HERE, 303)


@router.post(f"{_HERE}/found")
def compare(request: Request, form: Annotated[FormData, Depends(form_of)]) -> Response:
    """Read the columns as they were told, and compare."""
    held = _held(request)
    if held is None:
        return RedirectResponse(_HERE, 303)
    held.roles = {name: role for at, name in enumerate(held.table.columns) if (role := str(form.get(f"role-{at}") or "")) in ROLES}
    held.month_first = {"month": True, "day": False}.get(str(form.get("dates") or ""))
    held.near = Nearness(min(number_of(str(form.get("days") or "")) or 0, 31), min(number_of(str(form.get("km") or "")) or 0, 200))
    held.found, held.marked = None, None
    if "date" not in held.roles.values():
        return _shown(request, "the table needs a column of dates: say which it is.", 422)
    if form.get("preview"):
        return RedirectResponse(_HERE, 303)
    held.found = match(request.app.state.store, held.rows(), held.near)
    return RedirectResponse(f"{_HERE}/found", 303)


@router.get(f"{_HERE}/found")
def found(request: Request, verdict: str = "", page: int = 0) -> Response:
    """The rows with the events that may be the same."""
    return _told(request, verdict, max(page, 0))


@router.post(f"{_HERE}/mark")
def coded_already(request: Request, form: Annotated[FormData, Depends(form_of)]) -> Response:
    """Take events off the queue: those that were ticked, or every sure one."""
    held, session = _held(request), request.state.session
    if held is None or held.found is None:
        return RedirectResponse(_HERE, 303)
    known = {(one.article, one.event) for row in held.found for one in row.matches}
    ticked = [(article, event) for told in form.getlist("event") for event, _, article in [str(told).partition(" ")]]
    wanted = sure_events(held.found) if form.get("all") else [event for event in ticked if event in known]
    try:
        held.marked = mark(request.app.state.store, wanted, session.coder)
    except (ReviewError, StoreError) as error:
        return _told(request, "", 0, str(error), 422)
    return RedirectResponse(f"{_HERE}/found", 303)


@router.get(f"{_HERE}/missing.csv")
def missing(request: Request) -> Response:
    """The rows of the table that nothing in the store comes near, with the columns that they had."""
    held = _held(request)
    if held is None or held.found is None:
        return RedirectResponse(_HERE, 303)
    told = io.StringIO()
    writer = csv.writer(told, lineterminator="\r\n")
    columns = held.table.columns
    writer.writerow([guarded("", name) for name in columns])
    for line in lines_of(held.table, (row.row for row in held.found if row.verdict in (NEW, UNDATED))):
        writer.writerow([guarded(_plain(held, name), cell) for name, cell in zip(columns, line, strict=True)])
    headers = {"Content-Disposition": 'attachment; filename="not-found.csv"'}
    return Response("\ufeff" + told.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def _plain(held: Held, column: str) -> str:
    """The name that a column of coordinates must have for its numbers to stay numbers."""
    numbers = any(row.point for row in held.rows(_PREVIEW))
    return {"lat": "latitude", "lon": "longitude"}.get(held.roles.get(column, ""), "") if numbers else ""


def _of_path(path: str) -> OwnTable:
    if not path:
        raise ReviewError("choose a file, or give its path on this machine.")
    return read_table(Path(path).expanduser())


def _held(request: Request) -> Held | None:
    session: Session = request.state.session
    return session.held.get("own")


def _shown(request: Request, fault: str = "", status: int = 200) -> Response:
    held = _held(request)
    rows = list(zip(held.table.rows[:_PREVIEW], held.rows(_PREVIEW), strict=True)) if held else []
    return render(request, "own.html", status=status, held=held, rows=rows, roles=ROLES, fault=fault)


def _told(request: Request, verdict: str, page: int, fault: str = "", status: int = 200) -> Response:
    held = _held(request)
    if held is None or held.found is None:
        return RedirectResponse(_HERE, 303)
    of_verdict = [row for row in held.found if verdict not in VERDICTS or row.verdict == verdict]
    shown = of_verdict[page * _A_PAGE : (page + 1) * _A_PAGE]
    read = held.rows()
    values: dict[str, Any] = {"counts": {one: sum(row.verdict == one for row in held.found) for one in VERDICTS}, "sure": SAME}
    values |= {"rows": [(row, read[row.row - 2], _best(request, row)) for row in shown], "verdict": verdict, "page": page}
    values |= {"more": (page + 1) * _A_PAGE < len(of_verdict), "waiting": len(sure_events(held.found)), "fault": fault}
    return render(request, "own_found.html", status=status, held=held, **values)


def _best(request: Request, row: Matched) -> dict[str, Any] | None:
    """The likeliest event of a row as it stands: its gloss, its day and what was decided."""
    if not row.matches:
        return None
    best = row.matches[0]
    reading, standing = read_standing(request.app.state.store, best.article, best.event)
    event = event_of(reading, best.event)
    return (
        {"gloss": gloss_event(event, reading), "event": event, "verdict": standing.verdict, "outlet": reading.article.outlet}
        if event
        else None
    )
