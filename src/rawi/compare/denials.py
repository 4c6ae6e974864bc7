"""Denials of a part of an act («no commanders in the car», «no civilians among them»), set beside those who tell it so."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from rawi.compare.dates import iso_day
from rawi.compare.episodes import Group
from rawi.compare.likeness import SPEECH, Rarity
from rawi.compare.records import Difference, Value
from rawi.compare.reports import Denied, Report, Telling

_ECHO = 0.2  # of what a denial speaks of, by the rarity of its words, from which on a report tells it
_HOME = 0.03  # added where the article that denies tells of the act itself
DENIED = "denied: "  # before the words that deny a part
_SHOWN = 80  # letters of what is denied


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of all articles: the sentences that deny something, by article and number; what each counts among others; how rare a
    word is."""

    denying: frozenset[tuple[str, int]]
    among: Mapping[str, tuple[frozenset[str], ...]]
    rarity: Rarity


def partial_denials(
    groups: Mapping[str, Group], tellings: Iterable[Telling], stories: Mapping[str, int], rarity: Rarity, disputed: Container[str] = ()
) -> Iterator[Difference]:
    """For each denial whose words no act of an episode stands for, the Difference with the reports that tell the contrary; of several
    episodes of its story the one whose words it is most like. ``groups``: by the id of their episode; ``stories``: article → story;
    ``disputed``: episodes that are told and denied."""
    told: dict[int, list[tuple[str, Group]]] = {}
    tellings = tuple(tellings)
    among = {telling.article: telling.among for telling in tellings}
    denying = frozenset((telling.article, denied.sentence) for telling in tellings for denied in telling.denied)
    for id, group in groups.items():
        for story in dict.fromkeys(stories[account.article] for account in group.accounts):
            told.setdefault(story, []).append((id, group))
    found: dict[str, dict[str, Value]] = {}
    for telling in tellings:
        for denied in telling.denied:
            near = told.get(stories[telling.article], [])
            if not any(_stands_for(denied, telling, group) for id, group in near if id in disputed):
                _enter(denied, telling, near, Known(denying, among, rarity), found)
    yield from (Difference(id, "denial", None, tuple(values.values())) for id, values in found.items())


def _stands_for(denied: Denied, telling: Telling, group: Group) -> bool:
    """Whether an act of the episode is denied in the same sentence, so that it is set beside its tellers already."""
    return any(r.article == telling.article and r.sentence == denied.sentence and r.source.denies for r in group.reports)


def _enter(denied: Denied, telling: Telling, near: list[tuple[str, Group]], known: Known, found: dict[str, dict[str, Value]]) -> None:
    """Put a denial and those who tell the contrary under the episode that it is of."""
    scored = []
    for id, group in near:
        against = _against(denied, telling, group, known)
        like = _like(denied, against, telling, group, known.rarity) if against else 0.0
        if like >= _ECHO:
            scored.append((like, against[0].type not in SPEECH, id, against))
    if not scored:
        return
    *_, id, against = max(scored, key=_closest)
    values = found.setdefault(id, {})
    for report in against:
        values.setdefault(f"{report.article} {report.event}", _value("told", report.event, report))
    text = " ".join(denied.text.split())
    said = text if len(text) <= _SHOWN else text[: text.rfind(" ", 0, _SHOWN)] + " …"
    values[f"{telling.article} {denied.id}"] = Value(
        f"{DENIED}{said}", telling.outlet, telling.article, denied.id, denied.source.name, iso_day(telling.published)
    )


def _closest(scored: tuple[float, bool, str, list[Report]]) -> tuple[float, bool, str]:
    """The likeliest episode; of two alike the act before the words on it."""
    return scored[:3]


def _against(denied: Denied, telling: Telling, group: Group, known: Known) -> list[Report]:
    """The reports of an episode that tell what is denied: done, on another's word, in words of the denial or with a number where it has none."""
    if denied.among:
        return [account.reports[0] for account in group.sure if any(denied.words & words for words in known.among[account.article])]
    return [report for account in group.sure for report in account.reports if _contrary(denied, telling, report, known.denying)]


def _contrary(denied: Denied, telling: Telling, report: Report, denying: frozenset[tuple[str, int]]) -> bool:
    told = report.status in ("occurred", "ongoing") and not report.source.denies and (report.article, report.sentence) not in denying
    if not told or (report.article == telling.article and report.source.key in (denied.source.key, None)):
        return False
    if denied.measure is not None:
        return any(count.measure == denied.measure and (count.low or 0) > 0 for count in report.counts)
    return not denied.words.isdisjoint(report.words)


def _like(denied: Denied, against: list[Report], telling: Telling, group: Group, rarity: Rarity) -> float:
    """How much of what is denied the episode's nearest report tells (0 to 1); a little more where its article tells of the episode."""
    home = _HOME if any(account.article == telling.article for account in group.accounts) else 0.0
    if denied.measure is not None or denied.among:
        return home + _ECHO if home else 0.0
    whole = sum(map(rarity.of, denied.words))
    return home + max(sum(map(rarity.of, denied.words & report.words)) for report in against) / whole


def _value(value: str, record: str, report: Report) -> Value:
    return Value(value, report.outlet, report.article, record, report.source.name, iso_day(report.published))
