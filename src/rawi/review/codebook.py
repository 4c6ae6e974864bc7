"""What a coder is told beside a field: the definitions of data/codebook.tsv, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from rawi.lexicon.tables import LexiconError, data_folder, load_schema, read_table


@dataclass(frozen=True, slots=True)
class Defined:
    """A definition: of a field, or of a value of type, mode, status or reason; a mode stands behind its type (``ASSAULT/drone``)."""

    of: str
    value: str
    en: str
    ar: str


@cache
def codebook() -> dict[tuple[str, str], Defined]:
    """Every definition, by what it is of and the value, in the order of the table. Raises LexiconError with every fault, one a line."""
    faults: list[str] = []
    rows = read_table(data_folder(), "codebook", load_schema(data_folder()), faults)
    if faults:
        raise LexiconError("\n".join(faults))
    return {(row["of"], row["value"]): Defined(row["of"], row["value"], row["en"], row["ar"]) for row in rows}


def modes_of(type: str) -> tuple[str, ...]:
    """The modes that the codebook has for a type."""
    start = f"{type}/"
    return tuple(value.removeprefix(start) for of, value in codebook() if of == "mode" and value.startswith(start))
