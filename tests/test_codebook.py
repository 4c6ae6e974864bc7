"""The codebook defines every value that a coder can choose, in both languages; names are offered as they are typed."""

from __future__ import annotations

import re

import pytest

from rawi.codes import load_codes
from rawi.demo.report import strings
from rawi.review import FIELDS, REASONS
from rawi.review.codebook import codebook, modes_of
from rawi.review.fields import statuses, types
from rawi.serve.suggesting import suggested, told
from rawi.serve.tongue import tongue

ARABIC = re.compile("[\u0621-\u064a]")


def test_every_value_is_defined_and_nothing_else() -> None:
    defined = codebook()
    wanted = {"field": set(FIELDS), "type": set(types()), "status": set(statuses()), "reason": set(REASONS)}
    for of, values in wanted.items():
        assert {value for kind, value in defined if kind == of} == values
    modes = {f"{row.type}/{row.mode}" for row in load_codes().modes if row.mode}
    assert modes <= {value for kind, value in defined if kind == "mode"}
    assert {value.partition("/")[0] for kind, value in defined if kind == "mode"} <= wanted["type"]


def test_each_definition_is_in_its_language_and_each_mode_has_a_name() -> None:
    for one in codebook().values():
        assert ARABIC.search(one.ar) and not ARABIC.search(one.en), one
    assert {mode for type in types() for mode in modes_of(type)} <= set(strings()["mode"])
    assert modes_of("AGREE") == () and "drone" in modes_of("ASSAULT")


@pytest.mark.parametrize(
    ("kind", "typed", "id"),
    [
        ("actor", "روسيا", "state/ru"), ("actor", "Russ", "state/ru"), ("place", "إدلب", "place/sy-idlib"), ("place", "ادلب", "place/sy-idlib"),
        ("place", "IDLIB", "place/sy-idlib"), ("actor", "الدعم السريع", "armed_group/rsf"), ("outlet", "reuters", "reuters"),
    ],
)  # fmt: skip
def test_names_are_found_in_both_scripts(kind: str, typed: str, id: str) -> None:
    assert id in [found.id for found in suggested(kind, typed)]


def test_marks_of_latin_letters_need_not_be_typed() -> None:
    assert "Ţasūj" in [found.en for found in suggested("place", "tasuj")]


@pytest.mark.parametrize("typed", ["", "   ", "%", "' OR 1=1", "\0", "x" * 1000, "<b>"])
def test_nothing_is_offered_for_nothing(typed: str) -> None:
    assert suggested("actor", typed) == [] and suggested("nowhere", "روسيا") == []


def test_a_suggestion_says_what_and_where_it_is() -> None:
    idlib = next(found for found in suggested("place", "إدلب") if found.id == "place/sy-idlib")
    assert told(idlib, tongue("en"))["hint"].endswith("Syria") and told(idlib, tongue("ar"))["hint"].endswith("سوريا")
