"""The actors that articles tell of: a list to search, and a page for each."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from rawi.demo.report import strings
from rawi.lexicon import load_lexicon
from rawi.lookup import Known, known_of
from rawi.serve.choosing import ids_of
from rawi.serve.latest import told
from rawi.serve.profiles import cross, names_by_name, outlets_of, over, ranked
from rawi.serve.rendering import render
from rawi.store import Store, Unknown
from rawi.store.counting import HAPPENED, Search, newest_events, subjects
from rawi.store.episode_counts import episodes_of
from rawi.store.parts_taken import PARTIES, beside, deeds_of, listed, names_of, number_of, told_on_the_word_of
from rawi.store.stories import compared as comparison
from rawi.store.subjects import ACTOR, Subject
from rawi.store.tally_tables import DOER, PLACE, SOURCE, SUFFERER

router = APIRouter()
A_PAGE, NEWEST = 60, 8
"""Rows of the list, and events of a page."""


@router.get("/actors")
def actors(request: Request, q: str = "", after: int = 0, words: str = "") -> Response:
    """The actors of the registry that have part in the most events, or those of a name; with ``words`` what no registry knows."""
    store: Store = request.app.state.store
    with store.counting() as (connection, _):
        found = listed(
            connection, ACTOR, PARTIES, q.strip(), ids_of("actor", q) if q.strip() else (), max(0, after), A_PAGE + 1, bool(words)
        )
    values: dict[str, Any] = {"words": words, "rows": found[:A_PAGE], "following": after + A_PAGE if len(found) > A_PAGE else None}
    return render(request, "actors.html", q=q, first=max(0, after), short=store.counts_are_short(), **values)


@router.get("/actors/{key:path}")
def actor(request: Request, key: str) -> Response:
    """One actor: what the registry knows, and what the articles tell of it."""
    store: Store = request.app.state.store
    entry = load_lexicon().actors.get(key)
    with store.counting() as (connection, words):
        number = number_of(connection, ACTOR, key) if entry is not None or not key.startswith("~") else None
        if entry is None and number is None:
            raise Unknown(f"{key}: the registry has no such actor; look it up by name in the list of actors.")
        deeds = deeds_of(connection, number, PARTIES) if number is not None else []
        company = beside(connection, number, PARTIES) if number is not None else []
        said = told_on_the_word_of(connection, number) if number is not None else 0
        called = names_of(connection, actor=number) if number is not None else []
        told_of = episodes_of(connection, number, PARTIES, HAPPENED) if number is not None and comparison(connection) is not None else None
        newest = newest_events(connection, Search(), words, number, PARTIES, NEWEST) if number is not None else []
        known = subjects(
            connection,
            {n for row in company for n in (row.other,)}
            | {n for row in called for n in (row.actor, row.outlet, row.name)}
            | {d.outlet for d in deeds},
        )
    values: dict[str, Any] = {
        "entry": entry,
        "facts": known_of(entry) if entry else None,
        "named": _related(known_of(entry)) if entry else {},
    }
    values |= {"said": said, "key": key, "subject": _subject(key, entry), "told": told(store, newest), "short": store.counts_are_short()}
    return render(request, "actor.html", **values, **_counted(deeds, company, called, known), over=over(deeds, told_of))


def _counted(deeds: Any, company: Any, called: Any, known: dict[int, Subject]) -> dict[str, Any]:
    """The tables of the page."""
    statuses = tuple(strings()["status"])
    return {
        "did": cross(deeds, DOER, statuses),
        "suffered": cross(deeds, SUFFERER, statuses),
        "against": ranked(company, known, lambda row: (row.own, row.role) == (DOER, SUFFERER)),
        "by": ranked(company, known, lambda row: (row.own, row.role) == (SUFFERER, DOER)),
        "together": ranked(company, known, lambda row: (row.own, row.role) == (DOER, DOER)),
        "sources": ranked(company, known, lambda row: row.own in PARTIES and row.role == SOURCE),
        "places": ranked(company, known, lambda row: row.own in PARTIES and row.role == PLACE),
        "names": names_by_name(called, known),
        "outlets": outlets_of(deeds, known),
    }


def _subject(key: str, entry: Any) -> Subject:
    """The actor as lists and links take it."""
    return Subject(ACTOR, key, entry.kind, entry.name_ar, entry.name_en, entry.country) if entry else Subject(ACTOR, key, "", key)


def _related(known: Known) -> dict[str, Subject]:
    """The actors that the registry's facts name."""
    entries = load_lexicon().actors
    keys = {known.actor.parent, known.actor.side, *(side.other for side in known.sides)} - {None}
    return {key: _subject(key, entries.get(key)) for key in keys if key}
