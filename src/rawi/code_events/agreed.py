"""Status from what an act is told with: what was agreed on or is still to come is planned, what was done «before» was done."""

from __future__ import annotations

from rawi.code_events.modality import ANNA, Modality, Verdict, spoken, surely_told, told

_REACH, _PROVIDED, _TO_COME = 12, 8, 10  # words
_CARRIED_OUT = frozenset({"RETREAT", "COOPERATE", "CONCEDE", "CONSULT", "MOBILIZE", "AID", "COERCE"})


def _done_before(seen: Modality) -> Verdict | None:
    """«… before (qabla an) the guards killed him»: what ended something told was done."""
    words, first = seen.sentence.words, seen.act.hit.first
    ended = first > 1 and words[first - 1].form == ANNA and words[first - 2].form in seen.words.before_that and not words[first - 1].gap
    past = any(told(act, seen.sentence) and verdict.status == "occurred" for act, verdict in seen.before)
    return Verdict("occurred", "done_before") if ended and past and seen.act.verbal else None


def _agreed_on(seen: Modality) -> Verdict | None:
    """«agreed on a ceasefire», «an agreement to exchange prisoners»: what an agreement is about is planned."""
    if not _may_be_content(seen):
        return None
    for act, verdict in reversed(seen.before):
        if act.row.type == "AGREE" and verdict.status == "occurred":
            near = 0 < seen.act.hit.first - act.hit.last <= _REACH
            return Verdict("planned", f"agreed_on/{act.row.id}") if near and _brought_in(seen, act.hit.last) else None
        if act.row.type not in _CARRIED_OUT | {"CONSULT"}:
            return None
    return None


def _provided(seen: Modality) -> Verdict | None:
    """«the truce provides for the opening of the roads»."""
    first = seen.act.hit.first
    near = seen.sentence.words[max(0, first - _PROVIDED) : first]
    return Verdict("planned", "provided") if _may_be_content(seen) and any(w.host in seen.words.provisions for w in near) else None


def _may_be_content(seen: Modality) -> bool:
    """A deed told by a noun, or by a verb that is not of the past."""
    mediates = seen.act.mode == "third-party"
    return seen.act.row.type in _CARRIED_OUT and not mediates and not surely_told(seen.act, seen.sentence)


def _brought_in(seen: Modality, last: int) -> bool:
    """«on», «to», «for» or a verb of provision stands between the agreement and its content."""
    between = seen.sentence.words[last + 1 : seen.act.hit.first + 1]
    brings = seen.words.brings_content
    return any(w.form in brings or w.host in seen.words.provisions or w.before[-1:] in brings for w in between)


def _to_come(seen: Modality) -> Verdict | None:
    """«the Council meets next week», «a strike tomorrow»: a present verb or a noun with a day to come."""
    if told(seen.act, seen.sentence) or spoken(seen.act) or seen.act.tense == "participle":
        return None
    last = seen.act.hit.last
    for at in range(last + 1, min(last + 1 + _TO_COME, len(seen.sentence.words))):
        word = seen.sentence.words[at]
        if "\u060c" in word.gap:
            return None
        if word.form in seen.words.to_come:
            return Verdict("planned", "to_come")
    return None


# The first is asked before the cues of modality, the others behind them.
AGREED = (_done_before, _agreed_on, _provided, _to_come)
