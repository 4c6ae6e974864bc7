"""A Reading as comparison needs it: a Telling with its reports, small enough to hold many thousands of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from rawi.compare.words import cores_of, folded, is_definite, passage_key, passages_of, runs_of, words_of
from rawi.records import Event, Figure, Mention, Reading, SentenceSpan

COUNTED = 0.5  # events below are kept for review, not compared
_PASSAGE = 5  # words; shorter ones are alike by chance
_SAMPLED = 5  # one word run in so many is looked up; twelve runs in common are then found in 93 cases of 100, twenty in 99
_EDGE, _EDGE_LETTERS = 12, 200  # words at either end of an article, and letters that hold them
_ACTORS = frozenset({"person", "state", "government", "military", "armed_group", "igo", "ngo", "media"})
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
    """A figure of a report, bounds as in a Figure; ``part``: of a total that stands beside it."""

    id: str
    measure: str
    low: float | None
    high: float | None
    approx: str
    part: bool


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
class Report:
    """One event of one Reading. Parties are registry ids, or ``~`` and folded words; days are ordinals; ``beside``: whom else its
    sentence names; ``words``: what the sentence is about; ``passages``: the sentence as a number, to find it in copies; ``again``: a noun with the
    article, which speaks of what was told before."""

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
    same_as: str | None

    @property
    def parties(self) -> frozenset[str]:
        """Whoever does it or has it done to them."""
        return frozenset(self.actors + self.recipients)


@dataclass(frozen=True, slots=True)
class Telling:
    """One article as a teller: its reports in the order of the text, its words, word runs and passages; ``names``: party or place
    key → English and Arabic name; ``spoken``: the letters of parties that no registry knows;
    ``edges``: the folded first and last words, where a credit stands."""

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


def telling_of(reading: Reading, order: int = 0, least: float = COUNTED) -> Telling:
    """A Reading as a Telling; events scored below ``least`` are left out. ``order``: its place in the input, which decides within a day."""
    text, article = reading.article.text, reading.article
    by_id = {mention.id: mention for mention in reading.mentions}
    sentences = [words_of(text[s.start : s.end]) for s in reading.sentences]
    words = [word for sentence in sentences for word in sentence] or words_of(text)
    described = _Described(reading, by_id, sentences)
    day, runs = ordinal(article.published), runs_of(words)
    reports = tuple(described.report(event, day) for event in sorted(reading.events, key=_place) if event.score >= least)
    return Telling(
        article.id,
        article.outlet,
        day,
        article.title,
        reports,
        cores_of(words),
        cores_of([word for sentence in sentences[:2] for word in sentence]) or cores_of(words[:40]),
        {_key(m): (m.name_en, m.name_ar or m.text) for m in reading.mentions if m.entity or m.kind == "place"},
        runs,
        passages_of(text, _PASSAGE) | frozenset([run for run in runs if run % _SAMPLED == 0]),
        _edges(text),
        order,
        {_key(m): m.text for m in reading.mentions if not m.entity},
    )


def _edges(text: str) -> str:
    """The folded first and last words, credits and other furniture among them."""
    return " ".join([*words_of(text[:_EDGE_LETTERS])[:_EDGE], *words_of(text[-_EDGE_LETTERS:])[-_EDGE:]])


def _place(event: Event) -> int:
    return event.trigger.start


def ordinal(day: str | None) -> int | None:
    """An ISO day as a number of days; None for none, or for what is no day."""
    try:
        return date.fromisoformat(day[:10]).toordinal() if day else None
    except ValueError:
        return None


class _Described:
    """A Reading with what its reports are described by, looked up once."""

    def __init__(self, reading: Reading, by_id: dict[str, Mention], sentences: list[list[str]]) -> None:
        self.reading, self.by_id, self.words = reading, by_id, sentences
        self.figures = {figure.id: figure for figure in reading.figures}
        self.said = {said.id: said for said in reading.attributions}

    def report(self, event: Event, day: int | None) -> Report:
        """One event as a Report."""
        article, at = self.reading.article, self._sentence(event)
        sentence = self.reading.sentences[at] if at >= 0 else None
        first, last = (ordinal(event.date.first), ordinal(event.date.last)) if event.date else (None, None)
        words = self.words[at] if sentence else []
        actors, recipients = self._parties(event.actors), self._parties(event.recipients)
        return Report(
            article.id, event.id, article.outlet, day, event.trigger.start, at, event.type, event.mode, event.status, event.score,
            actors, recipients, self._beside(sentence) - {*actors, *recipients}, self._spots(event.places),
            first, last, event.date.precision if event.date else "", tuple(self._counts(event)), self._source(event),
            cores_of(words), frozenset([passage_key(words)]), is_definite(event.trigger.text), event.same_as,
        )  # fmt: skip

    def _sentence(self, event: Event) -> int:
        """The number of the event's sentence, -1 where none is known."""
        found = (n for n, s in enumerate(self.reading.sentences) if s.start <= event.trigger.start < s.end)
        return next(found, -1)

    def _parties(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Who stands behind mentions: the members of «both sides» in place of the words."""
        meant = [member for id in ids if id in self.by_id for member in self.by_id[id].members or (id,)]
        return tuple(dict.fromkeys(_key(self.by_id[id]) for id in meant if id in self.by_id and self.by_id[id].kind != "place"))

    def _beside(self, sentence: SentenceSpan | None) -> frozenset[str]:
        """The registered actors that a sentence names."""
        if sentence is None:
            return frozenset()
        inside = (m for m in self.reading.mentions if sentence.start <= m.start < sentence.end and m.kind in _ACTORS)
        return frozenset(m.entity for m in inside if m.entity)

    def _spots(self, ids: tuple[str, ...]) -> tuple[Spot, ...]:
        places = [self.by_id[id] for id in ids if id in self.by_id]
        return tuple({_key(m): Spot(_key(m), m.country, m.admin1, m.lat, m.lon, m.precision_km, folded(m.text)) for m in places}.values())

    def _counts(self, event: Event) -> list[Count]:
        """The figures of an event with bounds, sums of money and distances left out."""
        told = [self.figures[id] for id in event.figures if id in self.figures]
        return [_count(figure) for figure in told if figure.measure not in ("money", "distance_km", "other")]

    def _source(self, event: Event) -> Source:
        """The first who says so, from the nearest statement around the event outwards to the speaker inside it."""
        said = self.said.get(event.attribution or "")
        if said is None:
            outlet = self.reading.article.outlet
            return Source(None, outlet or "", None, "outlet", (), event.status == "denied")
        speaker = self.by_id.get(said.speaker or "")
        via = tuple(dict.fromkeys(self._link(link.mention, link.text) for link in said.chain))
        denies = event.status == "denied" or (said.stance == "deny" and event.type != "REJECT")
        if speaker is None:
            return Source(NAMELESS, said.cue.text, None, "unnamed", via, denies)
        kind = "named" if speaker.entity or speaker.kind not in ("people", "media") else "unnamed"
        return Source(_key(speaker), speaker.name_en or speaker.text, speaker.name_ar or speaker.text, kind, via, denies)

    def _link(self, mention: str | None, text: str) -> str:
        found = self.by_id.get(mention or "")
        return (found.name_en or found.text) if found else text


def _count(figure: Figure) -> Count:
    return Count(figure.id, figure.measure, figure.low, figure.high, figure.approx, figure.part_of is not None)


def _key(mention: Mention) -> str:
    """What a mention stands for: the registry's id, else its words."""
    return mention.entity or NAMELESS + folded(mention.text)
