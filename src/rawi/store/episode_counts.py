"""How many occurrences there are: episodes of the kept comparison by day, and who repeats whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, or_, select

from rawi.store.counting import ByDay, Search, conditions
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
    if of_reports:
        same = (TallyRow.article_id == EpisodeReport.article_id) & (TallyRow.event == EpisodeReport.event)
        reports = select(EpisodeReport.episode_id).join(TallyRow, same).where(EpisodeReport.sure == 1, *of_reports)
        wanted.append(EpisodeRow.id.in_(reports))
    return _by_day(connection, wanted)


def episodes_of(connection: Connection, subject: int, roles: tuple[str, ...], statuses: tuple[str, ...]) -> list[ByDay]:
    """The episodes in which a subject has part, by day and type."""
    same = (TieRow.article_id == EpisodeReport.article_id) & (TieRow.event == EpisodeReport.event)
    reports = select(EpisodeReport.episode_id).join(TieRow, same)
    reports = reports.where(EpisodeReport.sure == 1, TieRow.role.in_(roles), TieRow.subject_id == subject)
    return _by_day(connection, [EpisodeRow.status.in_(statuses), EpisodeRow.id.in_(reports)])


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
    types = [type.strip() for type in search.filters.type]
    if types:
        wanted.append(or_(EpisodeRow.type.in_([type.upper() for type in types]), EpisodeRow.mode.in_([type.lower() for type in types])))
    if search.filters.status:
        wanted.append(EpisodeRow.status.in_([status.strip().lower() for status in search.filters.status]))
    return wanted


def _by_day(connection: Connection, wanted: list[ColumnElement[bool]]) -> list[ByDay]:
    what = (EpisodeRow.first, EpisodeRow.last, EpisodeRow.told, EpisodeRow.type)
    counts: dict[tuple[str | None, str], int] = {}
    days: dict[tuple[Any, ...], str | None] = {}
    for first, last, told, type, count in connection.execute(select(*what, func.count()).where(*wanted).group_by(*what)):
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
