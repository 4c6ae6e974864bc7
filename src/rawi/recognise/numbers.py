"""Reads the value of a number from words and digits: cases, genders, scales, duals, «30 thousand and 542»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rawi.fold import fold_word
from rawi.lexicon.inflect import ARTICLE, LAM, WAW
from rawi.lexicon.tables import Row
from rawi.parse import Word

_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_DECIMAL = re.compile(r"\d+[.,]\d{1,2}")
_SUB_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class NumberWord:
    """One written form of a number word; ``skip`` letters of clitic before it, ``joined`` when that clitic is "and"."""

    rule: str
    value: float
    kind: str
    skip: int
    joined: bool
    definite: bool


@dataclass(frozen=True, slots=True)
class Number:
    """A number over words ``first`` to ``last`` inclusive; ``skip`` letters of the first word are clitics; ``scale`` is its last scale
    or 1."""

    first: int
    last: int
    value: float
    rule: str
    vague: bool = False
    digits: bool = False
    skip: int = 0
    joined: bool = False
    scale: float = 1


@dataclass(slots=True)
class _Sum:
    """A number in the making: finished scales, the group below a thousand, and the size of the smallest part so far."""

    total: float
    group: float
    floor: float
    digits: bool
    scale: float = 1

    @property
    def value(self) -> float:
        return self.total + self.group


class NumberReader:
    """Holds the number words in every written form; ``read`` gives the number that begins at a word."""

    def __init__(self, rows: Iterable[Row], proclitics: Iterable[str], halves: frozenset[str]) -> None:
        self.words: dict[str, NumberWord] = {}
        self.vague: dict[str, NumberWord] = {}
        self._halves = halves
        for row in rows:
            for form in row["forms"] if row["kind"] not in ("ordinal", "ordinal_ten") else ():
                _enter(self.vague if row["kind"] == "vague" else self.words, row, fold_word(form), tuple(proclitics))

    def starts(self, form: str) -> bool:
        """Whether a word may begin a number."""
        return "0" <= form[0] <= "9" or form in self.words or form in self.vague

    def read(self, words: Sequence[Word], at: int) -> Number | None:
        """The number that begins at word ``at``, or None."""
        form = words[at].form
        vague = self.vague.get(form)
        if vague:
            return self._vague(words, at, vague)
        if form in self._halves:
            return self._half(words, at)
        if "0" <= form[0] <= "9":
            value = digits_value(form)
            return None if value is None else self._run(words, at, _Sum(0, value, 1, True), None)
        word = self.words.get(form)
        if word is None or word.definite:
            return None
        return self._run(words, at, _begun(word), word)

    def read_definite(self, words: Sequence[Word], at: int) -> Number | None:
        """The number with the article that begins at word ``at`` («the five», «the thirteen»), or None."""
        word = self.words.get(words[at].form)
        return self._run(words, at, _begun(word), word) if word and word.definite and not word.skip else None

    def _run(self, words: Sequence[Word], at: int, made: _Sum, word: NumberWord | None) -> Number | None:
        """Take in the words that continue the number."""
        last = at
        while last + 1 < len(words):
            taken = self._next(words, last + 1, made)
            if not taken:
                break
            last += taken
        if word and made.value < 2:
            return None
        rule = word.rule if word else "numbers/digits"
        return Number(
            at, last, made.value, rule, False, made.digits and last == at, word.skip if word else 0, bool(word and word.joined), made.scale
        )

    def _next(self, words: Sequence[Word], at: int, made: _Sum) -> int:
        """How many words from ``at`` on were added to the number."""
        word = words[at]
        if word.gap:
            return 0
        if word.form == WAW and at + 1 < len(words):
            return 2 if self._joined_digits(words, at + 1, made) else 0
        item = self.words.get(word.form)
        if word.form in self._halves and word.form[0] == WAW and made.scale > 1:
            made.total += made.scale / 2
            return 1
        if item is None or item.definite or (item.skip and not item.joined):
            return 0
        return int(_joined(item, made) if item.joined else _attached(item, made))

    def _joined_digits(self, words: Sequence[Word], at: int, made: _Sum) -> bool:
        """«and 542» after a scale; not when those digits have a scale of their own that is as large."""
        form = words[at].form
        value = digits_value(form) if "0" <= form[0] <= "9" and not words[at].gap else None
        if value is None or value >= made.floor or made.floor < _SUB_THOUSAND:
            return False
        after = self.words.get(words[at + 1].form) if at + 1 < len(words) and not words[at + 1].gap else None
        if after and after.kind == "scale" and after.value >= made.floor:
            return False
        made.group, made.floor = value, 1
        return True

    def _vague(self, words: Sequence[Word], at: int, vague: NumberWord) -> Number:
        """Dozens, hundreds, «tens of thousands» and «some thousands»."""
        value, last = vague.value, at
        if at + 1 < len(words) and not words[at + 1].gap:
            form = words[at + 1].form
            scale = self.vague.get(form) or self.words.get(form)
            if scale and scale.kind in ("scale", "vague") and not scale.skip and scale.value >= 100:
                value, last = value * scale.value, at + 1
        return Number(at, last, value, vague.rule, True, False, vague.skip, vague.joined)

    def _half(self, words: Sequence[Word], at: int) -> Number | None:
        """Half a million."""
        scale = self.words.get(words[at + 1].form) if at + 1 < len(words) and not words[at + 1].gap else None
        if scale is None or scale.kind != "scale" or scale.skip:
            return None
        return Number(at, at + 1, scale.value / 2, scale.rule, scale=scale.value)


def _enter(table: dict[str, NumberWord], row: Row, form: str, proclitics: tuple[str, ...]) -> None:
    """A form with and without article and clitics; forms without a clitic win."""
    rule = f"numbers/{row['id']}"
    for definite, bare in ((False, form), (True, ARTICLE + form)):
        table[bare] = NumberWord(rule, row["value"], row["kind"], 0, False, definite)
        for clitic in proclitics:
            table.setdefault(
                clitic + bare, NumberWord(rule, row["value"], row["kind"], len(clitic), clitic.endswith(WAW) or clitic[0] == WAW, definite)
            )
    for clitic in ("", WAW):
        table.setdefault(clitic + LAM + LAM + form, NumberWord(rule, row["value"], row["kind"], len(clitic), bool(clitic), True))


def digits_value(form: str) -> float | None:
    """The value of a digit token: whole, with thousands separators, or with a decimal part; None for dates and the like."""
    if form.isdigit():
        return float(form) if len(form) < 16 else None
    if _THOUSANDS.fullmatch(form):
        return float("".join(c for c in form if c.isdigit()))
    if _DECIMAL.fullmatch(form):
        whole, part = re.split("[.,]", form)
        return float(f"{whole}.{part}")
    return None


def _begun(word: NumberWord) -> _Sum:
    """The sum after its first word."""
    if word.kind in ("scale", "dual"):
        scale = word.value if word.kind == "scale" else word.value / 2
        return _Sum(word.value, 0, scale, False, scale)
    return _Sum(0, word.value, 100 if word.kind == "hundred" else 1, False)


def _attached(item: NumberWord, made: _Sum) -> bool:
    """A word without "and": ten after a unit, hundred after a unit, a scale after a group."""
    if item.kind == "scale" and made.group and (made.total == 0 or item.value < made.scale):
        made.total += made.group * item.value
        made.group, made.floor, made.scale = 0, item.value, item.value
        return True
    if item.kind == "unit" and item.value == 10 and 1 <= made.group % 100 <= 9 and not made.digits:
        made.group += 10
        return True
    if made.digits or not 1 <= made.group <= 9:
        return False
    if item.kind == "hundred" and item.value == 100 and made.group >= 3:
        made.group, made.floor = made.group * 100, 100
        return True
    return False


def _joined(item: NumberWord, made: _Sum) -> bool:
    """A word with "and": tens after a unit, or anything smaller than the smallest part so far."""
    if item.kind == "ten" and 1 <= made.group % 100 <= 9 and not made.digits:
        made.group, made.floor = made.group + item.value, 1
        return True
    if item.value >= made.floor or made.floor < 100:
        return False
    if item.kind in ("scale", "dual"):
        scale = item.value if item.kind == "scale" else item.value / 2
        made.total, made.floor, made.scale = made.total + item.value, scale, scale
        return True
    made.group += item.value
    made.floor = 100 if item.kind == "hundred" else 1
    return True
