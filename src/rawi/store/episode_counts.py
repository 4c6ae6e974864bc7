"""How many occurrences there are: episodes of the kept comparison by day, and who repeats whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from rawi.store.counting import ByDay, Search, conditions, of_kinds
from rawi.store.episode_tables import EpisodeReport, EpisodeRow, StoryArticle
from rawi.store.search_words import SearchWords
from rawi.store.subjects import A_WEEK
from rawi.store.tally_tables import IssuedRow, TallyRow, TieRow


def episodes_by_day(connection: Connection, search: Search, words: SearchWords, outlets: Iterable[int] | None = None) -> list[ByDay]:
    """The episodes that meet a search, by day and type (the outlet is 0): type and status must hold of the episode, the rest of one report
    of it. ``outlets``: only those of which one of these tells."""
    wanted = _of_row(search)
    of_reports = conditions(connection, replace(search, filters=replace(search.filters, type=(), status=())), words)
    if outlets is not None:
        of_reports.append(TallyRow.outlet_id.in_(list(outlets)))
    if not of_reports:
        return _by_day(connection, select(*_WHAT, func.count()).where(*wanted))
    same = (TallyRow.article_id == EpisodeReport.article_id) & (TallyRow.event == EpisodeReport.event)
    return _by_day(connection, _of_reports(TallyRow).join(EpisodeReport, same).where(*of_reports, *wanted))


def episodes_of(connection: Connection, subject: int, roles: tuple[str, ...], statuses: tuple[str, ...]) -> list[ByDay]:
    """The episodes in which a subject has part, by day and type."""
    same = (TieRow.article_id == EpisodeReport.article_id) & (TieRow.event == EpisodeReport.event)
    chosen = _of_reports(TieRow).join(EpisodeReport, same).where(TieRow.role.in_(roles), TieRow.subject_id == subject)
    return _by_day(connection, chosen.where(EpisodeRow.status.in_(statuses)))


_WHAT: tuple[Any, ...] = (EpisodeRow.first, EpisodeRow.last, EpisodeRow.told, EpisodeRow.type)


def _of_reports(model: Any) -> Select[Any]:
    """Episodes, each once, by the reports that a model's rows lead to."""
    return (
        select(*_WHAT, func.count(EpisodeRow.id.distinct()))
        .select_from(model)
        .where(EpisodeReport.sure == 1, EpisodeRow.id == EpisodeReport.episode_id)
    )


def copies(connection: Connection, outlet: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Whom an outlet repeats and who repeats it: (outlet, articles), the most frequent first; its copies of itself are left out."""
    mine, theirs = IssuedRow.__table__.alias("mine"), IssuedRow.__table__.alias("theirs")
    joined = StoryArticle.__table__.join(mine, mine.c.article_id == StoryArticle.article_id).join(
        theirs, theirs.c.article_id == StoryArticle.copy_of
    )
    found = []
    for here, there in ((mine, theirs), (theirs, mine)):
        chosen = select(there.c.outlet_id, func.count()).select_from(joined)
        chosen = chosen.where(here.c.outlet_id == outlet, there.c.outlet_id != outlet).group_by(there.c.outlet_id)
        rows = [(row[0], row[1]) for row in connection.execute(chosen)]
        found.append(sorted(rows, key=lambda row: (-row[1], row[0])))
    return found[0], found[1]


def _of_row(search: Search) -> list[ColumnElement[bool]]:
    """Type and status of the episode itself."""
    wanted: list[ColumnElement[bool]] = []
    if search.filters.type:
        wanted.append(of_kinds(search.filters.type, EpisodeRow.type, EpisodeRow.mode))
    if search.filters.status:
        wanted.append(EpisodeRow.status.in_([status.strip().lower() for status in search.filters.status]))
    return wanted


def _by_day(connection: Connection, chosen: Select[Any]) -> list[ByDay]:
    counts: dict[tuple[str | None, str], int] = {}
    days: dict[tuple[Any, ...], str | None] = {}
    for first, last, told, type, count in connection.execute(chosen.group_by(*_WHAT)):
        span = (first, last, told)
        if span not in days:
            days[span] = _day(*span)
        counts[days[span], type] = counts.get((days[span], type), 0) + count
    return [ByDay(day, type, 0, count) for (day, type), count in counts.items()]


def _day(first: str | None, last: str | None, told: str | None) -> str | None:
    """The day an episode is counted on, by the rule of ``TallyRow``."""
    if not first and not last:
        return told
    try:
        length = (date.fromisoformat(last or first or "") - date.fromisoformat(first or last or "")).days
    except ValueError:
        return None
    return (first or last) if length <= A_WEEK else None
