"""What stands around a number: bounds, ranges, and the signs that it counts nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rawi.fold import Folded
from rawi.lexicon.inflect import ALEF, MEEM, WAW
from rawi.parse import Word
from rawi.recognise.figure_tables import Bound, FigureTables
from rawi.recognise.numbers import Number

_LATIN = re.compile(r"[a-z]+")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True)
class Spread:
    """A range: its ends, its words, the letters of the first word to leave out, and the bound before it."""

    low: float
    high: float
    first: int
    last: int
    skip: int
    bound: Bound | None


def stripped(form: str, tables: FigureTables) -> Iterator[tuple[int, str]]:
    """A form as it is and without one or two letters of clitic: (letters left out, rest)."""
    yield 0, form
    for size in (1, 2):
        if len(form) > size + 1 and form[:size] in tables.proclitics:
            yield size, form[size:]


def bound_before(words: Sequence[Word], number: Number, tables: FigureTables) -> tuple[int, int, Bound | None]:
    """First word, letters to leave out of it, and the bound that ends right before a number."""
    at = number.first - 1
    if number.skip or at < 0:
        return number.first, number.skip, None
    if words[at].form in tables.proclitics and words[at].form != WAW:
        at -= 1
    bound = _bound_ending(words, at, tables)
    return bound if bound else (number.first, 0, None)


def _bound_ending(words: Sequence[Word], at: int, tables: FigureTables) -> tuple[int, int, Bound] | None:
    """The longest bound whose last word is word ``at``."""
    if at < 0:
        return None
    for skip, form in stripped(words[at].form, tables):
        for bound in tables.bounds_before.get(form, ()):
            first = at - len(bound.words) + 1
            if first >= 0 and (skip == 0 or first == at):
                left_out = _matched(words, first, bound.words, tables)
                if left_out is not None:
                    return first, left_out, bound
    return None


def _matched(words: Sequence[Word], first: int, phrase: tuple[str, ...], tables: FigureTables) -> int | None:
    """Letters of clitic before the phrase when it stands at word ``first``, else None."""
    if any(words[first + i].form != word or words[first + i].gap for i, word in enumerate(phrase) if i):
        return None
    return next((skip for skip, form in stripped(words[first].form, tables) if form == phrase[0]), None)


def bound_after(words: Sequence[Word], last: int, tables: FigureTables) -> tuple[Bound, int] | None:
    """The bound that begins right after word ``last``, and its last word."""
    at = last + 1
    if at >= len(words) or words[at].gap not in ("", "\u060c"):
        return None
    for bound in tables.bounds_after.get(words[at].form, ()):
        if tuple(word.form for word in words[at : at + len(bound.words)]) == bound.words:
            return bound, at + len(bound.words) - 1
    return None


def range_of(words: Sequence[Word], number: Number, first: int, tables: FigureTables) -> Spread | None:
    """The range that a number opens: between A and B, from A to B, A or B, A-B."""
    before, opened = _opened(words, first, tables)
    second = _second(words, number, opened, tables)
    if second is None or number.vague or second.vague:
        return None
    low = (
        number.value * second.scale
        if second.scale > number.value >= 1 and number.scale == 1 and number.value * second.scale < second.value
        else number.value
    )
    if not low < second.value:
        return None
    if opened in ("between", "from"):
        bound = _bound_ending(words, before - 1, tables)
        clitic = next((size for size, form in stripped(words[before].form, tables) if form in tables.connectors), 0)
        start, skip = (bound[0], bound[1]) if bound else (before, clitic)
        if not bound and before:
            what = next((size for size, form in stripped(words[before - 1].form, tables) if form == MEEM + ALEF), None)
            start, skip = (start, skip) if what is None else (before - 1, what)
        return Spread(low, second.value, start, second.last, skip, bound[2] if bound else None)
    return Spread(low, second.value, first, second.last, 0 if first < number.first else number.skip, None)


def _opened(words: Sequence[Word], first: int, tables: FigureTables) -> tuple[int, str | None]:
    """The word before the range and what it opens: between, from or nothing."""
    at = first - 1
    if at < 0:
        return at, None
    place = next((tables.connectors[form] for _, form in stripped(words[at].form, tables) if form in tables.connectors), None)
    return at, place if place in ("between", "from") else None


def _second(words: Sequence[Word], number: Number, opened: str | None, tables: FigureTables) -> Number | None:
    """The other end of a range, when the words after the number lead to it."""
    at = number.last + 1
    if at >= len(words):
        return None
    word = words[at]
    if opened == "between":
        second = tables.reader.read(words, at + 1) if word.form == WAW and at + 1 < len(words) else tables.reader.read(words, at)
        return second if second and (word.form == WAW or second.joined) else None
    if word.gap == "-" and number.digits and word.form.isdigit():
        return tables.reader.read(words, at)
    place = tables.connectors.get(word.form)
    if place == "or" or (place == "to" and opened == "from" and not _rises(words, number.first, tables)):
        return tables.reader.read(words, at + 1) if at + 1 < len(words) else None
    return None


def _rises(words: Sequence[Word], at: int, tables: FigureTables) -> bool:
    """«the toll rose from 20 to 30» is a change, not a range."""
    return any(word.form in tables.sets["tallies"] or word.form in tables.governing for word in words[max(0, at - 7) : at])


def is_label(folded: Folded, words: Sequence[Word], number: Number, tables: FigureTables) -> bool:
    """Whether the number names or dates something, or is a share, an age or a duration, so that it counts nothing."""
    before = words[number.first - 1] if number.first else None
    after = words[number.last + 1] if number.last + 1 < len(words) else None
    if after and not after.gap and after.form in tables.sets["not_counted"]:
        return True
    if before and before.form in tables.sets["numbered"] and words[number.first].gap in ("", "-", "(") and not number.vague:
        return after is None or bool(after.gap) or after.form not in tables.counted
    return number.digits and (_share(folded, words, number, tables) or _glued(words, number, tables) or _written_date(words, number))


def _share(folded: Folded, words: Sequence[Word], number: Number, tables: FigureTables) -> bool:
    """A percentage."""
    last = words[number.last]
    end = last.at + len(last.form)
    rest = words[number.last + 1 : number.last + 3]
    return folded.text[end : end + 2].lstrip()[:1] == "%" or (len(rest) == 2 and rest[1].form in tables.sets["percent_after"])


def _glued(words: Sequence[Word], number: Number, tables: FigureTables) -> bool:
    """A number written together with letters that are no clitic, or after a Latin abbreviation: «M4», «F-16»."""
    word = words[number.first]
    after = words[number.last + 1] if number.last + 1 < len(words) else None
    if after and after.at == word.at + len(word.form) and _LATIN.fullmatch(after.form):
        return True
    if not number.first:
        return False
    before = words[number.first - 1]
    touching = before.at + len(before.form) == word.at and before.form not in tables.proclitics
    return touching or word.gap == "-" or (not word.gap and _LATIN.fullmatch(before.form) is not None)


def _written_date(words: Sequence[Word], number: Number) -> bool:
    """A year, a clock time, or a date or section in digits."""
    word = words[number.first]
    after = words[number.last + 1] if number.last + 1 < len(words) else None
    joined = after is not None and after.form[0].isdigit() and after.gap in (":", "/", ".")
    if joined or (word.gap in (":", "/", ".") and number.first and words[number.first - 1].form[0].isdigit()):
        return True
    if not _FIRST_YEAR <= number.value <= _LAST_YEAR or not word.form.isdigit():
        return False
    return after is None or bool(after.gap) or not after.form.endswith(ALEF)


def zero_at(words: Sequence[Word], at: int, tables: FigureTables) -> tuple[int, str] | None:
    """«without casualties»: the last word and the measure, when the words from ``at`` on say that there were none."""
    sets, form = tables.sets, words[at].form
    index = at + 1
    if form in sets["zero_negations"]:
        if index < len(words) and words[index].form in sets["zero_verbs"]:
            # The subject may stand between the verb and what did not come of it.
            index += 1 if index + 2 >= len(words) or words[index + 2].form not in sets["zero_between"] else 2
    elif form not in sets["zero_before"]:
        return None
    end = min(len(words), at + 7)
    while index < end and words[index].form in sets["zero_between"] and not words[index].gap:
        index += 1
    if index >= end or words[index].gap:
        return None
    pair = " ".join(word.form for word in words[index : index + 2])
    if " " in pair and pair in tables.zero_nouns:
        return index + 1, tables.zero_nouns[pair]
    return (index, tables.zero_nouns[words[index].form]) if words[index].form in tables.zero_nouns else None


def mixed_after(words: Sequence[Word], last: int, tables: FigureTables) -> int | None:
    """The last word of «between killed and wounded» after the figure that ends at word ``last``."""
    starts = [at for at in range(last + 2, last + 4) if at < len(words) and words[at - 1].form in tables.connectors]
    for phrase in tables.phrases["mixed"] if starts else ():
        for at in starts:
            if tuple([word.form for word in words[at : at + len(phrase)]]) == phrase:
                return at + len(phrase) - 1
    return None


def vague(low: float) -> str:
    """The approx of a vague quantity."""
    return "thousands" if low >= 1000 else "hundreds" if low >= 100 else "dozens" if low >= 10 else "several"


def bounded(low: float, high: float, approx: str) -> tuple[float | None, float | None]:
    """Low and high under a bound."""
    if approx in ("at_least", "more_than"):
        return low, None
    return (None, high) if approx == "up_to" else (low, high)
