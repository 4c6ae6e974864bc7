"""What holds of an event beside its type and roles: words in its sentence, other acts there, people counted."""

from __future__ import annotations

from collections.abc import Iterator

from rawi.codes.deaths import Deaths, number_of
from rawi.codes.parties import Sides, tags_of
from rawi.codes.tables import CodeTables
from rawi.codes.words import part, together, words_in
from rawi.lexicon import Lexicon
from rawi.records import Event, Figure, Mention, Reading, Span

_HAPPENED = frozenset({"occurred", "ongoing"})
_MANY = 10  # detained people that make a mass arrest; proposed
_CLOSE = 5  # words on each side of a trigger
_DEMONSTRATION = 3  # people, ACLED's least
_FIGHTS = frozenset({None, "clash", "firearms", "aerial", "drone", "heavy-weapons", "shelling", "suicide-attack", "explosives"})


def sentence_of(event: Event, reading: Reading) -> Span:
    """The sentence an event stands in, or its trigger where none is known."""
    at = event.trigger.start
    found = next((s for s in reading.sentences if s.start <= at < s.end), None)
    return Span(found.start, found.end) if found else Span(event.trigger.start, event.trigger.end)


def cue_facts(event: Event, reading: Reading, tables: CodeTables, lexicon: Lexicon) -> frozenset[str]:
    """The facts that words tell."""
    span, text, trigger = sentence_of(event, reading), reading.article.text, event.trigger
    before, at, after = (
        words_in(text[start:end], lexicon)
        for start, end in ((span.start, trigger.start), (trigger.start, trigger.end), (trigger.end, span.end))
    )
    near = {
        "trigger": at,
        "close": together(part(before, -_CLOSE, None), at, part(after, None, _CLOSE)),
        "sentence": together(before, at, after),
    }
    return frozenset(cue.fact for cue in tables.cues if cue.words.stands_in(near[cue.near]))


def beside(event: Event, reading: Reading) -> list[Event]:
    """The other events of the sentence that have happened."""
    span = sentence_of(event, reading)
    return [e for e in reading.events if e.id != event.id and e.status in _HAPPENED and span.start <= e.trigger.start < span.end]


def told_facts(event: Event, reading: Reading, sides: Sides, deaths: Deaths, lexicon: Lexicon) -> Iterator[str]:
    """The facts that the records of the event and of its sentence tell."""
    near = beside(event, reading)
    crowd = {"protesters", "rioters"} & (tags_of(sides.doers) | tags_of(sides.victims))
    if crowd or any(e.type == "PROTEST" and e.mode not in ("strike", "hunger", "boycott") for e in near):
        yield "protest"
    by_fight = event.type == "ASSAULT" and event.mode == "seizure_of_territory"
    if by_fight or any(e.type == "ASSAULT" and e.mode in _FIGHTS for e in near):
        yield "fight"
    if any(e.mode == "seizure_of_territory" and e.actors != event.actors for e in near):
        yield "taken_over"
    if "non_state" in (tags_of(sides.doers) | tags_of(sides.victims)) or _opposed(event, reading, lexicon):
        yield "conflict_parties"
    if deaths.low:
        yield "deaths"
    if any((f.low or 0) >= 1 for f in figures_of(event, reading, "wounded")):
        yield "hurt"
    yield from _counted(event, reading, lexicon)
    known = [party for party in sides.doers if party.cls]
    if known and not any("armed" in party.cls.tags for party in known if party.cls):
        yield "doer_unarmed"


def _opposed(event: Event, reading: Reading, lexicon: Lexicon) -> bool:
    """Whether the registry holds two parties of the event to be opponents, at whatever time."""
    found = {mention.entity for mention in reading.mentions if mention.id in (*event.actors, *event.recipients) and mention.entity}
    return any(side.relation == "opposes" and side.other in found for entity in found for side in lexicon.sides.get(entity, ()))


def _counted(event: Event, reading: Reading, lexicon: Lexicon) -> Iterator[str]:
    """Facts on how many people, and on whom."""
    mentions = {mention.id: mention for mention in reading.mentions}
    if any((f.low or 0) >= _MANY for f in figures_of(event, reading, "detained")):
        yield "many_held"
    if any(mentions[id].kind == "person" and mentions[id].entity for id in event.recipients if id in mentions):
        yield "notable"
    if _are_few([mentions[id] for id in event.actors if id in mentions], reading, lexicon):
        yield "few"


def _are_few(doers: list[Mention], reading: Reading, lexicon: Lexicon) -> bool:
    """Whether all that is told of the doers is one or two people: by their count where there is one, else by their number in grammar."""
    ids = {mention.id for mention in doers}
    counts = [figure for figure in reading.figures if figure.of in ids]
    if counts:
        return all(f.high is not None for f in counts) and sum(f.high or 0 for f in counts) < _DEMONSTRATION
    persons = all(mention.kind == "person" and number_of(mention, lexicon) != "p" for mention in doers)
    return bool(doers) and persons and len(doers) < _DEMONSTRATION


def figures_of(event: Event, reading: Reading, measure: str) -> list[Figure]:
    """The whole figures of an event, sub-counts left out."""
    return [f for f in reading.figures if f.measure == measure and f.part_of is None and (f.event == event.id or f.id in event.figures)]
