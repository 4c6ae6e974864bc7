"""Arithmetic with days, months and parts of them; all ranges inclusive."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

Range = tuple[date, date]

_PARTS = {"start": (1, 10), "middle": (11, 20), "end": (21, 31)}
# Of a year, in months.
_YEAR_PARTS = {"start": (1, 3), "middle": (5, 8), "end": (10, 12)}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}


def day(year: int, month: int, number: int) -> date | None:
    """A day, or None when there is no such day."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def month(year: int, number: int, part: str | None = None) -> Range:
    """A month, or its start (days 1 to 10), middle (11 to 20) or end (21 on)."""
    last = monthrange(year, number)[1]
    first, until = _PARTS[part] if part else (1, last)
    return date(year, number, first), date(year, number, min(until, last))


def year(number: int, part: str | None = None) -> Range:
    """A year, or its start (January to March), middle (May to August) or end (October on)."""
    first, last = _YEAR_PARTS[part] if part else (1, 12)
    return date(number, first, 1), month(number, last)[1]


def season(name: str, number: int) -> Range:
    """A season of a year; winter begins in the December before."""
    first, last = _SEASONS[name]
    return date(number - (first > last), first, 1), month(number, last)[1]


def months_from(day_: date, count: int) -> tuple[int, int]:
    """Year and month ``count`` months from a day."""
    index = day_.year * 12 + day_.month - 1 + count
    return index // 12, index % 12 + 1


def week(day_: date, count: int) -> Range:
    """The seven days before a day (-1), after it (1), or its week from Monday (0)."""
    if count == 0:
        first = day_ - timedelta(days=day_.weekday())
        return first, first + timedelta(days=6)
    return (day_ - timedelta(days=7), day_ - timedelta(days=1)) if count < 0 else (day_ + timedelta(days=1), day_ + timedelta(days=7))


def weekday(day_: date, iso: int, which: str | None) -> date:
    """The latest such weekday up to a day; past: before it; next: after it."""
    back = (day_.isoweekday() - iso) % 7
    if which == "next":
        return day_ + timedelta(days=(iso - day_.isoweekday()) % 7 or 7)
    return day_ - timedelta(days=back or (7 if which == "past" else 0))


def season_near(name: str, day_: date) -> Range:
    """The latest such season that had begun by a day."""
    found = season(name, day_.year + 1)
    while found[0] > day_:
        found = season(name, found[1].year - 1)
    return found


def month_near(day_: date, number: int, which: str | None) -> int:
    """The year of a month named without one: not after the day; past: before its month; next: on or after it; this: its year."""
    if which == "this":
        return day_.year
    if which == "next":
        return day_.year + (number <= day_.month)
    if which == "future":
        return day_.year + (number < day_.month)
    if which == "past":
        return day_.year - (number >= day_.month)
    return day_.year - (number > day_.month)
