"""Episodes as the store keeps them: the JSON of the record contract, the reports each is made of, and the stories it is told in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, delete, insert, select

from rawi.lexicon import load_lexicon
from rawi.store.audit import Deed, now, record
from rawi.store.episode_tables import EpisodeReport, EpisodeRow, StoryArticle, StoryEpisode
from rawi.store.errors import Unknown
from rawi.store.identity import packed, unpacked
from rawi.store.projection import Registry, episode_keys
from rawi.store.tables import ArticleRow, VersionRow

_TOGETHER = 500  # episodes entered, or looked up, by one statement
_COLUMNS = ("type", "mode", "status", "verdict", "standing", "outlets", "chains")
_USUAL = {"status": "", "verdict": "same", "standing": "", "outlets": 1, "chains": 1}

Detail = dict[str, list[dict[str, Any]]]
"""Of an episode: its "chains", "differences" and "reasons", as the records of those names (docs/comparing.md)."""


class Told(NamedTuple):
    """An episode as it is kept: JSON of the record contract, and its detail."""

    episode: dict[str, Any]
    detail: Detail | None = None


def put_episodes(connection: Connection, told: Sequence[Told], retired: Iterable[str]) -> None:
    """Enter episodes, each in place of the one with its id, and take ``retired`` ids out; what stood there goes into the audit.

    Raises StoreError where a report names an article that the store does not have.
    """
    gone = [*(one.episode["id"] for one in told), *retired]
    before = {row.id: row.data for row in connection.execute(select(EpisodeRow.id, EpisodeRow.data).where(EpisodeRow.id.in_(gone)))}
    connection.execute(delete(StoryEpisode).where(StoryEpisode.episode_id.in_(gone)))
    connection.execute(delete(EpisodeReport).where(EpisodeReport.episode_id.in_(gone)))
    connection.execute(delete(EpisodeRow).where(EpisodeRow.id.in_(gone)))
    enter(connection, told)
    deed = Deed("rawi", "program", "episodes", "episodes", before or None, [one.episode["id"] for one in told])
    record(connection, deed)


def enter(connection: Connection, told: Iterable[Told]) -> None:
    """Enter episodes that are not there. Raises StoreError where a report names an article that the store does not have."""
    registry, at = Registry(load_lexicon()), now()
    for some in _chunks(told):
        articles = _articles(connection, {report["article"] for one in some for report, _ in _reports(one.episode)})
        rows, reports, stories = [], {}, set[tuple[int, str]]()
        for one in some:
            id = one.episode["id"]
            of_it = [(articles[report["article"]], report["event"], sure) for report, sure in _reports(one.episode)]
            told_at = min((article.published for article, _, _ in of_it if article.published), default=None)
            rows.append(_row(one, registry) | {"told": told_at, "made": at})
            for article, event, sure in of_it:
                reports[id, article.id, event] = {"episode_id": id, "article_id": article.id, "event": event, "sure": sure}
                stories |= {(article.story_id, id)} if article.story_id is not None else set()
        for model, found in (
            (EpisodeRow, rows),
            (EpisodeReport, list(reports.values())),
            (StoryEpisode, [{"story_id": story, "episode_id": id} for story, id in sorted(stories)]),
        ):
            if found:
                connection.execute(insert(model), found)


def episodes(connection: Connection, article: str | None, event: str | None, after: str, limit: int) -> list[dict[str, Any]]:
    """Episodes by id, all or those that an article, or one event of it, is a report of."""
    chosen = select(EpisodeRow.data).where(EpisodeRow.id > after)
    if article is not None:
        reports = select(EpisodeReport.episode_id).join(ArticleRow, ArticleRow.id == EpisodeReport.article_id)
        reports = reports.where(ArticleRow.name == article, EpisodeReport.sure == 1)
        chosen = chosen.where(EpisodeRow.id.in_(reports if event is None else reports.where(EpisodeReport.event == event)))
    return list(connection.execute(chosen.order_by(EpisodeRow.id).limit(limit)).scalars())


def kept(connection: Connection, ids: Sequence[str]) -> list[Told]:
    """Episodes with their detail, in the order of their ids as given; those that are not there are left out."""
    chosen = select(EpisodeRow.id, EpisodeRow.data, EpisodeRow.detail)
    rows = [row for some in _chunks(ids) for row in connection.execute(chosen.where(EpisodeRow.id.in_(some)))]
    found = {row.id: Told(row.data, _unpacked(row.detail)) for row in rows}
    return [found[id] for id in ids if id in found]


def _chunks(told: Iterable[Any]) -> Iterator[list[Any]]:
    waiting = iter(told)
    while some := list(islice(waiting, _TOGETHER)):
        yield some


def _reports(episode: dict[str, Any]) -> Iterator[tuple[dict[str, Any], int]]:
    """The reports of an episode, with 1 for those that are sure."""
    yield from ((report, 1) for report in episode["reports"])
    sure = {(report["article"], report["event"]) for report in episode["reports"]}
    yield from ((report, 0) for report in episode.get("unsure") or () if (report["article"], report["event"]) not in sure)


def _row(one: Told, registry: Registry) -> dict[str, Any]:
    """What lists and charts need to know of an episode."""
    episode = one.episode
    day = episode.get("date") or {}
    named = next((place["entity"] for place in episode.get("places") or () if place["entity"]), None)
    place = registry.lexicon.places.get(named or "")
    return {
        **{field: episode.get(field) or _USUAL.get(field) for field in _COLUMNS},
        "id": episode["id"],
        "first": day.get("first"),
        "last": day.get("last"),
        "place": named,
        "country": place.country if place else None,
        "keys": f" {' '.join(sorted(episode_keys(episode, registry)))} ",
        "data": episode,
        "detail": packed(json.dumps(one.detail, separators=(",", ":")).encode()) if one.detail else None,
    }


def _unpacked(detail: bytes | None) -> Detail:
    """The detail of an episode; empty lists where nothing was kept."""
    return {"chains": [], "differences": [], "reasons": [], **(json.loads(unpacked(detail)) if detail else {})}


class _Article(NamedTuple):
    """What entering needs of a report's article; ``story_id`` is None where no comparison has seen it."""

    id: int
    published: str | None
    story_id: int | None


def _articles(connection: Connection, names: set[str]) -> dict[str, _Article]:
    current = and_(VersionRow.article_id == ArticleRow.id, VersionRow.number == ArticleRow.current)
    chosen = select(ArticleRow.name, ArticleRow.id, VersionRow.published, StoryArticle.story_id).join(VersionRow, current)
    chosen = chosen.outerjoin(StoryArticle, StoryArticle.article_id == ArticleRow.id)
    rows = [row for some in _chunks(sorted(names)) for row in connection.execute(chosen.where(ArticleRow.name.in_(some)))]
    found = {row.name: _Article(row.id, row.published, row.story_id) for row in rows}
    missing = sorted(names - found.keys())
    if missing:
        raise Unknown(f"{missing[0]}: the store has no such article, and an episode has a report of it.")
    return found
