"""Reads the tables of data/: every cell checked against columns.toml, every fault told by file and line with its cure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

FORBIDDEN = {
    "\u06a9": "U+06A9 KEHEH where Arabic writes U+0643 KAF",
    "\u06cc": "U+06CC FARSI YEH where Arabic writes U+064A YEH or U+0649 ALEF MAKSURA",
    "\u0640": "U+0640 TATWEEL, which matching ignores",
    "\u00a0": "U+00A0 NO-BREAK SPACE where a plain space belongs",
}
_FORBIDDEN = re.compile("[\u06a9\u06cc\u0640\u00a0\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufb50-\ufdff\ufe70-\ufefc]")


class LexiconError(ValueError):
    """A table of data/ that cannot be right; the message names file, line and cure."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, cells by column name and where it stands."""

    table: str
    file: str
    line: int
    cells: Mapping[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.cells[column]

    @property
    def where(self) -> str:
        """File and line, as an editor opens them."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Schema:
    """The declared tables: their files, columns and the sets that cells may come from."""

    sets: Mapping[str, tuple[str, ...]]
    tables: Mapping[str, Mapping[str, Any]]


def data_folder() -> Path:
    """The folder of the bundled tables."""
    return Path(str(files("rawi").joinpath("data")))


def load_schema(folder: Path) -> Schema:
    """columns.toml as a Schema."""
    declared = tomllib.loads((folder / "columns.toml").read_text("utf-8"))
    sets = {name: tuple(values) for name, values in declared.pop("sets").items()}
    return Schema(sets, declared)


def read_table(folder: Path, name: str, schema: Schema, faults: list[str]) -> tuple[Row, ...]:
    """The good rows of a table over all its files; what is wrong with the others goes to ``faults``."""
    columns = [(column, kind.rstrip("?"), kind.endswith("?")) for column, kind in schema.tables[name]["columns"].items()]
    rows = []
    for path in sorted(folder.glob(schema.tables[name]["files"])):
        file = path.relative_to(folder).as_posix()
        for number, line in _lines(path, file, [column for column, _, _ in columns], faults):
            where = f"{file}:{number}"
            cells = line.split("\t")
            if len(cells) != len(columns):
                faults.append(f"{where}: {len(cells)} cells where {len(columns)} columns are declared; check the tabs.")
                continue
            if _FORBIDDEN.search(line):
                faults += _forbidden(columns, cells, where)
            rows.append(Row(name, file, number, _row_values(columns, cells, schema, where, faults)))
    return tuple(rows)


def _lines(path: Path, file: str, columns: list[str], faults: list[str]) -> Iterator[tuple[int, str]]:
    """Line number and line of each row, after a header that names the columns."""
    lines = path.read_text("utf-8").split("\n")
    header = lines[0].rstrip("\r").split("\t")
    if header != columns:
        faults.append(f"{file}:1: columns are {' '.join(header)}; they must be {' '.join(columns)}, with one tab between two.")
        return
    for number, line in enumerate(lines[1:], 2):
        if line.strip() and not line.startswith("#"):
            yield number, line.rstrip("\r")


def _forbidden(columns: Iterable[tuple[str, str, bool]], cells: Iterable[str], where: str) -> list[str]:
    """Faults for letters that Arabic spelling does not use."""
    faults = []
    for (column, _, _), cell in zip(columns, cells, strict=True):
        wrong = _FORBIDDEN.search(cell)
        if wrong:
            named = FORBIDDEN.get(wrong.group(), f"U+{ord(wrong.group()):04X}, which ordinary Arabic spelling does not use")
            faults.append(f"{where}: {column} has {named}; replace it.")
    return faults


def _row_values(
    columns: Iterable[tuple[str, str, bool]], cells: Iterable[str], schema: Schema, where: str, faults: list[str]
) -> dict[str, Any]:
    """The values of a row by declared type; a wrong cell becomes a fault and an empty value."""
    values: dict[str, Any] = {}
    for (column, base, optional), cell in zip(columns, cells, strict=True):
        raw = cell.strip()
        if raw and base in _PLAIN:
            values[column] = raw
            continue
        try:
            values[column] = _value(raw, base, schema) if raw else _empty(base, optional)
        except ValueError as error:
            faults.append(f"{where}: {column}{error}.")
            values[column] = () if base in _MANY else None
    return values


_PLAIN, _MANY = frozenset({"text", "arabic"}), frozenset({"list", "pairs"})


def _empty(base: str, optional: bool) -> tuple[()] | None:
    if not optional:
        raise ValueError(" is empty; fill it in")
    return () if base in _MANY else None


def _value(raw: str, base: str, schema: Schema) -> Any:
    if base == "list":
        return tuple([part for part in map(str.strip, raw.split(";")) if part])
    if base == "pairs":
        return tuple(_pair(part.strip()) for part in raw.split(";") if part.strip())
    if base == "number":
        return _told(float, raw)
    if base == "date":
        return _told(date.fromisoformat, raw).isoformat()
    if raw not in schema.sets[base]:
        raise ValueError(f": {raw!r} is none of {', '.join(schema.sets[base])}; choose one of these")
    return raw


def _told(made: Callable[[str], Any], raw: str) -> Any:
    try:
        return made(raw)
    except ValueError as error:
        raise ValueError(f": {error}") from error


def _pair(part: str) -> tuple[str, str]:
    name, sign, value = part.partition("=")
    if not sign or not name.strip() or not value.strip():
        raise ValueError(f": {part!r} is not name=value; write both sides")
    return name.strip(), value.strip()
