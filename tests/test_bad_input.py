"""What cannot be read is refused by name with the cure, exit 1, and the other inputs of the run are still read."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from typer.testing import CliRunner

import rawi.articles
from rawi.acquire import Capture, Refusal, captures, inputs
from rawi.cli import app
from rawi.read import Reader
from rawi.records import Article, Reading

GOOD = "قصفت مدفعية الجيش أطراف البلدة صباح اليوم، وقال مصدر طبي إن ثلاثة مدنيين قتلوا."
PERSIAN = (
    "وزارت دفاع اعلام کرد که نیروهای این کشور روز گذشته در جریان درگیری‌های شدید کنترل سه روستا را در دست گرفتند و گفت این عملیات ادامه خواهد داشت. "
    * 4
)
ENGLISH = "The army shelled the town for a third day and residents fled to the south, officials said. " * 4


def run(*arguments: object, stdin: str | bytes | None = None) -> tuple[int, list[dict[str, object]], str]:
    """Exit status, Readings and messages of ``rawi read``."""
    result = CliRunner().invoke(app, ["read", *map(str, arguments)], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()], result.stderr


BAD = {
    "empty.txt": (b"", "is empty"),
    "blank.txt": (b" \n\n\t\n", "is empty"),
    "mark.txt": (b"\xef\xbb\xbf", "is empty"),
    "empty.jsonl": (b"\n", "is empty"),
    "report.txt": (b"%PDF-1.7 and so on", "PDF"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n....", "PNG"),
    "archive.txt": (b"PK\x03\x04....", "zip"),
    "packed.jsonl": (gzip.compress(b"{}"), "gunzip"),
    "nul.txt": (GOOD.encode() + b"\n\0\0", "binary"),
    "latin.txt": (("Le président a déclaré à Genève que la conférence était terminée. " * 5).encode("latin-1"), "UTF-8"),
    "damaged.txt": ((GOOD * 3).encode()[:101] + b"\xff" + (GOOD * 3).encode()[101:], "wrong byte at offset"),
    "persian.txt": (PERSIAN.encode(), "Persian"),
    "english.txt": (ENGLISH.encode(), "no Arabic letters"),
    "nested.html": (b"<html><body>" + b"<div>" * 300_000 + "نص".encode(), "nested"),
    "no-json.jsonl": (b"not json\n", "is not JSON"),
    "broken.jsonl": (b'{"text": "\n', "is not JSON"),
    "deep.jsonl": (b'{"text": ' + b"[" * 200_000 + b"\n", "is not JSON"),
    "no-text.jsonl": (b'{"id": "a"}\n', '"text"'),
    "list.jsonl": (b"[1, 2]\n", '"text"'),
    "number.jsonl": (b'{"text": 5}\n', '"text"'),
    "blank-text.jsonl": (b'{"text": "  "}\n', "is empty"),
    "surrogate.jsonl": (b'{"text": "\\ud800 abc"}\n', "surrogate"),
    "surrogate-title.jsonl": (b'{"text": "abc", "title": "\\udc00"}\n', "surrogate"),
    "wrong-day.jsonl": (json.dumps({"text": GOOD, "published": "yesterday"}).encode(), "published"),
    "no-day.jsonl": (json.dumps({"text": GOOD, "published": 20200521}).encode(), "published"),
    "cp1256.jsonl": (json.dumps({"text": GOOD}, ensure_ascii=False).encode("cp1256"), "UTF-8"),
    "document.json": (b"{}", "jq"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_named_and_the_others_are_read(name: str, tmp_path: Path) -> None:
    data, told = BAD[name]
    bad, good = tmp_path / name, tmp_path / "good.txt"
    bad.write_bytes(data)
    good.write_text(GOOD, "utf-8")
    status, readings, messages = run(good, bad, good)
    assert status == 1
    assert [reading["article"]["id"] for reading in readings] == ["good", "good-2"]  # type: ignore[index]
    [message] = messages.splitlines()
    assert message.startswith(str(bad)) and told in message
    assert ";" in message, "a message says the cure"
    assert "Traceback" not in messages


def test_missing_and_unreadable_files_and_an_empty_folder(tmp_path: Path) -> None:
    loop, folder = tmp_path / "loop.txt", tmp_path / "folder"
    loop.symlink_to(loop)
    folder.mkdir()
    (folder / "table.csv").write_text(GOOD, "utf-8")
    status, readings, messages = run(tmp_path / "missing.txt", loop, folder)
    assert (status, readings) == (1, [])
    missing, unreadable, empty = messages.splitlines()
    assert "missing.txt: does not exist" in missing
    assert "loop.txt: cannot be read" in unreadable
    assert "folder without readable files" in empty


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may read everything, so the refusal of the system is played."""

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    [refusal] = captures([str(tmp_path / "secret.txt")])
    assert isinstance(refusal, Refusal) and "chmod" in str(refusal)


def test_the_lines_of_a_file_are_refused_one_by_one(tmp_path: Path) -> None:
    file = tmp_path / "mixed.jsonl"
    file.write_text(f'{{"id": 7, "text": "{GOOD}"}}\nnonsense\n\n{{"text": "{GOOD}"}}\n', "utf-8")
    status, readings, messages = run(file)
    assert status == 1
    assert [reading["article"]["id"] for reading in readings] == ["7", "mixed:4"]  # type: ignore[index]
    assert messages.startswith(f"{file}:2: ") and len(messages.splitlines()) == 1


def test_too_long_texts_and_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "ARTICLE_LIMIT", 1000)
    monkeypatch.setattr(inputs, "LINE_LIMIT", 5000)
    text, lines = tmp_path / "long.txt", tmp_path / "long.jsonl"
    text.write_text(GOOD * 20, "utf-8")
    rows = [{"text": GOOD * 100}, {"id": "b", "text": GOOD}, {"text": GOOD * 10}, {"id": "d", "text": GOOD}]
    lines.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    status, readings, messages = run(text, lines)
    assert status == 1
    assert [reading["article"]["id"] for reading in readings] == ["b", "d"]  # type: ignore[index]
    assert [message.split(": ")[0] for message in messages.splitlines()] == [str(text), f"{lines}:1", f"{lines}:3"]


def test_fifty_megabytes_in_one_line_stay_within_memory(tmp_path: Path) -> None:
    for name, head, tail in (("long.txt", "", ""), ("long.jsonl", '{"text": "', '"}')):
        with (tmp_path / name).open("w", encoding="utf-8") as file:
            file.write(head + "أعلن الجيش " * 2_700_000 + tail)
    # VmHWM, since ru_maxrss begins at the peak of the process that started this one.
    peak = r"int(re.search(r'VmHWM:\s+(\d+)', open('/proc/self/status').read())[1]) // 1024"
    code = f"import re; from rawi.cli import app; app(standalone_mode=False); print({peak})"
    files = [str(tmp_path / "long.txt"), str(tmp_path / "long.jsonl")]
    done = subprocess.run([sys.executable, "-c", code, "read", *files], capture_output=True, text=True)
    assert "long.txt: is larger than 5 MB" in done.stderr and "long.jsonl:1: the line is longer than 20 MB" in done.stderr
    assert int(done.stdout) < 300


def test_any_language_reads_what_is_not_arabic(tmp_path: Path) -> None:
    persian = tmp_path / "persian.txt"
    persian.write_text(PERSIAN, "utf-8")
    status, readings, _ = run(persian, "--any-language")
    assert (status, len(readings)) == (0, 1)
    short = tmp_path / "short.txt"
    short.write_text("No Arabic here.", "utf-8")
    assert run(short)[0] == 0, "a short or odd text is read, never refused"


def test_unbalanced_quotes_are_read(tmp_path: Path) -> None:
    odd = tmp_path / "odd.txt"
    odd.write_text('قال المتحدث: «إن القصف مستمر. "وأضاف أن» القوات ”انسحبت.', "utf-8")
    status, readings, _ = run(odd)
    assert (status, len(readings)) == (0, 1)


@pytest.mark.parametrize(("codec", "told"), [("cp1256", "windows-1256"), ("iso8859_6", "ISO-8859-6"), ("utf-16", "UTF-16")])
def test_an_assumed_encoding_is_told(codec: str, told: str, tmp_path: Path) -> None:
    old = tmp_path / "old.txt"
    text = f"{GOOD} {GOOD}\r\n{GOOD}"
    old.write_bytes(text.encode(codec))
    status, [reading], messages = run(old)
    assert status == 0
    assert reading["article"]["text"] == text  # type: ignore[index]
    assert messages.strip() == f"{old}: is not UTF-8; read as {told}."


def test_a_fault_inside_rawi_loses_one_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Reader.read

    def stumble(reader: Reader, article: Article) -> Reading:
        if article.id == "b":
            raise RuntimeError("a fault")
        return real(reader, article)

    monkeypatch.setattr(Reader, "read", stumble)
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(GOOD, "utf-8")
    status, readings, messages = run(tmp_path)
    assert (status, [reading["article"]["id"] for reading in readings]) == (1, ["a", "c"])  # type: ignore[index]
    assert "b.txt" in messages and "please report this" in messages and "RuntimeError" in messages and "Traceback" not in messages


def test_a_failed_run_writes_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, good = tmp_path / "out.jsonl", tmp_path / "good.txt"
    out.write_text("as before", "utf-8")
    good.write_text(GOOD, "utf-8")

    def interrupt(*_: object) -> None:
        assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"], "written beside the file first"
        raise KeyboardInterrupt

    monkeypatch.setattr(rawi.articles, "read_capture", interrupt)
    CliRunner().invoke(app, ["read", str(good), "--out", str(out)])
    assert out.read_text("utf-8") == "as before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["good.txt", "out.jsonl"]


def test_whoever_reads_us_may_leave(tmp_path: Path) -> None:
    lines = tmp_path / "many.jsonl"
    lines.write_text(f'{{"text": "{GOOD}"}}\n' * 400, "utf-8")
    code = "from rawi.cli import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", code, "read", str(lines)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout and process.stderr
        assert process.stdout.readline().startswith('{"contract":1')
        process.stdout.close()
        assert process.stderr.read() == ""


@pytest.mark.parametrize(
    "arguments", [["read"], ["read", "a.txt", "--published", "21/5/2020"], ["read", "a.txt", "--colour"], ["reed"], ["explain", "a.txt"]]
)
def test_wrong_usage_is_told_apart(arguments: list[str]) -> None:
    assert CliRunner().invoke(app, arguments).exit_code == 2


def test_a_table_that_cannot_load_is_told_without_a_traceback() -> None:
    code = (
        "import sys, rawi.read; from rawi.lexicon import LexiconError\n"
        "def fail(*_): raise LexiconError('speech.tsv:4: lemma is empty; fill it in.')\n"
        "sys.modules['rawi.read'].default_reader = fail\n"
        "from rawi.cli import main; sys.argv = ['rawi', 'read', '-']; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], input="", capture_output=True, text=True, env={**os.environ, "RAWI_DEBUG": ""})
    assert done.returncode == 1 and done.stderr.startswith("speech.tsv:4: ") and "Traceback" not in done.stderr


def test_captures_keep_what_the_line_says() -> None:
    row = {"id": "x", "text": GOOD, "title": "t", "outlet": "o", "url": "u", "byline": "b", "published": "2020-05-21", "more": 1}
    stream = inputs._Stream("in.jsonl", "in", BytesIO(json.dumps(row).encode()))
    assert list(inputs._of_stream(stream, None)) == [Capture("x", "in.jsonl:1", GOOD, None, "t", "o", "u", "b", "2020-05-21")]
