"""An episode made of some reports: who, where, when and how many as these reports tell it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from rawi.records import Event, Reading
from rawi.review.anchors import event_of


def retold(before: Sequence[dict[str, Any]], reports: Sequence[dict[str, Any]], readings: dict[str, Reading]) -> dict[str, Any]:
    """The episode of some reports, in the form of the first it comes from. Independent chains and copies are counted anew by comparing: until
    then as many are told as are certain."""
    told = [(event, readings[r["article"]]) for r in reports if (event := event_of(readings[r["article"]], r["event"])) is not None]
    outlets = {reading.article.outlet or reading.article.id for _, reading in told}
    episode = dict(before[0])
    episode["id"] = _id(reports)
    episode["reports"] = list({_key(report): report for report in reports}.values())
    if "unsure" in episode:
        wanted = {_key(report) for report in reports}
        episode["unsure"] = [report for was in before for report in was.get("unsure") or () if _key(report) in wanted]
    for field in ("actors", "recipients", "places"):
        episode[field] = _named(field, told)
    episode["date"] = _period(event for event, _ in told)
    episode["figures"] = _figures(told)
    episode["outlets"] = len(outlets)
    most = max((was.get("chains") or 1 for was in before), default=1)
    episode["chains"] = min(most, len(outlets)) or 1
    episode["copies"] = min(sum(was.get("copies") or 0 for was in before), len(episode["reports"]) - 1)
    episode["verdict"] = "same"
    return episode


def _id(reports: Sequence[dict[str, Any]]) -> str:
    """The same reports give the same id."""
    told = json.dumps(sorted(_key(report) for report in reports), ensure_ascii=False)
    return f"ep-{hashlib.blake2b(told.encode('utf-8', 'surrogatepass'), digest_size=8).hexdigest()}"


def _key(report: dict[str, Any]) -> tuple[str, str]:
    return report["article"], report["event"]


def _named(field: str, told: Sequence[tuple[Event, Reading]]) -> list[dict[str, Any]]:
    """Each actor or place once, by the registry's entry or the words of the text."""
    found: dict[str, dict[str, Any]] = {}
    for event, reading in told:
        mentions = {mention.id: mention for mention in reading.mentions}
        for mention in (mentions[id] for id in getattr(event, field) if id in mentions):
            name = mention.name_ar or mention.text
            found.setdefault(mention.entity or name, {"entity": mention.entity, "name_en": mention.name_en, "name_ar": name})
    return list(found.values())


def _period(events: Iterable[Event]) -> dict[str, Any] | None:
    dates = [event.date for event in events if event.date is not None and event.date.first and event.date.last]
    if not dates:
        return None
    finest = min(dates, key=lambda date: ("day", "week", "part_of_month", "month", "season", "year", "open").index(date.precision))
    return {"first": min(str(d.first) for d in dates), "last": max(str(d.last) for d in dates), "precision": finest.precision}


def _figures(told: Sequence[tuple[Event, Reading]]) -> list[dict[str, Any]]:
    """Each count with the outlets that give it; no part is told beside its whole."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for event, reading in told:
        for figure in (f for f in reading.figures if f.id in event.figures and f.part_of is None):
            row: dict[str, Any] = {
                "measure": figure.measure,
                "low": figure.low,
                "high": figure.high,
                "approx": figure.approx,
                "outlets": [],
            }
            outlets = found.setdefault(tuple(row.values())[:4], row)["outlets"]
            if reading.article.outlet and reading.article.outlet not in outlets:
                outlets.append(reading.article.outlet)
    return list(found.values())
