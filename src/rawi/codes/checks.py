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


def _unknown(rows: Rows) -> Iterator[str]:
    """Cells that name a row of another table which is not there."""
    ids = {table: frozenset(row["id"] for row in found) for table, found in rows.items()}
    facts = ids["cues"] | TOLD
    tags = ids["inter"] | UNKNOWN | {tag for row in rows["inter"] for tag in row["tags"]}
    cells: dict[tuple[str, str], tuple[frozenset[str], str]] = {
        ("plover", "cameo"): (ids["cameo"], "cameo.tsv"),
        ("modes", "type"): (ids["plover"], "plover.tsv"),
        ("modes", "cameo"): (ids["cameo"], "cameo.tsv"),
        ("modes", "when"): (facts, "cues.tsv"),
        ("statuses", "as"): (ids["plover"], "plover.tsv"),
        ("statuses", "cameo"): (ids["cameo"], "cameo.tsv"),
        ("acled", "type"): (ids["plover"], "plover.tsv"),
        ("acled", "doer"): (tags, "inter.tsv"),
        ("acled", "victim"): (tags, "inter.tsv"),
        ("acled", "when"): (facts, "cues.tsv"),
        ("acled", "sub_event"): (ids["acled_types"], "acled_types.tsv"),
        ("acled", "crowd_as"): (ids["inter"], "inter.tsv"),
        ("ucdp", "type"): (ids["plover"], "plover.tsv"),
        ("ucdp", "doer"): (tags, "inter.tsv"),
        ("ucdp", "victim"): (tags, "inter.tsv"),
        ("ucdp", "when"): (facts, "cues.tsv"),
        ("actor_classes", "class"): (ids["inter"], "inter.tsv"),
        ("party_words", "class"): (ids["inter"], "inter.tsv"),
    }
    for (table, column), (known, file) in cells.items():
        for row in rows[table]:
            for value in _values(row[column]):
                if value not in known:
                    yield f"{row.where}: {column} names {value}, which {file} does not have; correct it or add it there."


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
