"""What the judge learns from: the candidates of annotated texts, each with what is seen of it and whether a coder accepts it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from rawi.clean import article_from_text
from rawi.evaluate.corpus import GoldDocument
from rawi.evaluate.corpus_score import matched
from rawi.evaluate.gold import GoldError, load_gold
from rawi.evaluate.pairs import hit, pair
from rawi.read import Reader
from rawi.review import judged
from rawi.store import Store

# How much a sentence of the public gold standard counts, by its label: coders who disagreed say less.
GSR_LABELS = {"yes": 8.0, "easy no": 1.0, "difficult no": 0.2, "ambiguous": 0.0}
GSR_RARE = 1.5  # a sentence accepted for PROTEST, of which there are fifty


@dataclass(frozen=True, slots=True)
class Example:
    """A candidate: the letters of the text it comes from, its type, what the judge sees, accepted or not, its weight, and, where only its sentence
    was judged, the name of that sentence: one of its candidates at least is accepted."""

    text: str
    type: str
    features: tuple[str, ...]
    accepted: bool
    weight: float = 1.0
    bag: str | None = None


def corpus_examples(documents: Iterable[GoldDocument], reader: Reader) -> Iterator[Example]:
    """The candidates of the corpus; one is accepted where it stands for an act of its type."""
    for document in documents:
        reading, seen = reader.read_with_reasons(
            article_from_text(document.text, id=document.id, published=document.published, lexicon=reader.lexicon)
        )
        right = {event.id for _, event in matched(document.events, reading.events)}
        for event in reading.events:
            yield Example(document.text, event.type, seen[event.id], event.id in right)


def lone_examples(documents: Iterable[GoldDocument], reader: Reader) -> Iterator[Example]:
    """The candidates of each sentence of the corpus, read alone and without its day, as a fragment is."""
    for document in documents:
        for first, last in document.sentences:
            told = [replace(e, start=e.start - first, end=e.end - first) for e in document.events if first <= e.start < last]
            reading, seen = reader.read_with_reasons(article_from_text(document.text[first:last], id=document.id, lexicon=reader.lexicon))
            right = {event.id for _, event in matched(told, reading.events)}
            for event in reading.events:
                weight = LONE_BESIDE_GSR if event.type in GSR_TYPES else 1.0
                yield Example(document.text, event.type, seen[event.id], event.id in right, weight)


# Where the gold standard records judge lone sentences of a type, those of the corpus only support them (cross-validated on the records).
GSR_TYPES, LONE_BESIDE_GSR = frozenset({"ASSAULT", "PROTEST"}), 0.2


def gold_examples(folder: Path, reader: Reader) -> Iterator[Example]:
    """The candidates of the articles of a folder of gold. Raises GoldError."""
    for path in sorted(folder.glob("*.json")):
        gold = load_gold(path).reading
        told = gold.article
        article = article_from_text(told.text, id=path.stem, title=told.title, published=told.published, lexicon=reader.lexicon)
        reading, seen = reader.read_with_reasons(article)
        pairs = pair(gold.events, reading.events, lambda a, b: hit(a.trigger, b.trigger) if a.type == b.type else 0)
        right = {event.id for _, event in pairs}
        for event in reading.events:
            yield Example(told.text, event.type, seen[event.id], event.id in right)


def gsr_examples(folder: Path, reader: Reader) -> Iterator[Example]:
    """The candidates of the sentences of the OEDA gold standard records (`*_detect.jsonl`); a sentence labelled «yes» is a bag.
    Raises GoldError."""
    paths = sorted(folder.glob("*_detect.jsonl"))
    if not paths:
        raise GoldError(f"{folder}: holds no *_detect.jsonl; give the folder of the gold standard records")
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            weight = GSR_LABELS.get(row["label"], 0.0) * (GSR_RARE if (row["event_type"], row["label"]) == ("PROTEST", "yes") else 1.0)
            reading, seen = reader.read_with_reasons(article_from_text(row["text"], id=row["id"], lexicon=reader.lexicon))
            for event in reading.events:
                if event.type == row["event_type"]:
                    yes = row["label"] == "yes"
                    yield Example(row["text"], event.type, seen[event.id], yes, weight, row["id"] if yes else None)


def store_examples(store: Store, reader: Reader) -> Iterator[Example]:
    """The candidates of a store that people accepted or rejected in review; those that a model decided teach nothing. Raises StoreError."""
    for one in judged(store, reader):
        if one.coder_kind == "human":
            yield Example(one.text, one.type, one.features, one.accepted)
