"""The audit: who did what, each row bound by a hash to the row before, so that a change or a gap shows."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, insert, select

from rawi.store.tables import AuditRow

_FIRST = "0" * 64
_FIELDS = ("id", "at", "actor", "actor_kind", "action", "record", "before", "after", "previous")


class Deed(NamedTuple):
    """What is written into the audit: who (a person or a model), what, to which record, and its state before and after (JSON types)."""

    actor: str
    actor_kind: str
    action: str
    record: str
    before: Any = None
    after: Any = None


class Audited(NamedTuple):
    """A row of the audit, with its place in the chain."""

    id: int
    at: str
    deed: Deed
    hash: str


def now() -> str:
    """This moment in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def record(connection: Connection, deed: Deed) -> None:
    """Append a deed; call it inside the write transaction of the deed itself."""
    last = connection.execute(select(AuditRow.id, AuditRow.hash).order_by(AuditRow.id.desc()).limit(1)).one_or_none()
    row: dict[str, Any] = {"id": (last.id if last else 0) + 1, "at": now(), **deed._asdict(), "previous": last.hash if last else _FIRST}
    row |= {name: None if row[name] is None else _json(row[name]) for name in ("before", "after")}
    connection.execute(insert(AuditRow), {**row, "hash": _hash(row)})


def deeds(connection: Connection, record: str | None = None, after: int = 0, limit: int = 100) -> list[Audited]:
    """Rows of the audit in order, of one record or of all, from the row after ``after`` on."""
    chosen = select(AuditRow).where(AuditRow.id > after).order_by(AuditRow.id).limit(limit)
    found = connection.execute(chosen if record is None else chosen.where(AuditRow.record == record)).all()
    return [Audited(r.id, r.at, Deed(r.actor, r.actor_kind, r.action, r.record, _value(r.before), _value(r.after)), r.hash) for r in found]


def faults(connection: Connection) -> list[str]:
    """What is wrong with the chain: rows that were changed, and gaps."""
    told, previous, expected = [], _FIRST, 1
    for row in connection.execute(select(AuditRow).order_by(AuditRow.id)).mappings():
        if row["id"] != expected:
            told.append(f"audit: row {expected} is missing; go back to a backup that has it")
        elif row["previous"] != previous or row["hash"] != _hash(row):
            told.append(f"audit: row {row['id']} is not what was written; compare it with a backup")
        previous, expected = row["hash"], row["id"] + 1
    return told


def length(connection: Connection) -> int:
    """How many rows the audit has."""
    return connection.execute(select(func.count()).select_from(AuditRow)).scalar_one()


def _hash(row: Any) -> str:
    return hashlib.sha256(_json([row[name] for name in _FIELDS]).encode("utf-8", "surrogatepass")).hexdigest()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _value(written: str | None) -> Any:
    return None if written is None else json.loads(written)
