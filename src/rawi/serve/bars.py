"""Counts over time as a chart drawn here: stacked bars by kind of act, beneath them how many outlets tell, and where the mix shifts.

The chart is SVG made by the server: every bar is a link, it prints, it needs no script, and the table beside it has the same numbers.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rawi.demo.cards import quad_of
from rawi.store.counting import ByDay

DAY, WEEK, MONTH = "day", "week", "month"
STEPS = (DAY, WEEK, MONTH)
MOST = 400
"""Bars of a chart; the newest are kept."""
SHIFT, LEAST = 0.25, 4
"""New outlets are told of where they give this share of a period's events, and at least so many of them."""
_QUARTERS = 4
_DAYS_BY_DAY, _DAYS_BY_WEEK = 70, 760
WIDTH, HEIGHT, BELOW = 1280.0, 260.0, 34.0
_SCALE, _WIDEST, _LABEL = 44.0, 42.0, 150.0
"""Room for the numbers of the scale beside the bars, the widest bar, and room for a day written beneath."""


@dataclass(frozen=True, slots=True)
class Period:
    """One bar: first and last ISO day, what is counted (episodes or events) by type, events by outlet (a number), and the outlets that
    had told nothing before."""

    first: str
    last: str
    types: dict[str, int]
    outlets: dict[int, int]
    new: tuple[int, ...]

    @property
    def count(self) -> int:
        """All that is counted in it."""
        return sum(self.types.values())

    @property
    def reports(self) -> int:
        """All events told of it."""
        return sum(self.outlets.values())

    @property
    def share_of_new(self) -> float:
        """The share of its events that outlets tell which had told nothing before, 0 to 1."""
        return sum(self.outlets[outlet] for outlet in self.new) / self.reports if self.reports else 0.0

    @property
    def shifts(self) -> bool:
        """Whether so much of it comes from new outlets that it cannot be compared with what was before."""
        return self.share_of_new >= SHIFT and sum(self.outlets[outlet] for outlet in self.new) >= LEAST


@dataclass(frozen=True, slots=True)
class Piece:
    """A rectangle of a bar, in SVG units, with the quad class that it stands for."""

    quad: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A period as drawn: its place, its pieces from below, and the height of the bar of outlets beneath."""

    period: Period
    x: float
    width: float
    pieces: tuple[Piece, ...]
    outlets: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars with the lines of the scale (height, number) and the days written beneath (place, ISO day)."""

    width: float
    height: float
    below: float
    bars: tuple[Bar, ...]
    lines: tuple[tuple[float, int], ...]
    days: tuple[tuple[float, str], ...]
    most: int
    most_outlets: int
    step: str


@dataclass(frozen=True, slots=True)
class Series:
    """Counts over time: the periods in order, how many events have no day, and how many periods at the beginning were left out."""

    step: str
    periods: tuple[Period, ...]
    dayless: int
    left_out: int

    @property
    def count(self) -> int:
        """What is counted in all periods."""
        return sum(period.count for period in self.periods)

    @property
    def reports(self) -> int:
        """The events told of in all periods."""
        return sum(period.reports for period in self.periods)

    @property
    def shifts(self) -> tuple[Period, ...]:
        """The periods in which the mix of outlets shifts; the first has nothing before it."""
        return tuple(period for period in self.periods[1:] if period.shifts)


def step_for(days: Sequence[str]) -> str:
    """The step that suits a range of ISO days."""
    if not days:
        return MONTH
    length = (date.fromisoformat(max(days)) - date.fromisoformat(min(days))).days
    return DAY if length <= _DAYS_BY_DAY else WEEK if length <= _DAYS_BY_WEEK else MONTH


def series(rows: Iterable[ByDay], step: str | None = None, episodes: Iterable[ByDay] | None = None) -> Series:
    """The counts by period; without a step, one that suits the days. With ``episodes`` these are counted; which outlets tell comes from the
    events of ``rows`` all the same."""
    told = list(rows)
    counted = told if episodes is None else list(episodes)
    days = sorted({row.day for row in (*told, *counted) if row.day})
    step = step if step in STEPS else step_for(days)
    starts = {day: _start(day, step) for day in days}
    types: dict[str, Counter[str]] = defaultdict(Counter)
    outlets: dict[str, Counter[int]] = defaultdict(Counter)
    for row in counted:
        if row.day:
            types[starts[row.day]][row.type] += row.events
    for row in told:
        if row.day:
            outlets[starts[row.day]][row.outlet] += row.events
    every = list(_every(starts[days[0]], starts[days[-1]], step)) if days else []
    known: set[int] = set()
    periods = []
    for start in every:
        new = outlets[start].keys() - known
        known |= new
        periods.append(Period(start, _end(start, step), dict(types[start]), dict(outlets[start]), tuple(sorted(new))))
    return Series(step, tuple(periods[-MOST:]), sum(row.events for row in counted if not row.day), max(0, len(periods) - MOST))


def steady(rows: Iterable[ByDay]) -> set[int]:
    """The outlets that tell something in each quarter of the time: what they tell can be compared over all of it."""
    told = [row for row in rows if row.day]
    if not told:
        return set()
    first, last = (date.fromisoformat(end).toordinal() for end in (min(row.day or "" for row in told), max(row.day or "" for row in told)))
    length = (last - first + 1) / _QUARTERS
    seen: dict[int, set[int]] = defaultdict(set)
    quarter = {day: int((date.fromisoformat(day).toordinal() - first) / length) for day in {row.day for row in told if row.day}}
    for row in told:
        seen[row.outlet].add(quarter[row.day or ""])
    return {outlet for outlet, quarters in seen.items() if len(quarters) == _QUARTERS}


def chart(found: Series, width: float = WIDTH, height: float = HEIGHT, below: float = BELOW) -> Chart:
    """The series as bars; time runs from left to right in both languages, as in the tables of others."""
    periods = found.periods
    top, tops = _scale(max((period.count for period in periods), default=0))
    most = max((len(period.outlets) for period in periods), default=0)
    across = min((width - _SCALE) / max(len(periods), 1), _WIDEST * 2)
    bars = []
    for number, period in enumerate(periods):
        x = round(number * across, 2)
        pieces = tuple(_pieces(period, height, top))
        bars.append(
            Bar(
                period,
                x,
                round(min(max(across * 0.86, 0.7), _WIDEST), 2),
                pieces,
                round(below * len(period.outlets) / most, 2) if most else 0.0,
            )
        )
    lines = tuple((round(height - height * number / top, 1), number) for number in tops)
    return Chart(width, height, below, tuple(bars), lines, tuple(_written(periods, across, width)), top, most, found.step)


def _pieces(period: Period, height: float, top: int) -> Iterable[Piece]:
    """The bar's rectangles: material conflict below, where it can be compared best."""
    quads = Counter[int]()
    for type, count in period.types.items():
        quads[quad_of(type)] += count
    at = height
    for quad in (4, 3, 2, 1):
        if quads[quad]:
            tall = height * quads[quad] / top
            at -= tall
            yield Piece(quad, round(at, 2), round(tall, 2))


def _scale(most: int) -> tuple[int, tuple[int, ...]]:
    """The number at the top of the scale, and the numbers of its lines."""
    step = next((n * 10**power for power in range(9) for n in (1, 2, 5) if most <= 4 * n * 10**power), 1)
    lines = tuple(range(step, max(most, 1) + step, step))
    return lines[-1], lines


def _written(periods: Sequence[Period], across: float, width: float) -> Iterable[tuple[float, str]]:
    """The days beneath the bars, as many as there is room for."""
    every = math.ceil(_LABEL / across) if periods else 1
    for number in range(0, len(periods), every):
        x = number * across
        if x <= width - _LABEL or number == 0:
            yield round(x, 1), periods[number].first


def _start(day: str, step: str) -> str:
    """The first day of the period in which a day lies; weeks begin on Monday."""
    if step == DAY:
        return day
    if step == MONTH:
        return f"{day[:7]}-01"
    found = date.fromisoformat(day)
    return (found - timedelta(days=found.weekday())).isoformat()


def _end(start: str, step: str) -> str:
    """The last day of the period that begins so."""
    return (_next(date.fromisoformat(start), step) - timedelta(days=1)).isoformat()


def _every(first: str, last: str, step: str) -> Iterable[str]:
    """The starts of all periods, those without an event too."""
    at, end = date.fromisoformat(first), date.fromisoformat(last)
    while at <= end:
        yield at.isoformat()
        at = _next(at, step)


def _next(start: date, step: str) -> date:
    if step == MONTH:
        return date(start.year + start.month // 12, start.month % 12 + 1, 1)
    return start + timedelta(days=1 if step == DAY else 7)
