"""The tables behind the figures: number words, counted nouns, bounds and governing words, in every written form."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass

from rawi.fold import fold_word
from rawi.lexicon import Lexicon, LexiconError
from rawi.lexicon.inflect import ALEF, ARTICLE, HEH, LAM, NOON, TEH, WAW, YEH, Form, conjugate
from rawi.lexicon.stems import Stems
from rawi.lexicon.tables import Row, load_schema, read_table
from rawi.lexicon.trie import tokens
from rawi.recognise.numbers import NumberReader

_DUALS = (ALEF + NOON, YEH + NOON)
_SOUND = (WAW + NOON, YEH + NOON)


@dataclass(frozen=True, slots=True)
class Counted:
    """One written form of a counted noun; ``number`` s, d or p; ``skip`` letters of clitic before it."""

    rule: str
    measure: str
    person: bool
    number: str
    definite: bool
    skip: int


@dataclass(frozen=True, slots=True)
class Bound:
    """A phrase beside a number that bounds it."""

    rule: str
    approx: str
    place: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Governing:
    """A word that says what befell the counted people; ``verb`` forms may also ``follow`` them."""

    rule: str
    measure: str
    verb: bool
    follows: bool


@dataclass(frozen=True, slots=True)
class FigureTables:
    """Everything ``find_figures`` looks up. ``sets`` are the word lists of figure_words.toml with clitics and article, ``seeds`` the words
    without which a sentence has no figure; bounds before a number go by their last word, all others by their first."""

    reader: NumberReader
    counted: dict[str, Counted]
    governing: dict[str, Governing]
    bounds_before: dict[str, tuple[Bound, ...]]
    bounds_after: dict[str, tuple[Bound, ...]]
    connectors: dict[str, str]
    sets: dict[str, frozenset[str]]
    zero_nouns: dict[str, str]
    phrases: dict[str, tuple[tuple[str, ...], ...]]
    proclitics: frozenset[str]
    seeds: frozenset[str]
    stems: Stems


_TABLES = ("numbers", "counted", "bounds", "governing", "months", "weekdays")


def load_figure_tables(lexicon: Lexicon) -> FigureTables:
    """The figure tables of a lexicon's folder. Raises LexiconError with every fault, one a line."""
    faults: list[str] = []
    schema = load_schema(lexicon.folder)
    rows = {name: read_table(lexicon.folder, name, schema, faults) for name in _TABLES}
    lists = tomllib.loads((lexicon.folder / "figure_words.toml").read_text("utf-8"))
    if faults:
        raise LexiconError("\n".join(faults))
    proclitics = tuple(fold_word(word) for word in lists["proclitics"])
    reader = NumberReader(rows["numbers"], proclitics, frozenset(map(fold_word, lists["halves"])))
    counted = _counted(rows["counted"], proclitics, frozenset(map(fold_word, lists["other_words"])))
    lists["not_counted"] += [name.split()[0] for row in rows["months"] for name in row["names"] if row["calendar"] != "libya"]
    lists["not_counted"] += [name for row in rows["weekdays"] for name in row["names"]]
    sets = _sets(lists, proclitics)
    bounds = [bound for row in rows["bounds"] for bound in _bounds(row)]
    return FigureTables(
        reader,
        counted,
        _governing(rows["governing"], proclitics),
        _by_word(bounds, "before", -1),
        _by_word(bounds, "after", 0),
        {bound.words[-1]: bound.place for bound in bounds if bound.place in ("between", "from", "to", "or")},
        sets,
        {fold_word(noun): measure for measure, nouns in lists["zero_nouns"].items() for noun in nouns},
        {name: tuple(tuple(tokens(fold_word(phrase))) for phrase in lists[name]) for name in ("many", "mixed")},
        frozenset(proclitics),
        _seeds(reader, counted, sets, lists),
        lexicon.stems,
    )


_INFLECTED = ("numbered", "not_counted")


def _sets(lists: dict[str, list[str]], proclitics: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """The word lists, folded, with clitics; nouns with the article and as accusatives too."""
    sets = {}
    for name, words in lists.items():
        if not isinstance(words, list) or name in ("many", "mixed", "proclitics"):
            continue
        folded = [fold_word(word) for word in words]
        if name in _INFLECTED:
            folded += [ARTICLE + word for word in folded] + [LAM + LAM + word for word in folded] + [word + ALEF for word in folded]
            folded += [word[:-1] + TEH + dual for word in folded if word.endswith(HEH) for dual in _DUALS] + [
                word + dual for word in folded for dual in _DUALS
            ]
        sets[name] = frozenset(folded) | frozenset(clitic + word for word in folded for clitic in proclitics)
    return sets


def _seeds(
    reader: NumberReader, counted: dict[str, Counted], sets: dict[str, frozenset[str]], lists: dict[str, list[str]]
) -> frozenset[str]:
    """The words without which (and without a digit) nothing is counted."""
    duals = {form for form, noun in counted.items() if noun.number == "d" and not noun.definite}
    firsts = {tokens(fold_word(phrase))[0] for phrase in lists["many"]}
    return frozenset(
        {*reader.words, *reader.vague, *duals, *firsts, *sets["ones"], *sets["zero_before"], *sets["zero_negations"], *sets["halves"]}
    )


def _bounds(row: Row) -> list[Bound]:
    return [Bound(f"bounds/{row['id']}", row["approx"], row["place"], tuple(tokens(fold_word(phrase)))) for phrase in row["phrases"]]


def _by_word(bounds: Iterable[Bound], place: str, which: int) -> dict[str, tuple[Bound, ...]]:
    """The bounds of one place by their first (0) or last (-1) word, longest first."""
    found: dict[str, list[Bound]] = {}
    for bound in bounds:
        if bound.place == place:
            found.setdefault(bound.words[which], []).append(bound)
    return {word: tuple(sorted(group, key=lambda b: -len(b.words))) for word, group in found.items()}


def _governing(rows: Iterable[Row], proclitics: tuple[str, ...]) -> dict[str, Governing]:
    """Verb forms and nouns by form, with clitics. What is plural or feminine, or ends in a pronoun, may follow the people it befell."""
    found: dict[str, Governing] = {}
    for row in rows:
        rule = f"governing/{row['id']}"
        forms = [
            (f.text, Governing(rule, row["measure"], True, f.number == "p" or f.gender == "f")) for f in _conjugated(row) if f.person == "3"
        ]
        pronoun = HEH + "\u0645"
        for word in row["words"]:
            folded = fold_word(word)
            forms.append((folded, Governing(rule, row["measure"], False, folded.endswith(pronoun))))
        for form, item in forms:
            for clitic in ("", *proclitics):
                found.setdefault(clitic + form, item)
    return found


def _conjugated(row: Row) -> list[Form]:
    return conjugate(row["lemma"], row["present"] or "") if row["lemma"] else []


def _counted(rows: tuple[Row, ...], proclitics: tuple[str, ...], other_words: frozenset[str]) -> dict[str, Counted]:
    """Counted nouns by form. Plurals are entered before duals, so that letters that may be either are read as the plural."""
    found: dict[str, Counted] = {}
    nouns = [(row, number, [form for form in _forms(row, number) if form not in other_words]) for number in "pds" for row in rows]
    for clitic in ("", *proclitics):
        for row, number, forms in nouns:
            rule, person = f"counted/{row['id']}", row["person"] is not None
            bare = Counted(rule, row["measure"], person, number, False, len(clitic))
            known = Counted(rule, row["measure"], person, number, True, len(clitic))
            for form in forms:
                found.setdefault(clitic + form, bare)
                found.setdefault(clitic + ARTICLE + form, known)
                found.setdefault(clitic + LAM + LAM + form, known)
    return found


def _forms(row: Row, number: str) -> list[str]:
    """Singular with its accusative, dual, or plurals with their construct and accusative, folded."""
    noun = fold_word(row["noun"])
    if number == "s":
        return [noun, noun + ALEF]
    if number == "d":
        stem = noun[:-1] + TEH if noun.endswith(HEH) else noun
        return [stem + dual for dual in _DUALS] + ([stem + ALEF, stem + YEH] if noun.endswith(HEH) else [])
    plurals = [fold_word(form) for form in row["forms"]]
    sound = [plural[:-1] for plural in plurals if plural.endswith(_SOUND)]
    return plurals + sound + [plural + ALEF for plural in plurals if not plural.endswith((*_SOUND, ALEF + TEH, HEH, ALEF, YEH))]
