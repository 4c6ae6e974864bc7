"""Text → sentences with their words and every phrase of the lexicon that stands in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rawi.fold import Folded
from rawi.lexicon import Lexicon
from rawi.lexicon.inflect import FINITE
from rawi.lexicon.trie import Entry, Node, PhraseTrie
from rawi.parse.sentences import Stretch, split_sentences
from rawi.parse.words import WAW, Cut, Word, WordCutter
from rawi.records import SentenceSpan

__all__ = ["Cut", "Hit", "Parser", "Sentence", "Word"]

# Marks that a phrase may run across: quotes, brackets, hyphens, and the dots of abbreviations.
_TRANSPARENT = frozenset({"", '"', "“", "”", "«", "»", "'", "-", ".", "‘", "’"})


class Hit(NamedTuple):
    """A phrase of the lexicon in a sentence: words ``first`` to ``last`` inclusive; the source span leaves out clitics before it, not
    after."""

    entry: Entry
    first: int
    last: int
    start: int
    end: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: source span, role, paragraph number, its words, the hits that begin at each word (longest first), and by table the
    longest hit at each word."""

    start: int
    end: int
    role: str
    line: int
    words: tuple[Word, ...]
    at: tuple[tuple[Hit, ...], ...]
    heads: Mapping[str, tuple[Hit, ...]]

    @property
    def record(self) -> SentenceSpan:
        """The sentence as the contract tells it."""
        return SentenceSpan(self.start, self.end, self.role)

    def hits(self, table: str) -> list[Hit]:
        """Every hit of one table, in order."""
        return [hit for hits in self.at for hit in hits if hit.entry.table == table]


class Parser:
    """Cuts text into sentences and looks up phrases; holds the lexicon and the word cutter."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.cutter = WordCutter(lexicon)

    def parse(self, folded: Folded) -> tuple[Sentence, ...]:
        """The sentences of a folded text, in order."""
        return tuple(self._sentence(folded, stretch) for stretch in split_sentences(folded))

    def _sentence(self, folded: Folded, stretch: Stretch) -> Sentence:
        words = list(self.cutter.words(folded, stretch.start, stretch.end))
        span = folded.span(stretch.start, stretch.end)
        root = self.lexicon.trie.root
        for index, word in enumerate(words):
            if _conjoined(word, root) and _walk_on(folded, words, index, root):
                words[index] = word._replace(cuts=(_and(word), *word.cuts), host=word.form[1:], before=word.form[0])
        shown = tuple(words)
        at = tuple(
            [() if len(w.cuts) == 1 and w.host not in root else self._hits(folded, shown, index, root) for index, w in enumerate(shown)]
        )
        return Sentence(span.start, span.end, stretch.role, stretch.line, shown, at, _heads(at))

    @staticmethod
    def _hits(folded: Folded, words: tuple[Word, ...], index: int, root: Node) -> tuple[Hit, ...]:
        """Every phrase that begins at a word, longest first."""
        hits: list[Hit] = []
        for cut in words[index].cuts:
            node = root.get(cut.host)
            if node is not None:
                hits += _walk(folded, words, index, cut, node)
        if len(hits) > 1:
            hits.sort(key=_by_length)
        return tuple(hits)


def _conjoined(word: Word, root: Node) -> bool:
    """Whether a word that is known whole may be «and» and the first word of a phrase too («Umm Durman» after «wa-», spelled as WAM), or
    a preposition and «what» («bi-ma sammahu»)."""
    joint = word.form[0] == WAW or word.form in _WITH_WHAT
    return joint and not word.before and len(word.cuts) == 1 and word.form[1:] in root


_WITH_WHAT = frozenset({"\u0628\u0645\u0627", "\u0644\u0645\u0627"})


def _and(word: Word) -> Cut:
    return Cut(word.form[0], word.form[1:], "")


def _walk_on(folded: Folded, words: list[Word], index: int, root: Node) -> bool:
    """Whether a phrase of two words or more begins behind the «and»."""
    following = root[words[index].form[1:]]
    near = index + 1 < len(words) and words[index + 1].form in following
    return near and any(hit.last > index for hit in _walk(folded, words, index, _and(words[index]), following))


def _by_length(hit: Hit) -> int:
    return -hit.last


def _heads(at: tuple[tuple[Hit, ...], ...]) -> dict[str, tuple[Hit, ...]]:
    """By table, the longest hit at each word, in order."""
    heads: dict[str, list[Hit]] = {}
    for hits in filter(None, at):
        seen = set()
        for hit in hits:
            table = hit.entry.table
            if table not in seen:
                seen.add(table)
                heads.setdefault(table, []).append(hit)
    return {table: tuple(found) for table, found in heads.items()}


def _walk(folded: Folded, words: Sequence[Word], index: int, cut: Cut, node: Node) -> list[Hit]:
    """Follow the trie from a first host over the words after it; the last word may carry an enclitic."""
    entries = PhraseTrie.entries(node)
    hits = _ending(folded, words, index, index, cut, cut.after, entries) if entries else []
    if cut.after or len(node) == bool(entries):
        return hits
    last = index + 1
    while last < len(words) and words[last].gap in _TRANSPARENT:
        word = words[last]
        following = node.get(word.form)
        if following is None:
            for tail in word.cuts:
                closed = node.get(tail.host) if tail.after and not tail.before else None
                if closed is not None and (entries := PhraseTrie.entries(closed)):
                    hits += _ending(folded, words, index, last, cut, tail.after, entries)
            break
        if entries := PhraseTrie.entries(following):
            hits += _ending(folded, words, index, last, cut, "", entries)
        node, last = following, last + 1
    return hits


def _ending(folded: Folded, words: Sequence[Word], first: int, last: int, cut: Cut, after: str, entries: list[Entry]) -> list[Hit]:
    """The hits of the phrases that end at a node of the trie."""
    head, tail, before = words[first], words[last], cut.before
    start = head.start
    if before:
        start = head.host_span(folded, cut).start
        if before[-1] in _BEFORE_NOUNS:
            entries = [e for e in entries if e.form is None or e.form.tense not in FINITE]
    end = tail.at + len(tail.form)
    if folded.respelled(head.at, end):
        entries = _spelled_alike(entries, folded.alefs(head.at, end - len(after)), bool(before))
    return [Hit(entry, first, last, start, tail.end, before, after) for entry in entries]


# Clitics that no finite verb takes.
_BEFORE_NOUNS = frozenset({"\u0628", "\u0643"})


def _spelled_alike(entries: list[Entry], alefs: str, clitic: bool) -> list[Entry]:
    """The entries whose own spelling the text's alefs allow; letters of a clitic are left out from the front."""
    longest = max([len(entry.alefs) for entry in entries if entry.alefs], default=0) if clitic else 0
    seen = alefs[len(alefs) - longest :] if longest else alefs
    return [entry for entry in entries if entry.alefs is None or entry.spelled_like(seen)]
