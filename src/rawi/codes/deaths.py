"""How many died in an event, by its figures, else by what its trigger says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rawi.lexicon import Lexicon
from rawi.parse.analyse import Analyser
from rawi.records import Event, Figure, Mention, Reading

_PLURAL, _DUAL = 3, 2  # people, where several die and nobody counts them; ACLED's rule for a bare plural


class Deaths(NamedTuple):
    """People killed: the lowest report, the highest (None where it has no bound), and what tells."""

    low: int
    high: int | None
    rule: str


def deaths_of(event: Event, reading: Reading, figures: list[Figure], killing: bool, lexicon: Lexicon) -> Deaths:
    """The deaths of an event; ``figures``: its counts of killed people; ``killing``: its trigger says that somebody died.

    Figures of one statement are added up; where several statements count, the lowest is taken.
    """
    if figures:
        tellings: dict[str | None, list[Figure]] = {}
        for figure in figures:
            tellings.setdefault(figure.attribution, []).append(figure)
        lows = [int(sum(f.low or 0 for f in told)) for told in tellings.values()]
        bounded = all(f.high is not None for f in figures)
        high = max(int(sum(f.high or 0 for f in told)) for told in tellings.values()) if bounded else None
        return Deaths(min(lows), high, "figures/" + "+".join(f.id for f in figures))
    if not killing:
        return Deaths(0, 0, "figures/none")
    mentions = {mention.id: mention for mention in reading.mentions}
    count = _bodies((mentions[id] for id in event.recipients if id in mentions), lexicon)
    return Deaths(count, None, "cues/killing")


def _bodies(victims: Iterable[Mention], lexicon: Lexicon) -> int:
    """The least that die where each of these does: a person is one, two where the noun is dual, several where it is plural."""
    return sum(_least(mention, lexicon) for mention in victims) or 1


def _least(mention: Mention, lexicon: Lexicon) -> int:
    if mention.kind == "person":
        return 1
    words = _analyser(lexicon).analyse(mention.text)
    number = words[0].readings[0].number if words and words[0].readings else ""
    return {"p": _PLURAL, "d": _DUAL}.get(number, 1)


def _analyser(lexicon: Lexicon) -> Analyser:
    """An Analyser is slow to make, so that one is kept for the lexicon last used."""
    if lexicon.digest not in _KEPT:
        _KEPT.clear()
        _KEPT[lexicon.digest] = Analyser(lexicon)
    return _KEPT[lexicon.digest]


_KEPT: dict[str, Analyser] = {}
