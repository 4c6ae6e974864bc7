"""What counts, maps and the pages of actors, places and outlets are made of. ``rawi db upgrade`` fills it for the articles that are there."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision: str | None = "0003"

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_EVENT = sa.String(60).with_variant(sa.String(60, collation="C"), "postgresql")
_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    _subjects()
    _articles()
    _ties()
    op.create_index("episodes_by_kind", "episodes", ["status", "type", "mode", "first", "last", "told"])


def _key(name: str, kind: Any, *more: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, *more, primary_key=True, autoincrement=False)


def _told(name: str, kind: Any, *more: Any, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, kind, *more, nullable=null)


def _article() -> sa.Column[Any]:
    return _key("article_id", _ID, sa.ForeignKey("articles.id"))


def _subject(name: str) -> sa.Column[Any]:
    return _key(name, _ID, sa.ForeignKey("subjects.id"))


def _outlet() -> sa.Column[Any]:
    return _told("outlet_id", _ID, sa.ForeignKey("subjects.id"))


def _subjects() -> None:
    op.create_table(
        "subjects",
        _key("id", _ID),
        _told("kind", sa.String(10)),
        _told("key", _KEY),
        _told("sort", sa.String(20)),
        _told("name_ar", sa.Text()),
        _told("name_en", sa.Text(), null=True),
        _told("country", sa.String(2), null=True),
        _told("province", sa.Text(), null=True),
        *(_told(name, sa.Float(), null=True) for name in ("lat", "lon", "km")),
        _told("area", sa.Integer()),
        sa.UniqueConstraint("kind", "key"),
    )
    op.create_index("subjects_by_key", "subjects", ["key"])


def _articles() -> None:
    op.create_table("issued", _article(), _outlet(), _told("day", sa.String(10), null=True), sqlite_with_rowid=False)
    op.create_index("issued_by_outlet", "issued", ["outlet_id", "day"])
    op.create_table(
        "tally",
        _article(),
        _key("event", _EVENT),
        _told("type", sa.String(20)),
        _told("mode", sa.String(40), null=True),
        _told("status", sa.String(20)),
        _outlet(),
        _told("day", sa.String(10), null=True),
        _told("issued", sa.String(10), null=True),
        _told("placed", sa.Integer()),
        sqlite_with_rowid=False,
    )
    op.create_index("tally_by_day", "tally", ["day", "type", "outlet_id", "status"])
    op.create_index("tally_by_outlet", "tally", ["outlet_id", "type", "status", "day"])


def _ties() -> None:
    op.create_table(
        "ties",
        _key("role", sa.String(1)),
        _subject("subject_id"),
        _key("type", sa.String(20)),
        _article(),
        _key("event", _EVENT),
        sqlite_with_rowid=False,
    )
    op.create_index("ties_by_event", "ties", ["article_id", "event", "role", "subject_id"])
    op.create_table(
        "called",
        _subject("actor_id"),
        _subject("outlet_id"),
        _subject("name_id"),
        _key("loaded", sa.String(20)),
        _article(),
        _told("count", sa.Integer()),
        sqlite_with_rowid=False,
    )
    op.create_index("called_by_outlet", "called", ["outlet_id", "actor_id", "name_id", "loaded", "count"])
    op.create_index("called_by_article", "called", ["article_id"])
