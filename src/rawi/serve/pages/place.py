"""One place: what the gazetteer knows, what happened there, who has part in it, and the places around it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from rawi.demo.report import strings
from rawi.demo.svgmap import KM_A_DEGREE, Spot, draw_plate
from rawi.lexicon import load_lexicon
from rawi.lexicon.rows import Place
from rawi.serve.latest import told
from rawi.serve.pages.places import is_inside, place_named
from rawi.serve.profiles import cross, outlets_of, over, ranked
from rawi.serve.rendering import render
from rawi.store import Store, Unknown
from rawi.store.counting import HAPPENED, Search, newest_events, subjects
from rawi.store.episode_counts import episodes_of
from rawi.store.parts_taken import Listed, beside, deeds_of, number_of, places_within
from rawi.store.stories import compared as comparison
from rawi.store.subjects import PLACED, Subject
from rawi.store.tally_tables import DOER, PLACE, SOURCE, SUFFERER

router = APIRouter()
NEWEST = 8
_WIDTH = 420.0
_AROUND = 2.2
"""Degrees of the small map's width at least; wide places get more."""


@router.get("/places/{key:path}")
def place(request: Request, key: str) -> Response:
    """A place of the gazetteer, or one that articles tell of."""
    store: Store = request.app.state.store
    entry = load_lexicon().places.get(key)
    with store.counting() as (connection, words):
        number = number_of(connection, PLACED, key)
        if entry is None and number is None:
            raise Unknown(f"{key}: the gazetteer has no such place; look it up with rawi where.")
        deeds = deeds_of(connection, number, (PLACE,)) if number is not None else []
        company = beside(connection, number, (PLACE,)) if number is not None else []
        told_of = episodes_of(connection, number, (PLACE,), HAPPENED) if number is not None and comparison(connection) is not None else None
        newest = newest_events(connection, Search(), words, number, (PLACE,), NEWEST) if number is not None else []
        known = subjects(connection, {row.other for row in company} | {deed.outlet for deed in deeds})
        inside = places_within(connection, key, _country_of(entry))
    subject = place_named(key, store)
    values: dict[str, Any] = {"entry": entry, "key": key, "subject": subject, "parents": _parents(entry, subject), "inside": inside}
    values |= {"told": told(store, newest), "short": store.counts_are_short(), "plate": _plate(subject, inside)}
    return render(request, "place.html", **values, **_counted(deeds, company, known), over=over(deeds, told_of))


def _counted(deeds: Any, company: Any, known: dict[int, Subject]) -> dict[str, Any]:
    """The tables of the page."""
    return {
        "there": cross(deeds, PLACE, tuple(strings()["status"])),
        "doers": ranked(company, known, lambda row: row.role == DOER),
        "sufferers": ranked(company, known, lambda row: row.role == SUFFERER),
        "sources": ranked(company, known, lambda row: row.role == SOURCE),
        "beside": ranked(company, known, lambda row: row.role == PLACE),
        "outlets": outlets_of(deeds, known),
    }


def _country_of(entry: Place | None) -> str | None:
    """The code of the country whose territory the place is."""
    return entry.country if entry and entry.country and entry.id == f"place/{entry.country.lower()}" else None


def _parents(entry: Place | None, subject: Subject) -> list[Subject]:
    """What it lies in, the widest first: country, province."""
    lexicon = load_lexicon()
    country = lexicon.countries.get((entry.country if entry else subject.country) or "")
    above = [
        lexicon.places.get(country.place) if country else None,
        lexicon.places.get((entry.admin1 if entry else subject.province) or ""),
    ]
    found = [one for one in above if one is not None and one.id != subject.key]
    return [Subject(PLACED, one.id, "place", one.name_ar, one.name_en) for one in found]


def _plate(subject: Subject, inside: list[Listed]) -> Any:
    """A small map of the place and what lies in it; None where we have no outlines."""
    if subject.lat is None or subject.lon is None:
        return None
    spots = [_spot(subject, 1), *(_spot(one.subject, one.count) for one in inside if one.subject.lat is not None)]
    if not is_inside(spots[0]):
        return None
    half = max(_AROUND / 2, 1.6 * (subject.km or 1.0) / KM_A_DEGREE)
    frame = (spots[0].lon - half * 1.2, spots[0].lat - half * 0.8, spots[0].lon + half * 1.2, spots[0].lat + half * 0.8)
    return draw_plate(frame, spots, _WIDTH)


def _spot(subject: Subject, count: int) -> Spot:
    where = (subject.lat or 0.0, subject.lon or 0.0, subject.km or 1.0, bool(subject.area))
    return Spot(subject.name_en or subject.name_ar, subject.name_ar, subject.country or "", *where, count, ())
