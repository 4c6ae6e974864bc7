"""Which words stand in a stretch of text, clitics aside: enough to tell codes apart, no grammar."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from rawi.fold import fold, fold_word
from rawi.lexicon import Lexicon
from rawi.lexicon.inflect import ARTICLE
from rawi.lexicon.trie import WORD

Forms = frozenset[str]


class Wording(NamedTuple):
    """Words and phrases of a table, folded."""

    single: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]

    def stands_in(self, words: Words) -> bool:
        """Whether one of them stands in a text."""
        if not self.single.isdisjoint(words.all):
            return True
        return any(phrase[0] in words.all and _follows(phrase, words.each) for phrase in self.phrases)


class Words(NamedTuple):
    """The words of a text in order, each as the forms it may be, and all these forms."""

    each: tuple[Forms, ...]
    all: Forms


def wording(cells: Iterable[str]) -> Wording:
    """The words of a list cell."""
    folded = [tuple(fold_word(cell).split(" ")) for cell in cells]
    return Wording(frozenset(words[0] for words in folded if len(words) == 1), tuple(words for words in folded if len(words) > 1))


@lru_cache(maxsize=4096)
def _words_in(text: str, clitics: tuple[str, ...]) -> Words:
    each = tuple(_forms(token, clitics) for token in WORD.findall(fold(text).text))
    return Words(each, frozenset().union(*each))


def words_in(text: str, lexicon: Lexicon) -> Words:
    """The words of a text: whole, without what is written before them, without article."""
    return _words_in(text, (*lexicon.clitics.proclitics, *lexicon.clitics.with_article))


def part(words: Words, start: int | None, end: int | None) -> Words:
    """Some of the words, as a slice."""
    each = words.each[start:end]
    return Words(each, frozenset().union(*each))


def together(*parts: Words) -> Words:
    """The words of several stretches, one after the other."""
    return Words(tuple(forms for words in parts for forms in words.each), frozenset().union(*(words.all for words in parts)))


@lru_cache(maxsize=50_000)
def _forms(token: str, clitics: tuple[str, ...]) -> Forms:
    """A token, and what remains of it after a proclitic, an article, or both."""
    hosts = {token, *(token[len(c) :] for c in clitics if token.startswith(c) and len(token) - len(c) > 1)}
    hosts |= {ARTICLE + token[len(c) :] for c in clitics if c.endswith(ARTICLE[1] * 2) and token.startswith(c)}
    return frozenset(hosts | {host.removeprefix(ARTICLE) for host in hosts if len(host) > len(ARTICLE) + 1})


def _follows(phrase: tuple[str, ...], each: tuple[Forms, ...]) -> bool:
    """Whether the words of a phrase stand one after the other."""
    starts = (at for at in range(len(each) - len(phrase) + 1) if phrase[0] in each[at])
    return any(all(word in each[at + step] for step, word in enumerate(phrase)) for at in starts)
