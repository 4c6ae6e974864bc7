"""Plain texts as Articles: letters, digest, title, publication day, language, and what loads when."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import pytest

from rawi.clean import CleanError, article_from_text
from rawi.lexicon import load_lexicon

STORY = "أعلنت إدارة المعبر صباح اليوم فتح الطريق أمام الشاحنات بعد إغلاق دام ثلاثة أسابيع."
TITLE = "فتح الطريق أمام الشاحنات"


def article(text: str, **given):
    return article_from_text(text, id="a", lexicon=load_lexicon(), **given)


def test_letters_stay_and_the_digest_is_theirs() -> None:
    text = "\ufeff" + TITLE + "\r\n\r\nقصـ ـف\u200f " + STORY + "\n \n"
    made = article(text)
    assert made.text == text
    assert made.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert (made.id, made.title, made.language) == ("a", TITLE, "ar")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"{TITLE}\n{STORY}", TITLE),
        (f"\n\n  {TITLE}!  \n{STORY}", f"{TITLE}!"),
        (f"{STORY}\n{STORY}", None),
        (TITLE, None),
        ("", None),
        (" \n\n", None),
        ("....\n" + TITLE + "\n" + STORY, TITLE),
    ],
)
def test_title_is_the_first_line_where_it_is_a_heading(text: str, title: str | None) -> None:
    assert article(text).title == title


def test_given_title_wins() -> None:
    assert article(f"{TITLE}\n{STORY}", title="عنوان آخر").title == "عنوان آخر"


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ("2020-05-21", "2020-05-21"),
        ("2020-05-21T23:30:00-05:00", "2020-05-21"),
        ("20200521", "2020-05-21"),
        ("Thu, 21 May 2020 09:00:00 +0300", "2020-05-21"),
        ("May 21, 2020", "2020-05-21"),
        ("21 أيار/ مايو 2020", "2020-05-21"),
        ("الخميس ٢١ مايو ٢٠٢٠", "2020-05-21"),
    ],
)
def test_given_day(given: str, day: str) -> None:
    made = article(STORY, published=given)
    assert (made.published, made.published_from) == (day, "given")


@pytest.mark.parametrize("given", ["yesterday", "2020-13-45", "أمس", "2020"])
def test_what_is_no_day_is_refused_with_the_cure(given: str) -> None:
    with pytest.raises(CleanError, match="YYYY-MM-DD"):
        article(STORY, published=given)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"{TITLE}\nنُشر في: 14 حزيران/يونيو 2021\n{STORY}", "2021-06-14"),
        (f"{TITLE}\nالثلاثاء 16 مارس 2021\n{STORY}", "2021-03-16"),
        (f"{TITLE}\nآخر تحديث: ١٦/٣/٢٠٢١\n{STORY}", "2021-03-16"),
        (f"{TITLE}\n{STORY}\nوقال التجار إنهم راضون.\nتاريخ النشر: 3 تشرين الأول 2020", "2020-10-03"),
        (f"{TITLE}\nدمشق، 12 مارس 2020 - {STORY}", "2020-03-12"),
        (f"{TITLE}\nبيروت 5 آذار 2020 (رويترز) - {STORY}", "2020-03-05"),
        # dates of the story are not the day it was published
        (f"{TITLE}\nوُقع الاتفاق في 3 مارس 2020، وأعيد فتح الطريق - بعد عام - من جديد.\n{STORY}", None),
        (f"{TITLE}\n{STORY}\nووُقع الاتفاق الأول في 3 مارس 2020.", None),
        (f"{TITLE}\nالثلاثاء 16 مارس\n{STORY}", None),
        (f"{TITLE}\n31/2/2020\n{STORY}", None),
        (f"معركة 5 حزيران 1967\n{STORY}", None),
        (STORY, None),
    ],
)
def test_day_of_the_text(text: str, day: str | None) -> None:
    made = article(text)
    assert (made.published, made.published_from) == (day, "text" if day else None)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (STORY, "ar"),
        ("قصف", "ar"),
        ("", None),
        ("1234 5678", None),
        ("اعلنت اداره المعبر فتح الطريق امام الشاحنات بعد اغلاق طويل في الشمال".translate({0x64A: 0x6CC, 0x643: 0x6A9}), "ar"),
        ("رئیس جمهور در دیدار با وزیر امور خارجه گفت که مذاکرات با کشورهای همسایه ادامه خواهد داشت", "fa"),
        ("وزیر اعظم نے کہا ہے کہ ملک امن کا خواہاں ہے اور مذاکرات جاری رہیں گے", "ur"),
        ("سەرۆکی هەرێم لەگەڵ وەفدێکی نێودەوڵەتی کۆبووەوە و باسیان لە دۆخی ناوچەکە کرد", "ckb"),
        ("The ministry said on Tuesday that the crossing would reopen for trucks next week.", "en"),
        (STORY + " Reuters said so in English.", "ar"),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert article(text).language == language


def test_heavy_libraries_are_not_loaded_for_arabic_text() -> None:
    text = f"{TITLE}\n{STORY} وقصـ.ـف الطيران الحي."
    code = (
        "import sys; from rawi.clean import *; from rawi.lexicon import load_lexicon; lexicon = load_lexicon();"
        f"text = {text!r}; article_from_text(text, id='a', lexicon=lexicon);"
        "find_furniture(text, None, lexicon); assert repair_spelling(text, lexicon);"
        "print([name for name in ('py3langid', 'numpy', 'trafilatura', 'simplemma', 'lxml', 'resiliparse') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert ran.stdout.strip() == "[]"


def test_odd_texts_are_read() -> None:
    for text in ("", "\n", "\ud800", "\0", "🙂" * 100, "ا" * 200_000, "(\n" * 500, "2020-01-01\n" * 500):
        assert article(text).text == text


@pytest.mark.parametrize(
    ("text", "byline"),
    [
        ("عنوان الخبر الأول\nحماة-سانا: استهدفت وحدات من الجيش مواقع شمال المدينة.", "سانا"),
        ("قصف على سرت\nالقاهرة (رويترز) - قصفت طائرات حربية مدينة سرت أمس.", "رويترز"),
        ("هجوم جديد\nالخرطوم ـ (رويترز) ـ شنت قوات الدعم السريع هجوما.", "رويترز"),
        ("عنوان الخبر\n(أ ف ب) - قتل خمسة أشخاص في غارة.", "أ ف ب"),
        ("عنوان الخبر\nموسكو 5 آذار (سانا) قال مصدر إن الاتفاق قريب.", "سانا"),
        ("عنوان الخبر\nقتل خمسة أشخاص في غارة على الميناء.\nسمير كنعان – رويترز", "سمير كنعان"),
        ("عنوان الخبر هنا\nبقلم: هالة منصور\nقتل خمسة أشخاص في غارة.", "هالة منصور"),
        ("عنوان الخبر\nعدن - سبأ الجديدة\nقال مصدر طبي إن ثلاثة قتلوا.", "سبأ الجديدة"),
        ("عنوان الخبر\nقال مصدر: رويترز تكذب.", None),
        ("دمشق - حلب - حمص: غارات جديدة\nشنت طائرات غارات على الريف.", None),
        ("عنوان الخبر هنا\nغزة - هدوء حذر بعد الغارات\nقتل خمسة أشخاص.", None),
    ],
)
def test_byline_is_read_from_the_lines_around_the_story_or_its_dateline(text: str, byline: str | None) -> None:
    assert article_from_text(text, id="a", lexicon=load_lexicon()).byline == byline


def test_a_byline_that_is_given_wins() -> None:
    assert article_from_text("عنوان\nحماة-سانا: خبر.", id="a", byline="هيئة التحرير", lexicon=load_lexicon()).byline == "هيئة التحرير"
