"""UCDP's type of violence of an event, and its counts of deaths."""

from __future__ import annotations

from rawi.codes.answer import Answers
from rawi.codes.scene import Scene, fits

_FIELDS = ("ucdp_type", "low", "best", "high")


def derive_ucdp(scene: Scene, answers: Answers) -> None:
    """Fill in type of violence and deaths, or why UCDP has no place for the event."""
    row = next((row for row in scene.tables.ucdp if fits(row, scene)), None)
    if row is None or row.gives is None:
        answers.none(f"{row.why} ({row.source[0]})" if row else "no row of ucdp.tsv fits", *_FIELDS)
        return
    answers.found(row.source, ucdp_type=int(row.gives))
    low = scene.deaths.low
    answers.found((scene.deaths.rule, None, "U"), low=low, best=low, high=scene.deaths.high or low)
