"""Rows in ACLED's 31 columns, in its order, with what Rawi has beside them at the end.

The columns that classify (ACLED's event types, actor labels, precisions, fatalities) come from the tables of codes, through ``coded`` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from rawi.codes import derive, load_codes
from rawi.codes.parties import is_two_sided
from rawi.export.told import Told
from rawi.lexicon import Lexicon, load_lexicon

ACLED = (
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
)
OURS = (
    "rawi_type",
    "rawi_mode",
    "status",
    "voice",
    "score",
    "speaker",
    "chain",
    "stance",
    "sentence_ar",
    "gloss_en",
    "deaths_ar",
    "trigger_ar",
    "title_ar",
    "published",
    "url",
    "article",
    "event",
    "lexicon",
)
COLUMNS = (*ACLED, *OURS)
# Who an event's columns of codes come from: a Told → values by ACLED's column names.
Coder = Callable[[Told], Mapping[str, object]]


def coded(told: Told) -> Mapping[str, object]:
    """The columns in which ACLED classifies, as `rawi codes` derives them; what none of its rows covers is left out."""
    codes = derive(told.event, told.reading)
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
    values = _who_and_when(told) | _where(told, load_lexicon()) | _beside(told) | dict(coder(told))
    return {name: "" if values.get(name) is None else str(values[name]) for name in COLUMNS}


def _who_and_when(told: Told) -> dict[str, object]:
    event = told.event
    day = event.date.first if event.date else None
    actors, recipients = told.names(event.actors), told.names(event.recipients)
    two_sided = not recipients and is_two_sided(event, load_codes(load_lexicon().folder))
    first, second = (actors[:1], actors[1:]) if two_sided else (actors, recipients)
    return {
        "event_id_cnty": told.id,
        "event_date": day,
        "year": day[:4] if day else None,
        "actor1": first[0] if first else None,
        "assoc_actor_1": _joined(first[1:]),
        "actor2": second[0] if second else None,
        "assoc_actor_2": _joined(second[1:]),
        "source": told.reading.article.outlet,
        "notes": told.gloss,
    }


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
        "trigger_ar": event.trigger.text,
        "title_ar": article.title,
        "published": article.published,
        "url": article.url,
        "article": article.id,
        "event": event.id,
        "lexicon": told.reading.made_by.lexicon,
    }


def _where(told: Told, lexicon: Lexicon) -> dict[str, object]:
    """The place columns, of the first place where it happened; coordinates only where the place has some."""
    if not told.places:
        return {}
    place = told.places[0]
    country = lexicon.countries.get(place.country or "")
    point = place.lat is not None and place.lon is not None
    return {
        "country": country.name_en if country else place.country,
        "admin1": lexicon.places[place.admin1].name_en if place.admin1 in lexicon.places else place.admin1,
        "location": told.names((place.id,))[0],
        "latitude": place.lat if point else None,
        "longitude": place.lon if point else None,
    }


def _joined(names: Iterable[str]) -> str:
    return "; ".join(names)
