"""ACLED's event type, sub-event, actor labels and targeting of an event."""

from __future__ import annotations

from typing import NamedTuple

from rawi.codes.answer import Answers
from rawi.codes.parties import Party
from rawi.codes.rows import ActorClass, Condition, Source, SubEvent
from rawi.codes.scene import Scene, fits

_EVENT = ("acled_event_type", "acled_sub_event", "acled_disorder")
_ACTORS = ("inter1", "inter2", "interaction", "civilian_targeting", "fatalities")
_CIVILIANS = frozenset({"civilians", "prisoners", "officials", "protesters", "settlers"})
_EXTERNAL, _CIVILIAN = 8, 7  # ACLED writes this pair with the higher digit first

_UNKNOWN = "neither the registry nor its words say what kind of actor this is"


class Label(NamedTuple):
    """One side as ACLED labels it: its class with the row that told it, or why there is none; ``unsure``: there is a party all the same;
    ``mention``: the party that the label is of, None for a crowd and for nobody."""

    cls: ActorClass | None
    told: Source | None = None
    why: str = ""
    unsure: bool = False
    mention: str | None = None


def derive_acled(scene: Scene, answers: Answers) -> None:
    """Fill in ACLED's fields, or why the event has no place in ACLED."""
    row = _row_of(scene)
    if row is None or row.gives is None:
        answers.none(f"{row.why} ({row.source[0]})" if row else "no row of acled.tsv fits", *_EVENT, *_ACTORS)
        return
    kind = scene.tables.acled_types[row.gives]
    answers.found(row.source, acled_sub_event=kind.name)
    answers.found(kind.source, acled_event_type=kind.event_type, acled_disorder=kind.disorder)
    doer, victim = _labels(row, scene)
    _tell(doer, victim, answers)
    _tell_targeting(kind, scene, answers)
    answers.found((scene.deaths.rule, None, None), fatalities=scene.deaths.low)


def labels_of(scene: Scene) -> tuple[Label, Label] | None:
    """Both sides as ACLED labels them; None where the event has no place in ACLED."""
    row = _row_of(scene)
    return _labels(row, scene) if row and row.gives else None


def _row_of(scene: Scene) -> Condition | None:
    return next((row for row in scene.tables.acled if fits(row, scene)), None)


def _labels(row: Condition, scene: Scene) -> tuple[Label, Label]:
    """The two sides as this row sees them: in a demonstration the unarmed are the crowd, and whom it is against is no party."""
    crowd = scene.tables.classes[row.crowd_as] if row.crowd_as else None
    if scene.event.type == "PROTEST":
        return Label(crowd), Label(None, why="a demonstration has one side")
    doer, victim = (_label(side, crowd) for side in scene.sides)
    if crowd is not None and crowd not in (doer.cls, victim.cls):
        return doer, Label(crowd)
    return doer, victim


def _label(side: tuple[Party, ...], crowd: ActorClass | None) -> Label:
    """The first party of a side that has a label; an unarmed one is the crowd where there is one."""
    if not side:
        return Label(None, why="the text tells of nobody on this side")
    known = [party for party in side if party.cls is not None]
    if not known:
        return Label(None, why=_UNKNOWN, unsure=True, mention=side[0].mention)
    first = known[0]
    if crowd is not None and first.cls and "unarmed" in first.cls.tags:
        return Label(crowd, first.source, mention=first.mention)
    untyped = f"which of ACLED's types these are is not certain (inter/{first.cls.name if first.cls else ''})"
    labelled = (Label(each.cls, each.source, mention=each.mention) for each in known if each.cls and each.cls.label)
    return next(labelled, Label(None, why=untyped, unsure=True, mention=first.mention))


def _tell(doer: Label, victim: Label, answers: Answers) -> None:
    """inter1, inter2 and their interaction."""
    for field, label in (("inter1", doer), ("inter2", victim)):
        if label.cls is None:
            answers.none(label.why, field)
        else:
            answers.found(label.told, **{field: label.cls.label})
            answers.found(label.cls.source, **{field: label.cls.label})
    told = [label.cls for label in (doer, victim) if label.cls is not None]
    if not told or doer.unsure or victim.unsure:
        answers.none("the type of a party is not known", "interaction")
    else:
        answers.found(None, interaction=interaction(told))


def interaction(classes: list[ActorClass]) -> str:
    """Both labels joined, the lower digit first, or «… only» of a single one."""
    if len(classes) == 1:
        return f"{classes[0].label} only"
    low, high = sorted(classes, key=lambda cls: cls.digit or 0)
    if (low.digit, high.digit) == (_CIVILIAN, _EXTERNAL):
        low, high = high, low
    return f"{low.label}-{high.label}"


def _tell_targeting(kind: SubEvent, scene: Scene, answers: Answers) -> None:
    """Whether civilians are the main or only target."""
    struck = [party.cls.name for party in scene.sides.victims if party.cls]
    all_civilians = bool(struck) and set(struck) <= _CIVILIANS and scene.event.type != "PROTEST"
    if kind.civilian == "always" or (kind.civilian == "victim" and all_civilians):
        answers.found(kind.source, civilian_targeting="Civilian targeting")
    elif kind.civilian == "never":
        answers.none(f"never in {kind.event_type}, {kind.name}", "civilian_targeting")
    else:
        answers.none("the text does not say that civilians were the only ones struck", "civilian_targeting")
