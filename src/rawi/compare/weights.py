"""The weights by which comparison decides: data/compare_weights.tsv and data/type_kin.tsv, loaded once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rawi.lexicon.tables import LexiconError, data_folder, load_schema, read_table


@dataclass(frozen=True, slots=True)
class Weights:
    """Weight by question, feature and value; pairs of types that are taken for one another."""

    of: dict[tuple[str, str, str], float]
    kin: frozenset[frozenset[str]]

    def __call__(self, question: str, feature: str, value: str) -> float:
        """One weight. Raises LexiconError where the table lacks the row."""
        try:
            return self.of[question, feature, value]
        except KeyError:
            raise LexiconError(f"compare_weights.tsv: no row {question} {feature} {value}; add it") from None


@cache
def load_weights(folder: Path | None = None) -> Weights:
    """The weights of a data folder (the bundled one by default). Raises LexiconError with every fault, one a line."""
    folder = folder or data_folder()
    faults: list[str] = []
    schema = load_schema(folder)
    rows = read_table(folder, "compare_weights", schema, faults)
    kin = read_table(folder, "type_kin", schema, faults)
    if faults:
        raise LexiconError("\n".join(faults))
    of = {(row["question"], row["feature"], row["value"]): float(row["weight"]) for row in rows}
    return Weights(of, frozenset(frozenset((row["type"], row["other"])) for row in kin))
