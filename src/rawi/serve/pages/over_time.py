"""Counts over time: by day, week or month and kind of act, with how many outlets tell and where the mix of them shifts."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from rawi.demo.report import strings
from rawi.serve.bars import STEPS, chart, series, steady
from rawi.serve.pages.listing import Asked
from rawi.serve.rendering import render
from rawi.store import Store
from rawi.store.counting import HAPPENED, Search, by_day, subjects

router = APIRouter()
ANY = "any"
"""The status of those who want what is threatened, planned and denied counted too."""


@router.get("/series")
def over_time(request: Request, asked: Annotated[Asked, Depends()], by: str = "", panel: str = "") -> Response:
    """The events that meet a search by period; without a status those that are told as done. ``panel``: only what is told by outlets that
    tell something all the time through."""
    store: Store = request.app.state.store
    with store.counting() as (connection, words):
        rows = by_day(connection, counted(asked), words)
        outlets = subjects(connection, {row.outlet for row in rows})
    through = steady(rows)
    found = series([row for row in rows if row.outlet in through] if panel else rows, by or None)
    kinds: dict[str, Any] = {"types": tuple(strings()["type"]), "statuses": tuple(strings()["status"])}
    used = [type for type in kinds["types"] if any(type in period.types for period in found.periods)]
    values: dict[str, Any] = {"found": found, "chart": chart(found), "outlets": outlets, "through": len(through), "used": used}
    return render(request, "series.html", asked=asked, by=by, panel=panel, steps=STEPS, short=store.counts_are_short(), **kinds, **values)


def counted(asked: Asked) -> Search:
    """What is counted: everything only where it is asked for."""
    if asked.status == ANY:
        return replace(asked, status="").search()
    search = asked.search()
    return search if search.filters.status else Search(search.words, replace(search.filters, status=HAPPENED))
