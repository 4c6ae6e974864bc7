"""The comparison of a whole store: made with what people decided about its episodes, and kept in it with where its episodes came from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from rawi.compare import Comparison, Decisions, compare, reasons_of, trace
from rawi.compare.decisions import Decision
from rawi.compare.records import Episode, ReportRef
from rawi.outlets import load_outlets
from rawi.records import plain
from rawi.review.episodes import last_regrouping, pairs
from rawi.store import Conflict, Store, Told
from rawi.store.stories import former, keep

_TRIES = 3
_PASSING = ("kept", "grew")


class Kept(NamedTuple):
    """How many of each there are now."""

    articles: int
    stories: int
    episodes: int


def decided(store: Store) -> Decisions:
    """What people decided of pairs of reports in a store, as comparing takes it."""
    return Decisions.made(Decision(pair["verdict"], _ref(pair["a"]), _ref(pair["b"]), pair["by"], pair["note"]) for pair in pairs(store))


def compare_store(store: Store, more: Decisions | None = None) -> Comparison:
    """The comparison of a store's articles, with what was decided of their episodes there, and in ``more``."""
    known = decided(store)
    return compare(store.each_reading(), load_outlets().house, Decisions(known.of | more.of) if more else known)


def keep_comparison(store: Store) -> Kept:
    """Compare a store and keep what comes of it in place of what was kept before. Raises Conflict where people keep deciding meanwhile."""
    for _ in range(_TRIES):
        last = _last(store)
        made = compare_store(store)
        with store.database.writing() as connection:
            if last_regrouping(connection) == last:
                keep(connection, made.stories, _told(made, former(connection)))
                return Kept(len(made.gathered.tellings), len(made.stories), len(made.episodes))
    raise Conflict(f"{store.place}: somebody merges or splits episodes while they are compared; run it again when they pause.")


def _last(store: Store) -> int:
    with store.database.reading() as connection:
        return last_regrouping(connection)


def _told(made: Comparison, before: list[dict[str, Any]]) -> Iterator[Told]:
    """The episodes with their detail and their lineage."""
    details: dict[str, dict[str, list[dict[str, Any]]]] = {
        episode.id: {"chains": [], "differences": [], "reasons": []} for episode in made.episodes
    }
    for name, rows in (("chains", made.chains), ("differences", made.differences), ("reasons", reasons_of(made))):
        for row in rows:
            details[row.episode][name].append(plain(row))
    steps = {episode["id"]: episode.get("lineage") or [] for episode in before}
    for episode in trace(made.episodes, ((was["id"], tuple(map(_ref, was["reports"]))) for was in before)):
        yield Told(plain(episode) | {"lineage": _lineage(episode, steps)}, details[episode.id])


def _lineage(episode: Episode, steps: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Where an episode came from: what was told of those it was made of, without the times they only stayed or grew, then the last step."""
    parents = [id for step in episode.lineage for id in step.episodes]
    earlier = [step for id in parents for step in steps.get(id, ()) if step["kind"] not in _PASSING]
    found: list[dict[str, Any]] = []
    for step in (*earlier, *map(plain, episode.lineage)):
        if step not in found:
            found.append(step)
    return found


def _ref(row: dict[str, Any]) -> ReportRef:
    return ReportRef(row["article"], row["event"])
