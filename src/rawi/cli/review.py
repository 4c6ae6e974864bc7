"""rawi review: how far a store is reviewed, what was accepted, and one's own table beside it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from rawi.cli.options import complain
from rawi.cli.store_options import StoreAddress, opened

if TYPE_CHECKING:
    from rawi.review.matching import Matched
    from rawi.review.own_table import OwnTable
    from rawi.store import Decided, Store

app = typer.Typer(help="See how far a store is reviewed, write what was accepted, compare a table of your own.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", dir_okay=False, help="Write there in place of standard output.")]
Bom = Annotated[bool, typer.Option("--bom", help="Begin the table with a byte order mark, which Excel needs to read it as UTF-8.")]
Decisions = Annotated[bool, typer.Option("--decisions", help="Every decision, one JSON object a line, in place of the table.")]
Table = Annotated[
    Path, typer.Argument(metavar="TABLE", help="A CSV of any columns, one of them dates: ACLED's, UCDP's, yours.", show_default=False)
]
_MARK = "Take the events that a row surely tells off the queue, as coded already, under this name."
_COLUMN = "What a column is that its header does not tell: id, date, last, place, lat, lon, party, kind or notes; may be given again."
Columns = Annotated[list[str] | None, typer.Option("--column", metavar="ROLE=COLUMN", help=_COLUMN, show_default=False)]
Days = Annotated[int, typer.Option("--days", min=0, max=31, help="How many days apart a row and an event may be.")]
Km = Annotated[float, typer.Option("--km", min=0, max=200, help="How far from the row's point a place may be; 0 for names alone.")]
Mark = Annotated[str | None, typer.Option("--mark", metavar="CODER", help=_MARK, show_default=False)]


@app.command("status")
def status(store: StoreAddress = None, as_json: AsJson = False) -> None:
    """What is decided, by whom, what waits, which decisions lost their record, and whether the audit's chain holds. Exit 1 if not."""
    from rawi.review import state

    with opened(store) as kept:
        found = state(kept)
    if as_json:
        print(json.dumps(found.to_dict(), ensure_ascii=False))
    else:
        verdicts = ", ".join(f"{number} {verdict}" for verdict, number in sorted(found.verdicts.items())) or "nothing decided"
        print(f"{verdicts}; {found.corrected} corrected; {found.waiting} wait")
        for coder, number in sorted(found.coders.items()):
            print(f"  {coder}: {number}")
        for orphan in found.orphans:
            print(f"orphan: {orphan.article} {orphan.record} ({orphan.quote}) {orphan.verdict} by {orphan.coder}")
    for fault in found.faults:
        complain(fault)
    raise typer.Exit(bool(found.faults))


@app.command("export")
def export(store: StoreAddress = None, out: Out = None, decisions: Decisions = False, as_json: AsJson = False, bom: Bom = False) -> None:
    """Write the accepted events, corrections included, as a table in ACLED's columns (with --json one object a line)."""
    from rawi.cli.read import output

    if bom and (as_json or decisions):
        raise typer.BadParameter("is for the table only; leave it out", param_hint="--bom")
    with opened(store) as kept, output(out) as file:
        text = TextIOWrapper(file, "utf-8-sig" if bom else "utf-8", errors="surrogatepass", newline="", write_through=True)
        count = _lines(kept, text, decisions) if decisions or as_json else _table(kept, text)
        text.detach()
    complain(f"{count} {'decisions' if decisions else 'accepted events'}")


def _lines(store: Store, file: TextIO, decisions: bool) -> int:
    from rawi.review import accepted, decision_row, table_row

    rows = map(decision_row, _each_decision(store)) if decisions else map(table_row, accepted(store))
    count = 0
    for row in rows:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")
        count += 1
    return count


def _each_decision(store: Store) -> Iterator[Decided]:
    last = 0
    while page := store.decisions(after=last):
        yield from page
        last = page[-1].id


def _table(store: Store, file: TextIO) -> int:
    from rawi.review import TABLE, accepted, table_row

    writer = csv.DictWriter(file, TABLE, lineterminator="\r\n")
    writer.writeheader()
    count = 0
    for one in accepted(store):
        writer.writerow(table_row(one))
        count += 1
    return count


@app.command("import")
def compare_table(
    table: Table,
    store: StoreAddress = None,
    as_json: AsJson = False,
    mark: Mark = None,
    column: Columns = None,
    days: Days = 1,
    km: Km = 10,
) -> None:
    """Compare a table of your own with the store: which of its rows Rawi found too, so that nothing is coded twice."""
    from rawi.review.marking import mark as mark_all
    from rawi.review.marking import sure_events
    from rawi.review.matching import Nearness, match
    from rawi.review.own_rows import rows_of
    from rawi.review.own_table import read_table

    with opened(store) as kept, _refusals():
        own = read_table(table)
        if own.assumed:
            complain(f"{table}: is not UTF-8; read as {own.assumed}.")
        found = match(kept, rows_of(own.dicts(), _roles(own, column or [])), Nearness(days, km))
        marked = mark_all(kept, sure_events(found), mark) if mark else 0
    for row in found:
        print(json.dumps(row.to_dict(), ensure_ascii=False) if as_json else _told(row))
    counts = ", ".join(f"{sum(row.verdict == verdict for row in found)} {verdict}" for verdict in ("same", "likely", "new", "undated"))
    complain(f"{len(found)} rows: {counts}" + (f"; {marked} events marked as coded already" if mark else ""))


def _roles(own: OwnTable, told: list[str]) -> dict[str, str]:
    """Column → role: as the headers tell, then as ``--column`` does. Raises ReviewError where no column has the dates."""
    from rawi.review import ReviewError
    from rawi.review.own_rows import ROLES, roles_of

    roles = roles_of(own.columns)
    for role, _, name in (one.partition("=") for one in told):
        if role not in ROLES or name not in own.columns:
            raise typer.BadParameter(f"takes ROLE=COLUMN, a role of {', '.join(ROLES)} and a column of the table", param_hint="--column")
        roles[name] = role
    if "date" not in roles.values():
        raise ReviewError(f"{own.name}: no column of dates is known by its header; name it, for instance --column date={own.columns[0]}.")
    return roles


@contextmanager
def _refusals() -> Iterator[None]:
    """What is wrong with a table or a decision is one line on stderr and exit 1."""
    from rawi.review import ReviewError
    from rawi.store import Conflict

    try:
        yield
    except (ReviewError, Conflict) as error:
        complain(error)
        raise typer.Exit(1) from error


def _told(row: Matched) -> str:
    """A row of the table with its likeliest event, for people."""
    head = f"row {row.row} {row.id or ''} {row.date or 'without a date'}: {row.verdict}"
    if not row.matches:
        return head
    best = row.matches[0]
    shared = ", ".join((*best.places, *best.actors))
    return f"{head}  {best.article}#{best.event} {best.type}, {best.days_apart} days apart, shares {shared}"
