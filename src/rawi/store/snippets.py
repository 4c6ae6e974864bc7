"""Where a query is met in a text, and the passage that shows it best; offsets are those of the text as received."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from rawi.records import Quote, Span
from rawi.store.query import Query
from rawi.store.search_words import Found, SearchWords
from rawi.store.word_index import search_copy

_LONG = 40  # words of a snippet
_BEFORE = 8  # words before the first match


class Snippet(NamedTuple):
    """A passage of the text, and the words in it that meet the query."""

    start: int
    end: int
    text: str
    matches: tuple[Quote, ...]


def matches(text: str, cuts: Iterable[Iterable[Any]] | None, query: Query, words: SearchWords) -> tuple[Span, ...]:
    """Every word of a text that meets the query, in order; a phrase word by word."""
    folded = search_copy(text, cuts)
    found = list(words.words(folded))
    return tuple(folded.span(found[at].start, found[at].end) for at, _ in _met(found, query))


def snippet(text: str, cuts: Iterable[Iterable[Any]] | None, query: Query, words: SearchWords) -> Snippet:
    """The passage with the most different words of the query, the first of its like; the beginning where none is met in the text."""
    folded = search_copy(text, cuts)
    found = list(words.words(folded))
    if not found:
        return Snippet(0, 0, "", ())
    met = _met(found, query)
    first = _best(met)
    last = min(first + _LONG, len(found)) - 1
    spans = [folded.span(found[at].start, found[at].end) for at, _ in met if first <= at <= last]
    start, end = folded.span(found[first].start, found[first].end).start, folded.span(found[last].start, found[last].end).end
    return Snippet(start, end, text[start:end], tuple(Quote(s.start, s.end, s.of(text)) for s in spans))


def _met(found: Sequence[Found], query: Query) -> list[tuple[int, int]]:
    """Word number and term number of every word that meets a term, in order of the words."""
    met: dict[int, int] = {}
    for number, term in enumerate(query.wanted):
        size = len(term.phrase)
        for at, word in enumerate(found):
            if size:
                if word.light == term.phrase[0] and tuple(w.light for w in found[at : at + size]) == term.phrase:
                    met.update(dict.fromkeys(range(at, at + size), number))
            elif word.light in term.forms or not set(term.forms).isdisjoint(word.others):
                met.setdefault(at, number)
    return sorted(met.items())


def _best(met: list[tuple[int, int]]) -> int:
    """The number of the word that the best passage begins with."""
    best, most = 0, (0, 0)
    for index, (at, _) in enumerate(met):
        inside = [term for place, term in met[index:] if place < at - _BEFORE + _LONG]
        rank = (len(set(inside)), len(inside))
        if rank > most:
            best, most = max(0, at - _BEFORE), rank
    return best
