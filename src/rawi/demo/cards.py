"""Records → what a card shows and which words it lights."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from rawi.demo.chainline import Step, chain_steps
from rawi.demo.gloss import days, gloss_attribution, gloss_event
from rawi.demo.names import Mentions, bounds, mentions_of, name_ar, name_en, quoted
from rawi.demo.segments import Cut, cut_text
from rawi.records import Attribution, Event, Figure, Mention, Reading, Span

_QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
}
COUNTED_FROM = 0.5
"""Events below this score are kept for review (DESIGN section 2)."""


def quad_of(type: str) -> int:
    """The quad class of a type: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
    return _QUADS.get(type, 4)


class Spanned(Protocol):
    """Whatever stands somewhere in the text."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


Lit = tuple[str, Spanned]
"""A kind of mark and what it lights."""


@dataclass(frozen=True, slots=True)
class Part:
    """One role of a record: what it is called in both languages, the article's words, what is remarkable about them, and the registry's id."""

    label: str
    en: str
    ar: str
    words: str
    resolved: bool
    loaded: str | None = None
    group: str = "ui"
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """One record: ``lights`` is «kind:first-last …» over segments; the first of them is the record's own word."""

    id: str
    record: Event | Attribution | Figure
    gloss: str
    lights: str
    words: str
    parts: tuple[Part, ...]
    steps: tuple[Step, ...]
    stance: str
    tags: tuple[str, ...]
    quad: int = 0
    bounds: str = ""
    contents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spread:
    """One article laid open: its text in segments beside its cards."""

    cut: Cut
    events: tuple[Card, ...]
    review: tuple[Card, ...]
    statements: tuple[Card, ...]
    figures: tuple[Card, ...]
    agreements: tuple[Part, ...]
    repairs: tuple[tuple[str, str, str], ...]
    links: tuple[tuple[str, str, str, str], ...]
    notes: tuple[tuple[str, str, str], ...]


def lay_open(reading: Reading) -> Spread:
    """Everything the page shows of one Reading."""
    text = reading.article.text
    contents = [(s.start, s.end) for a in reading.attributions for s in a.content]
    cut = cut_text(
        reading, [*contents, *((n.start, n.end) for n in reading.notes), *((link.cue.start, link.cue.end) for link in reading.links)]
    )
    events = [_event_card(event, reading, cut) for event in reading.events]
    mentions = mentions_of(reading)
    glosses = {card.id: card.gloss for card in events}
    return Spread(
        cut,
        tuple(card for card in events if _score(card) >= COUNTED_FROM),
        tuple(card for card in events if _score(card) < COUNTED_FROM),
        tuple(_statement_card(a, reading, cut) for a in reading.attributions),
        tuple(_figure_card(f, reading, cut) for f in reading.figures),
        tuple(_part("agreement", mentions[a.mention], mentions) for a in reading.agreements if a.mention in mentions),
        tuple((r.text, r.repaired, f"repair:{cut.run(r.start, r.end)}") for r in reading.repairs),
        tuple(
            (k.kind, glosses.get(k.antecedent, ""), glosses.get(k.consequent, ""), f"cue:{cut.run(k.cue.start, k.cue.end)}")
            for k in reading.links
        ),
        tuple((text[n.start : n.end], n.reason, f"cue:{cut.run(n.start, n.end)}") for n in reading.notes),
    )


def is_breach(event: Event) -> bool:
    """An act the text calls a breach of an agreement."""
    return event.evidence is not None and event.evidence.rule.startswith("triggers/violate")


def is_denial(event: Event, reading: Reading) -> bool:
    """An act whose doing is denied, or one that stands in a denial."""
    return event.status == "denied" or any(a.id == event.attribution and a.stance == "deny" for a in reading.attributions)


def _score(card: Card) -> float:
    return card.record.score if isinstance(card.record, Event) else 1.0


def _event_card(event: Event, reading: Reading, cut: Cut) -> Card:
    mentions = mentions_of(reading)
    source = next((a for a in reading.attributions if a.id == event.attribution), None)
    figures = [f for f in reading.figures if f.id in event.figures]
    tags = [
        tag for tag, holds in (("violation", is_breach(event)), ("denial", is_denial(event, reading)), ("same_as", event.same_as)) if holds
    ]
    lights: list[Lit] = [
        ("trigger", event.trigger),
        *_mention_lights(event.actors + event.recipients, "actor", mentions),
        *_mention_lights(event.places, "place", mentions),
    ]
    lights += [("figure", figure) for figure in figures] + ([("date", event.date)] if event.date else [])
    lights += _source_lights(source, mentions) if source else []
    return Card(
        event.id, event, gloss_event(event, reading), _lights(lights, cut), event.trigger.text, _event_parts(event, figures, mentions),
        chain_steps(source, reading) if source else (), source.stance if source else "", tuple(tags), quad_of(event.type),
    )  # fmt: skip


def _event_parts(event: Event, figures: list[Figure], mentions: Mentions) -> tuple[Part, ...]:
    parts = [_part("actor", mentions[i], mentions) for i in event.actors if i in mentions]
    parts += [_part("recipient", mentions[i], mentions) for i in event.recipients if i in mentions]
    roles = event.place_roles + ("at",) * len(event.places)
    parts += [_part(role, mentions[i], mentions, "place_role") for i, role in zip(event.places, roles, strict=False) if i in mentions]
    if event.date:
        parts.append(Part("date", days(event.date), _iso(event.date.first, event.date.last), event.date.text, event.date.first is not None))
    return (*parts, *(_figure_part(figure) for figure in figures))


def _statement_card(attribution: Attribution, reading: Reading, cut: Cut) -> Card:
    mentions = mentions_of(reading)
    text = reading.article.text
    tags = ("denial",) if attribution.stance == "deny" else ()
    behalf = mentions.get(attribution.on_behalf_of or "")
    parts = (_part("on_behalf", behalf, mentions),) if behalf else ()
    return Card(
        attribution.id, attribution, gloss_attribution(attribution, reading), _lights(_source_lights(attribution, mentions), cut), attribution.cue.text, parts,
        chain_steps(attribution, reading), attribution.stance, tags, contents=tuple(s.of(text) for s in attribution.content),
    )  # fmt: skip


def _figure_card(figure: Figure, reading: Reading, cut: Cut) -> Card:
    mentions = mentions_of(reading)
    source = next((a for a in reading.attributions if a.id == figure.attribution), None)
    of = mentions.get(figure.of or "")
    lights: list[Lit] = [("figure", figure), *([("actor", of)] if of else []), *(_source_lights(source, mentions) if source else [])]
    tags = (("violation",) if figure.measure == "violations" else ()) + (("part_of",) if figure.part_of else ())
    words = Span(figure.start, figure.end).of(reading.article.text)
    return Card(
        figure.id, figure, "", _lights(lights, cut), words, (), chain_steps(source, reading) if source else (), source.stance if source else "", tags,
        bounds=bounds(figure),
    )  # fmt: skip


def _part(label: str, mention: Mention, mentions: Mentions, group: str = "ui") -> Part:
    en = name_en(mention, mentions)
    resolved = bool(mention.entity or mention.members or mention.relation)
    return Part(
        label, "" if en.startswith("«") else en, name_ar(mention), quoted(mention.text), resolved, mention.loaded, group, mention.entity
    )


def _figure_part(figure: Figure) -> Part:
    return Part("figure", bounds(figure), bounds(figure), figure.text, True, figure.measure)


def _iso(first: str | None, last: str | None) -> str:
    return " – ".join(dict.fromkeys(day for day in (first, last) if day))


def _mention_lights(ids: Iterable[str], kind: str, mentions: Mentions) -> list[Lit]:
    return [(kind, mentions[i]) for i in ids if i in mentions]


def _source_lights(source: Attribution, mentions: Mentions) -> list[Lit]:
    ids = [i for i in (source.speaker, *source.co_speakers, source.on_behalf_of, *(link.mention for link in source.chain)) if i]
    return [("cue", source.cue), *_mention_lights(ids, "actor", mentions), *(("content", span) for span in source.content)]


def _lights(spans: Iterable[Lit], cut: Cut) -> str:
    """«trigger:3-4 actor:7-9 …»: each run once."""
    runs = ((kind, cut.run(span.start, span.end)) for kind, span in spans)
    return " ".join(dict.fromkeys(f"{kind}:{run}" for kind, run in runs if run))
