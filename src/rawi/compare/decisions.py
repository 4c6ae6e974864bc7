"""What people decided: two reports are of one occurrence, or of two. Decisions are data, replayed whenever episodes are made."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rawi.compare.records import ReportRef

SAME, DIFFERENT = "same", "different"


class DecisionError(ValueError):
    """A line of a file of decisions that cannot be right; the message names file, line and cure."""


@dataclass(frozen=True, slots=True)
class Decision:
    """``a`` and ``b`` are of one occurrence (same) or not (different), as ``by`` decided; ``note`` says why."""

    verdict: str
    a: ReportRef
    b: ReportRef
    by: str = ""
    note: str = ""


@dataclass(slots=True)
class Decisions:
    """Decisions, to be asked about pairs; of two on one pair the later one holds."""

    of: dict[frozenset[ReportRef], Decision] = field(default_factory=dict)

    @staticmethod
    def made(decisions: Iterable[Decision]) -> Decisions:
        """Decisions in the order they were made."""
        return Decisions({frozenset((decision.a, decision.b)): decision for decision in decisions})

    def verdict(self, a: ReportRef, b: ReportRef) -> str | None:
        """What was decided of a pair, or None."""
        found = self.of.get(frozenset((a, b)))
        return found.verdict if found else None

    def linked(self) -> list[Decision]:
        """The decisions that two reports are of one occurrence."""
        return [decision for decision in self.of.values() if decision.verdict == SAME]

    def parted(self) -> list[Decision]:
        """The decisions that two reports are of two occurrences."""
        return [decision for decision in self.of.values() if decision.verdict == DIFFERENT]


def read_decisions(path: Path) -> Decisions:
    """The decisions of a JSON Lines file. Raises DecisionError with file, line and cure."""
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.strip():
            try:
                found.append(_decision(json.loads(line)))
            except (ValueError, KeyError, TypeError) as error:
                raise DecisionError(f"{path}:{number}: no decision ({type(error).__name__}: {error}); {_FORM}") from error
    return Decisions.made(found)


_FORM = 'write {"verdict": "same", "a": {"article": …, "event": …}, "b": {"article": …, "event": …}, "by": …}, verdict same or different'


def _decision(row: dict[str, Any]) -> Decision:
    if row["verdict"] not in (SAME, DIFFERENT):
        raise ValueError(f"verdict is {row['verdict']!r}")
    a, b = (ReportRef(str(row[side]["article"]), str(row[side]["event"])) for side in ("a", "b"))
    return Decision(row["verdict"], a, b, str(row.get("by", "")), str(row.get("note", "")))
