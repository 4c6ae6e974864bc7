"""What review needs: the order of chance and of doubt among events, when each changed, which are gone, and answers to repeated requests."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from rawi.store.projection import doubt_of, lot_of

revision = "0002"
down_revision: str | None = "0001"

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_EVENT = sa.String(60).with_variant(sa.String(60, collation="C"), "postgresql")
_EVENTS = sa.table("events", sa.column("article_id"), sa.column("event"), sa.column("score"), sa.column("lot"), sa.column("doubt"))
_ARTICLES = sa.table("articles", sa.column("id"), sa.column("name"))


def upgrade() -> None:
    """Add the columns and tables, and fill them for the events that are there."""
    for name, kind, filled in (
        ("lot", sa.BigInteger(), "0"),
        ("doubt", sa.Integer(), "0"),
        ("changed", sa.String(20), ""),
        ("settled", sa.Integer(), "0"),
    ):
        op.add_column("events", sa.Column(name, kind, nullable=False, server_default=filled))
    _fill()
    for name, columns in (
        ("events_by_doubt", ["settled", "doubt", "lot"]),
        ("events_by_lot", ["settled", "lot"]),
        ("events_by_change", ["changed", "lot"]),
    ):
        op.create_index(name, "events", columns)
    op.create_index("ix_decisions_undoes", "decisions", ["undoes"])
    _tables()


def _tables() -> None:
    op.create_table(
        "withdrawn",
        sa.Column("article_id", _ID, sa.ForeignKey("articles.id"), primary_key=True, autoincrement=False),
        sa.Column("event", _EVENT, primary_key=True),
        sa.Column("at", sa.String(20), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("withdrawn_by_time", "withdrawn", ["at"])
    op.create_table(
        "answers",
        sa.Column("coder", sa.Text(), primary_key=True),
        sa.Column("key", sa.String(200), primary_key=True),
        sa.Column("asked", sa.String(64), nullable=False),
        sa.Column("decision_id", _ID, sa.ForeignKey("decisions.id"), nullable=False),
    )


def _fill() -> None:
    """``changed`` is when the articles were first seen: what came before this revision is not new."""
    bind = op.get_bind()
    op.execute("UPDATE events SET changed = (SELECT first_seen FROM articles WHERE articles.id = events.article_id)")
    chosen = sa.select(_EVENTS.c.article_id, _EVENTS.c.event, _EVENTS.c.score, _ARTICLES.c.name)
    found = bind.execute(chosen.join(_ARTICLES, _ARTICLES.c.id == _EVENTS.c.article_id)).all()
    rows = [{"a": row.article_id, "e": row.event, "l": lot_of(row.name, row.event), "d": doubt_of(row.score)} for row in found]
    if rows:
        bind.execute(sa.text("UPDATE events SET lot = :l, doubt = :d WHERE article_id = :a AND event = :e"), rows)
