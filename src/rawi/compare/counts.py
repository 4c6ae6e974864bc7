"""A figure of a Reading as a Count: what its act makes of those it counts, and whether it is a part or an update."""

from __future__ import annotations

from rawi.compare.reports import Count
from rawi.compare.words import folded, is_definite, listed, words_of
from rawi.records import Event, Figure

HARMS = frozenset({"killed", "wounded", "detained", "missing", "displaced"})
_FIGHTING = frozenset({"fighters", "troops"})
_HARMS = (("killed", ("kill-", "victim-")), ("wounded", ("wound-",)), ("detained", ("arrest-", "abduct-", "release-")))
_PARTITIVE = 3  # words: «two of the wounded»


def count_of(figure: Figure, event: Event, sentence: list[str], beside: bool = False) -> Count:
    """A figure of an event; ``sentence``: the folded words around it; ``beside``: whether it is put to another act of the sentence."""
    part = figure.part_of is not None or _of_the_harmed(figure)
    rises = not listed("rising").isdisjoint(sentence)
    return Count(figure.id, _measure(figure, event), figure.low, figure.high, figure.approx, part, rises, beside)


def _measure(figure: Figure, event: Event) -> str:
    """What became of those counted: people whom no word of harm counts have what their act does to them."""
    if figure.measure in _FIGHTING or (figure.measure == "other" and not listed("people").isdisjoint(words_of(figure.text))):
        row = event.evidence.rule.partition("/")[2] if event.evidence else ""
        return next((measure for measure, rows in _HARMS if row.startswith(rows)), figure.measure)
    return figure.measure


def _of_the_harmed(figure: Figure) -> bool:
    """«Two of the wounded»: a part of a total, where the noun that says the harm stands after «of the»."""
    words = folded(figure.text).split()
    counted = figure.evidence is not None and figure.evidence.rule.startswith("counted/")
    return counted and len(words) == _PARTITIVE and words[1] in listed("of") and is_definite(words[2])
