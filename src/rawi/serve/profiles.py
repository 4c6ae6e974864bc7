"""What the pages of actors, places and outlets show of the counts: tables of types by status, company, names, and the counts over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from rawi.serve.bars import Chart, Series, chart, series
from rawi.store.counting import HAPPENED, ByDay
from rawi.store.parts_taken import Beside, Called, Deeds
from rawi.store.subjects import Subject

MOST = 12
"""Rows of a list on a profile."""
_WIDTH, _HEIGHT, _BELOW = 900.0, 120.0, 20.0


@dataclass(frozen=True, slots=True)
class Cross:
    """Events by type and status: rows (type, numbers in the order of ``statuses``, sum), the most frequent first."""

    statuses: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...], int], ...]

    @property
    def count(self) -> int:
        """All of them."""
        return sum(total for _, _, total in self.rows)


@dataclass(frozen=True, slots=True)
class Ranked:
    """Somebody of a list, with how many events, and how many of them by type."""

    number: int
    subject: Subject
    count: int
    types: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class NameUsed:
    """A name with what it conveys, how often, and who (subject, how often) uses it or is called so."""

    name: str
    loaded: str
    count: int
    by: tuple[tuple[Subject, int], ...]


@dataclass(frozen=True, slots=True)
class Over:
    """The counts over time of a profile; ``episodes``: whether these are counted, or events."""

    episodes: bool
    found: Series
    chart: Chart


def cross(deeds: Iterable[Deeds], role: str, statuses: Iterable[str]) -> Cross:
    """The table of a role's events; ``statuses`` gives the order of the columns."""
    counts = Counter[tuple[str, str]]()
    for deed in deeds:
        if deed.role == role:
            counts[deed.type, deed.status] += deed.events
    used = tuple(status for status in statuses if any(status == known for _, known in counts))
    types = {type for type, _ in counts}
    rows = [(type, tuple(counts[type, status] for status in used)) for type in types]
    return Cross(used, tuple(sorted(((type, row, sum(row)) for type, row in rows), key=lambda row: (-row[2], row[0]))))


def over(deeds: Iterable[Deeds], episodes: list[ByDay] | None = None) -> Over:
    """The counts over time of what is told as done: of episodes, where a comparison is kept."""
    rows = [ByDay(deed.day, deed.type, deed.outlet, deed.events) for deed in deeds if deed.status in HAPPENED]
    found = series(rows, episodes=episodes)
    return Over(episodes is not None, found, chart(found, _WIDTH, _HEIGHT, _BELOW))


def ranked(
    rows: Iterable[Beside], subjects: Mapping[int, Subject], wanted: Callable[[Beside], bool], most: int = MOST
) -> tuple[Ranked, ...]:
    """Those who stand beside in the way that is wanted, the most frequent first."""
    types: dict[int, Counter[str]] = {}
    for row in rows:
        if wanted(row) and row.other in subjects:
            types.setdefault(row.other, Counter())[row.type] += row.count
    found = [Ranked(number, subjects[number], counts.total(), tuple(counts.most_common(4))) for number, counts in types.items()]
    return tuple(sorted(found, key=lambda one: (-one.count, one.subject.key))[:most])


def outlets_of(deeds: Iterable[Deeds], subjects: Mapping[int, Subject]) -> tuple[tuple[Subject, int], ...]:
    """Who tells it, the most frequent first."""
    counts = Counter[int]()
    for deed in deeds:
        counts[deed.outlet] += deed.events
    return tuple(
        (subjects[number], count) for number, count in sorted(counts.items(), key=lambda row: (-row[1], row[0])) if number in subjects
    )


def names_by_name(called: Iterable[Called], subjects: Mapping[int, Subject]) -> tuple[NameUsed, ...]:
    """The names of one actor with the outlets that use them, loaded names first."""
    return _names(called, subjects, lambda row: row.outlet)


def names_by_actor(called: Iterable[Called], subjects: Mapping[int, Subject]) -> tuple[tuple[Subject, tuple[NameUsed, ...]], ...]:
    """The actors that one outlet names, those with loaded names first, then the most named."""
    actors: dict[int, list[Called]] = {}
    for row in called:
        actors.setdefault(row.actor, []).append(row)
    found = [(subjects[actor], _names(rows, subjects, lambda row: row.outlet)) for actor, rows in actors.items() if actor in subjects]
    return tuple(sorted(found, key=lambda row: (not any(name.loaded for name in row[1]), -sum(name.count for name in row[1]), row[0].key)))


def _names(called: Iterable[Called], subjects: Mapping[int, Subject], by: Callable[[Called], int]) -> tuple[NameUsed, ...]:
    users: dict[tuple[int, str], Counter[int]] = {}
    for row in called:
        users.setdefault((row.name, row.loaded), Counter())[by(row)] += row.count
    found = [
        NameUsed(
            subjects[name].name_ar,
            loaded,
            counts.total(),
            tuple((subjects[id], count) for id, count in counts.most_common(6) if id in subjects),
        )
        for (name, loaded), counts in users.items()
        if name in subjects
    ]
    return tuple(sorted(found, key=lambda used: (not used.loaded, -used.count, used.name)))
