"""What coders decided about records. A decision is added, never changed: undoing one is another that names it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, exists, func, insert, or_, select, update

from rawi.store.audit import Deed, now, record
from rawi.store.errors import Conflict, StoreError, Unknown
from rawi.store.tables import ArticleRow, DecisionRow, EventRow

ACTIONS = frozenset({"accept", "reject", "correct", "add", "merge", "split", "defer", "undo"})
_KINDS = frozenset({"human", "model"})
_OWN = ("version", "record", "field", "action", "value", "reason", "coder", "coder_kind", "quote", "made_by", "codebook", "undoes")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a coder says of a record (an event's id, or another's) of an article's version.

    ``field`` is the field a correction is about, ``value`` what it becomes (JSON types). ``quote`` keeps the words, so that the decision
    can be found again in another version: {"exact", "prefix", "suffix", "start", "end"}. ``made_by`` says which reading it was about:
    {"rawi", "lexicon", "model"}. ``undoes`` is the id of a decision that this one takes back.
    """

    article: str
    version: int
    record: str
    action: str
    coder: str
    coder_kind: str = "human"
    field: str | None = None
    value: Any = None
    reason: str | None = None
    quote: dict[str, Any] | None = None
    made_by: dict[str, Any] | None = None
    codebook: str | None = None
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as it stands in the store, with its number and time (UTC)."""

    id: int
    decided: str
    decision: Decision


def decide(connection: Connection, decision: Decision, after: int | None) -> Decided:
    """Add a decision. With ``after`` (the id of the last decision about the record that the coder saw, 0 for none) it raises Conflict
    where there is a newer one. Raises StoreError for an unknown article, action or decision to undo."""
    article_id = _article_id(connection, decision.article)
    _check(decision)
    last = _last(connection, article_id, decision.record)
    if after is not None and (last.id if last else 0) != after:
        by = f"{last.coder} at {last.decided}" if last else "nobody"
        raise Conflict(f"{decision.article} {decision.record}: was decided by {by} in between; look again, then decide.")
    if decision.undoes is not None and _undone(connection, decision.undoes, article_id) is None:
        raise StoreError(f"decision {decision.undoes}: is none about {decision.article}; undo one of its own.")
    id = (connection.execute(select(func.max(DecisionRow.id))).scalar() or 0) + 1
    decided = now()
    row = {name: getattr(decision, name) for name in _OWN}
    connection.execute(insert(DecisionRow), {**row, "id": id, "article_id": article_id, "decided": decided})
    before = {"id": last.id, "action": last.action, "field": last.field, "value": last.value} if last else None
    place = f"{decision.article}#{decision.record}"
    record(connection, Deed(decision.coder, decision.coder_kind, decision.action, place, before, {"id": id, **row}))
    return Decided(id, decided, decision)


def decisions(
    connection: Connection,
    article: str | None = None,
    record: str | None = None,
    coder: str | None = None,
    after: int = 0,
    limit: int = 1000,
) -> list[Decided]:
    """Decisions in order, narrowed to an article, a record, a coder, and to those after an id."""
    chosen = select(DecisionRow.__table__, ArticleRow.name).join(ArticleRow, ArticleRow.id == DecisionRow.article_id)
    conditions = ((ArticleRow.name, article), (DecisionRow.record, record), (DecisionRow.coder, coder))
    for column, value in conditions:
        chosen = chosen if value is None else chosen.where(column == value)
    found = connection.execute(chosen.where(DecisionRow.id > after).order_by(DecisionRow.id).limit(limit)).all()
    return [_decided(row) for row in found]


def _decided(row: Any) -> Decided:
    return Decided(row.id, row.decided, Decision(article=row.name, **{name: getattr(row, name) for name in _OWN}))


def of_actions(connection: Connection, actions: Iterable[str], near: tuple[Sequence[str], str] | None = None) -> list[Decided]:
    """The decisions of some actions with those that take them back, in order; with ``near`` only those kept under one of some articles, or
    about a record."""
    chosen = select(DecisionRow.__table__, ArticleRow.name).join(ArticleRow, ArticleRow.id == DecisionRow.article_id).where(_of(actions))
    if near is not None:
        articles, record = near
        chosen = chosen.where(or_(ArticleRow.name.in_(articles), DecisionRow.record == record))
    return [_decided(row) for row in connection.execute(chosen.order_by(DecisionRow.id))]


def newest_of(connection: Connection, actions: Iterable[str]) -> int:
    """The id of the last decision of some actions, or that takes one back; 0 before the first."""
    return connection.execute(select(func.max(DecisionRow.id)).where(_of(actions))).scalar() or 0


def _of(actions: Iterable[str]) -> ColumnElement[bool]:
    wanted = DecisionRow.action.in_(list(actions))
    return or_(wanted, DecisionRow.undoes.in_(select(DecisionRow.id).where(wanted)))


VERDICTS = ("accept", "reject", "defer")


def settle(connection: Connection, articles: Iterable[int]) -> None:
    """Mark the events of some articles that a verdict stands on. Only one that was made on the same version and type is told here: whether
    another still holds is for review to say."""
    decided = set(connection.execute(select(DecisionRow.article_id).where(DecisionRow.article_id.in_(list(articles)))).scalars())
    if not decided:
        return
    undoing = DecisionRow.__table__.alias("undoing")
    undone = exists().where(undoing.c.undoes == DecisionRow.id)
    current = select(ArticleRow.current).where(ArticleRow.id == DecisionRow.article_id).scalar_subquery()
    of_event = and_(DecisionRow.article_id == EventRow.article_id, DecisionRow.record == EventRow.event)
    same = and_(DecisionRow.version == current, DecisionRow.quote["type"].as_string() == EventRow.type)
    stands = exists().where(of_event, same, DecisionRow.action.in_(VERDICTS), ~undone)
    connection.execute(update(EventRow).where(EventRow.article_id.in_(decided), stands).values(settled=1))


def touch(connection: Connection, article_id: int, event: str, at: str, settled: bool) -> None:
    """Note that an event changed, because somebody decided about it, and whether a verdict stands on it now."""
    chosen = update(EventRow).where(EventRow.article_id == article_id, EventRow.event == event)
    connection.execute(chosen.values(changed=at, settled=int(settled)))


def _check(decision: Decision) -> None:
    if decision.action not in ACTIONS:
        raise StoreError(f"{decision.action}: is no decision; take one of {', '.join(sorted(ACTIONS))}.")
    if decision.coder_kind not in _KINDS:
        raise StoreError(f"{decision.coder_kind}: is no kind of coder; take human or model.")
    if (decision.action == "undo") != (decision.undoes is not None):
        raise StoreError("an undo names the decision it takes back, and nothing else does.")


def _article_id(connection: Connection, name: str) -> int:
    found = connection.execute(select(ArticleRow.id).where(ArticleRow.name == name)).scalar()
    if found is None:
        raise Unknown(f"{name}: the store has no such article.")
    return found


def _last(connection: Connection, article_id: int, record: str) -> Any:
    chosen = select(DecisionRow.__table__).where(DecisionRow.article_id == article_id, DecisionRow.record == record)
    return connection.execute(chosen.order_by(DecisionRow.id.desc()).limit(1)).one_or_none()


def _undone(connection: Connection, id: int, article_id: int) -> int | None:
    return connection.execute(select(DecisionRow.id).where(DecisionRow.id == id, DecisionRow.article_id == article_id)).scalar()
