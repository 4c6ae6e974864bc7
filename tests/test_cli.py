"""The commands as scripts use them: data on stdout, messages on stderr, ids, order, exit status."""

from __future__ import annotations

import hashlib
import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from rawi.cli import app
from rawi.records import Reading
from rawi.version import VERSION

FIRST = "قصفت مدفعية الجيش أطراف البلدة صباح اليوم، وقال مصدر طبي إن ثلاثة مدنيين قتلوا."
SECOND = "أعلنت وزارة الخارجية الروسية أن الوفدين وقعا اتفاقا لوقف إطلاق النار في إدلب."
PAGE = f"<html><head><title>عنوان</title></head><body><article><p>{FIRST}</p><p>{SECOND}</p></article></body></html>"


def rawi(*arguments: object, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, list(map(str, arguments)), input=stdin)


def readings(result: Result) -> list[Reading]:
    assert result.exit_code == 0, result.stderr
    return [Reading.from_json(line) for line in result.stdout.splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "page.html").write_text(PAGE, "utf-8")
    (tmp_path / "a.txt").write_text(FIRST, "utf-8")
    (tmp_path / "c.jsonl").write_text(
        json.dumps({"id": 5, "text": SECOND, "outlet": "الوطن", "published": "2020-05-21"}) + "\n" + json.dumps({"text": FIRST}), "utf-8"
    )
    (tmp_path / "notes.md").write_text("not read", "utf-8")
    (tmp_path / ".hidden.txt").write_text(FIRST, "utf-8")
    return tmp_path


def test_every_kind_of_input_in_order(folder: Path) -> None:
    found = readings(rawi("read", folder, folder / "a.txt"))
    assert [reading.article.id for reading in found] == ["a", "page", "5", "c:2", "a-2"]


def test_a_text_is_kept_letter_for_letter(tmp_path: Path) -> None:
    text = f"  {FIRST}\r\n\r\n\u200f{SECOND}\r"
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + text.encode())
    [reading] = readings(rawi("read", tmp_path / "a.txt"))
    assert reading.article.text == text
    assert reading.article.sha256 == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(("stdin", "id"), [(FIRST, "stdin"), (PAGE, "stdin"), ("\n" + json.dumps({"text": FIRST}), "stdin:2")])
def test_standard_input_is_told_by_its_first_letters(stdin: str, id: str) -> None:
    [reading] = readings(rawi("read", "-", stdin=stdin.encode()))
    assert reading.article.id == id
    assert FIRST in reading.article.text and "<p>" not in reading.article.text


def test_day_and_outlet_are_for_inputs_that_do_not_say(folder: Path) -> None:
    first, *_, stated, unstated = readings(rawi("read", folder, "--published", "2024-06-08", "--outlet", "طيف"))
    assert (first.article.published, first.article.outlet, first.article.published_from) == ("2024-06-08", "طيف", "given")
    assert (stated.article.published, stated.article.outlet) == ("2020-05-21", "الوطن")
    assert unstated.article.published == "2024-06-08"


def test_out_holds_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out" / "readings.jsonl"
    out.parent.mkdir()
    shown, written = rawi("read", folder), rawi("read", folder, "--out", out)
    assert (written.exit_code, written.stdout) == (0, "")
    assert out.read_bytes() == shown.stdout_bytes
    assert [path.name for path in out.parent.iterdir()] == ["readings.jsonl"]


def test_same_input_same_bytes(folder: Path) -> None:
    assert rawi("read", folder).stdout_bytes == rawi("read", folder).stdout_bytes


def test_pretty_tells_events_and_on_whose_word(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        json.dumps({"id": "a", "text": f"قالت وزارة الدفاع الروسية إن طائرات الجيش السوري قصفت مدينة إدلب.\n{FIRST}", "outlet": "Tayf"}),
        "utf-8",
    )
    result = rawi("read", tmp_path / "a.jsonl", "--pretty")
    assert result.exit_code == 0
    assert "ASSAULT" in result.stdout and "Tayf ← " in result.stdout and "\x1b[" not in result.stdout
    assert "قصفت" in result.stdout


def test_pretty_shows_no_control_letters(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        json.dumps({"text": f"قصفت مدفعية الجيش\x1b[31m أطراف البلدة\x07 صباح اليوم، وقال مصدر طبي إن ثلاثة مدنيين قتلوا. {SECOND}"}),
        "utf-8",
    )
    assert not set(rawi("read", tmp_path / "a.jsonl", "--pretty").stdout) & {"\x1b", "\x07"}


def test_who_and_where() -> None:
    who = rawi("who", "روسيا", "--json")
    assert who.exit_code == 0 and {json.loads(line)["id"] for line in who.stdout.splitlines()} >= {"state/ru"}
    where = rawi("where", "دمشق", "--json")
    assert where.exit_code == 0 and any(json.loads(line)["country"] == "SY" for line in where.stdout.splitlines())
    near = rawi("where", "دمشقق")
    assert near.exit_code == 1 and "Nearest" in near.stderr and near.stdout == ""
    assert rawi("who", "قققق").exit_code == 1
    names = json.loads(rawi("who", "ميليشيا حفتر", "--json").stdout.splitlines()[0])["names"]
    assert {use["conveys"] for use in names} == {"pejorative"} and all(use["used_by"] for use in names)
    assert "by " in rawi("who", "ميليشيا حفتر").stdout


def test_version() -> None:
    assert rawi("version").stdout.strip() == VERSION


def test_help_lists_what_exists_and_comes_at_once() -> None:
    code = "from rawi.cli import main; main()"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, "-c", code, "--help"], capture_output=True, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    for command in ("read", "explain", "check", "evaluate", "demo", "who", "where", "version"):
        assert f" {command} " in done.stdout
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert seconds < 1.0, "0.4 s on a machine at rest; heavy imports belong inside the commands"


def test_help_loads_nothing_heavy() -> None:
    code = "import sys, rawi.cli; print(*(m for m in ('trafilatura', 'lxml', 'jinja2', 'resiliparse', 'py3langid', 'simplemma', 'rich.progress', 'sqlalchemy', 'alembic', 'fastwarc') if m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split() == []


def test_demo_prints_the_path_of_its_report_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = rawi("demo")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1].endswith("rawi-demo.html") and (tmp_path / "rawi-demo.html").stat().st_size > 10_000
