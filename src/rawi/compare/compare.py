"""Readings of many articles → stories, episodes, chains and differences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rawi.compare.accounts import Account
from rawi.compare.contradict import count_words, differences_of, iso_day
from rawi.compare.corroborate import Circle, chains_of, circle_of, standing_of
from rawi.compare.decisions import DIFFERENT, Decisions
from rawi.compare.episodes import Group, ref_of
from rawi.compare.gather import Gathered, gather
from rawi.compare.records import Chain, Copy, Difference, Episode, Lineage, Named, Period, Story, Teller, ToldFigure
from rawi.compare.reports import COUNTED, NAMELESS, Count, Telling, telling_of
from rawi.records import Reading

LEAST = 0.12  # events below are not compared; those below COUNTED only join episodes that a counted one is of


@dataclass(frozen=True, slots=True)
class Comparison:
    """What many articles say together; ``gathered`` can say why."""

    stories: tuple[Story, ...]
    episodes: tuple[Episode, ...]
    chains: tuple[Chain, ...]
    differences: tuple[Difference, ...]
    copies: tuple[Copy, ...]
    gathered: Gathered


def compare(readings: Iterable[Reading], family: Callable[[str], str] | None = None, decisions: Decisions | None = None) -> Comparison:
    """Compare Readings. ``family``: outlet → its house (an outlet alone is its own); ``decisions``: what people decided of pairs."""
    return compare_tellings((telling_of(reading, n, LEAST) for n, reading in enumerate(readings)), family, decisions)


def compare_tellings(
    tellings: Iterable[Telling], family: Callable[[str], str] | None = None, decisions: Decisions | None = None
) -> Comparison:
    """Compare articles as Tellings."""
    gathered = gather(tellings, decisions)
    stream = gathered.stream
    circle = circle_of(gathered.tellings, stream.roots, family or str, stream.judge.kin)
    counted = [group for group in gathered.groups if any(report.score >= COUNTED for report in group.reports)]
    groups = {episode_id(group): group for group in counted}
    chains = {id: chains_of(group, id, circle) for id, group in groups.items()}
    episodes = tuple(episode_of(id, group, chains[id], circle) for id, group in groups.items())
    told = dict(circle.tellings)
    differences = tuple(found for id, group in groups.items() for found in differences_of(group, id, told, circle.kin))
    stories = _stories(gathered, groups)
    return Comparison(stories, episodes, tuple(c for found in chains.values() for c in found), differences, gathered.copies, gathered)


def episode_id(group: Group) -> str:
    """The id of a group: the report that told it first, so that it stays when tellers are added."""
    first = min(group.sure or group.unsure, key=lambda account: (account.whole.published or 0, account.article))
    return f"{first.article}/{first.reports[0].event}"


def episode_of(id: str, group: Group, chains: tuple[Chain, ...], circle: Circle) -> Episode:
    """The record of a group whose lines of transmission are known; one of its accounts at least is sure."""
    whole = max((account.whole for account in group.sure), key=lambda report: report.score)
    tellings = [circle.tellings[report.article] for report in group.reports]
    spoken = {key: (None, words) for telling in tellings for key, words in telling.spoken.items()}
    names = spoken | {key: names for telling in tellings for key, names in telling.names.items()}
    articles = {account.article for account in group.sure}
    return Episode(
        id,
        whole.type,
        whole.mode,
        whole.status,
        tuple(ref_of(report) for account in group.sure for report in account.reports),
        tuple(ref_of(report) for account in group.unsure for report in account.reports),
        _named((key for account in group.sure for key in account.whole.actors), names),
        _named((key for account in group.sure for key in account.whole.recipients), names),
        _named((spot.key for account in group.sure for spot in account.whole.places), names),
        _period(group.sure),
        len({report.outlet or report.article for account in group.sure for report in account.reports}),
        len(chains),
        sum(article in circle.roots for article in articles),
        standing_of(chains, circle),
        "unsure" if group.unsure else "same",
        _figures(group.sure),
        tuple(Lineage("parted" if what == DIFFERENT else "joined", (), "a person decided") for what in dict.fromkeys(group.decided)),
    )


def _named(keys: Iterable[str], names: dict[str, tuple[str | None, str | None]]) -> tuple[Named, ...]:
    """Who or what is meant, those whom most accounts name first."""
    counted = Counter(keys)
    found = []
    for key, _ in counted.most_common():
        name_en, name_ar = names[key]
        found.append(Named(None if key.startswith(NAMELESS) else key, name_en, name_ar))
    return tuple(found)


def _period(accounts: list[Account]) -> Period | None:
    """The days most accounts give: of the most exact precision there is."""
    dated = [account.whole for account in accounts if account.whole.first is not None]
    exact = [report for report in dated if report.precision == "day"] or dated
    if not exact:
        return None
    (first, last, precision), _ = Counter((r.first or 0, r.last or r.first or 0, r.precision) for r in exact).most_common(1)[0]
    return Period(iso_day(first) or "", iso_day(last) or "", precision)


def _figures(accounts: list[Account]) -> tuple[ToldFigure, ...]:
    """Each number told of an episode, with the outlets that tell it; parts of totals are left out."""
    outlets: dict[tuple[str, str], tuple[Count, dict[str, None]]] = {}
    for account in accounts:
        for report in account.reports:
            for count in report.counts:
                if not count.part:
                    key = (count.measure, count_words(count))
                    outlets.setdefault(key, (count, {}))[1][report.outlet or report.article] = None
    return tuple(ToldFigure(c.measure, c.low, c.high, c.approx, tuple(told)) for c, told in outlets.values())


def _stories(gathered: Gathered, groups: dict[str, Group]) -> tuple[Story, ...]:
    """The stories in the order they were first told."""
    members: dict[int, list[Telling]] = {}
    for telling in gathered.tellings:
        members.setdefault(gathered.story_of[telling.article], []).append(telling)
    tells = {id: {account.article for account in group.accounts} for id, group in groups.items()}
    return tuple(_story(articles, tells, gathered) for articles in members.values())


def _story(articles: list[Telling], tells: dict[str, set[str]], gathered: Gathered) -> Story:
    ids = tuple(telling.article for telling in articles)
    episodes = tuple(id for id, told in tells.items() if told & set(ids))
    copied = {copy.article: copy for copy in gathered.copies}
    tellers = tuple(
        Teller(
            telling.outlet,
            telling.article,
            iso_day(telling.published),
            copied[telling.article].of if telling.article in copied else None,
            copied[telling.article].kind if telling.article in copied else None,
            tuple(id for id in episodes if telling.article not in tells[id]),
        )
        for telling in articles
    )
    return Story(f"story-{ids[0]}", ids, articles[0].title, iso_day(articles[0].published), episodes, tellers)
