"""The table of what is accepted, in ACLED's columns with ours and who decided, and the decisions themselves as lines of JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select

from rawi.export.acled import COLUMNS, Coder, coded, row_of
from rawi.export.formats import guarded
from rawi.export.told import Told
from rawi.records import Event, Reading
from rawi.review.anchors import ORPHAN, event_of, records_of
from rawi.review.corrected import corrected
from rawi.review.deciding import CODEBOOK
from rawi.review.standing import ACCEPTED, Standing, standings
from rawi.store import Decided, Store
from rawi.store.contents import current
from rawi.store.decisions import decisions
from rawi.store.tables import ArticleRow, DecisionRow

DECIDED = ("corrected", "coder", "decided", "codebook_version")
TABLE = (*COLUMNS, *DECIDED)
_ALL = 1_000_000  # decisions of one article


@dataclass(frozen=True, slots=True)
class Accepted:
    """An accepted event as it was corrected, with the reading that has its mentions, and what stands of it."""

    event: Event
    reading: Reading
    standing: Standing


def reviewed(store: Store) -> Iterator[tuple[Reading, dict[str, Standing]]]:
    """Every article that was decided about: its current reading and what stands, by record; in the order of arrival."""
    with store.database.reading() as connection:
        chosen = select(ArticleRow.name).where(ArticleRow.id.in_(select(DecisionRow.article_id))).order_by(ArticleRow.id)
        names = list(connection.execute(chosen).scalars())
    for name in names:
        with store.database.reading() as connection:
            _, _, reading = current(connection, name)
            told = decisions(connection, article=name, limit=_ALL)
        yield reading, standings(reading, told, records_of(reading))


def accepted(store: Store) -> Iterator[Accepted]:
    """Every event that a coder accepted, as it was corrected."""
    for reading, found in reviewed(store):
        for standing in found.values():
            stands = standing.verdict == ACCEPTED and standing.found != ORPHAN
            event = event_of(reading, standing.record) if stands else None
            if event is not None:
                yield Accepted(*corrected(event, reading, standing.corrections), standing)


def table_row(one: Accepted, coder: Coder = coded) -> dict[str, str]:
    """An accepted event as a row of the table; no cell of it is a formula to a spreadsheet."""
    standing = one.standing
    row = row_of(Told(one.event, one.reading), coder)
    row |= {
        "corrected": "; ".join(standing.corrections),
        "coder": standing.coder or "",
        "decided": standing.decided or "",
        "codebook_version": CODEBOOK,
    }
    return {name: guarded(name, row[name]) for name in TABLE}


def decision_row(one: Decided) -> dict[str, Any]:
    """A decision as one JSON object: its id and time, then its fields."""
    return {"id": one.id, "decided": one.decided, **asdict(one.decision)}
