"""What a correction may say: the fields of an event, and which values each takes. Values are kept so that another reading can use them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from rawi.acquire.inputs import iso_day
from rawi.lexicon import load_lexicon
from rawi.lexicon.tables import data_folder, load_schema
from rawi.records import Reading
from rawi.review.errors import ReviewError

PARTIES = ("actors", "recipients", "places")
REASONS = (
    "not_an_event", "not_reported", "historical", "hypothetical", "duplicate", "coded_already", "wrong_type", "wrong_status", "wrong_actor",
    "wrong_recipient", "wrong_place", "wrong_date", "wrong_attribution", "other",
)  # fmt: skip
PRECISIONS = ("day", "week", "month", "part_of_month", "season", "year", "open")
_MOST = 50  # actors, recipients or places of an event
_MODE = re.compile(r"[a-z][a-z_-]{1,39}")


@cache
def types() -> tuple[str, ...]:
    """The types of events."""
    return tuple(sorted(load_schema(data_folder()).sets["plover"]))


@cache
def statuses() -> tuple[str, ...]:
    """The statuses of events."""
    return tuple(sorted({"occurred", *load_schema(data_folder()).sets["status"]}))


def checked(field: str, value: Any, reading: Reading) -> Any:
    """A correction as it is kept. Raises ReviewError for an unknown field or a value that it cannot take."""
    if field not in FIELDS:
        raise ReviewError(f"{field}: is no field that can be corrected; take one of {', '.join(FIELDS)}.")
    return FIELDS[field](field, value, reading)


def _one_of(known: Callable[[], tuple[str, ...]]) -> Callable[[str, Any, Reading], Any]:
    def check(field: str, value: Any, reading: Reading) -> Any:
        if isinstance(value, str) and value in known():
            return value
        raise ReviewError(f"{field}: {value!r} is none of its values; take one of {', '.join(known())}.")

    return check


def _mode(field: str, value: Any, reading: Reading) -> str | None:
    """Modes are an open set: PLOVER's and our own."""
    if value is None or (isinstance(value, str) and _MODE.fullmatch(value)):
        return value
    raise ReviewError(f"{field}: takes a mode as readings write it, such as heavy-weapons or shelling, or null.")


def _parties(field: str, value: Any, reading: Reading) -> list[dict[str, Any]]:
    if not isinstance(value, list) or len(value) > _MOST:
        raise ReviewError(f"{field}: takes a list of up to {_MOST}, each a mention's id, a span {{start, end}} or an {{entity}}.")
    return [_party(field, item, reading) for item in value]


def _party(field: str, item: Any, reading: Reading) -> dict[str, Any]:
    """An actor or place: the words, and the registry's entry, whichever is known."""
    if isinstance(item, str):
        mention = next((m for m in reading.mentions if m.id == item), None)
        if mention is None:
            raise ReviewError(f"{field}: the reading has no mention {item}; give a span {{start, end}} of the text or an {{entity}}.")
        return {"text": mention.text, "entity": mention.entity, "start": mention.start, "end": mention.end}
    if isinstance(item, dict) and isinstance(entity := item.get("entity"), str):
        known = load_lexicon()
        if entity not in (known.places if field == "places" else known.actors):
            raise ReviewError(f"{field}: the registry has no {entity}; look it up with rawi who or rawi where, or mark its words instead.")
        words = _words(field, item, reading) if "start" in item else {"text": None, "start": None, "end": None}
        return {"text": words["text"], "entity": entity, "start": words["start"], "end": words["end"]}
    words = _words(field, item, reading)
    return {"text": words["text"], "entity": None, "start": words["start"], "end": words["end"]}


def _span(field: str, value: Any, reading: Reading) -> dict[str, Any]:
    return _words(field, value, reading)


def _words(field: str, value: Any, reading: Reading) -> dict[str, Any]:
    """A span of the text with its letters."""
    told = value if isinstance(value, dict) else {}
    start, end = told.get("start"), told.get("end")
    length = len(reading.article.text)
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= length:
        raise ReviewError(f"{field}: takes a span {{start, end}} of the text, code points from 0 to {length}.")
    return {"start": start, "end": end, "text": reading.article.text[start:end]}


def _date(field: str, value: Any, reading: Reading) -> dict[str, Any] | None:
    if value is None:
        return None
    told = value if isinstance(value, dict) else {}
    first = told.get("first")
    last, precision = told.get("last", first), told.get("precision", "day")
    days = [iso_day(day) if isinstance(day, str) else None for day in (first, last)]
    if None in days or str(days[0]) > str(days[1]) or precision not in PRECISIONS:
        raise ReviewError(
            f"{field}: takes {{first, last}} as ISO days, the first not after the last, and a precision ({', '.join(PRECISIONS)})."
        )
    return {"first": days[0], "last": days[1], "precision": precision}


def _attribution(field: str, value: Any, reading: Reading) -> dict[str, Any] | None:
    """The statement that the event stands in; null for the outlet's own word."""
    if value is None:
        return None
    said = next((said for said in reading.attributions if said.id == value), None)
    if said is None:
        raise ReviewError(f"{field}: the reading has no attribution {value!r}; take one of its ids, or null for the outlet's own word.")
    return {"id": said.id, "start": said.cue.start, "end": said.cue.end, "text": said.cue.text}


FIELDS: dict[str, Callable[[str, Any, Reading], Any]] = {
    "type": _one_of(types),
    "mode": _mode,
    "status": _one_of(statuses),
    "actors": _parties,
    "recipients": _parties,
    "places": _parties,
    "date": _date,
    "span": _span,
    "attribution": _attribution,
}
