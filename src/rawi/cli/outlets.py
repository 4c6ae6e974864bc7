"""rawi outlets: who publishes, who owns them as documented, and which others are of one owner."""

from __future__ import annotations

import difflib
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rawi.cli.options import complain
from rawi.fold import fold_word

if TYPE_CHECKING:
    from rawi.outlets import Outlet, Outlets

Name = Annotated[str | None, typer.Argument(metavar="[NAME]", help="An id, a name in Arabic or English, or an address; all without it.")]
File = Annotated[
    Path | None,
    typer.Option("--file", metavar="FILE", help="Your own outlets, in place of an outlets.toml in the working folder."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]
_NEAREST = 5
_SIMILAR = 0.7


def outlets(name: Name = None, file: File = None, as_json: AsJson = False) -> None:
    """List the known outlets, or show one by its id, name or address: owner, source, domains, feeds, and the others of its family."""
    from rawi.lexicon import LexiconError
    from rawi.outlets import load_outlets

    try:
        known = load_outlets(file)
    except LexiconError as error:
        complain(error)
        raise typer.Exit(1) from error
    if name is None:
        for outlet in known:
            print(json.dumps(asdict(outlet), ensure_ascii=False) if as_json else _line(outlet))
        return
    found = known.get(name) or known.of(name)
    if found is None:
        likely = _nearest(name, known)
        complain(f"{name}: no such outlet is known." + (f" Nearest: {'; '.join(likely)}." if likely else "") + " rawi outlets lists all.")
        raise typer.Exit(1)
    told = _told(found, known)
    print(json.dumps(told, ensure_ascii=False) if as_json else "\n".join(f"{key}\t{_shown(value)}" for key, value in told.items() if value))


def _line(outlet: Outlet) -> str:
    """An outlet on one line."""
    return "\t".join((outlet.id, outlet.country, outlet.kind, outlet.name_en, outlet.name_ar, " ".join(outlet.domains), outlet.owner))


def _told(outlet: Outlet, known: Outlets) -> dict[str, Any]:
    """Everything about an outlet, with the ids of the others of its family."""
    return asdict(outlet) | {"same_family": [other.id for other in known.family(outlet.family) if other is not outlet]}


def _shown(value: object) -> str:
    return "; ".join(value) if isinstance(value, list | tuple) else str(value)


def _nearest(name: str, known: Outlets) -> list[str]:
    """Names that look alike, each with its id."""
    names = {fold_word(shown): f"{shown} = {outlet.id}" for outlet in known for shown in (outlet.id, *outlet.names)}
    wanted = fold_word(name)
    holding = [told for folded, told in names.items() if f" {wanted} " in f" {folded} "]
    return holding[:_NEAREST] or [names[found] for found in difflib.get_close_matches(wanted, names, _NEAREST, _SIMILAR)]
