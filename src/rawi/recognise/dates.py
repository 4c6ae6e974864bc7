"""Dates: every expression of time in the article that a calendar or the publication day fixes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from rawi.fold import Folded
from rawi.parse import Sentence
from rawi.recognise.date_line import Dated, Line
from rawi.recognise.date_tables import DateTables, load_date_tables
from rawi.recognise.relative_dates import duration, named_day, open_time, part_of_unit, unit_and_which, weekday_at
from rawi.recognise.written_dates import day_and_month, month_alone, numerals, season_at, year_alone

_NUMERAL = re.compile(r"\d(?:\d{3}|\s?[/.-]\s?\d)")

__all__ = ["DateTables", "FoundDate", "find_dates", "load_date_tables"]


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in the text: source span without preposition or clitic, its letters, first and last ISO day (None where nothing fixes them),
    precision as in the contract, the index of its sentence, and the rule or data row."""

    start: int
    end: int
    text: str
    first: str | None
    last: str | None
    precision: str
    sentence: int
    rule: str


def find_dates(
    folded: Folded, sentences: tuple[Sentence, ...], tables: DateTables, published: str | None, source: str | None = None
) -> tuple[FoundDate, ...]:
    """Every date of the article in order. ``published`` is an ISO day or time; ``text`` is cut from ``source``, else from the folded
    letters."""
    day = date.fromisoformat(published[:10]) if published else None
    found: list[FoundDate] = []
    anchors = tables.anchors
    for number, sentence in enumerate(sentences):
        words = sentence.words
        if words and (
            not anchors.isdisjoint([word.form for word in words]) or _NUMERAL.search(folded.text, words[0].at, words[-1].at + 10)
        ):
            line = Line(sentence.words, tables, day)
            found += [_record(folded, line, dated, number, source) for dated in _dates(line)]
    return tuple(found)


def _dates(line: Line) -> list[Dated]:
    """The dates of a sentence, left to right, the first rule that fits at each word."""
    found: list[Dated] = []
    openers = line.tables.openers
    at = 0
    while at < line.length:
        form = line.words[at].form
        dated = _at(line, at, openers[form]) if form in openers else _from_digits(line, at) if "0" <= form[0] <= "9" else None
        if dated:
            found.append(_framed(line, dated))
            at = dated.last
        at += 1
    return found


def _at(line: Line, at: int, names: tuple[str, ...]) -> Dated | None:
    """The date that begins at a word, by the first of the named rules that reads one."""
    for name in names:
        dated = _RULES[name](line, at)
        if dated:
            return dated
    return None


def _from_digits(line: Line, at: int) -> Dated | None:
    return numerals(line, at) or day_and_month(line, at) or year_alone(line, at, None, at)


def _with_weekday(line: Line, at: int) -> Dated | None:
    """A weekday, or the full date that it opens: «Thursday 5 March 2020»."""
    found = weekday_at(line, at)
    after = found.last + 1 if found else line.length
    if found is None or not line.close(after):
        return found
    after += line.is_in(after, "of") or line.is_in(after, "day")
    full = (numerals(line, after) or day_and_month(line, after)) if after < line.length else None
    return replace(full, first=found.first, skip=found.skip) if full else found


def _part(line: Line, at: int) -> Dated | None:
    """The start, middle or end of a month, a year or a unit of time."""
    part = line.tables.parts.get(line.base[at])
    if part is None or not line.plain(at + 1):
        return None
    return part_of_unit(line, at, part) or month_alone(line, at + 1, part, at) or year_alone(line, at + 1, part, at)


_RULES: dict[str, Callable[[Line, int], Dated | None]] = {
    "open_time": open_time,
    "duration": duration,
    "named_day": named_day,
    "weekday": _with_weekday,
    "day_and_month": day_and_month,
    "part": _part,
    "unit_and_which": unit_and_which,
    "month_alone": lambda line, at: month_alone(line, at, None, at),
    "year_alone": lambda line, at: year_alone(line, at, None, at),
    "season_at": season_at,
}
# These have their frame read already.
_DONE = ("relative_dates/since", "relative_dates/ago", "relative_dates/after")


def _framed(line: Line, dated: Dated) -> Dated:
    """A date after "since" runs to the publication, one after "until" from it."""
    before = dated.first - 1
    if dated.precision == "open" or dated.skip or not dated.begin or dated.rule in _DONE:
        return dated
    if line.is_in(before, "since"):
        return replace(dated, end=line.published, precision="open")
    if line.is_in(before, "until") and line.published and dated.end and dated.end >= line.published:
        return replace(dated, begin=line.published)
    return dated


def _record(folded: Folded, line: Line, dated: Dated, sentence: int, source: str | None) -> FoundDate:
    """The date as the stages after this one read it."""
    last = line.words[dated.last]
    at, end = line.words[dated.first].at + dated.skip, last.at + len(last.form)
    # A twin month in brackets: what is opened inside is closed inside.
    end += "(" in folded.text[at:end] and folded.text[end : end + 1] == ")" and ")" not in folded.text[at:end]
    span = folded.span(at, end)
    text = span.of(source) if source is not None else folded.text[at:end]
    first, until = (day.isoformat() if day else None for day in (dated.begin, dated.end))
    return FoundDate(span.start, span.end, text, first, until, dated.precision, sentence, dated.rule)
