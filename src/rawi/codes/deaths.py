"""How many died in an event, by its figures, else by what its trigger says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rawi.lexicon import Lexicon
from rawi.parse.analyse import Analyser
from rawi.records import Event, Figure, Mention, Reading

_PLURAL, _DUAL = 3, 2  # people, where several die and nobody counts them; ACLED's rule for a bare plural

_PEOPLE = frozenset({"person", "people"})


class Deaths(NamedTuple):
    """People killed: the lowest report, the highest (None where it has no bound), and what tells."""

    low: int
    high: int | None
    rule: str


def deaths_of(event: Event, reading: Reading, figures: list[Figure], killing: bool, lexicon: Lexicon) -> Deaths:
    """The deaths of an event; ``figures``: its counts of killed people; ``killing``: its trigger says that somebody died.

    Figures of one statement are added up, with victims told beside them («a woman and two children»); where several statements count,
    the lowest is taken.
    """
    if figures:
        tellings: dict[str | None, list[Figure]] = {}
        for figure in figures:
            tellings.setdefault(figure.attribution, []).append(figure)
        beside = _uncounted(event, figures, reading, lexicon) if killing else 0
        lows = [int(sum(f.low or 0 for f in told)) for told in tellings.values()]
        bounded = all(f.high is not None for f in figures)
        high = max(int(sum(f.high or 0 for f in told)) for told in tellings.values()) if bounded else None
        return Deaths(min(lows) + beside, high if high is None else high + beside, "figures/" + "+".join(f.id for f in figures))
    if not killing:
        return Deaths(0, 0, "figures/none")
    mentions = {mention.id: mention for mention in reading.mentions}
    count = _bodies((mentions[id] for id in event.recipients if id in mentions), lexicon)
    return Deaths(count, None, "cues/killing")


def _uncounted(event: Event, figures: list[Figure], reading: Reading, lexicon: Lexicon) -> int:
    """The least that died of the victims beside those counted; nobody where a figure does not say of which victims it is."""
    if not all(figure.of in event.recipients for figure in figures):
        return 0
    counted = {figure.of for figure in figures}
    rest = [m for m in reading.mentions if m.id in event.recipients and m.id not in counted and m.kind in _PEOPLE]
    return sum(_least(mention, lexicon) for mention in rest)


def _bodies(victims: Iterable[Mention], lexicon: Lexicon) -> int:
    """The least that die where each of these does: a person is one, two where the noun is dual, several where it is plural."""
    return sum(_least(mention, lexicon) for mention in victims) or 1


def _least(mention: Mention, lexicon: Lexicon) -> int:
    number = "s" if mention.kind == "person" else number_of(mention, lexicon)
    return {"p": _PLURAL, "d": _DUAL}.get(number, 1)


def number_of(mention: Mention, lexicon: Lexicon) -> str:
    """Grammatical number of a mention's first word: s, d, p, or empty where its form does not show it."""
    words = _analyser(lexicon).analyse(mention.text)
    return words[0].readings[0].number if words and words[0].readings else ""


def _analyser(lexicon: Lexicon) -> Analyser:
    """An Analyser is slow to make, so that one is kept for the lexicon last used."""
    if lexicon.digest not in _KEPT:
        _KEPT.clear()
        _KEPT[lexicon.digest] = Analyser(lexicon)
    return _KEPT[lexicon.digest]


_KEPT: dict[str, Analyser] = {}
