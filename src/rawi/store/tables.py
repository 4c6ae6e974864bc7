"""The tables of the store, the same on SQLite and PostgreSQL; docs/store.md says what each is for. Those of stories and episodes are in
``rawi.store.episode_tables``.

Times are UTC (``2026-11-22T23:05:07Z``), digests hexadecimal sha256, offsets code points of the version's text.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, BigInteger, Float, ForeignKey, Index, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

# Ids are given out inside the one write transaction, so that a batch goes in as few statements.
_ID = BigInteger().with_variant(Integer, "sqlite")
# Ordered letter by letter on both databases.
_EVENT = String(60).with_variant(String(60, collation="C"), "postgresql")
_DATA = JSON().with_variant(JSONB, "postgresql")


class Model(DeclarativeBase):
    """All tables."""


def _id() -> Mapped[int]:
    return mapped_column(_ID, primary_key=True, autoincrement=False)


def _of(column: str, **more: Any) -> Mapped[int]:
    return mapped_column(_ID, ForeignKey(column), **more)


class Fact(Model):
    """What holds for the whole store, such as which stems its index was made with."""

    __tablename__ = "facts"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class ArticleRow(Model):
    """One page of one outlet, whatever it said over time. ``current`` is the number of its newest version, ``reading_id`` the reading of
    that version that search and exports go by."""

    __tablename__ = "articles"
    id: Mapped[int] = _id()
    name: Mapped[str] = mapped_column(Text, unique=True)
    url: Mapped[str | None] = mapped_column(Text)
    current: Mapped[int] = mapped_column(Integer)
    reading_id: Mapped[int | None] = mapped_column(_ID)
    first_seen: Mapped[str] = mapped_column(String(20))


class ArticleKey(Model):
    """What an article is known again by: its address, its file, its id within a file."""

    __tablename__ = "article_keys"
    key: Mapped[str] = mapped_column(Text, primary_key=True)
    article_id: Mapped[int] = _of("articles.id", index=True)


class VersionRow(Model):
    """One state of an article: its letters and what was known of it. ``content`` is the digest of all of it, ``sha256`` the text's."""

    __tablename__ = "versions"
    __table_args__ = (UniqueConstraint("article_id", "number"), UniqueConstraint("article_id", "content"))
    id: Mapped[int] = _id()
    article_id: Mapped[int] = _of("articles.id")
    number: Mapped[int] = mapped_column(Integer)
    content: Mapped[str] = mapped_column(String(64))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    title: Mapped[str | None] = mapped_column(Text)
    outlet: Mapped[str | None] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    byline: Mapped[str | None] = mapped_column(Text)
    published: Mapped[str | None] = mapped_column(String(10))
    published_from: Mapped[str | None] = mapped_column(String(10))
    language: Mapped[str | None] = mapped_column(String(10))
    seen: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)


class Blob(Model):
    """Bytes as received, gzipped, under the sha256 of what they were before."""

    __tablename__ = "blobs"
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int] = mapped_column(Integer)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class CaptureRow(Model):
    """One receipt of a version: where from, when, with which headers, and the bytes. ``mark`` is the same for the same receipt."""

    __tablename__ = "captures"
    id: Mapped[int] = _id()
    mark: Mapped[str] = mapped_column(String(64), unique=True)
    version_id: Mapped[int] = _of("versions.id", index=True)
    sha256: Mapped[str] = mapped_column(String(64), ForeignKey("blobs.sha256"))
    source: Mapped[str] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    received: Mapped[str] = mapped_column(String(20))
    content_type: Mapped[str | None] = mapped_column(Text)
    headers: Mapped[Any] = mapped_column(_DATA, nullable=True)


class ReadingRow(Model):
    """One reading of a version: the gzipped JSON of the record contract, under what made it. None is ever replaced."""

    __tablename__ = "readings"
    __table_args__ = (UniqueConstraint("version_id", "lexicon", "rawi", "model"),)
    id: Mapped[int] = _id()
    version_id: Mapped[int] = _of("versions.id")
    lexicon: Mapped[str] = mapped_column(String(64))
    rawi: Mapped[str] = mapped_column(String(40))
    model: Mapped[str] = mapped_column(String(64))
    made: Mapped[str] = mapped_column(String(20))
    data: Mapped[bytes] = mapped_column(LargeBinary)


class EventRow(Model):
    """An event of an article's current reading, as filters and queues need it. ``keys`` holds its filter tokens; ``lot`` is its place in the
    order of chance, ``doubt`` how far its score is from .5 in ten thousandths; ``changed`` is when it was last entered or decided about;
    ``settled`` is 1 where a verdict stands on it, 0 where none does or only review can tell."""

    __tablename__ = "events"
    __table_args__ = (
        Index("events_by_doubt", "settled", "doubt", "lot"),
        Index("events_by_lot", "settled", "lot"),
        Index("events_by_change", "changed", "lot"),
        {"sqlite_with_rowid": False},
    )
    article_id: Mapped[int] = _of("articles.id", primary_key=True, autoincrement=False)
    event: Mapped[str] = mapped_column(_EVENT, primary_key=True)
    type: Mapped[str] = mapped_column(String(20))
    mode: Mapped[str | None] = mapped_column(String(40))
    status: Mapped[str] = mapped_column(String(20))
    voice: Mapped[str] = mapped_column(String(20))
    score: Mapped[float] = mapped_column(Float)
    first: Mapped[str | None] = mapped_column(String(10))
    last: Mapped[str | None] = mapped_column(String(10))
    start: Mapped[int] = mapped_column(Integer)
    end: Mapped[int] = mapped_column(Integer)
    keys: Mapped[str] = mapped_column(Text)
    lot: Mapped[int] = mapped_column(BigInteger)
    doubt: Mapped[int] = mapped_column(Integer)
    changed: Mapped[str] = mapped_column(String(20))
    settled: Mapped[int] = mapped_column(Integer, default=0)


class WithdrawnRow(Model):
    """An event that an article's current reading no longer has, and since when."""

    __tablename__ = "withdrawn"
    __table_args__ = (Index("withdrawn_by_time", "at"), {"sqlite_with_rowid": False})
    article_id: Mapped[int] = _of("articles.id", primary_key=True, autoincrement=False)
    event: Mapped[str] = mapped_column(_EVENT, primary_key=True)
    at: Mapped[str] = mapped_column(String(20))


class IndexedRow(Model):
    """What the search index holds of an article. ``docid`` is its place in the order newest first; ``cuts`` are the repairs and furniture
    that the search copy was made with; ``tokens`` (SQLite) are the words entered, which taking them out again needs."""

    __tablename__ = "indexed"
    article_id: Mapped[int] = _of("articles.id", primary_key=True, autoincrement=False)
    docid: Mapped[int] = mapped_column(BigInteger, unique=True)
    cuts: Mapped[Any] = mapped_column(JSON, nullable=True)
    tokens: Mapped[bytes | None] = mapped_column(LargeBinary)


class DecisionRow(Model):
    """What a coder decided about a record of a reading. Rows are never changed or deleted: undoing is a decision that names another."""

    __tablename__ = "decisions"
    __table_args__ = (Index("decisions_by_record", "article_id", "record"),)
    id: Mapped[int] = _id()
    article_id: Mapped[int] = _of("articles.id")
    version: Mapped[int] = mapped_column(Integer)
    record: Mapped[str] = mapped_column(String(60))
    field: Mapped[str | None] = mapped_column(String(40))
    action: Mapped[str] = mapped_column(String(20))
    value: Mapped[Any] = mapped_column(_DATA, nullable=True)
    reason: Mapped[str | None] = mapped_column(Text)
    coder: Mapped[str] = mapped_column(Text, index=True)
    coder_kind: Mapped[str] = mapped_column(String(10))
    quote: Mapped[Any] = mapped_column(_DATA, nullable=True)
    made_by: Mapped[Any] = mapped_column(_DATA, nullable=True)
    codebook: Mapped[str | None] = mapped_column(Text)
    undoes: Mapped[int | None] = mapped_column(_ID, ForeignKey("decisions.id"), index=True)
    decided: Mapped[str] = mapped_column(String(20))


class AnswerRow(Model):
    """Which decision a request with an Idempotency-Key came to: the same request again gets the same answer. ``asked`` is its digest."""

    __tablename__ = "answers"
    coder: Mapped[str] = mapped_column(Text, primary_key=True)
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    asked: Mapped[str] = mapped_column(String(64))
    decision_id: Mapped[int] = _of("decisions.id")


class AuditRow(Model):
    """Who did what, in a chain: ``hash`` covers the row and the hash before it. ``before`` and ``after`` are JSON as it was hashed."""

    __tablename__ = "audit"
    id: Mapped[int] = _id()
    at: Mapped[str] = mapped_column(String(20))
    actor: Mapped[str] = mapped_column(Text)
    actor_kind: Mapped[str] = mapped_column(String(10))
    action: Mapped[str] = mapped_column(String(40))
    record: Mapped[str] = mapped_column(Text)
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str | None] = mapped_column(Text)
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
