"""The review desk: one event as it stands after what was decided about it, with what can be chosen in its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from rawi.demo.cards import Card
from rawi.demo.gloss import says, speaker_names
from rawi.demo.names import mentions_of, name_ar, name_en
from rawi.records import Event, Mention, Reading
from rawi.review import Standing, read_standing
from rawi.review.anchors import event_of
from rawi.review.codebook import modes_of
from rawi.review.corrected import corrected
from rawi.serve.leaf import Leaf, leaf_of
from rawi.store import Store, Unknown

_MOST = 14
"""Mentions offered for a field; the nearest to the trigger."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a field can take: what is sent, its names, the article's words, and whether it holds now."""

    value: str
    en: str
    ar: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """What the review page shows: the article, the event's card, what stands, the choices by field, and the modes of its type."""

    leaf: Leaf
    card: Card
    event: Event
    standing: Standing
    choices: dict[str, tuple[Choice, ...]]
    modes: tuple[str, ...]


def desk_of(store: Store, article: str, record: str) -> Desk:
    """The desk for an event of an article's current reading. Raises Unknown where there is none."""
    return desk_for(*read_standing(store, article, record))


def desk_for(reading: Reading, standing: Standing) -> Desk:
    """The desk for an event of a reading, with what stands of it. Raises Unknown where the reading has no such event."""
    found = event_of(reading, standing.record)
    if found is None:
        raise Unknown(f"{reading.article.id}: its reading has no such event as {standing.record}; look at the article anew.")
    event, reading = corrected(found, reading, standing.corrections)
    # The card of this event alone: the others would only cost time.
    leaf = leaf_of(replace(reading, events=(event,), notes=(), links=()))
    card = (*leaf.spread.events, *leaf.spread.review)[0]
    choices = {field: _mentions(reading, event, field) for field in ("actors", "recipients", "places")}
    return Desk(leaf, card, event, standing, choices | {"attribution": _statements(reading, event)}, _modes(event))


def _modes(event: Event) -> tuple[str, ...]:
    """The modes of the event's type, the one it has among them."""
    known = modes_of(event.type)
    return known if event.mode is None or event.mode in known else (event.mode, *known)


def _mentions(reading: Reading, event: Event, field: str) -> tuple[Choice, ...]:
    """The mentions that could be the field's, those that are first; each actor or place once."""
    held: tuple[str, ...] = getattr(event, field)
    mentions = mentions_of(reading)
    wanted = [m for m in reading.mentions if (m.kind == "place") == (field == "places") and m.kind != "agreement"]
    near = sorted(wanted, key=lambda m: (m.id not in held, abs(m.start - event.trigger.start)))
    return tuple(_choice(m, mentions, m.id in held) for m in _each_once(near, held))[: max(_MOST, len(held))]


def _each_once(mentions: Iterable[Mention], held: tuple[str, ...]) -> Iterable[Mention]:
    seen: set[str] = set()
    for mention in mentions:
        who = mention.relation or mention.entity or mention.text
        if mention.id in held or who not in seen:
            seen.add(who)
            yield mention


def _choice(mention: Mention, mentions: dict[str, Mention], chosen: bool) -> Choice:
    en = name_en(mention, mentions)
    return Choice(mention.id, "" if en.startswith("\u00ab") else en, name_ar(mention), mention.text, chosen)


def _statements(reading: Reading, event: Event) -> tuple[Choice, ...]:
    """The statements of the article in the order of the text."""
    mentions = mentions_of(reading)
    return tuple(
        Choice(said.id, f"{speaker_names(said, mentions)} {says(said, mentions)}", "", said.cue.text, said.id == event.attribution)
        for said in reading.attributions
    )
