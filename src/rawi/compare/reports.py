"""A Reading as comparison needs it: a Telling with its reports, small enough to hold many thousands of them."""

from __future__ import annotations

from dataclasses import dataclass, field

COUNTED = 0.5  # events below are kept for review, not compared
LEAST = 0.12  # events below are not compared; those below COUNTED only join episodes that a counted one is of
NAMELESS = "~"  # before the folded words of whoever no registry knows


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of a report: registry id (or ``~`` and its folded words), where it lies, how far off its point may be (km), and the folded
    words that name it."""

    key: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    km: float | None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """A figure of a report, bounds as in a Figure; ``part``: of a total that stands beside it; ``rises``: said to be more than it was; ``beside``: of an act of
    the same sentence that is too unlikely to be compared itself."""

    id: str
    measure: str
    low: float | None
    high: float | None
    approx: str
    part: bool
    rises: bool = False
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """On whose word a report stands: ``key`` of the first who says so (None for the outlet itself), how it is named, through whom it came
    (nearest to the source first), and whether anybody can check who it is."""

    key: str | None
    name: str
    name_ar: str | None
    kind: str
    via: tuple[str, ...]
    denies: bool


@dataclass(frozen=True, slots=True)
class Denied:
    """What somebody says was not so, where it is no act of its own («there were no commanders in the car»): the statement's or figure's id,
    the number of its sentence, its letters, what they are about, who says so, for a number of none what was counted, and whether it says who was not among
    those counted."""

    id: str
    sentence: int
    text: str
    words: frozenset[str]
    source: Source
    measure: str | None = None
    among: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """One event of one Reading. Parties are registry ids, or ``~`` and folded words; days are ordinals; ``beside``: whom else its
    sentence names; ``words``: what the sentence is about; ``passages``: the sentence as a number, to find it in copies; ``again``: a noun with the
    article, which speaks of what was told before; ``another``: a noun that «similar» or «a second» parts from what was told before;
    ``own_day``: its day stands beside it, not beside another act or the statement; ``insists``: its doer is said to be the one who did it,
    and nobody else."""

    article: str
    event: str
    outlet: str | None
    published: int | None
    at: int
    sentence: int
    type: str
    mode: str | None
    status: str
    score: float
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    beside: frozenset[str]
    places: tuple[Spot, ...]
    first: int | None
    last: int | None
    precision: str
    counts: tuple[Count, ...]
    source: Source
    words: frozenset[str]
    passages: frozenset[int]
    again: bool
    another: bool
    own_day: bool
    insists: bool
    same_as: str | None

    @property
    def parties(self) -> frozenset[str]:
        """Whoever does it or has it done to them."""
        return frozenset(self.actors + self.recipients)

    @property
    def vague(self) -> bool:
        """Whether it gives neither day nor place nor a registered party: nothing by which it could be another act."""
        return self.first is None and not self.places and all(party.startswith(NAMELESS) for party in self.parties)


@dataclass(frozen=True, slots=True)
class Telling:
    """One article as a teller: its reports in the order of the text, its words, word runs and passages; ``names``: party or place
    key → English and Arabic name; ``spoken``: the letters of parties that no registry knows;
    ``edges``: the folded first and last words, where a credit stands; ``denied``: what it says was not so;
    ``among``: what the sentences are about that say who was among those counted."""

    article: str
    outlet: str | None
    published: int | None
    title: str | None
    reports: tuple[Report, ...]
    words: frozenset[str]
    head: frozenset[str]
    names: dict[str, tuple[str | None, str | None]]
    runs: frozenset[int]
    passages: frozenset[int]
    edges: str
    order: int = 0
    spoken: dict[str, str] = field(default_factory=dict)
    denied: tuple[Denied, ...] = ()
    among: tuple[frozenset[str], ...] = ()
