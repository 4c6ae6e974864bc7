"""Rows in ACLED's 31 columns, in its order, with what Rawi has beside them at the end.

The columns that classify (ACLED's event types, actor labels, precisions, fatalities) come from the tables of codes, through ``coded`` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cache

from rawi.demo.gloss import bounds_in_words
from rawi.export.columns import names_of
from rawi.export.prose import notes_of
from rawi.export.scale import scale_of
from rawi.export.sides import country_name, sides_of
from rawi.export.told import Told
from rawi.export.where import spot_of
from rawi.outlets import Outlets, load_outlets

ACLED = names_of("acled")
OURS = names_of("rawi")
COLUMNS = (*ACLED, *OURS)
# Who an event's columns of codes come from: a Told → values by ACLED's column names.
Coder = Callable[[Told], Mapping[str, object]]


def coded(told: Told) -> Mapping[str, object]:
    """The columns in which ACLED classifies, as `rawi codes` derives them; what none of its rows covers is left out."""
    codes = told.codes
    values: dict[str, object] = {column: getattr(codes, field) for column, field in _OF_CODES.items()}
    if codes.acled_date:
        values |= {"event_date": codes.acled_date, "year": codes.acled_date[:4]}
    return values


_OF_CODES = {
    "time_precision": "time_precision",
    "disorder_type": "acled_disorder",
    "event_type": "acled_event_type",
    "sub_event_type": "acled_sub_event",
    "inter1": "inter1",
    "inter2": "inter2",
    "interaction": "interaction",
    "civilian_targeting": "civilian_targeting",
    "geo_precision": "geo_precision",
    "fatalities": "fatalities",
}


def row_of(told: Told, coder: Coder = coded) -> dict[str, str]:
    """One event as a row; what is not known is empty."""
    values = _who_and_when(told) | _where(told) | _source(told) | _beside(told) | dict(coder(told))
    return {name: "" if values.get(name) is None else str(values[name]) for name in COLUMNS}


@cache
def known_outlets() -> Outlets:
    """The outlets, loaded once."""
    return load_outlets()


def event_id(told: Told) -> str:
    """The id in ACLED's form, country and number: the same in every export as long as the article's id and the trigger's place are."""
    country = told.lexicon.countries.get(told.country or "")
    return f"{country.iso3 if country else _NOWHERE}{told.number}"


_NOWHERE = "XXX"  # ISO 3166 leaves it to its users


def _who_and_when(told: Told) -> dict[str, object]:
    event = told.event
    day = event.date.first if event.date else None
    one, two = sides_of(told)
    return {
        "event_id_cnty": event_id(told),
        "event_date": day,
        "year": day[:4] if day else None,
        "actor1": one.actor,
        "assoc_actor_1": _joined(one.associated),
        "actor2": two.actor,
        "assoc_actor_2": _joined(two.associated),
        "tags": _tags(told),
        "timestamp": _seconds(told.made),
    }


def _source(told: Told) -> dict[str, object]:
    """Who published it, how far that outlet reaches, and what it says."""
    outlets = known_outlets()
    return {
        "source": told.reading.article.outlet,
        "source_scale": scale_of(told, outlets),
        "notes": notes_of(told, outlets),
    }


def _tags(told: Told) -> str | None:
    """ACLED's tag of a demonstration: how large the crowd is said to be."""
    if told.codes.acled_event_type not in ("Protests", "Riots") or told.codes.acled_disorder == "Political violence":
        return None
    crowd = (f for f in told.reading.figures if f.of in told.event.actors and f.part_of is None)
    counted = next((f for f in crowd if f.low is not None or f.high is not None), None)
    return f"crowd size={bounds_in_words(counted) if counted else 'no report'}"


def _seconds(made: str | None) -> int | None:
    """An ISO time as seconds since 1970, as ACLED gives it."""
    return int(datetime.fromisoformat(made).timestamp()) if made else None


def _beside(told: Told) -> dict[str, object]:
    """Our own columns."""
    event, article, said = told.event, told.reading.article, told.attribution
    values: dict[str, object] = {name: getattr(event, name) for name in ("status", "voice", "score")}
    return values | {
        "rawi_type": event.type,
        "rawi_mode": event.mode,
        "speaker": _joined(told.speakers),
        "chain": _joined(told.chain),
        "stance": said.stance if said else None,
        "sentence_ar": told.sentence,
        "gloss_en": told.gloss,
        "deaths_ar": told.deaths,
        "actors_ar": _joined(told.words(event.actors)),
        "recipients_ar": _joined(told.words(event.recipients)),
        "trigger_ar": event.trigger.text,
        "title_ar": article.title,
        "published": article.published,
        "url": article.url,
        "article": article.id,
        "event": event.id,
        "lexicon": told.reading.made_by.lexicon,
    }


def _where(told: Told) -> dict[str, object]:
    """The place columns, of the place where it happened; coordinates only where it has some."""
    country, codes = country_name(told), told.scene.tables.countries.get(told.country or "")
    values: dict[str, object] = {"country": country}
    if codes:
        values |= {"iso": codes.numeric, "region": codes.acled_region}
    spot = spot_of(told)
    if spot is None:
        return values
    admin1, admin2 = spot.lies
    return values | {
        "admin1": admin1.name_en if admin1 else None,
        "admin2": admin2.name_en if admin2 else None,
        "location": spot.name,
        "latitude": spot.lat,
        "longitude": spot.lon,
    }


def _joined(names: Iterable[str]) -> str:
    return "; ".join(names)
