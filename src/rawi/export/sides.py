"""Who stands on each side of an event, as ACLED names actors: the registry's name, or what ACLED calls those without one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rawi.codes.acled import Label
from rawi.codes.actors import led_by
from rawi.codes.parties import Party
from rawi.codes.rows import ActorClass
from rawi.codes.words import words_in
from rawi.export.told import Told
from rawi.records import Mention

# Who agrees, talks or releases is told by the article's own words: «the parties» are no unidentified gunmen.
_TALKS = frozenset({"AGREE", "CONSULT", "RETREAT"})


class Side(NamedTuple):
    """One side: ACLED's actor (None where nobody is told) and those associated with it."""

    actor: str | None
    associated: tuple[str, ...] = ()


def sides_as_told(told: Told) -> tuple[Side, Side]:
    """Both sides by the names of the records alone, for an event that ACLED has no place for."""
    event = told.event
    actors, recipients = told.names(event.actors), told.names(event.recipients)
    if not recipients and told.two_sided:
        return _first(actors[:1]), _first(actors[1:])
    return _first(actors), _first(recipients)


def sides_of(told: Told) -> tuple[Side, Side]:
    """Both sides as ACLED names them; those of `sides_as_told` where it has no place for the event."""
    if told.labels is None:
        return sides_as_told(told)
    doer, victim = told.labels
    doers, victims = told.scene.sides
    one, two = _side(doer, doers, told), _side(victim, victims, told)
    return one, two


def _first(names: Sequence[str]) -> Side:
    return Side(names[0] if names else None, tuple(names[1:]))


def _side(label: Label, parties: Sequence[Party], told: Told) -> Side:
    """The side of a label: its actor first, then whoever else stands there."""
    if label.cls is None and not label.unsure:
        return Side(None)
    first = next((party for party in parties if party.mention == label.mention), None)
    others = [party for party in parties if party is not first]
    named = _named(label.cls, first, told)
    crowd = label.cls is not None and "unarmed" in label.cls.tags
    beside = [*_beside(named, first, told), *(name for party in others for name in _all_of(party, crowd, told))]
    return Side(named, tuple(name for name in dict.fromkeys(beside) if name != named))


def _all_of(party: Party, crowd: bool, told: Told) -> list[str]:
    """Another party of a side, with what is associated with it; in a crowd the unarmed are the crowd itself."""
    named = None if crowd and party.cls and "unarmed" in party.cls.tags else _named(party.cls, party, told)
    return [name for name in (named, *_beside(named, party, told)) if name]


def _named(cls: ActorClass | None, party: Party | None, told: Told) -> str | None:
    """ACLED's name of a party: an armed one's own, else its class's («Civilians (Syria)»)."""
    mention = told.mentions.get(party.mention) if party else None
    actor = told.lexicon.actors.get(mention.entity or "") if mention else None
    unarmed = cls is not None and "unarmed" in cls.tags
    if actor is not None and not unarmed:
        return led_by(actor, told.lexicon).name_en
    if cls is not None and cls.unnamed and is_told_plainly(cls, told):
        return cls.unnamed.format(country=country_name(told)) if country_name(told) else cls.unnamed.partition(" (")[0]
    return told.names((mention.id,))[0] if mention else None


def _beside(named: str | None, party: Party | None, told: Told) -> list[str]:
    """Whom ACLED would name beside a party: the group of civilians its words tell, the registry's name where ACLED's took its place."""
    mention = told.mentions.get(party.mention) if party else None
    if mention is None or party is None:
        return []
    if mention.entity:
        own = told.lexicon.actors.get(mention.entity)
        return [own.name_en] if own and own.name_en != named and own.kind != "person" else []
    country = country_name(told)
    groups = groups_of((mention,), told) if party.cls and "unarmed" in party.cls.tags else ()
    return [f"{group} ({country})" if country else group for group in groups]


def is_told_plainly(cls: ActorClass | None, told: Told) -> bool:
    """Whether people of a class without a name may be called by the class alone."""
    return cls is not None and ("unarmed" in cls.tags or told.event.type not in _TALKS)


def groups_of(mentions: Iterable[Mention], told: Told) -> Iterator[str]:
    """The groups of civilians that words of mentions tell («Journalists»)."""
    for mention in mentions:
        words = words_in(mention.text, told.lexicon)
        yield from (row.name for row in told.scene.tables.groups if row.words.stands_in(words))


def country_name(told: Told) -> str | None:
    """The country it happened in, as ACLED writes it."""
    country = told.lexicon.countries.get(told.country or "")
    codes = told.scene.tables.countries.get(told.country or "")
    return (codes.acled_name if codes else None) or (country.name_en if country else None)
