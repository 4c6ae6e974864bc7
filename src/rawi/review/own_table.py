"""A coder's own table: the bytes of a CSV in whatever encoding and with whatever separator → its columns and rows, all of it or nothing."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from rawi.acquire.decode import DecodeError, decode
from rawi.review.errors import ReviewError

LARGEST = 64_000_000
"""Bytes of a table."""
MOST_ROWS, MOST_COLUMNS = 200_000, 300
_SEPARATORS = ",;\t|"
_TRIED = 20  # rows by which the separator is told
_LONGEST = 131_072  # letters of a cell, as of Python's csv
# What a spreadsheet would calculate; an apostrophe before it is no letter of the cell.
_FORMULA = ("'=", "'+", "'-", "'@")


@dataclass(frozen=True, slots=True)
class OwnTable:
    """A table: its name for messages, columns, rows of as many cells, and the encoding where it was assumed. Rows are numbered from 2, as
    a spreadsheet shows them."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    assumed: str | None = None

    def dicts(self) -> list[dict[str, str]]:
        """The rows by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def read_table(path: Path) -> OwnTable:
    """The table of a CSV file. Raises ReviewError with the cure."""
    try:
        if path.stat().st_size > LARGEST:
            raise _too_large(str(path))
        data = path.read_bytes()
    except OSError as error:
        raise ReviewError(f"{path}: cannot be read ({error.strerror}); check the path and the permission.") from error
    return table_of(data, str(path))


def table_of(data: bytes, name: str) -> OwnTable:
    """The table of a CSV's bytes; ``name`` is what messages call it. Raises ReviewError with the cure."""
    if len(data) > LARGEST:
        raise _too_large(name)
    written, assumed = _letters(data, name)
    told, separator = _separator(written)
    try:
        lines = list(islice(csv.reader(io.StringIO(told, newline=""), delimiter=separator), MOST_ROWS + 2))
        if any(len(cell) > _LONGEST for line in lines for cell in line):
            raise csv.Error(f"a cell is longer than {_LONGEST} letters")  # csv's own limit is the process's, and other libraries lift it
    except csv.Error as error:
        raise ReviewError(f"{name}: is no CSV table ({error}); save it as CSV UTF-8 with a header.") from error
    lines = [line for line in lines if any(cell.strip() for cell in line)]
    if len(lines) < 2:
        raise ReviewError(f"{name}: has no rows below its header; save the sheet that holds them as CSV.")
    if len(lines) > MOST_ROWS + 1 or len(lines[0]) > MOST_COLUMNS:
        raise ReviewError(f"{name}: has more than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns; give it in parts.")
    columns = _columns(lines[0])
    return OwnTable(name, columns, tuple(_row(line, len(columns)) for line in lines[1:]), assumed)


def _too_large(name: str) -> ReviewError:
    return ReviewError(f"{name}: has more than {LARGEST // 1_000_000} MB; give it in parts, for instance a year each.")


def _letters(data: bytes, name: str) -> tuple[str, str | None]:
    """UTF-8 and UTF-16 as they say they are; else windows-1256, in which French and Arabic Excel write alike."""
    try:
        return decode(data)
    except DecodeError as error:
        if "looks like" not in str(error):
            cure = "; in a spreadsheet choose: save as, CSV UTF-8" if "zip" in str(error) or "office" in str(error) else ""
            raise ReviewError(f"{name}: {error}{cure}.") from error
    try:
        return data.decode("cp1256"), "windows-1256"
    except UnicodeDecodeError as error:
        raise ReviewError(f"{name}: is not UTF-8 (byte {error.start}); save it as CSV UTF-8.") from error


def _separator(written: str) -> tuple[str, str]:
    """The text without Excel's line «sep=;», and the separator: the one it names, else the one that gives most columns to most rows."""
    head, _, rest = written.partition("\n")
    if head.strip().lower().startswith("sep=") and len(head.strip()) == 5:
        return rest, head.strip()[4]
    return written, max(_SEPARATORS, key=lambda sign: _evenness(written, sign))


def _evenness(written: str, separator: str) -> tuple[int, int]:
    try:
        lengths = [len(row) for row in islice(csv.reader(io.StringIO(written, newline=""), delimiter=separator), _TRIED) if row]
    except csv.Error:
        return 0, 0
    most = Counter(lengths).most_common(1)
    return (most[0][1] if most and most[0][0] > 1 else 0, lengths[0] if lengths else 0)


def _columns(header: Iterable[str]) -> tuple[str, ...]:
    """The names of the columns, each once; one without a name is called by its number."""
    found: dict[str, int] = {}
    names = []
    for number, cell in enumerate(header, 1):
        name = cell.strip() or f"column {number}"
        found[name] = found.get(name, 0) + 1
        names.append(name if found[name] == 1 else f"{name} ({found[name]})")
    return tuple(names)


def _row(line: list[str], width: int) -> tuple[str, ...]:
    cells = [_cell(cell) for cell in line[:width]]
    return (*cells, *[""] * (width - len(cells)))


def _cell(cell: str) -> str:
    plain = cell.strip()
    return plain[1:] if plain.startswith(_FORMULA) else plain


def lines_of(table: OwnTable, numbers: Iterable[int]) -> Iterator[tuple[str, ...]]:
    """The rows of some numbers, as they were given."""
    return (table.rows[number - 2] for number in numbers)
