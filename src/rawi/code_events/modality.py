"""What the rules of status look at, and what they answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rawi.code_events.rolewords import Rolewords
from rawi.code_events.triggers import Act
from rawi.parse import Hit, Sentence
from rawi.records import Attribution

SPEECH_ACTS = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT"})
ANNA = "\u0627\u0646"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A status and the rule that gave it."""

    status: str
    rule: str


@dataclass(frozen=True, slots=True)
class Modality:
    """What decides on an act's status: the act, its sentence, its light verb, the statement it stands in, the acts before it with
    theirs."""

    act: Act
    sentence: Sentence
    light: Hit | None
    said: Attribution | None
    before: Sequence[tuple[Act, Verdict]]
    words: Rolewords


def spoken(act: Act) -> bool:
    """An act of words; an inquiry, though it accuses, is done."""
    return act.row.type in SPEECH_ACTS and act.mode != "investigate"


def told(act: Act, sentence: Sentence) -> bool:
    """A past form that no «that» makes a subjunctive."""
    subjunctive = act.hit.first > 0 and sentence.words[act.hit.first - 1].form == ANNA
    return act.tense in ("past", "passive") and not subjunctive


def surely_told(act: Act, sentence: Sentence) -> bool:
    """A past form whose letters are no verbal noun of the same row too («nashr», «nashara»)."""
    here = sentence.at[act.hit.first]
    noun = any(h.entry.item is act.row and h.entry.form is not None and h.entry.form.tense == "masdar" for h in here)
    return told(act, sentence) and not noun
