"""What stands around an act: the nearest place when its clause names none, the date, the figures."""

from __future__ import annotations

from collections.abc import Sequence

from rawi.code_events.triggers import Act
from rawi.parse.grid import Grid, Placed
from rawi.records import DateSpan, Figure

_FITS = {
    "killed": ("ASSAULT",),
    "wounded": ("ASSAULT",),
    "missing": ("ASSAULT", "COERCE"),
    "displaced": ("COERCE",),
    "detained": ("COERCE", "RETREAT"),
    "troops": ("MOBILIZE", "RETREAT", "ASSAULT"),
    "fighters": ("MOBILIZE", "ASSAULT", "RETREAT"),
    "vehicles": ("MOBILIZE", "ASSAULT"),
    "aircraft": ("ASSAULT", "MOBILIZE"),
    "attacks": ("ASSAULT",),
    "violations": ("ASSAULT", "ACCUSE"),
}
_DATE_REACH, _OPENING = 14, 2


def nearest_places(grid: Grid, act: Act, frame: str) -> list[tuple[Placed, str]]:
    """The place of the sentence nearest to the trigger, else the last one of the sentence before in the paragraph."""
    if act.row.type in ("CONSULT", "ACCUSE", "SUPPORT", "AID", "REJECT", "SANCTION") and frame != "agent":
        return []
    places = [p for p in grid.placed[act.sentence] if p.mention.kind == "place"]
    if places:
        return [(min(places, key=lambda p: abs(p.first - act.hit.first)), "at")]
    before = act.sentence - 1
    if before >= 0 and grid.sentences[before].line == grid.sentences[act.sentence].line:
        earlier = [p for p in grid.placed[before] if p.mention.kind == "place"]
        return [(earlier[-1], "at")] if earlier else []
    return []


def date_of(grid: Grid, act: Act, acts: Sequence[Act], dates: Sequence[DateSpan]) -> DateSpan | None:
    """The date whose nearest act this is, or one that opens the sentence (for every act in it)."""
    sentence = grid.sentences[act.sentence]
    near = []
    for date in dates:
        if sentence.start <= date.start < sentence.end:
            at = grid.word_at(act.sentence, date.start)
            if at <= _OPENING or _nearest(acts, at) is act:
                near.append((_distance(act, at), date.start, date))
    return min(near, key=lambda x: x[:2])[2] if near else None


def _nearest(acts: Sequence[Act], at: int) -> Act | None:
    """The act nearest to a word, a finite verb rather than a noun; none beyond reach."""
    ranked = sorted(acts, key=lambda a: (_distance(a, at) - (3 if a.verbal else 0), a.hit.first))
    return ranked[0] if ranked and _distance(ranked[0], at) <= _DATE_REACH else None


def _distance(act: Act, at: int) -> int:
    """Words between an act and a word; an act after the date is one farther."""
    return at - act.hit.last if at > act.hit.last else act.hit.first - at + 1


def figures_of(grid: Grid, act: Act, acts: Sequence[Act], figures: Sequence[Figure]) -> list[Figure]:
    """Figures of the sentence whose nearest fitting trigger this is; one before the figure is nearer than one after it."""
    sentence = grid.sentences[act.sentence]
    return [f for f in figures if sentence.start <= f.start < sentence.end and _owner(grid, act.sentence, acts, f) is act]


def _owner(grid: Grid, number: int, acts: Sequence[Act], figure: Figure) -> Act | None:
    wanted = _FITS.get(figure.measure)
    at = grid.word_at(number, figure.start)
    fitting = [a for a in acts if wanted is None or a.row.type in wanted]
    if figure.measure == "displaced":
        fitting = [a for a in fitting if a.row.mode == "displacement"] or fitting
    return min(fitting, key=lambda a: (abs(a.hit.first - at) + (3 if a.hit.first > at else 0), a.hit.first), default=None)
