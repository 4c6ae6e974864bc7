"""What became of the episodes of an earlier run: kept, grown, merged or split, and which of it a person decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from rawi.compare.records import Episode, Lineage, ReportRef


def trace(episodes: Iterable[Episode], before: Iterable[tuple[str, tuple[ReportRef, ...]]]) -> tuple[Episode, ...]:
    """The episodes with their lineage from those of an earlier run, given as id and reports."""
    was = {ref: id for id, refs in before for ref in refs}
    new = tuple(episodes)
    went: defaultdict[str, set[str]] = defaultdict(set)
    for episode in new:
        for ref in episode.reports:
            if ref in was:
                went[was[ref]].add(episode.id)
    return tuple(replace(episode, lineage=episode.lineage + _of(episode, was, went)) for episode in new)


def _of(episode: Episode, was: dict[ReportRef, str], went: dict[str, set[str]]) -> tuple[Lineage, ...]:
    """Where an episode's reports were before."""
    parents = tuple(dict.fromkeys(was[ref] for ref in episode.reports if ref in was))
    split = tuple(parent for parent in parents if len(went[parent]) > 1)
    if not parents:
        return ()
    if len(parents) > 1:
        found = [Lineage("merged", parents, "their reports now tell of one occurrence")]
    elif split:
        found = []
    else:
        grown = any(ref not in was for ref in episode.reports)
        found = [Lineage("grew" if grown else "kept", parents, "with new reports" if grown else "")]
    return (*found, *([Lineage("split", split, "their reports now tell of several occurrences")] if split else []))
