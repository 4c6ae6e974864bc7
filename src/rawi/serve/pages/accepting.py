"""What was accepted: a table in ACLED's columns, and its download."""

from __future__ import annotations

import csv
import io
from itertools import islice

from fastapi import APIRouter, Request
from starlette.responses import Response

from rawi.review import TABLE, accepted, table_row
from rawi.serve.rendering import render

router = APIRouter()
_SHOWN = 50
"""Rows of the table on the page; the download has them all."""


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
