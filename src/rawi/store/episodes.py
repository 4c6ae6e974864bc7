"""Episodes as the store keeps them: the JSON of the record contract, and which reports each is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from rawi.store.audit import Deed, now, record
from rawi.store.errors import Unknown
from rawi.store.tables import ArticleRow, EpisodeReport, EpisodeRow


def put_episodes(connection: Connection, episodes: Sequence[dict[str, Any]], retired: Iterable[str]) -> None:
    """Enter episodes, each in place of the one with its id, and take ``retired`` ids out; what stood there goes into the audit.

    Raises StoreError where a report names an article that the store does not have.
    """
    gone = [*(episode["id"] for episode in episodes), *retired]
    before = {row.id: row.data for row in connection.execute(select(EpisodeRow.id, EpisodeRow.data).where(EpisodeRow.id.in_(gone)))}
    connection.execute(delete(EpisodeReport).where(EpisodeReport.episode_id.in_(gone)))
    connection.execute(delete(EpisodeRow).where(EpisodeRow.id.in_(gone)))
    numbers = _numbers(connection, {report["article"] for episode in episodes for report in episode["reports"]})
    rows, reports = [], {}
    for episode in episodes:
        day = episode.get("date") or {}
        row = {"id": episode["id"], "type": episode["type"], "verdict": episode.get("verdict") or "same", "made": now(), "data": episode}
        rows.append(row | {"first": day.get("first"), "last": day.get("last")})
        for report in episode["reports"]:
            key = (episode["id"], numbers[report["article"]], report["event"])
            reports[key] = dict(zip(("episode_id", "article_id", "event"), key, strict=True))
    if rows:
        connection.execute(insert(EpisodeRow), rows)
    if reports:
        connection.execute(insert(EpisodeReport), list(reports.values()))
    deed = Deed("rawi", "program", "episodes", "episodes", before or None, [episode["id"] for episode in episodes])
    record(connection, deed)


def episodes(connection: Connection, article: str | None, event: str | None, after: str, limit: int) -> list[dict[str, Any]]:
    """Episodes by id, all or those that an article, or one event of it, is a report of."""
    chosen = select(EpisodeRow.data).where(EpisodeRow.id > after)
    if article is not None:
        reports = select(EpisodeReport.episode_id).join(ArticleRow, ArticleRow.id == EpisodeReport.article_id)
        reports = reports.where(ArticleRow.name == article)
        chosen = chosen.where(EpisodeRow.id.in_(reports if event is None else reports.where(EpisodeReport.event == event)))
    return list(connection.execute(chosen.order_by(EpisodeRow.id).limit(limit)).scalars())


def _numbers(connection: Connection, names: set[str]) -> dict[str, int]:
    found = {row.name: row.id for row in connection.execute(select(ArticleRow.name, ArticleRow.id).where(ArticleRow.name.in_(names)))}
    missing = sorted(names - found.keys())
    if missing:
        raise Unknown(f"{missing[0]}: the store has no such article, and an episode has a report of it.")
    return found
