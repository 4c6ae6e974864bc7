"""The columns of the tables that exports write: names, types, HXL hashtags and what each holds, from data/codes/export_columns.tsv."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from rawi.lexicon import LexiconError
from rawi.lexicon.tables import data_folder, load_schema, read_table


class Column(NamedTuple):
    """A column: its type (string, integer, number, date, year), its HXL hashtag (None where it is always empty), and what it holds."""

    name: str
    type: str
    hxl: str | None
    what: str


@cache
def columns_of(table: str) -> tuple[Column, ...]:
    """The columns of a table, in order: acled (ACLED's 31), rawi (those beside them), ucdp (UCDP's 49)."""
    faults = list[str]()
    rows = read_table(data_folder(), "export_columns", load_schema(data_folder()), faults)
    if faults:
        raise LexiconError("\n".join(faults))
    found = ((row["id"].partition("/"), row) for row in rows)
    return tuple(Column(name, row["type"], row["hxl"], row["what"]) for (of, _, name), row in found if of == table)


def names_of(table: str) -> tuple[str, ...]:
    """The column names of a table, in order."""
    return tuple(column.name for column in columns_of(table))


def hashtags(columns: tuple[Column, ...]) -> list[str]:
    """The row of HXL hashtags; empty under a column that is always empty."""
    return [column.hxl or "" for column in columns]


# Frictionless Table Schema knows these types by the same names.
_FORMATS = {"date": {"format": "default"}}


def package(path: str, columns: tuple[Column, ...], encoding: str, lexicon: str, rawi: str, skipped: int) -> dict[str, Any]:
    """A Frictionless Data Package of one csv; ``skipped``: rows under the header that are no records (the hashtags)."""
    fields = [
        {"name": column.name, "type": column.type, "description": column.what, **_FORMATS.get(column.type, {}), **_tagged(column)}
        for column in columns
    ]
    dialect = {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True}
    if skipped:
        dialect["commentRows"] = list(range(2, 2 + skipped))
    schema = {"fields": fields, "missingValues": [""]}
    resource: dict[str, Any] = {"name": "events", "path": path, "profile": "tabular-data-resource", "scheme": "file", "format": "csv"}
    resource |= {"mediatype": "text/csv", "encoding": encoding, "dialect": dialect, "schema": schema}
    return {
        "profile": "tabular-data-package",
        "name": "rawi-events",
        "title": "Events reported by the Arabic press, as Rawi read them",
        "description": "Every row is a report, not a verdict: what a source is reported to have said. Read with the tables of words named in lexicon.",
        "rawi": {"version": rawi, "lexicon": lexicon},
        "resources": [resource],
    }


def _tagged(column: Column) -> dict[str, str]:
    return {"hxl": column.hxl} if column.hxl else {}
