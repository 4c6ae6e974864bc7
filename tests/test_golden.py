"""Readings of four samples, reviewed by a person, compared field by field with what the program gives now.

A golden file holds one record a line, empty fields left out, without the article's text and the tables' digest. A difference is not
always a fault: look at each line, then ``python tests/test_golden.py --write`` makes the files anew and prints what changed.
"""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

import rawi
from rawi.lexicon.tables import data_folder

FOLDER = Path(__file__).parent / "golden"
# Evasion spelling, tolls and a denial; loaded names; an elided subject; an agreement with its clauses.
SAMPLES = ("02-ariha-strike", "08-gharyan-lna", "13-khartoum-rsf", "23-lebanon-ceasefire")
LISTS = ("furniture", "repairs", "sentences", "mentions", "figures", "attributions", "events", "links", "agreements", "notes")


def read_sample(name: str) -> dict[str, Any]:
    """A sample's Reading as JSON types, without what a golden file leaves out."""
    sample = tomllib.loads((data_folder() / "samples" / f"{name}.toml").read_text("utf-8"))
    reading = rawi.read(sample["text"], id=sample["id"], title=sample["title"], outlet=sample["outlet"], published=sample["published"])
    data: dict[str, Any] = json.loads(reading.to_json())
    del data["made_by"], data["article"]["text"]
    return {
        "contract": data["contract"],
        "article": _told(data["article"]),
        **{name: [_told(record) for record in data[name]] for name in LISTS},
    }


def _told(value: Any) -> Any:
    """A record without its empty fields."""
    if isinstance(value, dict):
        return {key: _told(item) for key, item in value.items() if item not in (None, [], {})}
    return [_told(item) for item in value] if isinstance(value, list) else value


def written(data: dict[str, Any]) -> str:
    """A golden file: one record a line."""
    parts = [f'"contract": {data["contract"]}', f'"article": {json.dumps(data["article"], ensure_ascii=False)}']
    for name in LISTS:
        rows = ",\n  ".join(json.dumps(record, ensure_ascii=False) for record in data[name])
        parts.append(f'"{name}": [' + (f"\n  {rows}\n " if rows else "") + "]")
    return "{" + ",\n ".join(parts) + "}\n"


def differences(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """What differs, record by record and field by field, as a person reads it."""
    found = _fields("article", old.get("article", {}), new["article"])
    for name in LISTS:
        before, after = _keyed(old.get(name, [])), _keyed(new[name])
        for key in sorted({*before, *after}, key=lambda k: (_start(before.get(k) or after[k]), k)):
            if key not in after:
                found.append(f"{name} {key}: gone, it was {_short(before[key])}")
            elif key not in before:
                found.append(f"{name} {key}: new, {_short(after[key])}")
            else:
                found += _fields(f"{name} {key}", before[key], after[key])
    return found


def _fields(where: str, old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """The fields of one record that differ."""
    return [
        f"{where}: {key}: was {_short(old.get(key))}, is {_short(new.get(key))}"
        for key in dict.fromkeys((*old, *new))
        if old.get(key) != new.get(key)
    ]


def _short(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)[:160]


def _keyed(records: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Records by id, else by span, with a number for a second one there."""
    keyed: dict[str, dict[str, Any]] = {}
    for record in records:
        key = record.get("id") or record.get("mention") or f"{record['start']}-{record['end']}"
        keyed[key if key not in keyed else f"{key} #{len(keyed)}"] = record
    return keyed


def _start(record: dict[str, Any]) -> int:
    """Where a record stands in the text, for the order of the differences."""
    words = record.get("trigger") or record.get("cue") or record
    return int(words.get("start", 0))


@pytest.mark.parametrize("name", SAMPLES)
def test_reading_is_the_golden_one(name: str) -> None:
    golden = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    changed = differences(golden, read_sample(name))
    assert not changed, "\n".join(
        [f"{len(changed)} differences in {name}; if all are right: python tests/test_golden.py --write", *changed]
    )


@pytest.mark.parametrize("name", SAMPLES)
def test_the_golden_file_is_in_the_form_that_is_written(name: str) -> None:
    text = (FOLDER / f"{name}.json").read_text("utf-8")
    assert written(json.loads(text)) == text


def test_a_difference_is_told_by_record_and_field() -> None:
    old = {
        "article": {"id": "a"},
        "events": [{"id": "e1-2", "trigger": {"start": 1}, "status": "denied"}, {"id": "e5-6", "trigger": {"start": 5}}],
    }
    events = [{"id": "e1-2", "trigger": {"start": 1}, "status": "occurred"}, {"id": "e3-4", "trigger": {"start": 3}}]
    new = {"article": {"id": "a"}, **{name: [] for name in LISTS}, "events": events}
    assert differences(old, new) == [
        'events e1-2: status: was "denied", is "occurred"',
        'events e3-4: new, {"id": "e3-4", "trigger": {"start": 3}}',
        'events e5-6: gone, it was {"id": "e5-6", "trigger": {"start": 5}}',
    ]


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit("usage: python tests/test_golden.py --write")
    for name in SAMPLES:
        path = FOLDER / f"{name}.json"
        new = read_sample(name)
        old = json.loads(path.read_text("utf-8")) if path.exists() else {}
        for line in differences(old, new) if old else [f"{name}: made"]:
            print(f"{name}: {line}" if old else line)
        path.write_text(written(new), "utf-8")
    print("review before committing: every line above is a claim about an article")
