"""Where a query is met in a text, and the passage that shows it best; offsets are those of the text as received."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from rawi.records import Quote, Span
from rawi.store.query import Query
from rawi.store.search_words import SearchWords
from rawi.store.word_index import search_copy

_LONG = 40  # words of a snippet
_BEFORE = 8  # words before the first match
# The repairs and furniture of a text, as the index keeps them.
Cuts = Iterable[Iterable[Any]] | None


class Snippet(NamedTuple):
    """A passage of the text, and the words in it that meet the query."""

    start: int
    end: int
    text: str
    matches: tuple[Quote, ...]


class Matcher:
    """Finds the words of texts that meet one query; what it learned of a form in one text it knows in the next."""

    def __init__(self, query: Query, words: SearchWords) -> None:
        self._query, self._words = query, words
        # A form → the terms it meets; those of a phrase by its first word.
        self._terms: dict[str, tuple[int, ...]] = {}

    def matches(self, text: str, cuts: Cuts) -> tuple[Span, ...]:
        """Every word of a text that meets the query, in order; a phrase word by word."""
        folded = search_copy(text, cuts)
        found = list(self._words.forms(folded))
        return tuple(folded.span(found[at][0], found[at][1]) for at, _ in self._met(found))

    def snippet(self, text: str, cuts: Cuts) -> Snippet:
        """The passage with the most different words of the query, the first of its like; the beginning where none is met in the text."""
        folded = search_copy(text, cuts)
        found = list(self._words.forms(folded))
        if not found:
            return Snippet(0, 0, "", ())
        met = self._met(found)
        first = _best(met)
        last = min(first + _LONG, len(found)) - 1
        spans = [folded.span(found[at][0], found[at][1]) for at, _ in met if first <= at <= last]
        start, end = folded.span(found[first][0], found[first][1]).start, folded.span(found[last][0], found[last][1]).end
        return Snippet(start, end, text[start:end], tuple(Quote(s.start, s.end, s.of(text)) for s in spans))

    def _met(self, found: Sequence[tuple[int, int, str]]) -> list[tuple[int, int]]:
        """Word number and term number of every word that meets a term, in order of the words."""
        met: dict[int, int] = {}
        terms = self._terms
        for at, (_, _, form) in enumerate(found):
            possible = terms.get(form)
            if possible is None:
                possible = terms[form] = self._terms_of(form)
            for number in possible:
                phrase = self._query.wanted[number].phrase
                if not phrase:
                    met.setdefault(at, number)
                elif tuple(self._words.known(following)[0] for _, _, following in found[at : at + len(phrase)]) == phrase:
                    met.update(dict.fromkeys(range(at, at + len(phrase)), number))
        return sorted(met.items())

    def _terms_of(self, form: str) -> tuple[int, ...]:
        """The terms that a form meets, or whose phrase it may begin."""
        light, others = self._words.known(form)
        return tuple(
            number
            for number, term in enumerate(self._query.wanted)
            if (light == term.phrase[0] if term.phrase else light in term.forms or not set(term.forms).isdisjoint(others))
        )


def _best(met: list[tuple[int, int]]) -> int:
    """The number of the word that the best passage begins with."""
    best, most = 0, (0, 0)
    for index, (at, _) in enumerate(met):
        inside = [term for place, term in met[index:] if place < at - _BEFORE + _LONG]
        rank = (len(set(inside)), len(inside))
        if rank > most:
            best, most = max(0, at - _BEFORE), rank
    return best
