"""The CAMEO code of an event, with its Goldstein score, quad class and PLOVER score."""

from __future__ import annotations

from rawi.codes.answer import Answers
from rawi.codes.facts import sentence_of
from rawi.codes.rows import ContentMode, PloverType, Source, StatusRule
from rawi.codes.scene import Scene, all_hold
from rawi.codes.tables import CodeTables
from rawi.records import Event, Reading

_SPEECH = frozenset({"REQUEST", "REJECT", "THREATEN"})
_CONTENT_STATUS = {"REQUEST": "demanded", "THREATEN": "threatened"}
_FIELDS = ("cameo", "cameo_name", "cameo_quad_class", "goldstein")


def derive_cameo(scene: Scene, status: StatusRule, answers: Answers) -> None:
    """Fill in what CAMEO and PLOVER say of an event of a status that is sent on."""
    plover = scene.tables.plover[status.as_type or scene.event.type]
    published = (*plover.source[:2], None)  # the row's mark is its CAMEO code's
    answers.found(published, plover_score=plover.score)
    answers.found(published, quad_class=plover.quad)
    if status.why is not None:
        answers.none(status.why, *_FIELDS)
        return
    found = (status.cameo, status.source) if status.cameo else _by_mode(scene, answers)
    code, source = found or _default(plover)
    row = scene.tables.cameo[code]
    answers.found(source, cameo=code)
    answers.found(row.source, cameo_name=row.name, cameo_quad_class=row.quad)
    if row.goldstein is None:
        answers.none(f"no list gives a score for {code}", "goldstein")
    else:
        answers.found(row.source, goldstein=row.goldstein)


def _default(plover: PloverType) -> tuple[str, Source]:
    return plover.cameo, plover.source


def _by_mode(scene: Scene, answers: Answers) -> tuple[str, Source] | None:
    """The code of the event's mode, or of the mode its content gives it, where the facts of the row hold."""
    mode = scene.event.mode
    if mode is None and scene.event.type in _SPEECH:
        mode = _mode_of_content(scene, answers)
    rows = (row for row in scene.tables.modes if row.type == scene.event.type and row.mode == mode)
    return next(((row.cameo, row.source) for row in rows if all_hold(row.when, scene.facts)), None)


def _mode_of_content(scene: Scene, answers: Answers) -> str | None:
    """A request, refusal or threat is of the kind of what it is about."""
    content = content_of(scene.event, scene.reading)
    row = _content_row(scene.event.type, content, scene.tables) if content else None
    if row is None:
        return None
    answers.found(row.source, mode=row.mode)
    return row.mode


def content_of(event: Event, reading: Reading) -> Event | None:
    """The act that a speech act is about: the next one in its sentence, of the status that this speech gives its content."""
    span, wanted = sentence_of(event, reading), _CONTENT_STATUS.get(event.type)
    after = [e for e in reading.events if event.trigger.end <= e.trigger.start < span.end]
    return next((e for e in after if e.status == wanted or (wanted is None and e.status not in ("occurred", "ongoing"))), None)


def _content_row(speech: str, content: Event, tables: CodeTables) -> ContentMode | None:
    rows = (row for row in tables.content_modes if row.speech == speech and content.type in row.content)
    return next((row for row in rows if row.content_mode in (None, content.mode)), None)
