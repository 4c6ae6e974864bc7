"""Articles about one thing, found as they come: each is weighed against those of the window that share names or leading words with it.

What is held is bounded: the articles of the window, and for each name or word the last articles that had it.
"""

from __future__ import annotations

import math
from collections import OrderedDict, defaultdict, deque
from dataclasses import dataclass, field, replace
from heapq import nlargest

from rawi.compare.copies import WINDOW
from rawi.compare.likeness import Feature, Judge, likeness
from rawi.compare.records import Copy
from rawi.compare.reports import Report, Telling

_LEADING = 3  # reports of an article that say what it is about
_POSTED = 48  # articles kept for a name or word
_ASKED = 40  # of an article's names and leading words, the rarest
_WEIGHED = 16  # articles that a new one is weighed against
_WORTH = 0.03  # likeness in words below which the acts are not looked at
_MAX_SHARE, _MEAN_SHARE = 0.6, 0.4  # of the best and the mean likeness to a story's articles


@dataclass(frozen=True, slots=True)
class _Profile:
    """What is kept of an article in the window: its words, those of its first sentences, the names it has (a tuple takes an eighth of a
    set), the lengths of these three as vectors, and its leading reports."""

    article: str
    story: int
    published: int | None
    sides: tuple[tuple[str, ...], ...]
    norms: tuple[float, ...]
    leading: tuple[Report, ...]


_SIDES = ("words", "head", "names")  # the likenesses of two articles, as the table of weights names them
_Weighed = tuple[dict[str, float], ...]  # of an article's words, first words and names: each with its squared rarity


@dataclass(slots=True)
class StoryStream:
    """Gives each article its story, in the order of publication. ``window``: articles kept; ``learn``: whether rarity is counted here (in one
    pass over a stream) or was counted before."""

    judge: Judge = field(default_factory=Judge)
    window: int = WINDOW
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
        profile, weighed = self.profile(telling)
        scores: defaultdict[int, list[float]] = defaultdict(list)
        for other in self._candidates(weighed, copy):
            scores[other.story].append(sum(f.weight for f in self.features(profile, other, copy, weighed)))
        best = max(scores, key=lambda story: (_joint(scores[story]), -story), default=None)
        if best is None or _joint(scores[best]) < self.judge.weights("story", "verdict", "same"):
            best, self._stories = self._stories, self._stories + 1
        self._keep(profile, best)
        return best

    def features(self, a: _Profile, b: _Profile, copy: Copy | None, weighed: _Weighed) -> list[Feature]:
        """What speaks for and against one story for two articles, each with its weight; ``weighed``: those of the first."""
        weigh = self.judge.weights
        likes = _likes(a, b, weighed)
        likes["names"] = min(likes["names"], weigh("story", "names", "limit"))
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

    def profile(self, telling: Telling) -> tuple[_Profile, _Weighed]:
        """What is kept of an article, and its words with their squared rarity."""
        of = self.judge.rarity.of
        weighed = tuple({word: of(word) ** 2 for word in words} for words in (telling.words, telling.head, telling.names))
        norms = tuple(math.sqrt(sum(words.values())) or 1.0 for words in weighed)
        kept = _Profile(telling.article, -1, telling.published, tuple(map(tuple, weighed)), norms, telling.reports[:_LEADING])
        return kept, weighed

    def _candidates(self, weighed: _Weighed, copy: Copy | None) -> list[_Profile]:
        """The kept articles that share the rarest names and leading words with this one; the one it was copied from too."""
        _, head, names = weighed
        known = [(rare, key) for words in (head, names) for key, rare in words.items() if key in self._posted]
        weight: defaultdict[int, float] = defaultdict(float)
        for rare, key in nlargest(_ASKED, known):
            for number in self._posted[key]:
                weight[number] += rare
        numbers = nlargest(_WEIGHED, weight, key=lambda number: (weight[number], number))
        if copy is not None and (root := self._numbers.get(copy.of)) is not None and root not in numbers:
            numbers.append(root)
        return [self._kept[number] for number in numbers if number in self._kept]

    def _keep(self, profile: _Profile, story: int) -> None:
        number, self._next = self._next, self._next + 1
        self._kept[number] = replace(profile, story=story)
        self._numbers[profile.article] = number
        for key in {*profile.sides[1], *profile.sides[2]}:
            self._posted[key].append(number)
        if len(self._kept) > self.window:
            _, old = self._kept.popitem(last=False)
            self._numbers.pop(old.article, None)
            self._sweep(next(iter(self._kept)))

    def _sweep(self, oldest: int) -> None:
        """Now and then let go of the words that no kept article has."""
        if oldest % self.window == 0:
            self._posted = defaultdict(self._posted.default_factory, {k: n for k, n in self._posted.items() if n[-1] >= oldest})


def _likes(a: _Profile, b: _Profile, weighed: _Weighed) -> dict[str, float]:
    """How alike two articles are in words, in their first sentences, in the names they have: 0 to 1 each (cosine)."""
    shared = [sum([mine[word] for word in theirs if word in mine]) for mine, theirs in zip(weighed, b.sides, strict=True)]
    return {side: min(1.0, both / (x * y)) for side, both, x, y in zip(_SIDES, shared, a.norms, b.norms, strict=True)}


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
