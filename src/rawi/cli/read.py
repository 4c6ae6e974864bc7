"""rawi read: articles in, Readings out, one line each."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from rawi.cli.options import AnyLanguage, Outlet, Published
from rawi.records import Reading

_PATHS = "Files (.txt .html .htm .jsonl .ndjson .warc .warc.gz), folders, or - for standard input."
Paths = Annotated[list[str], typer.Argument(metavar="PATH…", help=_PATHS, show_default=False)]
Pretty = Annotated[bool, typer.Option("--pretty", help="Print a readable digest in place of JSON Lines.")]
_OUT = "Write there in place of standard output; the file appears when all is read."
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", dir_okay=False, help=_OUT)]


def read(
    paths: Paths,
    pretty: Pretty = False,
    published: Published = None,
    outlet: Outlet = None,
    out: Out = None,
    any_language: AnyLanguage = False,
) -> None:
    """Read articles: one Reading a line (JSON Lines) on standard output, in input order."""
    from rawi.acquire import Refusal
    from rawi.articles import Wishes, readings
    from rawi.cli.progress import Progress
    from rawi.read import default_reader

    refused = False
    with output(out) as file, Progress(quiet=out is None and sys.stdout.isatty()) as progress:
        write = _digests(file, out is None) if pretty else _lines(file)
        for found in readings(paths, default_reader(), Wishes(published, outlet, any_language)):
            if isinstance(found, Reading):
                write(found)
                progress.step()
            else:
                refused = refused or isinstance(found, Refusal)
                progress.tell(str(found))
    if refused:
        raise typer.Exit(1)


def _lines(file: BinaryIO) -> Callable[[Reading], None]:
    """Writes a Reading as one line."""
    write = lines_to(file)
    return lambda reading: write(reading.to_json())


def lines_to(file: BinaryIO) -> Callable[[str], None]:
    """Writes one whole line at once; when whoever reads us has gone, the run ends quietly."""

    def write(line: str) -> None:
        try:
            file.write(line.encode("utf-8") + b"\n")
            file.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(1) from None

    return write


def _digests(file: BinaryIO, shown: bool) -> Callable[[Reading], None]:
    """Writes a Reading as a digest, coloured on a terminal."""
    from rich.console import Console

    from rawi.digest import print_digest

    console = (
        Console(soft_wrap=True) if shown else Console(file=TextIOWrapper(file, "utf-8", write_through=True), soft_wrap=True, width=120)
    )
    return lambda reading: print_digest(reading, console)


@contextmanager
def output(out: Path | None) -> Iterator[BinaryIO]:
    """Standard output, or a file beside ``out`` that takes its name when all is written."""
    if out is None:
        yield sys.stdout.buffer
        return
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        file = part.open("xb")
    except OSError as error:
        raise _unwritable(out, error) from error
    try:
        with file:
            yield file
        try:
            part.replace(out)
        except OSError as error:
            raise _unwritable(out, error) from error
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _unwritable(out: Path, error: OSError) -> typer.BadParameter:
    told = f"cannot write {out} ({error.strerror}); choose a folder that exists and that you may write to"
    return typer.BadParameter(told, param_hint="--out")
