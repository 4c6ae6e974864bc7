"""What articles say together, kept whole and looked up: the comparison of a store, its stories by day or by tellers, and one of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, delete, func, insert, or_, select, true, tuple_
from sqlalchemy.orm import aliased

from rawi.compare.records import Copy, Story, Teller
from rawi.store import episodes
from rawi.store.audit import Deed, now, record
from rawi.store.episode_tables import EpisodeReport, EpisodeRow, StoryArticle, StoryEpisode, StoryRow
from rawi.store.errors import StoreError, Unknown
from rawi.store.query import Filters
from rawi.store.tables import ArticleRow, Fact

ORDERS = ("newest", "tellers")
_FACT = "compared"
_TOGETHER = 1000  # rows looked up by one statement
_LONGEST = 16  # digits of a number in a cursor


class Compared(NamedTuple):
    """When the store was compared (UTC), how many articles it had then, and how many came since."""

    at: str
    articles: int
    since: int


@dataclass(frozen=True, slots=True)
class StoryQuery:
    """Which stories are wanted. ``filters``: what must hold of one episode of theirs (type, status, actor, place, country), days on which
    the story was told (first, last), and an outlet that tells it, by its name as published; ``standing``: of that episode; ``least``: how
    many outlets tell it at least. ``order``: newest (told last) or tellers (most outlets)."""

    filters: Filters = field(default_factory=Filters)
    standing: tuple[str, ...] = ()
    least: int = 1
    order: str = "newest"


@dataclass(frozen=True, slots=True)
class StoryEntry:
    """A story as lists show it; ``first`` and ``last`` are the days it was told, None where none is known. ``cursor`` is where a page
    after it begins."""

    id: str
    title: str | None
    first: str | None
    last: str | None
    articles: int
    outlets: int
    copies: int
    cursor: str


def keep(connection: Connection, stories: Sequence[Story], told: Iterable[episodes.Told]) -> None:
    """Enter a comparison in place of the one before. Raises StoreError where it speaks of an article that the store does not have."""
    before = {name: connection.execute(select(func.count()).select_from(model)).scalar_one() for name, model in _COUNTED.items()}
    for model in (StoryEpisode, EpisodeReport, EpisodeRow, StoryArticle, StoryRow):
        connection.execute(delete(model))
    _enter_stories(connection, stories)
    episodes.enter(connection, told)
    after = {name: connection.execute(select(func.count()).select_from(model)).scalar_one() for name, model in _COUNTED.items()}
    number, last = connection.execute(select(func.count(), func.max(ArticleRow.id))).one()
    fact = {"at": now(), "articles": number, "last": last or 0}
    connection.execute(delete(Fact).where(Fact.name == _FACT))
    connection.execute(insert(Fact), {"name": _FACT, "value": json.dumps(fact)})
    record(connection, Deed("rawi", "program", "compare", "episodes", before, after))


_COUNTED: dict[str, Any] = {"stories": StoryRow, "episodes": EpisodeRow}


def compared(connection: Connection) -> Compared | None:
    """When the store was compared, None where it never was."""
    told = connection.execute(select(Fact.value).where(Fact.name == _FACT)).scalar()
    if told is None:
        return None
    fact = json.loads(told)
    since = connection.execute(select(func.count()).select_from(ArticleRow).where(ArticleRow.id > fact["last"])).scalar_one()
    return Compared(fact["at"], fact["articles"], since)


def former(connection: Connection) -> list[dict[str, Any]]:
    """Every episode that is kept now."""
    return list(connection.execute(select(EpisodeRow.data).order_by(EpisodeRow.id)).scalars())


def find(connection: Connection, query: StoryQuery, after: str | None = None, limit: int = 20) -> tuple[list[StoryEntry], int]:
    """Stories that meet a query, in its order, and how many meet it in all. Raises StoreError for a cursor or an order that is none."""
    columns = _COLUMNS.get(query.order)
    if columns is None:
        raise StoreError(f"{query.order}: is no order of stories; take {' or '.join(ORDERS)}.")
    met = select(StoryRow.id).where(*_conditions(query)).cte("met")
    chosen = select(StoryRow.__table__).where(StoryRow.id.in_(select(met.c.id)))
    if after:
        chosen = chosen.where(tuple_(*columns) < tuple_(*_place(after, len(columns))))
    page = chosen.order_by(*(column.desc() for column in columns)).limit(limit).cte("page")
    total = select(func.count()).select_from(met).scalar_subquery()
    one = select(total.label("total")).subquery()
    rows = connection.execute(select(one.c.total, page).select_from(one.outerjoin(page, true()))).all()
    entries = [_entry(row, columns) for row in rows if row.name is not None]
    return sorted(entries, key=lambda entry: _place(entry.cursor, len(columns)), reverse=True), rows[0].total


_COLUMNS: dict[str, Any] = {
    "newest": (StoryRow.last_told, StoryRow.id),
    "tellers": (StoryRow.outlets, StoryRow.last_told, StoryRow.id),
}


def outlets(connection: Connection) -> list[str]:
    """Every outlet that tells a story, by its name as published."""
    chosen = select(StoryArticle.outlet).where(StoryArticle.outlet.is_not(None)).distinct()
    return sorted(outlet for outlet in connection.execute(chosen).scalars() if outlet)


def told_in(connection: Connection, names: Sequence[str]) -> dict[str, list[str]]:
    """The ids of the episodes of some stories, those that most outlets tell first."""
    chosen = select(StoryRow.name, EpisodeRow.id).join(StoryEpisode, StoryEpisode.story_id == StoryRow.id)
    chosen = chosen.join(EpisodeRow, EpisodeRow.id == StoryEpisode.episode_id).where(StoryRow.name.in_(names))
    found: dict[str, list[str]] = {name: [] for name in names}
    for name, id in connection.execute(chosen.order_by(EpisodeRow.outlets.desc(), EpisodeRow.first, EpisodeRow.id)):
        found[name].append(id)
    return found


def tellers(connection: Connection, names: Sequence[str]) -> dict[str, list[str]]:
    """The outlets of some stories, in the order they told it, each once."""
    chosen = select(StoryRow.name, StoryArticle.outlet).join(StoryArticle, StoryArticle.story_id == StoryRow.id)
    found: dict[str, dict[str, None]] = {name: {} for name in names}
    for name, outlet in connection.execute(chosen.where(StoryRow.name.in_(names)).order_by(StoryRow.id, StoryArticle.place)):
        found[name] |= {outlet: None} if outlet else {}
    return {name: list(told) for name, told in found.items()}


def story(connection: Connection, name: str) -> Story:
    """A story as it stands now, merges and splits included. Raises Unknown where there is none."""
    row = connection.execute(select(StoryRow.__table__).where(StoryRow.name == name)).one_or_none()
    if row is None:
        raise Unknown(f"{name}: the store has no such story; comparing may have made it anew under another name.")
    repeated = aliased(ArticleRow)
    chosen = select(StoryArticle.__table__, ArticleRow.name, repeated.name.label("origin"))
    chosen = chosen.join(ArticleRow, ArticleRow.id == StoryArticle.article_id).outerjoin(repeated, repeated.id == StoryArticle.copy_of)
    tellers = connection.execute(chosen.where(StoryArticle.story_id == row.id).order_by(StoryArticle.place)).all()
    ids, tells = _tells(connection, row.id)
    told = tuple(
        Teller(t.outlet, t.name, t.day, t.origin, t.copy_kind, tuple(id for id in ids if t.article_id not in tells[id])) for t in tellers
    )
    return Story(row.name, tuple(t.name for t in tellers), row.title, row.first_told or None, ids, told)


def story_of(connection: Connection, article: str) -> str | None:
    """The story an article is in; None where no comparison has seen it."""
    chosen = select(StoryRow.name).join(StoryArticle, StoryArticle.story_id == StoryRow.id)
    return connection.execute(chosen.join(ArticleRow, ArticleRow.id == StoryArticle.article_id).where(ArticleRow.name == article)).scalar()


def stories_telling(connection: Connection, episode: str) -> list[str]:
    """The stories an episode is told in, the newest first."""
    chosen = select(StoryRow.name).join(StoryEpisode, StoryEpisode.story_id == StoryRow.id).where(StoryEpisode.episode_id == episode)
    return list(connection.execute(chosen.order_by(StoryRow.last_told.desc(), StoryRow.id.desc())).scalars())


def episode_of(connection: Connection, article: str, event: str) -> str | None:
    """The episode an event is a report of, the one where that is sure before one where it may be; None where there is none."""
    chosen = select(EpisodeReport.episode_id).join(ArticleRow, ArticleRow.id == EpisodeReport.article_id)
    chosen = chosen.where(ArticleRow.name == article, EpisodeReport.event == event)
    return connection.execute(chosen.order_by(EpisodeReport.sure.desc(), EpisodeReport.episode_id).limit(1)).scalar()


def reports_of(connection: Connection, article: str) -> dict[str, str]:
    """Event → episode, for the events of an article; where one is sure it goes before one where it may be."""
    chosen = select(EpisodeReport.event, EpisodeReport.episode_id).join(ArticleRow, ArticleRow.id == EpisodeReport.article_id)
    rows = connection.execute(chosen.where(ArticleRow.name == article).order_by(EpisodeReport.sure, EpisodeReport.episode_id)).all()
    return {row.event: row.episode_id for row in rows}


def copies(connection: Connection) -> list[Copy]:
    """Who copied whom; how much of it is not kept."""
    mine, origin = aliased(ArticleRow), aliased(ArticleRow)
    chosen = select(mine.name, origin.name, StoryArticle.copy_kind).join(StoryArticle, StoryArticle.article_id == mine.id)
    found = connection.execute(chosen.join(origin, origin.id == StoryArticle.copy_of).order_by(mine.id)).all()
    return [Copy(name, of, kind or "copy", 0.0) for name, of, kind in found]


def _conditions(query: StoryQuery) -> list[ColumnElement[bool]]:
    """What must hold of a story."""
    filters = query.filters
    found: list[ColumnElement[bool]] = [StoryRow.outlets >= query.least] if query.least > 1 else []
    found += [StoryRow.last_told >= filters.first] if filters.first else []
    found += [StoryRow.first_told <= filters.last, StoryRow.first_told != ""] if filters.last else []
    if filters.outlet:
        found.append(StoryRow.id.in_(select(StoryArticle.story_id).where(StoryArticle.outlet.in_(filters.outlet))))
    asked: list[ColumnElement[bool]] = [EpisodeRow.standing.in_(query.standing)] if query.standing else []
    asked += [or_(EpisodeRow.type.in_(filters.type), EpisodeRow.mode.in_(filters.type))] if filters.type else []
    tokens = [some for some in replace(filters, type=()).tokens() if not filters.is_of_outlet(some)]
    asked += [or_(*(EpisodeRow.keys.contains(f" {token} ") for token in some)) for some in tokens]
    if asked:
        of_it = select(StoryEpisode.story_id).join(EpisodeRow, EpisodeRow.id == StoryEpisode.episode_id)
        found.append(StoryRow.id.in_(of_it.where(*asked)))
    return found


def _place(cursor: str, parts: int) -> list[Any]:
    """The values of a cursor."""
    told = cursor.split("~")
    numbers = [*told[:-2], told[-1]]
    if len(told) != parts or not all(number.isascii() and number.isdecimal() and len(number) < _LONGEST for number in numbers):
        raise StoreError(f"{cursor}: is no place to go on from; begin with the first page.")
    return [*(int(part) for part in told[:-2]), told[-2], int(told[-1])]


def _entry(row: Any, columns: tuple[Any, ...]) -> StoryEntry:
    cursor = "~".join(str(getattr(row, column.key)) for column in columns)
    days = row.first_told or None, row.last_told or None
    return StoryEntry(row.name, row.title, *days, row.articles, row.outlets, row.copies, cursor)


def _tells(connection: Connection, story_id: int) -> tuple[tuple[str, ...], dict[str, set[int]]]:
    """The episodes of a story by the day they were of, and the articles that tell each."""
    chosen = select(EpisodeRow.id).join(StoryEpisode, StoryEpisode.episode_id == EpisodeRow.id).where(StoryEpisode.story_id == story_id)
    ids = tuple(connection.execute(chosen.order_by(func.coalesce(EpisodeRow.first, EpisodeRow.told, ""), EpisodeRow.id)).scalars())
    tells: dict[str, set[int]] = {id: set() for id in ids}
    told = select(EpisodeReport.episode_id, EpisodeReport.article_id).distinct()
    told = told.join(StoryEpisode, StoryEpisode.episode_id == EpisodeReport.episode_id).where(StoryEpisode.story_id == story_id)
    for id, article in connection.execute(told):
        tells[id].add(article)
    return ids, tells


def _enter_stories(connection: Connection, stories: Sequence[Story]) -> None:
    numbers = _numbers(connection, [article for story in stories for article in story.articles])
    rows, articles = [], []
    for id, story in enumerate(stories, 1):
        days = [teller.first for teller in story.tellers if teller.first]
        told_by = {teller.outlet or teller.article for teller in story.tellers}
        row = {"id": id, "name": story.id, "title": story.title, "first_told": min(days, default=""), "last_told": max(days, default="")}
        counts = {"articles": len(story.articles), "outlets": len(told_by), "copies": sum(bool(t.copy_of) for t in story.tellers)}
        rows.append(row | counts)
        for place, teller in enumerate(story.tellers):
            told = {"article_id": numbers[teller.article], "story_id": id, "place": place, "outlet": teller.outlet, "day": teller.first}
            of = numbers[teller.copy_of] if teller.copy_of else None
            articles.append(told | {"copy_of": of, "copy_kind": teller.copy_kind})
    for model, found in ((StoryRow, rows), (StoryArticle, articles)):
        if found:
            connection.execute(insert(model), found)


def _numbers(connection: Connection, names: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at in range(0, len(names), _TOGETHER):
        chosen = select(ArticleRow.name, ArticleRow.id).where(ArticleRow.name.in_(names[at : at + _TOGETHER]))
        found |= {row.name: row.id for row in connection.execute(chosen)}
    missing = sorted(set(names) - found.keys())
    if missing:
        raise Unknown(f"{missing[0]}: the store has no such article, and a story is told by it.")
    return found
