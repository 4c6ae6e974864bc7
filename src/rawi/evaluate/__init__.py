"""Scores readings against gold by the records' spans; names and definitions of the figures are those of the project's scorer.

A predicted record is matched with at most one gold record, best first; events below 0.5 do not count.
"""

from __future__ import annotations

from pathlib import Path

from rawi.evaluate.calibration import Calibration
from rawi.evaluate.corpus import load_corpus
from rawi.evaluate.corpus_score import score_document
from rawi.evaluate.gold import Gold, GoldError, fresh_readings, load_gold, read_floors, stored_readings
from rawi.evaluate.score import score_article
from rawi.evaluate.tally import Row, Tally, table_of

__all__ = [
    "Calibration",
    "Gold",
    "GoldError",
    "Row",
    "Tally",
    "evaluate_corpus",
    "evaluate_gold",
    "load_gold",
    "read_floors",
    "score_article",
    "table_of",
]


def evaluate_gold(folder: Path, readings: Path | None = None, articles: Path | None = None) -> Tally:
    """The figures of every gold file of a folder, against stored readings or the articles read now. Raises GoldError."""
    if not folder.is_dir():
        raise GoldError(f"{folder}: no such folder; give the folder of gold with --gold")
    golds = {path.stem: load_gold(path) for path in sorted(folder.glob("*.json"))}
    got = stored_readings(readings) if readings else fresh_readings(golds, articles)
    tally = Tally()
    for name, gold in golds.items():
        if name not in got:
            raise GoldError(f"{readings}: no reading with article.id {name!r}; read that article too")
        if got[name].article.text != gold.reading.article.text:
            raise GoldError(f"{name}: article.text is not the text that the gold was made on, letter for letter; read that text")
        score_article(gold, got[name], tally)
    return tally


def evaluate_corpus(folder: Path, parts: tuple[str, ...]) -> tuple[Tally, Calibration]:
    """The figures of the corpus' documents of these parts, read now, and how well their scores are calibrated. Raises GoldError."""
    from rawi.clean import article_from_text
    from rawi.read import default_reader

    reader, tally, calibration = default_reader(), Tally(), Calibration()
    for document in load_corpus(folder, parts):
        article = article_from_text(document.text, id=document.id, published=document.published, lexicon=reader.lexicon)
        reading = reader.read(article)
        score_document(document, reading, tally)
        calibration.add(document.events, reading.events)
    return tally, calibration
