"""Reads the tables of data/: every cell checked against columns.toml, every fault told by file and line with its cure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
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
    columns = schema.tables[name]["columns"]
    rows = []
    for path in sorted(folder.glob(schema.tables[name]["files"])):
        file = path.relative_to(folder).as_posix()
        for number, cells in _lines(path, file, list(columns), faults):
            values = {c: _cell(cells[c], c, columns[c], schema, f"{file}:{number}", faults) for c in columns}
            rows.append(Row(name, file, number, values))
    return tuple(rows)


def _lines(path: Path, file: str, columns: list[str], faults: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and raw cells of each row that has the declared number of cells."""
    lines = path.read_text("utf-8").split("\n")
    header = lines[0].rstrip("\r").split("\t")
    if header != columns:
        faults.append(f"{file}:1: columns are {' '.join(header)}; they must be {' '.join(columns)}, with one tab between two.")
        return
    for number, line in enumerate(lines[1:], 2):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.rstrip("\r").split("\t")
        if len(cells) != len(columns):
            faults.append(f"{file}:{number}: {len(cells)} cells where {len(columns)} columns are declared; check the tabs.")
            continue
        yield number, dict(zip(columns, (cell.strip() for cell in cells), strict=True))


def _cell(raw: str, column: str, kind: str, schema: Schema, where: str, faults: list[str]) -> Any:
    """The value of a cell by its declared type; a wrong one becomes a fault and an empty value."""
    base = kind.rstrip("?")
    if not raw:
        if kind == base:
            faults.append(f"{where}: {column} is empty; fill it in.")
        return () if base in ("list", "pairs") else None
    wrong = _FORBIDDEN.search(raw)
    if wrong:
        named = FORBIDDEN.get(wrong.group(), f"U+{ord(wrong.group()):04X}, which ordinary Arabic spelling does not use")
        faults.append(f"{where}: {column} has {named}; replace it.")
    try:
        return _value(raw, base, schema)
    except ValueError as error:
        faults.append(f"{where}: {column}: {error}.")
        return () if base in ("list", "pairs") else None


def _value(raw: str, base: str, schema: Schema) -> Any:
    if base in ("text", "arabic"):
        return raw
    if base == "list":
        return tuple(part.strip() for part in raw.split(";") if part.strip())
    if base == "pairs":
        return tuple(_pair(part.strip()) for part in raw.split(";") if part.strip())
    if base == "number":
        return float(raw)
    if base == "date":
        return date.fromisoformat(raw).isoformat()
    if raw not in schema.sets[base]:
        raise ValueError(f"{raw!r} is none of {', '.join(schema.sets[base])}; choose one of these")
    return raw


def _pair(part: str) -> tuple[str, str]:
    name, sign, value = part.partition("=")
    if not sign or not name.strip() or not value.strip():
        raise ValueError(f"{part!r} is not name=value; write both sides")
    return name.strip(), value.strip()
