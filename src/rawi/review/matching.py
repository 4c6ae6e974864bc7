"""Rows of a coder's own table beside the store's events: which are the same act, so that nothing is coded twice.

A row is matched by its days, its places (by name, or by the places around its point), its parties and its kind. Names count in Arabic or
English, by the registry's entries, as in the filters of a search.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import select

from rawi.codes import load_codes
from rawi.distance import kilometres
from rawi.fold import fold_name
from rawi.lexicon import load_lexicon
from rawi.lookup import actors_named, places_named
from rawi.review.fields import types
from rawi.review.own_rows import OwnRow
from rawi.store import Store
from rawi.store.projection import COUNTED_FROM, token
from rawi.store.tables import ArticleRow, EventRow

SAME, LIKELY, NEW, UNDATED = "same", "likely", "new", "undated"
VERDICTS = (SAME, LIKELY, NEW, UNDATED)
_SHOWN = 10  # matches of a row
_LONGEST_SPAN = 366  # days of a row
_NO_MODE = "-"
_OF, _OF_A_STATE = " of ", frozenset({"state", "government", "military"})
Kind = tuple[str, tuple[str, ...]]
"""A type, and the modes of which it must have one; any where none is named."""


@dataclass(frozen=True, slots=True)
class Nearness:
    """How far apart a row and an event of the same act may be: days, and kilometres where the row has a point."""

    days: int = 1
    km: float = 10


@dataclass(frozen=True, slots=True)
class Match:
    """An event that may be what a row tells: how many days apart, what of the row it shares, and whether its type is one that the row's
    kind may stand for (None where the row tells none that is known)."""

    article: str
    event: str
    type: str
    days_apart: int
    places: tuple[str, ...]
    actors: tuple[str, ...]
    kind: bool | None = None


@dataclass(frozen=True, slots=True)
class Matched:
    """A row of the table: same (day, place and a party agree, and the kind where it is known), likely (near in time, and a place or a party
    agrees), new (no event comes near), or undated."""

    row: int
    id: str | None
    date: str | None
    verdict: str
    matches: tuple[Match, ...]

    def to_dict(self) -> dict[str, Any]:
        """As JSON types."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A row with the tokens it is looked for by."""

    row: OwnRow
    places: dict[str, frozenset[str]]
    parties: dict[str, frozenset[str]]
    kinds: frozenset[Kind] | None

    @property
    def tokens(self) -> Iterable[str]:
        return (told for tokens in (*self.places.values(), *self.parties.values()) for told in tokens)


def match(store: Store, rows: Sequence[OwnRow], near: Nearness | None = None) -> list[Matched]:
    """Each row with the events that may be what it tells, the nearest first."""
    near = near or Nearness()
    asked = [
        _Asked(row, _places(row, near.km), {name: _tokens("actor", name) for name in row.parties}, _kinds_of(row.kinds)) for row in rows
    ]
    wanted = frozenset(told for one in asked for told in one.tokens)
    events = _events(store, {day for row in rows for day in _days(row, near.days)}, wanted)
    return [_matched(one, events, near) for one in asked]


@cache
def _tokens(field: str, name: str) -> frozenset[str]:
    """What the store knows a name by: its letters, and the registry's entries of it. ACLED's country in brackets is left out too."""
    plain = name.partition(" (")[0]
    known = [place.id for place in places_named(plain)] if field == "place" else _parties_named(plain)
    return frozenset(token(field, value) for value in (name, plain, *known))


def _parties_named(name: str) -> list[str]:
    """The registry's actors of a name; of «Military Forces of Russia» and the like, which no text says so, what belongs to that state."""
    found = [actor.id for actor in actors_named(name)] or list(_by_plain_name().get(fold_name(name), ()))
    _, of, country = name.rpartition(_OF)
    if found or not of:
        return found
    states = {actor.country for actor in actors_named(country) if actor.kind == "state" and actor.country}
    return [actor.id for actor in load_lexicon().actors.values() if actor.country in states and actor.kind in _OF_A_STATE]


@cache
def _by_plain_name() -> dict[str, list[str]]:
    """Actors by their English name without what stands behind it in brackets."""
    found: dict[str, list[str]] = {}
    for actor in load_lexicon().actors.values():
        found.setdefault(fold_name(actor.name_en.partition(" (")[0]), []).append(actor.id)
    return found


def _places(row: OwnRow, km: float) -> dict[str, frozenset[str]]:
    """The row's places by name, and those of the registry around its point."""
    found = {name: _tokens("place", name) for name in row.places}
    if row.point is None or km <= 0:
        return found
    around = (id for id, name in _around(row.point, km))
    tokens = frozenset(token("place", id) for id in around)
    return found | ({f"{row.point[0]:g}, {row.point[1]:g}": tokens} if tokens else {})


def _around(point: tuple[float, float], km: float) -> Iterable[tuple[str, str]]:
    """The places within some kilometres that are no wider than that."""
    reach = int(km / 90) + 1
    lat, lon = int(point[0] // 1), int(point[1] // 1)
    cells = ((lat + a, lon + b) for a in range(-reach, reach + 1) for b in range(-2 * reach, 2 * reach + 1))
    for place in (place for cell in cells for place in _by_degree().get(cell, ())):
        if place.precision_km <= max(km, 5) and kilometres(*point, place.lat, place.lon) <= km:
            yield place.id, place.name_en


@cache
def _by_degree() -> dict[tuple[int, int], list[Any]]:
    found: dict[tuple[int, int], list[Any]] = {}
    for place in load_lexicon().places.values():
        found.setdefault((int(place.lat // 1), int(place.lon // 1)), []).append(place)
    return found


def _kinds_of(names: Iterable[str]) -> frozenset[Kind] | None:
    """What the kinds of a row may stand for: PLOVER's own types, ACLED's event types and sub-events, UCDP's numbers; None where none is
    known."""
    known = [_kinds()[fold_name(name)] for name in names if fold_name(name) in _kinds()]
    return frozenset[Kind]().union(*known) if known else None


@cache
def _kinds() -> dict[str, frozenset[Kind]]:
    codes = load_codes()
    found: dict[str, set[Kind]] = {fold_name(type): {(type, ())} for type in types()}
    for row in codes.acled:
        sub = codes.acled_types.get(row.gives or "")
        for name in (sub.name, sub.event_type) if sub else ():
            found.setdefault(fold_name(name), set()).update((type, tuple(sorted(row.modes))) for type in row.types)
    found |= {number: {("ASSAULT", ())} for number in ("1", "2", "3")}
    return {name: frozenset(told) for name, told in found.items()}


def _is_of(kinds: Iterable[Kind], type: str, mode: str | None) -> bool:
    return any(type == told and (not modes or (mode or _NO_MODE) in modes) for told, modes in kinds)


def _days(row: OwnRow, apart: int) -> list[date]:
    """The days that an event of the row may be of."""
    if row.first is None or row.last is None or not 1 < row.first.year < 9999 or not 1 < row.last.year < 9999:
        return []
    span = min((row.last - row.first).days, _LONGEST_SPAN)
    return [row.first + timedelta(days=n) for n in range(-apart, span + apart + 1)]


def _events(store: Store, near: set[date], wanted: frozenset[str]) -> dict[date, dict[str, list[Any]]]:
    """The counted events near some days that have one of the wanted tokens: by each day that they may be of, and by token."""
    found: dict[date, dict[str, list[Any]]] = {}
    if not near:
        return found
    columns = (EventRow.event, EventRow.type, EventRow.mode, EventRow.first, EventRow.last, EventRow.keys, ArticleRow.name)
    chosen = select(*columns).join(ArticleRow, ArticleRow.id == EventRow.article_id).where(EventRow.score >= COUNTED_FROM)
    chosen = chosen.where(EventRow.first <= max(near).isoformat(), EventRow.last >= min(near).isoformat())
    with store.database.reading() as connection:
        for row in connection.execute(chosen.execution_options(yield_per=5000)):
            keys = wanted.intersection(row.keys.split())
            if not keys:
                continue
            first, last = date.fromisoformat(row.first), date.fromisoformat(row.last)
            event = (row.name, row.event, row.type, row.mode, first, last, keys)
            for day in _of(first, last, near):
                by_token = found.setdefault(day, {})
                for key in keys:
                    by_token.setdefault(key, []).append(event)
    return found


def _of(first: date, last: date, near: set[date]) -> list[date]:
    """The days from the first to the last that are asked for."""
    if (last - first).days > len(near):
        return [day for day in near if first <= day <= last]
    return [day for n in range((last - first).days + 1) if (day := first + timedelta(days=n)) in near]


def _matched(asked: _Asked, events: dict[date, dict[str, list[Any]]], near: Nearness) -> Matched:
    row = asked.row
    if row.first is None:
        return Matched(row.number, row.id, None, UNDATED, ())
    tokens = frozenset(asked.tokens)
    days = (events[day] for day in _days(row, near.days) if day in events)
    beside = {event[:2]: event for day in days for told in tokens & day.keys() for event in day[told]}
    found = [match for event in beside.values() if (match := _match(asked, event))]
    found.sort(key=lambda m: (not _is_sure(m), not (m.places and m.actors), m.kind is False, m.days_apart, -len(m.actors) - len(m.places),
                              m.article, m.event))  # fmt: skip
    verdict = SAME if found and _is_sure(found[0]) else LIKELY if found else NEW
    return Matched(row.number, row.id, row.first.isoformat(), verdict, tuple(found[:_SHOWN]))


def _is_sure(match: Match) -> bool:
    return bool(match.places and match.actors) and match.days_apart == 0 and match.kind is not False


def _match(asked: _Asked, event: Any) -> Match | None:
    """The event as a match: near in time, and a place or a party in common; both where the days differ."""
    article, id, type, mode, first, last, keys = event
    places = tuple(name for name, tokens in asked.places.items() if tokens & keys)
    actors = tuple(name for name, tokens in asked.parties.items() if tokens & keys)
    begun, ended = asked.row.first, asked.row.last
    if begun is None or ended is None or not (places or actors):
        return None
    apart = 0 if first <= ended and last >= begun else min(abs((first - ended).days), abs((begun - last).days))
    if apart and not (places and actors):
        return None
    kind = None if asked.kinds is None else _is_of(asked.kinds, type, mode)
    return Match(article, id, type, apart, places, actors, kind)
