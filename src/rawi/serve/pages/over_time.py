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
from rawi.store.episode_counts import episodes_by_day
from rawi.store.stories import compared as comparison

router = APIRouter()
ANY, EVENTS = "any", "events"
"""The status of those who want what is threatened, planned and denied counted too, and the unit of those who want reports counted."""


@router.get("/series")
def over_time(request: Request, asked: Annotated[Asked, Depends()], by: str = "", panel: str = "", unit: str = "") -> Response:
    """What meets a search by period: episodes where a comparison is kept, else events; without a status what is told as done. ``panel``: only
    what is told by outlets that tell something all the time through."""
    store: Store = request.app.state.store
    search = counted(asked)
    with store.counting() as (connection, words):
        compared = comparison(connection)
        of_episodes = compared is not None and unit != EVENTS
        rows = by_day(connection, search, words, types=not of_episodes)
        through = steady(rows)
        wanted = [row for row in rows if row.outlet in through] if panel else rows
        episodes = None
        if of_episodes:
            episodes = episodes_by_day(connection, search, words, through if panel else None)
        outlets = subjects(connection, {row.outlet for row in rows})
        waiting = compared.since if compared is not None else 0
    found = series(wanted, by or None, episodes)
    kinds: dict[str, Any] = {"types": tuple(strings()["type"]), "statuses": tuple(strings()["status"]), "steps": STEPS}
    kinds |= {
        "by": by,
        "panel": panel,
        "unit": unit,
        "compared": compared is not None,
        "of_episodes": episodes is not None,
        "waiting": waiting,
    }
    used = [type for type in kinds["types"] if any(type in period.types for period in found.periods)]
    values: dict[str, Any] = {"found": found, "chart": chart(found), "outlets": outlets, "through": len(through), "used": used}
    return render(request, "series.html", asked=asked, short=store.counts_are_short(), **kinds, **values)


def counted(asked: Asked) -> Search:
    """What is counted: everything only where it is asked for."""
    if asked.status == ANY:
        return replace(asked, status="").search()
    search = asked.search()
    return search if search.filters.status else Search(search.words, replace(search.filters, status=HAPPENED))
