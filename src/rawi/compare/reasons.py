"""Why reports were taken for one occurrence: for each account of an episode, what its likeness to the first one is made of."""

from __future__ import annotations

from collections.abc import Iterator

from rawi.compare.compare import Comparison, episode_id
from rawi.compare.records import Reason, Weighed


def reasons_of(made: Comparison) -> Iterator[Reason]:
    """The reasons of every episode, account by account."""
    told = {episode.id for episode in made.episodes}
    for group in made.gathered.groups:
        id = episode_id(group)
        if id not in told:
            continue
        first, *others = group.accounts
        for other in others:
            pair = made.gathered.stream.pair(first, other)
            features = tuple(Weighed(f.name, f.value, round(f.weight, 3)) for f in pair.features)
            yield Reason(id, other.article, other.reports[0].event, first.article, round(pair.score, 3), features)
