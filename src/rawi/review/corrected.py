"""A coder's corrections put into the event, so that everything made of events (tables, exports, training) sees what was decided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from rawi.lexicon import load_lexicon
from rawi.records import DateSpan, Event, Mention, Quote, Reading
from rawi.review.fields import FIELDS, PARTIES
from rawi.review.quotes import find_quote


def corrected(event: Event, reading: Reading, corrections: dict[str, Any]) -> tuple[Event, Reading]:
    """The event as it was corrected, and the reading with the mentions that the corrections name and it lacks."""
    added: list[Mention] = []
    for field in (field for field in FIELDS if field in corrections):
        value: Any = corrections[field]
        if field in PARTIES:
            ids: Any = tuple(dict.fromkeys(_mention(party, field, reading, added) for party in value))
            roles: dict[str, Any] = {"place_roles": ("at",) * len(ids)} if field == "places" else {}
            event = replace(event, **({field: ids} | roles))
        elif field in _SET:
            event = _SET[field](event, value, reading)
    return event, replace(reading, mentions=(*reading.mentions, *added)) if added else reading


def _mention(party: dict[str, Any], field: str, reading: Reading, added: list[Mention]) -> str:
    """The id of the mention that a party is: one of the reading's with the same words and entity, else a new one."""
    start = _start(party, reading)
    end = start + len(party["text"] or "")
    for mention in (*reading.mentions, *added):
        here = (mention.start, mention.end) == (start, end) if party["text"] else mention.entity == party["entity"]
        if here and party["entity"] in (None, mention.entity):
            return mention.id
    made = _made(party, field, start, end, len(added))
    added.append(made)
    return made.id


def _made(party: dict[str, Any], field: str, start: int, end: int, number: int) -> Mention:
    known, entity = load_lexicon(), party["entity"] or ""
    id = f"c{start}-{end}" + (f"-{number}" if number else "")
    if field == "places":
        made = Mention(id, start, end, party["text"] or "", "place", party["entity"])
        place = known.places.get(entity)
        if place is None:
            return made
        made = replace(made, text=made.text or place.name_ar, name_en=place.name_en, name_ar=place.name_ar, country=place.country)
        return replace(made, admin1=place.admin1, lat=place.lat, lon=place.lon, precision_km=place.precision_km)
    actor = known.actors.get(entity)
    told = (actor.name_en, actor.name_ar) if actor else (None, None)
    return Mention(id, start, end, party["text"] or told[1] or "", actor.kind if actor else "people", party["entity"], *told)


def _start(party: dict[str, Any], reading: Reading) -> int:
    """Where a party's words stand in this reading's text; where they stood, when they are not there."""
    if not party["text"]:
        return 0
    at = party["start"]
    if reading.article.text[at : at + len(party["text"])] == party["text"]:
        return int(at)
    span = find_quote(reading.article.text, {"exact": party["text"], "prefix": "", "suffix": "", "start": at})
    return span.start if span else int(at)


def _dated(event: Event, value: Any, reading: Reading) -> Event:
    if value is None:
        return replace(event, date=None)
    old = event.date
    where = (old.start, old.end, old.text) if old else (0, 0, "")
    return replace(event, date=DateSpan(value["first"], value["last"], value["precision"], *where))


def _told(event: Event, value: Any, reading: Reading) -> Event:
    """The statement that stands where the chosen one stood."""
    if value is None:
        return replace(event, attribution=None)
    cues = {said.id: said.cue for said in reading.attributions}
    same = [id for id, cue in cues.items() if (id == value["id"] or cue.start == value["start"]) and cue.text == value["text"]]
    return replace(event, attribution=same[0]) if same else event


_SET: dict[str, Callable[[Event, Any, Reading], Event]] = {
    "type": lambda event, value, reading: replace(event, type=value, mode=None if value != event.type else event.mode),
    "mode": lambda event, value, reading: replace(event, mode=value),
    "status": lambda event, value, reading: replace(event, status=value),
    "span": lambda event, value, reading: replace(event, trigger=Quote(value["start"], value["end"], value["text"])),
    "date": _dated,
    "attribution": _told,
}
