"""Full explicit dates, as date lines and datelines write them; relative and partial ones are left to the recogniser."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from rawi import hijri
from rawi.clean.surroundings import surrounding_words
from rawi.fold import fold_word
from rawi.lexicon.tables import LexiconError, load_schema, read_table

_NUMERIC = r"(?<!\d)(?:(?P<y1>\d{4})[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})|(?P<d2>\d{1,2})\s?[-/.]\s?(?P<m2>\d{1,2})\s?[-/.]\s?(?P<y2>\d{4}))(?!\d)"
_GROUP = re.compile(r"\?P<\w+>")


@dataclass(frozen=True, slots=True)
class DayWords:
    """How a full date is written in folded text: ``source`` finds it without groups (a hijri date too), ``reader`` takes it apart,
    ``clock`` is a time of day."""

    months: dict[str, int]
    hijri: re.Pattern[str]
    hijri_months: dict[str, int]
    source: str
    reader: re.Pattern[str]
    clock: str


@cache
def day_words(folder: Path) -> DayWords:
    """The date words of a data folder. Raises LexiconError for a bad row."""
    faults: list[str] = []
    schema = load_schema(folder)
    rows = read_table(folder, "months", schema, faults)
    months = {fold_word(name): int(row["month"]) for row in rows if row["calendar"] == "gregorian" for name in row["names"]}
    islamic = {fold_word(name): int(row["month"]) for row in rows if row["calendar"] == "hijri" for name in row["names"]}
    weekdays = [fold_word(name) for row in read_table(folder, "weekdays", schema, faults) for name in row["names"]]
    if faults:
        raise LexiconError("\n".join(faults))
    words = surrounding_words(folder)
    month = either(months)
    twin = rf"(?:\s?[/(]\s?(?:{month})\)?)?"
    era = rf"(?:\s?(?:{either(words.era)})(?!\w))?"
    written = (
        rf"(?<!\d)(?P<d3>\d{{1,2}})\s?[-/]?\s?(?:(?:{either(words.between)})\s)?(?P<n3>{month}){twin}\s?[-/,\u060c]?\s?(?P<y3>\d{{4}})(?!\d)"
        rf"|(?<!\w)(?P<n4>{month}){twin}\s(?P<d4>\d{{1,2}})\s?[,\u060c]\s?(?P<y4>\d{{4}})(?!\d)"
    )
    reader = re.compile(f"{written}|{_NUMERIC}")
    weekday = rf"(?:(?:{either(weekdays)})\s?[,\u060c/-]?\s?)?"
    clock_word = either(words.clock)
    clock = rf"(?:(?:{clock_word})\s)?\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:\s?(?:{clock_word})(?!\w))*"
    anno_hegirae = rf"(?<!\d)\d{{1,2}}\s(?:{either(islamic)})\s\d{{4}}(?!\d)\s?\w?"
    hijri_day = re.compile(
        rf"(?<!\d)(?P<d1>\d{{1,2}})\s(?:(?:{either(words.between)})\s)?(?P<n1>{either(islamic)})\s?[,\u060c]?\s?(?P<y1>\d{{4}})(?!\d)"
        rf"|(?<!\d)(?P<y2>1[34]\d\d)/(?P<m2>\d{{1,2}})/(?P<d2>\d{{1,2}})(?!\d)|(?<!\d)(?P<d3>\d{{1,2}})/(?P<m3>\d{{1,2}})/(?P<y3>1[34]\d\d)(?!\d)"
    )
    return DayWords(months, hijri_day, islamic, f"{weekday}(?:{_GROUP.sub('?:', reader.pattern)}|{anno_hegirae}){era}", reader, clock)


def either(words: Iterable[str]) -> str:
    """An alternation of words, the longest first, spaces free."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(r"\s".join(map(re.escape, word.split())) for word in ordered)


def read_day(folded: str, folder: Path) -> str | None:
    """The first full Gregorian date in folded text as an ISO day; where there is none, the first Hijri one by Umm al-Qura; or None."""
    words = day_words(folder)
    for found in words.reader.finditer(folded):
        year, month, day = _read(found, words.months)
        told = iso_day(year, month, day)
        if told:
            return told
    for found in words.hijri.finditer(folded):
        days = hijri.gregorian(*_read(found, words.hijri_months))
        if days:
            return days[0].isoformat()
    return None


def _read(found: re.Match[str], months: dict[str, int]) -> tuple[int, int, int]:
    """Year, month and day of a date that was found."""
    parts = {name[0]: value for name, value in found.groupdict().items() if value is not None}
    return int(parts["y"]), months[" ".join(parts["n"].split())] if "n" in parts else int(parts["m"]), int(parts["d"])


def iso_day(year: int, month: int, day: int) -> str | None:
    """An ISO day of the newspaper age, or None for a date that never was."""
    try:
        return date(year, month, day).isoformat() if 1900 <= year <= 2100 else None
    except ValueError:
        return None
