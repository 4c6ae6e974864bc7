"""Learns the judge's weights from annotated texts, and shows what it would do on texts it has not seen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rawi.code_events.judge import BIAS
from rawi.evaluate.corpus import load_corpus
from rawi.read import Reader
from rawi.train.candidates import Example, corpus_examples, gold_examples, gsr_examples, lone_examples, store_examples
from rawi.train.fit import Settings, calibrated, fit
from rawi.train.folds import judges, unseen_readings

__all__ = ["Example", "gold_examples", "learn", "store_examples", "write_unseen", "write_weights"]

_HEAD = "feature\tweight\n# The judge's weights, made by `rawi train`: do not edit by hand. A row is what speaks for an act (or, below zero, against it).\n"


def learn(corpus: Path, gsr: Path | None, reader: Reader) -> list[Example]:
    """The candidates of the training texts: the corpus without its test documents, and the gold standard records. Raises GoldError."""
    documents = load_corpus(corpus, ("train", "dev"))
    return [*corpus_examples(documents, reader), *lone_examples(documents, reader), *(gsr_examples(gsr, reader) if gsr else ())]


def write_weights(path: Path, examples: Sequence[Example], whole: Sequence[Example], settings: Settings | None = None) -> int:
    """Learn and write the weights, calibrated on the candidates of whole articles; how many there are."""
    weights = calibrated(fit(examples, settings), whole)
    rows = [BIAS, *sorted((name for name in weights if name != BIAS), key=lambda name: (-abs(weights[name]), name))]
    unfinished = path.with_name(f"{path.name}.new")
    unfinished.write_text(_HEAD + "".join(f"{name}\t{weights[name]:g}\n" for name in rows), "utf-8")
    unfinished.replace(path)
    return len(rows)


def write_unseen(path: Path, examples: Sequence[Example], gsr: Path, reader: Reader, folds: int, settings: Settings | None = None) -> int:
    """Write the cross-validated readings of the gold standard records; how many there are."""
    count = 0
    readers = judges(examples, reader, folds, settings or Settings())
    with path.open("w", encoding="utf-8") as out:
        for reading in unseen_readings(gsr, readers):
            out.write(reading.to_json() + "\n")
            count += 1
    return count
