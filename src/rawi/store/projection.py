"""A Reading → what the store filters by: one row an event, and tokens that stand for its parties, places, type, status and speakers.

A token is a sign, a letter for the field and a digest of the value, so that names of any length and script are one word to the index.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rawi.fold import fold_word
from rawi.lexicon import Lexicon
from rawi.lexicon.rows import Place
from rawi.outlets import Outlet
from rawi.records import Article, Attribution, Event, Mention, Reading

# Field → the letter of its tokens; «party» is who did it or to whom it was done. A country is a place that must hold beside another.
FIELDS = {"outlet": "o", "actor": "a", "place": "p", "country": "p", "type": "t", "status": "s", "speaker": "k", "side": "d"}
COUNTED_FROM = 0.5  # score: below, an event is kept for review and no filter finds it
_SIGN = "\u00a4"
_MOST_PARENTS = 6


def token(field: str, value: str) -> str:
    """The token of a value of a field; names count as folded."""
    return f"{_SIGN}{FIELDS[field]}{hashlib.blake2b(fold_word(value).lower().encode('utf-8', 'replace'), digest_size=6).hexdigest()}"


@dataclass(frozen=True, slots=True)
class Registry:
    """What filters need of the registries."""

    lexicon: Lexicon

    def sides_of(self, entity: str) -> Iterator[str]:
        """An actor, whom it belongs to, and its side."""
        known: str | None = entity
        for _ in range(_MOST_PARENTS):
            actor = self.lexicon.actors.get(known or "")
            if actor is None:
                return
            yield actor.id
            if actor.side:
                yield actor.side
            if actor.kind in ("government", "military", "state") and actor.country:
                yield from (f"state/{actor.country.lower()}", f"government/{actor.country.lower()}")
            known = actor.parent

    def areas_of(self, place: Mention | Place) -> Iterator[str]:
        """The province and country a place lies in: ids, codes and names."""
        province = self.lexicon.places.get(place.admin1 or "")
        country = self.lexicon.countries.get(place.country or "")
        yield from (told for told in (place.admin1, place.country) if told)
        if province is not None:
            yield from (province.name_ar, province.name_en)
        if country is not None:
            yield from (country.place, country.name_ar, country.name_en)


def event_rows(reading: Reading, article_id: int, outlet: Outlet | None, registry: Registry) -> list[dict[str, Any]]:
    """The events of a reading as rows. What nobody else is told to have said is on the outlet's own word."""
    mentions = {mention.id: mention for mention in reading.mentions}
    said = {attribution.id: attribution for attribution in reading.attributions}
    own = {token("side", side) for side in registry.sides_of(outlet.side)} if outlet and outlet.side else set()
    return [
        {
            "article_id": article_id,
            "event": event.id,
            "type": event.type,
            "mode": event.mode,
            "status": event.status,
            "voice": event.voice,
            "score": event.score,
            "first": event.date.first if event.date else None,
            "last": event.date.last if event.date else None,
            "start": event.trigger.start,
            "end": event.trigger.end,
            "keys": f" {' '.join(sorted(_keys(event, mentions, said, own, registry)))} ",
            "lot": lot_of(reading.article.id, event.id),
            "doubt": doubt_of(event.score),
        }
        for event in reading.events
    ]


def lot_of(article: str, event: str) -> int:
    """An event's place in the order of chance: the same in every store, and no two events' in practice."""
    return int.from_bytes(hashlib.blake2b(f"{article}#{event}".encode("utf-8", "replace"), digest_size=8).digest(), "big") >> 2


def doubt_of(score: float) -> int:
    """How far a score is from .5, in ten thousandths: 0 is the greatest doubt."""
    return round(abs(score - COUNTED_FROM) * 10_000)


def article_keys(article: Article, outlet: Outlet | None, rows: Iterable[dict[str, Any]]) -> set[str]:
    """The tokens of an article: of its outlet, by any name and address of it that is known, and of all its counted events."""
    keys = {key for row in rows if row["score"] >= COUNTED_FROM for key in row["keys"].split()}
    names = (article.outlet, *((outlet.id, outlet.entity, *outlet.names, *outlet.domains) if outlet else ()))
    return keys | {token("outlet", name) for name in names if name}


def episode_keys(episode: dict[str, Any], registry: Registry) -> set[str]:
    """The tokens of an episode (JSON of the record contract): type, mode, status, parties, places with what they lie in."""
    keys = {token("type", episode[field]) for field in ("type", "mode") if episode.get(field)}
    keys |= {token("status", episode["status"])} if episode.get("status") else set()
    for field, kind in (("actors", "actor"), ("recipients", "actor"), ("places", "place")):
        for named in episode.get(field) or ():
            place = registry.lexicon.places.get(named["entity"] or "") if kind == "place" else None
            areas = registry.areas_of(place) if place else ()
            keys |= {token(kind, value) for value in (named["entity"], named["name_ar"], named["name_en"], *areas) if value}
    return keys


def _keys(event: Event, mentions: dict[str, Mention], said: dict[str, Attribution], own: set[str], registry: Registry) -> set[str]:
    """The tokens of an event."""
    keys = {token("type", event.type), token("status", event.status)} | (set() if event.attribution in said else own)
    if event.mode:
        keys.add(token("type", event.mode))
    for id in (*event.actors, *event.recipients):
        keys |= _of_mention("actor", mentions.get(id), mentions, registry)
    for id in event.places:
        keys |= _of_mention("place", mentions.get(id), mentions, registry)
    for id in _speakers(event.attribution, said):
        mention = mentions.get(id)
        keys |= _of_mention("speaker", mention, mentions, registry)
        if mention is not None and mention.entity:
            keys |= {token("side", side) for side in registry.sides_of(mention.entity)}
    return keys


def _speakers(attribution: str | None, said: dict[str, Attribution]) -> Iterator[str]:
    """Everybody on whose word an event stands: speakers, on whose behalf they speak, and those who passed it on, outwards."""
    seen = set()
    while attribution in said and attribution not in seen:
        seen.add(attribution)
        statement = said[attribution]
        links = (link.mention for link in statement.chain)
        yield from (id for id in (statement.speaker, *statement.co_speakers, statement.on_behalf_of, *links) if id)
        attribution = statement.within


def _of_mention(field: str, mention: Mention | None, mentions: dict[str, Mention], registry: Registry) -> set[str]:
    """The tokens of a mention and its members: registry id, names, the article's own words, and the country and province of a place."""
    if mention is None:
        return set()
    areas = registry.areas_of(mention) if field == "place" else ()
    values = (mention.entity, mention.name_ar, mention.name_en, mention.text, *areas)
    keys = {token(field, value) for value in values if value}
    for member in mention.members:
        if member != mention.id and member in mentions and not mentions[member].members:
            keys |= _of_mention(field, mentions[member], mentions, registry)
    return keys
