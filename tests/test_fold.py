"""The search copy and its way back: what the fold merges, drops, repairs and hides, and which letters it answers for."""

from __future__ import annotations

import pytest

from rawi.fold import fold, fold_word
from rawi.records import Furniture, Repair, Span


@pytest.mark.parametrize(
    ("written", "same_as"),
    [
        ("أحمد", "احمد"), ("إدلب", "ادلب"), ("آمال", "امال"), ("مؤتمر", "موتمر"), ("هيئة", "هييه"), ("على", "علي"), ("مدينة", "مدينه"),
        ("قَصَفَ", "قصف"), ("قصـــف", "قصف"), ("ق\u200bصف", "قصف"), ("\u202bقصف\u202c", "قصف"), ("\ufeffقصف", "قصف"),
        ("\ufed7\ufebc\ufed2", "قصف"), ("\ufefbجئ", "لاجي"), ("کابول", "كابول"), ("ایران", "ايران"), ("بریتانیا", "بريتانيا"), ("چاوش", "جاوش"),
        ("٢٠٢٤", "2024"), ("۲۰۲۴", "2024"), ("M4", "m4"), ("ＡＢＣ", "abc"), ("مجلس\u00a0الأمن", "مجلس الامن"),
    ],
)  # fmt: skip
def test_variants_are_one(written: str, same_as: str) -> None:
    assert fold_word(written) == same_as


@pytest.mark.parametrize(("one", "other"), [("قصف", "قصر"), ("علم", "عالم"), ("هزة", "حزة"), ("١", "٢"), ("قال", "قالوا")])
def test_different_words_stay_different(one: str, other: str) -> None:
    assert fold_word(one) != fold_word(other)


def test_a_span_takes_the_marks_after_its_letters() -> None:
    text = "قُتِلَ مدنيّان"
    folded = fold(text)
    at = folded.text.index("مدنيان")
    assert folded.text[:3] == "قتل"
    assert folded.span(0, 3).of(text) == "قُتِلَ"
    assert folded.span(at, at + len("مدنيان")).of(text) == "مدنيّان"


def test_marks_before_the_first_letter_belong_to_nothing() -> None:
    text = "\u200f\u200fقال"
    assert fold(text).span(0, 3) == Span(2, 5)


def test_a_ligature_answers_with_all_its_letters() -> None:
    text = "\ufefbجئ"
    folded = fold(text)
    assert folded.text == "لاجي"
    assert folded.span(0, 1) == folded.span(1, 2) == Span(0, 1)


def test_a_repair_stands_for_the_letters_as_written() -> None:
    text = "بعد قصـ ـف السوق"
    start, end = text.index("قصـ"), text.index(" السوق")
    folded = fold(text, [Repair(start, end, text[start:end], "قصف")])
    assert folded.text == "بعد قصف السوق"
    assert folded.span(4, 7).of(text) == "قصـ ـف"


def test_a_hidden_span_leaves_a_line_break() -> None:
    text = "قبل اقرأ أيضا بعد"
    start, end = text.index("اقرأ"), text.index(" بعد")
    folded = fold(text, hidden=[Furniture(start, end, text[start:end], "related_link")])
    assert folded.text == "قبل \n بعد"
    assert folded.span(folded.text.index("بعد"), len(folded.text)).of(text) == "بعد"


def test_a_hidden_span_wins_over_a_repair_inside_it() -> None:
    text = "قبل قصـ ـف بعد"
    start, end = 4, text.index(" بعد")
    folded = fold(text, [Repair(start, end, text[start:end], "قصف")], [Furniture(0, end, text[:end], "share")])
    assert folded.text == "\n بعد"


def test_the_empty_text_folds_to_nothing() -> None:
    assert fold("").text == ""
    assert fold_word(" \u200f ") == ""


def test_lone_surrogates_and_controls_pass_through() -> None:
    text = "قال\ud800\x00 شيئا"
    assert len(fold(text).starts) == len(fold(text).text)
