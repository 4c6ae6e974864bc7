"""Pages in the markup of twenty-eight systems, encodings whatever the header says, and pages that mean harm."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path

import pytest

from rawi.clean import CleanError, article_from_html, find_furniture, repair_spelling
from rawi.lexicon import load_lexicon
from rawi.records import Article

HERE = Path(__file__).parent
CASES = [case for path in sorted((HERE / "cases").glob("pages*.toml")) for case in tomllib.loads(path.read_text("utf-8"))["case"]]
PARAGRAPH = "<p>قال المتحدث <b>رقم {}</b> إن القوات أعادت فتح الطريق صباح اليوم من دون تسجيل إصابات.</p>"


def read(name: str, **given: str):
    return article_from_html((HERE / "pages" / f"{name}.html").read_bytes(), id=name, lexicon=load_lexicon(), **given)


def story_of(article: Article) -> str:
    """The article's text without its furniture."""
    story, at = "", 0
    for furniture in find_furniture(article.text, article.title, load_lexicon()):
        story += article.text[at : furniture.start]
        at = furniture.end
    return story + article.text[at:]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_page(case: dict) -> None:
    given = {"content_type": case["content_type"]} if "content_type" in case else {}
    article = read(case["name"], **given)
    story = story_of(article)
    assert [words for words in case["must_keep"] if words not in story] == []
    assert [words for words in case["must_cut"] if words in story] == []
    lines = article.text.split("\n")
    assert [line for line in case["must_keep"] if len(line) > 100 and line not in lines] == []
    assert lines[0] == case["facts"]["title"]
    facts = {name: getattr(article, name) for name in ("title", "outlet", "published", "url")}
    assert facts == {name: case["facts"].get(name) for name in facts}
    assert article.byline == case["facts"].get("byline", article.byline)
    assert article.published_from == ("page" if article.published else None)
    assert article.language == "ar"


def test_the_cases_are_many() -> None:
    assert len(CASES) >= 28
    assert sum(len(case["must_cut"]) for case in CASES) >= 700


def test_invisible_letters_and_marks_stay_and_repairs_find_them() -> None:
    article = read("zero-width")
    assert article.text.count("\u200c") == 2
    assert article.text.count("\u200f") == 1
    assert [(r.text, r.repaired) for r in repair_spelling(article.text, load_lexicon())] == [
        ("الوا\u200cدي", "الوادي"),
        ("قصـ ـف", "قصف"),
        ("قت\u200cلى", "قتلى"),
        ("الانفـ.ـجار", "الانفجار"),
    ]


def test_no_letter_is_composed_or_dropped() -> None:
    odd = "الا\u0653ن قُتِلَ رجلٌ في\u00a0الحي\u200f ا\u0654مس ﷲ ﻻ e\u0301 \u202bنص\u202c نهاية الخبر الذي يجب أن يبقى كما كتبه صاحبه من دون أي تغيير."
    page = f"<html><head><meta charset=utf-8></head><body><article><h1>عنوان</h1><p>{odd}</p>{PARAGRAPH.format(1)}{PARAGRAPH.format(2)}</article></body></html>".encode()
    text = article_from_html(page, id="x", lexicon=load_lexicon()).text
    assert " ".join(odd.split()) in text


def test_what_is_given_wins() -> None:
    article = read("wordpress", url="https://example.org/a", outlet="موقع آخر", published="2021-03-17")
    assert (article.url, article.outlet, article.published, article.published_from) == (
        "https://example.org/a",
        "موقع آخر",
        "2021-03-17",
        "given",
    )


@pytest.mark.parametrize(
    ("page", "told"),
    [
        (b"<html><body>" + b"<div>" * 100_000 + b"x", "nested 100,000 deep"),
        (b"<html><body>" + b"<b><i>" * 50_000 + b"x" + b"</i></b>" * 50_000, "nested 100,000 deep"),
        (b"<html><body><p>" + b"x" * 50_000_000, "50,000,015 bytes"),
        (b"<a " * 1_000_000, "1,000,000 tags"),
        (b"", "empty"),
        (b"\0" * 1000, "empty"),
        (b"<html><body><img src=a.png><script>x()</script></body></html>", "no story"),
    ],
    ids=["open tags", "closed tags", "50 MB", "broken tags", "nothing", "zeros", "picture only"],
)
def test_a_page_that_cannot_be_read_is_refused_with_the_cure(page: bytes, told: str) -> None:
    started = time.process_time()
    with pytest.raises(CleanError, match=told) as refusal:
        article_from_html(page, id="bad", lexicon=load_lexicon())
    assert str(refusal.value).startswith("bad: ")
    assert ";" in str(refusal.value)
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    "page",
    [
        ("<html><body>" + "".join(PARAGRAPH.format(i) for i in range(20_000))).encode(),
        ("<html><body>" + "<div>" * 900 + "".join(PARAGRAPH.format(i) for i in range(9)) + "</div>" * 900).encode(),
        ("<html><body>" + "<table><tr><td>" * 180 + "".join(PARAGRAPH.format(i) for i in range(9))).encode(),
        ("<html><body>" + "".join("<font>" + PARAGRAPH.format(i) for i in range(600))).encode(),
        ("<?xml version='1.0' encoding='utf-8'?><html><body>" + "".join(PARAGRAPH.format(i) for i in range(9))).encode(),
        ("<html><body>" + "".join(PARAGRAPH.format(i) for i in range(9))).encode("utf-16"),
        ("<html><body>" + "".join(PARAGRAPH.format(i) for i in range(9))).encode() + "م".encode()[:1],
    ],
    ids=["many tags", "deep", "tables in tables", "fonts never closed", "XML declaration", "UTF-16", "cut in a letter"],
)
def test_an_odd_page_is_read(page: bytes) -> None:
    started = time.process_time()
    article = article_from_html(page, id="odd", lexicon=load_lexicon())
    assert "قال المتحدث رقم 3 إن القوات أعادت فتح الطريق" in article.text
    assert "قال المتحدث رقم 8 إن القوات أعادت فتح الطريق" in article.text
    assert time.process_time() - started < 15
