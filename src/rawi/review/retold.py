"""An episode made of some reports: told anew from the readings, with what is known of who copied whom."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from rawi.compare.copies import copied_from
from rawi.compare.corroborate import Circle, circle_of
from rawi.compare.denials import DENIED
from rawi.compare.describe import telling_of
from rawi.compare.kinship import load_kin
from rawi.compare.records import ReportRef
from rawi.compare.retelling import retell
from rawi.outlets import load_outlets
from rawi.records import Reading, plain
from rawi.store import Told
from rawi.store.contents import current
from rawi.store.stories import copies, outlets

Row = dict[str, Any]


def circle_around(connection: Connection, articles: Iterable[str], known: Mapping[str, tuple[int, int, Reading]] | None = None) -> Circle:
    """The tellings of some articles and of those they copy, beside every outlet that tells a story. ``known``: current readings that were
    looked up before."""
    told = dict.fromkeys(articles)
    roots = copied_from(copies(connection, told))
    wanted = dict.fromkeys(name for article in told for name in (article, roots.get(article)) if name)
    read = [(known or {}).get(name) or current(connection, name) for name in wanted]
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
    differences = [*plain(made.differences), *_part_denied(id, before, told)]
    detail = {"chains": plain(made.chains), "differences": differences, "reasons": why}
    return Told({**plain(made.episode), "lineage": lineage}, detail)


def _part_denied(id: str, before: Sequence[Told], told: set[tuple[str, str]]) -> Iterator[Row]:
    """Denials of a part of what former episodes tell, as comparing found them in their story, with those of the tellers that are still here."""
    for was in before:
        for row in (was.detail or {}).get("differences", ()):
            values = [v for v in row["values"] if v["value"].startswith(DENIED) or (v["article"], v["record"]) in told]
            if any(v["value"].startswith(DENIED) for v in values) and any(not v["value"].startswith(DENIED) for v in values):
                yield row | {"episode": id, "values": values}


def _ref(row: Row) -> ReportRef:
    return ReportRef(row["article"], row["event"])


def id_of(reports: Sequence[Row]) -> str:
    """The id of an episode that a person made: the same reports give the same id."""
    told = json.dumps(sorted((row["article"], row["event"]) for row in reports), ensure_ascii=False)
    return f"ep-{hashlib.blake2b(told.encode('utf-8', 'surrogatepass'), digest_size=8).hexdigest()}"
