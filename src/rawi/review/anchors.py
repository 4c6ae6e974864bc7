"""Which record of a reading a decision is about: the one of its id, if its words are the same; else the one that stands on its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rawi.records import Event, Reading, Span
from rawi.review.quotes import find_quote, quote_of
from rawi.store import Decision

BY_ID, BY_QUOTE, ORPHAN = "id", "quote", "orphan"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The record that a decision is about now, and how it was found; an orphan keeps the id it was made on."""

    record: str
    found: str


@dataclass(frozen=True, slots=True)
class Record:
    """A record of a reading as decisions know it: kind (event, attribution, figure, mention), its words, and its type, if it has one."""

    id: str
    kind: str
    span: Span
    type: str | None = None


def records_of(reading: Reading) -> dict[str, Record]:
    """Every record that can be decided about, by its id."""
    found = [Record(event.id, "event", _span(event.trigger), event.type) for event in reading.events]
    found += [Record(said.id, "attribution", _span(said.cue), said.stance) for said in reading.attributions]
    found += [Record(figure.id, "figure", _span(figure), figure.measure) for figure in reading.figures]
    found += [Record(mention.id, "mention", _span(mention), mention.kind) for mention in reading.mentions]
    return {record.id: record for record in found}


def quote_for(reading: Reading, record: Record) -> dict[str, Any]:
    """What a decision keeps of a record: its words with those around them, its kind and its type."""
    return {**quote_of(reading.article.text, record.span), "kind": record.kind, "type": record.type}


def anchor(decision: Decision, reading: Reading, records: dict[str, Record]) -> Anchor:
    """The record of a reading that a decision is about."""
    quote, same = decision.quote, records.get(decision.record)
    if quote is None:
        return Anchor(decision.record, BY_ID if same else ORPHAN)
    text = reading.article.text
    if same is not None and same.kind == quote.get("kind", "event") and same.span.of(text) == quote["exact"] and _type_holds(same, quote):
        return Anchor(same.id, BY_ID)
    span = find_quote(text, quote)
    near = [record for record in records.values() if span and record.kind == quote.get("kind", "event") and _overlap(record.span, span)]
    if span is None or not near:
        return Anchor(decision.record, ORPHAN)
    best = max(near, key=lambda r: (r.span == span, r.type == quote.get("type"), _overlap(r.span, span), -len(r.id)))
    return Anchor(best.id, BY_QUOTE)


def event_of(reading: Reading, id: str) -> Event | None:
    """The event of an id."""
    return next((event for event in reading.events if event.id == id), None)


def _type_holds(record: Record, quote: dict[str, Any]) -> bool:
    """An id of the same words stays, whatever type a newer reading gives it, unless the words carry two records: their ids end in letters."""
    return not record.id[-1:].isalpha() or record.type == quote.get("type")


def _overlap(a: Span, b: Span) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def _span(record: Any) -> Span:
    return Span(record.start, record.end)
