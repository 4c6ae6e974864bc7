"""Figures by name: precision, recall and F1 summed over articles, and as a table to print."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: right among the predicted, predicted, found among the gold, gold."""

    right: float = 0
    predicted: int = 0
    found: float = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """Right among the predicted."""
        return self.right / (self.predicted or 1)

    @property
    def recall(self) -> float:
        """Found among the gold."""
        return self.found / (self.gold or 1)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 where there is nothing to find and nothing was found."""
        p, r = self.precision, self.recall
        return 1.0 if not (self.predicted or self.gold) else 2 * p * r / (p + r) if p + r else 0.0


@dataclass(slots=True)
class Tally:
    """Figures by name, summed over articles."""

    rows: dict[str, Row] = field(default_factory=dict)

    def add(self, name: str, right: float, predicted: int, gold: int, found: float | None = None) -> None:
        """Add one article's counts to a figure."""
        was = self.rows.get(name, Row())
        self.rows[name] = Row(
            was.right + right, was.predicted + predicted, was.found + (right if found is None else found), was.gold + gold
        )

    def share(self, name: str, right: int, of: int) -> None:
        """Add to a figure that is a share of the matched."""
        self.add(name, right, of, of)

    def f1(self, name: str) -> float:
        """The F1 of a figure, 0 for one that was not measured."""
        return self.rows[name].f1 if name in self.rows else 0.0

    def as_json(self) -> dict[str, dict[str, float]]:
        """Every figure by name."""
        figures = {
            name: {"f1": r.f1, "precision": r.precision, "recall": r.recall, "predicted": r.predicted, "gold": r.gold}
            for name, r in self.rows.items()
        }
        return {name: {key: round(value, 4) for key, value in row.items()} for name, row in figures.items()}


def table_of(tally: Tally, floors: dict[str, float]) -> Table:
    """The figures as a table to print."""
    from rich.table import Column, Table

    numbers = [Column(name, no_wrap=True, min_width=5, justify="right") for name in ("F1", "P", "R", "found", "gold", "floor")]
    table = Table(Column("figure", overflow="fold"), *numbers)
    for name in dict.fromkeys((*tally.rows, *floors)):
        row = tally.rows.get(name, Row())
        style = "red" if name in floors and tally.f1(name) < floors[name] else None
        floor = f"{floors[name]:.3f}" if name in floors else ""
        table.add_row(
            name, f"{row.f1:.3f}", f"{row.precision:.3f}", f"{row.recall:.3f}", str(row.predicted), str(row.gold), floor, style=style
        )
    return table
