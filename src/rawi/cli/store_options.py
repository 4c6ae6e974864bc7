"""Which store a command works on, and how its errors are told."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rawi.cli.options import complain

if TYPE_CHECKING:
    from rawi.store import Store

_STORE = "The store: a file, or postgresql://user@host/name. Without it RAWI_STORE, then store in rawi.toml, then rawi.db."
StoreAddress = Annotated[str | None, typer.Option("--store", metavar="PATH", help=_STORE, show_default=False)]
_SETTINGS = Path("rawi.toml")


def address_of(given: str | None) -> str:
    """The store's address: the option, else the environment, else rawi.toml of the working folder, else rawi.db there."""
    if given or os.environ.get("RAWI_STORE"):
        return given or os.environ["RAWI_STORE"]
    try:
        told = tomllib.loads(_SETTINGS.read_text("utf-8")).get("store") if _SETTINGS.exists() else None
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"rawi.toml cannot be read ({error}); correct it, or give --store", param_hint="--store") from error
    return told if isinstance(told, str) and told else "rawi.db"


@contextmanager
def opened(given: str | None, *, create: bool = False, upgrade_server: bool = False) -> Iterator[Store]:
    """The store of a command; what goes wrong with it is one line on stderr and exit 1."""
    from rawi.store import Store, StoreError

    try:
        with Store.open(address_of(given), create=create, upgrade_server=upgrade_server) as store:
            if store.copied:
                complain(f"{store.place}: brought up to this Rawi; the file as it was is {store.copied}")
            yield store
    except StoreError as error:
        complain(error)
        raise typer.Exit(1) from error
