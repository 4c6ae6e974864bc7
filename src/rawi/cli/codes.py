"""rawi codes: the events of articles in the codes of CAMEO, ACLED and UCDP."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from rawi.cli.options import AnyLanguage, Outlet, Published
from rawi.cli.read import Out, lines_to, output

if TYPE_CHECKING:
    from rawi.acquire import Refusal
    from rawi.articles import Assumption, Wishes
    from rawi.records import Reading

_PATHS = "Articles as for rawi read, or the JSON Lines of Readings that it wrote; - for standard input."
Paths = Annotated[list[str], typer.Argument(metavar="PATH…", help=_PATHS, show_default=False)]


Pretty = Annotated[bool, typer.Option("--pretty", help="Print the codes with the rows behind them in place of JSON Lines.")]


def codes(
    paths: Paths,
    pretty: Pretty = False,
    published: Published = None,
    outlet: Outlet = None,
    out: Out = None,
    any_language: AnyLanguage = False,
) -> None:
    """Derive the codes of every event: one JSON object a line, each null with its reason."""
    from rawi.acquire import Refusal
    from rawi.articles import Wishes
    from rawi.cli.progress import Progress
    from rawi.records import Reading

    refused = False
    with output(out) as file, Progress(quiet=out is None and sys.stdout.isatty()) as progress:
        write = lines_to(file)
        for found in _readings(paths, Wishes(published, outlet, any_language)):
            if isinstance(found, Reading):
                for line in _digest(found) if pretty else _lines(found):
                    write(line)
                progress.step()
            else:
                refused = refused or isinstance(found, Refusal)
                progress.tell(str(found))
    if refused:
        raise typer.Exit(1)


def _readings(paths: list[str], wishes: Wishes) -> Iterator[Reading | Refusal | Assumption]:
    """The Readings of the paths in order: read now, or as a file holds them."""
    from rawi.articles import readings
    from rawi.cli.explain import holds_readings, kept_readings
    from rawi.read import default_reader

    for path in paths:
        yield from kept_readings(path) if holds_readings(path) else readings([path], default_reader(), wishes)


def _lines(reading: Reading) -> Iterator[str]:
    """One line an event: where it stands, what it is, its codes."""
    import orjson

    from rawi.codes import derive
    from rawi.records import plain

    for event in reading.events:
        found = plain(derive(event, reading))
        told = {"trigger": event.trigger.text, "type": event.type, "mode": None, "status": event.status}
        seen = {"score": event.score, "same_as": event.same_as}
        row = {"article": reading.article.id, "event": event.id, **told, **seen, **found}
        yield orjson.dumps(row).decode("utf-8")


def _digest(reading: Reading) -> Iterator[str]:
    """The codes of each event for a person, every row by file and line."""
    from rawi.codes import derive
    from rawi.codes.told import told

    for event in reading.events:
        mode = f"/{event.mode}" if event.mode else ""
        yield f"{reading.article.id} {event.id} {event.trigger.text}: {event.type}{mode}, {event.status}"
        yield from (f"  {line}" for line in told(derive(event, reading)))
