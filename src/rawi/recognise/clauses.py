"""What befell the people a number counts: the governing word before or after it in its clause."""

from __future__ import annotations

from collections.abc import Sequence

from rawi.lexicon.inflect import WAW
from rawi.parse import Word
from rawi.recognise.figure_tables import FigureTables, Governing

# Reach in words: a verb governs over its adverbs, a noun only what stands close to it.
_VERB_REACH, _NOUN_REACH, _AFTER_REACH, _TALLY_REACH, _PARTED_REACH = 8, 4, 6, 9, 12
_STOPS = frozenset("\u060c\u061b,;:()")

Found = tuple[Governing, int]


def governs_before(words: Sequence[Word], at: int, barrier: int, tables: FigureTables) -> Found | None:
    """The nearest governing word at or before word ``at`` and after ``barrier``, with its place."""
    if at < 0 or words[at].form in tables.sets["oblique"]:
        return None
    commas = 0
    for index in range(at, max(barrier, at - _VERB_REACH), -1):
        form = words[index].form
        item = tables.governing.get(form)
        if item and (item.verb or at - index < _NOUN_REACH) and commas <= (2 if item.verb else 0):
            return _mixed(words, index, item, tables), index
        if form in tables.sets["breaks"]:
            return None
        commas += not _STOPS.isdisjoint(words[index].gap)
    return None


def _mixed(words: Sequence[Word], at: int, item: Governing, tables: FigureTables) -> Governing:
    """«killing and wounding of 12»: neither is known apart."""
    before = tables.governing.get(words[at - 1].form) if at and words[at].form[0] == WAW else None
    if before and before.verb == item.verb and before.measure != item.measure:
        return Governing(item.rule, "other", item.verb, item.follows)
    return item


def governs_after(words: Sequence[Word], last: int, tables: FigureTables) -> Found | None:
    """A verb after the people that says what befell them: plural, or feminine for groups."""
    parted = False
    for index in range(last + 1, min(len(words), last + 1 + _PARTED_REACH)):
        word = words[index]
        # «20 people, 3 of them children, were killed»: the verb of the total stands behind the sub-count.
        parted = parted or word.form in tables.sets["sub_counts"]
        if not parted and (index > last + _AFTER_REACH or not _STOPS.isdisjoint(word.gap) or tables.reader.starts(word.form)):
            return None
        if word.form in tables.sets["breaks"]:
            return None
        item = tables.governing.get(word.form)
        if item and item.follows and word.form[0] != WAW:
            return _closer(words, index, item, tables), index
    return None


def _closer(words: Sequence[Word], at: int, item: Governing, tables: FigureTables) -> Governing:
    """«lost their lives»: the noun after the verb says it."""
    noun = tables.governing.get(words[at + 1].form) if at + 1 < len(words) and not words[at + 1].gap else None
    return noun if noun and noun.follows and not noun.verb else item


def tallied(words: Sequence[Word], at: int, barrier: int, tables: FigureTables) -> Found | None:
    """«the number of the dead … to 120»: what a noun of counting counts, when ``at`` is a word that reaches a number."""
    if at < 0 or words[at].form not in tables.sets["reaching"]:
        return None
    for index in range(at - 1, max(barrier, at - _TALLY_REACH), -1):
        if words[index].form in tables.sets["tallies"]:
            return _counted_by(words, index, at, tables)
    for index in range(at + 1, min(len(words) - 1, at + 3)):
        if words[index].form in tables.sets["tallies"]:
            return _counted_by(words, index, len(words), tables)
    return None


def _counted_by(words: Sequence[Word], tally: int, end: int, tables: FigureTables) -> Found | None:
    for index in range(tally + 1, min(end, tally + 3)):
        item = tables.governing.get(words[index].form)
        if item:
            return item, index
        noun = tables.counted.get(words[index].form)
        if noun and noun.person:
            return Governing(noun.rule, noun.measure, False, False), index
    return None
