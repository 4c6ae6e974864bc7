"""A story as its page lays it open: its tellers and its episodes, as many as a page can show, and who tells what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, func, select
from sqlalchemy.orm import aliased

from rawi.store import episodes
from rawi.store.episode_tables import EpisodeReport, EpisodeRow, StoryArticle, StoryEpisode, StoryRow
from rawi.store.episodes import Told
from rawi.store.errors import Unknown
from rawi.store.tables import ArticleRow, VersionRow


class Voice(NamedTuple):
    """One article of a story: ``copy_of`` is the article it repeats, ``copy_kind`` how."""

    article: str
    outlet: str | None
    title: str | None
    day: str | None
    copy_of: str | None
    copy_kind: str | None


@dataclass(frozen=True, slots=True)
class Spread:
    """A story laid open. ``voices`` are its first articles, ``episodes`` those that most outlets tell, by day; ``articles`` and
    ``all_episodes`` say how many there are. ``tells``: (episode, article) → whether it is sure that it tells it."""

    name: str
    title: str | None
    first: str | None
    last: str | None
    articles: int
    outlets: int
    copies: int
    all_episodes: int
    voices: tuple[Voice, ...]
    episodes: tuple[Told, ...]
    tells: dict[tuple[str, str], bool]


def spread(connection: Connection, name: str, most_voices: int, most_episodes: int) -> Spread:
    """A story with so many of its articles and episodes at most. Raises Unknown where there is none."""
    row = connection.execute(select(StoryRow.__table__).where(StoryRow.name == name)).one_or_none()
    if row is None:
        raise Unknown(f"{name}: the store has no such story; comparing may have made it anew under another name.")
    of_it = select(StoryEpisode.episode_id).where(StoryEpisode.story_id == row.id)
    number = connection.execute(select(func.count()).select_from(of_it.subquery())).scalar_one()
    ids = _ids(connection, of_it, most_episodes)
    return Spread(
        row.name, row.title, row.first_told or None, row.last_told or None, row.articles, row.outlets, row.copies, number,
        _voices(connection, row.id, most_voices), tuple(episodes.kept(connection, ids)), _tells(connection, ids),
    )  # fmt: skip


def _ids(connection: Connection, of_it: Any, most: int) -> list[str]:
    """The episodes that most outlets tell, by the day they were of."""
    day = func.coalesce(EpisodeRow.first, EpisodeRow.told, "")
    chosen = select(EpisodeRow.id, day.label("day")).where(EpisodeRow.id.in_(of_it))
    found = connection.execute(chosen.order_by(EpisodeRow.outlets.desc(), EpisodeRow.chains.desc(), day, EpisodeRow.id).limit(most)).all()
    return [id for id, _ in sorted(found, key=lambda told: told.day)]


def _voices(connection: Connection, story: int, most: int) -> tuple[Voice, ...]:
    origin = aliased(ArticleRow)
    current = and_(VersionRow.article_id == ArticleRow.id, VersionRow.number == ArticleRow.current)
    wanted = (StoryArticle.outlet, VersionRow.title, StoryArticle.day, origin.name.label("copy_of"), StoryArticle.copy_kind)
    chosen = select(ArticleRow.name, *wanted).join(StoryArticle, StoryArticle.article_id == ArticleRow.id).join(VersionRow, current)
    chosen = chosen.outerjoin(origin, origin.id == StoryArticle.copy_of).where(StoryArticle.story_id == story)
    return tuple(Voice(*row) for row in connection.execute(chosen.order_by(StoryArticle.place).limit(most)))


def _tells(connection: Connection, ids: list[str]) -> dict[tuple[str, str], bool]:
    chosen = select(EpisodeReport.episode_id, ArticleRow.name, func.max(EpisodeReport.sure))
    chosen = chosen.join(ArticleRow, ArticleRow.id == EpisodeReport.article_id).where(EpisodeReport.episode_id.in_(ids))
    found = connection.execute(chosen.group_by(EpisodeReport.episode_id, ArticleRow.name))
    return {(episode, article): bool(sure) for episode, article, sure in found}
