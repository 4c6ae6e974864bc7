"""The outlets whose articles are here: a list to search, and a page for each: who owns it, whom it relies on, whom it calls what."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from rawi.demo.report import strings
from rawi.lexicon import load_lexicon
from rawi.outlets import Outlet
from rawi.serve.addresses import known_outlets
from rawi.serve.profiles import cross, names_by_actor, over
from rawi.serve.rendering import render
from rawi.store import Store, Unknown
from rawi.store.counting import subjects
from rawi.store.episode_counts import copies
from rawi.store.parts_taken import deeds_told_by, issued, listed, names_of, number_of, sources_of
from rawi.store.stories import compared as comparison
from rawi.store.subjects import ACTOR, NAMELESS, OUTLET, Subject

router = APIRouter()
A_PAGE, SOURCES = 60, 15
"""Rows of the list, and sources on a page."""


@router.get("/outlets")
def outlets(request: Request, q: str = "", after: int = 0) -> Response:
    """The outlets that tell the most events, or those of a name."""
    store: Store = request.app.state.store
    known = known_outlets().of(q) if q.strip() else None
    with store.counting() as (connection, _):
        found = listed(connection, OUTLET, (), q.strip(), (known.id,) if known else (), max(0, after), A_PAGE + 1)
        articles = issued(connection)
    values: dict[str, Any] = {"rows": found[:A_PAGE], "following": after + A_PAGE if len(found) > A_PAGE else None, "articles": articles}
    return render(request, "outlets.html", q=q, first=max(0, after), known=known_outlets(), short=store.counts_are_short(), **values)


@router.get("/outlets/{key:path}")
def outlet(request: Request, key: str) -> Response:
    """One outlet: what its entry documents, and what its articles show."""
    store: Store = request.app.state.store
    entry = known_outlets().get(key)
    with store.counting() as (connection, _):
        number = number_of(connection, OUTLET, key)
        if entry is None and number is None:
            raise Unknown(f"{key}: the store has no such outlet; look it up by name in the list of outlets.")
        deeds = deeds_told_by(connection, number) if number is not None else []
        sources = sources_of(connection, number) if number is not None else []
        called = names_of(connection, outlet=number) if number is not None else []
        articles = issued(connection, number).get(number) if number is not None else None
        repeats, repeated = copies(connection, number) if number is not None else ([], [])
        compared = comparison(connection) is not None
        others = {other for other, _ in (*repeats, *repeated)}
        known = subjects(
            connection,
            {n for row in called for n in (row.actor, row.outlet, row.name)} | {source for source, _ in sources} | others | {number or 0},
        )
    subject = known[number] if number in known else Subject(OUTLET, key, entry.kind if entry else "", entry.name_ar if entry else key)
    values: dict[str, Any] = {"entry": entry, "subject": subject, "family": _family(entry), "side": _side(entry), "articles": articles}
    values |= {
        "tells": cross(deeds, "", tuple(strings()["status"])),
        "names": names_by_actor(called, known),
        "over": over(deeds),
        "compared": compared,
    }
    values |= {"repeats": [(known[n], count) for n, count in repeats], "repeated": [(known[n], count) for n, count in repeated]}
    return render(request, "outlet.html", key=key, short=store.counts_are_short(), **values, **_relies(deeds, sources, known))


def _relies(deeds: Any, sources: list[tuple[int, int]], known: dict[int, Subject]) -> dict[str, Any]:
    """On whose word its events stand: those that have a name, how many have none, and how many it tells itself."""
    total = sum(deed.events for deed in deeds)
    named = sorted(((known[n], count) for n, count in sources if not is_unnamed(known[n])), key=lambda row: (-row[1], row[0].key))
    unnamed = sum(count for n, count in sources if is_unnamed(known[n]))
    said = sum(count for _, count in sources)
    return {"total": total, "sources": named[:SOURCES], "unnamed": unnamed, "own": max(0, total - said)}


def is_unnamed(source: Subject) -> bool:
    """Whether nobody can check who it is: an unnamed source, or «a field source»."""
    return source.key == NAMELESS or (source.key.startswith(NAMELESS) and source.sort in ("people", "media"))


def _family(entry: Outlet | None) -> tuple[Outlet, ...]:
    """The outlets of the same owner."""
    return tuple(other for other in known_outlets().family(entry.family) if other.id != entry.id) if entry else ()


def _side(entry: Outlet | None) -> Subject | None:
    """The state, party or force whose outlet it is, as documented."""
    actor = load_lexicon().actors.get(entry.side or "") if entry else None
    return Subject(ACTOR, actor.id, actor.kind, actor.name_ar, actor.name_en, actor.country) if actor else None
