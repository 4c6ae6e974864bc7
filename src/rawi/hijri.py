"""Hijri dates as Gregorian days, by the Umm al-Qura calendar of the hijridate package (1343 to 1500 AH)."""

from __future__ import annotations

from datetime import date


def gregorian(year: int, month: int, day: int | None) -> tuple[date, date] | None:
    """First and last Gregorian day of a Hijri day (or month when ``day`` is None); None outside the calendar's table."""
    # Imported here: few articles carry a Hijri date.
    from hijridate import Hijri

    try:
        first = Hijri(year, month, day or 1)
        last = Hijri(year, month, day or first.month_length())
    except (ValueError, OverflowError):
        return None
    return date.fromisoformat(first.to_gregorian().isoformat()), date.fromisoformat(last.to_gregorian().isoformat())


def hijri_year(day: date, month: int) -> int | None:
    """The Hijri year in which ``month`` last began by a Gregorian day."""
    from hijridate import Gregorian

    try:
        now = Gregorian(day.year, day.month, day.day).to_hijri()
    except (ValueError, OverflowError):
        return None
    return int(now.year) - (month > int(now.month))
