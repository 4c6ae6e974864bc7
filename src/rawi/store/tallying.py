"""Readings' counts into their tables, each article's in place of what was there of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, tuple_, update

from rawi.store.subjects import Subject, Tallied
from rawi.store.tables import ArticleRow
from rawi.store.tally_tables import PLACE, CalledRow, IssuedRow, SubjectRow, TallyRow, TieRow

_TOGETHER = 400  # keys asked for in one statement
_OF_ARTICLES = (TieRow, TallyRow, CalledRow, IssuedRow)


def enter(connection: Connection, found: Mapping[int, Tallied]) -> None:
    """Enter what articles (by number) give to the counts."""
    for model in _OF_ARTICLES:
        connection.execute(delete(model).where(model.article_id.in_(list(found))))
    numbers = _numbers(connection, {(s.kind, s.key): s for tallied in found.values() for s in tallied.subjects()})
    rows: dict[Any, list[dict[str, Any]]] = {model: [] for model in (IssuedRow, TallyRow, TieRow, CalledRow)}
    for article, tallied in found.items():
        _add(rows, article, tallied, numbers)
    for model, entered in rows.items():
        if entered:
            connection.execute(insert(model), entered)


def is_short(connection: Connection) -> bool:
    """Whether articles are missing from the counts: those of a store that was made before there were any."""
    articles, issued = (connection.execute(select(func.count()).select_from(model)).scalar_one() for model in (ArticleRow, IssuedRow))
    return bool(articles != issued)


_Numbers = Mapping[tuple[str, str], int]


def _add(rows: dict[Any, list[dict[str, Any]]], article: int, tallied: Tallied, numbers: _Numbers) -> None:
    """The rows of one article."""
    outlet, published = numbers[tallied.outlet[:2]], tallied.published
    rows[IssuedRow].append({"article_id": article, "outlet_id": outlet, "day": published})
    for counted in tallied.events:
        event = counted.event
        key = {"article_id": article, "event": event.id, "type": event.type}
        told = {"mode": event.mode, "status": event.status, "outlet_id": outlet, "day": counted.day, "issued": published}
        told["placed"] = int(any(role == PLACE for role, _ in counted.ties))
        rows[TallyRow].append(key | told)
        rows[TieRow] += [key | {"role": role, "subject_id": numbers[subject[:2]]} for role, subject in counted.ties]
    called: dict[tuple[int, int, str], int] = {}
    for (actor, name, loaded), count in tallied.called.items():
        words = (numbers[actor[:2]], numbers[name[:2]], loaded)
        called[words] = called.get(words, 0) + count
    rows[CalledRow] += [
        {"actor_id": actor, "name_id": name, "loaded": loaded, "outlet_id": outlet, "article_id": article, "count": count}
        for (actor, name, loaded), count in called.items()
    ]


def _numbers(connection: Connection, subjects: dict[tuple[str, str], Subject]) -> dict[tuple[str, str], int]:
    """The number of each subject; new ones are entered, and those that the tables tell otherwise by now are corrected."""
    known: dict[tuple[str, str], int] = {}
    changed = []
    for row in _known(connection, subjects):
        subject = subjects[row.kind, row.key]
        known[row.kind, row.key] = row.id
        if tuple(row)[1:] != subject:
            changed.append({"number": row.id} | subject._asdict())
    if changed:
        connection.execute(update(SubjectRow).where(SubjectRow.id == bindparam("number")), changed)
    last = connection.execute(select(func.max(SubjectRow.id))).scalar() or 0
    new = [subject for key, subject in subjects.items() if key not in known]
    if new:
        connection.execute(insert(SubjectRow), [{"id": last + n} | subject._asdict() for n, subject in enumerate(new, 1)])
    return known | {subject[:2]: last + n for n, subject in enumerate(new, 1)}


def _known(connection: Connection, subjects: Iterable[tuple[str, str]]) -> Iterable[Any]:
    """The rows of subjects that are there already."""
    wanted = sorted(subjects)
    columns = [SubjectRow.id, *(getattr(SubjectRow, field) for field in Subject._fields)]
    for start in range(0, len(wanted), _TOGETHER):
        part = wanted[start : start + _TOGETHER]
        yield from connection.execute(select(*columns).where(tuple_(SubjectRow.kind, SubjectRow.key).in_(part)))
