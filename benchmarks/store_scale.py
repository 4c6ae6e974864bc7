"""How the store behaves with many articles: cost of an article as it grows, search times, size on disk, readers beside a writer.

    python benchmarks/store_scale.py [--articles 100000] [--store PATH-OR-URL] [--keep] [--seconds 60]

The articles are synthetic: the text and Reading of one of 200 dispatches of our own, followed by words drawn from the vocabulary of the
tables with Zipf's frequencies and a rare word of its own, about 2.5 kB of UTF-8. What is measured is the store: no article is read anew.
"""

from __future__ import annotations

import argparse
import bisect
import dataclasses
import hashlib
import itertools
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from rawi.acquire import Capture
from rawi.lexicon import load_lexicon
from rawi.records import Reading
from rawi.store import BEST, NEWEST, Filters, Incoming, Store, StoreError
from rawi.store.identity import mark_of

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from stores import OUTLETS, many

BASES = 200
WORDS = 110  # drawn an article
BATCH = 50
QUERIES = (
    ("هدنة", {}), ("قصف", {}), ("القوات الروسية", {}), ('"وقف إطلاق النار"', {}), ("غارات صنعاء", {}), ("صاروخ حلب -هدنة", {}),
    ("مستشفى", {"first": "2021-01-01", "last": "2021-03-31"}), ("", {"actor": ("military/russian-army",), "type": ("ASSAULT",)}),
    ("مدنيين", {"type": ("ASSAULT",), "place": ("SY",)}), ("", {"side": ("government/ru",), "outlet": ("مرقاب",)}),
    ("متظاهرون", {"status": ("occurred",)}), ("نادرة777", {}),
)  # fmt: skip


class Maker:
    """Makes the articles; the same number gives the same article."""

    def __init__(self) -> None:
        self.bases = [item.reading for item in many(BASES)]
        self.words = sorted(word for word in load_lexicon().words.plain if len(word) > 2)
        random.Random(1).shuffle(self.words)
        self.sums = list(itertools.accumulate(1 / (rank + 5) for rank in range(len(self.words))))

    def article(self, number: int) -> Incoming:
        """One article with its Reading."""
        chance = random.Random(number)
        base = self.bases[number % BASES]
        drawn = [self.words[bisect.bisect(self.sums, chance.random() * self.sums[-1]) % len(self.words)] for _ in range(WORDS)]
        text = f"{base.article.text}\n{' '.join(drawn)} نادرة{number} رقم{number}"
        day = (date(2019, 1, 1) + timedelta(days=chance.randrange(2000))).isoformat()
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        url = f"https://o{number % 60}.example/news/{number}"
        outlet = chance.choice(OUTLETS)
        article = dataclasses.replace(base.article, id=f"s{number}", text=text, sha256=sha256, published=day, url=url, outlet=outlet)
        reading: Reading = dataclasses.replace(base, article=article)
        capture = Capture(f"s{number}", url, text=text, url=url, raw=text.encode(), received="2026-11-22T00:00:00Z")
        return Incoming(capture, mark_of(capture, None, None), reading)

    def batches(self, first: int, last: int) -> Iterator[list[Incoming]]:
        """Articles of these numbers, some at a time."""
        for start in range(first, last, BATCH):
            yield [self.article(number) for number in range(start, min(start + BATCH, last))]


def fill(store: Store, maker: Maker, count: int) -> None:
    """Put the articles in; a line for every tenth of them."""
    part = max(BATCH, count // 10)
    costs = []
    for first in range(0, count, part):
        spent, cpu = 0.0, 0.0
        for batch in maker.batches(first, min(first + part, count)):
            started, used = time.perf_counter(), time.process_time()
            store.add(batch)
            spent, cpu = spent + time.perf_counter() - started, cpu + time.process_time() - used
        number = min(part, count - first)
        costs.append(cpu / number * 1000)
        print(f"articles {first + 1} to {first + number}: {spent / number * 1000:.2f} ms an article, {costs[-1]:.2f} ms of CPU", flush=True)
    print(f"CPU of an article, the last tenth against the first: {(costs[-1] / costs[0] - 1) * 100:+.0f} %")


def searches(store: Store, rounds: int) -> None:
    """Time every query in both orders, on the clock and in CPU; on a busy machine the second says what a quiet one would show."""
    times, used, slowest = [], [], ("", 0.0)
    for query, given in QUERIES * rounds:
        for order in (NEWEST, BEST):
            started, before = time.perf_counter(), time.process_time()
            store.search(query, Filters(**given), order=order)  # type: ignore[arg-type]
            taken = (time.perf_counter() - started) * 1000
            times.append(taken)
            used.append((time.process_time() - before) * 1000)
            slowest = max(slowest, (f"{query} {given} {order}", taken), key=lambda told: told[1])
    times.sort()
    print(
        f"search, {len(times)} searches: p50 {statistics.median(times):.1f} ms, p95 {times[int(len(times) * 0.95)]:.1f} ms; slowest {slowest}"
    )
    print(f"CPU of a search: p50 {statistics.median(used):.1f} ms, p95 {sorted(used)[int(len(used) * 0.95)]:.1f} ms")
    for query, given in QUERIES:
        each = []
        for order in (NEWEST, BEST):
            started = time.perf_counter()
            store.search(query, Filters(**given), order=order)  # type: ignore[arg-type]
            each.append((time.perf_counter() - started) * 1000)
        print(f"  {store.count(query, Filters(**given)):7d} hits  newest {each[0]:6.1f} ms  best {each[1]:6.1f} ms  {query} {given or ''}")


def together(store: Store, maker: Maker, first: int, seconds: int) -> None:
    """Four readers beside a writer."""
    stop, faults, reads, writes = threading.Event(), [], [], []

    def read() -> None:
        chance = random.Random()
        while not stop.is_set():
            query, given = chance.choice(QUERIES)
            started = time.perf_counter()
            try:
                for hit in store.search(query, Filters(**given), limit=5).hits[:1]:
                    store.reading(hit.article)
            except StoreError as error:
                faults.append(error)
            reads.append((time.perf_counter() - started) * 1000)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    end = time.monotonic() + seconds
    for batch in maker.batches(first, first + 10_000_000):
        if time.monotonic() > end:
            break
        started = time.perf_counter()
        store.add(batch)
        writes.append((time.perf_counter() - started) * 1000)
    stop.set()
    for reader in readers:
        reader.join()
    print(f"4 readers and a writer, {seconds} s: {len(reads)} reads p95 {sorted(reads)[int(len(reads) * 0.95)]:.0f} ms, "
          f"{len(writes)} batches of {BATCH} p50 {statistics.median(writes):.0f} ms, {len(faults)} errors")  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument(
        "--store", help="a file, or an empty database; without it a file in a temporary folder; one that is filled is searched again"
    )
    parser.add_argument("--rounds", type=int, default=20, help="times each query is asked")
    parser.add_argument("--seconds", type=int, default=60, help="of reading and writing at once")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Store.open(wanted.store or f"{folder}/rawi.db", upgrade_server=True) as store:
        maker = Maker()
        if not store.counts()["articles"]:
            fill(store, maker, wanted.articles)
        if store.database.path:
            sizes = sum(path.stat().st_size for path in store.database.path.parent.glob(f"{store.database.path.name}*"))
            print(f"size on disk: {sizes / 1e6:.0f} MB, {sizes / store.counts()['articles'] / 1000:.1f} kB an article")
        searches(store, wanted.rounds)
        if wanted.seconds:
            together(store, maker, store.counts()["articles"], wanted.seconds)
        started = time.perf_counter()
        faults = store.faults()
        print(f"check: {len(faults)} faults, {time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
