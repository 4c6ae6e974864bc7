"""How alike two reports are: named features, each with its visible weight, and their sum."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from rawi.compare.kinship import Kin, load_kin, named, place_relation
from rawi.compare.reports import Count, Report
from rawi.compare.weights import Weights, load_weights

TWO_SIDED = frozenset({"CONSULT", "AGREE", "COOPERATE"})
SPEECH = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT"})  # acts that are words
_DEFENCE = "air_defence"  # what is shot down and what it was sent against are two acts
_REAL = frozenset({"occurred", "ongoing", "denied"})
_WEEK, _RECENT, _MONTH = 7, 3, 31  # days
_TELLING = 3  # a number that says something: one and two are everywhere


class Feature(NamedTuple):
    """A feature of a pair, the value it has, and what that weighs."""

    name: str
    value: str
    weight: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """The features of a pair of reports, their sum, and whether one of them forbids that the two are one."""

    features: tuple[Feature, ...]
    score: float
    never: bool


@dataclass(slots=True)
class Rarity:
    """How much a word says: counted over the articles seen so far. Words seen once are let go when there are too many."""

    seen: Counter[str] = field(default_factory=Counter)
    articles: int = 0
    _limit: int = 400_000  # words; about 60 MB

    def add(self, words: Iterable[str]) -> None:
        """Count one article's words."""
        self.articles += 1
        self.seen.update(words)
        if len(self.seen) > self._limit:
            self.seen = Counter({word: count for word, count in self.seen.items() if count > 1 + self.articles // 1_000_000})

    def of(self, word: str) -> float:
        """The inverse document frequency of a word, above 0."""
        return math.log((self.articles + 30) / (self.seen.get(word, 0) + 1))

    def likeness(self, a: frozenset[str], b: frozenset[str]) -> float:
        """Cosine of two sets of words weighted by rarity, 0 to 1."""
        shared = a & b
        if not shared:
            return 0.0
        of = self.of
        norm = sum(of(w) ** 2 for w in a) * sum(of(w) ** 2 for w in b)
        return float(sum(of(w) ** 2 for w in shared) / math.sqrt(norm)) if norm > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Judge:
    """What a pair is judged with: weights, kinship, and how rare each word is."""

    weights: Weights = field(default_factory=load_weights)
    kin: Kin = field(default_factory=load_kin)
    rarity: Rarity = field(default_factory=Rarity)


def likeness(a: Report, b: Report, judge: Judge, context: tuple[str, ...] = ()) -> Likeness:
    """How alike two reports are. ``context``: what is known of their articles: copy, same story, other story."""
    weights, kin, rarity = judge.weights, judge.kin, judge.rarity
    values = [("type", _type(a, b, weights))]
    if values[0][1] != "other":
        values += [("mode", value) for value in _mode(a, b)]
        values += [("place", place_relation(a.places, b.places)), ("date", _date(a, b)), *_parties(a, b, kin)]
        values += [("figure", value) for value in _figure(a.counts, b.counts)]
        context = tuple(what for what in context if what != "copy" or dict(values)["date"] not in ("apart", "far"))  # a formula used again
        values += [("status", _status(a, b)), *_where(a, b, context)]
    found = [Feature(name, value, weights("episode", name, value)) for name, value in values]
    if values[0][1] != "other":
        alike = 0.0 if a.article == b.article and a.sentence == b.sentence else rarity.likeness(a.words, b.words)
        found.append(Feature("words", f"{alike:.2f}", weights("episode", "words", "each") * alike))
    return Likeness(tuple(found), sum(f.weight for f in found), _never(a, b, dict(values)))


def _type(a: Report, b: Report, weights: Weights) -> str:
    if a.type == b.type:
        return "same"
    return "kin" if frozenset((a.type, b.type)) in weights.kin else "other"


def _mode(a: Report, b: Report) -> list[str]:
    if _DEFENCE in (a.mode, b.mode) and a.mode != b.mode:
        return ["defence"]
    return ["same" if a.mode == b.mode else "other"] if a.mode and b.mode else []


def _parties(a: Report, b: Report, kin: Kin) -> list[tuple[str, str]]:
    """Who did it to whom; words of one power beside words of another are told apart by that alone."""
    mine, theirs = named(a.actors), named(b.actors)
    if a.type == b.type and a.type in SPEECH and mine and theirs and kin.powers(mine).isdisjoint(kin.powers(theirs)):
        return [("doer", "other")]
    return [("party", "crossed" if _crossed(a, b) else _party(a, b, kin))]


def _crossed(a: Report, b: Report) -> bool:
    """Whether each one's doer is the other's victim: a blow and the blow that answers it."""
    if a.type in TWO_SIDED or b.type in TWO_SIDED:
        return False
    (mine, done), (theirs, suffered) = ((named(r.actors), named(r.recipients)) for r in (a, b))
    return bool(mine & suffered and theirs & done) and mine.isdisjoint(theirs) and done.isdisjoint(suffered)


def _never(a: Report, b: Report, values: dict[str, str]) -> bool:
    """Whether a pair can never be one: other types, other years, days said to be more than a week apart, or one party's acts of one kind on one day in different places."""
    if values["type"] == "other" or (values["place"] == "apart" and values["date"] in ("day", "apart", "far")):
        return True
    if values["date"] == "far" and a.first is not None and b.first is not None:
        return True
    return values["date"] in ("apart", "far") and _years(a).isdisjoint(_years(b))


def _years(report: Report) -> frozenset[int]:
    """The years an act may be of; one without a day is of the days before it was published."""
    days = _days(report)
    return frozenset(range(date.fromordinal(days[0]).year, date.fromordinal(days[1]).year + 1)) if days else frozenset()


def _days(report: Report) -> tuple[int, int] | None:
    """First and last day of an act, assumed where the text gives none."""
    if report.first is not None:
        return report.first, report.last or report.first
    return (report.published - _RECENT, report.published) if report.published is not None else None


def _date(a: Report, b: Report) -> str:
    """How the days stand: said of both, said of one, or of none."""
    if a.first is None or b.first is None:
        return _assumed(a, b)
    gap = max(a.first, b.first) - min(a.last or a.first, b.last or b.first)
    if gap <= 0:
        return "day" if a.precision == b.precision == "day" else "overlap"
    return "next" if gap == 1 else "apart" if gap <= _WEEK else "far"


def _assumed(a: Report, b: Report) -> str:
    """An act without a day is taken to have happened in the days before it was published."""
    mine, theirs = _days(a), _days(b)
    if a.article == b.article or mine is None or theirs is None:
        return "unknown"
    gap = max(mine[0], theirs[0]) - min(mine[1], theirs[1])
    return "assumed" if gap <= 0 else "next" if gap <= _RECENT else "apart" if gap <= _MONTH else "far"


def _party(a: Report, b: Report, kin: Kin) -> str:
    mine, theirs = named(a.parties), named(b.parties)
    shared = a.parties & b.parties
    beside = (mine & (b.parties | b.beside)) | (theirs & (a.parties | a.beside))
    if a.type in TWO_SIDED and b.type in TWO_SIDED:
        both = (a.parties | a.beside) & (b.parties | b.beside)
        people = [frozenset(p for p in named(r.parties | r.beside) if p.startswith("person/")) for r in (a, b)]
        if people[0] and people[1]:
            common = people[0] & people[1]
            return "pair" if len(common) > 1 else "one" if common else "other_pair"
        if len(named(both)) > 1 and shared:
            return "pair"
    if len(named(shared)) > 1:
        return "pair"
    if shared:
        return "one"
    if beside:
        return "beside"
    if not mine or not theirs:
        return "unknown"
    return "kin" if kin.powers(mine) & kin.powers(theirs) else "other"


def _figure(mine: tuple[Count, ...], theirs: tuple[Count, ...]) -> list[str]:
    """How the figures of one measure stand to each other, parts of totals left out; nothing where no measure is in common."""
    pairs = [(a, b) for a in mine for b in theirs if a.measure == b.measure and not (a.part or b.part or a.beside or b.beside)]
    if not pairs:
        return []
    if any(a.low == b.low and a.high == b.high and (a.low or 0) >= _TELLING for a, b in pairs):
        return ["equal"]
    return ["fits" if any(fits(a, b) for a, b in pairs) else "other"]


def fits(a: Count, b: Count) -> bool:
    """Whether two counts can both be right: their bounds overlap, «about» by a tenth."""
    (low, high), (other, end) = _bounds(a), _bounds(b)
    return low <= end and other <= high


_VAGUE = {"several": 10.0, "dozens": 100.0, "hundreds": 1000.0, "thousands": 10_000.0}


def _bounds(count: Count) -> tuple[float, float]:
    low, high = count.low or 0.0, math.inf if count.high is None else count.high
    if count.approx in _VAGUE:
        return low, _VAGUE[count.approx]
    return (low * 0.9, high * 1.1) if count.approx == "about" else (low, high)


def _status(a: Report, b: Report) -> str:
    if a.status == b.status or (a.status in _REAL and b.status in _REAL and "denied" not in (a.status, b.status)):
        return "same"
    return "denied" if a.status in _REAL and b.status in _REAL else "other"


def _where(a: Report, b: Report, context: tuple[str, ...]) -> list[tuple[str, str]]:
    """Whether the two stand in one sentence, one article, one story, or in a sentence that was copied."""
    if a.article == b.article:
        found = [("sentence" if a.sentence == b.sentence else "article", "same")]
        later = max(a, b, key=_at)
        if later.another:
            return [*found, ("another", "same")]
        return found + ([("again", "same")] if later.again else []) + ([("vague", "article")] if later.vague else [])
    found = [("story", value) for value in ("same", "other") if f"{value} story" in context]
    if "same story" in context and (a.vague or b.vague):
        found.append(("vague", "story"))
    copied = "copy" in context and a.passages & b.passages and a.type == b.type and a.mode == b.mode
    return found + ([("copy", "same")] if copied else [])


def _at(report: Report) -> int:
    return report.at
