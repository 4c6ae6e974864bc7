"""Which words stand in a stretch of text, clitics aside: enough to tell codes apart, no grammar."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rawi.fold import fold
from rawi.lexicon import Lexicon
from rawi.lexicon.inflect import ARTICLE
from rawi.lexicon.trie import WORD


def words_in(text: str, lexicon: Lexicon) -> tuple[frozenset[str], ...]:
    """Each word of a text as the forms it may be: whole, without what is written before it, without article."""
    clitics = (*lexicon.clitics.proclitics, *lexicon.clitics.with_article)
    return tuple(_forms(token, clitics) for token in WORD.findall(fold(text).text))


@lru_cache(maxsize=50_000)
def _forms(token: str, clitics: tuple[str, ...]) -> frozenset[str]:
    """A token, and what remains of it after a proclitic, an article, or both."""
    hosts = {token, *(token[len(c) :] for c in clitics if token.startswith(c) and len(token) - len(c) > 1)}
    hosts |= {ARTICLE + token[len(c) :] for c in clitics if c.endswith(ARTICLE[1] * 2) and token.startswith(c)}
    return frozenset(hosts | {host.removeprefix(ARTICLE) for host in hosts if len(host) > len(ARTICLE) + 1})


def holds_any(forms: tuple[frozenset[str], ...], wanted: Iterable[str]) -> bool:
    """Whether one of the wanted words or phrases (folded) stands there."""
    return any(_holds(forms, phrase.split(" ")) for phrase in wanted)


def _holds(forms: tuple[frozenset[str], ...], phrase: list[str]) -> bool:
    first, rest = phrase[0], phrase[1:]
    return any(
        first in seen and all(at + step < len(forms) and word in forms[at + step] for step, word in enumerate(rest, 1))
        for at, seen in enumerate(forms)
    )
