"""Rows into a table of their own in a data folder: the same rows twice change nothing, a row that is known is not doubled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rawi.lexicon import LexiconError, load_lexicon
from rawi.lexicon.tables import FORBIDDEN, load_schema


class ImportError_(ValueError):
    """A file that cannot be imported; the message names it and the cure."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: rows new and changed in ``file``, and how many were left out for each reason."""

    file: Path
    new: int
    changed: int
    left_out: Mapping[str, int]


def add_rows(folder: Path, table: str, file: str, rows: Iterable[Mapping[str, str]], left_out: Mapping[str, int]) -> Imported:
    """Write rows to ``file`` of a table, each in place of the row of its id; others stay.

    The file is written whole or not at all: tables that would not load with it are put back. Raises LexiconError then.
    """
    columns = list(load_schema(folder).tables[table]["columns"])
    path = folder / file
    known = {line.split("\t", 1)[0]: line for line in _lines(path)}
    before = dict(known)
    for row in rows:
        cells = (_cell(row.get(column, "")) for column in columns)
        known[row["id"]] = "\t".join(cells)
    new = sum(id not in before for id in known)
    changed = sum(before.get(id, line) != line for id, line in known.items())
    if new or changed or not path.exists():
        unfinished = path.with_suffix(".unfinished")
        unfinished.write_text("\n".join(["\t".join(columns), *(known[id] for id in sorted(known))]) + "\n", "utf-8", newline="\n")
        _replace(path, unfinished, folder)
    return Imported(path, new, changed, left_out)


def _replace(path: Path, unfinished: Path, folder: Path) -> None:
    """Put the new file in place, and the old one back where the tables do not load with it."""
    old = path.read_bytes() if path.exists() else None
    unfinished.replace(path)
    load_lexicon.cache_clear()
    try:
        load_lexicon(folder)
    except LexiconError:
        path.write_bytes(old) if old is not None else path.unlink()
        raise


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").splitlines()[1:] if line.strip()] if path.exists() else []


def _cell(value: str) -> str:
    """A cell without the signs of the table, and with Arabic letters where another script's look the same."""
    plain = " ".join(value.split())
    return "".join(_LETTERS.get(letter, letter) for letter in plain if letter not in FORBIDDEN or letter in _LETTERS)


_LETTERS = {"\u06a9": "\u0643", "\u06cc": "\u064a", "\u00a0": " "}
