"""Figures: numbers, duals and vague quantities with what they count, their bounds, and the total they belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rawi.fold import Folded
from rawi.lexicon.inflect import ALEF, WAW
from rawi.parse import Sentence, Word
from rawi.recognise.clauses import Found, governs_after, governs_before, tallied
from rawi.recognise.figure_nouns import counted_before, crowd_alone, noun_after, scale_alone, stands_for_people, unlisted_after
from rawi.recognise.figure_phrases import bound_after, bound_before, bounded, is_label, mixed_after, range_of, vague, zero_at
from rawi.recognise.figure_tables import Counted, FigureTables, load_figure_tables
from rawi.recognise.numbers import Number
from rawi.records import Evidence, Figure, Span

__all__ = ["FigureTables", "find_figures", "load_figure_tables"]

_DIGIT = re.compile("[0-9]")
_STRONG = frozenset({"killed", "wounded"})
_OF, _OF_WHOM = "\u0645\u0646", 4  # words from «of» to the number


@dataclass(frozen=True, slots=True)
class Draft:
    """A figure in the making over words ``first`` to ``last`` of its sentence; ``skip`` letters of the first word are clitics.

    ``governed`` is what says the people's fate, ``total`` the index of the draft it is a part of, ``named`` that a noun of no table follows,
    ``plain`` that only its agreement shows that it is counted, so that no far word says its fate.
    """

    first: int
    last: int
    skip: int
    low: float | None
    high: float | None
    approx: str
    rule: str
    measure: str = ""
    noun: Counted | None = None
    joined: bool = False
    governed: Found | None = None
    total: int | None = None
    named: bool = False
    plain: bool = False


def find_figures(folded: Folded, sentences: tuple[Sentence, ...], tables: FigureTables, source: str | None = None) -> tuple[Figure, ...]:
    """Every figure of the article in order; ``text`` is cut from ``source`` (the folded letters where it is not given)."""
    figures: list[Figure] = []
    seeds = tables.seeds
    for sentence in sentences:
        if not sentence.words or (seeds.isdisjoint([word.form for word in sentence.words]) and not _has_digit(folded, sentence)):
            continue
        starts = [i for i, word in enumerate(sentence.words) if word.form in seeds or "0" <= word.form[0] <= "9"]
        if starts:
            figures += _Reader(folded, sentence, tables).figures(starts, source)
    return tuple(figures)


def _has_digit(folded: Folded, sentence: Sentence) -> bool:
    return _DIGIT.search(folded.text, sentence.words[0].at, sentence.words[-1].at + 1) is not None


class _Reader:
    """One sentence: the drafts found so far and the rules that add to them."""

    def __init__(self, folded: Folded, sentence: Sentence, tables: FigureTables) -> None:
        self.folded, self.sentence, self.tables = folded, sentence, tables
        self.words: Sequence[Word] = sentence.words
        self.found: list[Draft] = []

    def figures(self, starts: list[int], source: str | None) -> list[Figure]:
        """The figures that begin at the given words."""
        reached = -1
        for at in starts:
            if at <= reached:
                continue
            draft = self._draft(at)
            done = draft and self._measured(draft)
            if done:
                self.found.append(done)
                reached = done.last
            elif draft:
                reached = draft.last if draft.noun is None else reached
        return [self._record(draft, source) for draft in self.found]

    def _draft(self, at: int) -> Draft | None:
        """The first rule that reads a quantity at a word."""
        return self._zero(at) or self._number(at) or self._many(at) or self._two(at) or self._one(at) or self._definite(at)

    def _zero(self, at: int) -> Draft | None:
        zero = zero_at(self.words, at, self.tables)
        if zero is None:
            return None
        last, measure = zero
        return Draft(at, last, int(self.words[at].form[0] == WAW), 0, 0, "exact", "figures/none", measure)

    def _number(self, at: int) -> Draft | None:
        """A number in digits or words with its bounds, range and noun."""
        number = self.tables.reader.read(self.words, at)
        if number is None or is_label(self.folded, self.words, number, self.tables):
            return None
        if number.value == 2 and not number.digits and at - 1 > (self.found[-1].last if self.found else -1) and self._counts(at - 1, "p"):
            return self._paired(number, at)
        first, skip, bound = bound_before(self.words, number, self.tables)
        spread = range_of(self.words, number, first, self.tables)
        low, high, last = (spread.low, spread.high, spread.last) if spread else (number.value, number.value, number.last)
        if spread and spread.first < first:
            first, skip, bound = spread.first, spread.skip, spread.bound or bound
        counting = replace(number, last=last, value=high)
        noun, last = noun_after(self.sentence, counting, self.tables)
        plain = noun is None and last == counting.last and unlisted_after(self.words, counting, self.tables)
        last += plain
        plain = plain or scale_alone(self.words, counting, bound is not None)
        if self._is_dual_scale(number, noun, last):
            low, high = low * 2, high * 2
        tail = bound_after(self.words, last, self.tables)
        last = tail[1] if tail else last
        if number.vague:
            named = last > number.last or crowd_alone(self.words, number, self.tables)
            return Draft(first, last, skip, low, None, vague(low), number.rule, noun=noun, joined=number.joined, named=named)
        approx = bound.approx if bound else tail[0].approx if tail else "exact"
        rule = bound.rule if bound else tail[0].rule if tail else noun.rule if noun else number.rule
        shown = bounded(low, high, approx)
        named = plain or (noun is None and last > number.last and tail is None and spread is None)
        joined = number.joined or self._after_and(first)
        return Draft(first, last, skip, *shown, approx, rule, noun=noun, joined=joined, named=named, plain=plain)

    def _is_dual_scale(self, number: Number, noun: Counted | None, last: int) -> bool:
        """Before a noun the letters of the accusative «a thousand» are the dual's, «two thousand»: a construct has no tanween."""
        alone = number.first == number.last and not number.digits and number.value == number.scale
        return alone and noun is not None and last == number.last + 1 and self.words[number.last].form.endswith(ALEF)

    def _after_and(self, first: int) -> bool:
        """Whether "and" stands before word ``first``: apart, or as a clitic of a bound."""
        return self.words[first].form[0] == WAW or (first > 0 and self.words[first - 1].form == WAW)

    def _paired(self, number: Number, at: int) -> Draft:
        """«two civilians, two»: the noun stands before the number."""
        noun = self.tables.counted[self.words[at - 1].form]
        return Draft(at - 1, number.last, noun.skip, 2, 2, "exact", noun.rule, noun=noun)

    def _counts(self, at: int, numbers: str) -> bool:
        noun = self.tables.counted.get(self.words[at].form)
        return noun is not None and noun.number in numbers and not noun.definite

    def _many(self, at: int) -> Draft | None:
        """«a number of», «many of» people, attacks or vehicles."""
        for phrase in self.tables.phrases["many"]:
            end = at + len(phrase)
            if tuple(word.form for word in self.words[at:end]) == phrase and end < len(self.words):
                noun = self.tables.counted.get(self.words[end].form)
                if noun and noun.number == "p" and not noun.skip and (noun.person or noun.measure != "other"):
                    return Draft(at, end, 0, 3, None, "several", noun.rule, noun=noun)
        return None

    def _two(self, at: int) -> Draft | None:
        """A dual without a digit; a second dual beside it is its adjective."""
        noun = self.tables.counted.get(self.words[at].form)
        if (
            noun is None
            or noun.number != "d"
            or noun.definite
            or (at and not self.words[at].gap and not noun.skip and self._counts(at - 1, "d"))
        ):
            return None
        last = at + (at + 1 < len(self.words) and self.words[at + 1].form in self.tables.sets["twos"] and not self.words[at + 1].gap)
        tail = bound_after(self.words, last, self.tables)
        approx = tail[0].approx if tail else "exact"
        joined = noun.skip > 0 and self.words[at].form[0] == WAW
        return Draft(at, tail[1] if tail else last, noun.skip, *bounded(2, 2, approx), approx, noun.rule, noun=noun, joined=joined)

    def _one(self, at: int) -> Draft | None:
        """«one soldier»: a counted singular with the number behind it."""
        if self.words[at].form not in self.tables.sets["ones"] or not at or self.words[at].gap or not self._counts(at - 1, "s"):
            return None
        noun = self.tables.counted[self.words[at - 1].form]
        if noun.measure == "other" and not noun.person:
            return None
        return Draft(at - 1, at, noun.skip, 1, 1, "exact", noun.rule, noun=noun, joined=noun.skip > 0)

    def _definite(self, at: int) -> Draft | None:
        """«the five centres», the number behind its noun."""
        found = counted_before(self.words, at, self.tables)
        if found is None or found[0] <= (self.found[-1].last if self.found else -1):
            return None
        first, number = found
        skip = len(self.words[first].before)
        return Draft(first, number.last, skip, number.value, number.value, "exact", number.rule, named=True, plain=True)

    def _measured(self, draft: Draft) -> Draft | None:
        """The draft with its measure, or None when nothing says what it counts."""
        if draft.measure:
            return draft
        part = self._part(draft)
        if part is not None:
            return replace(draft, measure=self.found[part].measure, total=part)
        mixed = mixed_after(self.words, draft.last, self.tables)
        if mixed is not None:
            return replace(draft, measure="other", last=mixed)
        noun = draft.noun
        if noun and (not noun.person or noun.measure in _STRONG):
            return replace(draft, measure=noun.measure)
        governed = self._governed(draft)
        if governed:
            return replace(draft, measure=governed[0].measure, governed=governed)
        if noun or draft.named:
            return replace(draft, measure=noun.measure if noun else "other")
        return None

    def _governed(self, draft: Draft) -> Found | None:
        """What befell the people: looked for before them, in the figure they are joined to, and after them."""
        barrier = self.found[-1].last if self.found else -1
        before = draft.first - 1 - int(draft.first > 0 and self._clitic(draft.first - 1))
        near = governs_before(self.words, before, barrier, self.tables) or tallied(self.words, before, barrier, self.tables)
        if draft.plain:
            people = stands_for_people(self.words[draft.last], self.tables)
            return near if near and near[1] >= before - 1 and people else None
        if draft.noun is None and not draft.named:
            reached = near and (near[1] == before or self.words[before].form in self.tables.sets["reaching"] or self._of_whom(near, before))
            return near if reached else None
        beside = self._beside(draft)
        inherited = beside.governed if beside else None
        return near or inherited or governs_after(self.words, draft.last, self.tables)

    def _of_whom(self, near: Found, before: int) -> bool:
        """«killed of the Russians eighty»: only «of» and a name stand between the verb and the number."""
        between = [word.form for word in self.words[near[1] + 1 : before + 1]]
        return near[0].verb and 1 < len(between) <= _OF_WHOM and between[0] == _OF

    def _clitic(self, at: int) -> bool:
        return self.words[at].form in self.tables.proclitics

    def _beside(self, draft: Draft) -> Draft | None:
        """The figure that this one is joined to by "and"."""
        if not self.found or not draft.joined:
            return None
        last = self.found[-1].last
        return self.found[-1] if draft.first - 1 - int(self._clitic(draft.first - 1)) == last else None

    def _part(self, draft: Draft) -> int | None:
        """The total that a sub-count belongs to."""
        if (
            not self.found
            or not draft.first
            or (draft.noun and not draft.noun.person and self.found[-1].noun and self.found[-1].noun.person)
        ):
            return None
        beside = self._beside(draft)
        if beside:
            return beside.total
        parts, total, after = self.tables.sets["sub_counts"], self.found[-1].noun, draft.last + 1
        # «two of them»: after a number without a noun, when people were counted before it.
        behind = draft.noun is None and total is not None and total.person and after < len(self.words) and self.words[after].form in parts
        if self.words[draft.first - 1].form not in parts and not behind:
            return None
        return self.found[-1].total if self.found[-1].total is not None else len(self.found) - 1

    def _record(self, draft: Draft, source: str | None) -> Figure:
        """The draft as the contract tells it."""
        span = self._span(draft)
        total = self._span(self.found[draft.total]) if draft.total is not None else None
        at, end = self.words[draft.first].at + draft.skip, self.words[draft.last]
        text = span.of(source) if source is not None else self.folded.text[at : end.at + len(end.form)]
        rule = draft.governed[0].rule if draft.governed else draft.noun.rule if draft.noun else draft.rule
        cue = self.words[draft.governed[1]] if draft.governed else None
        cues = (Span(cue.start, cue.end), span) if cue else (span,)
        return Figure(
            f"f{span.start}-{span.end}",
            span.start,
            span.end,
            text,
            draft.measure,
            _whole(draft.low),
            _whole(draft.high),
            draft.approx,
            part_of=f"f{total.start}-{total.end}" if total else None,
            evidence=Evidence(rule, cues),
        )

    def _span(self, draft: Draft) -> Span:
        first, last = self.words[draft.first], self.words[draft.last]
        return self.folded.span(first.at + draft.skip, last.at + len(last.form))


def _whole(value: float | None) -> float | None:
    """A whole number as such, so that the JSON shows 12 and not 12.0."""
    return int(value) if value is not None and value == int(value) else value
