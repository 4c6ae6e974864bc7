"""The rows of a coder's own table, read: which column is what, and what a cell of days, coordinates or names says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from rawi.acquire.inputs import iso_day
from rawi.fold import fold_name
from rawi.lexicon.tables import data_folder, load_schema, read_table

ROLES = ("id", "date", "last", "place", "lat", "lon", "party", "kind", "notes")
_MANY = frozenset({"place", "party", "kind"})
_DAY_FIRST = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y")
_MONTH_FIRST = ("%m/%d/%Y", "%m-%d-%Y", "%m.%d.%Y", "%m/%d/%y")
_WRITTEN = ("%d %B %Y", "%d %b %Y", "%d-%B-%Y", "%d-%b-%Y", "%d-%b-%y", "%B %d, %Y", "%b %d, %Y", "%Y/%m/%d", "%Y%m%d")
# Excel counts days from the end of 1899; these are the years 1982 to 2064.
_SERIAL, _SERIAL_FROM, _SERIALS = re.compile(r"\d{5}(\.\d+)?"), date(1899, 12, 30), range(30_000, 60_000)
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}")


@dataclass(frozen=True, slots=True)
class OwnRow:
    """What a row tells: its number, id, days, names of places and parties, point in degrees, kinds and notes; None or empty where it does
    not."""

    number: int
    id: str | None
    first: date | None
    last: date | None
    places: tuple[str, ...]
    parties: tuple[str, ...]
    point: tuple[float, float] | None
    kinds: tuple[str, ...]
    notes: str


def roles_of(columns: Iterable[str]) -> dict[str, str]:
    """Column → role, as the headers tell; one column alone is the id, the date and so on: the one whose name stands first in the table of
    names."""
    wanted = _names()
    rated = [(*wanted[fold_name(column).strip()], column) for column in columns if fold_name(column).strip() in wanted]
    found: dict[str, str] = {}
    for _, role, column in sorted(rated, key=lambda one: one[0]):
        if role in _MANY or role not in found.values():
            found[column] = role
    return found


def rows_of(rows: Iterable[Mapping[str, str]], roles: Mapping[str, str], *, month_first: bool | None = None) -> list[OwnRow]:
    """The rows read by the roles of their columns. ``month_first``: how 03/04/2020 is meant; None where the column itself shall tell."""
    told = list(rows)
    columns = {role: [column for column, name in roles.items() if name == role] for role in ROLES}
    if month_first is None:
        month_first = is_month_first(row.get(column, "") for row in told for column in (*columns["date"], *columns["last"]))
    return [_row(number, row, columns, month_first) for number, row in enumerate(told, 2)]


def is_month_first(cells: Iterable[str]) -> bool:
    """Whether days written with slashes begin with the month: only where one of them could not be meant otherwise."""
    parts = [(int(found[1]), int(found[2])) for cell in cells if (found := _SLASHED.fullmatch(_western(cell).strip()))]
    return any(second > 12 for _, second in parts) and not any(first > 12 for first, _ in parts)


def day_of(cell: str, month_first: bool = False) -> date | None:
    """The day that a cell tells: ISO, written out, with slashes, or Excel's number; None for anything else."""
    told = _western(cell).strip()[:40]
    iso = iso_day(told)
    if iso:
        return date.fromisoformat(iso)
    if _SERIAL.fullmatch(told) and int(float(told)) in _SERIALS:
        return _SERIAL_FROM + timedelta(days=int(float(told)))
    slashed = (*_MONTH_FIRST, *_DAY_FIRST) if month_first else (*_DAY_FIRST, *_MONTH_FIRST)
    plain = told.partition(" ")[0] if _SLASHED.match(told) else told
    for form in (*slashed, *_WRITTEN):
        try:
            return datetime.strptime(plain, form).date()
        except ValueError:
            continue
    return None


def _western(cell: str) -> str:
    """Digits of any script as 0 to 9."""
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in cell)


def _row(number: int, row: Mapping[str, str], columns: Mapping[str, Sequence[str]], month_first: bool) -> OwnRow:
    def cells(role: str) -> list[str]:
        return [cell for column in columns[role] if (cell := row.get(column, "").strip())]

    days = {role: next((day for cell in cells(role) if (day := day_of(cell, month_first))), None) for role in ("date", "last")}
    return OwnRow(
        number,
        next(iter(cells("id")), None),
        days["date"],
        days["last"] if days["last"] and days["date"] and days["last"] >= days["date"] else days["date"],
        _names_in(cells("place")),
        _names_in(cells("party")),
        _point(cells("lat"), cells("lon")),
        tuple(cells("kind")),
        " ".join(cells("notes")),
    )


def _names_in(cells: Iterable[str]) -> tuple[str, ...]:
    """The names of some cells; of several in one cell each."""
    found = (name.strip().removeprefix("'") for cell in cells for name in cell.split(";"))
    return tuple(dict.fromkeys(name for name in found if name))


def _point(lats: Sequence[str], lons: Sequence[str]) -> tuple[float, float] | None:
    try:
        lat, lon = (
            float(_western(cell).partition(",")[0] if cell.count(",") > 1 else _dotted(_western(cell))) for cell in (lats[0], lons[0])
        )
    except (ValueError, IndexError):
        return None
    return (lat, lon) if -90 <= lat <= 90 and -180 <= lon <= 180 and (lat, lon) != (0, 0) else None


def _dotted(cell: str) -> str:
    """A number with a decimal comma as one with a point."""
    whole, comma, rest = cell.partition(",")
    return f"{whole}.{rest}" if comma else whole


@cache
def _names() -> dict[str, tuple[int, str]]:
    """Header as it is looked up → its place in the table of names, and its role."""
    rows = read_table(data_folder(), "own_columns", load_schema(data_folder()), [])
    pairs = [(name, row["role"]) for row in rows for name in row["names"]]
    return {fold_name(name).strip(): (number, role) for number, (name, role) in reversed(list(enumerate(pairs)))}
