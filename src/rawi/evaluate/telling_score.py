"""Scores comparison against the corpus of tellings: B-cubed of stories and episodes, copies, chains, contradictions found and invented."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from rawi.compare import Comparison, compare
from rawi.compare.records import ReportRef
from rawi.evaluate.tally import Row, Tally
from rawi.evaluate.tellings import GoldContradiction, GoldStories, GoldTelling, load_tellings
from rawi.records import Reading

Key = tuple[str, int]  # an article and where a trigger stands in it
Item = TypeVar("Item", bound=Hashable)


def evaluate_tellings(folder: Path, step: Callable[[], None] = lambda: None) -> tuple[Tally, tuple[str, ...]]:
    """The figures of a folder of tellings, read now, and in words what is wrong. Raises GoldError."""
    gold = load_tellings(folder)
    readings = _read(gold, step)
    made = compare(readings, lambda outlet: gold.families.get(outlet, outlet))
    tally = Tally()
    _score_stories(gold, made, tally)
    _score_copies(gold, made, tally)
    matched = _score_episodes(gold, made, {reading.article.id: reading for reading in readings}, tally)
    wrong = [*_score_standing(gold, made, matched, tally), *_score_contradictions(gold, made, matched, tally)]
    return tally, tuple(wrong)


def _read(gold: GoldStories, step: Callable[[], None]) -> list[Reading]:
    """The readings of all tellings in the order of publication; one whose hour is not known stands at the end of its day."""
    from rawi.read import read

    found = []
    for telling in sorted(gold.tellings, key=_hour):
        found.append(read(telling.text, id=telling.id, title=telling.title, outlet=telling.outlet, published=telling.published[:10]))
        step()
    return found


def _hour(telling: GoldTelling) -> tuple[str, str]:
    return telling.published[:10], telling.published[10:] or "~"


def b_cubed(gold: Mapping[Item, Hashable], made: Mapping[Item, Hashable]) -> Row:
    """B-cubed precision and recall of a grouping over the items of the gold (Bagga and Baldwin 1998), as sums."""
    wanted, found = _groups(gold), _groups({item: made[item] for item in gold})
    right = sum(len(wanted[gold[item]] & found[made[item]]) / len(found[made[item]]) for item in gold)
    held = sum(len(wanted[gold[item]] & found[made[item]]) / len(wanted[gold[item]]) for item in gold)
    return Row(right, len(gold), held, len(gold))


def _groups(of: Mapping[Item, Hashable]) -> dict[Hashable, set[Item]]:
    groups: defaultdict[Hashable, set[Item]] = defaultdict(set)
    for item, group in of.items():
        groups[group].add(item)
    return groups


def _score_stories(gold: GoldStories, made: Comparison, tally: Tally) -> None:
    story_of = {article: story.id for story in made.stories for article in story.articles}
    tally.rows["stories, B-cubed"] = b_cubed({t.id: t.story for t in gold.tellings}, story_of)


def _score_copies(gold: GoldStories, made: Comparison, tally: Tally) -> None:
    """Pairs of articles with common text, by way of others too."""
    ids = [telling.id for telling in gold.tellings]
    wanted = _joined(ids, [(t.id, t.copy_of) for t in gold.tellings if t.copy_of])
    found = _joined(ids, [(copy.article, copy.of) for copy in made.copies])
    both = len(wanted & found)
    tally.rows["copies, pairs"] = Row(both, len(found), both, len(wanted))


def _joined(ids: Iterable[str], links: Iterable[tuple[str, str]]) -> set[frozenset[str]]:
    """All pairs of items that links join."""
    group = {id: {id} for id in ids}
    for a, b in links:
        if group[a] is not group[b]:
            group[a] |= group[b]
            for member in group[b]:
                group[member] = group[a]
    return {frozenset((a, b)) for a, members in group.items() for b in members if a != b}


def _score_episodes(gold: GoldStories, made: Comparison, readings: Mapping[str, Reading], tally: Tally) -> dict[str, set[str]]:
    """B-cubed of the reports, over all of them (one that was not read stands alone) and over those that were read. Returns the episodes
    made for each episode of the gold, those with most of its reports."""
    group_of = {ReportRef(r.article, r.event): group.number for group in made.gathered.groups for r in group.reports}
    wanted: dict[Key, Hashable] = {}
    found: dict[Key, Hashable] = {}
    for telling in gold.tellings:
        for report in telling.reports:
            key = (telling.id, report.start)
            events = [e for e in readings[telling.id].events if e.trigger.start < report.end and e.trigger.end > report.start]
            groups = [group_of[ref] for e in events if (ref := ReportRef(telling.id, e.id)) in group_of]
            wanted[key], found[key] = report.episode, groups[0] if groups else key
    tally.rows["episodes, B-cubed, all reports"] = b_cubed(wanted, found)
    read = {key: episode for key, episode in wanted.items() if not isinstance(found[key], tuple)}
    tally.rows["episodes, B-cubed, reports read"] = b_cubed(read, found)
    tally.rows["reports read"] = Row(len(read), len(read), len(read), len(wanted))
    return _matched(read, found, made, group_of)


def _matched(
    read: Mapping[Key, Hashable], found: Mapping[Key, Hashable], made: Comparison, group_of: Mapping[ReportRef, int]
) -> dict[str, set[str]]:
    """Episode of the gold → ids of the episodes made that hold reports of it."""
    made_of = {group_of[ref]: episode.id for episode in made.episodes for ref in (*episode.reports, *episode.unsure)}
    matched: defaultdict[str, set[str]] = defaultdict(set)
    for key, episode in read.items():
        number = found[key]
        if isinstance(number, int) and number in made_of:
            matched[str(episode)].add(made_of[number])
    return matched


def _score_standing(gold: GoldStories, made: Comparison, matched: Mapping[str, set[str]], tally: Tally) -> list[str]:
    """No episode may read as corroborated whose gold has one line of transmission only."""
    named: defaultdict[str, int] = defaultdict(int)
    lines: defaultdict[str, int] = defaultdict(int)
    for chain in gold.chains:
        lines[chain.episode] += 1
        named[chain.episode] += chain.named
    standing = {episode.id: episode.standing for episode in made.episodes}
    single = {episode for episode, count in lines.items() if count == 1}
    wrong = sorted(e for e in single for id in matched.get(e, ()) if standing[id] == "corroborated" and _only(id, e, matched))
    said = {e for e in lines if any(standing[id] in ("corroborated", "disputed") for id in matched.get(e, ()))}
    several = {e for e, count in lines.items() if count > 1}
    tally.rows["more than one chain"] = Row(len(said & several), len(said), len(said & several), len(several))
    tally.rows["one chain, called corroborated"] = Row(len(wrong), len(single), 0, 0)
    return [f"{episode}: one line of transmission, called corroborated" for episode in wrong]


def _only(id: str, episode: str, matched: Mapping[str, set[str]]) -> bool:
    """Whether an episode that was made holds reports of this episode of the gold and of no other."""
    return all(id not in ids for other, ids in matched.items() if other != episode)


def _score_contradictions(gold: GoldStories, made: Comparison, matched: Mapping[str, set[str]], tally: Tally) -> list[str]:
    """A planted contradiction is found where an episode made for its episode has a Difference of its field (and measure) among its tellers;
    a Difference that no planted one stands for is invented."""
    wanted = {(c.episode, c.field, c.measure) for c in gold.contradictions}
    found: set[tuple[str, str, str | None]] = set()
    invented: set[tuple[str, str, str | None]] = set()
    of = {id: episode for episode, ids in matched.items() for id in ids}
    for difference in made.differences:
        if difference.episode not in of:
            continue
        keys = {(e, difference.field, difference.measure) for e, ids in matched.items() if difference.episode in ids}
        found |= keys & wanted
        invented |= set() if keys & wanted else {(of[difference.episode], difference.field, difference.measure)}
    tally.rows["contradictions"] = Row(len(found), len(found) + len(invented), len(found), len(wanted))
    missed = [f"{_told(key)}: planted, not found ({_values(gold.contradictions, key)})" for key in sorted(wanted - found, key=str)]
    return missed + [f"{_told(key)}: invented" for key in sorted(invented, key=str)]


def _told(key: tuple[str, str, str | None]) -> str:
    return f"{key[0]}: {key[1]} {key[2] or ''}".rstrip()


def _values(contradictions: Iterable[GoldContradiction], key: tuple[str, str, str | None]) -> str:
    found = next(c for c in contradictions if (c.episode, c.field, c.measure) == key)
    return ", ".join(f"{telling.rsplit('/', 1)[-1]}: {value}" for telling, value in found.values)
