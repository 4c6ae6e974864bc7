"""Dates, case by case: the words, days and precision of tests/cases/dates.toml."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rawi import hijri
from rawi.fold import fold
from rawi.lexicon import load_lexicon
from rawi.parse import Parser
from rawi.recognise import days
from rawi.recognise.dates import DateTables, FoundDate, find_dates, load_date_tables

CASES = tomllib.loads((Path(__file__).parent / "cases" / "dates.toml").read_text("utf-8"))["case"]
NAMES = ("text", "first", "last", "precision")


@cache
def _loaded() -> tuple[Parser, DateTables]:
    lexicon = load_lexicon()
    return Parser(lexicon), load_date_tables(lexicon)


def _read(text: str, published: str | None) -> tuple[FoundDate, ...]:
    parser, tables = _loaded()
    folded = fold(text)
    return find_dates(folded, parser.parse(folded), tables, published, text)


def _told(found: FoundDate) -> dict[str, Any]:
    """A date as a case writes it: nothing for null."""
    return {name: getattr(found, name) for name in NAMES if getattr(found, name) is not None}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    found = _read(case["text"], case.get("published"))
    assert [_told(item) for item in found] == case["dates"]
    for item, wanted in zip(found, case["dates"], strict=True):
        assert (item.start, item.sentence) == (case["text"].index(wanted["text"]), 0)
        assert item.rule


def test_the_cases_are_many_and_a_third_are_traps() -> None:
    traps = [case for case in CASES if not case["dates"]]
    assert len(CASES) >= 100
    assert len({case["name"] for case in CASES}) == len(CASES)
    assert len(traps) * 3 >= len(CASES)


def test_a_publication_time_counts_as_its_day() -> None:
    text = next(case["text"] for case in CASES if case["name"] == "yesterday")
    assert [item.first for item in _read(text, "2020-03-10T23:59:00+03:00")] == ["2020-03-09"]


@pytest.mark.parametrize("part, first, last", [("start", 1, 10), ("middle", 11, 20), ("end", 21, 29), (None, 1, 29)])
def test_parts_of_a_leap_february(part: str | None, first: int, last: int) -> None:
    assert days.month(2020, 2, part) == (date(2020, 2, first), date(2020, 2, last))


def test_hijri_outside_the_calendar_is_unknown() -> None:
    assert hijri.gregorian(1200, 1, 1) is None
    assert hijri.gregorian(1441, 13, 1) is None
    assert hijri.gregorian(1441, 7, 10) == (date(2020, 3, 5), date(2020, 3, 5))
