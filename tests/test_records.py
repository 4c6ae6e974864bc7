"""The contract as JSON: key order, round trip, unknown keys, another contract; docs/records.md names every field."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import get_args, get_origin, get_type_hints

import pytest

from rawi import records
from rawi.records import (
    CONTRACT,
    Article,
    Attribution,
    Candidate,
    ChainLink,
    Cue,
    DateSpan,
    Event,
    Evidence,
    Figure,
    Furniture,
    MadeBy,
    Mention,
    Quote,
    Reading,
    Span,
)

PAGE = (Path(__file__).parent.parent / "docs" / "records.md").read_text("utf-8")
RECORDS = [r for r in vars(records).values() if isinstance(r, type) and dataclasses.is_dataclass(r)]


def _full() -> Reading:
    """A Reading in which nearly every field holds something."""
    text = "قال مصدر إن القصف قتل 3"
    why = Evidence("speech/qala", (Span(0, 3),))
    who = Mention("m4-8", 4, 8, "مصدر", "people", None, None, None, (), (Candidate("ngo/x", 0.5),), "pejorative", why, lat=1.5, lon=2.0)
    figure = Figure("f22-23", 22, 23, "3", "killed", 3.0, 3.0, "exact", None, None, "e12-17", "a0-3", why)
    said = Attribution(
        "a0-3",
        Cue(0, 3, "قال", "قال"),
        "m4-8",
        (),
        None,
        (ChainLink(None, "unnamed", "مصدر"),),
        None,
        "indirect",
        "neutral",
        (Span(12, 23),),
        why,
    )
    day = DateSpan("2020-01-01", "2020-01-01", "day", 0, 3, "قال")
    event = Event(
        "e12-17",
        Quote(12, 17, "القصف"),
        "ASSAULT",
        "shelling",
        "occurred",
        "attributed",
        (),
        ("m4-8",),
        (),
        (),
        day,
        ("f22-23",),
        "a0-3",
        None,
        0.75,
        why,
    )
    article, cut = Article("x", text, title="t", sha256="0"), Furniture(0, 3, "قال", "share")
    return Reading(
        article, (cut,), mentions=(who,), figures=(figure,), attributions=(said,), events=(event,), made_by=MadeBy("0", "1", None)
    )


def test_json_round_trip() -> None:
    reading = _full()
    line = reading.to_json()
    assert "\n" not in line
    assert Reading.from_json(line) == reading
    assert Reading.from_json(line).to_json() == line


def test_keys_stand_in_the_order_of_the_contract() -> None:
    data = json.loads(_full().to_json())
    assert list(data) == [
        "contract",
        "article",
        "furniture",
        "repairs",
        "sentences",
        "mentions",
        "figures",
        "attributions",
        "events",
        "links",
        "agreements",
        "notes",
        "made_by",
    ]
    assert list(data["events"][0]) == [f.name for f in dataclasses.fields(Event)]
    assert data["contract"] == CONTRACT == 1


def test_unknown_keys_are_ignored_and_missing_ones_are_empty() -> None:
    data = json.loads(_full().to_json()) | {"later": 1}
    data["events"][0]["later"] = {"x": []}
    assert Reading.from_json(json.dumps(data)) == _full()
    assert Reading.from_json('{"contract": 1, "article": {"id": "a", "text": "b"}}') == Reading(Article("a", "b"))


@pytest.mark.parametrize("contract", ["2", "null", '"1"'])
def test_another_contract_is_refused_with_the_cure(contract: str) -> None:
    with pytest.raises(ValueError, match="read the article again"):
        Reading.from_json(f'{{"contract": {contract}, "article": {{"id": "a", "text": "b"}}}}')


def test_lone_surrogates_are_escaped_so_that_the_line_is_utf_8() -> None:
    reading = Reading(Article("x", "قال \ud800"))
    assert reading.to_json().encode("utf-8")
    assert Reading.from_json(reading.to_json()) == reading


def test_arabic_is_written_as_letters() -> None:
    assert "قال" in _full().to_json()


@pytest.mark.parametrize("record", RECORDS, ids=[r.__name__ for r in RECORDS])
def test_records_are_frozen_slotted_dataclasses_of_immutable_fields(record: type) -> None:
    assert record.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert "__slots__" in vars(record)
    for hint in get_type_hints(record).values():
        for kind in get_args(hint) or (hint,):
            assert (get_origin(kind) or kind) not in (list, dict, set)


@pytest.mark.parametrize("record", [r for r in RECORDS if r is not Span], ids=[r.__name__ for r in RECORDS if r is not Span])
def test_the_page_documents_every_field(record: type) -> None:
    """Each record has a heading with its class in docs/records.md, and the table under it names its fields in order, no more."""
    part = re.search(rf"^## .*`{record.__name__}`.*?\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert part, f"docs/records.md has no heading for `{record.__name__}`"
    named = [name for row in re.findall(r"^\| (`.*?) \|", part.group(1), re.MULTILINE) for name in re.findall(r"`(\w+)`", row)]
    fields = [f.name for f in dataclasses.fields(record)]
    assert named == sorted(fields, key=lambda name: name != "contract")
