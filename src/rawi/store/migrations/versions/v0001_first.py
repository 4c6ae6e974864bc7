"""The first tables."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision: str | None = None

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
# Ordered letter by letter on both databases.
_EVENT = sa.String(60).with_variant(sa.String(60, collation="C"), "postgresql")
_EPISODE = sa.String(80).with_variant(sa.String(80, collation="C"), "postgresql")
_DATA = sa.JSON().with_variant(JSONB, "postgresql")


def upgrade() -> None:
    """Make every table, the search index and the guards of what is never changed."""
    _articles()
    _captures()
    _readings()
    _events()
    _episodes()
    _decisions()
    if op.get_bind().dialect.name == "sqlite":
        _only_sqlite()
    else:
        _only_postgres()


def _column(name: str, kind: Any, *more: Any, null: bool = False, **options: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, *more, nullable=null, **options)


def _key(name: str = "id", kind: Any = _ID, *more: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, *more, primary_key=True, autoincrement=False)


def _to(column: str) -> sa.ForeignKey:
    return sa.ForeignKey(column)


def _articles() -> None:
    text, day, digest = sa.Text(), sa.String(10), sa.String(64)
    op.create_table("facts", _key("name", sa.String(40)), _column("value", text))
    op.create_table(
        "articles",
        _key(),
        _column("name", text, unique=True),
        _column("url", text, null=True),
        _column("current", sa.Integer()),
        _column("reading_id", _ID, null=True),
        _column("first_seen", sa.String(20)),
    )
    op.create_table("article_keys", _key("key", text), _column("article_id", _ID, _to("articles.id"), index=True))
    facts_of = [_column(name, text, null=True) for name in ("title", "outlet", "url", "byline")]
    op.create_table(
        "versions",
        _key(),
        _column("article_id", _ID, _to("articles.id")),
        _column("number", sa.Integer()),
        _column("content", digest),
        _column("sha256", digest, index=True),
        *facts_of,
        *(_column(name, day, null=True) for name in ("published", "published_from", "language")),
        _column("seen", sa.String(20)),
        _column("text", text),
        sa.UniqueConstraint("article_id", "number"),
        sa.UniqueConstraint("article_id", "content"),
    )


def _captures() -> None:
    text, digest = sa.Text(), sa.String(64)
    op.create_table("blobs", _key("sha256", digest), _column("size", sa.Integer()), _column("data", sa.LargeBinary()))
    op.create_table(
        "captures",
        _key(),
        _column("mark", digest, unique=True),
        _column("version_id", _ID, _to("versions.id"), index=True),
        _column("sha256", digest, _to("blobs.sha256")),
        _column("source", text),
        _column("url", text, null=True),
        _column("received", sa.String(20)),
        _column("content_type", text, null=True),
        _column("headers", _DATA, null=True),
    )


def _readings() -> None:
    digest = sa.String(64)
    op.create_table(
        "readings",
        _key(),
        _column("version_id", _ID, _to("versions.id")),
        _column("lexicon", digest),
        _column("rawi", sa.String(40)),
        _column("model", digest),
        _column("made", sa.String(20)),
        _column("data", sa.LargeBinary()),
        sa.UniqueConstraint("version_id", "lexicon", "rawi", "model"),
    )
    op.create_table(
        "indexed",
        _key("article_id", _ID, _to("articles.id")),
        _column("docid", sa.BigInteger(), unique=True),
        _column("cuts", sa.JSON(), null=True),
        _column("tokens", sa.LargeBinary(), null=True),
    )


def _events() -> None:
    day = sa.String(10)
    op.create_table(
        "events",
        _key("article_id", _ID, _to("articles.id")),
        _key("event", _EVENT),
        _column("type", sa.String(20)),
        _column("mode", sa.String(40), null=True),
        *(_column(name, sa.String(20)) for name in ("status", "voice")),
        _column("score", sa.Float()),
        *(_column(name, day, null=True) for name in ("first", "last")),
        *(_column(name, sa.Integer()) for name in ("start", "end")),
        _column("keys", sa.Text()),
        sqlite_with_rowid=False,
    )


def _episodes() -> None:
    day = sa.String(10)
    op.create_table(
        "episodes",
        _key("id", _EPISODE),
        *(_column(name, sa.String(20)) for name in ("type", "verdict")),
        *(_column(name, day, null=True) for name in ("first", "last")),
        _column("made", sa.String(20)),
        _column("data", _DATA),
    )
    op.create_table(
        "episode_reports",
        _key("episode_id", _EPISODE, _to("episodes.id")),
        _key("article_id", _ID, _to("articles.id")),
        _key("event", _EVENT),
    )
    op.create_index("episode_reports_by_article", "episode_reports", ["article_id", "event"])


def _decisions() -> None:
    text = sa.Text()
    op.create_table(
        "decisions",
        _key(),
        _column("article_id", _ID, _to("articles.id")),
        _column("version", sa.Integer()),
        _column("record", sa.String(60)),
        _column("field", sa.String(40), null=True),
        _column("action", sa.String(20)),
        _column("value", _DATA, null=True),
        _column("reason", text, null=True),
        _column("coder", text, index=True),
        _column("coder_kind", sa.String(10)),
        *(_column(name, kind, null=True) for name, kind in (("quote", _DATA), ("made_by", _DATA), ("codebook", text))),
        _column("undoes", _ID, _to("decisions.id"), null=True),
        _column("decided", sa.String(20)),
    )
    op.create_index("decisions_by_record", "decisions", ["article_id", "record"])
    op.create_table(
        "audit",
        _key(),
        _column("at", sa.String(20)),
        _column("actor", text),
        _column("actor_kind", sa.String(10)),
        _column("action", sa.String(40)),
        _column("record", text),
        *(_column(name, text, null=True) for name in ("before", "after")),
        *(_column(name, sa.String(64)) for name in ("previous", "hash")),
    )


_NEVER_CHANGED = ("audit", "decisions")


def _only_sqlite() -> None:
    """The tokens come as Rawi cut them: only ASCII is cut again, and ours has letters and digits alone."""
    op.execute("CREATE VIRTUAL TABLE words_fts USING fts5(words, bag, content='', columnsize=0, tokenize='ascii')")
    for table in _NEVER_CHANGED:
        for change in ("UPDATE", "DELETE"):
            refusal = f"SELECT RAISE(ABORT, '{table}: rows are never changed or deleted')"
            op.execute(f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} BEGIN {refusal}; END")


def _only_postgres() -> None:
    """The index column takes lexemes as they are; no parser and no stemmer of PostgreSQL's sees the words."""
    op.execute("ALTER TABLE indexed ADD COLUMN vector tsvector NOT NULL DEFAULT ''::tsvector")
    op.execute("CREATE INDEX indexed_vector ON indexed USING gin (vector) WITH (fastupdate = off)")
    op.execute(
        "CREATE FUNCTION rawi_never_changed() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '%: rows are never changed or deleted', TG_TABLE_NAME; END $$"
    )
    for table in _NEVER_CHANGED:
        op.execute(
            f"CREATE TRIGGER {table}_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION rawi_never_changed()"
        )
