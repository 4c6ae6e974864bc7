"""One event of a Reading to its codes."""

from __future__ import annotations

from rawi.codes.acled import derive_acled
from rawi.codes.answer import Answers, Codes
from rawi.codes.cameo import derive_cameo
from rawi.codes.precision import derive_place, derive_time
from rawi.codes.rows import StatusRule
from rawi.codes.same_act import act_behind
from rawi.codes.scene import Scene, scene_of
from rawi.codes.tables import load_codes
from rawi.codes.ucdp import derive_ucdp
from rawi.lexicon import Lexicon, load_lexicon
from rawi.records import Event, Reading

_CONFLICT = (
    "acled_event_type",
    "acled_sub_event",
    "acled_disorder",
    "inter1",
    "inter2",
    "interaction",
    "civilian_targeting",
    "fatalities",
    "ucdp_type",
    "low",
    "best",
    "high",
)


def derive(event: Event, reading: Reading, lexicon: Lexicon | None = None) -> Codes:
    """The codes of an event of this Reading; the registries say what kind of actor each party is (the bundled ones by default).

    The same event, Reading and tables give the same codes: nothing else is looked at.
    """
    known = lexicon or load_lexicon()
    return codes_of(scene_of(event, reading, load_codes(known.folder), known), event)


def codes_of(scene: Scene, event: Event) -> Codes:
    """The codes of a scene; ``event`` is its event as the Reading has it."""
    answers, reading = Answers(), scene.reading
    status = _status_of(scene)
    answers.found(None, mode=event.mode)
    derive_cameo(scene, status, answers)
    reason = _left_out(event, reading)
    if reason:
        answers.none(reason, *_CONFLICT)
    else:
        derive_acled(scene, answers)
        derive_ucdp(scene, answers)
    derive_time(scene, answers)
    derive_place(scene, answers)
    return Codes(event.id, grounds=tuple(answers.grounds), missing=tuple(answers.missing), **answers.values)  # type: ignore[arg-type]


def _left_out(event: Event, reading: Reading) -> str | None:
    """Why an event is none of ACLED's or UCDP's whatever it is."""
    if event.status not in ("occurred", "ongoing"):
        return f"status {event.status}: only what has occurred or goes on is coded"
    act = act_behind(event, reading)
    return f"its harm is counted with {act.id} «{act.trigger.text}», which tells how it was done" if act else None


def _status_of(scene: Scene) -> StatusRule:
    """The row of statuses.tsv for the event: the first of its status that is about its type."""
    event = scene.event
    return next(row for row in scene.tables.statuses if row.status == event.status and (not row.types or event.type in row.types))
