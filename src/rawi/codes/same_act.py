"""An act told twice in a sentence, what was done and what it did («killed in a shelling»): two events of the contract, one of ACLED and
UCDP."""

from __future__ import annotations

from dataclasses import replace

from rawi.codes.facts import beside
from rawi.records import Event, Reading

COUNTED = 0.5  # score from which an event counts

# Modes that tell by what means people were struck.
MEANS = frozenset(
    {"clash", "firearms", "aerial", "drone", "heavy-weapons", "shelling", "suicide-attack", "explosives", "unconventional", "crowd-control"}
)


def act_behind(event: Event, reading: Reading) -> Event | None:
    """The event that tells by what means an attack or its harm was done, where this one does not: there it is counted.

    It stands in the same sentence and shares a figure, is the cause the text names, or has the doers of this one.
    """
    if event.type != "ASSAULT" or event.mode is not None:
        return None
    means = [other for other in beside(event, reading) if other.type == "ASSAULT" and _tells_how(other, event)]
    means.sort(key=lambda other: abs(other.trigger.start - event.trigger.start))
    causes = {link.antecedent for link in reading.links if link.kind == "cause" and link.consequent == event.id}
    certain = (other for other in means if other.id in causes or set(other.figures) & set(event.figures))
    likely = (other for other in means if set(event.actors) <= set(other.actors))
    return next(certain, None) or next(likely, None)


def _tells_how(other: Event, harm: Event) -> bool:
    """It names the means; or it has the doers («an ambush laid by …») that the harm, which has the victims, is told without. An act
    that will not be counted takes no harm from one that will."""
    if other.score < min(COUNTED, harm.score):
        return False
    return other.mode in MEANS or (other.mode is None and not harm.actors and bool(other.actors) and not other.recipients)


def harms_of(event: Event, reading: Reading) -> list[Event]:
    """The events that tell what this one did."""
    if event.type != "ASSAULT":
        return []
    behind = ((other, act_behind(other, reading)) for other in beside(event, reading))
    return [other for other, act in behind if act is not None and act.id == event.id]


def joined(event: Event, harms: list[Event], two_sided: bool) -> Event:
    """The event with the parties and figures of its harms; a two-sided one keeps its parties."""
    for harm in harms:
        event = replace(event, figures=tuple(dict.fromkeys((*event.figures, *harm.figures))))
        if not two_sided:
            event = replace(event, actors=event.actors or harm.actors, recipients=event.recipients or harm.recipients)
    return event


def with_counted(event: Event, reading: Reading, two_sided: bool) -> Event:
    """An attack whose victims are told only as those who are counted («killing 15 worshippers») has them as recipients."""
    if event.type != "ASSAULT" or event.recipients or two_sided:
        return event
    told = [f.of for f in reading.figures if f.of and f.measure in ("killed", "wounded") and (f.event == event.id or f.id in event.figures)]
    return replace(event, recipients=tuple(dict.fromkeys(told)))
