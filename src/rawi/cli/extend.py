"""rawi places import, rawi actors import: tables of others into the registries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from rawi.cli.options import complain

places = typer.Typer(help="Extend the gazetteer.", no_args_is_help=True)
actors = typer.Typer(help="Extend the registry of actors.", no_args_is_help=True)
File = Annotated[Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="The file as it was downloaded and unpacked.")]
Data = Annotated[
    Path | None,
    typer.Option("--data", metavar="DIR", exists=True, file_okay=False, help="Another folder of tables than the installed one."),
]


class PlaceSource(StrEnum):
    """Where places come from."""

    geonames = "geonames"
    cod = "cod"


class ActorSource(StrEnum):
    """Where actors come from."""

    wikidata = "wikidata"


@places.command("import")
def import_places(source: PlaceSource, file: File, data: Data = None) -> None:
    """Add the places of a GeoNames country dump (geonames) or of an OCHA COD-AB table (cod) that have an Arabic name. Twice changes nothing."""
    from rawi.extend import cod_places, geonames_dump, new_places

    def rows(lexicon: object) -> tuple[list[dict[str, str]], Mapping[str, int]]:
        return cod_places(file, lexicon) if source is PlaceSource.cod else new_places(geonames_dump(file), lexicon)  # type: ignore[arg-type]

    _import("places", f"places/imported-{source.value}.tsv", rows, data)


@actors.command("import")
def import_actors(source: ActorSource, file: File, data: Data = None) -> None:
    """Add the actors of Wikidata entities (JSON) that have an Arabic label; private persons are left out. Twice changes nothing."""
    from rawi.extend import wikidata_actors

    _import("actors", f"actors/imported-{source.value}.tsv", lambda lexicon: wikidata_actors(file, lexicon), data)


def _import(table: str, into: str, rows: Callable[..., tuple[list[dict[str, str]], Mapping[str, int]]], data: Path | None) -> None:
    """Make the rows, write them, and say what was new and what was left out for which reason."""
    from rawi.extend import ImportError_, add_rows
    from rawi.lexicon import LexiconError, load_lexicon

    try:
        lexicon = load_lexicon(data.resolve() if data else None)
        made, left_out = rows(lexicon)
        done = add_rows(lexicon.folder, table, into, made, left_out)
    except (ImportError_, LexiconError) as error:
        complain(error)
        raise typer.Exit(1) from error
    except OSError as error:
        complain(f"{error.filename}: {error.strerror}; give a folder of tables that you may write with --data DIR.")
        raise typer.Exit(1) from error
    complain(f"{done.file}: {done.new} rows new, {done.changed} changed")
    for reason, count in sorted(done.left_out.items()):
        complain(f"left out: {count} ({reason})")
