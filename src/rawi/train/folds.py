"""Cross-validation: what a judge says of texts that it has not seen, for figures that may be reported."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from rawi.clean import article_from_text
from rawi.read import Reader
from rawi.records import Reading
from rawi.train.candidates import Example
from rawi.train.fit import Settings, fit, judge_of


def fold_of(text: str, folds: int) -> int:
    """Which fold a text belongs to, by its letters alone."""
    return int(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), 16) % folds


def judges(examples: Sequence[Example], reader: Reader, folds: int, settings: Settings) -> list[Reader]:
    """For each fold a Reader whose judge saw every text but those of the fold."""
    made = []
    for number in range(folds):
        seen = [example for example in examples if fold_of(example.text, folds) != number]
        made.append(replace(reader, judge=judge_of(fit(seen, settings))))
    return made


def unseen_readings(folder: Path, readers: Sequence[Reader]) -> Iterator[Reading]:
    """The sentences of the gold standard records (detection and spans), each read by a judge that has not seen it."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            reader = readers[fold_of(row["text"], len(readers))]
            yield reader.read(article_from_text(row["text"], id=row.get("id") or row["_id"], lexicon=reader.lexicon))
