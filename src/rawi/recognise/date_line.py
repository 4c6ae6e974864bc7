"""A sentence as the date rules see it: words without clitics, and what a rule hands back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rawi.lexicon.inflect import WAW
from rawi.parse import Word
from rawi.recognise.date_tables import DateTables, Phrase

# Marks that may stand inside a date.
_INSIDE = frozenset({"", "(", ")", "/", "-", "\u060c", ",", "[", "]"})


@dataclass(frozen=True, slots=True)
class Dated:
    """A date over words ``first`` to ``last``; ``skip`` letters of the first are clitics; the days are None where nothing fixes them."""

    first: int
    last: int
    skip: int
    begin: date | None
    end: date | None
    precision: str
    rule: str


class Line:
    """The words of one sentence with their clitics told apart, and the publication day."""

    def __init__(self, words: Sequence[Word], tables: DateTables, published: date | None) -> None:
        self.words, self.tables, self.published = words, tables, published
        heads = tables.heads
        cut = [heads.get(word.form, (0, word.form)) for word in words]
        self.skips = [skip for skip, _ in cut]
        self.base = [base for _, base in cut]
        self.length = len(words)

    def is_in(self, at: int, frame: str) -> bool:
        """Whether the word at a place belongs to a set of the tables."""
        return 0 <= at < self.length and self.base[at] in self.tables.frames[frame]

    def close(self, at: int) -> bool:
        """Whether word ``at`` exists and stands in the same phrase as the word before it."""
        return at < self.length and self.words[at].gap in _INSIDE

    def plain(self, at: int) -> bool:
        """Whether word ``at`` exists, with only space before it and no clitic."""
        return at < self.length and not self.words[at].gap and not self.skips[at]

    def phrase(self, at: int, table: dict[str, tuple[Phrase, ...]]) -> Phrase | None:
        """The longest phrase of a table that begins at word ``at``."""
        for phrase in table.get(self.base[at], ()) if at < self.length else ():
            end = at + len(phrase.words)
            if end <= self.length and all(
                self.words[i].form == word and not self.words[i].gap for i, word in enumerate(phrase.words[1:], at + 1)
            ):
                return phrase
        return None

    def which(self, at: int) -> str | None:
        """past, next or this, when word ``at`` is such an adjective."""
        if at >= self.length or self.skips[at] or self.words[at].gap not in ("", ")"):
            return None
        return self.tables.which.get(self.base[at])

    def digits(self, at: int, low: int, high: int) -> int | None:
        """The whole number in digits at word ``at`` when it lies between the two."""
        if at >= self.length or not self.words[at].form.isdigit() or len(self.words[at].form) > 4:
            return None
        value = int(self.words[at].form)
        return value if low <= value <= high else None

    def and_at(self, at: int) -> bool:
        """Whether "and" stands alone at word ``at`` (before digits)."""
        return at < self.length and self.words[at].form == WAW

    def coming(self, at: int) -> bool:
        """Whether the words before speak of what is planned."""
        return any(self.is_in(i, "future") for i in range(max(0, at - 9), at))
