"""Figures, case by case: the words, measure, bounds and totals of tests/cases/figures.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rawi.fold import fold
from rawi.lexicon import load_lexicon
from rawi.parse import Parser
from rawi.recognise.figures import FigureTables, find_figures, load_figure_tables
from rawi.recognise.numbers import digits_value
from rawi.records import Figure

CASES = tomllib.loads((Path(__file__).parent / "cases" / "figures.toml").read_text("utf-8"))["case"]


@cache
def _loaded() -> tuple[Parser, FigureTables]:
    lexicon = load_lexicon()
    return Parser(lexicon), load_figure_tables(lexicon)


def _read(text: str) -> tuple[Figure, ...]:
    parser, tables = _loaded()
    folded = fold(text)
    return find_figures(folded, parser.parse(folded), tables, text)


def _told(figures: tuple[Figure, ...]) -> list[dict[str, Any]]:
    """The figures as a case writes them: words for ids, nothing for null."""
    words = {figure.id: figure.text for figure in figures}
    told = []
    for figure in figures:
        row = {"text": figure.text, "measure": figure.measure, "low": figure.low, "high": figure.high, "approx": figure.approx}
        told.append({name: value for name, value in {**row, "part_of": words.get(figure.part_of or "")}.items() if value is not None})
    return told


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    figures = _read(case["text"])
    assert _told(figures) == case["figures"]
    for figure, wanted in zip(figures, case["figures"], strict=True):
        assert figure.start == case["text"].index(wanted["text"])
        assert figure.id == f"f{figure.start}-{figure.end}"


def test_the_cases_are_many_and_a_third_are_traps() -> None:
    traps = [case for case in CASES if not case["figures"]]
    assert len(CASES) >= 120
    assert len({case["name"] for case in CASES}) == len(CASES)
    assert len(traps) * 3 >= len(CASES)


def test_every_figure_says_why() -> None:
    (figure,) = _read("قتل 12 مدنيا")
    assert figure.evidence is not None
    assert figure.evidence.rule == "governing/qatala"
    assert figure.evidence.cues[0].of("قتل 12 مدنيا") == "قتل"


def test_totals_of_another_sentence_are_not_linked() -> None:
    parts = [figure.part_of for figure in _read("قتل 12 مدنيا. بينهم 3 أطفال.")]
    assert parts == [None, None]


@pytest.mark.parametrize(
    ("form", "value"),
    [("12", 12), ("30,000", 30000), ("30.000", 30000), ("1.5", 1.5), ("1,234,567", 1234567), ("5.3.2020", None), ("1.2345", None)],
)
def test_digits(form: str, value: float | None) -> None:
    assert digits_value(form) == value
