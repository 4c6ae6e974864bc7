"""Single words: clitics on a list that was written blind to the code (cases/clitics.tsv), stems against the conjugation, `rawi words`."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rawi.cli import app
from rawi.fold import fold_word
from rawi.lexicon import load_lexicon
from rawi.lexicon.inflect import conjugate
from rawi.lexicon.stems import SHADDA, Analysis
from rawi.lexicon.tables import data_folder, load_schema, read_table
from rawi.parse.analyse import Analyser, WordAnalysis

with (Path(__file__).parent / "cases" / "clitics.tsv").open(encoding="utf-8") as lines:
    ROWS = list(csv.DictReader(lines, delimiter="\t"))
VERBS = read_table(data_folder(), "verbs", load_schema(data_folder()), [])
WEAK = set("اويىءأؤئآ")


@cache
def analyser() -> Analyser:
    return Analyser(load_lexicon())


def seen(word: str) -> WordAnalysis:
    [analysis] = analyser().analyse(word)
    return analysis


def split(word: str) -> tuple[str, str, str]:
    analysis = seen(word)
    return analysis.before, analysis.host, analysis.after


def test_no_trap_is_split() -> None:
    traps = [row["word"] for row in ROWS if not row["host"]]
    assert len(ROWS) >= 400
    assert len(traps) * 3 >= len(ROWS)
    assert [(word, split(word)) for word in traps if split(word) != ("", fold_word(word), "")] == []


def test_words_are_cut_where_their_clitics_end() -> None:
    cut = [row for row in ROWS if row["host"]]
    wrong = [
        (row["word"], split(row["word"])) for row in cut if split(row["word"]) != (row["before"], fold_word(row["host"]), row["after"])
    ]
    assert len(wrong) <= 0.02 * len(ROWS), wrong


def features(word: str) -> tuple[str, ...]:
    """The likeliest reading of a word: lemma, part of speech, and what its form shows."""
    reading = seen(word).readings[0]
    return tuple(value for value in reading if value)


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("قصفت", ("قصف", "verb", "past", "active", "3", "s", "f")),
        ("وسيقصفونها", ("قصف", "verb", "present", "active", "3", "p", "m")),
        ("يستطع", ("استطاع", "verb", "present", "active", "3", "s", "m")),
        ("هوجمت", ("هاجم", "verb", "past", "passive", "3", "s", "f")),
        ("يُقال", ("قال", "verb", "present", "passive", "3", "s", "m")),
        ("احتللنا", ("احتلّ", "verb", "past", "active", "1", "p")),
        ("اتهمتا", ("اتّهم", "verb", "past", "active", "3", "d", "f")),
        ("يبقيان", ("بقي", "verb", "present", "active", "3", "d", "m")),
        ("ألقاها", ("ألقى", "verb", "past", "active", "3", "s", "m", "construct")),
        ("جاؤوا", ("جاء", "verb", "past", "active", "3", "p", "m", "absolute")),
        ("بالهدنة", ("هدنة", "noun", "s", "f", "definite")),
        ("وزراء", ("وزير", "noun", "p")),
        ("قريتين", ("قرية", "noun", "d", "f", "absolute")),
        ("المسلحون", ("مسلح", "noun", "p", "m", "definite")),
        ("أسمائهم", ("اسم", "noun", "p", "construct")),
        ("مستواها", ("مستوى", "noun", "s", "construct")),
        ("لأنهم", ("أن", "particle")),
        ("ببيروت", ("بيروت", "name")),
    ],
)
def test_lemma_and_features(word: str, told: tuple[str, ...]) -> None:
    assert features(word) == told


def test_a_word_no_table_knows_has_no_reading() -> None:
    assert seen("غشمطيل").readings == ()


def test_numbers_are_no_words() -> None:
    assert [word.text for word in analyser().analyse("قتل 12 مدنيا")] == ["قتل", "مدنيا"]


def test_final_teh_marbuta_is_no_pronoun() -> None:
    assert (seen("منزله").after, seen("منزلة").after) == ("ه", "")


def test_spans_are_those_of_the_text() -> None:
    text = "وقالَت المصادرُ: «قُتـل» ثلاثة"
    assert [text[word.start : word.end] for word in analyser().analyse(text)] == [word.text for word in analyser().analyse(text)]


def test_stems_agree_with_the_conjugation() -> None:
    """Every form that `conjugate` makes of a sound verb is known, with the same person, number and gender."""
    missed = []
    for row in VERBS:
        if WEAK & set(row["lemma"]) or row["lemma"].endswith(SHADDA):
            continue
        for form in conjugate(row["lemma"], row["present"]):
            readings = load_lexicon().stems.analyses(form.text)
            if not any(
                r.lemma == row["lemma"] and (r.person, r.number, r.gender) == (form.person, form.number, form.gender) for r in readings
            ):
                missed.append((row["lemma"], form))
    assert missed == []


def test_the_analyser_remembers_but_does_not_depend_on_it() -> None:
    words = [row["word"] for row in ROWS]
    fresh = Analyser(load_lexicon())
    assert [fresh.analyse(word) for word in reversed(words)] == [analyser().analyse(word) for word in reversed(words)]


def test_the_command_shows_a_word_a_line() -> None:
    result = CliRunner().invoke(app, ["words", "وقصفت المدفعية"])
    assert result.exit_code == 0
    assert result.stdout.splitlines() == ["وقصفت\tو+قصفت\tقصف\tverb past active 3 f s", "المدفعية\tالمدفعيه\tمدفعية\tnoun f s definite"]


def test_the_command_gives_every_reading_as_json() -> None:
    result = CliRunner().invoke(app, ["words", "-", "--json"], input="بالقصف")
    [word] = map(json.loads, result.stdout.splitlines())
    assert (word["before"], word["host"], word["start"], word["end"]) == ("ب", "القصف", 0, 6)
    assert Analysis(**word["readings"][0]).lemma == "قصف"


def test_the_command_says_when_there_is_no_word() -> None:
    result = CliRunner().invoke(app, ["words", "12 !"])
    assert result.exit_code == 1
    assert "no word" in result.stderr
