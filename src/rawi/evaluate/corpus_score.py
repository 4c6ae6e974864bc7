"""One document of the corpus against its reading: acts by type with their roles, statements by speaker, counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rawi.evaluate.corpus import GoldCount, GoldDocument, GoldEvent, GoldStatement, place_of
from rawi.evaluate.pairs import pair
from rawi.evaluate.score import COUNTED, MUTUAL
from rawi.evaluate.tally import Tally
from rawi.records import Attribution, Event, Figure, Mention, Reading

_NEAR = 22  # letters between the noun and the verb of one act

Extent = tuple[int, int]


def score_document(gold: GoldDocument, got: Reading, tally: Tally) -> None:
    """Add the figures of one document."""
    events = [event for event in got.events if event.score >= COUNTED]
    _score_events(gold, got, matched(gold.events, events), events, tally)
    _score_statements(gold, got, tally)
    pairs = pair(gold.counts, got.figures, _same_count)
    tally.add("figures (measure+low)", len(pairs), len(got.figures), len(gold.counts))
    tally.share("figure bounds (of matched)", sum((a.approx, a.high) == (b.approx, b.high) for a, b in pairs), len(pairs))


def matched(gold: Sequence[GoldEvent], events: Sequence[Event]) -> list[tuple[GoldEvent, Event]]:
    """Acts with the event of their type that stands for each: on its trigger, or close by on the verb or noun of the same act."""
    return pair(gold, events, lambda act, event: closeness(act, event) if act.type == event.type else 0)


def closeness(act: GoldEvent, event: Event) -> float:
    """2 where the triggers overlap, up to 1 where they stand side by side, else 0."""
    start, end = event.trigger.start, event.trigger.end
    if start < act.end and act.start < end:
        return 2.0
    apart = max(start - act.end, act.start - end)
    return 1 - apart / (_NEAR + 1) if apart <= _NEAR else 0.0


def _score_events(
    gold: GoldDocument, got: Reading, pairs: Sequence[tuple[GoldEvent, Event]], events: Sequence[Event], tally: Tally
) -> None:
    """All acts, acts of each type, and of the matched: status, mode, voice and roles."""
    tally.add("events (type+trigger)", len(pairs), len(events), len(gold.events))
    for kind in sorted({e.type for e in events} | {e.type for e in gold.events}):
        counts = (sum(x.type == kind for x in found) for found in ([a for a, _ in pairs], events, gold.events))
        tally.add(f"{kind} events", *counts)
    tally.share("event status (of matched)", sum(a.status == b.status for a, b in pairs), len(pairs))
    tally.share("event voice (of matched)", sum(a.voice == b.voice for a, b in pairs), len(pairs))
    told = [(a, b) for a, b in pairs if a.mode]
    tally.share("event mode (of matched)", sum(a.mode == b.mode for a, b in told), len(told))
    mentions = {m.id: m for m in got.mentions}
    for a, b in pairs:
        for role in ("actors", "recipients", "places"):
            wanted, filled = _parties(a, role), [mentions[i] for i in _filled(b, role)]
            right = sum(any(_touches(m, extents) for m in filled) for extents in map(gold_extents(gold), wanted))
            found = sum(any(_touches(m, extents) for extents in map(gold_extents(gold), wanted)) for m in filled)
            tally.add(f"event {role} (of matched)", found, len(filled), len(wanted), found=right)


def gold_extents(gold: GoldDocument):  # type: ignore[no-untyped-def]
    """A function from the words of a role to every place where they stand in the document."""
    return lambda words: extents_of(gold.text, words)


def extents_of(text: str, words: str) -> list[Extent]:
    """Where words stand in a text; the one place that «#2» names."""
    if "#" in words:
        return [place_of(text, words)]
    found, start = [], text.find(words)
    while start >= 0 and words:
        found.append((start, start + len(words)))
        start = text.find(words, start + 1)
    return found


def _touches(mention: Mention, extents: Iterable[Extent]) -> bool:
    return any(mention.start < last and first < mention.end for first, last in extents)


def _parties(act: GoldEvent, role: str) -> tuple[str, ...]:
    """Whose words fill a role; a two-party act has all its parties as actors."""
    if act.type in MUTUAL and role != "places":
        return act.actors + act.recipients if role == "actors" else ()
    return {"actors": act.actors, "recipients": act.recipients, "places": act.places}[role]


def _filled(event: Event, role: str) -> tuple[str, ...]:
    if event.type in MUTUAL and role != "places":
        return event.actors + event.recipients if role == "actors" else ()
    return {"actors": event.actors, "recipients": event.recipients, "places": event.places}[role]


def _score_statements(gold: GoldDocument, got: Reading, tally: Tally) -> None:
    """Cues, and cues with their speaker."""
    mentions = {m.id: m for m in got.mentions}

    def speaker(a: GoldStatement, b: Attribution) -> bool:
        return not (a.speaker or b.speaker) or bool(
            b.speaker and a.speaker and _touches(mentions[b.speaker], extents_of(gold.text, a.speaker))
        )

    def agree(a: GoldStatement, b: Attribution) -> float:
        return 1 + speaker(a, b) if a.start < b.cue.end and b.cue.start < a.end else 0

    pairs = pair(gold.statements, got.attributions, agree)
    tally.add("attribution cues", len(pairs), len(got.attributions), len(gold.statements))
    spoken = [(a, b) for a, b in pairs if speaker(a, b)]
    tally.add("attribution cue+speaker", len(spoken), len(got.attributions), len(gold.statements))
    chained = [
        (a, b)
        for a, b in spoken
        if len(a.via) == len(b.chain) and all(v in k.text or k.text in v for v, k in zip(a.via, b.chain, strict=True))
    ]
    tally.add("attribution cue+speaker+chain", len(chained), len(got.attributions), len(gold.statements))
    tally.share("attribution stance (of matched)", sum(_stance(a.stance) == _stance(b.stance) for a, b in pairs), len(pairs))


def _stance(stance: str) -> str:
    return "neutral" if stance == "assert" else stance


def _same_count(a: GoldCount, b: Figure) -> float:
    overlap = min(a.end, b.end) - max(a.start, b.start)
    return overlap if overlap > 0 and (a.measure, a.low) == (b.measure, b.low) else 0
