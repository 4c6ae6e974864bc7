"""What the recognition rules hand to the chooser, and how they see a sentence."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from rawi.fold import Folded, fold_word
from rawi.lexicon import Lexicon
from rawi.lexicon.inflect import ALEF, ARTICLE, decline_adjective
from rawi.lexicon.rows import Actor, ActorName, CountryWord, Office, Place
from rawi.lexicon.tables import load_schema, read_table
from rawi.parse import Hit, Sentence, Word
from rawi.records import Candidate as Option

_NAMING = ("countries", "actors", "places")


class Proposal(NamedTuple):
    """Words ``first`` to ``last`` of a sentence that may name somebody or some place.

    ``opens``: names inside it are mentions of their own. ``nests``: it may stand inside another mention.
    ``number`` > 1 or ``refers``: it points back at others of that kind. ``nation``: ISO code that its words name.
    """

    sentence: int
    first: int
    last: int
    start: int
    end: int
    kind: str
    rule: str
    entity: str | None = None
    loaded: str | None = None
    options: tuple[Option, ...] = ()
    opens: bool = False
    nests: bool = False
    number: int = 1
    refers: str | None = None
    nation: str | None = None
    relation: str | None = None
    anchor: str | None = None
    priority: int = 0


@dataclass(frozen=True, slots=True)
class Tables:
    """What recognition derives once from the lexicon: word lists, offices by bare title and country, the army and government of each
    country, titles by holder, words that are no nouns."""

    linkers: dict[str, frozenset[str]]
    offices: dict[tuple[str, str | None], list[Office]]
    bodies: dict[tuple[str, str], Actor]
    held: dict[str, frozenset[str]]
    back_features: dict[str, frozenset[str]]
    capitals: dict[str, Place]
    function_words: frozenset[str]
    counted_people: frozenset[str]


def load_tables(lexicon: Lexicon) -> Tables:
    """The recognition tables of a lexicon."""
    offices: dict[tuple[str, str | None], list[Office]] = {}
    for (title, country), found in lexicon.offices.items():
        offices.setdefault((bare_title(title), country), []).extend(found)
    held: dict[str, set[str]] = {}
    for (title, _), rows in offices.items():
        for row in rows:
            held.setdefault(row.holder, set()).add(title)
    lists = tomllib.loads((lexicon.folder / "linkers.toml").read_text("utf-8"))
    back = {noun: frozenset(features) for noun, features in lists.pop("back").items()}
    linkers = _linkers(lists)
    bodies: dict[tuple[str, str], Actor] = {}
    for actor in lexicon.actors.values():
        army = actor.kind == "military" and fold_word(actor.name_ar.split()[0]) in linkers["army"]
        if actor.country and (army or actor.kind == "government"):
            bodies.setdefault((actor.kind, actor.country), actor)
    titles = {holder: frozenset(names) for holder, names in held.items()}
    particles = frozenset().union(*lexicon.particles.values())
    return Tables(linkers, offices, bodies, titles, back, _capitals(lexicon), particles, _counted_people(lexicon))


_OTHERS = frozenset({"akhar"})  # «others»: more of those told before


def _counted_people(lexicon: Lexicon) -> frozenset[str]:
    """The forms in which people are counted («three nurses», «12 fishermen»)."""
    rows = read_table(lexicon.folder, "counted", load_schema(lexicon.folder), [])
    nouns = [fold_word(form) for row in rows if row["person"] and row["id"] not in _OTHERS for form in (row["noun"], *row["forms"])]
    return frozenset(nouns) | frozenset(noun + ALEF for noun in nouns)


def _capitals(lexicon: Lexicon) -> dict[str, Place]:
    """The gazetteer row of each capital, by country."""
    names = {(word.country.iso2, fold_word(word.word)) for word in capital_words(lexicon)}
    found: dict[str, Place] = {}
    for place in lexicon.places.values():
        if place.feature == "city" and (place.country, fold_word(place.name_ar)) in names:
            found.setdefault(place.country or "", place)
    return found


def capital_words(lexicon: Lexicon) -> list[CountryWord]:
    """The words for capitals, from the trie's single and double tokens."""
    nodes = list(lexicon.trie.root.values())
    nodes += [below for node in nodes for word, below in node.items() if word]
    items = [entry.item for node in nodes for entry in node.get("", ()) if entry.table == "countries"]
    return [item for item in items if isinstance(item, CountryWord) and item.use == "capital"]


def bare_title(title: str) -> str:
    """A title without articles, folded."""
    return " ".join(word.removeprefix(ARTICLE) for word in fold_word(title).split())


@dataclass(frozen=True)
class Scene:
    """An article as the recognition rules see it: text, sentences, lexicon, publication day, countries in play."""

    folded: Folded
    sentences: tuple[Sentence, ...]
    lexicon: Lexicon
    published: str | None
    tables: Tables

    @cached_property
    def theatres(self) -> frozenset[str]:
        """Countries of which the article names a place below the capital: things happen there."""
        found = set()
        for sentence in self.sentences:
            for hit in sentence.hits("places"):
                item = hit.entry.item
                if isinstance(item, Place) and not item.ambiguous and item.country and self.capitals.get(item.country) is not item:
                    found.add(item.country)
        return frozenset(found)

    @property
    def linkers(self) -> dict[str, frozenset[str]]:
        """The word lists of linkers.toml."""
        return self.tables.linkers

    @property
    def capitals(self) -> dict[str, Place]:
        """The gazetteer row of each capital, by country."""
        return self.tables.capitals

    def body(self, kind: str, nation: str) -> Actor | None:
        """The army or government of a country."""
        return self.tables.bodies.get((kind, nation))

    @cached_property
    def countries(self) -> Counter[str]:
        """How often each country is in play: its names, adjectives and capitals, the countries of actors and places; words of several
        countries do not vote."""
        seen: Counter[str] = Counter()
        for hits in self._named():
            codes = {code for hit in hits if (code := _country_of(hit)) is not None}
            if len(codes) == 1:
                seen[codes.pop()] += 1
        return seen

    def _named(self) -> Iterator[tuple[Hit, ...]]:
        """The hits of every word where a country, an actor or a place may begin."""
        for sentence in self.sentences:
            heads = sentence.heads
            for index in {hit.first for table in _NAMING for hit in heads.get(table, ())}:
                yield sentence.at[index]

    @cached_property
    def sure_places(self) -> tuple[Place, ...]:
        """Places of the article that only one gazetteer row can be, each once."""
        found: dict[str, Place] = {}
        for hits in self._named():
            places = {h.entry.item.id: h.entry.item for h in hits if isinstance(h.entry.item, Place) and not h.entry.item.ambiguous}
            if len(places) == 1:
                found.update(places)
        return tuple(found.values())

    def proposal(self, sentence: int, first: int, last: int, kind: str, rule: str, skip: int = 0, **more: object) -> Proposal:
        """A proposal over words ``first`` to ``last``; clitics before the first word (and ``skip`` letters of an unknown one) are left
        out."""
        words = self.sentences[sentence].words
        word = words[first]
        start = self.folded.starts[word.at + skip] if skip else word.start
        if word.before and not skip:
            start = word.host_span(self.folded, word.cuts[0]).start
        end = words[last].end + _closing_mark(self.folded, words, first, last)
        return Proposal(sentence, first, last, start, end, kind, rule, **more)  # type: ignore[arg-type]


def _closing_mark(folded: Folded, words: tuple[Word, ...], first: int, last: int) -> int:
    """1 when a quotation mark that opens inside the words closes right after them, else 0."""
    inside = sum(mark in _MARKS for word in words[first + 1 : last + 1] for mark in word.gap)
    after = words[last].at + len(words[last].form)
    return int(inside % 2 == 1 and folded.text[after : after + 1] in _MARKS and folded.text[after : after + 1] != "")


_MARKS = frozenset('"“”«»')


def _country_of(hit: Hit) -> str | None:
    item = hit.entry.item
    if isinstance(item, CountryWord):
        return item.country.iso2
    if isinstance(item, ActorName):
        return item.actor.country
    return item.country if isinstance(item, Place) and not item.ambiguous else None


def _linkers(lists: dict[str, list[str]]) -> dict[str, frozenset[str]]:
    """Word lists of linkers.toml, folded; adjectives in all their forms."""
    inflected = ("affiliated_to", "backed_by", "tied_with", "placed_in", "un_adjectives", "international")
    return {
        name: frozenset(f.text for word in words for f in decline_adjective(word))
        if name in inflected
        else frozenset(map(fold_word, words))
        for name, words in lists.items()
    }


@dataclass(slots=True)
class Reached:
    """How far a complement reaches and whom it names; ``others``: the countries of nationalities after the first («the X and the Y»)."""

    last: int
    nation: str | None = None
    entity: str | None = None
    hit: Hit | None = None
    more: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    adjectives: int = 0
    loaded: str | None = None
