"""The table of what is accepted, in ACLED's columns with ours and who decided, and the decisions themselves as lines of JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import exists, func, select

from rawi.export.acled import COLUMNS, Coder, coded, row_of
from rawi.export.formats import guarded
from rawi.export.told import Told
from rawi.records import Event, Reading
from rawi.review.anchors import ORPHAN, event_of, records_of
from rawi.review.corrected import corrected
from rawi.review.deciding import CODEBOOK, read_standing
from rawi.review.standing import ACCEPTED, Standing, standings
from rawi.store import Decided, Store
from rawi.store.contents import current
from rawi.store.decisions import VERDICTS, decisions
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
        yield from (one for standing in found.values() if (one := _accepted(reading, standing)))


def accepted_page(store: Store, after: int = 0, limit: int = 50) -> tuple[list[Accepted], int | None]:
    """The accepted events of the next articles behind one, by its number: as many articles as give about ``limit`` events, and the number to
    go on from, None at the end."""
    found: list[Accepted] = []
    with store.database.reading() as connection:
        deciding = select(DecisionRow.article_id).where(DecisionRow.action == "accept")
        chosen = select(ArticleRow.id, ArticleRow.name).where(ArticleRow.id.in_(deciding), ArticleRow.id > after).order_by(ArticleRow.id)
        for number, name in connection.execute(chosen.limit(limit + 1)).all():
            if len(found) >= limit:
                return found, after
            _, _, reading = current(connection, name)
            told = standings(reading, decisions(connection, article=name, limit=_ALL))
            found += [one for standing in told.values() if (one := _accepted(reading, standing))]
            after = number
    return found, None


def accepted_one(store: Store, article: str, record: str) -> Accepted | None:
    """An event as it was accepted; None where it is not, or no longer. Raises Unknown."""
    return _accepted(*read_standing(store, article, record))


def _accepted(reading: Reading, standing: Standing) -> Accepted | None:
    stands = standing.verdict == ACCEPTED and standing.found != ORPHAN
    event = event_of(reading, standing.record) if stands else None
    return Accepted(*corrected(event, reading, standing.corrections), standing) if event is not None else None


def count_accepted(store: Store) -> int:
    """How many records an acceptance stands on that nobody took back or overruled."""
    later, undoing = DecisionRow.__table__.alias("later"), DecisionRow.__table__.alias("undoing")
    stands = ~exists().where(undoing.c.undoes == DecisionRow.id)
    same = (later.c.article_id == DecisionRow.article_id) & (later.c.record == DecisionRow.record) & (later.c.id > DecisionRow.id)
    taken_back = exists().where(undoing.c.undoes == later.c.id)
    overruled = exists().where(same, later.c.action.in_(VERDICTS), ~taken_back)
    chosen = select(func.count()).select_from(DecisionRow).where(DecisionRow.action == "accept", stands, ~overruled)
    with store.database.reading() as connection:
        return connection.execute(chosen).scalar_one()


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
