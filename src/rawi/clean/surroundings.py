"""The words of data/publication.toml, and who is an outlet, a place or a person's name on the lines around a story."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rawi.fold import fold_word
from rawi.lexicon import Lexicon
from rawi.lexicon.rows import ActorName, Place
from rawi.lexicon.trie import Entry, PhraseTrie, tokens

_BETWEEN_NAMES = re.compile(r"\s*[/+,\u060c|&-]\s*|\s+\u0648\s?(?=\w{3})")
_ACTS = frozenset({"triggers", "speech", "light_verbs", "status", "groups"})
_LONGEST_OUTLET = 5
_LONGEST_NAME = 5


@dataclass(frozen=True, slots=True)
class SurroundingWords:
    """publication.toml, folded."""

    clock: frozenset[str]
    era: frozenset[str]
    between: frozenset[str]
    outlet_nouns: frozenset[str]
    credits: frozenset[str]
    networks: frozenset[str]
    credit_in_sentence: frozenset[str]
    no_source: frozenset[str]
    labels: frozenset[str]
    reading: frozenset[str]
    makers: frozenset[str]
    makers_with_sign: frozenset[str]
    house_words: frozenset[str]
    names_like_particles: frozenset[str]


@cache
def surrounding_words(folder: Path) -> SurroundingWords:
    """The word lists of publication.toml."""
    lists = tomllib.loads((folder / "publication.toml").read_text("utf-8"))["words"]
    return SurroundingWords(**{name: frozenset(fold_word(word) for word in words) for name, words in lists.items()})


def is_outlet(folded: str, lexicon: Lexicon) -> bool:
    """Whether folded words name outlets or agencies and nothing else; several may be joined by a sign or by `and`."""
    known = surrounding_words(lexicon.folder)
    parts = [" ".join(tokens(part)) for part in _BETWEEN_NAMES.split(folded)]
    return any(parts) and all(not part or _one_outlet(part, known, lexicon) for part in parts)


def _one_outlet(part: str, known: SurroundingWords, lexicon: Lexicon) -> bool:
    words = part.split()
    if part in known.credits or (words[0] in known.outlet_nouns and 2 <= len(words) <= _LONGEST_OUTLET and not _acts(words[1:], lexicon)):
        return True
    return any(isinstance(entry.item, ActorName) and entry.item.actor.kind == "media" for entry in _entries(words, lexicon))


def actors_named(folded: str, lexicon: Lexicon) -> frozenset[str]:
    """The ids of the media that bear this name, a noun such as «agency» before it left aside."""
    words = tokens(folded)
    shorter = words[1:] if words and words[0] in surrounding_words(lexicon.folder).outlet_nouns else []
    found = [entry.item for run in (words, shorter) if run for entry in _entries(run, lexicon)]
    return frozenset(item.actor.id for item in found if isinstance(item, ActorName) and item.actor.kind == "media")


def is_place(folded: str, lexicon: Lexicon) -> bool:
    """Whether folded words are a place name of the lexicon: a country, a city, or a place of our own rows."""
    return any(entry.table == "countries" or _is_known(entry.item) for entry in _entries(tokens(folded), lexicon))


def _is_known(item: object) -> bool:
    return isinstance(item, Place) and (item.feature == "city" or not item.id.startswith("place/gn-"))


def is_name(folded: str, lexicon: Lexicon, least: int = 1) -> bool:
    """Whether folded words could be a person's or a house's name: few, no digits, no preposition, no word that reports an act."""
    words = tokens(folded)
    if words and words[0] in surrounding_words(lexicon.folder).outlet_nouns:
        words = words[1:]
    plain = least <= len(words) <= _LONGEST_NAME and not any(word[0].isdigit() for word in words)
    also_names = surrounding_words(lexicon.folder).names_like_particles
    if not plain or also_names.issuperset(words):
        return False
    doubtful = [word for word in words if word not in also_names and word not in lexicon.words.of_persons]
    return not _acts(doubtful, lexicon) and not any(word in found for found in lexicon.particles.values() for word in doubtful)


def is_person(folded: str, lexicon: Lexicon) -> bool:
    """Whether folded words could be a person's name: two words or more, no article and no place's noun at the head, no place."""
    plain = not folded.startswith("\u0627\u0644") and is_name(folded, lexicon, least=2) and not is_place(folded, lexicon)
    return plain and not any(entry.table == "feature_words" for entry in _entries(tokens(folded)[:1], lexicon))


def _acts(words: list[str], lexicon: Lexicon) -> bool:
    """Whether a word reports an act or names a group."""
    return any(entry.table in _ACTS for word in words for entry in PhraseTrie.entries(lexicon.trie.root.get(word, {})))


def _entries(words: list[str], lexicon: Lexicon) -> list[Entry]:
    """What the lexicon has under exactly these words."""
    node = lexicon.trie.root
    for word in words:
        following = node.get(word)
        if following is None:
            return []
        node = following
    return PhraseTrie.entries(node)
