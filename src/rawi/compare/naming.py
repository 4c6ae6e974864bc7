"""Two ledgers over many articles: what each outlet calls each actor, and on whose word each outlet relies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from rawi.compare.describe import telling_of
from rawi.compare.records import Naming, Reliance
from rawi.compare.reports import COUNTED
from rawi.compare.words import folded
from rawi.records import Mention, Reading


@dataclass(slots=True)
class _Seen:
    """How often something was seen, and when first and last."""

    count: int = 0
    days: set[str] = field(default_factory=set)

    def add(self, day: str | None) -> None:
        self.count += 1
        if day:
            self.days = {min(self.days | {day}), max(self.days | {day})}

    @property
    def first(self) -> str | None:
        """The first ISO day, None where no article has one."""
        return min(self.days, default=None)

    @property
    def last(self) -> str | None:
        """The last ISO day."""
        return max(self.days, default=None)


PERIODS = {"year": 4, "month": 7, "day": 10}  # letters of an ISO day that name it


def period_of(day: str | None, by: str | None) -> str | None:
    """The period of an ISO day (2020-01), ``by``: year, month, day or None; None where the day is not known."""
    return day[: PERIODS[by]] if day and by else None


def name_actors(readings: Iterable[Reading], by: str | None = None) -> tuple[Naming, ...]:
    """What each outlet calls each registered actor, the most frequent name first; spellings that fold alike are one name. ``by``: a row for
    each year, month or day."""
    seen: dict[tuple[str | None, str, str, str | None, str | None], _Seen] = {}
    shown: dict[str, Counter[str]] = {}
    english: dict[str, str | None] = {}
    for reading in readings:
        for mention in filter(_is_named_actor, reading.mentions):
            entity, name = mention.entity or "", folded(mention.text)
            english[entity] = mention.name_en
            shown.setdefault(name, Counter())[" ".join(mention.text.split())] += 1
            period = period_of(reading.article.published, by)
            seen.setdefault((reading.article.outlet, entity, name, mention.loaded, period), _Seen()).add(reading.article.published)
    rows = [
        Naming(outlet, entity, english[entity], shown[name].most_common(1)[0][0], loaded, s.count, s.first, s.last, period)
        for (outlet, entity, name, loaded, period), s in seen.items()
    ]
    return tuple(sorted(rows, key=lambda row: (row.outlet or "", row.entity, row.period or "", -row.count, row.name)))


def _is_named_actor(mention: Mention) -> bool:
    return mention.entity is not None and mention.kind not in ("place", "agreement")


def rely_on(readings: Iterable[Reading], by: str | None = None) -> tuple[Reliance, ...]:
    """Whose word each outlet's counted events stand on, the most frequent first; the outlet's own voice is a row of its own (kind outlet).
    ``by``: a row for each year, month or day, shares of that."""
    seen: dict[tuple[str | None, str, str | None], _Seen] = {}
    described: dict[str, tuple[str, str | None, str | None, str]] = {}
    total: Counter[tuple[str | None, str | None]] = Counter()
    for reading in readings:
        period = period_of(reading.article.published, by)
        for report in telling_of(reading, least=COUNTED).reports:
            source, outlet = report.source, reading.article.outlet
            key = source.key if source.key and source.kind == "named" else f"{source.kind} {folded(source.name) if source.key else ''}"
            entity = source.key if source.key and "/" in source.key else None
            described.setdefault(key, (source.name if source.key else "own word", source.name_ar, entity, source.kind))
            seen.setdefault((outlet, key, period), _Seen()).add(reading.article.published)
            total[outlet, period] += 1
    rows = [
        Reliance(outlet, *described[key], s.count, round(s.count / total[outlet, period], 3), s.first, s.last, period)
        for (outlet, key, period), s in seen.items()
    ]
    return tuple(sorted(rows, key=lambda row: (row.outlet or "", row.period or "", -row.count, row.source)))
