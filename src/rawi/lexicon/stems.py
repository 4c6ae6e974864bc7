"""The stems of verbs.tsv and nouns/*.tsv with the affixes each takes: what a written form may be, without a list of all forms.

Affixes by class of stem, in folded letters (Ryding, A Reference Grammar of Modern Standard Arabic, ch. 5-7 and 21-34). Arabic letters
are written by name: the words are in the tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rawi.fold import fold_word
from rawi.lexicon.inflect import ALEF, ARTICLE, HEH, MEEM, NOON, TEH, WAW, YEH
from rawi.lexicon.tables import Row

SHADDA = "\u0651"
HAMZA, ALEF_HAMZA, MAKSURA = "\u0621\u0623\u0649"
_LONGEST_SUFFIX = 3


class Analysis(NamedTuple):
    """What a form may be. ``pos``: verb, noun, adjective, adverb, number, particle; tense: past, present, "" of a noun; voice: active,
    passive, "" of a noun; ``state``: definite (article), construct (before an enclitic or noun), "" otherwise; "" is unknown."""

    lemma: str
    pos: str
    tense: str = ""
    voice: str = ""
    person: str = ""
    number: str = ""
    gender: str = ""
    state: str = ""


# Class of stem → suffix → person, number, gender, and whether it stands before an enclitic only («c»), never («n»), or either («»).
_PAST = {"": "3sm", TEH: "3sf", ALEF: "3dm", TEH + ALEF: "3df", WAW + ALEF: "3pmn", WAW: "3pmc"}
_PAST_JOINT = {NOON + ALEF: "1p-", TEH: "1s-", NOON: "3pf", TEH + MEEM: "2pm", TEH + MEEM + ALEF: "2d-", TEH + NOON: "2pf"}
_PRESENT_PLURAL = {WAW + NOON: "p", WAW + ALEF: "pn", WAW: "pc", YEH + NOON: "sf", YEH: "sf"}
_DUAL = {ALEF + NOON: "d", ALEF: "d"}
_PREFIXES = {YEH: ("3", "m"), TEH: ("3", "f"), NOON: ("1", ""), ALEF: ("1", "")}
_CLASSES: dict[str, dict[str, str]] = {
    "past": _PAST,
    "past base": {"": "3sm"},
    "past open": {TEH: "3sf", TEH + ALEF: "3df", WAW + ALEF: "3pmn", WAW: "3pmc", ALEF: "3smc"},
    "past plural": {WAW + ALEF: "3pmn", WAW: "3pmc"},
    "past dual": {ALEF: "3dm"},
    "past joint": _PAST_JOINT,
    "passive": _PAST,
    "passive base": {"": "3sm", TEH: "3sf", ALEF: "3dm"},
    "present": {"": "s"},
    "present object": {ALEF: "sc"},
    "present plural": _PRESENT_PLURAL,
    "present dual": _DUAL,
    "present women": {NOON: "pf"},
    "passive present": {"": "s", WAW + NOON: "p", WAW + ALEF: "pn"},
    "masculine": {"": "s", ALEF: "sn", ALEF + NOON: "dn", YEH + NOON: "pn", WAW + NOON: "pn", ALEF + TEH: "p", WAW: "pc", YEH: "pc"},
    "feminine": {HEH: "sfn", TEH: "sfc", ALEF + TEH: "pf", TEH + ALEF + NOON: "dfn", TEH + YEH + NOON: "dfn", TEH + ALEF: "dfc", TEH + YEH: "dfc"},
    "plural": {"": "p", ALEF: "pn"},
    "plural heh": {HEH: "pn", TEH: "pc"},
    "construct": {"": "sc"},
    "plural construct": {"": "pc"},
    "whole": {"": ""},
}  # fmt: skip
_CLASSES["adjective"] = {**_CLASSES["masculine"], **_CLASSES["feminine"]}
_PRESENTS = frozenset({"present", "present object", "present plural", "present dual", "present women", "passive present"})
_NOMINAL = frozenset({"masculine", "feminine", "adjective", "plural", "plural heh", "construct", "plural construct", "whole"})


class Stems:
    """Every stem of the tables: folded letters → lemma, part of speech and class."""

    __slots__ = ("_entries", "_seen")

    def __init__(self, entries: dict[str, tuple[tuple[str, str, str], ...]]) -> None:
        self._entries = entries
        self._seen: dict[str, tuple[Analysis, ...]] = {}

    def __getstate__(self) -> dict[str, tuple[tuple[str, str, str], ...]]:
        return self._entries

    def __setstate__(self, entries: dict[str, tuple[tuple[str, str, str], ...]]) -> None:
        self._entries = entries
        self._seen = {}

    def analyses(self, form: str) -> tuple[Analysis, ...]:
        """What a folded form without clitics may be; remembered, since news repeats its words."""
        known = self._seen.get(form)
        if known is None:
            known = tuple(dict.fromkeys([*self._verbs(form), *self._nouns(form)]))
            if len(self._seen) < _REMEMBERED:
                self._seen[form] = known
        return known

    def _verbs(self, form: str) -> Iterator[Analysis]:
        for stem, suffix in _splits(form):
            for lemma, pos, kind in self._entries.get(stem, ()):
                slot = _CLASSES[kind].get(suffix) if pos == "verb" and kind not in _PRESENTS else None
                if slot is not None:
                    yield Analysis(
                        lemma,
                        "verb",
                        "past",
                        "passive" if kind.startswith("passive") else "active",
                        slot[0],
                        slot[1],
                        _gender(slot[2:3]),
                        _state(slot),
                    )
        if form[:1] in _PREFIXES and len(form) > 2:
            yield from self._presents(form[0], form[1:])

    def _presents(self, prefix: str, rest: str) -> Iterator[Analysis]:
        person, gender = _PREFIXES[prefix]
        for stem, suffix in _splits(rest):
            for lemma, pos, kind in self._entries.get(stem, ()):
                slot = _CLASSES[kind].get(suffix) if pos == "verb" and kind in _PRESENTS else None
                if slot is None or (prefix == ALEF and suffix) or (prefix == NOON and suffix not in ("", ALEF)):
                    continue
                voice = "passive" if kind.startswith("passive") else "active"
                number = "p" if prefix == NOON else slot[0]
                yield Analysis(lemma, "verb", "present", voice, person, number, _gender(slot[1:2]) or gender, _state(slot))

    def _nouns(self, form: str) -> Iterator[Analysis]:
        definite = form.startswith(ARTICLE) and len(form) > 4
        for bare in (form[2:], form) if definite else (form,):
            article = bare is not form
            for stem, suffix in _splits(bare):
                for lemma, pos, kind in self._entries.get(stem, ()):
                    slot = _CLASSES[kind].get(suffix) if kind in _NOMINAL else None
                    if slot is None or (article and (slot.endswith("c") or (suffix == ALEF and "d" not in slot) or pos in _BARE)):
                        continue
                    yield Analysis(lemma, pos, "", "", "", slot[:1], _noun_gender(kind, suffix), "definite" if article else _state(slot))


_REMEMBERED = 200_000
_BARE = frozenset({"adverb", "particle"})


def _splits(form: str) -> Iterator[tuple[str, str]]:
    """A form as stem and suffix, the longest stem first."""
    yield form, ""
    for size in range(1, min(_LONGEST_SUFFIX, len(form) - 1) + 1):
        yield form[:-size], form[-size:]


def _gender(letter: str) -> str:
    return letter if letter in ("m", "f") else ""


def _noun_gender(kind: str, suffix: str) -> str:
    if kind == "feminine" or suffix.startswith(TEH) or suffix in (HEH, ALEF + TEH):
        return "f"
    return "m" if kind in ("masculine", "adjective") else ""


def _state(slot: str) -> str:
    """construct where a form stands before an enclitic or a genitive only; absolute where it never does."""
    return {"c": "construct", "n": "absolute"}.get(slot[-1:], "")


def build_stems(verbs: Iterable[Row], nouns: Iterable[Row]) -> Stems:
    """The stems of the rows of both tables."""
    found: dict[str, dict[tuple[str, str, str], None]] = {}

    def enter(lemma: str, pos: str, stems: Iterable[tuple[str, str]]) -> None:
        for stem, kind in stems:
            if len(stem) > 1 or kind.startswith("present"):
                found.setdefault(stem, {})[lemma, pos, kind] = None

    for row in verbs:
        enter(row["lemma"], "verb", (*_past_stems(row["lemma"]), *_present_stems(row["present"])))
        for masdar in row["masdar"]:
            enter(masdar, "noun", _noun_stems(masdar, "noun"))
    for row in nouns:
        enter(row["lemma"], row["kind"], _noun_stems(row["lemma"], row["kind"]))
        for plural in row["plural"]:
            enter(row["lemma"], row["kind"], _plural_stems(fold_word(plural)))
    return Stems({stem: tuple(entries) for stem, entries in found.items()})


def _past_stems(lemma: str) -> Iterator[tuple[str, str]]:
    base = fold_word(lemma)
    defective = lemma.endswith(("\u0649", "\u0627")) and len(base) > 2
    if defective:
        yield base, "past base"
        yield base[:-1], "past open"
        joint = base[:-1] + (YEH if base[-1] == YEH or len(base) > 3 else WAW)
        yield joint, "past joint"
        yield joint, "past dual"
        yield base[:-1] + YEH, "passive base"
        return
    if base.endswith(YEH):
        yield base, "past base"
        yield base + TEH, "past base"
        yield base[:-1], "past plural"
        yield base, "past joint"
        yield base, "past dual"
        return
    yield base, "past"
    if lemma.endswith((HAMZA, ALEF_HAMZA)):
        yield base[:-1] + WAW, "past plural"
    if lemma[-1:] == SHADDA:
        yield base + base[-1], "past joint"
    elif len(base) >= 3 and base[-2] == ALEF:
        yield base[:-2] + base[-1], "past joint"
    else:
        yield base, "past joint"
    passive = _passive_past(base)
    if passive:
        yield passive, "passive"


def _passive_past(base: str) -> str:
    """The passive past where its letters differ from the active's, else ""."""
    if len(base) >= 3 and base[-2] == ALEF and base[-3] not in (ALEF, WAW, YEH):
        return base[:-2] + YEH + base[-1]
    if len(base) in (4, 5) and ALEF in base[1:3] and base[0] != WAW:
        at = base.index(ALEF, 1)
        return base[:at] + WAW + base[at + 1 :]
    return ""


def _present_stems(present: str) -> Iterator[tuple[str, str]]:
    stem = fold_word(present)[1:]
    weak = present[-1] in (WAW, YEH, MAKSURA) and len(stem) > 1
    maksura = present[-1] == MAKSURA
    yield stem, "present"
    if weak:
        yield stem[:-1], "present"
        yield stem[:-1], "present plural"
        yield stem[:-1], "present object"
        yield (stem[:-1] + YEH if maksura else stem), "present dual"
        yield (stem[:-1] + YEH), "passive present"
    elif present[-1] == ALEF_HAMZA:
        yield stem, "present plural"
        yield stem[:-1] + WAW, "present plural"
        yield stem[:-1], "present dual"
    else:
        yield stem, "present plural"
        yield stem, "present dual"
    yield (stem + stem[-1] if present[-1:] == SHADDA else stem), "present women"
    if len(stem) >= 3 and stem[-2] in (WAW, YEH, ALEF) and not weak and present[-1:] != SHADDA:
        yield stem[:-2] + stem[-1], "present"
        if stem[-2] != ALEF:
            yield stem[:-2] + ALEF + stem[-1], "passive present"


def _noun_stems(lemma: str, pos: str) -> Iterator[tuple[str, str]]:
    base = fold_word(lemma)
    if pos in ("adverb", "particle"):
        yield base, "whole"
        return
    if base.endswith(HEH) and lemma.endswith("\u0629"):
        yield base[:-1], "feminine"
        return
    yield base, "adjective" if pos == "adjective" else "masculine"
    yield from _before_enclitic(base, lemma, "construct")


def _plural_stems(base: str) -> Iterator[tuple[str, str]]:
    if base.endswith(HEH):
        yield base[:-1], "plural heh"
        return
    yield base, "plural"
    yield from _before_enclitic(base, base, "plural construct")


def _before_enclitic(base: str, lemma: str, kind: str) -> Iterator[tuple[str, str]]:
    """A final hamza on its seat and a final alef maksura as an alef, as they are written before a pronoun."""
    if base.endswith(ALEF + HAMZA):
        yield base[:-1] + YEH, kind
        yield base[:-1] + WAW, kind
    elif lemma.endswith("\u0649") or (base.endswith(YEH) and len(base) > 3 and lemma == base):
        yield base[:-1] + ALEF, kind
