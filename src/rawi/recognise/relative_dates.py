"""Dates that count from the publication day: today, last week, two days ago, the past few days, weekdays."""

from __future__ import annotations

from datetime import date, timedelta

from rawi.lexicon.inflect import ARTICLE
from rawi.recognise import days
from rawi.recognise.date_line import Dated, Line

# How many days «a few days» are; the largest count of units that is read as a time.
_FEW_DAYS = 7
_LONGEST = 500
_SIGN = {"past": -1, "this": 0, "next": 1}


def open_time(line: Line, at: int) -> Dated | None:
    """«recently»: a time that nothing fixes."""
    phrase = line.phrase(at, line.tables.recent)
    return Dated(at, at + len(phrase.words) - 1, line.skips[at], None, None, "open", phrase.rule) if phrase else None


def named_day(line: Line, at: int) -> Dated | None:
    """today, yesterday, tomorrow, with the time of day before and the weekday after them."""
    start = at
    phrase = line.phrase(at, line.tables.days)
    if line.is_in(at, "day") and line.plain(at + 1):
        later = line.phrase(at + 1, line.tables.days)
        phrase, at = (later, at + 1) if later and not (phrase and len(phrase.words) > 1 + len(later.words)) else (phrase, at)
    if phrase is None:
        return None
    last = at + len(phrase.words) - 1
    if line.plain(last + 1) and (line.is_in(last + 1, "not_today") or line.base[last + 1] in line.tables.ordinals):
        return None
    if (
        line.close(last + 1)
        and not line.skips[last + 1]
        and line.base[last + 1] in line.tables.weekdays
        and line.words[last + 1].gap in ("", "(")
    ):
        last += 1
    found = line.published + timedelta(days=phrase.value) if line.published else None
    return Dated(start, last, line.skips[start], found, found, "day", phrase.rule)


def weekday_at(line: Line, at: int) -> Dated | None:
    """A weekday with the word for day or a time of day before it; the latest one up to the publication."""
    start = at
    if line.is_in(at, "day") and line.plain(at + 1):
        at += 1
        if line.is_in(at, "day") and line.plain(at + 1):
            at += 1
    iso = line.tables.weekdays.get(line.base[at])
    if iso is None or (at == start and _counts_two(line, at)) or line.is_in(start - 1, "habit"):
        return None
    which = line.which(at + 1)
    last = at + (which is not None)
    asked = "next" if which is None and line.coming(start) else which
    found = days.weekday(line.published, iso, asked if asked != "this" else None) if line.published else None
    return Dated(start, last, line.skips[start], found, found, "day", "weekdays/" + _NAMES[iso - 1])


_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _counts_two(line: Line, at: int) -> bool:
    """«the two parties, both»: the weekday's letters also mean two, after a dual or plural."""
    if line.tables.weekdays[line.base[at]] != 1 or not at or line.words[at].gap:
        return False
    before = line.words[at - 1].form
    return before.startswith(ARTICLE) and before.endswith(("\u064a\u0646", "\u0627\u0646"))


def part_of_unit(line: Line, at: int, part: str) -> Dated | None:
    """The start, middle or end of this, last or next month, year or week."""
    unit_at = at + 1 + line.is_in(at + 1, "this")
    unit = line.tables.units.get(line.base[unit_at]) if unit_at < line.length else None
    if unit not in ("week", "month", "year") or not line.base[unit_at].startswith(ARTICLE) or line.is_in(unit_at, "plural"):
        return None
    which = line.which(unit_at + 1)
    last, rule = unit_at + (which is not None), f"relative_dates/{part}"
    # A year in digits after the word is another rule's.
    if not which and line.digits(unit_at + 1, 1800, 2199):
        return None
    precision = {"week": "week", "month": "part_of_month", "year": "season"}[unit]
    if line.published is None:
        return Dated(at, last, line.skips[at], None, None, precision, rule)
    return Dated(at, last, line.skips[at], *_span(line.published, unit, _SIGN[which or "this"], part), precision, rule)


def _span(published: date, unit: str, shift: int, part: str | None = None) -> days.Range:
    """This, the last or the next unit of time, or a part of it."""
    if unit == "month":
        return days.month(*days.months_from(published, shift), part)
    if unit == "year":
        return days.year(published.year + shift, part)
    if unit == "week":
        return days.week(published, shift)
    there = published + timedelta(days=shift)
    return there, there


def unit_and_which(line: Line, at: int) -> Dated | None:
    """«last month», «this week», «the past few days», «the coming two weeks»."""
    demonstrative = line.is_in(at, "this") and line.base[at] not in line.tables.which
    unit_at = at + demonstrative
    unit = line.tables.units.get(line.base[unit_at]) if unit_at < line.length else None
    if unit is None or not line.base[unit_at].startswith(ARTICLE):
        return None
    if demonstrative:
        return _unit(line, at, unit_at, unit, "this") if unit in ("week", "month", "year") and not line.is_in(unit_at, "plural") else None
    count, last = _count_after(line, unit_at)
    which = line.which(last + 1)
    if which is None:
        return None
    if line.is_in(unit_at, "plural") or line.is_in(unit_at, "two"):
        return _stretch(line, at, last + 1, unit, 2 if line.is_in(unit_at, "two") else count, which)
    return _unit(line, at, last + 1, unit, which)


def _unit(line: Line, at: int, last: int, unit: str, which: str) -> Dated | None:
    if unit == "hour":
        return None
    found: tuple[date | None, date | None] = _span(line.published, unit, _SIGN[which]) if line.published else (None, None)
    return Dated(at, last, line.skips[at], *found, unit, f"relative_dates/unit-{unit}")


def _count_after(line: Line, unit_at: int) -> tuple[float | None, int]:
    """The number or the word for few between the unit and its adjective, and the last word so far."""
    at = unit_at + 1
    if line.plain(at) and line.is_in(at, "few"):
        return None, at
    if at < line.length and line.words[at].form == ARTICLE and line.digits(at + 1, 1, 400):
        return line.digits(at + 1, 1, 400), at + 1
    word = line.tables.reader.words.get(line.words[at].form) if at < line.length and not line.words[at].gap else None
    return (word.value, at) if word and word.definite else (None, unit_at)


def _stretch(line: Line, at: int, last: int, unit: str, count: float | None, which: str) -> Dated:
    """A number of units back from the publication, or on from it; a few days are seven, any other few are open."""
    rule, skip = f"relative_dates/{which}", line.skips[at]
    length = _days(unit, count) if count else {"day": _FEW_DAYS, "hour": 1}.get(unit)
    if length is None or line.published is None:
        return Dated(at, last, skip, None, None, "open" if length is None else _precision(length), rule)
    there = line.published + timedelta(days=length if which == "next" else -length)
    begin, end = sorted((there, line.published))
    return Dated(at, last, skip, begin, end, _precision(length), rule)


def _precision(length: float) -> str:
    return "day" if length <= 1 else "week" if length <= 14 else "month" if length <= 62 else "year"


def _days(unit: str, count: float) -> int:
    """A counted stretch of time in whole days."""
    return max(1, round(count / 24)) if unit == "hour" else int(count * {"day": 1, "week": 7, "month": 30, "year": 365}[unit])


def duration(line: Line, at: int) -> Dated | None:
    """«two days ago», «since a week», «within 48 hours», «after three days», «some days ago»; ``at`` is the frame or the count after it."""
    frame = _frame(line, at)
    if frame is None or line.skips[at] > 2:
        return None
    counted = _counted(line, at + 1)
    if counted is None:
        return None
    count, unit, last = counted
    which = line.which(last + 1)
    last += which is not None
    if which is None and (frame == "during" or (line.is_in(last + 1, "blocked") and frame in ("ago", "after"))):
        return None if frame != "during" or not count else _within(line, at, last, unit, count)
    if which:
        return _stretch(line, at + 1, last, unit, count, which)
    return _back(line, at + 1, last, unit, count, frame)


def _frame(line: Line, at: int) -> str | None:
    return next((name for name in ("since", "ago", "after", "during") if line.is_in(at, name)), None)


def _within(line: Line, at: int, last: int, unit: str, count: float) -> Dated | None:
    """«within 48 hours» without an adjective counts a length, not a time, unless it is the last hours: only with the article."""
    if line.words[at + 1].form != ARTICLE and not line.words[at + 1].form.startswith(ARTICLE):
        return None
    return _stretch(line, at + 1, last, unit, count, "past")


def _counted(line: Line, at: int) -> tuple[float | None, str, int] | None:
    """A count and a unit: (count or None for a few, unit, last word)."""
    if at >= line.length or line.words[at].gap or line.skips[at]:
        return None
    if line.words[at].form == ARTICLE and at + 1 < line.length:
        at += 1
    unit = line.tables.units.get(line.base[at])
    if unit:
        if line.base[at].startswith(ARTICLE) or line.digits(at + 1, 1800, 2199):
            return None
        # «since the days of …»: a genitive, no count of days.
        if line.is_in(at, "plural") and line.plain(at + 1) and line.base[at + 1].startswith(ARTICLE) and not line.which(at + 1):
            return None
        return (2 if line.is_in(at, "two") else None if line.is_in(at, "plural") else 1), unit, at
    number = line.tables.reader.read(line.words, at)
    few = line.is_in(at, "few")
    after = at + 1 if few else number.last + 1 if number and not number.skip else line.length
    unit = line.tables.units.get(line.base[after]) if line.plain(after) else None
    if unit is None or (number is None and not few) or (number and number.value > _LONGEST):
        return None
    return (None if few or number is None else number.value), unit, after


def _back(line: Line, at: int, last: int, unit: str, count: float | None, frame: str) -> Dated:
    """The day, stretch or unit that lies a count of units before or after the publication."""
    rule, published = f"relative_dates/{frame}", line.published
    if count is None:
        precision = "week" if unit == "day" else "day" if unit == "hour" else "open"
        found = _few(published, unit, frame) if published else (None, None)
        return Dated(at, last, 0, *found, precision, rule)
    if published is None:
        return Dated(at, last, 0, None, None, "open" if frame == "since" else "day" if unit in ("day", "hour", "week") else unit, rule)
    sign = 1 if frame == "after" else -1
    if unit in ("day", "week", "hour"):
        begin = end = published + timedelta(days=sign * int(count // 24 if unit == "hour" else _days(unit, count)))
        precision = "day"
    else:
        begin, end = _span(published, unit, sign * int(count))
        precision = unit
    return Dated(at, last, 0, begin, published, "open", rule) if frame == "since" else Dated(at, last, 0, begin, end, precision, rule)


def _few(published: date, unit: str, frame: str) -> tuple[date | None, date | None]:
    """«some days ago» is the week before the publication day; some hours are that day; longer is open."""
    if unit == "hour":
        return published, published
    if unit != "day":
        return None, None
    return days.week(published, 1 if frame == "after" else -1)
