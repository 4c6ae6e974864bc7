"""Is the store whole? Every reference leads somewhere, every capture's bytes are those received, the audit's chain holds."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator

from sqlalchemy import Connection, func, select, text

from rawi.store import audit
from rawi.store.identity import sha256_of, unpacked
from rawi.store.indexing import Indexer
from rawi.store.tables import ArticleRow, Blob, CaptureRow, EventRow, IndexedRow, ReadingRow, VersionRow
from rawi.store.word_index import EVERY

_TOGETHER = 200
_DAMAGED = (OSError, EOFError, zlib.error)


def faults(connection: Connection, indexer: Indexer, step: Callable[[], None] = lambda: None) -> Iterator[str]:
    """What is wrong, each with the cure; ``step`` is called for every capture looked at."""
    if connection.dialect.name == "sqlite":
        yield from _file_faults(connection)
    yield from _unread(connection)
    yield from _orphans(connection)
    yield from _captures(connection, step)
    yield from _index(connection, indexer)
    yield from audit.faults(connection)


def is_short(connection: Connection) -> bool:
    """Whether the index lacks articles."""
    articles, indexed = _sizes(connection)
    return articles != indexed


def _sizes(connection: Connection) -> tuple[int, int]:
    """How many articles there are, and how many the index holds."""
    numbers = [connection.execute(select(func.count()).select_from(model)).scalar_one() for model in (ArticleRow, IndexedRow)]
    return numbers[0], numbers[1]


def _file_faults(connection: Connection) -> Iterator[str]:
    for (said,) in connection.execute(text("PRAGMA integrity_check(5)")):
        if said != "ok":
            yield f"file: {said}; go back to a backup"
    for row in connection.execute(text("PRAGMA foreign_key_check")).all()[:5]:
        yield f"{row[0]}: row {row[1]} names a row of {row[2]} that is not there; go back to a backup"


def _unread(connection: Connection) -> Iterator[str]:
    """Articles without a current version, a reading, or an entry in the index."""
    current = (VersionRow.article_id == ArticleRow.id) & (VersionRow.number == ArticleRow.current)
    reading = (ReadingRow.id == ArticleRow.reading_id) & (ReadingRow.version_id == VersionRow.id)
    joined = select(ArticleRow.name, VersionRow.id, ReadingRow.id, IndexedRow.docid).outerjoin(VersionRow, current)
    joined = joined.outerjoin(ReadingRow, reading).outerjoin(IndexedRow, IndexedRow.article_id == ArticleRow.id)
    lacking = joined.where((VersionRow.id.is_(None)) | (ReadingRow.id.is_(None)) | (IndexedRow.docid.is_(None)))
    for name, version, read, _ in connection.execute(lacking.limit(5)):
        lack = "version" if version is None else "reading" if read is None else "entry in the search index"
        yield f"{name}: has no current {lack}; run: rawi reread"


def _orphans(connection: Connection) -> Iterator[str]:
    for model, column in ((VersionRow, CaptureRow.version_id), (VersionRow, ReadingRow.version_id)):
        lacking = select(func.count()).select_from(model).where(~model.id.in_(select(column)))
        number = connection.execute(lacking).scalar_one()
        if number:
            yield f"versions: {number} have no row in {column.class_.__tablename__}; go back to a backup"


def _captures(connection: Connection, step: Callable[[], None]) -> Iterator[str]:
    """Bytes that are no longer those that were received."""
    last = ""
    while found := connection.execute(select(Blob.__table__).where(Blob.sha256 > last).order_by(Blob.sha256).limit(_TOGETHER)).all():
        for sha256, size, data in found:
            step()
            try:
                whole = unpacked(data)
            except _DAMAGED:
                whole = b""
            if sha256_of(whole) != sha256 or len(whole) != size:
                yield f"capture {sha256}: its bytes are not those that were received; go back to a backup"
        last = found[-1][0]


def _index(connection: Connection, indexer: Indexer) -> Iterator[str]:
    articles, indexed = _sizes(connection)
    if articles != indexed:
        yield f"search index: holds {indexed} of {articles} articles; run: rawi db upgrade"
    if connection.dialect.name == "sqlite":
        entered = connection.execute(text("SELECT count(*) FROM words_fts WHERE words_fts MATCH :every"), {"every": EVERY}).scalar_one()
        if entered != indexed:
            yield f"search index: FTS5 holds {entered} of {indexed} articles; run: rawi db upgrade"
    strays = select(func.count()).select_from(EventRow).where(~EventRow.article_id.in_(select(ArticleRow.id)))
    if connection.execute(strays).scalar_one():
        yield "events: some are of no article; run: rawi db upgrade"
    if indexer.is_stale(connection):
        yield "search index: was made with other tables of words than this Rawi's; run: rawi db upgrade"
