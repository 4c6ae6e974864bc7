"""Words with their clitics (cases/clitics.toml), sentences with their roles (cases/sentences.toml), and phrases found among words."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rawi.fold import fold, fold_word
from rawi.lexicon import load_lexicon
from rawi.parse import Cut, Parser
from rawi.parse.context import fires
from rawi.parse.grid import make_grid
from rawi.parse.words import bare_form
from rawi.records import Mention

CASES = Path(__file__).parent / "cases"
WORDS = tomllib.loads((CASES / "clitics.toml").read_text("utf-8"))["word"]
SENTENCES = tomllib.loads((CASES / "sentences.toml").read_text("utf-8"))["case"]


@cache
def parser() -> Parser:
    return Parser(load_lexicon())


@pytest.mark.parametrize("case", WORDS, ids=[case["word"] for case in WORDS])
def test_clitics(case: dict[str, str]) -> None:
    seen = parser().cutter.cuts(fold_word(case["word"]))[0]
    wanted = Cut(case.get("before", ""), fold_word(case.get("host", case["word"])), case.get("after", ""))
    assert seen == wanted


def test_the_words_are_many_and_a_third_are_traps() -> None:
    traps = [case["word"] for case in WORDS if "host" not in case]
    assert len(WORDS) >= 80
    assert len({case["word"] for case in WORDS}) == len(WORDS)
    assert len(traps) * 3 >= len(WORDS)
    assert all(parser().cutter._splits(fold_word(word)) for word in traps), "a trap must begin or end like a clitic"


@pytest.mark.parametrize("case", SENTENCES, ids=[case["name"] for case in SENTENCES])
def test_sentences(case: dict[str, Any]) -> None:
    text = "\n".join(case["lines"])
    assert [[s.role, text[s.start : s.end]] for s in parser().parse(fold(text))] == case["sentences"]


def test_a_cut_depends_on_the_lexicon_alone() -> None:
    forms = [fold_word(case["word"]) for case in WORDS]
    fresh = Parser(load_lexicon()).cutter
    assert [fresh.cuts(form) for form in reversed(forms)] == [parser().cutter.cuts(form) for form in reversed(forms)]


def test_the_host_of_a_word_has_its_own_span() -> None:
    text = "انتشرت القواتُ بالعاصمة"
    folded = fold(text)
    word = parser().parse(folded)[0].words[2]
    assert text[word.start : word.end] == "بالعاصمة"
    assert word.host_span(folded, word.cuts[0]).of(text) == "العاصمة"


def test_lam_and_article_are_one_so_the_host_keeps_both() -> None:
    text = "سلمت المدينة للجيش"
    folded = fold(text)
    word = parser().parse(folded)[0].words[2]
    assert word.cuts[0] == Cut("لل", "الجيش", "")
    assert word.host_span(folded, word.cuts[0]).of(text) == "للجيش"


def test_a_phrase_is_found_across_quotation_marks_but_not_across_a_full_stop() -> None:
    quoted = _names("اجتمع «مجلس الأمن» أمس")
    assert "مجلس الأمن" in quoted
    assert "مجلس الأمن" not in _names("اجتمع مجلس، الأمن مستتب")


def test_a_phrase_keeps_the_clitic_out_of_its_span() -> None:
    assert "مجلس الأمن" in _names("وأبلغ الوفد بمجلس الأمن")


def test_the_longest_phrase_at_a_word_comes_first() -> None:
    sentence = parser().parse(fold("اجتمع مجلس الأمن الدولي أمس"))[0]
    lasts = [hit.last for hit in sentence.at[1]]
    assert lasts == sorted(lasts, reverse=True)


def _names(text: str) -> list[str]:
    return [text[hit.start : hit.end] for sentence in parser().parse(fold(text)) for hit in sentence.hits("actors")]


def test_needs_and_blocks_look_at_the_words_beside_a_hit() -> None:
    sentence = parser().parse(fold("سيطرت القوات على البلدة"))[0]
    hit = sentence.hits("triggers")[0]
    nothing: frozenset[str] = frozenset()
    assert fires(hit, sentence, frozenset({fold_word("على")}), nothing)
    assert not fires(hit, sentence, frozenset({fold_word("ضد")}), nothing)
    assert not fires(hit, sentence, nothing, frozenset({fold_word("القوات")}))


def test_a_bare_form_has_no_article_and_no_final_alef_or_heh() -> None:
    assert bare_form(fold_word("الحكومة")) == bare_form(fold_word("حكومة"))


def test_the_grid_places_a_mention_among_its_words() -> None:
    text = "وصل الوفد. والتقى وزير الخارجية في العاصمة."
    start = text.index("وزير")
    mention = Mention("m", start, start + len("وزير الخارجية"), "وزير الخارجية", "person")
    placed = make_grid(parser().parse(fold(text)), (mention,)).by_id["m"]
    assert (placed.sentence, placed.first, placed.last) == (1, 1, 2)
