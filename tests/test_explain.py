"""Every record can be explained: its words, its fields, the rows and rules behind it by file and line, the reasons of its score."""

from __future__ import annotations

import json
import re
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rawi.clean import article_from_text
from rawi.cli import app
from rawi.explain import UnknownRecord, explain
from rawi.lexicon import load_lexicon
from rawi.read import default_reader
from rawi.records import Reading

SAMPLES = sorted(Path(str(files("rawi").joinpath("data/samples"))).glob("*.toml"))
TEXT = "أعلنت وزارة الدفاع الروسية أن طائراتها قصفت مدينة إدلب يوم 3 آذار/مارس 2020.\nوقال مصدر طبي إن ثلاثة مدنيين قتلوا، واستمر القصـ.ـف حتى المساء."


@cache
def sample(path: Path) -> Reading:
    data = tomllib.loads(path.read_text("utf-8"))
    reader = default_reader()
    return reader.read(
        article_from_text(
            data["text"].strip(),
            id=data["id"],
            title=data["title"],
            outlet=data["outlet"],
            published=data["published"],
            lexicon=reader.lexicon,
        )
    )


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_record_is_explained_by_file_and_line(path: Path) -> None:
    reading, lexicon = sample(path), load_lexicon()
    for record in (*reading.events, *reading.attributions, *reading.mentions, *reading.figures):
        [found] = explain(reading, record.id, lexicon)
        words = getattr(record, "trigger", None) or getattr(record, "cue", None) or record
        assert (found.start, found.end) == (words.start, words.end)
        assert found.sources
        row = found.sources[0]
        if "/" in row.rule and row.rule in lexicon.where:
            file, _, number = (row.where or "").rpartition(":")
            line = Path(file).read_text("utf-8").split("\n")[int(number) - 1]
            assert row.rule.partition("/")[2] in line.split("\t"), "the line of the row itself"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_reasons_add_up_to_the_score(path: Path) -> None:
    reading, lexicon = sample(path), load_lexicon()
    for event in reading.events:
        [found] = explain(reading, event.id, lexicon)
        assert found.reasons[-1] == f"= {event.score}", (event.id, found.reasons)
        assert all(re.fullmatch(r"[+-]\d+\.\d\d .+", reason) for reason in found.reasons[:-1])


def reading() -> Reading:
    reader = default_reader()
    return reader.read(article_from_text(TEXT, id="t", lexicon=reader.lexicon))


def test_a_rule_of_the_code_is_found_too() -> None:
    read = reading()
    said = next(a for a in read.attributions if a.evidence)
    [found] = explain(read, said.id, load_lexicon())
    code = found.sources[-1]
    assert code.where and "/attribute/" in code.where and code.line and code.rule in code.line


def test_repairs_by_span() -> None:
    [repair] = reading().repairs
    found = next(found for found in explain(reading(), f"{repair.start}-{repair.end}", load_lexicon()) if found.kind == "repair")
    assert dict(found.fields) == {"repaired": repair.repaired}


def test_why_nothing_is_coded_at_a_span() -> None:
    read, start = reading(), TEXT.index("المساء")
    [found] = explain(read, f"{start}-{start + 6}", load_lexicon())
    assert found.kind == "nothing coded" and not found.sources
    for note in read.notes:
        assert any(note.reason in told for told in explain(read, f"{note.start}-{note.end}", load_lexicon())[0].notes)


def test_a_declined_trigger_says_why() -> None:
    reader = default_reader()
    text = "تابع السكان قصف الرعد ليلة أمس."
    read = reader.read(article_from_text(text, id="t", lexicon=reader.lexicon))
    assert not read.events
    at = text.index("قصف")
    [found] = explain(read, f"{at}-{at + 3}", reader.lexicon)
    assert found.notes and any(known.startswith("triggers/") and ".tsv:" in known for known in found.known)


@pytest.mark.parametrize("key", ["e0-1", "nonsense", "5-5", "9-4", "0-100000"])
def test_unknown_records_are_told(key: str) -> None:
    with pytest.raises(UnknownRecord):
        explain(reading(), key, load_lexicon())


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["explain", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def test_the_command_on_a_text_and_on_stored_readings(tmp_path: Path) -> None:
    text, stored = tmp_path / "t.txt", tmp_path / "stored.jsonl"
    text.write_text(TEXT, "utf-8")
    stored.write_text(reading().to_json() + "\n", "utf-8")
    event = reading().events[0]
    for path in (text, stored):
        status, shown, messages = run(path, event.id)
        assert (status, messages) == (0, "")
        assert event.trigger.text in shown and f"type: {event.type}" in shown and ".tsv:" in shown and "score:" in shown
    assert run(text, "e0-1")[0] == 1
    assert run(tmp_path / "none.txt", "e0-1")[0] == 1


def test_one_of_several_articles_is_chosen(tmp_path: Path) -> None:
    file = tmp_path / "two.jsonl"
    file.write_text("\n".join(json.dumps({"id": id, "text": TEXT}) for id in "ab"), "utf-8")
    event = reading().events[0].id
    status, _, messages = run(file, event)
    assert status == 2 and "--article" in messages
    assert run(file, event, "--article", "b")[0] == 0
    status, _, messages = run(file, event, "--article", "c")
    assert status == 1 and "a, b" in messages
