"""Merging and splitting episodes: a decision that keeps what was there before, new episodes with their lineage, and the way back.

The pairs that follow from these decisions (``pairs``) are what comparing takes, so that they hold whenever episodes are made anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, select

from rawi.records import Reading
from rawi.review.anchors import ORPHAN, anchor, event_of, quote_for, records_of
from rawi.review.deciding import CODEBOOK
from rawi.review.errors import ReviewError
from rawi.review.retold import retold
from rawi.review.standing import OF_EPISODES, holding
from rawi.store import Conflict, Decided, Decision, Store, Unknown
from rawi.store.contents import current
from rawi.store.decisions import decide, decisions
from rawi.store.episodes import put_episodes
from rawi.store.tables import ArticleRow, DecisionRow, EpisodeRow

_ALL = 1_000_000  # decisions of a store about episodes


@dataclass(frozen=True, slots=True)
class Regrouped:
    """A merge or split that was made: the decision, and the episodes that there are now in place of the old ones."""

    decided: Decided
    episodes: tuple[dict[str, Any], ...]


def merge(store: Store, ids: Sequence[str], coder: str, *, reason: str | None = None, coder_kind: str = "human") -> Regrouped:
    """One episode of several: their reports tell of one occurrence. Raises Conflict where one of them is no longer there."""
    if len(set(ids)) < 2:
        raise ReviewError("a merge names two episodes at least.")
    with store.database.writing() as connection:
        before = _present(connection, list(dict.fromkeys(ids)))
        reports = [report for episode in before for report in episode["reports"]]
        return _regroup(connection, "merge", before, [reports], (coder, coder_kind, reason))


def split(
    store: Store, id: str, reports: Sequence[tuple[str, str]], coder: str, *, reason: str | None = None, coder_kind: str = "human"
) -> Regrouped:
    """Two episodes of one: some of its reports (article, event) tell of another occurrence. Raises Conflict where it is no longer there."""
    wanted = set(reports)
    with store.database.writing() as connection:
        before = _present(connection, [id])
        all_of_it = before[0]["reports"]
        out = [report for report in all_of_it if (report["article"], report["event"]) in wanted]
        if len(out) != len(wanted) or not 0 < len(out) < len(all_of_it):
            raise ReviewError(f"{id}: a split names some of its reports, not none, not all, and no others.")
        rest = [report for report in all_of_it if report not in out]
        return _regroup(connection, "split", before, [rest, out], (coder, coder_kind, reason))


def undo(store: Store, id: int, coder: str, *, coder_kind: str = "human") -> Regrouped:
    """Take a merge or split back: the episodes as they were. Raises Conflict where what it made was regrouped since. Where comparing has made
    the episodes anew, they stay until it does so again, without this decision."""
    with store.database.writing() as connection:
        made, later = _to_undo(connection, id)
        value, decision = made.decision.value, made.decision
        if any(was["id"] in value["made"] for one in later for was in one.decision.value["before"]):
            raise Conflict(f"decision {id}: its episodes were merged or split in between; take that back first.")
        there = set(connection.execute(select(EpisodeRow.id).where(EpisodeRow.id.in_(value["made"]))).scalars())
        restored = value["before"] if there == set(value["made"]) else []
        if restored:
            put_episodes(connection, restored, value["made"])
        quote, place = {"kind": "episode"}, (decision.article, decision.version, decision.record)
        undoing = Decision(*place, "undo", coder, coder_kind, quote=quote, undoes=id)
        return Regrouped(decide(connection, undoing, None), tuple(restored))


def _to_undo(connection: Connection, id: int) -> tuple[Decided, list[Decided]]:
    """A merge or split that holds, and those that hold after it."""
    told = _of_episodes(connection)
    made = next((one for one in told if one.id == id and one.decision.action != "undo"), None)
    if made is None:
        raise Unknown(f"decision {id}: the store has no such merge or split.")
    holds = holding(told)
    if made not in holds:
        raise ReviewError(f"decision {id}: is taken back already.")
    return made, [one for one in holds if one.id > id]


def pairs(store: Store) -> Iterator[dict[str, Any]]:
    """What the decisions say of pairs of reports, as comparing takes it: {"verdict": same or different, "a", "b", "by", "note"}; a report
    is told by its words, so that it is known again in a newer reading. One whose words are gone is left out."""
    with store.database.reading() as connection:
        for one in holding(_of_episodes(connection)):
            value, decision = one.decision.value, one.decision
            verdict = "same" if decision.action == "merge" else "different"
            groups = [[_now(connection, quoted) for quoted in group] for group in value["groups"]]
            known = [[report for report in group if report is not None] for group in groups]
            for number, group in enumerate(known):
                for a in group[:1] if verdict == "same" else group:
                    for other in known[number + 1 :]:
                        for b in other[:1] if verdict == "same" else other:
                            yield {"verdict": verdict, "a": a, "b": b, "by": decision.coder, "note": decision.reason or ""}


def _regroup(
    connection: Connection, action: str, before: list[dict[str, Any]], groups: list[list[dict[str, Any]]], who: tuple[str, str, str | None]
) -> Regrouped:
    """Write the decision and the episodes it makes."""
    coder, kind, reason = who
    readings = {name: current(connection, name) for name in {report["article"] for group in groups for report in group}}
    told = {name: reading for name, (_, _, reading) in readings.items()}
    old = [episode["id"] for episode in before]
    made = [retold(before, group, told) for group in groups]
    lineage = {"kind": "joined" if action == "merge" else "parted", "episodes": old, "why": f"decided by {coder}"}
    for episode in made:
        episode["lineage"] = [*(step for was in before for step in was.get("lineage") or ()), lineage]
    first = groups[0][0]["article"]
    # A merge is told by the groups it joined, a split by those it made: `pairs` needs the border between them.
    borders = [episode["reports"] for episode in before] if action == "merge" else groups
    value = {
        "before": before,
        "made": [episode["id"] for episode in made],
        "groups": [[_quoted(told[report["article"]], report["event"]) for report in group] for group in borders],
    }
    decision = Decision(
        first, readings[first][1], made[-1]["id"], action, coder, kind, value=value, reason=reason, quote={"kind": "episode"},
        made_by=asdict(told[first].made_by), codebook=CODEBOOK,
    )  # fmt: skip
    decided = decide(connection, decision, None)
    put_episodes(connection, made, old)
    return Regrouped(decided, tuple(made))


def _present(connection: Connection, ids: list[str]) -> list[dict[str, Any]]:
    found = {row.id: row.data for row in connection.execute(select(EpisodeRow.id, EpisodeRow.data).where(EpisodeRow.id.in_(ids)))}
    missing = [id for id in ids if id not in found]
    if missing:
        raise Conflict(f"{missing[0]}: is no episode now; it was merged or split in between, or never was one. Look again, then decide.")
    return [found[id] for id in ids]


def _of_episodes(connection: Connection) -> list[Decided]:
    """The merges and splits with their undos, in order."""
    chosen = select(ArticleRow.name).join(DecisionRow, DecisionRow.article_id == ArticleRow.id)
    names = set(connection.execute(chosen.where(DecisionRow.action.in_(OF_EPISODES))).scalars())
    told = [one for name in names for one in decisions(connection, article=name, limit=_ALL)]
    mine = [one for one in told if one.decision.action in OF_EPISODES or (one.decision.quote or {}).get("kind") == "episode"]
    return sorted(mine, key=lambda one: one.id)


def _quoted(reading: Reading, event: str) -> dict[str, Any]:
    """A report with the words it stands on."""
    record = records_of(reading).get(event)
    return {"article": reading.article.id, "event": event, "quote": quote_for(reading, record) if record else None}


def _now(connection: Connection, quoted: dict[str, Any]) -> dict[str, str] | None:
    """The report as the current reading has it."""
    _, _, reading = current(connection, quoted["article"])
    decision = Decision(quoted["article"], 0, quoted["event"], "merge", "", quote=quoted["quote"])
    at = anchor(decision, reading, records_of(reading))
    if at.found == ORPHAN or event_of(reading, at.record) is None:
        return None
    return {"article": quoted["article"], "event": at.record}
