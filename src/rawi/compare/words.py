"""Words as comparison sees them: folded, without the letters that Arabic writes together with a word, so that tellings can be matched."""

from __future__ import annotations

import re
import tomllib
import zlib
from functools import cache, lru_cache
from typing import Any

from rawi.fold import fold_letters, fold_word
from rawi.lexicon.tables import data_folder

_WORD = re.compile(r"\w+")
_MARK = re.compile(r"[^\w\s]+")
_CORE = 3  # letters that must be left
_REACH = 4  # words from «no» to «among them»
RUN = 4  # words of a run; shorter runs are shared by chance


@cache
def _affixes() -> tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]:
    """Prefixes and suffixes, longest first, and the words that say nothing of a story; all folded."""
    table = _table()
    prefixes, suffixes = (tuple(sorted(map(fold_word, table[name]), key=lambda affix: -len(affix))) for name in ("prefixes", "suffixes"))
    return prefixes, suffixes, frozenset(map(fold_word, table["empty"]))


def is_definite(words: str) -> bool:
    """Whether the first of some words has the article."""
    return folded(words).startswith(_article())


def tells_another(trigger: str, after: str) -> bool:
    """Whether an act is parted from what was told before: a noun without the article, and «similar», «another», «a second» right after it."""
    following = words_of(after)[:1]
    return bool(following) and following[0] in listed("another") and not is_definite(trigger)


@cache
def listed(name: str) -> frozenset[str]:
    """The folded words of a row of compare_words.toml."""
    return frozenset(map(fold_word, _table()[name]))


def is_qualified(after: str) -> bool:
    """Whether the words after a number of none say among whom."""
    return not listed("qualifying").isdisjoint(words_of(after)[:1])


@cache
def accused_of() -> str:
    """The letter that joins an act to whoever is accused of it."""
    return str(_table()["accused_of"])


def refuses(lemma: str | None) -> bool:
    """Whether the cue of a denial refuses an act, and does not say that it never was."""
    return lemma is not None and fold_word(lemma) in listed("refusing")


def counts_among(words: list[str]) -> bool:
    """Whether a sentence says who was among those counted, and not that somebody was not."""
    return not listed("counting").isdisjoint(words) and not none_among(words)


def none_among(words: list[str]) -> list[str]:
    """Of whom a sentence says that none was among those counted («no civilians among them»); nothing where it says no such thing."""
    no, among = listed("no"), listed("among")
    if among.isdisjoint(words):
        return []
    for at, word in enumerate(words):
        if word in no:
            reach = words[at + 1 : at + 1 + _REACH]
            ends = [n for n, other in enumerate(reach) if other in among]
            if ends:
                return reach[: ends[0]] or words[at + 2 + ends[0] : at + 3 + ends[0]]
    return []


@cache
def _article() -> str:
    return fold_word(_table()["article"])


def _table() -> dict[str, Any]:
    return tomllib.loads((data_folder() / "compare_words.toml").read_text("utf-8"))


def folded(words: str) -> str:
    """Words of a text in their search form, single spaces."""
    return " ".join(fold_letters(words).split())


def words_of(text: str) -> list[str]:
    """The folded words of a text in order."""
    return _WORD.findall(fold_letters(text))


@lru_cache(maxsize=200_000)
def core(word: str) -> str:
    """A folded word without its affixes; empty for a word that says nothing of a story."""
    prefixes, suffixes, empty = _affixes()
    if word in empty or len(word) < 2:
        return ""
    for prefix in prefixes:
        if word.startswith(prefix) and len(word) - len(prefix) >= _CORE:
            word = word[len(prefix) :]
            break
    for suffix in suffixes:
        if word.endswith(suffix) and len(word) - len(suffix) >= _CORE:
            word = word[: -len(suffix)]
            break
    return "" if word in empty else word


def cores_of(words: list[str]) -> frozenset[str]:
    """What the words are about, each once."""
    return frozenset(filter(None, map(core, words)))


def runs_of(words: list[str]) -> frozenset[int]:
    """Every run of four words as a 32-bit number; the whole text is one run where it is shorter."""
    if len(words) <= RUN:
        return frozenset([_number(" ".join(words))]) if words else frozenset()
    return frozenset([_number(" ".join(words[at : at + RUN])) for at in range(len(words) - RUN + 1)])


def passages_of(text: str, least: int) -> frozenset[int]:
    """Whatever stands between two marks of punctuation and has ``least`` words, as numbers: small edits leave most of them as they were."""
    clauses = (_WORD.findall(clause) for clause in _MARK.split(fold_letters(text)))
    return frozenset([passage_key(words) for words in clauses if len(words) >= least])


def passage_key(words: list[str]) -> int:
    """A passage as a 32-bit number: equal for equal words."""
    return _number(" ".join(words))


def _number(words: str) -> int:
    return zlib.crc32(words.encode("utf-8", "surrogatepass"))
