"""Full explicit dates, as date lines and datelines write them; relative and partial ones are left to the recogniser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from rawi.clean.surroundings import surrounding_words
from rawi.fold import fold_word
from rawi.lexicon.tables import LexiconError, load_schema, read_table

_NUMERIC = r"(?<!\d)(?:(?P<y1>\d{4})[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})|(?P<d2>\d{1,2})\s?[-/.]\s?(?P<m2>\d{1,2})\s?[-/.]\s?(?P<y2>\d{4}))(?!\d)"
_GROUP = re.compile(r"\?P<\w+>")


@dataclass(frozen=True, slots=True)
class DayWords:
    """How a full date is written in folded text: ``source`` finds it without groups, ``reader`` takes it apart, ``clock`` is a time of day."""

    months: dict[str, int]
    source: str
    reader: re.Pattern[str]
    clock: str


@cache
def day_words(folder: Path) -> DayWords:
    """The date words of a data folder. Raises LexiconError for a bad row."""
    faults: list[str] = []
    schema = load_schema(folder)
    named = [row for row in read_table(folder, "months", schema, faults) if row["calendar"] == "gregorian"]
    months = {fold_word(name): int(row["month"]) for row in named for name in row["names"]}
    weekdays = [fold_word(name) for row in read_table(folder, "weekdays", schema, faults) for name in row["names"]]
    if faults:
        raise LexiconError("\n".join(faults))
    words = surrounding_words(folder)
    month = _either(months)
    twin = rf"(?:\s?[/(]\s?(?:{month})\)?)?"
    era = rf"(?:\s?(?:{_either(words.era)})(?!\w))?"
    written = (
        rf"(?<!\d)(?P<d3>\d{{1,2}})\s?[-/]?\s?(?:(?:{_either(words.between)})\s)?(?P<n3>{month}){twin}\s?[-/,\u060c]?\s?(?P<y3>\d{{4}})(?!\d)"
        rf"|(?<!\w)(?P<n4>{month}){twin}\s(?P<d4>\d{{1,2}})\s?[,\u060c]\s?(?P<y4>\d{{4}})(?!\d)"
    )
    reader = re.compile(f"{written}|{_NUMERIC}")
    weekday = rf"(?:(?:{_either(weekdays)})\s?[,\u060c/-]?\s?)?"
    clock_word = _either(words.clock)
    clock = rf"(?:(?:{clock_word})\s)?\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:\s?(?:{clock_word})(?!\w))*"
    return DayWords(months, f"{weekday}(?:{_GROUP.sub('?:', reader.pattern)}){era}", reader, clock)


def _either(words: object) -> str:
    """An alternation of words, the longest first, spaces free."""
    ordered = sorted(map(str, words), key=lambda word: (-len(word), word))  # type: ignore[call-overload]
    return "|".join(r"\s".join(map(re.escape, word.split())) for word in ordered)


def read_day(folded: str, folder: Path) -> str | None:
    """The first full date in folded text as an ISO day, or None."""
    words = day_words(folder)
    for found in words.reader.finditer(folded):
        parts = {name[0]: value for name, value in found.groupdict().items() if value is not None}
        month = words.months[" ".join(parts["n"].split())] if "n" in parts else int(parts["m"])
        day = iso_day(int(parts["y"]), month, int(parts["d"]))
        if day:
            return day
    return None


def iso_day(year: int, month: int, day: int) -> str | None:
    """An ISO day of the newspaper age, or None for a date that never was."""
    try:
        return date(year, month, day).isoformat() if 1900 <= year <= 2100 else None
    except ValueError:
        return None
