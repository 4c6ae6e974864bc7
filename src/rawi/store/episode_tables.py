"""The tables of what articles say together: stories with their tellers, episodes with their reports. `rawi compare --keep` fills them anew,
merging and splitting changes episodes in them; docs/store.md says what each is for."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Integer, LargeBinary, String, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from rawi.store.tables import Model

_ID = BigInteger().with_variant(Integer, "sqlite")
# Ordered letter by letter on both databases. An episode's id holds an article's, which may be long; SQLite knows no lengths.
_EVENT = String(60).with_variant(String(60, collation="C"), "postgresql")
_NAME = Text().with_variant(Text(collation="C"), "postgresql")
_EPISODE = Text().with_variant(Text(collation="C"), "postgresql").with_variant(String(80), "sqlite")
_DATA = JSON().with_variant(JSONB, "postgresql")


class StoryRow(Model):
    """Articles about one thing. ``first_told`` and ``last_told`` are days, empty where no article has one; ``outlets`` counts those who
    tell it, ``copies`` the articles that repeat another."""

    __tablename__ = "stories"
    __table_args__ = (Index("stories_by_day", "last_told", "id"), Index("stories_by_tellers", "outlets", "last_told", "id"))
    id: Mapped[int] = mapped_column(_ID, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(_NAME, unique=True)
    title: Mapped[str | None] = mapped_column(Text)
    first_told: Mapped[str] = mapped_column(String(10))
    last_told: Mapped[str] = mapped_column(String(10))
    articles: Mapped[int] = mapped_column(Integer)
    outlets: Mapped[int] = mapped_column(Integer)
    copies: Mapped[int] = mapped_column(Integer)


class StoryArticle(Model):
    """An article of a story, in its place in the order they were told; ``copy_of`` is the number of the article it repeats."""

    __tablename__ = "story_articles"
    article_id: Mapped[int] = mapped_column(_ID, ForeignKey("articles.id"), primary_key=True, autoincrement=False)
    story_id: Mapped[int] = mapped_column(_ID, ForeignKey("stories.id"), index=True)
    place: Mapped[int] = mapped_column(Integer)
    outlet: Mapped[str | None] = mapped_column(Text, index=True)
    day: Mapped[str | None] = mapped_column(String(10))
    copy_of: Mapped[int | None] = mapped_column(_ID, ForeignKey("articles.id"))
    copy_kind: Mapped[str | None] = mapped_column(String(20))


class EpisodeRow(Model):
    """One occurrence in the world as several reports tell it; ``data`` is the Episode of the record contract with its lineage.

    ``first`` and ``last`` are its days, ``told`` the day it was first told; ``place`` and ``country`` are those of its first place; ``keys``
    holds its filter tokens; ``detail`` is gzipped JSON: {"chains", "differences", "reasons"}, as the records of those names."""

    __tablename__ = "episodes"
    __table_args__ = (
        Index("episodes_by_day", "told"),
        # What counting needs, so that it never reads the data.
        Index("episodes_by_kind", "status", "type", "mode", "first", "last", "told"),
    )
    id: Mapped[str] = mapped_column(_EPISODE, primary_key=True)
    type: Mapped[str] = mapped_column(String(20))
    mode: Mapped[str | None] = mapped_column(String(40))
    status: Mapped[str] = mapped_column(String(20), server_default="")
    verdict: Mapped[str] = mapped_column(String(20))
    standing: Mapped[str] = mapped_column(String(20), server_default="")
    first: Mapped[str | None] = mapped_column(String(10))
    last: Mapped[str | None] = mapped_column(String(10))
    told: Mapped[str | None] = mapped_column(String(10))
    country: Mapped[str | None] = mapped_column(String(10))
    place: Mapped[str | None] = mapped_column(Text)
    outlets: Mapped[int] = mapped_column(Integer, server_default="1")
    chains: Mapped[int] = mapped_column(Integer, server_default="1")
    keys: Mapped[str] = mapped_column(Text, server_default="")
    made: Mapped[str] = mapped_column(String(20))
    data: Mapped[Any] = mapped_column(_DATA)
    detail: Mapped[bytes | None] = mapped_column(LargeBinary)


class EpisodeReport(Model):
    """A report (an event of an article) of an episode; ``sure`` is 0 where it may be of it, and no chain counts it."""

    __tablename__ = "episode_reports"
    __table_args__ = (Index("episode_reports_by_article", "article_id", "event"),)
    episode_id: Mapped[str] = mapped_column(_EPISODE, ForeignKey("episodes.id"), primary_key=True)
    article_id: Mapped[int] = mapped_column(_ID, ForeignKey("articles.id"), primary_key=True, autoincrement=False)
    event: Mapped[str] = mapped_column(_EVENT, primary_key=True)
    sure: Mapped[int] = mapped_column(Integer, server_default="1")


class StoryEpisode(Model):
    """An episode that an article of a story tells; one told in two stories is of both."""

    __tablename__ = "story_episodes"
    __table_args__ = (Index("story_episodes_by_episode", "episode_id"), {"sqlite_with_rowid": False})
    story_id: Mapped[int] = mapped_column(_ID, ForeignKey("stories.id"), primary_key=True, autoincrement=False)
    episode_id: Mapped[str] = mapped_column(_NAME, ForeignKey("episodes.id"), primary_key=True)
