"""What holds for any text: nothing raised, offsets in range, the letters under a span as claimed, ids that lead somewhere, the same
bytes again.

Texts are made of news words in any order, of marks and quotes, and of letters that no newspaper prints. The same texts every run.
"""

from __future__ import annotations

import cProfile
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import rawi
from rawi.fold import fold
from rawi.lexicon import load_lexicon
from rawi.lexicon.tables import data_folder, load_schema, read_table
from rawi.read import default_reader
from rawi.records import Agreement, Article, DateSpan, Furniture, Reading, Repair

settings.register_profile("steady", derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")

DATES = st.sampled_from([None, "2020-02-29", "2024-01-01", "1999-12-31"])
LETTERS = "".join(map(chr, range(0x621, 0x64B)))
MARKS = "\u064b\u0650\u0651\u0652\u0670\u0640\u200b\u200c\u200d\u200e\u200f\u202b\u202c\ufeff\u00ad"
SIGNS = " \n\t.,:;!?-_/*#@|()[]{}\"'«»“”‘’،؛؟…٪+=\u00a0\u2028\r\x0b\x85"
DIGITS = "0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳²½"
ODD = "\ufed7\ufefb\ufdf2\ufb50کیپچگٹaZé中\U0001f600\U0001f1f8\u0301\x00\x07\x1b\ud800\ud900\U000e0001İßǰ\u1e9e\U0001ee00"


@cache
def news_words() -> list[str]:
    """Words of the tables' examples, names of the registries, and the words that stages watch for."""
    folder = data_folder()
    schema, faults = load_schema(folder), []  # type: ignore[var-annotated]
    words: dict[str, None] = {}
    for table in ("speech", "triggers", "status", "light_verbs", "collectives", "titles", "groups", "furniture"):
        for row in read_table(folder, table, schema, faults)[::6]:
            words.update(dict.fromkeys(f"{row['example']} {row['not_example']}".split()))
    for table in ("months", "weekdays"):
        words.update(dict.fromkeys(name for row in read_table(folder, table, schema, faults) for name in row["names"]))
    for table, column in (("numbers", "forms"), ("bounds", "phrases"), ("relative_dates", "words"), ("counted", "forms")):
        words.update(dict.fromkeys(word for row in read_table(folder, table, schema, faults) for word in row[column]))
    lexicon = load_lexicon()
    words.update(dict.fromkeys(actor.name_ar for actor in list(lexicon.actors.values())[::40]))
    words.update(dict.fromkeys(place.name_ar for place in list(lexicon.places.values())[::60]))
    return list(words)


def any_words() -> st.SearchStrategy[str]:
    """News words in any order, joined by spaces, stops, quotes, clitics, breaks and evasions."""
    stops = [" و", " ب", "، ", ". ", ".\n", "\n", "\n\n", ': "', '" ', " «", "» ", " (", ") ", " - ", "/"]
    joints = st.sampled_from([" "] * 4 + stops + [" 3 ", " 12 ", " ٤٠٠ ", " ألف ", "ـ ـ", ".", " و 7 "])
    pairs = st.lists(st.tuples(st.sampled_from(news_words()), joints), max_size=45)
    return pairs.map(lambda found: "".join(word + joint for word, joint in found))


def any_letters() -> st.SearchStrategy[str]:
    """Letters, marks, signs, digits and oddities in any order."""
    return st.text(st.sampled_from(LETTERS * 2 + MARKS + SIGNS * 2 + DIGITS + ODD), max_size=160)


def unicode_text() -> st.SearchStrategy[str]:
    """Whatever Python holds as text, lone surrogates and controls among it; two halves side by side are one letter to JSON, so they
    are left out."""
    return st.text(st.characters(exclude_categories=()), max_size=80).filter(
        lambda text: not re.search("[\ud800-\udbff][\udc00-\udfff]", text)
    )


def quotes_of(reading: Reading) -> Iterator[tuple[str, Any]]:
    """Everything that claims letters: where it is in the Reading, and the thing with start, end and text."""
    yield from (("furniture", f) for f in reading.furniture)
    yield from (("repairs", r) for r in reading.repairs)
    yield from (("mentions", m) for m in reading.mentions)
    yield from (("figures", f) for f in reading.figures)
    yield from (("cue", a.cue) for a in reading.attributions)
    yield from (("trigger", e.trigger) for e in reading.events)
    yield from (("date", e.date) for e in reading.events if e.date)
    yield from (("link", link.cue) for link in reading.links)
    yield from (("agreement date", a.date) for a in reading.agreements if a.date)


def spans_of(reading: Reading) -> Iterator[tuple[str, Any]]:
    """Everything that has a start and an end."""
    yield from quotes_of(reading)
    yield from (("sentences", s) for s in reading.sentences)
    yield from (("content", span) for a in reading.attributions for span in a.content)
    yield from (("clauses", span) for a in reading.agreements for span in a.clauses)
    for records in (reading.mentions, reading.figures, reading.attributions, reading.events):
        yield from (("evidence", span) for record in records if record.evidence for span in record.evidence.cues)


def check_offsets(reading: Reading) -> None:
    """Offsets in range, not empty, and the letters as claimed."""
    text = reading.article.text
    for what, span in spans_of(reading):
        assert 0 <= span.start < span.end <= len(text), (what, span)
    for what, quote in quotes_of(reading):
        assert text[quote.start : quote.end] == quote.text, (what, quote)
    for note in reading.notes:
        assert 0 <= note.start <= note.end <= len(text), note
        assert note.reason and note.stage


def check_ids(reading: Reading) -> None:
    """Every id once, and every id that is named exists and is of the right kind."""
    mentions, figures = ({r.id for r in records} for records in (reading.mentions, reading.figures))
    attributions, events = ({r.id for r in records} for records in (reading.attributions, reading.events))
    every = [r.id for records in (reading.mentions, reading.figures, reading.attributions, reading.events, reading.links) for r in records]
    assert len(every) == len(set(every))
    for mention in reading.mentions:
        assert set(mention.members) <= mentions - {mention.id}
    for figure in reading.figures:
        assert {figure.of} <= mentions | {None} and {figure.part_of} <= figures - {figure.id} | {None}
        assert {figure.event} <= events | {None} and {figure.attribution} <= attributions | {None}
    for said in reading.attributions:
        assert {said.speaker, said.on_behalf_of, *said.co_speakers, *(link.mention for link in said.chain)} <= mentions | {None}
        assert {said.within} <= attributions - {said.id} | {None}
    for event in reading.events:
        assert {*event.actors, *event.recipients, *event.places} <= mentions
        assert (
            set(event.figures) <= figures
            and {event.attribution} <= attributions | {None}
            and {event.same_as} <= events - {event.id} | {None}
        )
        assert len(event.place_roles) == len(event.places)
        assert 0 <= event.score <= 1
    for link in reading.links:
        assert {link.antecedent, link.consequent} <= events and {link.attribution} <= attributions | {None}
    for agreement in reading.agreements:
        check_agreement(agreement, mentions)


def check_agreement(agreement: Agreement, mentions: set[str]) -> None:
    """An agreement stands on mentions."""
    assert agreement.mention in mentions
    assert {*agreement.parties, agreement.zone} - {None} <= mentions


def check_order(reading: Reading) -> None:
    """Records stand in text order; sentences, furniture and repairs do not overlap."""
    for spans in (reading.sentences, reading.furniture, reading.repairs):
        assert all(a.end <= b.start for a, b in pairwise(spans)), spans
    for starts in (
        [m.start for m in reading.mentions],
        [f.start for f in reading.figures],
        [a.cue.start for a in reading.attributions],
        [e.trigger.start for e in reading.events],
    ):
        assert starts == sorted(starts)


def check_values(reading: Reading) -> None:
    """Bounds and days the right way round; what is loaded or counted comes from the contract's sets."""
    for figure in reading.figures:
        assert figure.low is None or figure.high is None or figure.low <= figure.high
    for date in (e.date for e in reading.events if e.date):
        check_date(date)
    assert {e.status for e in reading.events} <= {"occurred", "ongoing", "planned", "threatened", "demanded", "denied", "hypothetical"}
    assert {e.voice for e in reading.events} <= {"outlet", "attributed", "distanced"}
    assert {r for e in reading.events for r in e.place_roles} <= {"at", "from", "to", "near", "via"}
    assert {s.role for s in reading.sentences} <= {"title", "lead", "body", "subhead"}


def check_date(date: DateSpan) -> None:
    """ISO days in order, or null."""
    days = [day for day in (date.first, date.last) if day is not None]
    assert days == sorted(days) and all(len(day) == 10 for day in days)


def check_furniture(reading: Reading) -> None:
    """Nothing is read in what was cut."""
    for cut in reading.furniture:
        inside = [
            q for what, q in quotes_of(reading) if what in ("mentions", "figures", "cue", "trigger") and cut.start <= q.start < cut.end
        ]
        assert inside == [], cut


def check(text: str, published: str | None) -> None:
    """Read a text and hold the Reading to all of the above."""
    reading = rawi.read(text, published=published)
    assert reading.article.text == text
    check_offsets(reading)
    check_ids(reading)
    check_order(reading)
    check_values(reading)
    check_furniture(reading)
    line = reading.to_json()
    assert line.encode("utf-8") and "\n" not in line
    assert Reading.from_json(line) == reading
    assert rawi.read(text, published=published).to_json() == line


@settings(max_examples=350)
@given(any_words(), DATES)
def test_any_order_of_news_words(text: str, published: str | None) -> None:
    check(text, published)


@settings(max_examples=350)
@given(any_letters(), DATES)
@example("", None)
@example("\ud800", None)
@example("«" * 60 + "قال", None)
@example('قال: "' * 20, "2024-01-01")
@example("و" * 500, None)
@example("ق\u0640" * 200, None)
@example("3 " * 100 + "قتيلا", None)
def test_any_order_of_letters_and_marks(text: str, published: str | None) -> None:
    check(text, published)


@settings(max_examples=150)
@given(unicode_text())
def test_any_unicode(text: str) -> None:
    check(text, None)


def sample_texts() -> list[tuple[str, str, str]]:
    """Stem, text and day of each bundled sample."""
    found = [tomllib.loads(path.read_text("utf-8")) for path in sorted((data_folder() / "samples").glob("*.toml"))]
    return [(sample["id"], sample["text"], sample["published"]) for sample in found]


@pytest.mark.parametrize(("name", "text", "published"), sample_texts(), ids=[name for name, _, _ in sample_texts()])
def test_the_samples(name: str, text: str, published: str) -> None:
    check(text, published)
    check(text, None)


@settings(max_examples=60)
@given(
    st.sampled_from([text for _, text, _ in sample_texts()]),
    st.integers(0, 2000),
    st.integers(1, 40),
    st.sampled_from(["", " ", "\n", '"', "»", "\u200b", "ـ ـ", ". ", "7"]),
)
def test_a_sample_with_a_piece_torn_out(text: str, at: int, length: int, put: str) -> None:
    at %= len(text)
    check(text[:at] + put + text[at + length :], "2024-06-09")


@settings(max_examples=40)
@given(any_words(), st.text(st.sampled_from(LETTERS), min_size=1, max_size=8))
def test_reading_one_text_does_not_change_the_next(text: str, other: str) -> None:
    before = rawi.read(text).to_json()
    default_reader().read(Article("other", other))
    assert rawi.read(text).to_json() == before


@pytest.mark.parametrize("unit", ["قال الجيش إن القصف قتل 3 مدنيين في إدلب. ", 'قال: "لا".\n', "قصـ ـف ", "12 ، ", "محمد ", "«"])
def test_the_work_grows_in_step_with_the_length(unit: str) -> None:
    """Twice the text, at most three times the calls: counted, not timed, so that a slow machine changes nothing."""
    rawi.read(unit * 20)
    short, long = (_calls(unit * (length // len(unit))) for length in (6000, 12000))
    assert long < 3 * short


def _calls(text: str) -> int:
    """How many calls one reading takes."""
    profile = cProfile.Profile()
    profile.runcall(rawi.read, text)
    return sum(entry.callcount for entry in profile.getstats())  # type: ignore[attr-defined]


# fold


@settings(max_examples=400)
@given(any_letters())
def test_fold_answers_with_spans_in_order_and_in_range(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(0 <= first < last <= len(text) for first, last in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)
    assert list(folded.ends) == sorted(folded.ends)


@settings(max_examples=300)
@given(any_letters(), st.data())
def test_folding_the_letters_under_a_span_gives_the_span(text: str, data: st.DataObject) -> None:
    """The span of a folded range holds exactly these folded letters; a ligature may be wider than the range."""
    folded = fold(text)
    if not folded.text:
        return
    start = data.draw(st.integers(0, len(folded.text) - 1))
    end = data.draw(st.integers(start + 1, len(folded.text)))
    again = fold(folded.span(start, end).of(text)).text
    whole = folded.text[_ligature_start(folded.starts, start) : _ligature_end(folded.ends, end)]
    assert again == whole


def _ligature_start(starts: tuple[int, ...], at: int) -> int:
    while at > 0 and starts[at - 1] == starts[at]:
        at -= 1
    return at


def _ligature_end(ends: tuple[int, ...], at: int) -> int:
    while at < len(ends) and ends[at] == ends[at - 1]:
        at += 1
    return at


@settings(max_examples=300)
@given(any_letters())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@settings(max_examples=300)
@given(st.text(st.sampled_from(LETTERS + MARKS + " "), min_size=3, max_size=60), st.data())
def test_a_repair_is_read_in_place_and_answers_with_its_own_letters(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 2))
    end = data.draw(st.integers(start + 1, len(text)))
    repaired = data.draw(st.text(st.sampled_from("بتثجح"), min_size=1, max_size=6))
    folded = fold(text, [Repair(start, end, text[start:end], repaired)])
    at = len(fold(text[:start]).text)
    assert folded.text[at : at + len(repaired)] == repaired
    assert folded.text == fold(text[:start]).text + repaired + fold(text[end:]).text
    span = folded.span(at, at + len(repaired))
    assert start <= span.start and span.end >= end


@settings(max_examples=300)
@given(any_letters(), st.data())
def test_a_hidden_span_leaves_one_line_break_and_nothing_else(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    if start == end:
        return
    folded = fold(text, hidden=[Furniture(start, end, text[start:end], "share")])
    assert folded.text == fold(text[:start]).text + "\n" + fold(text[end:]).text
    at = len(fold(text[:start]).text)
    span = folded.span(at, at + 1)
    assert start <= span.start < end <= span.end
