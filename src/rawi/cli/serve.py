"""rawi serve: the workbench in the browser."""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
import webbrowser
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rawi.cli.options import complain
from rawi.cli.store_options import StoreAddress, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rawi.store import Store

_SHORTEST_KEY = 20
Demo = Annotated[bool, typer.Option("--demo", help="Open the bundled samples, in a store that is thrown away afterwards.")]
Port = Annotated[int | None, typer.Option("--port", metavar="N", min=0, max=65535, help="The port; 0 for a free one.", show_default="8737")]
NoOpen = Annotated[bool, typer.Option("--no-open", help="Do not open a browser.")]
Coder = Annotated[str | None, typer.Option("--coder", metavar="NAME", help="Under which name decisions are kept; without it $USER.")]


def serve(store: StoreAddress = None, demo: Demo = False, port: Port = None, no_open: NoOpen = False, coder: Coder = None) -> None:
    """Open the workbench: read, search and review in the browser. Prints its address, which works once, on one line; stop it with Ctrl+C."""
    from rawi.serve import Door, make_app
    from rawi.serve.running import PortTaken, run

    def ready(address: str) -> None:
        print(address)
        sys.stdout.flush()
        if not no_open:
            webbrowser.open(address)

    door = Door(coder or os.environ.get("USER") or "coder", key=_key())
    with _samples() if demo else opened(store, create=True) as kept:
        try:
            run(make_app(kept, door=door, demo=demo), port, ready)
        except PortTaken as error:
            complain(error)
            raise typer.Exit(1) from error


def _key() -> str:
    """The key for scripts that RAWI_KEY gives; without it one that nobody knows."""
    given = os.environ.get("RAWI_KEY", "")
    if given and len(given) < _SHORTEST_KEY:
        raise typer.BadParameter(
            f"RAWI_KEY has fewer than {_SHORTEST_KEY} letters; make one with: openssl rand -hex 24", param_hint="RAWI_KEY"
        )
    return given or secrets.token_urlsafe(32)


@contextmanager
def _samples() -> Iterator[Store]:
    """A store of the bundled samples in a folder that goes when it is closed."""
    from rawi.serve.samples import fill
    from rawi.store import Store

    with tempfile.TemporaryDirectory(prefix="rawi-demo-") as folder, Store.open(Path(folder) / "rawi.db") as kept:
        complain("Reading the samples …")
        fill(kept)
        yield kept
