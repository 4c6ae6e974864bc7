"""rawi db: the care of a store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rawi.cli.options import complain
from rawi.cli.store_options import StoreAddress, opened

app = typer.Typer(help="Bring a store up to this Rawi, copy it, check it.", no_args_is_help=True)
Target = Annotated[
    Path | None, typer.Argument(metavar="FILE", help="The copy; a number is added to a name that is taken.", show_default=False)
]


@app.command("upgrade")
def upgrade(store: StoreAddress = None) -> None:
    """Make or bring up the tables, and enter the articles into the index anew where the tables of words have changed."""
    from rawi.cli.progress import Progress

    with opened(store, create=True, upgrade_server=True) as kept, Progress() as progress:
        entered = kept.index_anew(progress.step) if kept.index_is_stale() or kept.index_is_short() else 0
        complain(f"{kept.place}: is as this Rawi needs it" + (f"; {entered} articles entered into the index anew" if entered else ""))


@app.command("backup")
def backup(target: Target = None, store: StoreAddress = None) -> None:
    """Copy the store whole, while others may use it; the copy's name is printed."""
    from datetime import UTC, datetime

    with opened(store) as kept:
        path = Path(kept.place)
        stamp = f"{datetime.now(UTC):%Y-%m-%d}"
        print(kept.backup(target or path.with_name(f"{path.stem}-{stamp}{path.suffix}")))


@app.command("check")
def check(store: StoreAddress = None) -> None:
    """Check that nothing is lost or damaged: references, the bytes of captures, the index, the chain of the audit. Exit 1 on a fault."""
    from rawi.cli.progress import Progress

    with opened(store) as kept, Progress("captures") as progress:
        faults = kept.faults(progress.step)
        counts = ", ".join(f"{number} {name}" for name, number in kept.counts().items())
    for fault in faults:
        print(fault)
    complain(f"{kept.place}: {counts}; {f'{len(faults)} faults' if faults else 'whole'}")
    raise typer.Exit(bool(faults))
