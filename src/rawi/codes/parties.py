"""Which class of actor a party of an event is: state forces, rebels, protesters, civilians; by the registry, else by its words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rawi.codes.actors import led_by, rule_of
from rawi.codes.deaths import number_of
from rawi.codes.rows import ActorClass, Source
from rawi.codes.tables import CodeTables
from rawi.codes.words import words_in
from rawi.lexicon import Lexicon
from rawi.lexicon.rows import Actor
from rawi.records import Event, Mention, Reading

# What an army does on another state's soil makes it a foreign one; where it meets and signs does not.
_ON_THE_GROUND = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "RETREAT"})
_OF_PEOPLE = frozenset({"people", "state"})


class Party(NamedTuple):
    """One party of an event: its mention, its class (None where nothing tells), and the row that says so."""

    mention: str
    cls: ActorClass | None
    source: Source | None


class Sides(NamedTuple):
    """Who did it and whom it struck; of a two-sided event the first party and the others."""

    doers: tuple[Party, ...]
    victims: tuple[Party, ...]


class Known(NamedTuple):
    """What parties are told by: the tables, the registries, the day of the event and the country it happened in (ISO code)."""

    tables: CodeTables
    lexicon: Lexicon
    day: str | None
    country: str | None


def sides_of(event: Event, reading: Reading, tables: CodeTables, lexicon: Lexicon) -> Sides:
    """The two sides of an event."""
    known = Known(tables, lexicon, _day(event, reading), _country(event, reading))
    mentions = {mention.id: mention for mention in reading.mentions}
    actors = _parties(event.actors, event, mentions, known)
    recipients = _parties(event.recipients, event, mentions, known)
    if event.type == "RETREAT":  # those released are no party
        recipients = tuple(party for party in recipients if party.cls is None or "unarmed" not in party.cls.tags)
    if not is_two_sided(event, tables) or recipients:
        return Sides(actors, recipients)
    both = len(actors) == 1 and number_of(mentions[actors[0].mention], lexicon) == "d"  # «two tribes» fight each other
    return Sides(actors[:1], actors[:1] if both else actors[1:])


def party_of(mention: Mention, event: Event, reading: Reading, tables: CodeTables, lexicon: Lexicon) -> Party:
    """A mention with its class, as if it were a party of the event."""
    return _party(mention, event, Known(tables, lexicon, _day(event, reading), _country(event, reading)))


def is_two_sided(event: Event, tables: CodeTables) -> bool:
    """Whether the parties of an event stand together as its actors."""
    return tables.plover[event.type].mutual or event.type == "RETREAT" or event.mode == "clash"


def _day(event: Event, reading: Reading) -> str | None:
    return (event.date.first if event.date else None) or reading.article.published


def _country(event: Event, reading: Reading) -> str | None:
    """The country of the first place of an event that has one."""
    places = {mention.id: mention.country for mention in reading.mentions}
    return next((places[id] for id in event.places if places.get(id)), None)


def _parties(ids: Iterable[str], event: Event, mentions: dict[str, Mention], known: Known) -> tuple[Party, ...]:
    """The parties that ids name; a collective («both sides») is its members."""
    found: list[Party] = []
    for id in ids:
        mention = mentions.get(id)
        if mention is not None:
            inside = [mentions[member] for member in mention.members if member in mentions]
            found += [_party(each, event, known) for each in inside or [mention]]
    return tuple(found)


def _party(mention: Mention, event: Event, known: Known) -> Party:
    """A mention with its class."""
    name, source, actor = _class_of(mention, known)
    if name == "state_forces" and event.type in _ON_THE_GROUND and actor and _abroad(actor, known):
        return Party(mention.id, known.tables.classes["foreign_forces"], known.tables.classes["foreign_forces"].source)
    return Party(mention.id, known.tables.classes[name] if name else None, source)


def _abroad(actor: Actor, known: Known) -> bool:
    return actor.country is not None and known.country is not None and actor.country != known.country


def _class_of(mention: Mention, known: Known) -> tuple[str | None, Source | None, Actor | None]:
    """The class of a mention by the row that tells it, and its registry entry."""
    actor = known.lexicon.actors.get(mention.entity or "")
    if actor is None or mention.kind in _OF_PEOPLE:
        words = words_in(mention.text, known.lexicon)
        for row in known.tables.party_words:
            if row.words.stands_in(words):
                return row.cls, row.source, actor
    if actor is None:
        by = "unnamed" if mention.kind == "armed_group" else "kind"
        rule = next((rule for rule in known.tables.actor_rules if (rule.by, rule.value) == (by, mention.kind)), None)
    else:
        rule = rule_of(led_by(actor, known.lexicon), known.day, known.tables, known.lexicon)
    return (rule.cls, rule.source, actor) if rule else (None, None, actor)


def tags_of(parties: Iterable[Party]) -> frozenset[str]:
    """What conditions may ask of a side: the classes of its parties and all that holds of these; «nobody», «unclear»."""
    found = list(parties)
    if not found:
        return frozenset({"nobody"})
    known = [party.cls for party in found if party.cls is not None]
    return frozenset({tag for cls in known for tag in (cls.name, *cls.tags)}) or frozenset({"unclear"})
