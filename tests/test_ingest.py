"""rawi ingest and its kin: every kind of source, breaks, full disks, files that may not be written, archives, upgrades."""

from __future__ import annotations

import ctypes
import gzip
import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner, Result

from rawi.acquire import Capture, Refusal, captures
from rawi.cli import app
from rawi.store import Store, StoreError, upgrade
from stores import KINDS, fresh_database, made_text

STORY = "قصفت مدفعية الجيش أطراف البلدة صباح اليوم، وقال مصدر طبي إن ثلاثة مدنيين قتلوا."
MORE = "أعلنت وزارة الخارجية الروسية أن الوفدين وقعا اتفاقا لوقف إطلاق النار في إدلب."
LONG = 400  # articles of a run that is broken off
PROGRAM = "from rawi.cli import main; main()"


def page(story: str, address: str | None = None) -> bytes:
    canonical = f'<link rel="canonical" href="{address}">' if address else ""
    return f'<html><head><meta charset="utf-8"><title>عنوان</title>{canonical}</head><body><article><p>{story}</p><p>{MORE}</p></article></body></html>'.encode()


def rawi(*arguments: object, stdin: bytes | None = None) -> Result:
    result = CliRunner().invoke(app, list(map(str, arguments)), input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture(params=KINDS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with fresh_database(request.param, tmp_path) as made:
        assert rawi("db", "upgrade", "--store", made).exit_code == 0
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    (made / "a.txt").write_text(STORY, "utf-8")
    (made / "page.html").write_bytes(page(STORY, "https://sadaf.example/7"))
    (made / "lines.jsonl").write_text("\n".join(json.dumps({"id": n, "text": made_text(n), "outlet": "صدف"}) for n in range(5)), "utf-8")
    (made / "empty.txt").write_text("", "utf-8")
    return made


def counts(address: str) -> dict[str, int]:
    with Store.open(address, create=False) as store:
        assert store.faults() == []
        return store.counts()


def test_a_folder_twice(address: str, folder: Path) -> None:
    first = rawi("ingest", folder, "--store", address)
    assert first.exit_code == 1 and first.stdout == "", "one file is empty"
    assert "empty.txt: is empty" in first.stderr and "8 pages: 7 new articles, 0 new versions, 0 known, 1 refused" in first.stderr
    before = counts(address)
    again = rawi("ingest", folder, "--store", address)
    assert "8 pages: 0 new articles, 0 new versions, 7 known, 1 refused" in again.stderr
    assert counts(address) == before and before["articles"] == before["captures"] == before["readings"] == 7
    (folder / "page.html").write_bytes(page(f"{STORY} ونفى الجيش ذلك.", "https://sadaf.example/7"))
    assert "1 new versions" in rawi("ingest", folder, "--store", address).stderr
    assert counts(address)["articles"] == 7


def test_search_as_scripts_use_it(address: str, folder: Path) -> None:
    rawi("ingest", folder, "--store", address)
    result = rawi("search", "مدفعية", "--store", address, "--json")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0 and {row["article"] for row in rows} == {"a", "page"}
    assert all({"article", "title", "outlet", "published", "snippet"} <= row.keys() and row["matches"] for row in rows)
    first = rawi("search", "مدفعية", "--store", address, "--json", "--limit", "1")
    cursor = json.loads(first.stdout)["cursor"]
    assert f"--after {cursor}" in first.stderr
    second = rawi("search", "مدفعية", "--store", address, "--json", "--limit", "1", "--after", cursor)
    assert [json.loads(r.stdout)["article"] for r in (first, second)] == [row["article"] for row in rows]
    shown = rawi("search", "مدفعية", "--store", address)
    assert "[مدفعية]" in shown.stdout and "\x1b" not in shown.stdout
    nothing = rawi("search", "زيتون", "--store", address)
    assert (nothing.exit_code, nothing.stdout) == (0, "") and "Nothing found" in nothing.stderr
    named = rawi("search", "--actor", "Russia", "--store", address, "--json")
    assert named.exit_code == 0
    assert rawi("search", "--from", "soon", "--store", address).exit_code == 2


def test_standard_input_and_what_is_said_on_the_command_line(address: str) -> None:
    line = json.dumps({"text": STORY}).encode()
    assert rawi("ingest", "-", "--store", address, "--outlet", "صدف", "--published", "2020-01-30", stdin=line).exit_code == 0
    assert rawi("ingest", "-", "--store", address, "--outlet", "صدف", "--published", "2020-01-30", stdin=line).exit_code == 0
    [row] = [json.loads(line) for line in rawi("search", "--store", address, "--json").stdout.splitlines()]
    assert (row["outlet"], row["published"]) == ("صدف", "2020-01-30")


def test_reread_reads_what_another_lexicon_read(address: str, folder: Path) -> None:
    rawi("ingest", folder, "--store", address)
    with Store.open(address) as store, store.database.writing() as connection:
        connection.execute(text("UPDATE readings SET lexicon = 'older'"))
    assert "7 articles read again" in rawi("reread", "--store", address).stderr
    assert "0 articles read again" in rawi("reread", "--store", address).stderr
    assert counts(address)["readings"] == 14


def test_an_encoding_that_was_assumed_is_told(address: str, tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_bytes((STORY * 3).encode("windows-1256", "replace"))
    result = rawi("ingest", tmp_path / "old.txt", "--store", address)
    assert result.exit_code == 0 and "read as windows-1256" in result.stderr
    with Store.open(address) as store:
        assert store.received(store.captures("old")[0].sha256) == (tmp_path / "old.txt").read_bytes()


def test_a_nul_is_refused_by_name(address: str) -> None:
    result = rawi("ingest", "-", "--store", address, stdin=json.dumps({"id": "n", "text": f"{STORY}\0"}).encode())
    assert result.exit_code == 1 and "NUL" in result.stderr and "1 refused" in result.stderr


# Archives


def record(
    url: str, body: bytes, status: str = "200 OK", kind: str = "text/html; charset=utf-8", day: str = "2024-05-01", packed: bool = False
) -> bytes:
    headers = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n" + ("Content-Encoding: gzip\r\n" if packed else "")
    body = gzip.compress(body) if packed else body
    block = f"{headers}Content-Length: {len(body)}\r\n\r\n".encode() + body
    named = f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: {day}T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:{random.random()}>\r\n"
    return f"{named}Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


RECORDS = (
    record("https://sadaf.example/7", page(STORY)),
    record("https://sadaf.example/8", page(MORE * 2), packed=True),
    record("https://sadaf.example/9", b"gone", "404 Not Found"),
    record("https://sadaf.example/x.png", b"\x89PNG", kind="image/png"),
    record("https://sadaf.example/7", page(f"{STORY} ونفى الجيش ذلك."), day="2024-05-02"),
)


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_web_archive(address: str, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"".join(map(gzip.compress, RECORDS)) if name.endswith("gz") else b"".join(RECORDS))
    result = rawi("ingest", tmp_path / name, "--store", address)
    assert result.exit_code == 1 and "/9: the outlet answered 404" in result.stderr
    assert "4 pages: 2 new articles, 1 new versions, 0 known, 1 refused" in result.stderr
    with Store.open(address) as store:
        hit = store.search("نفى").hits[0]
        assert hit.url == "https://sadaf.example/7" and len(store.versions(hit.article)) == 2
        receipts = store.captures(hit.article)
        assert [r.received for r in receipts] == ["2024-05-01T10:00:00Z", "2024-05-02T10:00:00Z"]
        assert ("Content-Type", "text/html; charset=utf-8") in receipts[0].headers
        assert store.received(receipts[0].sha256) == page(STORY)
    assert "0 new articles, 0 new versions, 3 known" in rawi("ingest", tmp_path / name, "--store", address).stderr


@pytest.mark.parametrize("cut", [20, 700, -40])
def test_a_broken_archive_gives_what_came_before(tmp_path: Path, cut: int) -> None:
    whole = b"".join(map(gzip.compress, RECORDS[:2]))
    (tmp_path / "a.warc.gz").write_bytes(whole[:cut])
    (tmp_path / "b.warc").write_bytes(b"".join(RECORDS[:2])[:-60])
    (tmp_path / "c.warc").write_bytes(b"no archive at all")
    found = list(captures([str(tmp_path)]))
    assert all(isinstance(item, Capture | Refusal) for item in found)
    assert any(isinstance(item, Capture) and item.url == "https://sadaf.example/7" for item in found)
    assert any(isinstance(item, Refusal) and "c.warc" in item.source for item in found)


def test_a_page_larger_than_the_limit_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    large = record("https://sadaf.example/1", b"<html>" + b"x" * 13_000_000)
    (tmp_path / "a.warc").write_bytes(large + RECORDS[0])
    found = list(captures([str(tmp_path / "a.warc")]))
    assert [type(item) for item in found] == [Refusal, Capture] and "larger than" in str(found[0])


# Breaks


@pytest.fixture(scope="module")
def long_list(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("long") / "long.jsonl"
    made.write_text("\n".join(json.dumps({"id": f"n{n}", "text": made_text(n), "published": "2020-01-30"}) for n in range(LONG)), "utf-8")
    return made


def test_killed_at_random_moments_and_run_again(long_list: Path, tmp_path: Path) -> None:
    """The store is whole after each kill, and at last equals that of an undisturbed run."""
    address, chance = str(tmp_path / "killed.db"), random.Random(7)
    command = [sys.executable, "-c", PROGRAM, "ingest", str(long_list), "--store", address]
    kills = 0
    for _ in range(3):
        run = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        enough = _articles(address) + chance.randint(1, 45)
        while run.poll() is None and _articles(address) < enough:
            time.sleep(0.02)
        time.sleep(chance.uniform(0, 0.4))
        run.send_signal(signal.SIGKILL)
        kills += run.wait() == -signal.SIGKILL
        with closing(sqlite3.connect(address)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert kills, "every run ended before it was killed"
    assert subprocess.run(command, stderr=subprocess.PIPE, check=True, text=True).stderr.count(f"{LONG} pages") == 1
    rawi("ingest", long_list, "--store", tmp_path / "whole.db")
    assert counts(address) == counts(str(tmp_path / "whole.db")) and counts(address)["articles"] == LONG
    found = {name: _contents(tmp_path / name) for name in ("killed.db", "whole.db")}
    assert found["killed.db"] == found["whole.db"]


def _articles(address: str) -> int:
    """How many articles there are so far."""
    if not Path(address).exists():
        return 0
    with closing(sqlite3.connect(f"file:{address}?mode=ro", uri=True)) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])
        except sqlite3.OperationalError:
            return 0


def _contents(path: Path) -> list[tuple[object, ...]]:
    """Every article with its letters and the bytes of its reading."""
    with sqlite3.connect(path) as connection:
        return connection.execute(
            "SELECT a.name, v.text, r.data FROM articles a JOIN versions v ON v.article_id = a.id JOIN readings r ON r.id = a.reading_id ORDER BY 1"
        ).fetchall()


def test_a_full_disk_is_told_and_loses_nothing(long_list: Path, tmp_path: Path) -> None:
    """No file may grow beyond 400 kB, as if the disk were full; then it may, and the same command goes on."""
    address = tmp_path / "full.db"
    command = [sys.executable, "-c", PROGRAM, "ingest", str(long_list), "--store", str(address)]

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))

    full = subprocess.run(command, capture_output=True, text=True, preexec_fn=limit, check=False)
    assert full.returncode == 1 and "free some space and run the same command again" in full.stderr, full.stderr
    assert "Traceback" not in full.stderr and str(address) in full.stderr
    assert 0 <= counts(str(address))["articles"] < LONG
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    assert counts(str(address))["articles"] == LONG


def _without_root() -> None:
    """Root may write anything; a process without that capability (1: CAP_DAC_OVERRIDE) is held to the permissions."""
    if os.geteuid() == 0:
        assert ctypes.CDLL(None).prctl(24, 1, 0, 0, 0) == 0


def test_a_file_that_may_not_be_written_is_told_and_can_be_searched(folder: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    address = kept / "rawi.db"
    rawi("ingest", folder, "--store", address)
    before = address.read_bytes()
    (folder / "more.txt").write_text(MORE, "utf-8")
    address.chmod(0o444)
    kept.chmod(0o555)
    try:
        refused = _held("ingest", str(folder), "--store", str(address))
        found = _held("search", "مدفعية", "--store", str(address))
    finally:
        kept.chmod(0o755)
    assert refused.returncode == 1 and "may not be written" in refused.stderr and "Traceback" not in refused.stderr, refused.stderr
    assert found.returncode == 0 and "[مدفعية]" in found.stdout, found.stderr
    assert address.read_bytes() == before


def _held(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A command by somebody who may not write everything."""
    command = [sys.executable, "-c", PROGRAM, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=_without_root)


# Care


def test_an_older_file_is_copied_and_brought_up(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A revision more than the store has is made for the test: a column, with its own script."""
    address = tmp_path / "old.db"
    rawi("ingest", folder, "--store", address)
    moved = tmp_path / "migrations"
    shutil.copytree(upgrade._MIGRATIONS, moved, ignore=shutil.ignore_patterns("__pycache__"))
    later = f"{int(upgrade.NEWEST) + 1:04}"
    script = f'from alembic import op\nimport sqlalchemy as sa\nrevision = "{later}"\ndown_revision = "{upgrade.NEWEST}"\n\ndef upgrade():\n    op.add_column("facts", sa.Column("note", sa.Text()))\n'
    (moved / "versions" / f"v{later}_note.py").write_text(script, "utf-8")
    monkeypatch.setattr(upgrade, "_MIGRATIONS", moved)
    monkeypatch.setattr(upgrade, "NEWEST", later)
    shown = rawi("search", "مدفعية", "--store", address)
    assert shown.exit_code == 0 and "the file as it was is" in shown.stderr
    monkeypatch.undo()
    with pytest.raises(StoreError, match="newer Rawi"):
        Store.open(address)
    with Store.open(tmp_path / f"old.db.before-{later}") as copy:
        assert copy.counts()["articles"] == 7 and copy.faults() == []


def test_a_server_is_brought_up_only_on_command(tmp_path: Path) -> None:
    with fresh_database("postgresql", tmp_path) as address:
        result = rawi("search", "x", "--store", address)
        assert result.exit_code == 1 and "rawi db upgrade" in result.stderr
        assert rawi("db", "upgrade", "--store", address).exit_code == 0
        assert rawi("search", "x", "--store", address).exit_code == 0
        assert "pg_dump" in rawi("db", "backup", "--store", address).stderr


def test_the_newest_revision_is_the_last_script() -> None:
    from alembic.script import ScriptDirectory

    assert ScriptDirectory.from_config(upgrade._config()).get_current_head() == upgrade.NEWEST


def test_the_tables_are_those_of_the_models(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from rawi.store.tables import Model

    for kind in KINDS:
        with (
            fresh_database(kind, tmp_path) as address,
            Store.open(address, upgrade_server=True) as store,
            store.database.reading() as connection,
        ):
            found = compare_metadata(MigrationContext.configure(connection), Model.metadata)
            assert [change for change in map(str, found) if "words_fts" not in change and "vector" not in change] == []


def test_backup_and_check(folder: Path, tmp_path: Path) -> None:
    address = tmp_path / "rawi.db"
    rawi("ingest", folder, "--store", address)
    made = [rawi("db", "backup", tmp_path / "copy.db", "--store", address).stdout.strip() for _ in range(2)]
    assert made == [str(tmp_path / "copy.db"), str(tmp_path / "copy.db-2")]
    for path in made:
        checked = rawi("db", "check", "--store", path)
        assert (checked.exit_code, checked.stdout) == (0, "") and "7 articles" in checked.stderr and "whole" in checked.stderr
    with sqlite3.connect(made[0]) as connection:
        connection.execute("UPDATE blobs SET data = x'00'")
    damaged = rawi("db", "check", "--store", made[0])
    assert damaged.exit_code == 1 and "its bytes are not those" in damaged.stdout and "faults" in damaged.stderr


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("notes.db", b"this is text, not a database, and long enough to be looked at" * 20, "no Rawi store"),
        ("nowhere/rawi.db", None, "folder that does not exist"),
        (".", None, "is a folder"),
    ],
)
def test_what_is_no_store_is_told(tmp_path: Path, name: str, content: bytes | None, said: str) -> None:
    if content:
        (tmp_path / name).write_bytes(content)
    (tmp_path / "a.txt").write_text(STORY, "utf-8")
    result = rawi("ingest", tmp_path / "a.txt", "--store", tmp_path / name)
    assert result.exit_code == 1 and said in result.stderr, result.stderr
    assert content is None or (tmp_path / name).read_bytes() == content


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE birds (name TEXT)")
    assert "no Rawi store" in rawi("ingest", "-", "--store", path, stdin=STORY.encode()).stderr
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("birds",)]


@pytest.mark.parametrize(
    ("address", "said"),
    [("mysql://x/y", "SQLite or PostgreSQL"), ("://", "no database address"), ("postgresql://u:secret@127.0.0.1:1/x", "does not answer")],
)
def test_an_address_that_is_none_is_told_without_its_password(address: str, said: str) -> None:
    result = rawi("search", "x", "--store", address)
    assert result.exit_code == 1 and said in result.stderr and "secret" not in result.stderr


def test_which_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RAWI_STORE", raising=False)
    assert "rawi.db: there is no store" in rawi("search", "x").stderr
    (tmp_path / "rawi.toml").write_text('store = "told.db"', "utf-8")
    assert "told.db: there is no store" in rawi("search", "x").stderr
    monkeypatch.setenv("RAWI_STORE", "env.db")
    assert "env.db: there is no store" in rawi("search", "x").stderr
    assert "flag.db: there is no store" in rawi("search", "x", "--store", "flag.db").stderr
    monkeypatch.delenv("RAWI_STORE")
    (tmp_path / "rawi.toml").write_text("store =", "utf-8")
    assert rawi("search", "x").exit_code == 2


def test_no_two_made_texts_are_alike() -> None:
    assert len({made_text(number) for number in range(2000)}) == 2000
