"""The only place where a variant of the text is made: a search copy with a way back to the letters it came from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rawi.records import Furniture, Repair, Span

_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
_COMPATIBILITY = "\ufb50-\ufdff\ufe70-\ufefc\uff01-\uffef"
_RUN = re.compile(f"([{_COMPATIBILITY}])|[^{_MARKS}{_COMPATIBILITY}]+")
_DROPPED = re.compile(f"[{_MARKS}]+")


@dataclass(frozen=True, slots=True)
class Folded:
    """A search copy: marks dropped, letter variants merged, repairs applied, hidden spans left out.

    Folded character ``i`` stands for the source range ``starts[i]`` to ``ends[i]``, the marks after a letter included.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    source: str = ""

    def respelled(self, start: int, end: int) -> bool:
        """Whether the source spells a folded range otherwise than folded: only then, or where it ends in heh, can ``alefs`` tell more."""
        return self.text[end - 1] == _HEH or self.source[self.starts[start] : self.ends[end - 1]] != self.text[start:end]

    def alefs(self, start: int, end: int) -> str:
        """The alefs of a folded range as the source writes them, so that words that only folding makes alike can be told apart."""
        return alefs_of(self.source[self.starts[start] : self.ends[end - 1]])

    def span(self, start: int, end: int) -> Span:
        """The source span of a folded range (``start < end``)."""
        return Span(self.starts[start], self.ends[end - 1])


@cache
def _table() -> dict[int, str]:
    """Character → folded character, from data/folding.tsv, plus lower case; a letter that the table left out would cost an exception
    each time, so the common ones stand for themselves."""
    table = {code: chr(code) for code in (*range(0x7F), *range(0x600, 0x700))}
    table |= {code: chr(code).lower() for code in (*range(0x41, 0x5B), *range(0xC0, 0xDF))}
    for line in files("rawi").joinpath("data/folding.tsv").read_text("utf-8").splitlines()[1:]:
        if line and not line.startswith("#"):
            code, folded, _ = line.split("\t", 2)
            table[int(code[2:], 16)] = chr(int(folded[2:], 16))
    return table


def alefs_of(word: str) -> str:
    """The alefs of a word in order (bare, with hamza above or below, with madda), and its last letter when that is heh or teh marbuta."""
    return "".join(_ALEFS.findall(word))


_HEH = "\u0647"
_ALEFS = re.compile("[\u0622\u0623\u0625\u0627]|[\u0629\u0647](?=[^\\w]*$)")


@cache
def fold_word(word: str) -> str:
    """The search form of a word or phrase from a table: no offsets, single spaces. Kept for good: give no texts."""
    return " ".join(fold_letters(word).split())


def fold_name(name: str) -> str:
    """A name as a person looks it up: folded, in lower case, Latin letters without their marks (t for t with a cedilla)."""
    bare = unicodedata.normalize("NFKD", fold_word(name).lower())
    return "".join(sign for sign in bare if not unicodedata.combining(sign) and sign not in _AYNS)


_AYNS = frozenset("\u02bb\u02bc\u02bd\u02be\u02bf\u2018\u2019'`")


def fold_letters(text: str) -> str:
    """The folded letters of a text without the way back to the source."""
    return fold(text).text if _FIRST_COMPATIBILITY.search(text) else _DROPPED.sub("", text).translate(_table())


_FIRST_COMPATIBILITY = re.compile(f"[{_COMPATIBILITY}]")


def fold(text: str, repairs: Iterable[Repair] = (), hidden: Iterable[Furniture] = ()) -> Folded:
    """The search copy of ``text`` with ``repairs`` in place and ``hidden`` left out (a line break stands where it was)."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for start, end, repaired in _cuts(repairs, hidden):
        _fold_range(text, at, start, letters, starts, ends)
        for letter, first, last in _repaired(text, start, end, repaired):
            letters.append(letter)
            starts.append(first)
            ends.append(last)
        at = end
    _fold_range(text, at, len(text), letters, starts, ends)
    return Folded("".join(letters).translate(_table()), tuple(starts), tuple(ends), text)


def _cuts(repairs: Iterable[Repair], hidden: Iterable[Furniture]) -> list[tuple[int, int, str]]:
    """Source ranges that do not stand in the copy as they are, with what stands instead; hidden wins over a repair inside it."""
    cuts: list[tuple[int, int, str]] = []
    for start, end, repaired in sorted([(h.start, h.end, "\n") for h in hidden] + [(r.start, r.end, r.repaired) for r in repairs]):
        if start >= (cuts[-1][1] if cuts else 0):
            cuts.append((start, end, repaired))
    return cuts


def _fold_range(text: str, start: int, end: int, letters: list[str], starts: list[int], ends: list[int]) -> None:
    """Append the folded letters of ``text[start:end]`` with their source ranges."""
    for run in _RUN.finditer(text, start, end):
        first, last = run.span()
        shown = run.group()
        if run.group(1):
            shown = _DROPPED.sub("", unicodedata.normalize("NFKC", shown))
            letters.append(shown)
            starts.extend([first] * len(shown))
            ends.extend([last] * len(shown))
        else:
            letters.append(shown)
            starts.extend(range(first, last))
            ends.extend(range(first + 1, last + 1))
        marks = _DROPPED.match(text, last, end)
        if marks:
            ends[-_letters_of(starts) :] = [marks.end()] * _letters_of(starts)


def _letters_of(starts: list[int]) -> int:
    """How many folded letters the last source character stands for (a ligature for several)."""
    count = 1
    while count < len(starts) and starts[-count - 1] == starts[-1]:
        count += 1
    return count


def _repaired(text: str, start: int, end: int, repaired: str) -> Iterator[tuple[str, int, int]]:
    """The letters of a repaired word, each with the source range it stands for (its own letter where that is still there)."""
    at = start
    for index, letter in enumerate(repaired):
        found = text.find(letter, at, end)
        first = found if found >= 0 else at
        last = end if index == len(repaired) - 1 else min(first + 1, end)
        yield letter, first, max(last, first)
        at = min(max(last, first), end)
