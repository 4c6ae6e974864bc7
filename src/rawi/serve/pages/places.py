"""Where the events of a search are placed: a map drawn here, precision shown as area, and the same as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from rawi.demo.svgmap import OVERVIEW, Spot, count_unplaced, draw_plate, find_spots
from rawi.serve.pages.listing import NAMED, Asked
from rawi.serve.rendering import render
from rawi.store import Store

router = APIRouter()
NEWEST_READ = 50
"""Articles whose events are placed: the newest of those found."""
_WIDTH = 900.0
_TALLEST = 0.8
"""Height of the map by its width at most."""
_SMALLEST = 3.0
"""Degrees that a map spans at least."""


@router.get("/places")
def places(request: Request, asked: Annotated[Asked, Depends()]) -> Response:
    """The places of the events in the articles that meet a search."""
    store: Store = request.app.state.store
    page = store.search(asked.q, asked.filters(), limit=NEWEST_READ)
    readings = [store.reading(hit.article) for hit in page.hits]
    spots = find_spots(readings)
    plate = draw_plate(frame_of(spots), spots, _WIDTH)
    values: dict[str, Any] = {"plate": plate, "spots": spots, "unplaced": count_unplaced(readings), "more": page.after is not None}
    values |= {"outside": sum(not is_inside(spot) for spot in spots)}
    return render(request, "places.html", asked=asked, named=NAMED, articles=len(readings), **values)


def is_inside(spot: Spot) -> bool:
    """Whether a spot lies in the region whose outlines we have."""
    west, south, east, north = OVERVIEW
    return west <= spot.lon <= east and south <= spot.lat <= north


def frame_of(spots: Sequence[Spot]) -> tuple[float, float, float, float]:
    """West, south, east, north of a map that shows all spots of the region whose outlines we have, with room around."""
    inside = [spot for spot in spots if is_inside(spot)]
    if not inside:
        return OVERVIEW
    west, east = min(s.lon for s in inside), max(s.lon for s in inside)
    south, north = min(s.lat for s in inside), max(s.lat for s in inside)
    tall = max(north - south, _SMALLEST) * 1.25
    wide = max(east - west, _SMALLEST, tall / _TALLEST) * 1.2
    x, y = (west + east) / 2, (south + north) / 2
    return x - wide / 2, max(y - tall / 2, -85.0), x + wide / 2, min(y + tall / 2, 85.0)
