"""Rows in the 49 columns of UCDP's georeferenced event dataset, as far as a report justifies them; docs/exports.md tells each column."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rawi.codes.facts import figures_of
from rawi.codes.parties import Party, tags_of
from rawi.export.prose import outlet_name
from rawi.export.sides import country_name
from rawi.export.told import Told
from rawi.export.where import grid_cell, spot_of
from rawi.outlets import Outlets

_STATE_BASED, _ONE_SIDED = 1, 3
_ONLY_A_KIND = "actor_classes/kind-"  # the row of whoever is told by no word of theirs
_CLEAR, _SUMMARY = 1, 2


class Side(NamedTuple):
    """A side of UCDP's dyad: its name, its mentions, and the country whose government it is (ISO code, None for any other)."""

    name: str | None
    mentions: frozenset[str]
    government_of: str | None = None


def ucdp_row(told: Told, outlets: Outlets) -> dict[str, object]:
    """One event of a type of violence that UCDP knows; what a report cannot tell is left out."""
    a, b = dyad_of(told)
    countries = told.scene.tables.countries
    event, article, codes = told.event, told.reading.article, told.codes
    values: dict[str, object] = {
        "id": told.number,
        "relid": told.id,
        "type_of_violence": codes.ucdp_type,
        "dyad_name": f"{a.name} - {b.name}" if a.name and b.name else None,
        "side_a": a.name,
        "side_b": b.name,
        "number_of_sources": 1,
        "source_article": _cited(told, outlets),
        "source_office": outlet_name(told, outlets),
        "source_date": article.published,
        "source_headline": article.title,
        "source_original": "; ".join(told.speakers) or None,
        "event_clarity": _SUMMARY if _is_summary(told) else _CLEAR,
        "date_prec": codes.date_precision,
        "low": codes.low,
        "best": codes.best,
        "high": codes.high,
    }
    for key, side in (("gwnoa", a), ("gwnob", b)):
        state = countries.get(side.government_of or "")
        values[key] = state.ucdp_id if state else None
    if event.date is not None and event.date.first and event.date.last:
        values |= {"year": event.date.first[:4], "date_start": event.date.first, "date_end": event.date.last}
    return values | _where(told) | _deaths(told, a, b)


def dyad_of(told: Told) -> tuple[Side, Side]:
    """Both sides: of violence with a state its government first, of one-sided violence civilians second."""
    doers, victims = (_side(side, told) for side in told.scene.sides)
    if told.codes.ucdp_type == _ONE_SIDED:
        return doers, victims._replace(name="Civilians", government_of=None)
    if told.codes.ucdp_type == _STATE_BASED and "government" not in tags_of(told.scene.sides.doers):
        return victims, doers
    return doers, victims


def _side(parties: tuple[Party, ...], told: Told) -> Side:
    """The side by its first party that fights, named as UCDP names governments, else as the registry does."""
    ids = frozenset(party.mention for party in parties)
    first = next((party for party in parties if party.cls and "organised" in party.cls.tags), None)
    mention = told.mentions.get(first.mention) if first else None
    if first is None or mention is None or first.cls is None:
        return Side(None, ids)
    actor = told.lexicon.actors.get(mention.entity or "")
    country = told.lexicon.countries.get(actor.country or "") if actor and "government" in first.cls.tags else None
    if country is None:
        return Side(told.names((mention.id,))[0] if mention.name_en else None, ids)
    codes = told.scene.tables.countries.get(country.iso2)
    return Side(f"Government of {(codes.ucdp_name if codes else None) or country.name_en}", ids, country.iso2)


def _where(told: Told) -> dict[str, object]:
    """Place columns: what the point stands for, the article's words for where it was, divisions, country."""
    codes, country = told.scene.tables.countries.get(told.country or ""), told.lexicon.countries.get(told.country or "")
    values: dict[str, object] = {"where_prec": told.codes.where_precision}
    if codes and country:
        name = codes.ucdp_name or country_name(told)
        values |= {"country": name, "country_id": codes.ucdp_id, "region": codes.ucdp_region}
    spot = spot_of(told)
    if spot is None:
        return values
    admin1, admin2 = spot.lies
    names = (f"{admin1.name_en} {admin1.kind}".strip() if admin1 else None, f"{admin2.name_en} {admin2.kind}".strip() if admin2 else None)
    values |= {"where_coordinates": spot.name, "where_description": spot.words, "adm_1": names[0], "adm_2": names[1]}
    if spot.lat is not None and spot.lon is not None:
        point = {"latitude": spot.lat, "longitude": spot.lon, "geom_wkt": f"POINT ({spot.lon} {spot.lat})"}
        values |= {**point, "priogrid_gid": grid_cell(spot.lat, spot.lon)}
    return values


def _deaths(told: Told, a: Side, b: Side) -> dict[str, object]:
    """The best estimate by side: whom each count is of, sub-counts first; whoever no count tells apart is unknown."""
    left, shares = told.codes.best or 0, {"deaths_a": 0, "deaths_b": 0, "deaths_civilians": 0}
    for whose, count in _counted(told):
        share = _share_of(whose, told, a, b)
        if share:
            counted = min(count, left)
            shares[share] += counted
            left -= counted
    return {**shares, "deaths_unknown": left}


def _counted(told: Told) -> Iterator[tuple[str | None, int]]:
    """(whose, how many) of the telling that is coded: each part of a total, then the rest of it; without a count, of those killed."""
    wholes = figures_of(told.scene.event, told.reading, "killed")
    tellers = sorted({figure.attribution or "" for figure in wholes})
    lows = {teller: sum(f.low or 0 for f in wholes if (f.attribution or "") == teller) for teller in tellers}
    for whole in wholes:
        if (whole.attribution or "") != min(tellers, key=lambda teller: lows[teller]):
            continue  # the lowest telling is coded
        parts = [f for f in told.reading.figures if f.part_of == whole.id and f.measure == "killed"]
        for part in parts:
            yield part.of, int(part.low or 0)
        yield whole.of, max(int((whole.low or 0) - sum(part.low or 0 for part in parts)), 0)
    if not wholes:
        for id in told.scene.event.recipients[:1]:
            yield id, told.codes.best or 0


def _share_of(whose: str | None, told: Told, a: Side, b: Side) -> str | None:
    """Whose dead these are: civilians by their class, fighters by the side that their mention stands on; of those whom a battle killed and
    the text calls no more than people nobody can say."""
    party = told.party(whose)
    if party and party.cls and "unarmed" in party.cls.tags:
        only_people = party.source is not None and party.source[0].startswith(_ONLY_A_KIND)
        return None if only_people and told.codes.ucdp_type != _ONE_SIDED else "deaths_civilians"
    if whose in a.mentions:
        return "deaths_a"
    return "deaths_b" if whose in b.mentions else None


def _is_summary(told: Told) -> bool:
    """Whether the report adds up what happened in several places or on several days: UCDP's lower clarity."""
    span = told.event.date
    days = (
        span is not None
        and span.first != span.last
        and span.precision in ("day", "week", "month", "part_of_month", "season", "year", "open")
    )
    roles = told.event.place_roles or ("at",) * len(told.event.places)
    return days or sum(role == "at" for role in roles) > 1


def _cited(told: Told, outlets: Outlets) -> str | None:
    """The source as UCDP cites one: outlet, day, headline."""
    article = told.reading.article
    parts = (outlet_name(told, outlets), article.published, article.title)
    return ", ".join(" ".join(part.split()) for part in parts if part) or None
