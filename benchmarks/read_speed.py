"""How fast Rawi reads: articles a second on one core, JSON in and out; start-up time; peak memory. One figure a line.

    python benchmarks/read_speed.py [--articles 300] [--rounds 3]

The texts are made from the bundled samples: sentences of many samples shuffled, numbers and place names changed, so that no two
are alike and none comes twice, in any round.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import statistics
import subprocess
import sys
import time
import tomllib
from importlib.resources import files
from pathlib import Path

from rawi.clean import article_from_text
from rawi.read import Reader, default_reader

FULL_FROM = 2_200  # bytes; the last paragraph brings a text to about 2.5 kB
STARTS = 5
DIGITS = re.compile(r"[0-9]+")
LOADED = "import time; t = time.perf_counter(); from rawi.read import default_reader; default_reader(); print(time.perf_counter() - t)"
FIRST_READ = "import sys, time; t = time.perf_counter(); from rawi.read import read; read(sys.argv[1]); print(time.perf_counter() - t)"
Stock = list[tuple[str, list[str]]]


def sample_stock() -> Stock:
    """Title and sentences of every bundled sample."""
    folder = Path(str(files("rawi").joinpath("data/samples")))
    samples = [tomllib.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.toml"))]
    return [(sample["title"], [line for line in re.split(r"\n+|(?<=[.])\s+", sample["text"].strip()) if line]) for sample in samples]


def place_names(reader: Reader) -> list[str]:
    """Names of towns that may stand for one another."""
    return sorted(
        {
            place.name_ar
            for place in reader.lexicon.places.values()
            if place.feature in ("city", "town") and " " not in place.name_ar and len(place.name_ar) > 4
        }
    )


def make_text(stock: Stock, names: list[str], chance: random.Random) -> tuple[str, str]:
    """A title and a text of about 2.5 kB that no other text is like."""
    title, _ = chance.choice(stock)
    sentences = [sentence for _, body in chance.sample(stock, 6) for sentence in body]
    chance.shuffle(sentences)
    paragraphs = [title]
    while sentences and len("\n".join(paragraphs).encode()) < FULL_FROM:
        paragraphs.append(" ".join(sentences.pop() for _ in range(min(len(sentences), chance.randint(2, 4)))))
    text = DIGITS.sub(lambda found: str(chance.randint(1, 10 ** min(len(found[0]), 4))), "\n".join(paragraphs))
    present = [name for name in names if name in text]
    swap = dict(zip(present, chance.sample(names, len(present)), strict=True))
    return title, re.sub("|".join(map(re.escape, present)) or "$^", lambda found: swap[found[0]], text)


def fresh_seconds(code: str, *arguments: str) -> float:
    """The median seconds that code takes in fresh processes, as it says itself."""
    runs = [
        subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True).stdout for _ in range(STARTS)
    ]
    return statistics.median(map(float, runs))


def one_round(reader: Reader, lines: list[bytes]) -> tuple[float, int]:
    """Seconds for JSON lines to become Readings as JSON lines, and the bytes that came out."""
    written = 0
    started = time.perf_counter()
    for line in lines:
        row = json.loads(line)
        article = article_from_text(
            row["text"], id=row["id"], title=row["title"], outlet=row["outlet"], published=row["published"], lexicon=reader.lexicon
        )
        written += len(reader.read(article).to_json().encode("utf-8"))
    return time.perf_counter() - started, written


def peak_memory() -> float:
    """The most memory this process has held, in MB (VmHWM; ru_maxrss would begin at the parent's peak)."""
    return int(re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text("ascii"))[0]) / 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=300, help="articles a round")
    parser.add_argument("--rounds", type=int, default=3)
    wanted = parser.parse_args()
    reader, chance = default_reader(), random.Random(20200521)
    stock, names = sample_stock(), place_names(reader)
    first = make_text(stock, names, chance)[1]
    print(f"import and lexicon load, median of {STARTS} fresh processes: {fresh_seconds(LOADED):.2f} s")
    print(f"the same with a first article read: {fresh_seconds(FIRST_READ, first):.2f} s")
    reader.read(
        article_from_text(first, id="first", lexicon=reader.lexicon)
    )  # patterns are compiled at the first article: the figure above has it
    print(f"peak memory after loading: {peak_memory():.0f} MB")
    seen: set[str] = set()
    speeds = []
    for number in range(1, wanted.rounds + 1):
        made = [make_text(stock, names, chance) for _ in range(wanted.articles)]
        seen |= {text for _, text in made}
        rows = [
            {"id": f"{number}-{i}", "title": title, "text": text, "outlet": "benchmark", "published": "2024-06-10"}
            for i, (title, text) in enumerate(made)
        ]
        lines = [json.dumps(row, ensure_ascii=False).encode("utf-8") for row in rows]
        seconds, written = one_round(reader, lines)
        speeds.append(wanted.articles / seconds)
        size = sum(len(text.encode()) for _, text in made) / len(made)
        print(f"round {number}: {speeds[-1]:.0f} articles/s  ({size:.0f} bytes an article in, {written / len(made):.0f} bytes out)")
    assert len(seen) == wanted.articles * wanted.rounds, "two texts are alike"
    print(f"articles/s, one core, JSON in and out, median: {statistics.median(speeds):.0f}")
    print(f"peak memory: {peak_memory():.0f} MB")


if __name__ == "__main__":
    main()
