"""Refuses a row of data/codes/ that names what no table has, by file and line, with the cure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rawi.lexicon.tables import Row

# Facts that are not words of cues.tsv but are told by the event's own records (codes/facts.py).
TOLD = frozenset(
    {"deaths", "hurt", "protest", "few", "many_held", "notable", "doer_unarmed", "fight", "taken_over", "conflict_parties"}
)  # fmt: skip
UNKNOWN = frozenset({"nobody", "unclear"})  # tags of a side that the text leaves out, or whose class is not known

Rows = Mapping[str, tuple[Row, ...]]


def check_rows(rows: Rows) -> list[str]:
    """Faults of rows that are well formed one by one."""
    return [*_doubled(rows), *_unknown(rows), *_pointless(rows)]


def _doubled(rows: Rows) -> Iterator[str]:
    for found in rows.values():
        first: dict[str, Row] = {}
        for row in found:
            earlier = first.setdefault(row["id"], row)
            if earlier is not row:
                yield f"{row.where}: id {row['id']} stands at {earlier.where} already; give one of them another id."


# Which cells name rows of which tables; «tags», «facts» and «modes» are names that more than one table gives.
NAMES = {
    "plover": {"cameo": "cameo"},
    "modes": {"type": "plover", "cameo": "cameo", "when": "facts"},
    "content_modes": {"content": "plover", "content_mode": "modes", "mode": "modes"},
    "statuses": {"type": "plover", "as": "plover", "cameo": "cameo"},
    "acled": {
        "type": "plover",
        "mode": "modes",
        "doer": "tags",
        "victim": "tags",
        "when": "facts",
        "sub_event": "acled_types",
        "crowd_as": "inter",
    },
    "ucdp": {"type": "plover", "mode": "modes", "doer": "tags", "victim": "tags", "when": "facts"},
    "actor_classes": {"class": "inter"},
    "party_words": {"class": "inter"},
}
_FILES = {"tags": "inter", "facts": "cues"}


def _unknown(rows: Rows) -> Iterator[str]:
    """Cells that name a row of another table which is not there."""
    known = _known(rows)
    for table, columns in NAMES.items():
        for column, of in columns.items():
            for row in rows[table]:
                for value in _values(row[column]):
                    if value not in known[of]:
                        file = f"{_FILES.get(of, of)}.tsv"
                        yield f"{row.where}: {column} names {value}, which {file} does not have; correct it or add it there."


def _known(rows: Rows) -> dict[str, frozenset[str]]:
    """What cells may name: the ids of each table, tags, facts and modes."""
    ids = {table: frozenset(row["id"] for row in found) for table, found in rows.items()}
    tags = {tag for row in rows["inter"] for tag in row["tags"]}
    modes = {row["mode"] for row in rows["modes"] if row["mode"]}
    return ids | {"tags": ids["inter"] | UNKNOWN | tags, "facts": ids["cues"] | TOLD, "modes": frozenset(modes | {"-"})}


def _values(cell: object) -> Iterable[str]:
    """The names in a cell, «no» of a fact left off."""
    many = cell if isinstance(cell, tuple) else (cell,) if cell else ()
    return [str(value).removeprefix("no ") for value in many]


def _pointless(rows: Rows) -> Iterator[str]:
    """Conditions that give neither a code nor a reason, or both."""
    for table, column in (("acled", "sub_event"), ("ucdp", "violence")):
        for row in rows[table]:
            if (row[column] is None) == (row["why"] is None):
                yield f"{row.where}: gives {row[column] or 'nothing'} and why is {row['why'] or 'empty'}; fill in exactly one of the two."
