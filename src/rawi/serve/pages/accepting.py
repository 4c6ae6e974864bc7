"""What was accepted: a table in ACLED's columns whose cells are corrected where they stand, and its download."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData
from starlette.responses import Response, StreamingResponse

from rawi.demo.report import strings
from rawi.review import TABLE, Accepted, Asked, ReviewError, accepted, accepted_one, accepted_page, count_accepted, decide, table_row
from rawi.review.codebook import modes_of
from rawi.review.fields import types
from rawi.serve.choosing import value_of
from rawi.serve.pages.reviewing import form_of, number_of, undo_last
from rawi.serve.refusals import problem
from rawi.serve.rendering import render
from rawi.serve.tongue import tongue_of
from rawi.store import Conflict, Store, StoreError

router = APIRouter()
A_PAGE = 50
"""Rows of the table on a page, about; the download has them all."""
COLUMNS = (
    ("event_date", "date"), ("rawi_type", "type"), ("rawi_mode", "mode"), ("status", "status"), ("actor1", "actors"), ("actor2", "recipients"),
    ("location", "places"), ("admin1", None), ("country", None), ("event_type", None), ("sub_event_type", None), ("fatalities", None),
    ("time_precision", None), ("geo_precision", None), ("source", None), ("speaker", None), ("notes", None), ("corrected", None), ("coder", None),
)  # fmt: skip
"""The columns on the page, and the field of the event that is corrected there."""


@router.get("/review/accepted")
def table(request: Request, after: int = 0) -> Response:
    """A page of what was accepted."""
    store: Store = request.app.state.store
    found, onward = accepted_page(store, max(after, 0), A_PAGE)
    spoken = tongue_of(request)
    modes = {type: [[mode, spoken.label("mode", mode)] for mode in modes_of(type)] for type in types()}
    values: dict[str, Any] = {"rows": [_cells(one) for one in found], "columns": COLUMNS, "onward": onward, "after": after}
    return render(request, "accepted.html", total=count_accepted(store), labels=strings(), modes=modes, **values)


@router.post("/review/accepted/cell")
def cell(request: Request, form: Annotated[FormData, Depends(form_of)]) -> Response:
    """A correction made in a cell: the row as it is now."""
    given = {name: str(value) for name, value in form.items()}
    store, session = request.app.state.store, request.state.session
    article, record, field = given.get("article", ""), given.get("record", ""), given.get("field", "")
    try:
        value = value_of(field, form, store.reading(article))
        version = number_of(given.get("version"))
        made = decide(store, Asked(article, record, "correct", session.coder, version=version, field=field, value=value))
    except (ReviewError, StoreError) as error:
        return _refused(error)
    if not made.repeated:
        session.trail.append((article, made.standing.record, made.decided.id))
    return _row(request, article, made.standing.record)


@router.post("/review/accepted/undo")
def undo(request: Request) -> Response:
    """Take back the last decision of the session: the row it was about, or nothing where that is accepted no longer."""
    try:
        article, record = undo_last(request.app.state.store, request.state.session)
    except (ReviewError, StoreError) as error:
        return _refused(error)
    return _row(request, article, record)


@router.get("/review/accepted.csv")
def download(request: Request) -> Response:
    """The whole table with all columns, for a spreadsheet."""
    headers = {"Content-Disposition": 'attachment; filename="rawi-accepted.csv"'}
    return StreamingResponse(_lines(request.app.state.store), media_type="text/csv; charset=utf-8", headers=headers)


def _lines(store: Store) -> Iterator[str]:
    told = io.StringIO()
    writer = csv.DictWriter(told, TABLE, lineterminator="\r\n")
    told.write("\ufeff")
    writer.writeheader()
    for one in accepted(store):
        writer.writerow(table_row(one))
        yield told.getvalue()
        told.seek(0)
        told.truncate()
    yield told.getvalue()


def _row(request: Request, article: str, record: str) -> Response:
    one = accepted_one(request.app.state.store, article, record)
    if one is None:
        return Response(status_code=204)
    return render(request, "accepted_row.html", row=_cells(one), columns=COLUMNS)


def _cells(one: Accepted) -> dict[str, Any]:
    """A row for the template: its place, the cells as they are shown, and the values that an editor begins with."""
    event, day = one.event, one.event.date
    values = {"type": event.type, "mode": event.mode or "", "status": event.status}
    values |= {"date": f"{day.first or ''}/{day.last or ''}" if day else "/"}
    return {
        "article": one.reading.article.id,
        "record": one.standing.record,
        "version": one.standing.version,
        "cells": table_row(one),
        "begin": values,
    }


def _refused(error: Exception) -> Response:
    return problem(409 if isinstance(error, Conflict) else 422, "The cell was not changed", str(error))
