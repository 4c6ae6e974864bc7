"""Events of many articles as lists show them: who tells it, when, the English sentence, and the Arabic words that it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rawi.demo.cards import quad_of
from rawi.demo.gloss import gloss_event
from rawi.demo.names import mentions_of, name_ar, name_en
from rawi.records import Event, Reading
from rawi.store import Store, StoreError
from rawi.store.counting import ToldEvent

_LONGEST = 260
"""Letters of a sentence on either side of the word that tells the event."""


@dataclass(frozen=True, slots=True)
class Told:
    """One event of a list: ``before``, ``words`` and ``after`` are its sentence round the word that tells it; ``sources``: on whose word,
    in English and Arabic."""

    article: str
    event: str
    type: str
    quad: int
    status: str
    outlet: str | None
    published: str | None
    gloss: str
    before: str
    words: str
    after: str
    sources: tuple[tuple[str, str], ...]


def told(store: Store, events: Iterable[ToldEvent]) -> list[Told]:
    """The events as shown; one whose article was read anew meanwhile is left out."""
    readings: dict[str, Reading] = {}
    shown = []
    for found in events:
        try:
            reading = readings.setdefault(found.article, readings.get(found.article) or store.reading(found.article))
        except StoreError:
            continue
        event = next((event for event in reading.events if event.id == found.event), None)
        if event is not None:
            shown.append(_told(event, reading))
    return shown


def _told(event: Event, reading: Reading) -> Told:
    article, trigger = reading.article, event.trigger
    sentence = next((s for s in reading.sentences if s.start <= trigger.start < s.end), None)
    start, end = (sentence.start, sentence.end) if sentence else (trigger.start, trigger.end)
    before, after = article.text[start : trigger.start], article.text[trigger.end : end]
    return Told(
        article.id, event.id, event.type, quad_of(event.type), event.status, article.outlet, article.published, gloss_event(event, reading),
        before if len(before) <= _LONGEST else f"… {before[-_LONGEST:]}", trigger.text,
        after if len(after) <= _LONGEST else f"{after[:_LONGEST]} …", _sources(event, reading),
    )  # fmt: skip


def _sources(event: Event, reading: Reading) -> tuple[tuple[str, str], ...]:
    """The speakers of the statement that tells it."""
    said = next((said for said in reading.attributions if said.id == event.attribution), None)
    mentions = mentions_of(reading)
    speakers = [mentions[id] for id in ((said.speaker, *said.co_speakers) if said else ()) if id in mentions]
    return tuple((name_en(mention, mentions), name_ar(mention)) for mention in speakers)
