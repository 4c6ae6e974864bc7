"""What articles say together: stories with their tellers, and what lists and charts need to know of an episode."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision: str | None = "0002"

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the columns and tables. Episodes that are there stay as they are until `rawi compare --keep`."""
    _episodes()
    _stories()


def _episodes() -> None:
    if op.get_bind().dialect.name == "postgresql":  # SQLite knows no lengths
        for table, id in (("episodes", "id"), ("episode_reports", "episode_id")):
            op.alter_column(table, id, type_=sa.Text(collation="C"))
    number = sa.Integer()
    columns: tuple[sa.Column[Any], ...] = (
        sa.Column("mode", sa.String(40)),
        sa.Column("told", sa.String(10)),
        sa.Column("country", sa.String(10)),
        sa.Column("place", sa.Text()),
        sa.Column("detail", sa.LargeBinary()),
        *(sa.Column(name, sa.String(20), nullable=False, server_default="") for name in ("status", "standing")),
        *(sa.Column(name, number, nullable=False, server_default="1") for name in ("outlets", "chains")),
        sa.Column("keys", sa.Text(), nullable=False, server_default=""),
    )
    for column in columns:
        op.add_column("episodes", column)
    op.add_column("episode_reports", sa.Column("sure", number, nullable=False, server_default="1"))
    op.create_index("episodes_by_day", "episodes", ["told"])


def _stories() -> None:
    text, day, number = sa.Text(), sa.String(10), sa.Integer()
    op.create_table(
        "stories",
        sa.Column("id", _ID, primary_key=True, autoincrement=False),
        sa.Column("name", _NAME, nullable=False, unique=True),
        sa.Column("title", text, nullable=True),
        *(sa.Column(name, day, nullable=False) for name in ("first_told", "last_told")),
        *(sa.Column(name, number, nullable=False) for name in ("articles", "outlets", "copies")),
    )
    op.create_index("stories_by_day", "stories", ["last_told", "id"])
    op.create_index("stories_by_tellers", "stories", ["outlets", "last_told", "id"])
    op.create_table(
        "story_articles",
        sa.Column("article_id", _ID, sa.ForeignKey("articles.id"), primary_key=True, autoincrement=False),
        sa.Column("story_id", _ID, sa.ForeignKey("stories.id"), nullable=False, index=True),
        sa.Column("place", number, nullable=False),
        sa.Column("outlet", text, nullable=True, index=True),
        sa.Column("day", day, nullable=True),
        sa.Column("copy_of", _ID, sa.ForeignKey("articles.id"), nullable=True),
        sa.Column("copy_kind", sa.String(20), nullable=True),
    )
    op.create_table(
        "story_episodes",
        sa.Column("story_id", _ID, sa.ForeignKey("stories.id"), primary_key=True, autoincrement=False),
        sa.Column("episode_id", _NAME, sa.ForeignKey("episodes.id"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("story_episodes_by_episode", "story_episodes", ["episode_id"])
