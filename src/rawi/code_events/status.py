"""Modality and voice: did it happen, is it going on, planned, demanded, denied; and who stands behind the words."""

from __future__ import annotations

from collections.abc import Sequence

from rawi.code_events.rolewords import Rolewords
from rawi.code_events.triggers import Act
from rawi.lexicon.rows import LightVerb, StatusCue, Trigger
from rawi.parse import Hit, Sentence
from rawi.records import Attribution

SPEECH_ACTS = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT"})
_MATERIAL = frozenset({"ASSAULT", "MOBILIZE", "COERCE", "AID", "PROTEST", "COOPERATE"})
_FROM_STANCE = {"demand": "demanded", "threaten": "threatened", "promise": "planned", "warn": "hypothetical"}
_SCOPE_NEXT, _SCOPE_CLAUSE = 4, 8
SEEN = "\u0633"


def status_of(act: Act, sentence: Sentence, acts: Sequence[Act], said: Attribution | None, words: Rolewords) -> tuple[str, str]:
    """Status and the rule that gave it, the nearest cue first."""
    cue = _cue_before(act, sentence)
    if cue is not None and cue.status != "ongoing":
        return cue.status, cue.rule
    if acts and _stopped_by(act, acts[-1]):
        return "ongoing", f"stopped_by/{acts[-1].row.id}"
    if _negated(act, sentence, words):
        return "denied", "negation"
    if SEEN in act.hit.before or (act.hit.first and sentence.words[act.hit.first - 1].form in words.future):
        return "planned", "future"
    if act.row.type not in SPEECH_ACTS:
        demanded = _asked_for(act, acts)
        if demanded is not None:
            return demanded
        if said is not None and said.stance in _FROM_STANCE and act.tense not in ("past", "passive"):
            return _FROM_STANCE[said.stance], f"stance/{said.stance}"
    if cue is not None and act.row.type not in SPEECH_ACTS:
        return cue.status, cue.rule
    if act.tense == "present" and act.row.type in _MATERIAL:
        return "ongoing", "present_tense"
    if act.tense == "participle" and act.row.type in ("AID", "COERCE"):
        return "ongoing", "participle_of_state"
    return "occurred", "default"


def _cue_before(act: Act, sentence: Sentence) -> StatusCue | LightStatus | None:
    """The nearest cue of modality before the trigger whose scope reaches it."""
    first = act.hit.first
    for at in range(first - 1, max(-1, first - _SCOPE_CLAUSE - 1), -1):
        if "\u060c" in sentence.words[at + 1].gap and first - at > _SCOPE_NEXT:
            return None
        for hit in sentence.at[at]:
            item = hit.entry.item
            if hit.last >= first:
                continue
            if isinstance(item, StatusCue) and _reaches(item, act, first - hit.last):
                return item
            if isinstance(item, LightVerb) and act.row.type not in SPEECH_ACTS:
                light = _light_status(item, hit, act, first - hit.last)
                if light is not None:
                    return light
    return None


def _light_status(verb: LightVerb, hit: Hit, act: Act, distance: int) -> LightStatus | None:
    """The status a light verb gives to its noun: its row's, or ongoing in the present tense."""
    if verb.status and distance <= _SCOPE_NEXT:
        return LightStatus(verb.status, verb.rule)
    present = hit.entry.form is not None and hit.entry.form.tense == "present" and act.tense == "masdar" and act.row.type in _MATERIAL
    return LightStatus("ongoing", f"{verb.rule}/present") if present and distance <= _SCOPE_CLAUSE else None


def _reaches(cue: StatusCue, act: Act, distance: int) -> bool:
    """A negation holds for the next word alone; a demand, threat or plan does not change an act of speech; a clause cue reaches as far as its clause."""
    if cue.status == "hypothetical" and cue.scope == "next" and act.tense in ("past", "passive"):
        return False  # «qad» before the past is no "perhaps"
    if cue.status == "denied":
        return distance <= 1 or (cue.scope == "clause" and distance <= _SCOPE_NEXT)
    if act.row.type in SPEECH_ACTS and cue.status in ("demanded", "threatened", "ongoing"):
        return False
    return distance <= (_SCOPE_CLAUSE if cue.scope == "clause" and cue.status != "ongoing" else _SCOPE_NEXT)


def _stopped_by(act: Act, before: Act) -> bool:
    """«a halt to the attacks of X»: what is to be stopped is going on."""
    return before.row.type == "RETREAT" and act.row.type == "ASSAULT" and act.hit.first == before.hit.last + 1


class LightStatus:
    """A status that a light verb gives («continued», «intends»)."""

    __slots__ = ("rule", "status")

    def __init__(self, status: str, rule: str) -> None:
        self.status, self.rule = status, rule


def _negated(act: Act, sentence: Sentence, words: Rolewords) -> bool:
    """A particle of negation right before the trigger."""
    first = act.hit.first
    return bool(first) and not act.hit.before and sentence.words[first - 1].form in words.negation and not sentence.words[first].gap


def _asked_for(act: Act, acts: Sequence[Act]) -> tuple[str, str] | None:
    """The act is the content of a demand or threat told right before it («called for a halt to …»)."""
    for other in reversed(acts):
        if other.hit.last < act.hit.first and act.hit.first - other.hit.last <= 6 and isinstance(other.row, Trigger) and act.tense in ("masdar", "present"):
            if other.row.type == "REQUEST":
                return "demanded", f"content_of/{other.row.id}"
            if other.row.type == "THREATEN":
                return "threatened", f"content_of/{other.row.id}"
    return None


def voice_of(said: Attribution | None) -> str:
    """outlet, attributed, or distanced where the outlet doubts."""
    if said is None:
        return "outlet"
    return "distanced" if said.stance == "doubt" else "attributed"


def statement_around(act: Act, attributions: Sequence[Attribution]) -> Attribution | None:
    """The statement whose cue the trigger is, else the innermost one whose content holds it."""
    start, end = act.hit.start, act.hit.end
    for a in attributions:
        if a.cue.start < end and start < a.cue.end:
            return a
    holders = [a for a in attributions if any(s.start <= start and end <= s.end for s in a.content)]
    return min(holders, key=lambda a: sum(s.end - s.start for s in a.content), default=None)
