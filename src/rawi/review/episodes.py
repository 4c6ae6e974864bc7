"""Merging and splitting episodes: a decision that keeps what was there before, new episodes with their lineage, and the way back.

The pairs that follow from these decisions (``pairs``) are what comparing takes, so that they hold whenever episodes are made anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection

from rawi.compare.reports import COUNTED
from rawi.records import Reading
from rawi.review.anchors import ORPHAN, anchor, event_of, quote_for, records_of
from rawi.review.deciding import CODEBOOK
from rawi.review.errors import ReviewError
from rawi.review.retold import Row, circle_around, id_of, retold
from rawi.review.standing import OF_EPISODES, holding
from rawi.store import Conflict, Decided, Decision, Store, Told, Unknown
from rawi.store.contents import current
from rawi.store.decisions import decide, newest_of, of_actions
from rawi.store.episodes import kept, put_episodes

_PASSED = {"merge": "joined", "split": "parted"}


@dataclass(frozen=True, slots=True)
class Regrouped:
    """A merge or split that was made: the decision, and the episodes that there are now in place of the old ones."""

    decided: Decided
    episodes: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to become of some episodes: the action, the groups of reports that the decision tells of, and of each episode to be made its
    reports and those that may be of it; ``who`` is the coder, its kind and the reason."""

    action: str
    borders: list[list[Row]]
    groups: list[tuple[list[Row], list[Row]]]
    who: tuple[str, str, str | None]


def merge(store: Store, ids: Sequence[str], coder: str, *, reason: str | None = None, coder_kind: str = "human") -> Regrouped:
    """One episode of several: their reports tell of one occurrence. Raises Conflict where one of them is no longer there."""
    if len(set(ids)) < 2:
        raise ReviewError("a merge names two episodes at least.")
    with store.database.writing() as connection:
        before = _present(connection, list(dict.fromkeys(ids)))
        borders = [one.episode["reports"] for one in before]
        sure = [report for reports in borders for report in reports]
        unsure = [report for one in before for report in one.episode.get("unsure") or () if report not in sure]
        return _regroup(connection, before, Wish("merge", borders, [(sure, unsure)], (coder, coder_kind, reason)))


def split(
    store: Store, id: str, reports: Sequence[tuple[str, str]], coder: str, *, reason: str | None = None, coder_kind: str = "human"
) -> Regrouped:
    """Two episodes of one: some of its reports (article, event) tell of another occurrence. Raises Conflict where it is no longer there."""
    wanted = set(reports)
    with store.database.writing() as connection:
        before = _present(connection, [id])
        all_of_it = before[0].episode["reports"]
        out = [report for report in all_of_it if (report["article"], report["event"]) in wanted]
        if len(out) != len(wanted) or not 0 < len(out) < len(all_of_it):
            raise ReviewError(f"{id}: a split names some of its reports, not none, not all, and no others.")
        rest = [report for report in all_of_it if report not in out]
        groups = [(rest, list(before[0].episode.get("unsure") or ())), (out, [])]
        return _regroup(connection, before, Wish("split", [rest, out], groups, (coder, coder_kind, reason)))


def settle(
    store: Store, id: str, article: str, same: bool, coder: str, *, reason: str | None = None, coder_kind: str = "human"
) -> Regrouped:
    """Say of the reports of an article of which it is not sure that they are of an episode, that they are (a merge) or are not (a split).
    Raises Conflict where the episode is no longer there."""
    with store.database.writing() as connection:
        before = _present(connection, [id])
        reports, unsure = before[0].episode["reports"], before[0].episode.get("unsure") or ()
        meant = [report for report in unsure if report["article"] == article]
        if not meant:
            raise ReviewError(f"{id}: has no report of {article} of which it is not sure.")
        rest = [report for report in unsure if report not in meant]
        groups = [([*reports, *meant], rest)] if same else [(list(reports), rest), *_counted(connection, meant)]
        wish = Wish("merge" if same else "split", [list(reports), meant], groups, (coder, coder_kind, reason))
        return _regroup(connection, before, wish)


def undo(store: Store, id: int, coder: str, *, coder_kind: str = "human") -> Regrouped:
    """Take a merge or split back: the episodes as they were. Raises Conflict where what it made was regrouped since. Where comparing has made
    the episodes anew, they stay until it does so again, without this decision."""
    with store.database.writing() as connection:
        made, later = _to_undo(connection, id)
        value, decision = made.decision.value, made.decision
        if any(was["id"] in value["made"] for one in later for was in one.decision.value["before"]):
            raise Conflict(f"decision {id}: its episodes were merged or split in between; take that back first.")
        there = kept(connection, value["made"])
        restored = value["before"] if len(there) == len(value["made"]) else []
        if restored:
            put_episodes(connection, _put_back(connection, restored, there), value["made"])
        quote, place = {"kind": "episode"}, (decision.article, decision.version, decision.record)
        undoing = Decision(*place, "undo", coder, coder_kind, quote=quote, undoes=id)
        return Regrouped(decide(connection, undoing, None), tuple(restored))


def about(store: Store, episode: dict[str, Any]) -> list[Decided]:
    """The merges and splits that hold and name a report of an episode, in order. One that split it off from others is found as long as
    comparing has not made it anew."""
    reports = {(report["article"], report["event"]) for report in (*episode["reports"], *(episode.get("unsure") or ()))}
    with store.database.reading() as connection:
        told = holding(of_actions(connection, OF_EPISODES, ([article for article, _ in reports], episode["id"])))
    return [one for one in told if any((r["article"], r["event"]) in reports for group in one.decision.value["groups"] for r in group)]


def last_regrouping(connection: Connection) -> int:
    """The id of the last decision about an episode, 0 before the first."""
    return newest_of(connection, OF_EPISODES)


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


def _regroup(connection: Connection, before: list[Told], wish: Wish) -> Regrouped:
    """Write the decision and the episodes it makes."""
    coder, kind, reason = wish.who
    articles = {report["article"] for group in wish.borders for report in group}
    articles |= {report["article"] for sure, unsure in wish.groups for report in (*sure, *unsure)}
    readings = {name: current(connection, name) for name in articles}
    told = {name: reading for name, (_, _, reading) in readings.items()}
    circle, old = circle_around(connection, articles), [one.episode["id"] for one in before]
    made = [retold(id_of(sure), before, sure, unsure, circle) for sure, unsure in wish.groups]
    lineage = {"kind": _PASSED[wish.action], "episodes": old, "why": f"decided by {coder}"}
    for one in made:
        one.episode["lineage"].append(lineage)
    first = wish.borders[0][0]["article"]
    value = {
        "before": [one.episode for one in before],
        "made": [one.episode["id"] for one in made],
        "groups": [[_quoted(told[report["article"]], report["event"]) for report in group] for group in wish.borders],
    }
    decision = Decision(
        first, readings[first][1], made[-1].episode["id"], wish.action, coder, kind, value=value, reason=reason, quote={"kind": "episode"},
        made_by=asdict(told[first].made_by), codebook=CODEBOOK,
    )  # fmt: skip
    decided = decide(connection, decision, None)
    put_episodes(connection, made, old)
    return Regrouped(decided, tuple(one.episode for one in made))


def _counted(connection: Connection, reports: list[Row]) -> list[tuple[list[Row], list[Row]]]:
    """Reports as an episode of their own, where one of them is counted at least."""
    for report in reports:
        _, _, reading = current(connection, report["article"])
        event = event_of(reading, report["event"])
        if event is not None and event.score >= COUNTED:
            return [(reports, [])]
    return []


def _put_back(connection: Connection, restored: list[dict[str, Any]], there: list[Told]) -> list[Told]:
    """Former episodes as they were, with what is told about them."""
    reports = [report for episode in restored for report in (*episode["reports"], *(episode.get("unsure") or ()))]
    circle = circle_around(connection, {report["article"] for report in reports})
    details = (retold(was["id"], there, was["reports"], was.get("unsure") or (), circle).detail for was in restored)
    return [Told(was, detail) for was, detail in zip(restored, details, strict=True)]


def _present(connection: Connection, ids: list[str]) -> list[Told]:
    found = kept(connection, ids)
    missing = sorted(set(ids) - {one.episode["id"] for one in found}, key=ids.index)
    if missing:
        raise Conflict(f"{missing[0]}: is no episode now; it was merged or split in between, or never was one. Look again, then decide.")
    return found


def _of_episodes(connection: Connection) -> list[Decided]:
    """The merges and splits with their undos, in order."""
    return of_actions(connection, OF_EPISODES)


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
