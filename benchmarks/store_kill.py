"""`rawi ingest` of 2,000 files killed twenty times at random moments, then run to the end: nothing lost, nothing doubled.

    python benchmarks/store_kill.py [--files 2000] [--kills 20] [--seed 1]

It prints how far each run came before it was killed, and whether at last the store holds what an undisturbed run's does, byte for byte.
"""

from __future__ import annotations

import argparse
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from rawi.store import Store

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from stores import made_text

CONTENTS = """SELECT a.name, v.number, v.text, v.published, r.lexicon, r.data, c.sha256 FROM articles a JOIN versions v ON v.article_id = a.id
JOIN readings r ON r.version_id = v.id JOIN captures c ON c.version_id = v.id ORDER BY 1, 2, 7"""


def ingest(folder: Path, store: Path) -> subprocess.Popen[bytes]:
    """`rawi ingest` in a process of its own."""
    program = "from rawi.cli import main; main()"
    return subprocess.Popen([sys.executable, "-c", program, "ingest", str(folder), "--store", str(store)], stderr=subprocess.DEVNULL)


def contents(store: Path) -> list[tuple[object, ...]]:
    """Every article, version, reading and capture."""
    with closing(sqlite3.connect(store)) as connection:
        return connection.execute(CONTENTS).fetchall()


def articles(store: Path) -> int:
    """How many articles the store has, once it has tables."""
    if not store.exists():
        return 0
    with closing(sqlite3.connect(store)) as connection:
        tables = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'articles'").fetchone()[0]
        return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0]) if tables else 0


def main() -> None:
    """Kill, resume, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    chance = random.Random(wanted.seed)
    with tempfile.TemporaryDirectory() as made:
        folder, killed, whole = Path(made) / "in", Path(made) / "killed.db", Path(made) / "whole.db"
        folder.mkdir()
        for number in range(wanted.files):
            (folder / f"f{number:05d}.txt").write_text(made_text(number), "utf-8")
        started = time.perf_counter()
        assert ingest(folder, whole).wait() == 0
        undisturbed = time.perf_counter() - started
        print(f"an undisturbed run: {undisturbed:.1f} s, {articles(whole)} articles", flush=True)
        for number in range(wanted.kills):
            run = ingest(folder, killed)
            # Starting up takes a part of the time; a run is killed at any moment of starting, resuming and ingesting.
            time.sleep(chance.uniform(0, undisturbed / 4))
            run.send_signal(signal.SIGKILL)
            print(f"kill {number + 1}: exit {run.wait()}, {articles(killed)} articles kept", flush=True)
        assert ingest(folder, killed).wait() == 0
        with Store.open(killed) as one, Store.open(whole) as other:
            same, faults = one.counts() == other.counts(), one.faults()
            print(f"counts {'equal' if same else 'DIFFER'}: {one.counts()} · check: {len(faults)} faults")
        print(f"contents {'equal, byte for byte' if contents(killed) == contents(whole) else 'DIFFER'}")


if __name__ == "__main__":
    main()
