"""Modality and voice: did it happen, is it going on, planned, demanded, denied; and who stands behind the words."""

from __future__ import annotations

from collections.abc import Sequence

from rawi.code_events.agreed import AGREED
from rawi.code_events.modality import Modality, Verdict, spoken, surely_told, told
from rawi.code_events.triggers import Act
from rawi.lexicon.inflect import ARTICLE
from rawi.lexicon.rows import LightVerb, StatusCue
from rawi.parse import Hit, Sentence
from rawi.records import Attribution

_MATERIAL = frozenset({"ASSAULT", "MOBILIZE", "COERCE", "AID", "PROTEST", "COOPERATE"})
_FROM_STANCE = {"demand": "demanded", "threaten": "threatened", "promise": "planned", "warn": "hypothetical"}
# How many words a cue reaches: a negation the next word, a cue of its noun or verb four, a cue of its clause eight, a state two.
_NEGATION, _NEXT, _CLAUSE, _STATE = 1, 4, 8, 2
_CONTENT_REACH = 14
COMMA, SEEN, YEH, TEH, WAW = "\u060c", "\u0633", "\u064a", "\u062a", "\u0648"


def status_of(seen: Modality) -> Verdict:
    """The first rule that answers, strongest first; occurred when none does."""
    for rule in RULES:
        verdict = rule(seen)
        if verdict is not None:
            return verdict
    return Verdict("occurred", "default")


def _explicit(seen: Modality) -> Verdict | None:
    """A cue before the trigger that reaches it: «will», «possibility of», «called for», «did not»."""
    return _cue_before(seen, state=False)


def _state(seen: Modality) -> Verdict | None:
    """A cue of duration before the trigger: «continuation of», «amid ongoing»."""
    return _cue_before(seen, state=True)


def _cue_before(seen: Modality, state: bool) -> Verdict | None:
    """The nearest cue of modality (or of duration) that reaches the trigger."""
    first, sentence = seen.act.hit.first, seen.sentence
    for head in reversed(sentence.heads.get("status", ())):
        if head.first >= first:
            continue
        if first - head.first > _CLAUSE or _comma_between(sentence, head.first, first):
            return None
        for hit in sentence.at[head.first]:
            item = hit.entry.item
            fits = hit.last < first and isinstance(item, StatusCue) and (item.status == "ongoing") == state
            if fits and isinstance(item, StatusCue) and _reaches(item, hit, seen, first - hit.last):
                return Verdict(item.status, item.rule)
    return None


def _comma_between(sentence: Sentence, start: int, first: int) -> bool:
    """A comma parts the cue from the act, farther from the act than its own phrase reaches."""
    return any(COMMA in sentence.words[at].gap for at in range(start + 1, first - _NEXT + 1))


def _reaches(cue: StatusCue, hit: Hit, seen: Modality, distance: int) -> bool:
    """A negation holds for the next word alone; a demand or threat does not change an act of speech; scope verb («qad») is for a
    present verb."""
    act = seen.act
    if cue.status == "denied":
        return distance <= _NEGATION or (cue.scope == "clause" and distance <= _NEXT)
    if cue.status == "ongoing":
        return distance <= _STATE and not spoken(act)
    if cue.status in ("demanded", "threatened") and (spoken(act) or (cue.status == "demanded" and surely_told(act, seen.sentence))):
        return False
    if cue.scope == "verb":
        following = seen.sentence.words[hit.last + 1].form
        return not told(act, seen.sentence) and distance <= _NEXT and following.startswith((YEH, TEH))
    return distance <= (_CLAUSE if cue.scope == "clause" else _NEXT)


def _stopped(seen: Modality) -> Verdict | None:
    """«a halt to the attacks of X»: what is to be stopped is going on."""
    if not seen.before:
        return None
    act, _ = seen.before[-1]
    stops = act.row.type == "RETREAT" and seen.act.row.type == "ASSAULT" and seen.act.hit.first == act.hit.last + 1
    return Verdict("ongoing", f"stopped_by/{act.row.id}") if stops else None


def _negated(seen: Modality) -> Verdict | None:
    """A particle of negation right before the trigger."""
    first = seen.act.hit.first
    particle = (
        first > 0
        and not seen.act.hit.before
        and seen.sentence.words[first - 1].form in seen.words.negation
        and not seen.sentence.words[first].gap
    )
    return Verdict("denied", "negation") if particle and seen.act.verbal else None


def _disclaimed(seen: Modality) -> Verdict | None:
    """What a statement denies did not happen, as far as its speaker is concerned."""
    said, act = seen.said, seen.act
    if said is None or said.stance != "deny" or spoken(act) or (said.cue.start < act.hit.end and act.hit.start < said.cue.end):
        return None
    return Verdict("denied", "stance/deny")


def _future(seen: Modality) -> Verdict | None:
    """The future particle, fused or before the verb."""
    first = seen.act.hit.first
    future = SEEN in seen.act.hit.before or (first > 0 and seen.sentence.words[first - 1].form in seen.words.future)
    return Verdict("planned", "future") if future else None


def _after_the_fact(seen: Modality) -> Verdict | None:
    """«after the losses», «because of the shelling»: the act is taken as given."""
    first = seen.act.hit.first
    given = first > 0 and seen.sentence.words[first - 1].form in seen.words.after_fact and not seen.act.verbal
    return Verdict("occurred", "given") if given else None


def _coordinated(seen: Modality) -> Verdict | None:
    """«… and a resumption of talks»: an act joined to one that is demanded, threatened or planned shares its status."""
    if not seen.before or spoken(seen.act) or not seen.act.hit.before.startswith(WAW) or told(seen.act, seen.sentence):
        return None
    earlier, verdict = seen.before[-1]
    near = seen.act.hit.first - earlier.hit.last <= _NEXT + 2
    return (
        Verdict(verdict.status, f"coordinated_with/{earlier.row.id}")
        if near and verdict.status in ("demanded", "threatened", "planned", "hypothetical")
        else None
    )


def _asked_for(seen: Modality) -> Verdict | None:
    """The act is the content of a demand or threat told right before it («called for a halt to …»)."""
    if spoken(seen.act) or told(seen.act, seen.sentence):
        return None
    for act, _ in reversed(seen.before):
        if act.row.type in ("REQUEST", "THREATEN") and act.hit.last < seen.act.hit.first <= act.hit.last + 6:
            return Verdict("demanded" if act.row.type == "REQUEST" else "threatened", f"content_of/{act.row.id}")
    return None


def _by_stance(seen: Modality) -> Verdict | None:
    """The act is what a statement demands, threatens, promises or warns of; what it names as known («the clashes») goes on."""
    said, act = seen.said, seen.act
    if said is None or said.stance not in _FROM_STANCE or spoken(act) or told(act, seen.sentence) or not _near_start(said, act):
        return None
    if seen.sentence.words[act.hit.first].host.startswith(ARTICLE) and act.row.type == "ASSAULT":
        return Verdict("ongoing" if said.stance == "warn" else "occurred", "known_thing")
    return Verdict(_FROM_STANCE[said.stance], f"stance/{said.stance}")


def _near_start(said: Attribution, act: Act) -> bool:
    """The trigger stands within reach of the content's first letters (about seven a word)."""
    return any(span.start <= act.hit.start <= min(span.end, span.start + 7 * _CONTENT_REACH) for span in said.content)


def _going_on(seen: Modality) -> Verdict | None:
    """«the clashes … are continuing»: a state told after the noun, in its clause."""
    words, last = seen.sentence.words, seen.act.hit.last
    if seen.act.verbal or spoken(seen.act):
        return None
    for hit in seen.sentence.heads.get("status", ()):
        item = hit.entry.item
        if hit.first <= last or hit.before or not isinstance(item, StatusCue) or item.status != "ongoing" or _lasted(hit):
            continue
        parted = any(COMMA in words[at].gap for at in range(last + 1, hit.first + 1))
        return None if parted or hit.first > last + _CLAUSE + 2 else Verdict("ongoing", item.rule)
    return None


def _lasted(cue: Hit) -> bool:
    """«talks that lasted six hours»: in the past what went on is over."""
    return cue.entry.form is not None and cue.entry.form.tense == "past"


def _light(seen: Modality) -> Verdict | None:
    """What a light verb says of its noun: its row's status, or ongoing in the present tense."""
    if seen.light is None or spoken(seen.act):
        return None
    verb = seen.light.entry.item
    assert isinstance(verb, LightVerb)
    if verb.status and seen.act.hit.first - seen.light.last <= _NEXT:
        return Verdict(verb.status, verb.rule)
    present = seen.light.entry.form is not None and seen.light.entry.form.tense == "present" and seen.act.row.type in _MATERIAL
    return Verdict("ongoing", f"{verb.rule}/present") if present and not seen.light.before.endswith(SEEN) else None


def _present(seen: Modality) -> Verdict | None:
    """A material act in the present tense, or a standing state («backed by X»), goes on."""
    if seen.act.tense == "present" and seen.act.row.type in _MATERIAL:
        return Verdict("occurred", "headline_present") if 0 < seen.act.hit.first <= _HEADLINE else Verdict("ongoing", "present_tense")
    if seen.act.tense == "participle" and seen.act.row.type in ("AID", "COERCE"):
        return Verdict("ongoing", "participle_of_state")
    return None


_HEADLINE = 3  # words: «Taliban encircle Kabul», the subject before its verb at the start


# The first that answers wins.
RULES = (
    _disclaimed,
    *AGREED[:1],
    _stopped,
    _explicit,
    _negated,
    _future,
    _after_the_fact,
    _asked_for,
    *AGREED[1:],
    _coordinated,
    _by_stance,
    _state,
    _light,
    _going_on,
    _present,
)


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
