"""A decision on its way into the store: checked, bound to the words it was made on, refused when somebody else decided in between."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import Connection, insert, select

from rawi.records import Reading
from rawi.review.anchors import ORPHAN, Record, quote_for, records_of
from rawi.review.errors import ReviewError, Spent
from rawi.review.fields import REASONS, checked
from rawi.review.standing import OPEN, Standing, standings, taken_back
from rawi.store import Conflict, Decided, Decision, Store, Unknown
from rawi.store.contents import current
from rawi.store.decisions import decide as write
from rawi.store.decisions import decisions, touch
from rawi.store.tables import AnswerRow

CODEBOOK = "plover-2021/contract-1"
"""The definitions that decisions are made by: PLOVER 2021 as docs/records.md writes its records."""
ACTIONS = ("accept", "reject", "correct", "defer", "undo")
_LONGEST = 2000  # letters of a reason
_KEY = re.compile(r"[\x21-\x7e]{1,200}")
_ALL = 1_000_000  # decisions of one article


@dataclass(frozen=True, slots=True)
class Asked:
    """A decision as a coder asks for it. ``version`` is that of the record's Standing as the coder saw it; None decides whatever others did.
    ``key`` makes the request safe to repeat; ``undoes`` is the id of the decision that an undo takes back."""

    article: str
    record: str
    action: str
    coder: str
    coder_kind: str = "human"
    version: int | None = None
    field: str | None = None
    value: Any = None
    reason: str | None = None
    undoes: int | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a request came to: the decision, what stands of its record now, and whether it had been made before."""

    decided: Decided
    standing: Standing
    repeated: bool = False


def decide(store: Store, asked: Asked) -> Outcome:
    """Make a decision. Raises ReviewError for one that cannot be made so, Unknown for an unknown article or record, Conflict where the
    record was decided about since ``version``; nothing is written then. The same request again gives the same outcome."""
    return decide_all(store, [asked])[0]


def decide_all(store: Store, wanted: Sequence[Asked]) -> list[Outcome]:
    """Make several decisions, all of them or, where one cannot be made, none. Raises as ``decide`` does."""
    for asked in wanted:
        _check(asked)
    with store.database.reading() as connection:
        articles = {name: current(connection, name) for name in dict.fromkeys(asked.article for asked in wanted)}
    with store.database.writing() as connection:
        return [_made(connection, asked, *articles[asked.article]) for asked in wanted]


def _made(connection: Connection, asked: Asked, article_id: int, number: int, reading: Reading) -> Outcome:
    records = records_of(reading)
    before = decisions(connection, article=asked.article, limit=_ALL)
    known = standings(reading, before, records)
    repeated = _answered(connection, asked, before)
    if repeated is None:
        standing = _standing_of(asked, known, records)
        repeated = _just_made(asked, standing)
        _compare(asked, standing, repeated)
    if repeated is not None:
        return Outcome(repeated, _holder(known, repeated.id), True)
    made = write(connection, _decision(asked, number, reading, records, standing, before), None)
    _remember(connection, asked, made.id)
    now = _holder(standings(reading, [*before, made], records), made.id)
    touch(connection, article_id, now.record, made.decided, now.verdict != OPEN)
    return Outcome(made, now)


def standing_of(store: Store, article: str, record: str) -> Standing:
    """What stands of the decisions about a record; raises Unknown for an unknown article or record."""
    return read_standing(store, article, record)[1]


def read_standing(store: Store, article: str, record: str) -> tuple[Reading, Standing]:
    """An article's current reading, and what stands of the decisions about one of its records. Raises as standing_of does."""
    with store.database.reading() as connection:
        _, _, reading = current(connection, article)
        told = decisions(connection, article=article, limit=_ALL)
    records = records_of(reading)
    return reading, _standing_of(Asked(article, record, "accept", ""), standings(reading, told, records), records)


def _check(asked: Asked) -> None:
    """What needs no look at the store."""
    if asked.action not in ACTIONS:
        raise ReviewError(f"{asked.action}: is no decision about a record; take one of {', '.join(ACTIONS)}.")
    if not asked.coder.strip():
        raise ReviewError("a decision names its coder.")
    if (asked.action == "correct") != (asked.field is not None):
        raise ReviewError("a correction names the field it is about, and nothing else does.")
    if (asked.action == "undo") != (asked.undoes is not None):
        raise ReviewError("an undo names the decision it takes back (undoes), and nothing else does.")
    if asked.action == "reject" and (asked.reason or "").partition(":")[0] not in REASONS:
        raise ReviewError(f"a rejection needs a reason; take one of {', '.join(REASONS)}, with more after a colon where you want.")
    if len(asked.reason or "") > _LONGEST:
        raise ReviewError(f"reason: has more than {_LONGEST} letters; shorten it.")
    if asked.key is not None and not _KEY.fullmatch(asked.key):
        raise ReviewError("Idempotency-Key: takes 1 to 200 letters, digits and signs without spaces; a UUID will do.")


def _standing_of(asked: Asked, known: dict[str, Standing], records: dict[str, Record]) -> Standing:
    """What stands of the record; of an undone decision's, wherever that is now. Raises Unknown, or ReviewError for an orphan."""
    if asked.undoes is not None:
        found = [standing for standing in known.values() if any(one.id == asked.undoes for one in standing.decisions)]
        if not found:
            raise Unknown(f"decision {asked.undoes}: the store has no such decision about {asked.article}; look at its decisions.")
        return found[0]
    if asked.record in records:
        return known.get(asked.record) or Standing(asked.article, asked.record, "id")
    if asked.record in known and known[asked.record].found == ORPHAN:
        raise ReviewError(
            f"{asked.article} {asked.record}: the current reading has no such record any more; its decisions can only be undone."
        )
    raise Unknown(f"{asked.article}: its reading has no such record as {asked.record}; look at the article anew.")


def _compare(asked: Asked, standing: Standing, repeated: Decided | None) -> None:
    """Refuse where the coder saw another state than this."""
    if repeated is None and asked.version is not None and asked.version != standing.version:
        last = standing.decisions[-1] if standing.decisions else None
        by = f"{last.decision.coder} at {last.decided}" if last else "nobody"
        raise Conflict(
            f"{asked.article} {standing.record}: was decided by {by} in between (version {standing.version}, you saw {asked.version}); "
            "look again, then decide."
        )


def _just_made(asked: Asked, standing: Standing) -> Decided | None:
    """The record's last decision where it is this very one, made from the state that the coder saw: a click that was sent twice."""
    last = standing.decisions[-1] if standing.decisions else None
    seen = standing.decisions[-2].id if len(standing.decisions) > 1 else 0
    if last is None or asked.version != seen or asked.key is not None:
        return None
    own = ("action", "coder", "coder_kind", "field", "reason", "undoes")
    same = all(getattr(last.decision, name) == getattr(asked, name) for name in own)
    return last if same and asked.action != "correct" else None


def _decision(
    asked: Asked, number: int, reading: Reading, records: dict[str, Record], standing: Standing, before: Sequence[Decided]
) -> Decision:
    """The decision as it is kept."""
    value = checked(asked.field, asked.value, reading) if asked.field is not None else None
    record = records.get(standing.record) if standing.found != ORPHAN else None
    if asked.undoes is not None:
        undone = next(one for one in standing.decisions if one.id == asked.undoes)
        if undone.decision.action == "undo" or asked.undoes in taken_back(before):
            raise ReviewError(f"decision {asked.undoes}: is taken back already, or takes one back itself; decide anew instead.")
    if asked.action == "correct" and record is not None and record.kind != "event":
        raise ReviewError(f"{asked.record}: fields of an event alone can be corrected; reject this {record.kind} with a reason instead.")
    return Decision(
        article=asked.article,
        version=number,
        record=standing.record,
        action=asked.action,
        coder=asked.coder,
        coder_kind=asked.coder_kind,
        field=asked.field,
        value=value,
        reason=asked.reason,
        quote=quote_for(reading, record) if record else None,
        made_by=asdict(reading.made_by),
        codebook=CODEBOOK,
        undoes=asked.undoes,
    )


def _holder(known: dict[str, Standing], id: int) -> Standing:
    """The standing that a decision belongs to."""
    return next(standing for standing in known.values() if any(one.id == id for one in standing.decisions))


def _answered(connection: Connection, asked: Asked, before: Sequence[Decided]) -> Decided | None:
    """The decision that a request with this key came to. Raises Spent where it asked for something else."""
    if asked.key is None:
        return None
    chosen = select(AnswerRow.asked, AnswerRow.decision_id).where(AnswerRow.coder == asked.coder, AnswerRow.key == asked.key)
    found = connection.execute(chosen).one_or_none()
    if found is None:
        return None
    if found.asked != digest(asked):
        raise Spent(f"Idempotency-Key {asked.key}: was used for another decision; take a new one.")
    return next(one for one in before if one.id == found.decision_id)


def _remember(connection: Connection, asked: Asked, id: int) -> None:
    if asked.key is not None:
        row = {"coder": asked.coder, "key": asked.key, "asked": digest(asked), "decision_id": id}
        connection.execute(insert(AnswerRow), row)


def digest(asked: Any) -> str:
    """What tells one request from another: its key left out, and the state that the coder saw."""
    return hashlib.sha256(
        json.dumps(asdict(replace(asked, key=None, version=None)), sort_keys=True).encode("utf-8", "surrogatepass")
    ).hexdigest()
