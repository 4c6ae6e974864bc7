"""Furniture: the cases by their words, the examples of every row, and what must hold of any text."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from rawi.clean import find_furniture
from rawi.clean.furniture_rows import furniture_table
from rawi.lexicon import LexiconError, load_lexicon
from rawi.lexicon.tables import data_folder, load_schema, read_table

FILES = sorted((Path(__file__).parent / "cases").glob("furniture*.toml"))
CASES = [case for path in FILES for case in tomllib.loads(path.read_text("utf-8"))["case"]]
ROWS = read_table(data_folder(), "furniture", load_schema(data_folder()), [])


def place_of(text: str, words: str, occurrence: int = 1) -> int:
    """Where the words stand the n-th time."""
    starts = [found.start() for found in re.finditer(re.escape(words), text)]
    return starts[occurrence - 1]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict) -> None:
    lexicon = load_lexicon()
    text = case["text"]
    expected = sorted((place_of(text, cut[1], int(cut[2]) if len(cut) > 2 else 1), cut[1], cut[0]) for cut in case["cut"])
    found = [(f.start, f.text, f.kind) for f in find_furniture(text, case.get("title"), lexicon)]
    assert found == expected


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_row_example_fires_and_not_example_does_not(row) -> None:
    lexicon = load_lexicon()
    kinds = {
        column: {f.kind for f in find_furniture("\n".join(row[column].split("¶")), None, lexicon)} for column in ("example", "not_example")
    }
    assert row["kind"] in kinds["example"]
    assert row["kind"] not in kinds["not_example"]


def test_spans_are_those_of_the_text_and_do_not_overlap() -> None:
    lexicon = load_lexicon()
    for case in CASES:
        text = "\ufeff  " + "\r\n".join(case["text"].split("\n")) + "\n\n"
        at = 0
        for found in find_furniture(text, None, lexicon):
            assert found.text == text[found.start : found.end]
            assert found.text == found.text.strip()
            assert found.start >= at
            at = found.end


def test_odd_texts_are_read() -> None:
    lexicon = load_lexicon()
    for text in (
        "",
        " ",
        "\n\n",
        ".",
        "(",
        "اقرأ أيضاً:",
        "#",
        "🙂\n🙂",
        "\u200f\n\u200f",
        "a" * 5000,
        "اقرأ أيضاً: " * 300,
        "(" * 3000,
        ":\n" * 2000,
    ):
        find_furniture(text, None, lexicon)
        find_furniture(text, text, lexicon)


def test_bad_row_is_refused_by_file_and_line(tmp_path: Path) -> None:
    for name in ("columns.toml", "months.tsv", "weekdays.tsv", "publication.toml"):
        (tmp_path / name).write_bytes((data_folder() / name).read_bytes())
    header = "id\tkind\tpattern\tposition\texample\tnot_example\n"
    (tmp_path / "furniture.tsv").write_text(header + "x\tadvert\tإعلان {nobody}\tsomewhere\tإعلان\tخبر\n", "utf-8")
    with pytest.raises(LexiconError, match=r"(?s)furniture\.tsv:2: kind.*furniture\.tsv:2: position.*\{nobody\}"):
        furniture_table(tmp_path)
