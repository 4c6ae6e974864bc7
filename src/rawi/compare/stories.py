"""Articles about one thing, found as they come: each is weighed against those of the window that share names or leading words with it.

What is held is bounded: the articles of the window, and for each name or word the last articles that had it.
"""

from __future__ import annotations

import math
from collections import Counter, OrderedDict, defaultdict, deque
from dataclasses import dataclass, field, replace

from rawi.compare.likeness import Feature, Judge, likeness
from rawi.compare.records import Copy
from rawi.compare.reports import Report, Telling

_LEADING = 3  # reports of an article that say what it is about
_POSTED = 48  # articles kept for a name or word
_WEIGHED = 16  # articles that a new one is weighed against
_WORTH = 0.06  # likeness in words below which the acts are not looked at
_MAX_SHARE, _MEAN_SHARE = 0.6, 0.4  # of the best and the mean likeness to a story's articles


@dataclass(frozen=True, slots=True)
class _Profile:
    """What is kept of an article in the window."""

    article: str
    story: int
    published: int | None
    words: frozenset[str]
    head: frozenset[str]
    names: frozenset[str]
    norms: tuple[float, ...]
    leading: tuple[Report, ...]


@dataclass(slots=True)
class StoryStream:
    """Gives each article its story, in the order of publication. ``window``: articles kept; ``learn``: whether rarity is counted here (in one
    pass over a stream) or was counted before."""

    judge: Judge = field(default_factory=Judge)
    window: int = 50_000
    learn: bool = True
    _kept: OrderedDict[int, _Profile] = field(default_factory=OrderedDict)
    _numbers: dict[str, int] = field(default_factory=dict)
    _posted: defaultdict[str, deque[int]] = field(default_factory=lambda: defaultdict(lambda: deque(maxlen=_POSTED)))
    _next: int = 0
    _stories: int = 0

    def add(self, telling: Telling, copy: Copy | None) -> int:
        """The number of the article's story, a new one where none fits."""
        if self.learn:
            self.judge.rarity.add(telling.words | frozenset(telling.names))
        profile = self._profile(telling)
        scores: defaultdict[int, list[float]] = defaultdict(list)
        for other in self._candidates(profile, copy):
            scores[other.story].append(sum(f.weight for f in self.features(profile, other, copy)))
        best = max(scores, key=lambda story: (_joint(scores[story]), -story), default=None)
        if best is None or _joint(scores[best]) < self.judge.weights("story", "verdict", "same"):
            best, self._stories = self._stories, self._stories + 1
        self._keep(profile, best)
        return best

    def features(self, a: _Profile, b: _Profile, copy: Copy | None) -> list[Feature]:
        """What speaks for and against one story for two articles, each with its weight."""
        weigh = self.judge.weights
        likes = self._likes(a, b)
        found = [Feature(name, f"{like:.2f}", weigh("story", name, "each") * like) for name, like in likes.items()]
        copied = copy is not None and copy.of == b.article
        values = [("days", _days(a, b)), ("copy", "same" if copied else ""), ("act", self._act(a, b) if likes["words"] >= _WORTH else "")]
        return found + [Feature(name, value, weigh("story", name, value)) for name, value in values if value]

    def _act(self, a: _Profile, b: _Profile) -> str:
        """Whether the leading acts of two articles are one: same, unsure, other (alike in kind, on other days or in other places), or nothing
        where none can be compared."""
        pairs = [likeness(mine, theirs, self.judge) for mine in a.leading for theirs in b.leading if mine.type == theirs.type]
        best = max((pair.score for pair in pairs if not pair.never), default=-math.inf)
        for verdict in ("same", "unsure"):
            if best >= self.judge.weights("episode", "verdict", verdict):
                return verdict
        return "other" if any(f.value in ("apart", "far") for pair in pairs for f in pair.features) else ""

    def _likes(self, a: _Profile, b: _Profile) -> dict[str, float]:
        """How alike two articles are in words, in their first sentences, in the names they have: 0 to 1 each."""
        pairs = (("words", a.words, b.words), ("head", a.head, b.head), ("names", a.names, b.names))
        of = self.judge.rarity.of
        shared = [sum([of(word) ** 2 for word in mine & theirs]) for _, mine, theirs in pairs]
        return {pair[0]: min(1.0, sum_ / (x * y)) for pair, sum_, x, y in zip(pairs, shared, a.norms, b.norms, strict=True)}

    def _profile(self, telling: Telling, story: int = -1) -> _Profile:
        names = frozenset(telling.names)
        norms = tuple(math.sqrt(sum([self.judge.rarity.of(word) ** 2 for word in words])) or 1.0 for words in (telling.words, telling.head, names))
        leading = telling.reports[:_LEADING]
        return _Profile(telling.article, story, telling.published, telling.words, telling.head, names, norms, leading)

    def _candidates(self, profile: _Profile, copy: Copy | None) -> list[_Profile]:
        """The kept articles that share most with this one, the one it was copied from first."""
        of, weight = self.judge.rarity.of, Counter[int]()
        for key in profile.head | profile.names:
            numbers = self._posted.get(key)
            if numbers:
                rare = of(key)
                for number in numbers:
                    weight[number] += rare
        numbers = [number for number, _ in weight.most_common(_WEIGHED)]
        if copy is not None and (root := self._numbers.get(copy.of)) is not None and root not in numbers:
            numbers.append(root)
        return [self._kept[number] for number in numbers if number in self._kept]

    def _keep(self, profile: _Profile, story: int) -> None:
        number, self._next = self._next, self._next + 1
        self._kept[number] = replace(profile, story=story)
        self._numbers[profile.article] = number
        for key in profile.head | profile.names:
            self._posted[key].append(number)
        if len(self._kept) > self.window:
            _, old = self._kept.popitem(last=False)
            self._numbers.pop(old.article, None)
            self._sweep(next(iter(self._kept)))

    def _sweep(self, oldest: int) -> None:
        """Now and then let go of the words that no kept article has."""
        if oldest % self.window == 0:
            self._posted = defaultdict(self._posted.default_factory, {k: n for k, n in self._posted.items() if n[-1] >= oldest})


def _joint(scores: list[float]) -> float:
    """How well an article fits a story: its likeness to the nearest articles, the best one counting most."""
    best = sorted(scores, reverse=True)[:4]
    return _MAX_SHARE * best[0] + _MEAN_SHARE * sum(best) / len(best)


def _days(a: _Profile, b: _Profile) -> str:
    """How far apart two articles were published, as a value of the table; nothing where a day is unknown."""
    if a.published is None or b.published is None:
        return ""
    gap = abs(a.published - b.published)
    return "same" if gap <= 1 else "near" if gap <= 7 else "far" if gap <= 31 else "apart"
