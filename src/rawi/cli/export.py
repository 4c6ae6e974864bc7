"""rawi export: the store's records in the formats of others."""

from __future__ import annotations

import json
from contextlib import ExitStack
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from rawi.cli.options import complain
from rawi.cli.store_options import StoreAddress, opened


class Format(StrEnum):
    """The formats there are."""

    csv = "csv"
    acled = "acled"
    ucdp = "ucdp"
    jsonl = "jsonl"
    geojson = "geojson"


_FORMATS = "csv (ACLED's columns and ours), acled (its 31 columns alone), ucdp (its 49 columns), jsonl (whole Readings) or geojson."
_TABLES = frozenset({Format.csv, Format.acled, Format.ucdp})
Wanted = Annotated[Format, typer.Argument(metavar="FORMAT", help=_FORMATS, show_default=False)]
_OUT = "Write there in place of standard output; the file appears when all is written."
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", dir_okay=False, help=_OUT)]
Low = Annotated[float, typer.Option("--min-score", metavar="P", min=0.0, max=1.0, help="Leave out events below this score.")]
Mark = Annotated[bool, typer.Option("--bom", help="Begin a table with a byte order mark, which Excel needs to read it as UTF-8.")]
Hxl = Annotated[bool, typer.Option("--hxl", help="Put a row of HXL hashtags under the header of a table.")]
_PACKAGE = "Write datapackage.json (Frictionless) beside the table of --out: its columns, their types and what they hold."
Package = Annotated[bool, typer.Option("--package", help=_PACKAGE)]


def export(
    format: Wanted,
    out: Out = None,
    store: StoreAddress = None,
    low: Low = 0.5,
    bom: Mark = False,
    hxl: Hxl = False,
    packed: Package = False,
) -> None:
    """Write the events of the store, or its Readings, to a file."""
    from rawi.cli.progress import Progress
    from rawi.cli.read import output
    from rawi.export import ExportOptions, write_export

    _refuse(format, {"--bom": bom, "--hxl": hxl, "--package": packed}, out)
    with ExitStack() as files, opened(store) as kept:
        file, progress = files.enter_context(output(out)), files.enter_context(Progress(quiet=out is None))
        beside = files.enter_context(output(out.with_name("datapackage.json"))) if packed and out else None
        text = TextIOWrapper(file, "utf-8-sig" if bom else "utf-8", errors="surrogatepass", newline="", write_through=True)
        written = write_export(format.value, kept.each_dated_reading(), text, ExportOptions(low, hxl=hxl), progress.step)
        text.detach()
        if beside is not None and out is not None:
            beside.write(_described(format, out, bom, hxl))
    complain(f"{written.records} records of {written.articles} articles")


def _refuse(format: Format, given: dict[str, bool], out: Path | None) -> None:
    """Options that a format has no use for. Raises typer.BadParameter."""
    for option, wanted in given.items():
        if wanted and format not in _TABLES:
            raise typer.BadParameter(f"is for {', '.join(sorted(_TABLES))} only; leave it out", param_hint=option)
    if given["--package"] and out is None:
        raise typer.BadParameter("describes the file of --out; give one", param_hint="--package")


def _described(format: Format, out: Path, bom: bool, hxl: bool) -> bytes:
    """The data package of a table, as JSON."""
    from rawi.export import package, table_of
    from rawi.lexicon import load_lexicon
    from rawi.version import VERSION

    encoding = "utf-8-sig" if bom else "utf-8"
    described = package(out.name, table_of(format.value), encoding, load_lexicon().digest, VERSION, skipped=int(hxl))
    return json.dumps(described, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"
