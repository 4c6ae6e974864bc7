"""How fast single words are read: clitics alone, and with lemma and features; words a second on one core, cold and warm.

    python benchmarks/words_speed.py [--texts FILE.jsonl ...]

Without files the bundled samples and the examples of the verb table are read; with files the ``text`` of each line.
"""

from __future__ import annotations

import argparse
import json
import time
import tomllib
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from rawi.fold import fold
from rawi.lexicon import load_lexicon
from rawi.lexicon.tables import data_folder, load_schema, read_table
from rawi.parse.analyse import Analyser
from rawi.parse.words import WordCutter


def bundled() -> list[str]:
    """The texts of the samples and the clauses of verbs.tsv."""
    samples = sorted(Path(str(files("rawi").joinpath("data/samples"))).glob("*.toml"))
    clauses = [row["example"] for row in read_table(data_folder(), "verbs", load_schema(data_folder()), [])]
    return [tomllib.loads(path.read_text("utf-8"))["text"] for path in samples] + [" ".join(clauses)]


def told(name: str, count: Callable[[], int]) -> None:
    """Print the speed of the first and of the best of five later runs."""
    for run in ("cold", "warm"):
        best = 0.0
        for _ in range(1 if run == "cold" else 5):
            start = time.perf_counter()
            words = count()
            best = max(best, words / (time.perf_counter() - start))
        print(f"{name}, {run}: {best:,.0f} words/s over {words:,} words")


def main() -> None:
    """Measure both."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--texts", nargs="*", type=Path, default=[])
    given = parser.parse_args().texts
    texts = [json.loads(line)["text"] for path in given for line in path.open(encoding="utf-8")] or bundled()
    lexicon = load_lexicon()
    folded, cutter, analyser = [fold(text) for text in texts], WordCutter(lexicon), Analyser(lexicon)
    told("clitics", lambda: sum(len(cutter.words(each, 0, len(each.text))) for each in folded))
    told("lemma and features, folding included", lambda: sum(len(analyser.analyse(text)) for text in texts))


if __name__ == "__main__":
    main()
