"""What stands around an act: the nearest place when its clause names none, the date, the figures."""

from __future__ import annotations

from collections.abc import Sequence

from rawi.code_events.field import WAW
from rawi.code_events.triggers import Act
from rawi.parse import Sentence
from rawi.parse.context import coordinated
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
_DATE_REACH, _OPENING, _LOOSE = 14, 2, 6
_KAMA = "\u0643\u0645\u0627"


def nearest_places(grid: Grid, act: Act, frame: str) -> list[tuple[Placed, str]]:
    """The place of the sentence nearest to the trigger, with those that are listed after it."""
    if act.row.type in ("ACCUSE", "SUPPORT", "AID", "REJECT", "SANCTION") and frame != "agent":
        return []
    farthest = _FARTHEST if act.row.type != "CONSULT" or frame == "agent" else 0 if act.mode in _BY_WIRE else _MEETING
    sentence = grid.sentences[act.sentence]
    places = [p for p in grid.placed[act.sentence] if p.mention.kind == "place"]
    nearest = min(places, key=lambda p: _way(sentence, act, p), default=None)
    if nearest is None or _way(sentence, act, nearest) > farthest:
        return []
    return [(placed, "at") for placed in (nearest, *_listed(grid, act.sentence, nearest))]


# Words; one before the act is that much farther, and each stop between is as much as so many words. Set on the corpus and scores/gold.
_FARTHEST, _MEETING, _BEFORE, _STOP = 20, 8, 5, 3
_BY_WIRE = frozenset({"phone_call", "phone"})
_STOPS = frozenset("\u060c\u061b:")


def _way(sentence: Sentence, act: Act, placed: Placed) -> int:
    """How far a place is from an act."""
    first, last = (act.hit.last, placed.first) if placed.first > act.hit.last else (placed.last, act.hit.first)
    stops = sum([not _STOPS.isdisjoint(word.gap) for word in sentence.words[first + 1 : last + 1]])
    return abs(placed.first - act.hit.first) + (_BEFORE if placed.first < act.hit.first else 0) + _STOP * stops


def _listed(grid: Grid, number: int, first: Placed) -> list[Placed]:
    """The places joined to a place, one after the other."""
    sentence, joined = grid.sentences[number], [first]
    for later in grid.outer[number]:
        last = joined[-1].last
        if later.first > last and later.mention.kind == "place":
            comma = later.first == last + 1 and sentence.words[later.first].gap in _LISTING
            if not (comma or coordinated(sentence, last, later.first)):
                break
            joined.append(later)
    return joined[1:]


_LISTING = ("\u060c", "-", "/")


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
    nearest = min(acts, key=lambda a: (_distance(a, at) - (3 if a.verbal else 0), a.hit.first), default=None)
    return nearest if nearest is not None and _distance(nearest, at) <= _DATE_REACH else None


def _distance(act: Act, at: int) -> int:
    """Words between an act and a word; an act after the date is one farther."""
    return at - act.hit.last if at > act.hit.last else act.hit.first - at + 1


def figures_of(grid: Grid, act: Act, acts: Sequence[Act], figures: Sequence[Figure]) -> list[Figure]:
    """Figures of the sentence whose nearest fitting trigger this is; one before the figure is nearer than one after it."""
    sentence = grid.sentences[act.sentence]
    here = [f for f in figures if sentence.start <= f.start < sentence.end]
    beside = _beside_their_nouns(grid, act.sentence, acts, here)
    owners = [(f, _owner(grid, act.sentence, beside, f)) for f in here]
    return [f for f, owner in owners if owner is act or (owner is not None and _did(act, owner, acts, sentence))]


def _did(act: Act, harm: Act, acts: Sequence[Act], sentence: Sentence) -> bool:
    """The attack nearest to a harm told in its sentence did it, unless the harm is told as one thing more («and eight were killed»)."""
    if harm.row.frame != "patient" or act.row.type != harm.row.type or act.row.frame == "patient":
        return False
    attacks = [a for a in acts if a.row.type == act.row.type and a.row.frame != "patient"]
    nearest = min(attacks, key=lambda a: abs(a.hit.first - harm.hit.first))
    first = harm.hit.first
    more = (
        act.hit.first < first and harm.verbal and first > 0 and (harm.hit.before.startswith(WAW) or sentence.words[first - 1].form == _KAMA)
    )
    return nearest is act and not more


def _owner(grid: Grid, number: int, acts: Sequence[Act], figure: Figure) -> Act | None:
    wanted = _FITS.get(figure.measure)
    at = grid.word_at(number, figure.start)
    fitting = [a for a in acts if wanted is None or a.row.type in wanted]
    if figure.measure == "displaced":
        fitting = [a for a in fitting if a.row.mode == "displacement"] or fitting
    owner = min(fitting, key=lambda a: (abs(a.hit.first - at) + (3 if a.hit.first > at else 0), a.hit.first), default=None)
    return None if wanted is None and owner is not None and abs(owner.hit.first - at) > _LOOSE else owner


def _beside_their_nouns(grid: Grid, number: int, acts: Sequence[Act], figures: Sequence[Figure]) -> list[Act]:
    """«dozens of columns and hundreds of soldiers entered»: what is counted is no act of its own beside another of its type."""
    spans = [(grid.word_at(number, f.start), grid.word_at(number, f.end - 1)) for f in figures if f.measure not in _ACTS_COUNTED]
    counted = [a for a in acts if a.row.frame != "patient" and any(first <= a.hit.first <= last for first, last in spans)]
    types = {a.row.type for a in acts if a not in counted}
    return [a for a in acts if a not in counted or a.row.type not in types]


_ACTS_COUNTED = frozenset({"attacks", "violations"})
