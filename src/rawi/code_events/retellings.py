"""Acts told again in one article: a later event of the same type, parties and place points at its first telling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rawi.parse.grid import Grid
from rawi.records import Event


def mark_retellings(events: Sequence[Event], grid: Grid, harms: frozenset[str]) -> tuple[Event, ...]:
    """The events with ``same_as`` set where the words allow no other reading; ``harms``: ids of events that tell the harm, not the act."""
    made: list[Event] = []
    firsts: dict[tuple[str, str, bool], list[Event]] = {}
    for event in events:
        told = firsts.setdefault((event.type, event.status, event.id in harms), [])
        first = next((e for e in reversed(told[-_LOOK_BACK:]) if _same(e, event, grid)), None)
        made.append(replace(event, same_as=first.id) if first else event)
        if first is None and event.actors:
            told.append(event)
    return tuple(made)


_LOOK_BACK = 60  # first tellings of a type and status; no article has as many, a hostile one has more


def _same(a: Event, b: Event, grid: Grid) -> bool:
    """One actor in common (or the same words without an actor) and a recipient or place, no different recipient, place or date."""
    if a.mode and b.mode and a.mode != b.mode:
        return False
    actors_a, actors_b = _entities(a.actors, grid), _entities(b.actors, grid)
    recipients_a, recipients_b = _entities(a.recipients, grid), _entities(b.recipients, grid)
    places_a, places_b = _entities(a.places, grid), _entities(b.places, grid)
    again = not actors_b and _row_of(a) == _row_of(b)
    common = (bool(actors_a & actors_b) or again) and (bool(recipients_a & recipients_b) or bool(places_a & places_b))
    differ = any(x and y and not x & y for x, y in ((recipients_a, recipients_b), (places_a, places_b)))
    return common and not differ and not _other_day(a, b)


def _row_of(event: Event) -> str:
    return event.evidence.rule.split("+", 1)[0] if event.evidence else ""


def _entities(ids: Sequence[str], grid: Grid) -> set[str]:
    return {grid.by_id[i].mention.entity or grid.by_id[i].mention.text for i in ids}


def _other_day(a: Event, b: Event) -> bool:
    """Their dates are known and do not meet."""
    if not (a.date and b.date and a.date.first and b.date.first):
        return False
    return not (a.date.first <= (b.date.last or b.date.first) and b.date.first <= (a.date.last or a.date.first))
