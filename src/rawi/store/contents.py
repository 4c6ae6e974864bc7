"""What the store holds, read out: articles and their versions, readings, captures, events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from rawi.records import Article, MadeBy, Reading
from rawi.store.errors import Unknown
from rawi.store.identity import unpacked
from rawi.store.indexing import reading_from
from rawi.store.reading_again import VERSION_COLUMNS, article_from
from rawi.store.tables import ArticleRow, Blob, CaptureRow, DecisionRow, EventRow, IndexedRow, ReadingRow, VersionRow


@dataclass(frozen=True, slots=True)
class Version:
    """A state of an article: its number from 1, when it was first seen (UTC), and the Article that was read."""

    number: int
    seen: str
    article: Article


@dataclass(frozen=True, slots=True)
class ReadingOf:
    """That a version was read: by what, and when (UTC)."""

    version: int
    made_by: MadeBy
    made: str
    current: bool


@dataclass(frozen=True, slots=True)
class Receipt:
    """A capture of a version: where from, when (UTC), with which headers, and under which digest its bytes are kept."""

    version: int
    sha256: str
    source: str
    url: str | None
    received: str
    content_type: str | None
    headers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class EventOf:
    """An event of an article's current reading, as the tables know it. ``start, end`` are the trigger's; ``last_decision`` is the id of the
    newest decision about it, 0 for none."""

    article: str
    version: int
    event: str
    type: str
    mode: str | None
    status: str
    voice: str
    score: float
    first: str | None
    last: str | None
    start: int
    end: int
    last_decision: int


@dataclass(frozen=True, slots=True)
class EventChoice:
    """Which events are wanted: of an article, of some types, with scores from ``low`` to ``high``; ``undecided``: only those nobody has
    decided about."""

    article: str | None = None
    types: tuple[str, ...] = ()
    low: float = 0.0
    high: float = 1.0
    undecided: bool = False


def counts(connection: Connection) -> dict[str, int]:
    """How many rows the main tables have."""
    tables = {"articles": ArticleRow, "versions": VersionRow, "captures": CaptureRow, "readings": ReadingRow}
    tables |= {"events": EventRow, "decisions": DecisionRow}
    return {name: connection.execute(select(func.count()).select_from(model)).scalar_one() for name, model in tables.items()}


def versions(connection: Connection, name: str, condition: ColumnElement[bool]) -> list[Version]:
    """The versions of an article that meet a condition, the oldest first. Raises StoreError where there is none."""
    chosen = select(VersionRow.number, VersionRow.seen, *VERSION_COLUMNS).join(ArticleRow, ArticleRow.id == VersionRow.article_id)
    found = connection.execute(chosen.where(ArticleRow.name == name, condition).order_by(VersionRow.number)).all()
    if not found:
        raise Unknown(f"{name}: the store has no such article.")
    return [Version(row.number, row.seen, article_from(name, row)) for row in found]


def name_of_text(connection: Connection, sha256: str) -> str | None:
    """The article that has, or had, the text of a digest; the first of several, None where there is none."""
    chosen = select(ArticleRow.name).join(VersionRow, VersionRow.article_id == ArticleRow.id).where(VersionRow.sha256 == sha256)
    return connection.execute(chosen.order_by(ArticleRow.id).limit(1)).scalar()


def reading(connection: Connection, name: str, version: int | None, made_by: MadeBy | None) -> Reading:
    """The newest reading of an article that is of a version and made so; without either the current one. Raises StoreError."""
    chosen = _of_article(select(ReadingRow.data), ReadingRow.version_id, name)
    if version is None and made_by is None:
        chosen = chosen.where(ReadingRow.id == ArticleRow.reading_id)
    if version is not None:
        chosen = chosen.where(VersionRow.number == version)
    if made_by is not None:
        made = {"lexicon": made_by.lexicon, "rawi": made_by.rawi, "model": made_by.model or ""}
        chosen = chosen.where(*(getattr(ReadingRow, field) == value for field, value in made.items()))
    data = connection.execute(chosen.order_by(ReadingRow.id.desc()).limit(1)).scalar()
    if data is None:
        raise Unknown(f"{name}: the store has no such reading.")
    return reading_from(data)


def current(connection: Connection, name: str) -> tuple[int, int, Reading]:
    """An article's number in the tables, the number of its current version, and the reading of it. Raises Unknown."""
    joined = select(ArticleRow.id, ArticleRow.current, ReadingRow.data).join(ReadingRow, ReadingRow.id == ArticleRow.reading_id)
    found = connection.execute(joined.where(ArticleRow.name == name)).one_or_none()
    if found is None:
        raise Unknown(f"{name}: the store has no such article.")
    return found[0], found[1], reading_from(found[2])


def currents(connection: Connection, names: Iterable[str]) -> dict[str, Reading]:
    """The current readings of some articles in the order they are named; those that are not there are left out."""
    joined = select(ArticleRow.name, ReadingRow.data).join(ReadingRow, ReadingRow.id == ArticleRow.reading_id)
    wanted = list(names)
    found = {row.name: row.data for row in connection.execute(joined.where(ArticleRow.name.in_(wanted)))}
    return {name: reading_from(found[name]) for name in wanted if name in found}


def readings(connection: Connection, name: str) -> list[ReadingOf]:
    """By what and when each version of an article was read, the oldest first."""
    chosen = _of_article(select(ReadingRow.__table__, VersionRow.number, ArticleRow.reading_id), ReadingRow.version_id, name)
    found = connection.execute(chosen.order_by(ReadingRow.id)).all()
    return [ReadingOf(row.number, MadeBy(row.rawi, row.lexicon, row.model or None), row.made, row.id == row.reading_id) for row in found]


def captures(connection: Connection, name: str) -> list[Receipt]:
    """Every receipt of an article, in the order of arrival."""
    chosen = _of_article(select(CaptureRow.__table__, VersionRow.number), CaptureRow.version_id, name)
    told = ("sha256", "source", "url", "received", "content_type")
    return [
        Receipt(row.number, headers=tuple((n, v) for n, v in row.headers or ()), **{field: getattr(row, field) for field in told})
        for row in connection.execute(chosen.order_by(CaptureRow.id)).all()
    ]


def received(connection: Connection, sha256: str) -> bytes:
    """The bytes under a digest. Raises StoreError for an unknown one."""
    data = connection.execute(select(Blob.data).where(Blob.sha256 == sha256)).scalar()
    if data is None:
        raise Unknown(f"{sha256}: the store has no such capture.")
    return unpacked(data)


def events(connection: Connection, choice: EventChoice, after: tuple[str, str] | None, limit: int) -> list[EventOf]:
    """Events of current readings, the newest article's first, by their ids within one."""
    newest = select(func.max(DecisionRow.id)).where(DecisionRow.article_id == EventRow.article_id, DecisionRow.record == EventRow.event)
    decided = func.coalesce(newest.correlate(EventRow).scalar_subquery(), 0)
    chosen = select(EventRow.__table__, ArticleRow.name, ArticleRow.current, decided.label("last_decision"))
    chosen = chosen.join(ArticleRow, ArticleRow.id == EventRow.article_id).join(IndexedRow, IndexedRow.article_id == EventRow.article_id)
    chosen = chosen.where(EventRow.score.between(choice.low, choice.high))
    if choice.article is not None:
        chosen = chosen.where(ArticleRow.name == choice.article)
    if choice.types:
        chosen = chosen.where(EventRow.type.in_(choice.types))
    if choice.undecided:
        chosen = chosen.where(decided == 0)
    if after is not None:
        docid = connection.execute(
            select(IndexedRow.docid).join(ArticleRow, ArticleRow.id == IndexedRow.article_id).where(ArticleRow.name == after[0])
        ).scalar()
        place = docid or 0
        chosen = chosen.where((IndexedRow.docid < place) | ((IndexedRow.docid == place) & (EventRow.event > after[1])))
    told = ("event", "type", "mode", "status", "voice", "score", "first", "last", "start", "end", "last_decision")
    found = connection.execute(chosen.order_by(IndexedRow.docid.desc(), EventRow.event).limit(limit)).all()
    return [EventOf(row.name, row.current, *(getattr(row, field) for field in told)) for row in found]


def _of_article(chosen: Select[Any], version_id: Any, name: str) -> Select[Any]:
    """What belongs to the versions of an article."""
    joined = chosen.join(VersionRow, VersionRow.id == version_id).join(ArticleRow, ArticleRow.id == VersionRow.article_id)
    return joined.where(ArticleRow.name == name)
