"""One article's reading against its gold: furniture, repairs, mentions, statements, figures and events."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from rawi.distance import kilometres
from rawi.evaluate.gold import Gold
from rawi.evaluate.pairs import hit, letters, overlap, pair
from rawi.evaluate.tally import Tally
from rawi.records import Attribution, Event, Figure, Mention, Reading

MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})  # two-party events: all parties are one unordered set
ACTORS = frozenset({"person", "state", "government", "military", "armed_group", "igo", "ngo", "media", "people"})
COUNTED = 0.5  # events below are kept for review and not counted
_SAME_MENTION, _SAME_ENTITY, _SAME_CONTENT = 0.5, 0.3, 0.5  # overlap from which two spans are the same thing

Same = Callable[[str | None, str | None], bool]


def score_article(gold: Gold, got: Reading, tally: Tally) -> None:
    """Add every figure of one article."""
    want = gold.reading
    got = replace(got, events=tuple(event for event in got.events if event.score >= COUNTED))
    have, wanted = letters(got.furniture), letters(want.furniture)
    tally.add("furniture characters", len(wanted & have), len(have), len(wanted))
    repairs, found = ({(r.start, r.end, r.repaired) for r in reading.repairs} for reading in (want, got))
    tally.add("spelling repairs", len(repairs & found), len(got.repairs), len(want.repairs))
    same = same_entity(want, got)
    _score_mentions(gold, got, tally)
    attributions = _score_attributions(want, got, same, tally)
    figures = _score_figures(want, got, tally)
    _score_events(want, got, same, attributions, figures, tally)


def same_entity(gold: Reading, got: Reading) -> Same:
    """A test: does a predicted mention stand for what a gold mention names? By its own span, or by where most mentions of its entity
    stand."""
    names = {m.id: m.name_en for m in gold.mentions}
    own: dict[str, str | None] = {}
    votes: dict[str, list[str | None]] = {}
    for mention in got.mentions:
        near = max(gold.mentions, key=lambda t: overlap(t, mention), default=None)
        if near and overlap(near, mention) >= _SAME_ENTITY:
            own[mention.id] = near.name_en
            votes.setdefault(mention.entity or mention.id, []).append(near.name_en)
    stands_for = {entity: max(sorted(set(named), key=str), key=named.count) for entity, named in votes.items()}
    entities = {m.id: m.entity or m.id for m in got.mentions}
    return lambda g, p: bool(g and p) and names[g or ""] in (stands_for.get(entities.get(p or "", "")), own.get(p or ""))


def _score_mentions(gold: Gold, got: Reading, tally: Tally) -> None:
    """Found, resolved, and of the matched: kind, loaded name, location."""
    for group in ("actor", "place", "agreement"):
        wanted, found = ([m for m in reading.mentions if _group(m) == group] for reading in (gold.reading, got))
        pairs = pair(wanted, found, lambda a, b: o if (o := overlap(a, b)) >= _SAME_MENTION else 0)
        tally.add(f"{group} mentions", len(pairs), len(found), len(wanted))
        if group != "agreement":
            _score_resolution(pairs, len(wanted), group, tally)
        if group == "actor":
            _score_actors(pairs, tally)
        if group == "place":
            _score_places(pairs, gold.within_km, tally)


def _group(mention: Mention) -> str:
    return "actor" if mention.kind in ACTORS else mention.kind


def _score_actors(pairs: Sequence[tuple[Mention, Mention]], tally: Tally) -> None:
    tally.share("actor kind (of matched)", sum(a.kind == b.kind for a, b in pairs), len(pairs))
    right = sum(a.loaded == b.loaded and a.loaded is not None for a, b in pairs)
    tally.add("loaded names (of matched)", right, sum(b.loaded is not None for _, b in pairs), sum(a.loaded is not None for a, _ in pairs))


def _score_places(pairs: Sequence[tuple[Mention, Mention]], within_km: dict[str, float], tally: Tally) -> None:
    known = [(a, b) for a, b in pairs if a.lat is not None]
    right = sum(b.lat is not None and b.country == a.country and _apart(a, b) <= within_km[a.id] for a, b in known)
    tally.share("places located (of matched)", right, len(known))


def _score_resolution(pairs: Sequence[tuple[Mention, Mention]], gold: int, group: str, tally: Tally) -> None:
    """B-cubed F1 over matched mentions, null an entity of its own; unmatched gold mentions count against recall."""
    keep = [(g.name_en, p.entity or f"null {i}") for i, (g, p) in enumerate(pairs)]
    precision = sum(keep.count(k) / sum(e == k[1] for _, e in keep) for k in keep)
    recall = sum(keep.count(k) / sum(n == k[0] for n, _ in keep) for k in keep)
    tally.add(f"{group} resolution", precision, len(keep), gold, found=recall)


def _score_attributions(gold: Reading, got: Reading, same: Same, tally: Tally) -> list[tuple[Attribution, Attribution]]:
    def speaker(a: Attribution, b: Attribution) -> bool:
        return not (a.speaker or b.speaker) or same(a.speaker, b.speaker)

    def agree(a: Attribution, b: Attribution) -> float:
        cue = hit(a.cue, b.cue)
        return cue + 0.5 * speaker(a, b) if cue else 0

    pairs = pair(gold.attributions, got.attributions, agree)
    spoken = [(a, b) for a, b in pairs if speaker(a, b)]
    chained = [(a, b) for a, b in spoken if len(_links(a)) == len(_links(b)) and all(map(same, _links(a), _links(b)))]
    for name, right in (("cues", pairs), ("cue+speaker", spoken), ("cue+speaker+chain", chained)):
        tally.add(f"attribution {name}", len(right), len(got.attributions), len(gold.attributions))
    tally.share("attribution stance (of matched)", sum(_stance(a) == _stance(b) for a, b in pairs), len(pairs))
    content = [(letters(a.content), letters(b.content)) for a, b in pairs if a.content]
    tally.share("attribution content (of matched)", sum(len(x & y) / (len(x | y) or 1) >= _SAME_CONTENT for x, y in content), len(content))
    return pairs


def _links(said: Attribution) -> list[str]:
    """The mentions of a chain."""
    return [link.mention for link in said.chain if link.mention]


def _stance(said: Attribution) -> str:
    return "neutral" if said.stance == "assert" else said.stance


def _score_figures(gold: Reading, got: Reading, tally: Tally) -> list[tuple[Figure, Figure]]:
    pairs = pair(gold.figures, got.figures, lambda a, b: overlap(a, b) if (a.measure, a.low) == (b.measure, b.low) else 0)
    tally.add("figures (measure+low)", len(pairs), len(got.figures), len(gold.figures))
    tally.share("figure bounds (of matched)", sum((a.approx, a.high) == (b.approx, b.high) for a, b in pairs), len(pairs))
    return pairs


def _filled(event: Event, role: str) -> tuple[str, ...]:
    """Who fills a role; a two-party event has all its parties as actors and no recipient."""
    if event.type in MUTUAL and role != "places":
        return event.actors + event.recipients if role == "actors" else ()
    found: tuple[str, ...] = getattr(event, role)
    return found


def _score_events(
    gold: Reading,
    got: Reading,
    same: Same,
    said: Sequence[tuple[Attribution, Attribution]],
    counted: Sequence[tuple[Figure, Figure]],
    tally: Tally,
) -> None:
    pairs = pair(gold.events, got.events, lambda a, b: hit(a.trigger, b.trigger) if a.type == b.type else 0)
    tally.add("events (type+trigger)", len(pairs), len(got.events), len(gold.events))
    tally.share("event status (of matched)", sum(a.status == b.status for a, b in pairs), len(pairs))
    tally.share("event voice (of matched)", sum((a.voice == "outlet") == (b.voice == "outlet") for a, b in pairs), len(pairs))
    on_word = _on_whose_word(gold, got, same, {a.id: b.id for a, b in said})
    tally.share("event on whose word (of matched)", sum(on_word(a, b) for a, b in pairs), len(pairs))
    dates = [(_first_day(a), _first_day(b)) for a, b in pairs]
    right = sum(x == y and x is not None for x, y in dates)
    tally.add("event date (of matched)", right, sum(y is not None for _, y in dates), sum(x is not None for x, _ in dates))
    twins = {a.id: b.id for a, b in counted}
    right = sum(twins.get(f) in b.figures for a, b in pairs for f in a.figures)
    tally.add("event figures (of matched)", right, sum(len(b.figures) for _, b in pairs), sum(len(a.figures) for a, _ in pairs))
    for role in ("actors", "recipients", "places"):
        filled = [(_filled(a, role), _filled(b, role)) for a, b in pairs]
        right = sum(len(pair(x, y, same)) for x, y in filled)
        tally.add(f"event {role} (of matched)", right, sum(len(y) for _, y in filled), sum(len(x) for x, _ in filled))


def _first_day(event: Event) -> str | None:
    return event.date.first if event.date else None


def _on_whose_word(gold: Reading, got: Reading, same: Same, twins: dict[str, str]) -> Callable[[Event, Event], bool]:
    """A test: do two events stand on the same word: matched statements, the same speaker, or none on both sides?"""
    wanted, found = {a.id: a for a in gold.attributions}, {b.id: b for b in got.attributions}

    def agree(a: Event, b: Event) -> bool:
        x, y = wanted.get(a.attribution or ""), found.get(b.attribution or "")
        if not x or not y:
            return not x and not y
        return twins.get(x.id) == y.id or same(x.speaker, y.speaker) or not (x.speaker or y.speaker)

    return agree


def _apart(a: Mention, b: Mention) -> float:
    """The distance of two located places, in km."""
    assert a.lat is not None and a.lon is not None and b.lat is not None and b.lon is not None
    return kilometres(a.lat, a.lon, b.lat, b.lon)
