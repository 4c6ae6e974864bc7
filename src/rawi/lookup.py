"""What the registry knows under a name: exact names first, else the names nearest to it in letters."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from rawi.clean import article_from_text
from rawi.codes.actors import actor_code
from rawi.fold import fold_word
from rawi.lexicon import Lexicon, load_lexicon
from rawi.lexicon.rows import Actor, ActorName, Country, CountryWord, NameUse, Office, Place, Side
from rawi.lexicon.trie import Entry, PhraseTrie, tokens
from rawi.read import default_reader
from rawi.recognise.weigh import Weights, weigh

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


@dataclass(frozen=True, slots=True)
class Known:
    """What the registry says of an actor on a day: its CAMEO code, ACLED's type of actor, offices held, and relations to others."""

    actor: Actor
    cameo: str | None
    inter: str | None
    offices: tuple[Office, ...]
    sides: tuple[Side, ...]
    named: tuple[NameUse, ...]


def known_of(actor: Actor, day: str | None = None, lexicon: Lexicon | None = None, name: str | None = None) -> Known:
    """Everything about an actor; with ``day`` (ISO) only the offices, relations and usage that held then; with ``name``, where that
    is a loaded name of the actor, only who uses that one."""
    known = lexicon or load_lexicon()
    held = tuple(o for found in known.offices.values() for o in found if o.holder == actor.id and _holds(o.first, o.last, day))
    sides = tuple(side for side in known.sides.get(actor.id, ()) if _holds(side.first, side.last, day))
    uses = tuple(use for use in _uses(actor, name, known) if _holds(use.first, use.last, day))
    code = actor_code(actor, day, known)
    return Known(actor, code.cameo, code.inter, held, sides, uses)


def _uses(actor: Actor, name: str | None, lexicon: Lexicon) -> tuple[NameUse, ...]:
    """Who uses a loaded name of the actor; all its loaded names' users where the name is plain."""
    uses = lexicon.name_uses.get(actor.id, ())
    items = [entry.item for entry in _entries(name, lexicon)] if name else []
    conveyed = next((item.loaded for item in items if isinstance(item, ActorName) and item.actor is actor and item.loaded), None)
    if name is None or conveyed is None:
        return uses
    alike = [use for use in uses if use.conveys == conveyed]
    letters = f" {' '.join(tokens(fold_word(name)))} "
    worded = [use for use in alike if use.wording and f" {use.wording} " in letters]
    longest = max((len(use.wording or "") for use in worded), default=0)
    return tuple(use for use in worded or alike if len(use.wording or "") == longest)


def _holds(first: str | None, last: str | None, day: str | None) -> bool:
    return day is None or ((first is None or first <= day) and (last is None or day <= last))


def resolved(name: str, day: str | None = None) -> tuple[list[Actor], str | None]:
    """The actor that a title or office stands for when it is read on a day, and the rule that says so. Raises CleanError for no date."""
    reader = default_reader()
    reading = reader.read(article_from_text(name, id="name", published=day, lexicon=reader.lexicon))
    mention = next((m for m in reading.mentions if m.entity in reader.lexicon.actors), None)
    if mention is None or mention.entity is None:
        return [], None
    return [reader.lexicon.actors[mention.entity]], mention.evidence.rule if mention.evidence else None


def weighed(places: Sequence[Place], near: Sequence[str], lexicon: Lexicon | None = None) -> list[tuple[float, Place, Weights]]:
    """Places of one name with their shares of the weight, the likeliest first; ``near``: names of places and countries beside it."""
    known = lexicon or load_lexicon()
    around = [place for name in near for place in places_named(name, known)]
    countries = Counter({place.country: 1.0 for place in around if place.country})
    rated = [(weigh(place, None, countries, around), place) for place in places]
    total = sum(weights.product for weights, _ in rated) or 1.0
    return sorted(
        ((w.product / total, place, w) for w, place in rated),
        key=lambda found: (-found[0], found[1].id.startswith("place/gn-"), found[1].id),
    )


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
