"""Function words that bring roles and status in (data/roles.toml), folded."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cached_property

from rawi.fold import fold_word
from rawi.lexicon import Lexicon


@dataclass(frozen=True)
class Rolewords:
    """Prepositions by the role they bring, words that may stand between subject and verb, particles of tense and negation."""

    by: frozenset[str]
    against: frozenset[str]
    other: frozenset[str]
    light_between: frozenset[str]
    negation: frozenset[str]
    future: frozenset[str]
    that: frozenset[str]
    that_it: frozenset[str]
    others: frozenset[str]
    after_fact: frozenset[str]
    other_time: frozenset[str]
    masculine: frozenset[str]
    announces: frozenset[str]
    quantities: frozenset[str]
    bounds: frozenset[str]
    owned: frozenset[str]
    relative: frozenset[str]
    documents: frozenset[str]
    object_pronoun: frozenset[str]
    place_roles: dict[str, str]
    link_words: dict[str, str]
    provisions: frozenset[str]
    brings_content: frozenset[str]
    before_that: frozenset[str]
    to_come: frozenset[str]

    @cached_property
    def link_starts(self) -> frozenset[str]:
        """First words of the link cues."""
        return frozenset(phrase.split()[0] for phrase in self.link_words)

    @cached_property
    def prepositions(self) -> frozenset[str]:
        """Every preposition."""
        return self.by | self.against | self.other | frozenset(self.place_roles)


def load_rolewords(lexicon: Lexicon) -> Rolewords:
    """roles.toml of a lexicon's folder."""
    lists = tomllib.loads((lexicon.folder / "roles.toml").read_text("utf-8"))
    folded = {name: frozenset(map(fold_word, lists[name])) for name in _FOLDED}
    places = {fold_word(word): role for word, role in lists["place_roles"].items()}
    links = {fold_word(word): kind for word, kind in lists["links"].items()}
    return Rolewords(**folded, announces=frozenset(lists["announces"]), place_roles=places, link_words=links)


_FOLDED = (
    "by",
    "against",
    "other",
    "light_between",
    "negation",
    "future",
    "that",
    "that_it",
    "others",
    "after_fact",
    "other_time",
    "masculine",
    "quantities",
    "bounds",
    "owned",
    "relative",
    "documents",
    "object_pronoun",
    "provisions",
    "brings_content",
    "before_that",
    "to_come",
)
