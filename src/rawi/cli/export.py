"""rawi export: the store's records in the formats of others."""

from __future__ import annotations

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
    jsonl = "jsonl"
    geojson = "geojson"


Wanted = Annotated[
    Format, typer.Argument(metavar="FORMAT", help="csv (ACLED's columns and ours), jsonl (whole Readings) or geojson.", show_default=False)
]
_OUT = "Write there in place of standard output; the file appears when all is written."
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", dir_okay=False, help=_OUT)]
Low = Annotated[float, typer.Option("--min-score", metavar="P", min=0.0, max=1.0, help="Leave out events below this score.")]
Mark = Annotated[bool, typer.Option("--bom", help="Begin a csv with a byte order mark, which Excel needs to read it as UTF-8.")]


def export(format: Wanted, out: Out = None, store: StoreAddress = None, low: Low = 0.5, bom: Mark = False) -> None:
    """Write the events of the store, or its Readings, to a file."""
    from rawi.cli.progress import Progress
    from rawi.cli.read import output
    from rawi.export import ExportOptions, write_export

    if bom and format is not Format.csv:
        raise typer.BadParameter("is for csv only; leave it out", param_hint="--bom")
    with opened(store) as kept, output(out) as file, Progress(quiet=out is None) as progress:
        text = TextIOWrapper(file, "utf-8-sig" if bom else "utf-8", errors="surrogatepass", newline="", write_through=True)
        written = write_export(format.value, kept.each_reading(), text, ExportOptions(low), progress.step)
        text.detach()
    complain(f"{written.records} records of {written.articles} articles")
