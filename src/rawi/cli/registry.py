"""rawi who, rawi where: what the registry knows under a name, on a day, and why one place wins."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rawi.cli.options import complain

if TYPE_CHECKING:
    from rawi.lexicon.rows import NameUse
    from rawi.lookup import Known

Name = Annotated[str, typer.Argument(metavar="NAME", help="A name in Arabic as news writes it, or in English.")]
On = Annotated[
    str | None, typer.Option("--on", metavar="DATE", help="Only what held on this day (YYYY-MM-DD); an office means its holder then.")
]
Near = Annotated[list[str] | None, typer.Option("--near", metavar="NAME", help="A place or country named beside it; may be given again.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]
_WHY = {"size": "size", "country": "country in play", "beside": "places beside it"}


def who(name: Name, on: On = None, as_json: AsJson = False) -> None:
    """Say which state, body, force or person a name or office stands for, else the nearest names."""
    from rawi.clean import CleanError
    from rawi.lookup import actors_named, known_of, likely_actors, resolved

    found, why = actors_named(name), None
    if not found:
        try:
            found, why = resolved(name, on)
        except CleanError as error:
            raise typer.BadParameter(str(error), param_hint="--on") from error
    for actor in found:
        _print(*_told(known_of(actor, on, name=name), why), as_json)
    _nearest(bool(found), name, likely_actors)


def _told(known: Known, why: str | None) -> tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]:
    """What is printed of an actor: a row, and the offices and relations below it."""
    actor = known.actor
    row: dict[str, Any] = {"id": actor.id, "kind": actor.kind, "name_en": actor.name_en, "name_ar": actor.name_ar, "country": actor.country}
    row |= {"cameo": known.cameo, "inter": known.inter, "wikidata": actor.wikidata, "parent": actor.parent, "row": actor.where}
    return row | ({"why": why} if why else {}), {
        "offices": [{"title": o.title, "country": o.country, "from": o.first, "to": o.last} for o in known.offices],
        "sides": [{"relation": s.relation, "other": s.other, "conflict": s.conflict, "from": s.first, "to": s.last} for s in known.sides],
        "names": [_use(use) for use in known.named],
    }


def _use(use: NameUse) -> dict[str, Any]:
    """Who uses which loaded names."""
    return {
        "conveys": use.conveys,
        "wording": use.wording,
        "used_by": list(use.used_by),
        "note": use.note,
        "from": use.first,
        "to": use.last,
    }


def where(name: Name, near: Near = None, as_json: AsJson = False) -> None:
    """Say which places a name stands for, the likeliest first and why, else the nearest names."""
    from rawi.lookup import likely_places, places_named, weighed

    found = weighed(places_named(name), near or [])
    for share, place, weights in found:
        row: dict[str, Any] = {
            "id": place.id,
            "feature": place.feature,
            "name_en": place.name_en,
            "name_ar": place.name_ar,
            "country": place.country,
        }
        row |= {
            "admin1": place.admin1,
            "lat": place.lat,
            "lon": place.lon,
            "precision_km": place.precision_km,
            "source": place.source,
            "row": place.where,
        }
        why = ", ".join(f"{told} x{getattr(weights, part):g}" for part, told in _WHY.items() if getattr(weights, part) != 1)
        _print(row | ({"score": round(share, 3), "why": why} if len(found) > 1 else {}), {}, as_json)
    _nearest(bool(found), name, likely_places)


def _print(row: dict[str, Any], more: dict[str, list[dict[str, Any]]], as_json: bool) -> None:
    """A row on one line; what belongs to it below, indented."""
    if as_json:
        print(json.dumps(row | more, ensure_ascii=False))
        return
    print("\t".join("-" if cell is None else str(cell) for cell in row.values()))
    for kind, things in more.items():
        for thing in things:
            told = " ".join(_shown(value) for key, value in thing.items() if value and key not in ("from", "to"))
            print(f"  {kind.removesuffix('s')}: {told} ({thing['from'] or '?'} to {thing['to'] or 'now'})")


def _shown(value: object) -> str:
    return f"by {', '.join(value)}:" if isinstance(value, list) else str(value)


def _nearest(known: bool, name: str, nearest: Callable[[str], list[str]]) -> None:
    """Without any row, the nearest names on stderr and exit 1."""
    if not known:
        likely = nearest(name)
        complain(f"{name}: the registry has no such name." + (f" Nearest: {'; '.join(likely)}." if likely else ""))
        raise typer.Exit(1)
