"""An act told twice in a sentence, what was done and what it did («killed in a shelling»): two events of the contract, one of ACLED and
UCDP."""

from __future__ import annotations

from dataclasses import replace

from rawi.codes.facts import beside
from rawi.records import Event, Reading

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
    means = [other for other in beside(event, reading) if other.type == "ASSAULT" and other.mode in MEANS]
    means.sort(key=lambda other: abs(other.trigger.start - event.trigger.start))
    causes = {link.antecedent for link in reading.links if link.kind == "cause" and link.consequent == event.id}
    certain = (other for other in means if other.id in causes or set(other.figures) & set(event.figures))
    likely = (other for other in means if set(event.actors) <= set(other.actors))
    return next(certain, None) or next(likely, None)


def joined(event: Event, reading: Reading, two_sided: bool) -> Event:
    """The event with the parties and figures of those it stands behind; a two-sided one keeps its parties."""
    for other in beside(event, reading):
        behind = act_behind(other, reading)
        if behind is None or behind.id != event.id:
            continue
        event = replace(event, figures=tuple(dict.fromkeys((*event.figures, *other.figures))))
        if not two_sided:
            event = replace(event, actors=event.actors or other.actors, recipients=event.recipients or other.recipients)
    return event
