"""What the registry knows under a name: exact names first, else the names nearest to it in letters."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import TypeVar

from rawi.fold import fold_word
from rawi.lexicon import Lexicon, load_lexicon
from rawi.lexicon.rows import Actor, ActorName, Country, CountryWord, Place
from rawi.lexicon.trie import Entry, PhraseTrie, tokens

_NEAREST = 5
_Known = TypeVar("_Known", Actor, Place)


def actors_named(name: str, lexicon: Lexicon | None = None) -> list[Actor]:
    """The actors that bear a name, in Arabic (any of their names) or English."""
    known = lexicon or load_lexicon()
    found = [entry.item.actor for entry in _entries(name, known) if isinstance(entry.item, ActorName)]
    found += [known.actors[country.state] for country in _countries(name, known) if country.state in known.actors]
    return _each_once(found + [actor for actor in known.actors.values() if _same(name, actor.name_en)])


def places_named(name: str, lexicon: Lexicon | None = None) -> list[Place]:
    """The places that bear a name, in Arabic or English; countries as their territories."""
    known = lexicon or load_lexicon()
    found = [entry.item for entry in _entries(name, known) if isinstance(entry.item, Place)]
    found += [known.places[country.place] for country in _countries(name, known)]
    return _each_once(found + [place for place in known.places.values() if _same(name, place.name_en)])


def likely_actors(name: str, lexicon: Lexicon | None = None) -> list[str]:
    """The actor names nearest to a name, each with its id."""
    return _nearest(name, (lexicon or load_lexicon()).actors.values())


def likely_places(name: str, lexicon: Lexicon | None = None) -> list[str]:
    """The place names nearest to a name, each with its id."""
    return _nearest(name, (lexicon or load_lexicon()).places.values())


def _entries(name: str, lexicon: Lexicon) -> list[Entry]:
    """What the trie has under exactly these words."""
    node = lexicon.trie.root
    for word in tokens(fold_word(name)):
        if word not in node:
            return []
        node = node[word]
    return PhraseTrie.entries(node)


def _countries(name: str, lexicon: Lexicon) -> list[Country]:
    """The countries whose plain name this is."""
    return [entry.item.country for entry in _entries(name, lexicon) if isinstance(entry.item, CountryWord) and entry.item.use == "name"]


def _same(name: str, other: str) -> bool:
    return name.strip().lower() == other.lower()


def _each_once(found: list[_Known]) -> list[_Known]:
    return list({row.id: row for row in found}.values())


def _nearest(name: str, rows: Iterable[Actor | Place]) -> list[str]:
    """Names that hold the words, else names that look alike."""
    names = {shown: f"{shown} = {row.id}" for row in rows for shown in (row.name_ar, row.name_en)}
    folded = {fold_word(shown): told for shown, told in names.items()}
    wanted = fold_word(name)
    holding = [told for shown, told in folded.items() if f" {wanted} " in f" {shown} "]
    return holding[:_NEAREST] or [folded[shown] for shown in difflib.get_close_matches(wanted, folded, _NEAREST, 0.75)]
