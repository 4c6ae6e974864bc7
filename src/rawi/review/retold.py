"""An episode made of some reports: told anew from the readings, with what is known of who copied whom."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection

from rawi.compare.copies import copied_from
from rawi.compare.corroborate import Circle, circle_of
from rawi.compare.kinship import load_kin
from rawi.compare.records import ReportRef
from rawi.compare.reports import telling_of
from rawi.compare.retelling import retell
from rawi.outlets import load_outlets
from rawi.records import plain
from rawi.store import Told
from rawi.store.contents import current
from rawi.store.stories import copies, outlets

Row = dict[str, Any]


def circle_around(connection: Connection, articles: Iterable[str]) -> Circle:
    """The tellings of some articles and of those they copy, beside every outlet that tells a story."""
    roots = copied_from(copies(connection))
    wanted = dict.fromkeys(name for article in articles for name in (article, roots.get(article)) if name)
    read = [current(connection, name) for name in wanted]
    tellings = [telling_of(reading, number, least=0.0) for number, _, reading in read]
    return circle_of(tellings, roots, load_outlets().house, load_kin(), outlets(connection))


def retold(id: str, before: Sequence[Told], sure: Sequence[Row], unsure: Sequence[Row], circle: Circle) -> Told:
    """The episode of some reports of former ones, under an id. Why reports were joined is told as comparing found it. Where the readings no
    longer have the reports, it stays as the first of the former ones told it."""
    reports = [{"article": row["article"], "event": row["event"]} for row in sure]
    reasons = [row for was in before for row in (was.detail or {}).get("reasons", ())]
    heads = {_ref(row) for row in (*reasons, *(was.episode["reports"][0] for was in before))}
    made = retell(id, [*map(_ref, sure)], [*map(_ref, unsure)], heads, circle)
    lineage = [step for was in before for step in was.episode.get("lineage") or ()]
    if made is None:
        return Told({**before[0].episode, "id": id, "reports": reports, "verdict": "same", "lineage": lineage})
    told = {(row["article"], row["event"]) for row in (*sure, *unsure)}
    why = [row | {"episode": id} for row in reasons if (row["article"], row["event"]) in told]
    detail = {"chains": plain(made.chains), "differences": plain(made.differences), "reasons": why}
    return Told({**plain(made.episode), "lineage": lineage}, detail)


def _ref(row: Row) -> ReportRef:
    return ReportRef(row["article"], row["event"])


def id_of(reports: Sequence[Row]) -> str:
    """The id of an episode that a person made: the same reports give the same id."""
    told = json.dumps(sorted((row["article"], row["event"]) for row in reports), ensure_ascii=False)
    return f"ep-{hashlib.blake2b(told.encode('utf-8', 'surrogatepass'), digest_size=8).hexdigest()}"
