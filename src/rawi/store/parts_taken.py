"""What an actor, a place or an outlet has part in: counts, company, names, sources, and lists of them all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, and_, func, or_, select

from rawi.fold import fold_word
from rawi.store.subjects import NAMELESS, OUTLET, Subject
from rawi.store.tally_tables import DOER, PLACE, SOURCE, SUFFERER, CalledRow, IssuedRow, SubjectRow, TallyRow, TieRow

PARTIES = (DOER, SUFFERER)


class Deeds(NamedTuple):
    """Events in which a subject has part in a role, alike in all that is told here; ``outlet`` is a subject's number. A tuple, since there
    are tens of thousands on a page."""

    role: str
    day: str | None
    type: str
    status: str
    outlet: int
    events: int


@dataclass(frozen=True, slots=True)
class Beside:
    """How often somebody or some place (a number), in a role, stands beside a subject in its own role, in events of a type."""

    own: str
    role: str
    other: int
    type: str
    count: int


@dataclass(frozen=True, slots=True)
class Called:
    """How often an outlet calls an actor by a name (all numbers), and what the name conveys."""

    actor: int
    outlet: int
    name: int
    loaded: str
    count: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A subject with how many events it has part in, for lists."""

    number: int
    subject: Subject
    count: int


def number_of(connection: Connection, kind: str, key: str) -> int | None:
    """The number of a subject by its kind and key; None where nothing in the store tells of it."""
    return connection.execute(select(SubjectRow.id).where(SubjectRow.kind == kind, SubjectRow.key == key)).scalar()


def deeds_of(connection: Connection, subject: int, roles: tuple[str, ...]) -> list[Deeds]:
    """The events that a subject has part in."""
    what = (TieRow.role, TallyRow.day, TallyRow.type, TallyRow.status, TallyRow.outlet_id)
    return [Deeds._make(row) for row in connection.execute(_parts(subject, roles, *what, func.count()).group_by(*what))]


def told_on_the_word_of(connection: Connection, subject: int) -> int:
    """How many events stand on a subject's word."""
    chosen = select(func.count()).select_from(TieRow).where(TieRow.role == SOURCE, TieRow.subject_id == subject)
    return connection.execute(chosen).scalar_one()


def deeds_told_by(connection: Connection, outlet: int) -> list[Deeds]:
    """The events that an outlet tells; the role is empty."""
    what = (TallyRow.outlet_id, TallyRow.type, TallyRow.status, TallyRow.day)  # as the index has them
    found = connection.execute(select(*what, func.count()).where(TallyRow.outlet_id == outlet).group_by(*what))
    return [Deeds("", row.day, row.type, row.status, outlet, row[4]) for row in found]


def beside(connection: Connection, subject: int, roles: tuple[str, ...]) -> list[Beside]:
    """Everybody and every place that stands beside a subject in an event, the same one in another role left out."""
    own, other = TieRow.__table__.alias("own"), TieRow.__table__.alias("other")
    what = (own.c.role, other.c.role, other.c.subject_id, own.c.type)
    same = and_(other.c.article_id == own.c.article_id, other.c.event == own.c.event)
    chosen = select(*what, func.count()).select_from(own.join(other, same))
    chosen = chosen.where(own.c.role.in_(roles), own.c.subject_id == subject, other.c.subject_id != subject)
    return [Beside(*row) for row in connection.execute(chosen.group_by(*what))]


def sources_of(connection: Connection, outlet: int) -> list[tuple[int, int]]:
    """On whose word (a number) an outlet's events stand, and how many."""
    same = (TieRow.article_id == TallyRow.article_id) & (TieRow.event == TallyRow.event) & (TieRow.role == SOURCE)
    chosen = select(TieRow.subject_id, func.count()).select_from(TallyRow).join(TieRow, same).where(TallyRow.outlet_id == outlet)
    return [(row[0], row[1]) for row in connection.execute(chosen.group_by(TieRow.subject_id))]


def names_of(connection: Connection, *, actor: int | None = None, outlet: int | None = None) -> list[Called]:
    """What an actor is called by each outlet, or what an outlet calls each actor."""
    what = (CalledRow.actor_id, CalledRow.outlet_id, CalledRow.name_id, CalledRow.loaded)
    chosen = select(*what, func.sum(CalledRow.count)).group_by(*what)
    chosen = chosen.where(CalledRow.actor_id == actor) if actor is not None else chosen.where(CalledRow.outlet_id == outlet)
    return [Called(*row[:4], int(row[4])) for row in connection.execute(chosen)]


def issued(connection: Connection, outlet: int | None = None) -> dict[int, tuple[int, str | None, str | None]]:
    """Outlet → how many articles it has here, and the first and last day of them."""
    chosen = select(IssuedRow.outlet_id, func.count(), func.min(IssuedRow.day), func.max(IssuedRow.day)).group_by(IssuedRow.outlet_id)
    if outlet is not None:
        chosen = chosen.where(IssuedRow.outlet_id == outlet)
    return {row[0]: (row[1], row[2], row[3]) for row in connection.execute(chosen)}


def listed(
    connection: Connection, kind: str, roles: tuple[str, ...], named: str, keys: Iterable[str], after: int, limit: int, words: bool = False
) -> list[Listed]:
    """Subjects that have part in the most events, from the one after so many on; with ``named`` those whose name holds it or whose key is
    one of ``keys``. Of actors those of the registry, or with ``words`` the words that no registry knows."""
    count = func.count().label("count")
    if kind == OUTLET:
        chosen = select(TallyRow.outlet_id.label("number"), count).group_by(TallyRow.outlet_id)
    else:
        chosen = select(TieRow.subject_id.label("number"), count).where(TieRow.role.in_(roles)).group_by(TieRow.subject_id)
    told = chosen.subquery()
    columns = [SubjectRow.id, *(getattr(SubjectRow, field) for field in Subject._fields), func.coalesce(told.c.count, 0)]
    wanted = (
        select(*columns).outerjoin(told, told.c.number == SubjectRow.id)
        if kind == OUTLET
        else select(*columns).join(told, told.c.number == SubjectRow.id)
    )
    wanted = wanted.where(SubjectRow.kind == kind, SubjectRow.key != "")
    if kind != OUTLET:
        wanted = wanted.where(SubjectRow.key.like(f"{NAMELESS}%") if words else SubjectRow.key.not_like(f"{NAMELESS}%"))
    if named:
        met = [column.ilike(_holding(named), escape="\\") for column in (SubjectRow.name_ar, SubjectRow.name_en)]
        met.append(SubjectRow.key.like(NAMELESS + _holding(fold_word(named)), escape="\\"))
        wanted = wanted.where(or_(*met, SubjectRow.key.in_(list(keys))))
    ordered = wanted.order_by(func.coalesce(told.c.count, 0).desc(), SubjectRow.key).offset(after).limit(limit)
    return [Listed(row[0], Subject(*row[1:-1]), row[-1]) for row in connection.execute(ordered)]


def _holding(words: str) -> str:
    """The pattern of what holds these words."""
    return "%" + "".join(f"\\{sign}" if sign in "%_\\" else sign for sign in words) + "%"


def places_within(connection: Connection, key: str, country: str | None) -> list[Listed]:
    """The places that lie in a province (by its key) or country (by its code), the most told first."""
    inside = SubjectRow.country == country if country else SubjectRow.province == key
    count = func.count().label("count")
    chosen = select(SubjectRow.id, *(getattr(SubjectRow, field) for field in Subject._fields), count).join(
        TieRow, TieRow.subject_id == SubjectRow.id
    )
    chosen = chosen.where(TieRow.role == PLACE, SubjectRow.kind == "place", inside, SubjectRow.key != key).group_by(SubjectRow.id)
    return [
        Listed(row[0], Subject(*row[1:-1]), row[-1]) for row in connection.execute(chosen.order_by(count.desc(), SubjectRow.key).limit(40))
    ]


def _parts(subject: int, roles: tuple[str, ...], *columns: Any) -> Select[Any]:
    same = (TallyRow.article_id == TieRow.article_id) & (TallyRow.event == TieRow.event)
    return select(*columns).select_from(TieRow).join(TallyRow, same).where(TieRow.role.in_(roles), TieRow.subject_id == subject)
