"""How the API behaves with many articles and many people: time from a decision to the next record, then readers and reviewers at once.

    python benchmarks/serve_load.py [--articles 50000] [--store FILE] [--decisions 300] [--seconds 60] [--readers 40] [--reviewers 4]

The articles are those of store_scale.py; with --store a file that is there already is used as it is. The server is a process of its own,
as `rawi serve` starts it; the people are threads of this one, over HTTP. Errors are counted, and at the end every decision that was
answered must be in the store once, and the audit's chain must hold.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import httpx
from store_scale import Maker

from rawi.review import verify
from rawi.store import Store

KEY = "benchmark"
SERVER = """
import sys
from rawi.serve import Door, make_app
from rawi.serve.running import run
from rawi.store import Store
with Store.open(sys.argv[1], create=False) as store:
    run(make_app(store, door=Door("amal", key="benchmark")), 0, lambda address: print(address, flush=True))
"""
PAGES = (
    "/events?limit=20", "/events?type=ASSAULT&country=SY&limit=20", "/events?actor=state/ru&limit=20", "/search?q=هدنة", "/search?q=قصف&best=true",
    "/events?event_date_from=2020-03-01&event_date_to=2020-03-31&limit=20", "/articles?outlet=مرقاب&limit=20", "/figures?measure=killed&limit=20",
    "/attributions?limit=20", "/mentions?kind=place&limit=20", "/review/next?order=uncertain&min_score=0", "/review/next?order=random&seed=9",
    "/deletions", "/decisions?limit=20", "/actors?q=روسيا", "/events?order=changed&limit=20", "/readings?limit=5", "/audit?limit=20",
)  # fmt: skip


class Server(NamedTuple):
    """A server that runs: its address and its process."""

    url: str
    process: int

    @property
    def cpu(self) -> float:
        """Seconds of CPU that it has used (Linux)."""
        used = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return (int(used[11]) + int(used[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(address: str) -> Iterator[Server]:
    """A server over a store, in a process of its own."""
    process = subprocess.Popen([sys.executable, "-c", SERVER, address], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        address = process.stdout.readline().partition("/enter")[0]
        with client(address) as who:  # the first requests of a server load the tables
            for path in PAGES:
                who.get(path).raise_for_status()
        yield Server(address, process.pid)
    finally:
        process.terminate()
        process.wait()


def client(address: str) -> httpx.Client:
    """Somebody who asks."""
    headers = {"Authorization": f"Bearer {KEY}"}
    return httpx.Client(base_url=f"{address}/api/v1", headers=headers, timeout=120, trust_env=False)


@dataclass
class Told:
    """What happened: times in ms by what was asked, answers that were errors, and the ids of the decisions that were answered."""

    times: dict[str, list[float]] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)
    conflicts: int = 0
    made: list[int] = field(default_factory=list)

    def ask(self, name: str, who: httpx.Client, method: str, path: str, **more: Any) -> httpx.Response | None:
        """Ask, and note how long it took and what came of it."""
        started = time.perf_counter()
        try:
            answer = who.request(method, path, **more)
        except httpx.HTTPError as error:
            self.errors[type(error).__name__] += 1
            return None
        self.times.setdefault(name, []).append((time.perf_counter() - started) * 1000)
        if answer.status_code >= 400 and answer.status_code != 409:
            self.errors[f"{answer.status_code} {path}"] += 1
        return answer


def decide(who: httpx.Client, told: Told, name: str, record: dict[str, Any], chance: random.Random) -> None:
    """A decision about a record, sent twice in one of ten."""
    action = chance.choice(({"action": "accept"}, {"action": "reject", "reason": "not_an_event"}, {"action": "defer"}))
    body = {"article": record["article"]["id"], "record": record["event"]["id"], "version": record["review"]["version"], **action}
    key = {"Idempotency-Key": str(uuid.uuid4())}
    for _ in range(2 if chance.random() < 0.1 else 1):
        answer = told.ask(name, who, "POST", "/decisions", json=body, headers=key)
        if answer is not None and answer.status_code == 409:
            told.conflicts += 1
        elif answer is not None and answer.status_code == 201:
            told.made.append(answer.json()["decision"]["id"])


def key_presses(server: Server, count: int) -> None:
    """One reviewer: the decision and the next record, one after the other."""
    address, used = server.url, server.cpu
    told, both, chance = Told(), [], random.Random(1)
    for order in ("uncertain", "random", "newest"):
        with client(address) as who:
            path = f"/review/next?order={order}&min_score=0&seed=5"
            record = who.get(path).json()["records"][0]
            times = []
            for _ in range(count):
                started = time.perf_counter()
                decide(who, told, "decision", record, chance)
                answer = told.ask("next", who, "GET", path)
                times.append((time.perf_counter() - started) * 1000)
                record = answer.json()["records"][0] if answer is not None else record
        print(f"  queue {order}: decision and next record {_quantiles(times)}", flush=True)
        both += times
    print(f"one reviewer, {len(both)} decisions: decision and next record {_quantiles(both)}; {sum(told.errors.values())} errors")
    for name, taken in told.times.items():
        print(f"  {name}: {_quantiles(taken)}")
    print(f"  CPU of the server for both: {(server.cpu - used) / len(both) * 1000:.0f} ms", flush=True)


def together(address: str, seconds: float, readers: int, reviewers: int, seed: int = 0) -> Told:
    """Readers and reviewers at once, all reviewers out of the same queue; what happened."""
    told, stop, lock = [Told() for _ in range(readers + reviewers)], threading.Event(), threading.Lock()

    def read(number: int) -> None:
        chance = random.Random(f"{seed} {number}")
        with client(address) as who:
            while not stop.is_set():
                path = chance.choice(PAGES)
                told[number].ask(path, who, "GET", path)

    def review(number: int) -> None:
        chance = random.Random(f"{seed} {number}")
        with client(address) as who:
            while not stop.is_set():
                answer = told[number].ask("next", who, "GET", f"/review/next?order=uncertain&min_score=0&limit={chance.randint(1, 5)}")
                for record in answer.json()["records"] if answer is not None and answer.status_code == 200 else ():
                    decide(who, told[number], "decision", record, chance)

    threads = [threading.Thread(target=read if n < readers else review, args=(n,)) for n in range(readers + reviewers)]
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    stop.set()
    for thread in threads:
        thread.join()
    return _summed(told, lock)


def _summed(parts: list[Told], lock: threading.Lock) -> Told:
    whole = Told()
    with lock:
        for part in parts:
            for name, times in part.times.items():
                whole.times.setdefault(name, []).extend(times)
            whole.errors += part.errors
            whole.conflicts += part.conflicts
            whole.made += part.made
    return whole


def faults_of(store: Store, told: Told, before: int) -> list[str]:
    """What is wrong with what was kept: decisions lost or doubled, and breaks of the chain."""
    kept = [one for page in _pages(store, before) for one in page]
    found = verify(store)
    ids = [one.id for one in kept]
    if sorted(told.made) != ids:
        found.append(f"answered {len(told.made)} decisions, kept {len(ids)}")
    records = Counter((one.decision.article, one.decision.record) for one in kept)
    doubled = [record for record, count in records.items() if count > 1]
    if doubled:
        found.append(f"decided about twice: {doubled[:3]}")
    return found


def _pages(store: Store, after: int) -> Any:
    while page := store.decisions(after=after):
        yield page
        after = page[-1].id


def _quantiles(times: list[float]) -> str:
    times = sorted(times)
    return f"p50 {statistics.median(times):.0f} ms, p95 {times[int(len(times) * 0.95)]:.0f} ms, most {times[-1]:.0f} ms"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=50_000)
    parser.add_argument("--store", help="a file that is kept; without it one in a temporary folder")
    parser.add_argument("--decisions", type=int, default=300, help="of one reviewer, in each order of the queue")
    parser.add_argument("--seconds", type=float, default=60, help="of readers and reviewers at once")
    parser.add_argument("--readers", type=int, default=40)
    parser.add_argument("--reviewers", type=int, default=4)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        address = wanted.store or f"{folder}/rawi.db"
        with Store.open(address) as store:
            there = store.counts()["articles"]
            for batch in Maker().batches(there, wanted.articles) if there < wanted.articles else ():
                store.add(batch)
            print(f"store: {store.counts()}", flush=True)
        with served(address) as server:
            with client(server.url) as who:
                _each_page(who)
            key_presses(server, wanted.decisions)
            with Store.open(address) as store:
                before = len([one for page in _pages(store, 0) for one in page])
            told = together(server.url, wanted.seconds, wanted.readers, wanted.reviewers, seed=before)
        with Store.open(address) as store:
            found = faults_of(store, told, before)
        reads = [taken for name, times in told.times.items() if name in PAGES for taken in times]
        print(f"{wanted.readers} readers and {wanted.reviewers} reviewers, {wanted.seconds:.0f} s: {len(reads)} reads {_quantiles(reads)}; "
              f"{len(told.made)} decisions {_quantiles(told.times['decision'])}; {told.conflicts} conflicts told; errors {dict(told.errors)}")  # fmt: skip
        print(f"lost, doubled or broken: {found or 'nothing'}")
        sys.exit(bool(found or told.errors))


def _each_page(who: httpx.Client) -> None:
    for path in PAGES:
        times = []
        for _ in range(7):
            started = time.perf_counter()
            who.get(path)
            times.append((time.perf_counter() - started) * 1000)
        print(f"  {statistics.median(times):6.0f} ms  {path}", flush=True)


if __name__ == "__main__":
    main()
