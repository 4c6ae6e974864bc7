"""A Reading → what counts are made of: its counted events, who and where they tie, who is called what, and whose article it is.

A private person is no subject: whoever is a person and in no registry stands under one key for all of them, and only as a source.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from rawi.fold import fold_word
from rawi.lexicon import Lexicon
from rawi.outlets import Outlet
from rawi.records import Article, Attribution, Event, Mention, Reading
from rawi.store.projection import COUNTED_FROM
from rawi.store.tally_tables import DOER, PLACE, SOURCE, SUFFERER

ACTOR, OUTLET, NAME, PLACED = "actor", "outlet", "name", "place"
NAMELESS = "~"
"""Before the folded words of whoever no registry knows; alone, a source that is not named at all."""
SOMEBODY = "~person"
"""The key of all persons that no registry knows."""
A_WEEK = 6  # days from the first to the last
_SIDES = {"N": "north", "S": "south", "E": "east", "W": "west", "NE": "northeast", "NW": "northwest", "SE": "southeast", "SW": "southwest"}


class Subject(NamedTuple):
    """Somebody or something that is counted; the columns of ``SubjectRow``."""

    kind: str
    key: str
    sort: str = ""
    name_ar: str = ""
    name_en: str | None = None
    country: str | None = None
    province: str | None = None
    lat: float | None = None
    lon: float | None = None
    km: float | None = None
    area: int = 0


@dataclass(frozen=True, slots=True)
class Counted:
    """One counted event with its subjects by role."""

    event: Event
    day: str | None
    ties: tuple[tuple[str, Subject], ...]


@dataclass(frozen=True, slots=True)
class Tallied:
    """What an article gives to the counts; ``called``: (actor, name, what the name conveys) → how often."""

    outlet: Subject
    published: str | None
    events: tuple[Counted, ...]
    called: dict[tuple[Subject, Subject, str], int]

    def subjects(self) -> Iterator[Subject]:
        """Everybody and everything it counts, some more than once."""
        yield self.outlet
        yield from (subject for event in self.events for _, subject in event.ties)
        yield from (subject for actor, name, _ in self.called for subject in (actor, name))


def tallied(reading: Reading, outlet: Outlet | None, lexicon: Lexicon) -> Tallied:
    """What a reading gives to the counts."""
    mentions = {mention.id: mention for mention in reading.mentions}
    said = {attribution.id: attribution for attribution in reading.attributions}
    published = reading.article.published
    counted = (event for event in reading.events if event.score >= COUNTED_FROM and event.same_as is None)
    events = tuple(Counted(event, day_of(event, published), tuple(_ties(event, mentions, said, lexicon))) for event in counted)
    return Tallied(outlet_subject(reading.article, outlet), published, events, _called(reading.mentions))


def day_of(event: Event, published: str | None) -> str | None:
    """The day that an event is counted on; see ``TallyRow``."""
    told = event.date
    if told is None or (told.precision == "open" and told.first):
        return published
    if not told.first or not told.last:
        return None
    try:
        length = (date.fromisoformat(told.last) - date.fromisoformat(told.first)).days
    except ValueError:
        return None
    return told.first if 0 <= length <= A_WEEK else None


def outlet_subject(article: Article, outlet: Outlet | None) -> Subject:
    """Whose article it is: an outlet that is known, the name that it gives itself, or (an empty key) nobody's that is told."""
    if outlet is not None:
        return Subject(OUTLET, outlet.id, outlet.kind, outlet.name_ar, outlet.name_en, outlet.country)
    name = " ".join((article.outlet or "").split())
    return Subject(OUTLET, f"{NAMELESS}{fold_word(name)}" if name else "", "", name)


def _ties(event: Event, mentions: dict[str, Mention], said: dict[str, Attribution], lexicon: Lexicon) -> Iterator[tuple[str, Subject]]:
    """Each subject of an event once in each role."""
    found = [(DOER, subject) for subject in _parties(event.actors, mentions)]
    found += [(SUFFERER, subject) for subject in _parties(event.recipients, mentions)]
    found += [(SOURCE, subject) for subject in _sources(said.get(event.attribution or ""), mentions)]
    found += [(PLACE, place_subject(mentions[id], lexicon)) for id in event.places if id in mentions and mentions[id].lat is not None]
    return iter({(role, subject.key): (role, subject) for role, subject in found}.values())


def _parties(ids: Iterable[str], mentions: dict[str, Mention]) -> Iterator[Subject]:
    """Who stands behind mentions: the members of «both sides» in place of the words."""
    for id in ids:
        meant = [member for member in mentions[id].members or (id,) if member in mentions] if id in mentions else []
        yield from (actor_subject(mentions[member]) for member in meant if not _is_private(mentions[member]))


def _sources(attribution: Attribution | None, mentions: dict[str, Mention]) -> Iterator[Subject]:
    """On whose word an event stands; nobody for the outlet's own."""
    if attribution is None:
        return
    speakers = [mentions[id] for id in (attribution.speaker, *attribution.co_speakers) if id in mentions]
    if not speakers:
        yield Subject(ACTOR, NAMELESS, "people")
    for mention in speakers:
        yield Subject(ACTOR, SOMEBODY, "people") if _is_private(mention) else actor_subject(mention)


def _is_private(mention: Mention) -> bool:
    return mention.kind == "person" and mention.entity is None


def actor_subject(mention: Mention) -> Subject:
    """Whom a mention names: the registry's entry, else its words."""
    key = mention.entity or f"{NAMELESS}{fold_word(_plain(mention.text))}"
    name = mention.name_ar if mention.entity else None
    return Subject(ACTOR, key, mention.kind, name or _plain(mention.text), mention.name_en, mention.country)


def place_subject(mention: Mention, lexicon: Lexicon) -> Subject:
    """Which place a mention names; an area beside a place, or something inside it, is a place of its own."""
    where = (mention.country, mention.admin1, mention.lat, mention.lon, mention.precision_km or 1.0)
    if mention.relation is None:
        key = mention.entity or f"{NAMELESS}{fold_word(_plain(mention.text))}"
        return Subject(PLACED, key, "place", mention.name_ar or _plain(mention.text), mention.name_en, *where, area=0)
    key = f"{mention.relation} {NAMELESS}{fold_word(_plain(mention.text))}"
    return Subject(PLACED, key, "area", _plain(mention.text), _beside(mention.relation, lexicon), *where, area=1)


def _beside(relation: str, lexicon: Lexicon) -> str | None:
    """«north of Sanaa», of the relation «N of place/ye-sanaa»."""
    way, _, anchor = relation.rpartition(" ")
    place = lexicon.places.get(anchor)
    word, _, joint = way.partition(" ")
    return f"{_SIDES.get(word, word)} {joint} {place.name_en}" if place else None


def _called(mentions: Iterable[Mention]) -> dict[tuple[Subject, Subject, str], int]:
    """By which names the actors of the registry are called."""
    named = (m for m in mentions if m.entity is not None and m.kind not in ("place", "agreement"))
    words = ((actor_subject(m), _plain(m.text), m.loaded or "") for m in named)
    return dict(Counter((actor, Subject(NAME, fold_word(name), "", name), loaded) for actor, name, loaded in words))


def _plain(words: str) -> str:
    return " ".join(words.split())
