"""The tables that counts are made of: who and what pages are about, the counted events, who and where they tie, and who is called what."""

from __future__ import annotations

from sqlalchemy import Float, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rawi.store.tables import _EVENT, Model, _id, _of

# Letter by letter on both databases, so that both count the same keys in the same order.
_KEY = Text().with_variant(Text(collation="C"), "postgresql")
DOER, SUFFERER, SOURCE, PLACE = "a", "r", "s", "p"
"""What a subject is to an event: who did it, to whom it was done, on whose word it stands, where it was."""


class SubjectRow(Model):
    """Somebody or something that is counted. ``kind``: actor, place, outlet or name; ``key``: the registry's id, or ``~`` and folded words;
    ``sort``: the kind of its mentions. Coordinates in degrees, ``km`` how far off they may be; ``area``: relative to another place."""

    __tablename__ = "subjects"
    __table_args__ = (UniqueConstraint("kind", "key"), Index("subjects_by_key", "key"))
    id: Mapped[int] = _id()
    kind: Mapped[str] = mapped_column(String(10))
    key: Mapped[str] = mapped_column(_KEY)
    sort: Mapped[str] = mapped_column(String(20))
    name_ar: Mapped[str] = mapped_column(Text)
    name_en: Mapped[str | None] = mapped_column(Text)
    country: Mapped[str | None] = mapped_column(String(2))
    province: Mapped[str | None] = mapped_column(Text)
    lat: Mapped[float | None] = mapped_column(Float)
    lon: Mapped[float | None] = mapped_column(Float)
    km: Mapped[float | None] = mapped_column(Float)
    area: Mapped[int] = mapped_column(Integer, default=0)


class IssuedRow(Model):
    """An article as its outlet's: who issued it, and on which day."""

    __tablename__ = "issued"
    __table_args__ = (Index("issued_by_outlet", "outlet_id", "day"), {"sqlite_with_rowid": False})
    article_id: Mapped[int] = _of("articles.id", primary_key=True, autoincrement=False)
    outlet_id: Mapped[int] = _of("subjects.id")
    day: Mapped[str | None] = mapped_column(String(10))


class TallyRow(Model):
    """A counted event: score 0.5 or more, and no act that the article told before. ``day`` is the event's where the text tells it to the
    week, else the article's, unless the text tells of another time altogether (a month, a season, a year); ``issued``: the article's day;
    ``placed``: 1 where it has a place with a point."""

    __tablename__ = "tally"
    __table_args__ = (
        Index("tally_by_day", "day", "type", "outlet_id", "status"),
        Index("tally_by_outlet", "outlet_id", "type", "status", "day"),
        {"sqlite_with_rowid": False},
    )
    article_id: Mapped[int] = _of("articles.id", primary_key=True, autoincrement=False)
    event: Mapped[str] = mapped_column(_EVENT, primary_key=True)
    type: Mapped[str] = mapped_column(String(20))
    mode: Mapped[str | None] = mapped_column(String(40))
    status: Mapped[str] = mapped_column(String(20))
    outlet_id: Mapped[int] = _of("subjects.id")
    day: Mapped[str | None] = mapped_column(String(10))
    issued: Mapped[str | None] = mapped_column(String(10))
    placed: Mapped[int] = mapped_column(Integer)


class TieRow(Model):
    """That a subject has a part in a counted event; ``type`` is the event's. In this order one read gives all places with
    what happened there."""

    __tablename__ = "ties"
    __table_args__ = (Index("ties_by_event", "article_id", "event", "role", "subject_id"), {"sqlite_with_rowid": False})
    role: Mapped[str] = mapped_column(String(1), primary_key=True)
    subject_id: Mapped[int] = _of("subjects.id", primary_key=True, autoincrement=False)
    type: Mapped[str] = mapped_column(String(20), primary_key=True)
    article_id: Mapped[int] = _of("articles.id", primary_key=True, autoincrement=False)
    event: Mapped[str] = mapped_column(_EVENT, primary_key=True)


class CalledRow(Model):
    """How often an article calls an actor of the registry by a name, and what the name conveys (empty: nothing)."""

    __tablename__ = "called"
    __table_args__ = (
        Index("called_by_outlet", "outlet_id", "actor_id", "name_id", "loaded", "count"),
        Index("called_by_article", "article_id"),
        {"sqlite_with_rowid": False},
    )
    actor_id: Mapped[int] = _of("subjects.id", primary_key=True, autoincrement=False)
    outlet_id: Mapped[int] = _of("subjects.id", primary_key=True, autoincrement=False)
    name_id: Mapped[int] = _of("subjects.id", primary_key=True, autoincrement=False)
    loaded: Mapped[str] = mapped_column(String(20), primary_key=True)
    article_id: Mapped[int] = _of("articles.id", primary_key=True, autoincrement=False)
    count: Mapped[int] = mapped_column(Integer)
