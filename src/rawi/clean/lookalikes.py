"""Restores words in which a letter of another script, or a letter without its dots, stands for an Arabic one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

from rawi.clean.attest import TEH_MARBUTA, Attestation
from rawi.fold import fold_word
from rawi.lexicon.inflect import ALEF, ARTICLE, HEH, NOON, YEH
from rawi.lexicon.tables import LexiconError, load_schema, read_table
from rawi.records import Repair

_ARABIC = "\u0621-\u063a\u0641-\u064a"
_SCRIPT = "\u0621-\u063a\u0640-\u065f\u066e-\u06d3\u06d5"
# Letters of Persian, Urdu and Kurdish; where they are a fiftieth of a text, its odd letters are its own.
_NEIGHBOURS = re.compile("[\u067e\u0686\u0698\u06af\u06a9\u06cc\u06d5\u06ce\u06b5\u0695\u06c6\u0679\u0688\u0691\u06ba\u06d2\u06be\u06c1]")
# Persian, Urdu and Kurdish letters that look like an Arabic one.
_ARABIC_FOR = {"\u06a9": "\u0643", "\u06aa": "\u0643", "\u06cc": "\u064a", "\u06d2": "\u064a", "\u06ce": "\u064a"} | dict.fromkeys(
    "\u06d5\u06c1\u06be\u06c3", "\u0647"
)
_PERSIAN = re.compile(f"[{_SCRIPT}]*[{''.join(_ARABIC_FOR)}][{_SCRIPT}]*")
_NEIGHBOUR_SHARE = 0.02
_MOST_ODD_LETTERS = 2
_SHORTEST = 3
# Letters of the text that may stand for others of their shape, so that the table knows better.
TATWEEL = "\u0640"
_DUALS = (ALEF + NOON, YEH + NOON)
_UNMARKED = frozenset({ALEF, YEH, "\u0649", "\u0648"})


@dataclass(frozen=True, slots=True)
class Lookalikes:
    """What may stand for what. ``alike``: letters of other scripts; ``dotless`` and ``skeleton``: letters that stand for dotted ones;
    ``pattern`` finds the first odd letter; ``shapes``: the class of each letter without dots, by folded letter."""

    alike: dict[str, tuple[str, ...]]
    dotless: dict[str, tuple[str, ...]]
    skeleton: dict[str, tuple[str, ...]]
    pattern: re.Pattern[str]
    mixed: re.Pattern[str]
    undotted: re.Pattern[str]
    shapes: dict[str, str]


@cache
def lookalike_letters(folder: Path) -> Lookalikes:
    """lookalikes.tsv of a data folder. Raises LexiconError for a bad row."""
    faults: list[str] = []
    kinds: dict[str, dict[str, tuple[str, ...]]] = {"lookalike": {}, "dotless": {}, "skeleton": {}}
    for row in read_table(folder, "lookalikes", load_schema(folder), faults):
        if row["kind"] not in kinds or not re.fullmatch("U\\+[0-9A-F]{4,5}", row["character"]):
            faults.append(
                f"{row.where}: kind must be one of {', '.join(kinds)} and character a code point such as U+0661; correct the row."
            )
            continue
        kinds[row["kind"]][chr(int(row["character"][2:], 16))] = row["letters"]
    if faults:
        raise LexiconError("\n".join(faults))
    alike, dotless, skeleton = kinds["lookalike"], kinds["dotless"], kinds["skeleton"]
    foreign, bare = re.escape("".join(alike)), "".join(dotless)
    persian = "".join(_ARABIC_FOR)
    latin = re.escape("".join(c for c in alike if c.isalpha() or c == "|"))
    first_look = rf"[{persian}]|[{foreign}{bare}](?:(?<=[{bare}])|(?<=[{_ARABIC}].)(?=[{_ARABIC}])|(?<=[{_ARABIC}][{latin}])(?!\w)|(?<=[{latin}])(?<!\w.)(?=[{_ARABIC}]))"
    inside = rf"[{foreign}](?<=[{_ARABIC}].)(?=[{_ARABIC}])|[{latin}](?<=[{_ARABIC}].)(?!\w)|[{latin}](?<!\w.)(?=[{_ARABIC}])"
    mixed = rf"(?<![\w@#/.-])[{_SCRIPT}{foreign}]*(?:{inside})[{_SCRIPT}{foreign}]*(?![\w@/])"
    undotted = rf"[{_SCRIPT}]*[{bare}][{_SCRIPT}]*"
    shapes = _shapes(dotless, skeleton)
    return Lookalikes(alike, dotless, skeleton, re.compile(first_look), re.compile(mixed), re.compile(undotted), shapes)


def _shapes(dotless: dict[str, tuple[str, ...]], skeleton: dict[str, tuple[str, ...]]) -> dict[str, str]:
    shapes: dict[str, str] = {}
    for shape, letters in (*dotless.items(), *skeleton.items()):
        for letter in (shape, *letters):
            shapes.setdefault(fold_word(letter), shapes.get(fold_word(letters[0]), shape))
    return shapes


def restored_lookalikes(text: str, known: Attestation) -> Iterator[Repair]:
    """Repairs of words with odd letters, unless the text is in a language that writes them."""
    if len(_NEIGHBOURS.findall(text)) > _NEIGHBOUR_SHARE * len(text):
        return
    letters = lookalike_letters(known.lexicon.folder)
    for found in letters.mixed.finditer(text):
        yield from _repair(found, _of_other_script(found.group(), letters, known))
    for found in _PERSIAN.finditer(text):
        word = "".join(_ARABIC_FOR.get(letter, letter) for letter in found.group())
        yield from _repair(found, word if known.is_sensitive(fold_word(word)) else None)
    for found in letters.undotted.finditer(text):
        yield from _repair(found, _dotted(found.group(), letters, known))


def _repair(found: re.Match[str], word: str | None) -> Iterator[Repair]:
    if word:
        yield Repair(found.start(), found.end(), found.group(), "".join(letter for letter in word if letter != TATWEEL))


def _of_other_script(shown: str, letters: Lookalikes, known: Attestation) -> str | None:
    """The first sensitive word that one or two look-alikes make."""
    if len(shown) < _SHORTEST or sum(letter in letters.alike for letter in shown) > _MOST_ODD_LETTERS:
        return None
    choices = [_in_place(letters.alike.get(letter, (letter,)), index == len(shown) - 1) for index, letter in enumerate(shown)]
    return next((word for word in map("".join, product(*choices)) if known.is_sensitive(fold_word(word))), None)


def _in_place(letters: tuple[str, ...], final: bool) -> tuple[str, ...]:
    """The letters in the order to try: at the end of a word teh marbuta before heh."""
    return tuple(reversed(letters)) if final else letters


def _dotted(shown: str, letters: Lookalikes, known: Attestation) -> str | None:
    """The one attested word of this shape; a sensitive one before any other, and the fewer clitics the better."""
    folded = fold_word(shown)
    if len(folded) < _SHORTEST:
        return None
    for source in (known.sensitive, known.lexicon.words.attested):
        for cut in _cuts(_shape(folded, letters), letters, known):
            fitting = _by_shape(source, known.lexicon.folder).get(cut.host, ()) if len(cut.host) >= _SHORTEST else ()
            whole = {
                cut.before + host.removeprefix(cut.article) + cut.after: host
                for host in fitting
                if not (cut.after and host.endswith(_DUALS))
            }
            fit = [word for word in whole if len(word) == len(folded) and _keeps_dots(word, folded, letters)]
            stems = fit if len(fit) == 1 else [word for word in fit if whole[word].removeprefix(ARTICLE) in known.lemmas]
            if len(stems) == 1:
                return _as_written(shown, stems[0], cut.after, known)
            if fit and source is known.sensitive:
                return None
    return None


@dataclass(frozen=True, slots=True)
class _Cut:
    """Clitics before and after a host, whose shape alone is known; ``article``: what the clitic before has swallowed of the host."""

    before: str
    host: str
    after: str
    article: str


def _cuts(shape: str, letters: Lookalikes, known: Attestation) -> list[_Cut]:
    """The ways to cut a shape into clitics and a host, the fewest clitics first."""
    clitics = known.lexicon.clitics
    befores = [(before, "") for before in ("", *clitics.proclitics)] + [(before, ARTICLE) for before in clitics.with_article]
    found = []
    for before, article in befores:
        for after in ("", *clitics.enclitics):
            first, last = _shape(before, letters), _shape(after, letters)
            if shape.startswith(first) and shape.endswith(last) and len(shape) > len(first) + len(last):
                found.append(_Cut(before, _shape(article, letters) + shape[len(first) : len(shape) - len(last)], after, article))
    return sorted(found, key=lambda cut: (len(cut.before) + len(cut.after), len(cut.after)))


def _as_written(shown: str, word: str, after: str, known: Attestation) -> str:
    """A folded word in the letters of the text where they fold to the same, else as the table writes its stem."""
    mixed = _in_own_letters(shown, word)
    for start in range(len(word)):
        for end in range(len(word), start + 2, -1):
            stem = known.spelled.get(word[start:end])
            if stem:
                written = "".join(
                    b if fold_word(a) != fold_word(b) or a in _UNMARKED else a for a, b in zip(mixed[start:end], stem, strict=True)
                )
                rest = mixed[end:]
                return mixed[:start] + written + (TEH_MARBUTA if rest == HEH and not after else rest)
    return mixed


def _shape(folded: str, letters: Lookalikes) -> str:
    return "".join(letters.shapes.get(letter, letter) for letter in folded)


def _keeps_dots(word: str, host: str, letters: Lookalikes) -> bool:
    """Whether every letter that has its dots in the text is the same in the word; a final yeh without dots is a yeh still."""
    free = letters.dotless.keys() | {fold_word(letter) for letter in letters.skeleton}
    same_end = host[-1] != YEH or word[-1] == YEH
    return same_end and all(a == b or b in free for a, b in zip(word, host, strict=True))


_SHAPED: dict[tuple[Path, int], dict[str, list[str]]] = {}


def _by_shape(words: frozenset[str], folder: Path) -> dict[str, list[str]]:
    """Attested words by their shape without dots (built when the first dotless letter is met)."""
    key = (folder, len(words))
    if key not in _SHAPED:
        shaped = _SHAPED[key] = {}
        for word in words:
            if len(word) >= _SHORTEST:
                shaped.setdefault(_shape(word, lookalike_letters(folder)), []).append(word)
    return _SHAPED[key]


def _in_own_letters(shown: str, word: str) -> str:
    """The word with the letters of the text wherever they fold to the same."""
    own = [letter for letter in shown if fold_word(letter)]
    return "".join(a if fold_word(a) == b else b for a, b in zip(own, word, strict=False))
