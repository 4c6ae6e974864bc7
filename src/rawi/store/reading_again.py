"""New readings of old articles; what was read before stays beside them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, insert, or_, select, update

from rawi.records import Article, MadeBy, Reading
from rawi.store.audit import Deed, now, record
from rawi.store.errors import StoreError, Unknown
from rawi.store.identity import packed
from rawi.store.indexing import Indexer
from rawi.store.tables import ArticleRow, ReadingRow, VersionRow

_TOLD = ("title", "outlet", "url", "byline", "published", "published_from", "sha256", "language", "text")
VERSION_COLUMNS = tuple(getattr(VersionRow, name) for name in _TOLD)


def article_from(name: str, row: object) -> Article:
    """A row with a version's columns as the Article that was read."""
    return Article(id=name, **{field: getattr(row, field) for field in _TOLD})


def unread(connection: Connection, made_by: MadeBy, after: int, limit: int) -> list[tuple[int, Article]]:
    """The next articles by number whose current reading was made by something else."""
    same = (ReadingRow.lexicon == made_by.lexicon) & (ReadingRow.rawi == made_by.rawi) & (ReadingRow.model == (made_by.model or ""))
    current = (VersionRow.article_id == ArticleRow.id) & (VersionRow.number == ArticleRow.current)
    chosen = select(ArticleRow.id, ArticleRow.name, *VERSION_COLUMNS).join(VersionRow, current)
    chosen = chosen.outerjoin(ReadingRow, ReadingRow.id == ArticleRow.reading_id).where(or_(ReadingRow.id.is_(None), ~same))
    found = connection.execute(chosen.where(ArticleRow.id > after).order_by(ArticleRow.id).limit(limit))
    return [(row.id, article_from(row.name, row)) for row in found]


def add_readings(connection: Connection, readings: Sequence[Reading], indexer: Indexer) -> int:
    """Enter readings of current versions and go by them from now on; how many were new. Raises StoreError for an article that the store
    does not have, or a text that is not its current one."""
    entered = [(_target(connection, reading), reading) for reading in readings]
    next_id = (connection.execute(select(func.max(ReadingRow.id))).scalar() or 0) + 1
    new = 0
    for (article_id, version_id), reading in entered:
        made = reading.made_by
        key = {"version_id": version_id, "lexicon": made.lexicon, "rawi": made.rawi, "model": made.model or ""}
        known = connection.execute(select(ReadingRow.id).filter_by(**key)).scalar()
        if known is None:
            known, next_id, new = next_id, next_id + 1, new + 1
            data = packed(reading.to_json().encode("utf-8"))
            connection.execute(insert(ReadingRow), {**key, "id": known, "made": now(), "data": data})
        connection.execute(update(ArticleRow).where(ArticleRow.id == article_id).values(reading_id=known))
    indexer.enter(connection, [(article_id, reading) for (article_id, _), reading in entered])
    if new:
        record(connection, Deed("rawi", "program", "reread", "readings", None, {"readings": new, "lexicon": readings[0].made_by.lexicon}))
    return new


def _target(connection: Connection, reading: Reading) -> tuple[int, int]:
    """The article and version a reading is of."""
    name = reading.article.id
    current = (VersionRow.article_id == ArticleRow.id) & (VersionRow.number == ArticleRow.current)
    chosen = select(ArticleRow.id, VersionRow.id, VersionRow.sha256).join(VersionRow, current).where(ArticleRow.name == name)
    found = connection.execute(chosen).one_or_none()
    if found is None:
        raise Unknown(f"{name}: the store has no such article.")
    if found[2] != reading.article.sha256:
        raise StoreError(f"{name}: the reading is of another text than the article's current one; read that.")
    return found[0], found[1]
