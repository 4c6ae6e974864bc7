"""rawi who, rawi where: what the registry knows under a name."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Annotated

import typer

from rawi.cli.options import complain

Name = Annotated[str, typer.Argument(metavar="NAME", help="A name in Arabic as news writes it, or in English.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]


def who(name: Name, as_json: AsJson = False) -> None:
    """Say which state, body, force or person a name stands for, else the nearest names."""
    from rawi.lookup import actors_named, likely_actors

    rows = [(a.id, a.kind, a.name_en, a.name_ar, a.country, a.where) for a in actors_named(name)]
    _show(rows, ("id", "kind", "name_en", "name_ar", "country", "row"), name, likely_actors, as_json)


def where(name: Name, as_json: AsJson = False) -> None:
    """Say which places a name stands for, else the nearest names."""
    from rawi.lookup import likely_places, places_named

    rows = [(p.id, p.feature, p.name_en, p.name_ar, p.country, p.lat, p.lon, p.precision_km, p.where) for p in places_named(name)]
    _show(rows, ("id", "feature", "name_en", "name_ar", "country", "lat", "lon", "precision_km", "row"), name, likely_places, as_json)


def _show(
    rows: Sequence[tuple[object, ...]], columns: tuple[str, ...], name: str, nearest: Callable[[str], list[str]], as_json: bool
) -> None:
    """The rows, one a line; without any, the nearest names on stderr and exit 1."""
    for row in rows:
        plain = "\t".join("-" if cell is None else str(cell) for cell in row)
        print(json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) if as_json else plain)
    if not rows:
        likely = nearest(name)
        complain(f"{name}: the registry has no such name." + (f" Nearest: {'; '.join(likely)}." if likely else ""))
        raise typer.Exit(1)
