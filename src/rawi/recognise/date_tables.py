"""The tables behind the dates: months, weekdays and relative words, in every written form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rawi.fold import fold_word
from rawi.lexicon import Lexicon, LexiconError
from rawi.lexicon.inflect import ARTICLE, LAM, WAW
from rawi.lexicon.tables import Row, load_schema, read_table
from rawi.lexicon.trie import tokens
from rawi.recognise.numbers import NumberReader

# Letters written together with a date word before it, as in figure_words.toml.
_CLITICS = ("\u0648", "\u0641", "\u0628", "\u0644", "\u0643", "\u0648\u0628", "\u0648\u0644", "\u0641\u0628", "\u0641\u0644")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand for a month, a day or an open time: ``value`` is the month's number or the distance in days."""

    words: tuple[str, ...]
    value: int
    calendar: str
    rule: str


@dataclass(frozen=True, slots=True)
class DateTables:
    """Everything ``find_dates`` looks up, folded. ``heads``: written form → (letters of clitic, word); ``frames``: word sets by their use;
    ``openers``: written form → the names of the rules that it may open, in their order; ``anchors``: without one (or a numeral) there is no date."""

    months: dict[str, tuple[Phrase, ...]]
    days: dict[str, tuple[Phrase, ...]]
    recent: dict[str, tuple[Phrase, ...]]
    weekdays: dict[str, int]
    units: dict[str, str]
    which: dict[str, str]
    parts: dict[str, str]
    seasons: dict[str, str]
    frames: dict[str, frozenset[str]]
    ordinals: dict[str, int]
    tens: dict[str, int]
    reader: NumberReader
    heads: dict[str, tuple[int, str]]
    anchors: frozenset[str]
    openers: dict[str, tuple[str, ...]]


def load_date_tables(lexicon: Lexicon) -> DateTables:
    """The date tables of a lexicon's folder. Raises LexiconError with every fault, one a line."""
    rows = _rows(lexicon)
    relative = rows["relative_dates"]
    months = _phrases((row, int(row["month"]), row["calendar"], row["names"]) for row in rows["months"])
    days = _phrases((row, int(row["value"]), "", row["words"]) for row in relative if row["kind"] == "day")
    recent = _phrases((row, 0, "", row["words"]) for row in relative if row["kind"] == "recent")
    weekdays = {fold_word(name): int(row["iso"]) for row in rows["weekdays"] for name in row["names"]}
    words = {kind: _values(relative, kind) for kind in ("unit", "which", "part", "season")}
    frames = _frames(relative)
    numbers = rows["numbers"]
    ordinals, tens = _ordinals(numbers, "ordinal"), _ordinals(numbers, "ordinal_ten")
    anchors = {*months, *days, *recent, *weekdays, *words["unit"], *words["season"]}
    vocabulary = {*anchors, *words["which"], *words["part"], *ordinals, *tens, *(word for group in frames.values() for word in group)}
    heads = _heads(vocabulary)
    openers = _openers(heads, words, frames, (months, days, recent, weekdays), (ordinals, tens))
    return DateTables(
        *(months, days, recent, weekdays),
        *(words["unit"], words["which"], words["part"], words["season"]),
        frames,
        ordinals,
        tens,
        NumberReader(numbers, _CLITICS, frozenset()),
        heads,
        frozenset(form for form, (_, word) in heads.items() if word in anchors),
        {form: names for form, names in openers.items() if names},
    )


def _rows(lexicon: Lexicon) -> dict[str, tuple[Row, ...]]:
    """The rows of the date tables, checked."""
    faults: list[str] = []
    schema = load_schema(lexicon.folder)
    rows = {name: read_table(lexicon.folder, name, schema, faults) for name in ("months", "weekdays", "relative_dates", "numbers")}
    if faults:
        raise LexiconError("\n".join(faults))
    return rows


def _openers(
    heads: dict[str, tuple[int, str]],
    words: dict[str, dict[str, str]],
    frames: dict[str, frozenset[str]],
    anchors: tuple[Iterable[str], ...],
    ordinals: tuple[Iterable[str], ...],
) -> dict[str, tuple[str, ...]]:
    """The names of the rules that a word may open, by its form."""
    months, days, recent, weekdays = anchors
    opening = {
        "open_time": {*recent},
        "duration": frames["since"] | frames["ago"] | frames["after"] | frames["during"],
        "named_day": {*days} | frames["day"],
        "weekday": {*weekdays} | frames["day"],
        "day_and_month": {form for group in ordinals for form in group},
        "part": {*words["part"]},
        "unit_and_which": {*words["unit"]} | frames["this"],
        "month_alone": {*months} | frames["month"],
        "year_alone": frames["year"] | frames["years"],
        "season_at": {*words["season"]},
    }
    return {form: tuple(name for name, group in opening.items() if word in group) for form, (_, word) in heads.items()}


def _values(rows: Iterable[Row], kind: str) -> dict[str, str]:
    return {fold_word(word): row["value"] for row in rows if row["kind"] == kind for word in row["words"]}


def _phrases(entries: Iterable[tuple[Row, int, str, tuple[str, ...]]]) -> dict[str, tuple[Phrase, ...]]:
    """Phrases by their first word, longest first."""
    found: dict[str, list[Phrase]] = {}
    for row, value, calendar, names in entries:
        for name in names:
            words = tuple(tokens(fold_word(name)))
            found.setdefault(words[0], []).append(Phrase(words, value, calendar, f"{row.table}/{row['id']}"))
    return {word: tuple(sorted(group, key=lambda p: -len(p.words))) for word, group in found.items()}


def _frames(rows: Iterable[Row]) -> dict[str, frozenset[str]]:
    """The word sets of kind frame, link and few, by their value; phrases by their last word."""
    found: dict[str, set[str]] = {}
    for row in rows:
        if row["kind"] in ("frame", "link", "few"):
            found.setdefault(row["value"], set()).update(tokens(fold_word(word))[-1] for word in row["words"])
    return {name: frozenset(words) for name, words in found.items()}


def _ordinals(rows: Iterable[Row], kind: str) -> dict[str, int]:
    return {fold_word(form): int(row["value"]) for row in rows if row["kind"] == kind for form in row["forms"]}


def _heads(vocabulary: set[str]) -> dict[str, tuple[int, str]]:
    """Every written form of the words: bare, after a clitic, and with the article merged after lam."""
    heads = {word: (0, word) for word in vocabulary}
    for word in sorted(vocabulary):
        for clitic in _CLITICS:
            heads.setdefault(clitic + word, (len(clitic), word))
        if word.startswith(ARTICLE):
            for clitic in ("", WAW):
                heads.setdefault(clitic + LAM + word[1:], (len(clitic), word))
    return heads
