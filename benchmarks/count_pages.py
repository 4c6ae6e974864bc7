"""How long the pages that count take: the map, actors, places, outlets, counts over time, on a store of many articles.

    python benchmarks/count_pages.py [--articles 50000] [--store FILE] [--rounds 5]

The articles are those of store_scale.py; with --store a file that is there already is used as it is. Printed are the clock and the CPU of
the server for each page, the median and the slowest of the rounds; the first request of all, which loads the tables, is left out.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from starlette.testclient import TestClient
from store_scale import Maker, fill

from rawi.serve import Door, make_app
from rawi.store import Store
from rawi.store.parts_taken import PARTIES, listed
from rawi.store.subjects import ACTOR, OUTLET

LIMIT = 300
"""Milliseconds that a page may take (benchmarks/README.md)."""
SEARCHES = (
    "",
    "?type=ASSAULT",
    "?status=occurred",
    "?q=هدنة",
    "?actor=military/russian-army",
    "?place=SY&status=occurred&type=ASSAULT",
    "?outlet=مرقاب",
)


def pages(store: Store) -> list[str]:
    """The addresses asked: for actors, places and outlets those with the most events."""
    with store.counting() as (connection, _):
        actors = listed(connection, ACTOR, PARTIES, "", (), 0, 2)
        outlets = listed(connection, OUTLET, (), "", (), 0, 1)
    found = [f"{page}{search}" for page in ("/places", "/places/points", "/series") for search in SEARCHES]
    found += ["/actors", "/actors?q=الجيش", "/outlets", "/places/place/sy", "/places/place/sy-aleppo", "/places/told?at=place/sy-aleppo"]
    return found + [f"/actors/{row.subject.key}" for row in actors] + [f"/outlets/{quote(row.subject.key)}" for row in outlets]


def measure(store: Store, rounds: int) -> float:
    """Print the times of every page; the largest median on the clock, in ms."""
    door = Door()
    client = TestClient(make_app(store, door=door), base_url="http://127.0.0.1", headers={"Authorization": f"Bearer {door.key}"})
    client.get("/actors/state/ru")
    slowest = 0.0
    for path in pages(store):
        clock, cpu = [], []
        for _ in range(rounds):
            started, used = time.perf_counter(), time.process_time()
            client.get(path).raise_for_status()
            clock.append((time.perf_counter() - started) * 1000)
            cpu.append((time.process_time() - used) * 1000)
        slowest = max(slowest, statistics.median(clock))
        print(f"{statistics.median(clock):6.0f} ms  (slowest {max(clock):5.0f}; CPU {statistics.median(cpu):5.0f})  {path}", flush=True)
    return slowest


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=50_000)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Store.open(given.store or Path(folder) / "rawi.db") as store:
        if given.store is None:
            fill(store, Maker(), given.articles)
        print(f"the slowest page takes {measure(store, given.rounds):.0f} ms; the limit is {LIMIT}")


if __name__ == "__main__":
    main()
