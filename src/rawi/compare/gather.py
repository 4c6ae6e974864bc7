"""The order of the work: tellings in the order they were told → copies → stories → groups of reports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rawi.compare.copies import CopyIndex, copied_from
from rawi.compare.decisions import Decisions
from rawi.compare.episodes import EpisodeStream, Group, group_reports
from rawi.compare.likeness import Judge
from rawi.compare.records import Copy
from rawi.compare.reports import Telling
from rawi.compare.stories import StoryStream


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was found among tellings: in the order they were told, who copied whom, the story of each article, the groups of reports, and
    the stream that can say why."""

    tellings: tuple[Telling, ...]
    copies: tuple[Copy, ...]
    story_of: dict[str, int]
    groups: tuple[Group, ...]
    stream: EpisodeStream


def gather(tellings: Iterable[Telling], decisions: Decisions | None = None, judge: Judge | None = None) -> Gathered:
    """Find copies, stories and episodes among articles that fit in memory."""
    told = tuple(sorted(tellings, key=told_at))
    judge = judge or Judge()
    for telling in told:
        judge.rarity.add(telling.words | frozenset(telling.names))
    index, stories = CopyIndex(max(len(told), 1)), StoryStream(judge, max(len(told), 1), learn=False)
    copies: list[Copy] = []
    story_of: dict[str, int] = {}
    for telling in told:
        copy = index.add(telling)
        copies += [copy] if copy else []
        story_of[telling.article] = stories.add(telling, copy)
    stream = EpisodeStream(judge, decisions or Decisions(), copied_from(copies), story_of)
    groups = group_reports(told, stream)
    return Gathered(told, tuple(copies), story_of, tuple(groups), stream)


def told_at(telling: Telling) -> tuple[bool, int, int]:
    """Articles by day, those without one last, then in the order of the input."""
    return telling.published is None, telling.published or 0, telling.order
