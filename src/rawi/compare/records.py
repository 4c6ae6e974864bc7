"""The records above one article: what `rawi compare` and its sisters write, field order as in the JSON. Nothing changes once made."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReportRef:
    """One event of one Reading: a report."""

    article: str
    event: str


@dataclass(frozen=True, slots=True)
class Named:
    """An actor or place as records name it: the registry's id and names, or with ``entity`` null the words of the text."""

    entity: str | None
    name_en: str | None
    name_ar: str | None


@dataclass(frozen=True, slots=True)
class Period:
    """First and last ISO day, both inclusive, and the precision of the most exact telling."""

    first: str
    last: str
    precision: str


@dataclass(frozen=True, slots=True)
class ToldFigure:
    """A count of an episode with the outlets that give it; bounds as in a Figure."""

    measure: str
    low: float | None
    high: float | None
    approx: str
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lineage:
    """How an episode came from those of an earlier run: kept, grew, merged, split, or joined and parted by a person's decision."""

    kind: str
    episodes: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Episode:
    """One occurrence as several reports tell it. ``outlets``, ``chains`` and ``copies`` are counts; ``unsure``: the reports of which it is not sure that
    they tell of it: no chain counts them. ``standing``: how it may be spoken of (corroborated, one_source, …)."""

    id: str
    type: str
    mode: str | None
    status: str
    reports: tuple[ReportRef, ...]
    unsure: tuple[ReportRef, ...]
    actors: tuple[Named, ...]
    recipients: tuple[Named, ...]
    places: tuple[Named, ...]
    date: Period | None
    outlets: int
    chains: int
    copies: int
    standing: str
    verdict: str
    figures: tuple[ToldFigure, ...]
    lineage: tuple[Lineage, ...]


@dataclass(frozen=True, slots=True)
class Teller:
    """One article of a story: ``copy_of`` is the article it was copied from, ``copy_kind`` how; ``leaves_out`` the ids of the story's episodes it does
    not tell."""

    outlet: str | None
    article: str
    first: str | None
    copy_of: str | None
    copy_kind: str | None
    leaves_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """Articles about one thing, in the order they were told."""

    id: str
    articles: tuple[str, ...]
    title: str | None
    first_told: str | None
    episodes: tuple[str, ...]
    tellers: tuple[Teller, ...]


@dataclass(frozen=True, slots=True)
class Carrier:
    """An outlet that carried a line of transmission: its report, and through whom it has it (media, or the article it copied)."""

    outlet: str | None
    article: str
    event: str
    via: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """One independent line of transmission of an episode. ``kind``: named, unnamed (nobody can check who it is), outlet (its own word), agency;
    ``stance``: tells or denies."""

    episode: str
    source: str
    source_ar: str | None
    entity: str | None
    kind: str
    side: str | None
    stance: str
    carried_by: tuple[Carrier, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """What one teller says in a Difference: ``record`` is the event's or figure's id, ``on_whose_word`` the source as the text names it."""

    value: str
    outlet: str | None
    article: str
    record: str
    on_whose_word: str
    published: str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """Tellers of one episode who cannot all be right. ``field``: figure, actor, denial, place, date; ``measure`` for a figure."""

    episode: str
    field: str
    measure: str | None
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A feature of a pair of reports, the value it has, and what that weighs for or against one occurrence."""

    name: str
    value: str
    weight: float


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an article's reports, of which ``event`` is the first, are of an episode: their likeness to the reports of the article ``against``,
    which told it first. ``score`` is the sum of the weights."""

    episode: str
    article: str
    event: str
    against: str
    score: float
    features: tuple[Weighed, ...]


@dataclass(frozen=True, slots=True)
class Naming:
    """How often an outlet called an actor by a name, and when first and last; ``loaded`` as in a Mention."""

    outlet: str | None
    entity: str
    name_en: str | None
    name: str
    loaded: str | None
    count: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Reliance:
    """How often an outlet's events stand on a source's word, and when first and last; ``share`` of the outlet's counted events."""

    outlet: str | None
    source: str
    source_ar: str | None
    entity: str | None
    kind: str
    count: int
    share: float
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Copy:
    """An article that repeats another letter for letter: ``kind`` copy, excerpt or partial_copy; ``shared`` of its word runs stand there too."""

    article: str
    of: str
    kind: str
    shared: float
