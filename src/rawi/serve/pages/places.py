"""Where the events of a search are placed, all of them: a map whose circles are as wide as the places are uncertain, a drawing for who has
no map, and the same as a table."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import JSONResponse, Response

from rawi.demo.cards import quad_of
from rawi.demo.report import showable, strings
from rawi.demo.svgmap import OVERVIEW, Spot, draw_plate
from rawi.lexicon import load_lexicon
from rawi.serve.latest import told
from rawi.serve.pages.listing import NAMED, Asked
from rawi.serve.rendering import render
from rawi.store import Store
from rawi.store.counting import ByPlace, by_place, newest_events, subjects
from rawi.store.parts_taken import number_of
from rawi.store.subjects import PLACED, Subject

router = APIRouter()
DRAWN, LISTED, SHOWN = 400, 200, 30
"""Places of the drawing, rows of the table, events of a list; the map has every place."""
_WIDTH = 900.0
_TALLEST = 0.8
"""Height of the drawing by its width at most."""
_SMALLEST = 3.0
"""Degrees that it spans at least."""
_WIDE_CITY = 8.0
"""Precision in km from which a city is written on the map without having an event."""


@router.get("/places")
def places(request: Request, asked: Annotated[Asked, Depends()], at: str = "") -> Response:
    """The places of the events that meet a search; with ``at`` the events of one of them."""
    store: Store = request.app.state.store
    with store.counting() as (connection, words):
        found = by_place(connection, asked.search(), words)
    places = found.places
    spots = [spot_of(place) for place in places[:DRAWN]]
    values: dict[str, Any] = {"spots": places[:LISTED], "more": len(places) - LISTED, "all_spots": len(places), "found": found}
    values |= {"plate": draw_plate(frame_of(spots), spots, _WIDTH), "outside": sum(not is_inside(spot) for spot in spots)}
    values |= {"types": tuple(strings()["type"]), "statuses": tuple(strings()["status"]), "short": store.counts_are_short()}
    return render(request, "places.html", asked=asked, named=NAMED, at=at, **_told_at(store, asked, at), **values)


@router.get("/places/told")
def told_at(request: Request, asked: Annotated[Asked, Depends()], at: str = "") -> Response:
    """The events of one place that meet a search, the newest first."""
    store: Store = request.app.state.store
    return render(request, "told_at.html", asked=asked, at=at, **_told_at(store, asked, at))


@router.get("/places/points")
def points(request: Request, asked: Annotated[Asked, Depends()]) -> Response:
    """Every place of the events that meet a search, as the map takes it."""
    store: Store = request.app.state.store
    with store.counting() as (connection, words):
        found = by_place(connection, asked.search(), words)
    return JSONResponse([point_of(place) for place in found.places])


@router.get("/places/names")
def names(request: Request) -> Response:
    """The names of countries and large cities in both languages, for the map."""
    return JSONResponse(_names(), headers={"Cache-Control": "private, max-age=3600"})


def point_of(place: ByPlace) -> dict[str, Any]:
    """A place for the map: where, how far off it may be (km), whether it is an area, and its events by quad class."""
    subject = place.place
    quads = [0, 0, 0, 0]
    for type, count in place.types.items():
        quads[quad_of(type) - 1] += count
    ar = showable(subject.name_ar)
    shown = {"key": subject.key, "ar": ar, "en": showable(subject.name_en or ar), "lat": subject.lat, "lon": subject.lon}
    return shown | {"km": subject.km, "area": subject.area, "count": place.count, "quads": quads}


def spot_of(place: ByPlace) -> Spot:
    """A place for the drawing."""
    found = place.place
    where = (found.lat or 0.0, found.lon or 0.0, found.km or 1.0, bool(found.area))
    return Spot(found.name_en or found.name_ar, found.name_ar, found.country or "", *where, place.count, ())


def _told_at(store: Store, asked: Asked, at: str) -> dict[str, Any]:
    """A place and its newest events, for the list."""
    if not at:
        return {"place": None, "told": []}
    with store.counting() as (connection, words):
        number = number_of(connection, PLACED, at)
        found = newest_events(connection, asked.search(), words, number, limit=SHOWN) if number is not None else []
    return {"place": place_named(at, store), "told": told(store, found)}


def place_named(key: str, store: Store) -> Subject:
    """The place of a key, as counted, or as the registry knows it; with the key as its name where neither does."""
    with store.counting() as (connection, _):
        number = number_of(connection, PLACED, key)
        if number is not None:
            return subjects(connection, [number])[number]
    known = load_lexicon().places.get(key)
    if known is None:
        return Subject(PLACED, key, "place", key)
    return Subject(
        PLACED, key, "place", known.name_ar, known.name_en, known.country, known.admin1, known.lat, known.lon, known.precision_km
    )


@cache
def _names() -> dict[str, list[dict[str, Any]]]:
    lexicon = load_lexicon()
    countries = [{"ar": c.name_ar, "en": c.name_en, "lat": c.lat, "lon": c.lon, "km": c.radius_km} for c in lexicon.countries.values()]
    wide = [place for place in lexicon.places.values() if place.feature == "city" and place.precision_km >= _WIDE_CITY]
    cities = [{"ar": p.name_ar, "en": p.name_en, "lat": p.lat, "lon": p.lon, "km": p.precision_km} for p in wide]
    return {"countries": countries, "cities": sorted(cities, key=lambda city: -float(city["km"]))}


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
