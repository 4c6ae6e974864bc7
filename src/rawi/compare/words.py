"""Words as comparison sees them: folded, without the letters that Arabic writes together with a word, so that tellings can be matched."""

from __future__ import annotations

import re
import tomllib
import zlib
from functools import cache, lru_cache

from rawi.fold import fold_letters, fold_word
from rawi.lexicon.tables import data_folder

_WORD = re.compile(r"\w+")
_MARK = re.compile(r"[^\w\s]+")
_CORE = 3  # letters that must be left
RUN = 4  # words of a run; shorter runs are shared by chance


@cache
def _affixes() -> tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]:
    """Prefixes and suffixes, longest first, and the words that say nothing of a story; all folded."""
    table = tomllib.loads((data_folder() / "compare_words.toml").read_text("utf-8"))
    prefixes, suffixes = (tuple(sorted(map(fold_word, table[name]), key=lambda affix: -len(affix))) for name in ("prefixes", "suffixes"))
    return prefixes, suffixes, frozenset(map(fold_word, table["empty"]))


def is_definite(words: str) -> bool:
    """Whether the first of some words has the article."""
    return folded(words).startswith(_article())


@cache
def _article() -> str:
    table = tomllib.loads((data_folder() / "compare_words.toml").read_text("utf-8"))
    return fold_word(table["article"])


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
