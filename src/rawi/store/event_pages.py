"""Events of current readings page by page: filtered as articles are, and in the order a reader, a queue or a mirror of the store needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from rawi.store.contents import EventOf
from rawi.store.errors import StoreError
from rawi.store.projection import COUNTED_FROM
from rawi.store.query import Filters
from rawi.store.search import tokens_match
from rawi.store.tables import ArticleRow, DecisionRow, EventRow, IndexedRow, WithdrawnRow
from rawi.store.word_index import docids_between

BY_NEWEST, BY_DOUBT, BY_CHANCE, BY_CHANGE = "newest", "uncertain", "random", "changed"
ORDERS = (BY_NEWEST, BY_DOUBT, BY_CHANCE, BY_CHANGE)
NO_FILTERS = Filters()
_LOTS = 1 << 62
_MOST = 1 << 62


@dataclass(frozen=True, slots=True)
class EventQuery:
    """Which events are wanted, and in which order.

    ``filters``: as of a search, all of one event; ``day_first, day_last``: ISO days, one of which at least the event may be of; ``low, high``:
    scores; ``changed_since``: entered or decided about at this time (UTC) or later; ``undecided``: no verdict is known to stand. ``order``: newest
    article first; uncertain (score nearest .5); random, by the order of chance from where ``seed`` says; changed, the longest ago first.
    """

    filters: Filters = NO_FILTERS
    article: str | None = None
    day_first: str | None = None
    day_last: str | None = None
    low: float = COUNTED_FROM
    high: float = 1.0
    changed_since: str | None = None
    undecided: bool = False
    order: str = BY_NEWEST
    seed: int = 0


@dataclass(frozen=True, slots=True)
class EventEntry:
    """An event of a page; ``changed`` is when it was last entered or decided about (UTC), ``cursor`` what to ask with for those after it."""

    event: EventOf
    changed: str
    cursor: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """An event that is no longer in its article's current reading, and since when (UTC)."""

    article: str
    event: str
    at: str
    cursor: str


def event_page(connection: Connection, query: EventQuery, after: str | None, limit: int) -> list[EventEntry]:
    """Up to ``limit`` events after a cursor. Raises StoreError for a cursor of another order."""
    chosen = _chosen(connection, query)
    if query.order == BY_CHANCE:
        return _by_chance(connection, chosen, query.seed % _LOTS, after, limit)
    columns, kinds = _ORDERS[query.order]
    if after is not None:
        chosen = chosen.where(_beyond(columns, query.order, _read(after, kinds)))
    orders = [column.desc() if query.order == BY_NEWEST and number == 0 else column for number, column in enumerate(columns)]
    return [_entry(row, query.order) for row in connection.execute(chosen.order_by(*orders).limit(limit))]


def count_events(connection: Connection, query: EventQuery) -> int:
    """How many events a query finds."""
    return connection.execute(select(func.count()).select_from(_chosen(connection, query).subquery())).scalar_one()


def withdrawn(connection: Connection, since: str | None, after: str | None, limit: int) -> list[Withdrawn]:
    """Events that are gone, the longest ago first."""
    chosen = select(ArticleRow.name, WithdrawnRow.__table__).join(ArticleRow, ArticleRow.id == WithdrawnRow.article_id)
    columns: tuple[Any, ...] = (WithdrawnRow.at, WithdrawnRow.article_id, WithdrawnRow.event)
    if since is not None:
        chosen = chosen.where(WithdrawnRow.at >= since)
    if after is not None:
        chosen = chosen.where(_after(columns, _read(after, (str, int, str))))
    found = connection.execute(chosen.order_by(*columns).limit(limit))
    return [Withdrawn(row.name, row.event, row.at, f"{row.at}.{row.article_id}.{row.event}") for row in found]


# Order → its columns, and how each is written in a cursor.
_ORDERS: dict[str, tuple[tuple[Any, ...], tuple[type, ...]]] = {
    BY_NEWEST: ((IndexedRow.docid, EventRow.event), (int, str)),
    BY_DOUBT: ((EventRow.doubt, EventRow.lot), (int, int)),
    BY_CHANCE: ((EventRow.lot,), (int,)),
    BY_CHANGE: ((EventRow.changed, EventRow.lot), (str, int)),
}


def _chosen(connection: Connection, query: EventQuery) -> Select[Any]:
    newest = select(func.max(DecisionRow.id)).where(DecisionRow.article_id == EventRow.article_id, DecisionRow.record == EventRow.event)
    decided = func.coalesce(newest.correlate(EventRow).scalar_subquery(), 0)
    chosen = select(EventRow.__table__, ArticleRow.name, ArticleRow.current, IndexedRow.docid, decided.label("last_decision"))
    chosen = chosen.join(ArticleRow, ArticleRow.id == EventRow.article_id).join(IndexedRow, IndexedRow.article_id == EventRow.article_id)
    return chosen.where(*_of_row(query), *_of_filters(connection, query))


def _of_row(query: EventQuery) -> list[ColumnElement[bool]]:
    """What the event's own row must meet."""
    wanted: list[ColumnElement[bool]] = []
    if (query.low, query.high) != (0.0, 1.0):
        wanted.append(EventRow.score.between(query.low, query.high))
    if query.article is not None:
        wanted.append(ArticleRow.name == query.article)
    if query.day_first is not None:
        wanted.append(func.coalesce(EventRow.last, EventRow.first) >= query.day_first)
    if query.day_last is not None:
        wanted.append(func.coalesce(EventRow.first, EventRow.last) <= query.day_last)
    if query.changed_since is not None:
        wanted.append(EventRow.changed >= query.changed_since)
    if query.undecided:
        by_index = query.order in (BY_DOUBT, BY_CHANCE)
        # An expression keeps a database from taking the index of chance for the order of days.
        wanted.append(EventRow.settled == 0 if by_index else EventRow.settled + 0 == 0)
    return wanted


def _of_filters(connection: Connection, query: EventQuery) -> list[ColumnElement[bool]]:
    """What the filters ask of the event, and of its article."""
    filters, tokens = query.filters, query.filters.tokens()
    wanted: list[ColumnElement[bool]] = []
    if filters.first or filters.last:
        low, high = docids_between(filters.first, filters.last)
        wanted.append(IndexedRow.docid.between(low, high - 1))
    of_event = [group for group in tokens if not filters.is_of_outlet(group)]
    wanted += [or_(*(EventRow.keys.like(f"% {token} %") for token in group)) for group in of_event]
    # The index of articles knows the counted events only.
    of_article = tokens if query.low >= COUNTED_FROM else [group for group in tokens if filters.is_of_outlet(group)]
    if of_article:
        wanted.append(tokens_match(connection, of_article))
    return wanted


def _by_chance(connection: Connection, chosen: Select[Any], start: int, after: str | None, limit: int) -> list[EventEntry]:
    """From a place in the ring of lots on, once round."""
    at = _read(after, (int,))[0] if after is not None else None
    found: list[Any] = []
    if at is None or at >= start:
        beyond = EventRow.lot >= start if at is None else EventRow.lot > at
        found = list(connection.execute(chosen.where(beyond).order_by(EventRow.lot).limit(limit)))
    if len(found) < limit:
        round_again = EventRow.lot < start
        if at is not None and at < start:
            round_again = and_(round_again, EventRow.lot > at)
        found += connection.execute(chosen.where(round_again).order_by(EventRow.lot).limit(limit - len(found)))
    return [_entry(row, BY_CHANCE) for row in found]


def _beyond(columns: tuple[Any, ...], order: str, values: list[Any]) -> ColumnElement[bool]:
    if order != BY_NEWEST:
        return _after(columns, values)
    return or_(columns[0] < values[0], and_(columns[0] == values[0], columns[1] > values[1]))


def _after(columns: tuple[Any, ...], values: list[Any]) -> ColumnElement[bool]:
    """Rows after the one of these values, column by column."""
    ties = [and_(*(c == v for c, v in zip(columns[:n], values[:n], strict=True)), columns[n] > values[n]) for n in range(len(columns))]
    return or_(*ties)


def _read(cursor: str, kinds: tuple[type, ...]) -> list[Any]:
    """The values of a cursor. Raises StoreError where it is none."""
    parts = cursor.split(".")
    numbers = [part for part, kind in zip(parts, kinds, strict=False) if kind is int]
    sound = cursor.isascii() and cursor.isprintable() and all(number.isdigit() and int(number) <= _MOST for number in numbers)
    if len(parts) != len(kinds) or not sound:
        raise StoreError(f"{cursor}: is no place to go on from in this order; use the one that the page before gave.")
    return [kind(part) for part, kind in zip(parts, kinds, strict=True)]


def _entry(row: Any, order: str) -> EventEntry:
    told = ("event", "type", "mode", "status", "voice", "score", "first", "last", "start", "end", "last_decision")
    event = EventOf(row.name, row.current, *(getattr(row, field) for field in told))
    columns, _ = _ORDERS[order]
    return EventEntry(event, row.changed, ".".join(str(getattr(row, column.key)) for column in columns))
