"""The cases of tests/cases: sentences with what a Reading must and must not find in them, in words, never offsets.

A case lists only what it is about. ``expect`` holds what must be there, ``absent`` what must not; ``expect.only`` names record
lists («events», «attributions») that hold nothing beyond what is expected. Lists in place of a word are alternatives.
Cases that are right and still fail are listed in open.tsv; a listed case that passes has to be taken off.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rawi.evaluate.score import COUNTED
from rawi.read import read
from rawi.records import Attribution, Event, Mention, Reading

FOLDER = Path(__file__).parent / "cases"
LEAST = {"actors": 70, "places": 60, "ambiguous": 40, "attribution": 90, "speech": 100, "events": 130}
OPEN_MOST = 46
NO_EVENT_LEAST = 25
PUBLISHED = "2024-05-05"
_MARKS = " \t\n«»\"“”'.,،؛:!؟()-"

Case = dict[str, Any]
Extent = tuple[int, int]


@cache
def _cases() -> dict[str, Case]:
    """Every case by ``file/name``."""
    found: dict[str, Case] = {}
    for stem in LEAST:
        for case in tomllib.loads((FOLDER / f"{stem}.toml").read_text("utf-8"))["case"]:
            key = f"{stem}/{case['name']}"
            assert key not in found, f"two cases are called {key}"
            found[key] = case
    return found


def _open() -> dict[str, str]:
    """Cases that are known to fail, with the reason."""
    rows = [line.split("\t") for line in (FOLDER / "open.tsv").read_text("utf-8").splitlines()[1:] if line]
    return {f"{file}/{name}": reason for file, name, reason in rows}


def _extents(text: str, words: str) -> list[Extent]:
    """Where words stand in a text."""
    found, start = [], text.find(words)
    while start >= 0:
        found.append((start, start + len(words)))
        start = text.find(words, start + 1)
    assert found, f"the case names words that its text does not hold: {words}"
    return found


def _one_of(value: object, wanted: object) -> bool:
    return value in wanted if isinstance(wanted, list) else (value or "") == (wanted or "")


def _fields(record: object, wanted: Case, names: Sequence[str]) -> bool:
    return all(_one_of(getattr(record, name), wanted[name]) for name in names if name in wanted)


class Told:
    """A Reading with what the comparisons need of it."""

    def __init__(self, case: Case) -> None:
        self.text: str = case["text"]
        self.reading: Reading = read(self.text, published=case.get("published", PUBLISHED), outlet=case.get("outlet"))
        self.mentions = {m.id: m for m in self.reading.mentions}

    def exactly(self, mention: Mention, words: str) -> bool:
        """The mention has these words, quotation marks around it left aside."""
        return mention.text.strip(_MARKS) == words.strip(_MARKS)

    def touches(self, start: int, end: int, words: object) -> bool:
        """The span overlaps the words, or one of the alternatives, somewhere in the text."""
        options = words if isinstance(words, list) else [words]
        return any(first < end and start < last for option in options if option for first, last in _extents(self.text, str(option)))

    def holds(self, mention: str | None, words: object) -> bool:
        """The mention with this id overlaps the words: a title or head noun more or less is not what a role is about."""
        if mention is None or mention not in self.mentions:
            return words in (None, "")
        return self.touches(self.mentions[mention].start, self.mentions[mention].end, words)

    def same_set(self, mentions: Sequence[str], words: Sequence[object]) -> bool:
        """Every word has its mention and every mention its word; a mention inside another that is meant counts with it."""
        return all(any(self.holds(m, w) for m in mentions) for w in words) and all(any(self.holds(m, w) for w in words) for m in mentions)


def _is_mention(told: Told, mention: Mention, wanted: Case) -> bool:
    return told.exactly(mention, wanted["words"]) and _fields(mention, wanted, ("kind", "entity", "loaded", "relation"))


def _is_attribution(told: Told, said: Attribution, wanted: Case) -> bool:
    if not told.touches(said.cue.start, said.cue.end, wanted["cue"]) or not _fields(said, wanted, ("stance", "form")):
        return False
    if "speaker" in wanted and not told.holds(said.speaker, wanted["speaker"]):
        return False
    if "co_speakers" in wanted and not told.same_set(said.co_speakers, wanted["co_speakers"]):
        return False
    if "chain" in wanted and not _chain(told, said, wanted["chain"]):
        return False
    if "within" in wanted and not any(
        told.touches(o.cue.start, o.cue.end, wanted["within"]) for o in told.reading.attributions if o.id == said.within
    ):
        return False
    return _content(told, said, wanted)


def _chain(told: Told, said: Attribution, wanted: Sequence[str]) -> bool:
    return len(said.chain) == len(wanted) and all(
        w in link.text or link.text.strip(_MARKS) in w for link, w in zip(said.chain, wanted, strict=True)
    )


def _content(told: Told, said: Attribution, wanted: Case) -> bool:
    """``content``: "first … last", or words that it holds; ``content_without``: words that it must not hold."""
    pieces = [told.text[s.start : s.end].strip(_MARKS) for s in said.content]
    whole = " ".join(pieces)
    if any(words in whole for words in wanted.get("content_without", ())):
        return False
    if "…" not in wanted.get("content", ""):
        return wanted.get("content", "") in whole
    first, last = (part.strip() for part in wanted["content"].split("…"))
    return bool(pieces) and pieces[0].startswith(first) and pieces[-1].endswith(last)


def _is_event(told: Told, event: Event, wanted: Case) -> bool:
    if "trigger" in wanted and not told.touches(event.trigger.start, event.trigger.end, wanted["trigger"]):
        return False
    if not _fields(event, wanted, ("type", "mode", "status", "voice")):
        return False
    if "date" in wanted and wanted["date"] != ([event.date.first, event.date.last] if event.date else []):
        return False
    if "same_as" in wanted and not any(
        told.touches(o.trigger.start, o.trigger.end, wanted["same_as"]) for o in told.reading.events if o.id == event.same_as
    ):
        return False
    if "parties" in wanted and not told.same_set(event.actors + event.recipients, wanted["parties"]):
        return False
    if "figures" in wanted and sorted(f.text for f in told.reading.figures if f.id in event.figures) != sorted(wanted["figures"]):
        return False
    return all(told.same_set(getattr(event, role), wanted[role]) for role in ("actors", "recipients", "places") if role in wanted)


FITS: dict[str, Callable[[Told, Any, Case], bool]] = {"mentions": _is_mention, "attributions": _is_attribution, "events": _is_event}


def _missing(told: Told, case: Case) -> Iterator[str]:
    """What is expected and not found, or found beyond what alone is expected."""
    expect = case.get("expect", {})
    for name, fits in FITS.items():
        records = getattr(told.reading, name)
        for wanted in expect.get(name, ()):
            if not any(fits(told, record, wanted) for record in records):
                yield f"no {name} as {wanted}"
        if name in expect.get("only", ()):
            counted = [r for r in records if getattr(r, "score", 1.0) >= COUNTED or any(fits(told, r, w) for w in expect.get(name, ()))]
            for record in counted:
                if not any(fits(told, record, wanted) for wanted in expect.get(name, ())):
                    yield f"one of the {name} is not expected: {_words(record)}"
            if len(counted) > len(expect.get(name, ())):
                yield f"{len(counted)} {name}, expected {len(expect.get(name, ()))}"


def _words(record: Mention | Attribution | Event) -> str:
    if isinstance(record, Mention):
        return f"{record.text} ({record.kind}, {record.entity})"
    return record.cue.text if isinstance(record, Attribution) else f"{record.trigger.text} ({record.type}, {record.status})"


def _mention_is_absent(told: Told, mention: Mention, wanted: str | Case) -> bool:
    """Words alone: no mention over them, unless it is longer than they are. With an entity or kind: no such mention touches them."""
    if isinstance(wanted, dict):
        return not (told.touches(mention.start, mention.end, wanted["words"]) and _fields(mention, wanted, ("kind", "entity", "loaded")))
    for first, last in _extents(told.text, wanted):
        over = mention.start < last and first < mention.end
        longer = mention.start <= first and last <= mention.end and (mention.start, mention.end) != (first, last)
        if over and not longer:
            return False
    return True


def _event_is_absent(told: Told, event: Event, wanted: str | Case) -> bool:
    """Events below 0.5 are kept for review and not counted."""
    if event.score < COUNTED:
        return True
    if isinstance(wanted, dict):
        return not _is_event(told, event, wanted)
    if wanted == "*" or wanted.isupper():
        return wanted not in ("*", event.type)
    return not told.touches(event.trigger.start, event.trigger.end, wanted)


def _attribution_is_absent(told: Told, said: Attribution, wanted: str | Case) -> bool:
    if isinstance(wanted, dict):
        return not _is_attribution(told, said, wanted)
    return wanted != "*" and not told.touches(said.cue.start, said.cue.end, wanted)


ABSENT: dict[str, Callable[[Told, Any, Any], bool]] = {
    "mentions": _mention_is_absent,
    "attributions": _attribution_is_absent,
    "events": _event_is_absent,
}


def _found(told: Told, case: Case) -> Iterator[str]:
    """What must not be there and is."""
    for name, is_absent in ABSENT.items():
        for wanted in case.get("absent", {}).get(name, ()):
            for record in getattr(told.reading, name):
                if not is_absent(told, record, wanted):
                    yield f"{name} must not hold {wanted}: {_words(record)}"


def problems(case: Case) -> list[str]:
    """What is wrong with the reading of a case."""
    told = Told(case)
    return [*_missing(told, case), *_found(told, case)]


@pytest.mark.parametrize("key", _cases())
def test_case(key: str) -> None:
    wrong = problems(_cases()[key])
    if key in _open():
        assert wrong, f"{key} passes now: take it off tests/cases/open.tsv"
    else:
        assert not wrong, "\n".join([_cases()[key]["text"], *wrong])


def test_open_cases_do_not_grow() -> None:
    assert len(_open()) <= OPEN_MOST, "a case was opened: fix it, or raise the number with a reason"
    assert set(_open()) <= set(_cases())
    assert all(_open().values())


@pytest.mark.parametrize("stem", LEAST)
def test_cases_are_many_and_a_third_are_traps(stem: str) -> None:
    cases = [case for key, case in _cases().items() if key.startswith(f"{stem}/")]
    assert len(cases) >= LEAST[stem]
    assert sum("absent" in case or bool(case.get("trap")) for case in cases) * 3 >= len(cases)


def test_many_texts_report_no_event() -> None:
    assert sum("*" in case.get("absent", {}).get("events", ()) for case in _cases().values()) >= NO_EVENT_LEAST


def _named(wanted: Case | str) -> Iterator[str]:
    """Every word that an expected or absent record names."""
    if isinstance(wanted, str):
        if wanted != "*" and not wanted.isupper():
            yield wanted
        return
    for field in (
        "words",
        "cue",
        "speaker",
        "co_speakers",
        "chain",
        "within",
        "trigger",
        "same_as",
        "parties",
        "actors",
        "recipients",
        "places",
    ):
        values = wanted.get(field, [])
        for value in values if isinstance(values, list) else [values]:
            yield from value if isinstance(value, list) else [value] if value else []
    yield from (part.strip() for part in wanted.get("content", "").split("…"))


def test_every_case_names_words_of_its_text() -> None:
    for key, case in _cases().items():
        for part in ("expect", "absent"):
            for name in FITS:
                for wanted in case.get(part, {}).get(name, ()):
                    lost = [words for words in _named(wanted) if words not in case["text"]]
                    assert not lost, f"{key}: not in the text: {lost}"


def test_a_wrong_case_is_seen() -> None:
    right = {"text": "قصفت القوات الروسية مدينة خيرسون", "expect": {"events": [{"trigger": "قصفت", "type": "ASSAULT"}], "only": ["events"]}}
    assert not problems(right)
    assert problems({**right, "expect": {"events": [{"trigger": "قصفت", "type": "AID"}]}})
    assert problems({**right, "expect": {"only": ["events"]}})
    assert problems({**right, "absent": {"events": ["*"]}})
    assert problems({**right, "absent": {"mentions": ["القوات الروسية"]}})
    assert problems({**right, "expect": {"attributions": [{"cue": "قصفت"}]}})


def test_every_case_asks_something() -> None:
    for key, case in _cases().items():
        assert set(case) <= {"name", "text", "published", "outlet", "expect", "absent", "trap"}, key
        assert case.get("expect") or case.get("absent"), key
