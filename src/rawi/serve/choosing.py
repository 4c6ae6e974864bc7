"""What a person chose in a form → what the store and review take."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from starlette.datastructures import FormData

from rawi.lexicon import load_lexicon
from rawi.lookup import actors_named, places_named
from rawi.records import Reading
from rawi.review import ReviewError
from rawi.serve.offsets import Units

_PARTIES = ("actors", "recipients", "places")
_PRECISIONS = ((1, "day"), (7, "week"), (31, "month"), (100, "season"), (366, "year"))
"""The most days of each precision."""
_MOST_PLACES = 20
ENTITY = "entity:"
"""What stands before a registry id where a form could also send a mention's."""


def ids_of(field: str, name: str) -> Iterable[str]:
    """The registry ids behind a name in a filter."""
    if field == "place":
        return [place.id for place in places_named(name)] + _places_beginning(name)
    return [actor.id for actor in actors_named(name)] if field in ("actor", "speaker", "side") else []


@lru_cache(256)
def _places_beginning(name: str) -> list[str]:
    """Places whose English name goes on after a name: «Idlib Governorate» for «Idlib»."""
    start = f"{name.strip().lower()} "
    return [place.id for place in load_lexicon().places.values() if place.name_en.lower().startswith(start)][:_MOST_PLACES]


def value_of(field: str, form: FormData, reading: Reading) -> Any:
    """The value of a correction as review takes it; offsets in the browser's units become code points here."""
    if field in _PARTIES:
        return [_party(str(value)) for value in form.getlist("value")]
    if field == "date":
        return _period(str(form.get("first") or ""), str(form.get("last") or ""))
    if field == "span":
        units = Units.of(reading.article.text)
        return {"start": units.point(_offset(form.get("start"))), "end": units.point(_offset(form.get("end")))}
    return str(form.get("value") or "") or None


def _party(value: str) -> str | dict[str, str]:
    """A mention by its id, or an entry of the registry."""
    return {"entity": value.removeprefix(ENTITY)} if value.startswith(ENTITY) else value


def _period(first: str, last: str) -> dict[str, str] | None:
    """Days with the precision that their number gives; none where the first is empty."""
    if not first:
        return None
    try:
        days = (date.fromisoformat(last or first) - date.fromisoformat(first)).days + 1
    except ValueError:
        raise ReviewError("date: takes days written as 2020-05-21.") from None
    precision = next((name for most, name in _PRECISIONS if days <= most), "open")
    return {"first": first, "last": last or first, "precision": precision}


def _offset(told: Any) -> int:
    text = str(told or "")
    if not text.isdecimal() or len(text) > 12:
        raise ReviewError("span: mark the words in the text first.")
    return int(text)
