"""What a search asks for: words, phrases in quotes, words after a minus, and filters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from typing import Any, NamedTuple

from rawi.fold import fold
from rawi.store.projection import FIELDS, token
from rawi.store.search_words import SearchWords

# Quotes of all kinds that stand around a phrase, and a word with a minus before it.
_PART = re.compile(r"""(-?)(?:["\u201c\u201d\u00ab\u201e]([^"\u201c\u201d\u00bb]*)["\u201c\u201d\u00bb]|(\S+))""")


@dataclass(frozen=True, slots=True)
class Filters:
    """What hits are narrowed to. ``first, last``: ISO days of publication, both inclusive. The other fields name values, any of which
    will do; those of an event (all but the outlet) must hold of one and the same event. Only events from score 0.5 on count.

    ``actor``: who did it or to whom it was done; ``speaker``: on whose word, whoever passed it on included; ``side``: whom the speaker
    belongs to. Names count in Arabic or English, as registry ids (``state/ru``), and places by country (``SY``) and province too.
    """

    outlet: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    actor: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    side: tuple[str, ...] = ()

    def tokens(self) -> list[tuple[str, ...]]:
        """The filter tokens, a tuple of alternatives for each field that is asked for."""
        asked = ((field.name, getattr(self, field.name)) for field in fields(self) if field.name in FIELDS)
        return [tuple(sorted({token(name, value) for value in values})) for name, values in asked if values]

    def of_events(self) -> list[tuple[str, ...]]:
        """The tokens that must hold of one event, where there are several."""
        of_one = [alternatives for alternatives in self.tokens() if not self.is_of_outlet(alternatives)]
        return of_one if len(of_one) > 1 else []

    @staticmethod
    def is_of_outlet(alternatives: tuple[str, ...]) -> bool:
        """Whether these tokens are the outlet's, which no event has."""
        return alternatives[0].startswith(_OUTLET)


_OUTLET = token("outlet", "")[:2]


class Term(NamedTuple):
    """A word of a query with all forms it is found by, or the light stems of a phrase in order."""

    forms: tuple[str, ...]
    phrase: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """What must be in a text, and what must not."""

    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no word is asked for."""
        return not self.wanted


def parse_query(asked: str, words: SearchWords) -> Query:
    """The query of what a person typed. Words of closed classes count only inside a phrase, or where there is no other."""
    wanted: list[Term] = []
    passed_over: list[Term] = []
    unwanted: list[Term] = []
    for minus, phrase, word in _PART.findall(asked):
        folded = fold(phrase or word)
        lights = tuple(found.light for found in words.words(folded))
        if not lights:
            continue
        if len(lights) > 1:
            term = Term(lights, lights)
        else:
            term = Term(lights if phrase else words.asked(word))
        if minus:
            unwanted.append(term)
        elif len(lights) == 1 and not phrase and words.is_function_word(word):
            passed_over.append(term)
        else:
            wanted.append(term)
    return Query(tuple(dict.fromkeys(wanted or passed_over)), tuple(dict.fromkeys(unwanted)))


def resolved(filters: Filters, ids_of: Callable[[str, str], Iterable[str]]) -> Filters:
    """The filters with, beside each name, the registry ids that bear it: ``ids_of(field, name)``."""

    def more(field: str) -> tuple[str, ...]:
        values: tuple[str, ...] = getattr(filters, field)
        return tuple(dict.fromkeys([*values, *(id for value in values for id in ids_of(field, value))]))

    values: dict[str, Any] = {field: more(field) for field in FIELDS}
    return replace(filters, **values)
