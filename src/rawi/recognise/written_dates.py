"""Dates that name their month or year: «17 September 2018», twin months, numerals, Hijri, intervals, parts of a month, seasons."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from rawi import hijri
from rawi.recognise import days
from rawi.recognise.date_line import Dated, Line
from rawi.recognise.date_tables import Phrase

_Days = tuple[date | None, date | None]
_UNKNOWN: _Days = (None, None)
_DOTTED = re.compile(r"(\d{1,4})\.(\d{1,2})\.(\d{1,4})")
_FIRST_YEAR, _LAST_YEAR = 1800, 2199
_FIRST_HIJRI, _LAST_HIJRI = 1300, 1500


class Year(NamedTuple):
    """A year after a month: the number, or which one, and its last word."""

    number: int | None
    which: str | None
    last: int


class DayNumber(NamedTuple):
    """A day of the month and its last word."""

    value: int
    last: int


def numerals(line: Line, at: int) -> Dated | None:
    """2020/3/5, 5-3-2020, 5.3.2020: the day first unless the year leads."""
    dotted = _DOTTED.fullmatch(line.words[at].form)
    if dotted:
        return _from_numbers(line, at, at, [int(part) for part in dotted.groups()])
    rest = line.words[at + 1 : at + 3]
    if len(rest) < 2 or rest[0].gap != rest[1].gap or rest[0].gap not in ("/", "-", "\\"):
        return None
    parts = [line.words[at].form, rest[0].form, rest[1].form]
    if not all(part.isdigit() and len(part) <= 4 for part in parts):
        return None
    return _from_numbers(line, at, at + 2, [int(part) for part in parts])


def _from_numbers(line: Line, at: int, last: int, parts: list[int]) -> Dated | None:
    year, month, number = parts if parts[0] > 31 else parts[::-1]
    if line.is_in(last + 1, "hijri") or (_FIRST_HIJRI <= year <= _LAST_HIJRI):
        span = hijri.gregorian(year, month, number) if 1 <= month <= 12 else None
        end = last + line.is_in(last + 1, "hijri")
        return Dated(at, end, 0, *span, "day", "dates/hijri_numerals") if span else None
    found = days.day(2000 + year if year < 100 else year, month, number)
    return Dated(at, last, 0, found, found, "day", "dates/numerals") if found and _FIRST_YEAR <= found.year <= _LAST_YEAR else None


def day_number(line: Line, at: int) -> DayNumber | None:
    """A day of the month in digits, as a number word or as an ordinal."""
    if at >= line.length:
        return None
    value = line.digits(at, 1, 31)
    if value is not None:
        return DayNumber(value, at)
    ordinal = line.tables.ordinals.get(line.base[at])
    if ordinal is None:
        tens = line.tables.tens.get(line.base[at])
        return DayNumber(tens, at) if tens else None
    return _compound(line, at, ordinal)


def _compound(line: Line, at: int, ordinal: int) -> DayNumber:
    """«the fifth ten» is 15, «the second and twentieth» is 22."""
    if line.plain(at + 1):
        ten = line.tables.reader.words.get(line.words[at + 1].form)
        if ten and ten.value == 10 and not ten.skip:
            return DayNumber(ordinal + 10, at + 1)
    if at + 1 < line.length and line.skips[at + 1] == 1 and line.base[at + 1] in line.tables.tens:
        return DayNumber(ordinal + line.tables.tens[line.base[at + 1]], at + 1)
    return DayNumber(ordinal, at)


def month_at(line: Line, at: int, day: bool) -> tuple[Phrase, int, bool] | None:
    """The month at word ``at``, a twin name after it taken in: (month, last word, twin or month word seen)."""
    named = line.is_in(at, "month") and (at == 0 or not line.skips[at] or not day)
    at += named
    found = line.phrase(at, line.tables.months) if at < line.length and (not named or line.close(at)) else None
    if found is None or (found.calendar == "libya" and not (day or named)):
        return None
    last = at + len(found.words) - 1
    twin = line.phrase(last + 1, line.tables.months) if line.close(last + 1) else None
    if twin and twin.value == found.value and twin.calendar == "gregorian" == found.calendar and not line.skips[last + 1]:
        return found, last + len(twin.words), True
    return found, last, named


def year_after(line: Line, last: int, hijri_month: bool = False) -> Year | None:
    """The year, or which year, after a month."""
    at = last + 1
    if not line.close(at):
        return None
    at += line.is_in(at, "of") and not line.skips[at]
    worded = line.is_in(at, "year") and not line.is_in(at, "years")
    at += worded
    low, high = (_FIRST_HIJRI, _LAST_HIJRI) if hijri_month else (_FIRST_YEAR, _LAST_YEAR)
    number = line.digits(at, low, high) if line.close(at) else None
    if number is not None and not _is_count(line, at):
        return Year(number, None, at + (line.is_in(at + 1, "ad") or line.is_in(at + 1, "hijri")))
    which = line.which(at)
    if which and worded:
        return Year(None, f"year_{which}", at)
    return Year(None, which, at) if which and at == last + 1 else None


def _is_count(line: Line, at: int) -> bool:
    """Whether the digits open a clock time or another numeral."""
    return at + 1 < line.length and line.words[at + 1].gap in (":", ".") and line.words[at + 1].form[0].isdigit()


def _year_of(line: Line, month: int, year: Year | None, at: int) -> int | None:
    """The year of a month from the words after it, else the one nearest to publication."""
    if year and year.number is not None:
        return year.number
    if line.published is None:
        return None
    which = year.which if year else None
    if which and which.startswith("year_"):
        return line.published.year + {"year_past": -1, "year_this": 0, "year_next": 1}[which]
    return days.month_near(line.published, month, which or ("future" if line.coming(at) else None))


def day_and_month(line: Line, at: int) -> Dated | None:
    """A day or an interval of days with its month; a second date after "to" makes one interval. A name like «the 14 March forces» is
    no date."""
    one = _single(line, at)
    if one is None or line.is_in(at - 1, "bearer"):
        return None
    link = one.last + 1
    joined = line.is_in(link, "to") or (line.is_in(at - 1, "between") and line.and_at(link))
    if joined and (line.is_in(at - 1, "from") or line.is_in(at - 1, "between")) and line.close(link + 1):
        two = _single(line, link + 1)
        if two:
            begin = one.begin
            if (begin and two.end and begin > two.end) or (two.end and begin and _yearless(line, one)):
                begin = days.day(two.end.year - (begin.month > two.end.month), begin.month, begin.day)
            return Dated(at, two.last, one.skip, begin, two.end, "day", "dates/interval")
    return one


def _yearless(line: Line, dated: Dated) -> bool:
    return line.digits(dated.last, _FIRST_YEAR, _LAST_YEAR) is None


def _single(line: Line, at: int) -> Dated | None:
    """«17 September/ Aylul 2018», «4 - 5 May», «the first of March»."""
    first = day_number(line, at)
    if first is None:
        return None
    second = _second_day(line, first)
    last = (second or first).last
    at_month = last + 1 + (line.is_in(last + 1, "of") and not line.skips[last + 1])
    ordinal = not line.words[at].form.isdigit()
    if not line.close(at_month) or line.words[at_month].gap not in ("", "/", "-") or (ordinal and at_month == last + 1):
        return None
    month = month_at(line, at_month, True)
    if month is None or (line.skips[at_month] and not line.is_in(at_month, "month")):
        return None
    return _resolved(line, at, first, second, month)


def _second_day(line: Line, first: DayNumber) -> DayNumber | None:
    """The other day of an interval; a tatweel between two days is gone in the folded text, so two numbers side by side are one."""
    at = first.last + 1
    if line.and_at(at) or (line.is_in(at, "to") and not line.skips[at]):
        at += 1
    elif at < line.length and line.words[at].gap not in ("-", ""):
        return None
    second = line.digits(at, 1, 31)
    return DayNumber(second, at) if second and second > first.value else None


def _resolved(line: Line, at: int, first: DayNumber, second: DayNumber | None, month: tuple[Phrase, int, bool]) -> Dated | None:
    """The days of a day and month, with the year that the words or the publication give."""
    phrase, last, named = month
    year = year_after(line, last, phrase.calendar == "hijri")
    end = year.last if year else last
    if phrase.calendar == "libya" and not (named or (year and year.number)):
        return None
    skip = line.skips[at] if not line.words[at].form.isdigit() else 0
    if phrase.calendar == "hijri":
        number = year.number if year and year.number else hijri.hijri_year(line.published, phrase.value) if line.published else None
        found: _Days = (hijri.gregorian(number, phrase.value, first.value) if number else None) or _UNKNOWN
        return Dated(at, end, skip, *found, "day", phrase.rule)
    number = _year_of(line, phrase.value, year, at)
    if number is None:
        return Dated(at, end, skip, None, None, "day", phrase.rule)
    begin = days.day(number, phrase.value, first.value)
    if begin and line.published and begin > line.published and not (year or line.coming(at)):
        begin = days.day(number - 1, phrase.value, first.value)
    until = days.day(begin.year, phrase.value, second.value) if begin and second else begin
    return Dated(at, end, skip, begin, until, "day", phrase.rule) if begin and until else None


def month_alone(line: Line, at: int, part: str | None, start: int) -> Dated | None:
    """A month without a day from word ``at``; ``part`` of it when the words before say so, the date then begins at ``start``."""
    month = month_at(line, at, False)
    if month is None:
        return None
    phrase, last, named = month
    year = year_after(line, last, phrase.calendar == "hijri")
    # A bare name may be a person, a verb or another noun: something must say that it is a month.
    if not (part or named or year or (line.is_in(at - 1, "in") and phrase.calendar == "gregorian" and not line.skips[at])):
        return None
    end, skip = (year.last if year else last), line.skips[start]
    precision = "part_of_month" if part else "month"
    if phrase.calendar == "hijri":
        return _hijri_month(line, start, end, phrase, year)
    number = _year_of(line, phrase.value, year, at)
    found: _Days = days.month(number, phrase.value, part) if number is not None else _UNKNOWN
    return Dated(start, end, skip, *found, precision, phrase.rule)


def _hijri_month(line: Line, start: int, end: int, phrase: Phrase, year: Year | None) -> Dated:
    number = year.number if year and year.number else hijri.hijri_year(line.published, phrase.value) if line.published else None
    found: _Days = (hijri.gregorian(number, phrase.value, None) if number else None) or _UNKNOWN
    return Dated(start, end, line.skips[start], *found, "month", phrase.rule)


def year_alone(line: Line, at: int, part: str | None, start: int) -> Dated | None:
    """«the year 2019», «in 2011», «the years 2015 and 2016», «the start of 2020»."""
    plural = line.is_in(at, "years")
    worded = plural or line.is_in(at, "year")
    number_at = at + worded
    number = line.digits(number_at, _FIRST_YEAR, _LAST_YEAR)
    if number is None or (worded and line.words[number_at].gap) or _is_count(line, number_at):
        return None
    if not (worded or part) and not _bare_year(line, at):
        return None
    last, until = number_at, number
    second_at = number_at + 1 + line.and_at(number_at + 1)
    second = line.digits(second_at, number + 1, _LAST_YEAR) if second_at < line.length else None
    if second and (line.words[second_at].gap == "-" or (second_at == number_at + 2 and (plural or line.is_in(at - 1, "between")))):
        last, until = second_at, second
    begin, end = days.year(number, part)[0], days.year(until, part)[1]
    last += line.is_in(last + 1, "ad")
    return Dated(start, last, line.skips[start], begin, end, "season" if part else "year", "dates/year")


def _bare_year(line: Line, at: int) -> bool:
    """Four digits are a year after a preposition when nothing is counted, or in brackets."""
    number = line.digits(at, 1900, 2100)
    after = line.words[at + 1] if at + 1 < line.length else None
    counted = after is not None and not after.gap and after.form.endswith("\u0627") and len(after.form) > 3
    return number is not None and line.is_in(at - 1, "in") and not counted


def season_at(line: Line, at: int) -> Dated | None:
    """«summer 2012», «winter of last year», «last summer»."""
    name = line.tables.seasons.get(line.base[at])
    if name is None:
        return None
    year = year_after(line, at)
    if year is None:
        return None
    rule = "relative_dates/" + name
    if year.number:
        return Dated(at, year.last, line.skips[at], *days.season(name, year.number), "season", rule)
    if line.published is None:
        return Dated(at, year.last, line.skips[at], None, None, "season", rule)
    shift = {"year_past": -1, "year_this": 0, "year_next": 1}.get(year.which or "")
    if shift is not None:
        return Dated(at, year.last, line.skips[at], *days.season(name, line.published.year + shift), "season", rule)
    near = days.season_near(name, line.published)[1]
    shift = 1 if year.which == "next" else -int(near >= line.published and year.which == "past")
    found = days.season(name, near.year + shift)
    return Dated(at, year.last, line.skips[at], *found, "season", rule)
