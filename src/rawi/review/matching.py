"""Rows of a coder's own table beside the store's events: which are the same act, so that nothing is coded twice.

A row is matched by date, place and actors. Names count in Arabic or English, by the registry's entries, as in the filters of a search.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from rawi.lookup import actors_named, places_named
from rawi.review.errors import ReviewError
from rawi.store import Store
from rawi.store.projection import COUNTED_FROM, token
from rawi.store.tables import ArticleRow, EventRow

DAYS_APART = 1  # a row and an event of the same act may be dated this far apart
SAME, LIKELY, NEW, UNDATED = "same", "likely", "new", "undated"
_DATES = ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d-%B-%Y", "%d/%m/%Y", "%Y/%m/%d")
_ID, _DAY = ("event_id_cnty", "id", "data_id", "event_id"), ("event_date", "date_start", "date", "day")
_PLACES = ("location", "admin3", "admin2", "admin1", "place", "adm_2", "adm_1")
_ACTORS = ("actor1", "actor2", "assoc_actor_1", "assoc_actor_2", "side_a", "side_b", "actor", "recipient")
_LARGEST = 64_000_000  # bytes of a table


@dataclass(frozen=True, slots=True)
class Match:
    """An event that may be what a row tells: how many days apart, and what of the row it shares."""

    article: str
    event: str
    type: str
    days_apart: int
    places: tuple[str, ...]
    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matched:
    """A row of the table: same (date, place and an actor agree), likely (two of the three), new (no event comes near), or undated."""

    row: int
    id: str | None
    date: str | None
    verdict: str
    matches: tuple[Match, ...]

    def to_dict(self) -> dict[str, Any]:
        """As JSON types."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the table: names with the tokens they are looked for by."""

    number: int
    id: str | None
    day: date | None
    places: dict[str, frozenset[str]]
    actors: dict[str, frozenset[str]]


def read_table(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file with a header (comma, semicolon or tab; UTF-8). Raises ReviewError with the cure."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReviewError(f"{path}: cannot be read ({error.strerror}); check the path and the permission.") from error
    return rows_of(data, str(path))


def rows_of(data: bytes, name: str) -> list[dict[str, str]]:
    """The rows of a table's bytes; ``name`` is what messages call it."""
    try:
        written = data[:_LARGEST].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReviewError(f"{name}: is not UTF-8 (byte {error.start}); save it as CSV UTF-8.") from error
    if len(data) > _LARGEST:
        raise ReviewError(f"{name}: has more than {_LARGEST // 1_000_000} MB; give it in parts.")
    head = written.split("\n", 1)[0]
    separator = max(",;\t", key=head.count)
    try:
        rows = list(csv.DictReader(io.StringIO(written, newline=""), delimiter=separator, restkey="", restval=""))
    except csv.Error as error:
        raise ReviewError(f"{name}: is no CSV table ({error}); save it as CSV with a header.") from error
    if not rows or not any(column in rows[0] for column in _DAY):
        raise ReviewError(f"{name}: has no rows, or no column of dates ({', '.join(_DAY)}) in its header; name one of its columns so.")
    return [{key: value for key, value in row.items() if key and isinstance(value, str)} for row in rows]


def match(store: Store, rows: Sequence[dict[str, str]]) -> list[Matched]:
    """Each row with the events that may be what it tells, the nearest first; rows are numbered from 2, as a spreadsheet shows them."""
    read = [_row(number, row) for number, row in enumerate(rows, 2)]
    events = _events(store, [row.day for row in read if row.day])
    return [_matched(row, events) for row in read]


def _row(number: int, row: dict[str, str]) -> _Row:
    cells = {key.strip().lower(): value.strip() for key, value in row.items()}
    day = next((found for column in _DAY if (found := _day(cells.get(column, "")))), None)
    id = next((cells[column] for column in _ID if cells.get(column)), None)
    places = {name: _tokens("place", name) for name in _names(cells, _PLACES)}
    return _Row(number, id, day, places, {name: _tokens("actor", name) for name in _names(cells, _ACTORS)})


def _names(cells: dict[str, str], columns: Iterable[str]) -> list[str]:
    """The names in some cells; of several in one cell each."""
    found = (name.strip() for column in columns for name in cells.get(column, "").split(";"))
    return list(dict.fromkeys(name.removeprefix("'") for name in found if name))


def _tokens(field: str, name: str) -> frozenset[str]:
    """What the store knows a name by: its letters, and the registry's entries of it. ACLED's country in brackets is left out too."""
    plain = name.partition(" (")[0]
    known = [place.id for place in places_named(plain)] if field == "place" else [actor.id for actor in actors_named(plain)]
    return frozenset(token(field, value) for value in (name, plain, *known))


def _day(cell: str) -> date | None:
    for form in _DATES:
        try:
            return datetime.strptime(cell[:40], form).date()
        except ValueError:
            continue
    return None


def _events(store: Store, days: Iterable[date]) -> dict[date, list[Any]]:
    """The counted events near some days, by each day that they may be of."""
    near = {day + timedelta(days=n) for day in days if day.year > 1 and day.year < 9999 for n in range(-DAYS_APART, DAYS_APART + 1)}
    if not near:
        return {}
    found: dict[date, list[Any]] = {}
    columns = (EventRow.event, EventRow.type, EventRow.first, EventRow.last, EventRow.keys, ArticleRow.name)
    chosen = select(*columns).join(ArticleRow, ArticleRow.id == EventRow.article_id).where(EventRow.score >= COUNTED_FROM)
    chosen = chosen.where(EventRow.first <= max(near).isoformat(), EventRow.last >= min(near).isoformat())
    with store.database.reading() as connection:
        for row in connection.execute(chosen.execution_options(yield_per=5000)):
            first, last = date.fromisoformat(row.first), date.fromisoformat(row.last)
            event = (row.name, row.event, row.type, first, last, frozenset(row.keys.split()))
            for day in near:
                if first <= day <= last:
                    found.setdefault(day, []).append(event)
    return found


def _matched(row: _Row, events: dict[date, list[Any]]) -> Matched:
    if row.day is None:
        return Matched(row.number, row.id, None, UNDATED, ())
    near = {event[:2]: event for n in range(-DAYS_APART, DAYS_APART + 1) for event in events.get(_moved(row.day, n), ())}
    found = [match for event in near.values() if (match := _match(row, row.day, event))]
    found.sort(key=lambda m: (not (m.places and m.actors), m.days_apart, -len(m.actors) - len(m.places), m.article, m.event))
    sure = bool(found) and bool(found[0].places and found[0].actors) and found[0].days_apart == 0
    return Matched(row.number, row.id, row.day.isoformat(), SAME if sure else LIKELY if found else NEW, tuple(found[:_SHOWN]))


_SHOWN = 10  # matches of a row


def _moved(day: date, by: int) -> date:
    return day + timedelta(days=by) if 1 < day.year < 9999 else day


def _match(row: _Row, day: date, event: Any) -> Match | None:
    """The event as a match: near in time, and a place or an actor in common."""
    article, id, type, first, last, keys = event
    places = tuple(name for name, tokens in row.places.items() if tokens & keys)
    actors = tuple(name for name, tokens in row.actors.items() if tokens & keys)
    if not places and not actors:
        return None
    apart = 0 if first <= day <= last else min(abs((first - day).days), abs((last - day).days))
    if apart and not (places and actors):
        return None
    return Match(article, id, type, apart, places, actors)
