"""How many events a search finds, by place, by day and by part taken: all of them, counted by the database.

The events are those of ``TallyRow``; what filters ask of events must hold of each one that is counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, cast

from sqlalchemy import ColumnElement, Connection, Integer, String, exists, func, literal, or_, select, union_all
from sqlalchemy import cast as sql_cast

from rawi.store.query import Filters, parse_query
from rawi.store.search import articles_met
from rawi.store.search_words import SearchWords
from rawi.store.subjects import Subject
from rawi.store.tables import ArticleRow, EventRow
from rawi.store.tally_tables import PLACE, SubjectRow, TallyRow, TieRow

NO_FILTERS = Filters()
TYPES = frozenset(
    ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION",
     "MOBILIZE", "COERCE", "ASSAULT")
)  # fmt: skip
"""PLOVER's types of events."""
HAPPENED = ("occurred", "ongoing")
"""The statuses of what is told as done, or as going on."""


@dataclass(frozen=True, slots=True)
class Search:
    """What is counted: words as a person types them, and filters."""

    words: str = ""
    filters: Filters = NO_FILTERS


@dataclass(frozen=True, slots=True)
class ByPlace:
    """A place (number and subject) and its events: how many of each type."""

    number: int
    place: Subject
    types: dict[str, int]

    @property
    def count(self) -> int:
        """Its events of all types."""
        return sum(self.types.values())


@dataclass(frozen=True, slots=True)
class Placed:
    """The places of a search, the most told first, how many events it finds, and how many of them have no place with a point."""

    places: tuple[ByPlace, ...]
    events: int
    unplaced: int


class ByDay(NamedTuple):
    """Events of one type, told by one outlet (its number), that are counted on a day (None: on none). A tuple, since there are tens of
    thousands on a page."""

    day: str | None
    type: str
    outlet: int
    events: int


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """An event of an article, as lists point to it."""

    article: str
    event: str
    type: str
    status: str
    day: str | None


def by_place(connection: Connection, search: Search, words: SearchWords) -> Placed:
    """Every place of the events found, the most told first, and how many events are found at all."""
    wanted = conditions(connection, search, words)
    of_rows = len(wanted) == len(_of_row(search.filters))
    rows = _placed_by_rows(connection, wanted) if of_rows else _placed_once_met(connection, wanted)
    found: dict[int, dict[str, int]] = {}
    totals = {"0": 0, "1": 0}
    for place, kind, count in rows:
        if place is None:
            totals[kind] = count or 0
        else:
            found.setdefault(place, {})[kind] = count
    places = subjects(connection, found)
    told = [ByPlace(number, places[number], types) for number, types in found.items()]
    return Placed(tuple(sorted(told, key=lambda place: (-place.count, place.place.key))), sum(totals.values()), totals["0"])


_Rows = Iterable[tuple[int | None, str, int]]


def _placed_by_rows(connection: Connection, wanted: list[ColumnElement[bool]]) -> _Rows:
    """(place, type, events), and without a place how many have none ("0") and one ("1"): where each row tells whether it is met, in the
    order of the places, which needs no sorting."""
    sums = select(func.count(), func.sum(TallyRow.placed)).where(*wanted)
    every, placed = connection.execute(sums).one()
    tied = select(TieRow.subject_id, TieRow.type, func.count()).where(TieRow.role == PLACE)
    if wanted:
        same = (TallyRow.article_id == TieRow.article_id) & (TallyRow.event == TieRow.event)
        tied = tied.join(TallyRow, same).where(*wanted)
    yield from ((None, "0", every - (placed or 0)), (None, "1", placed or 0))
    yield from ((row[0], row[1], row[2]) for row in connection.execute(tied.group_by(TieRow.subject_id, TieRow.type)))


def _placed_once_met(connection: Connection, wanted: list[ColumnElement[bool]]) -> _Rows:
    """The same where it costs much to know what is met: that is found out once."""
    met = select(TallyRow.article_id, TallyRow.event, TallyRow.type, TallyRow.placed).where(*wanted).cte("met")
    events = select(literal(None, Integer).label("place"), sql_cast(met.c.placed, String).label("kind"), func.count()).group_by(
        met.c.placed
    )
    same = (met.c.article_id == TieRow.article_id) & (met.c.event == TieRow.event)
    tied = select(TieRow.subject_id, met.c.type, func.count()).select_from(met).join(TieRow, same).where(TieRow.role == PLACE)
    for row in connection.execute(union_all(events, tied.group_by(TieRow.subject_id, met.c.type))):
        yield row[0], row[1], row[2]


def by_day(connection: Connection, search: Search, words: SearchWords, types: bool = True) -> list[ByDay]:
    """The events found by day, type and outlet; without ``types`` all types together, the type empty: fewer rows."""
    if not types:
        told = select(TallyRow.day, literal(""), TallyRow.outlet_id, func.count()).where(*conditions(connection, search, words))
        return [ByDay._make(row) for row in connection.execute(told.group_by(TallyRow.day, TallyRow.outlet_id))]
    counted = select(TallyRow.day, TallyRow.type, TallyRow.outlet_id, func.count()).where(*conditions(connection, search, words))
    found = connection.execute(counted.group_by(TallyRow.day, TallyRow.type, TallyRow.outlet_id))
    return [ByDay._make(row) for row in found]


def newest_events(
    connection: Connection,
    search: Search,
    words: SearchWords,
    subject: int | None = None,
    roles: tuple[str, ...] = (PLACE,),
    limit: int = 20,
) -> list[ToldEvent]:
    """The newest of the events found, or of those in which a subject has a part, by the day they were issued."""
    told = select(ArticleRow.name, TallyRow.event, TallyRow.type, TallyRow.status, TallyRow.day)
    told = told.select_from(TallyRow).join(ArticleRow, ArticleRow.id == TallyRow.article_id).where(*conditions(connection, search, words))
    if subject is not None:
        part = select(TieRow.article_id, TieRow.event).where(TieRow.role.in_(roles), TieRow.subject_id == subject).distinct().subquery()
        told = told.join(part, (part.c.article_id == TallyRow.article_id) & (part.c.event == TallyRow.event))
    order = (func.coalesce(TallyRow.issued, "").desc(), TallyRow.article_id.desc(), TallyRow.event)
    return [ToldEvent(*row) for row in connection.execute(told.order_by(*order).limit(limit))]


def subjects(connection: Connection, numbers: Any) -> dict[int, Subject]:
    """Subjects by number."""
    columns = [SubjectRow.id, *(getattr(SubjectRow, field) for field in Subject._fields)]
    wanted = sorted(set(numbers))
    chosen = select(*columns)
    if len(wanted) < _FEW:
        chosen = chosen.where(SubjectRow.id.in_(wanted))
    kept = set(wanted)
    return {row.id: Subject(*tuple(row)[1:]) for row in connection.execute(chosen) if row.id in kept}


def conditions(connection: Connection, search: Search, words: SearchWords) -> list[ColumnElement[bool]]:
    """What an event of the tally must meet; nothing for a search that asks for nothing."""
    filters, query = search.filters, parse_query(search.words, words)
    wanted = _of_row(filters)
    rest = replace(filters, type=(), status=(), first=None, last=None)
    if rest.tokens() or query.wanted or query.unwanted:
        wanted.append(TallyRow.article_id.in_(articles_met(connection, query, rest)))
    of_event = [group for group in rest.tokens() if not Filters.is_of_outlet(group)]
    if of_event:
        wanted.append(_keys_hold(connection, of_event))
    return wanted


_FEW = 500


def _of_row(filters: Filters) -> list[ColumnElement[bool]]:
    """Type, status and days, which the row itself tells."""
    wanted: list[ColumnElement[bool]] = []
    if filters.type:
        wanted.append(of_kinds(filters.type, TallyRow.type, TallyRow.mode))
    if filters.status:
        wanted.append(TallyRow.status.in_([status.strip().lower() for status in filters.status]))
    if filters.first:
        wanted.append(TallyRow.issued >= filters.first)
    if filters.last:
        wanted.append(TallyRow.issued <= filters.last)
    return wanted


def of_kinds(kinds: Iterable[str], type: Any, mode: Any) -> ColumnElement[bool]:
    """That a row is of one of these types or modes. Only what is no type is looked for among the modes: no index knows these."""
    asked = {kind.strip() for kind in kinds}
    types = sorted({kind.upper() for kind in asked} & TYPES)
    modes = sorted({kind.lower() for kind in asked if kind.upper() not in TYPES})
    if not modes:
        return cast(ColumnElement[bool], type.in_(types))
    return or_(type.in_(types), mode.in_(modes))


def _keys_hold(connection: Connection, groups: list[tuple[str, ...]]) -> ColumnElement[bool]:
    """That the event has one token of each group."""
    place = func.instr if connection.dialect.name == "sqlite" else func.strpos
    held = [or_(*(place(EventRow.keys, f" {token} ") > 0 for token in group)) for group in groups]
    return exists(select(EventRow.event).where(EventRow.article_id == TallyRow.article_id, EventRow.event == TallyRow.event, *held))
