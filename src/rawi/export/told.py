"""What an export says of one event: its codes and sides, the sentence, an English gloss, on whose word, where and when."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property

from rawi.codes import Codes
from rawi.codes.acled import Label, labels_of
from rawi.codes.derive import codes_of
from rawi.codes.parties import Party, is_two_sided, party_of
from rawi.codes.precision import place_of
from rawi.codes.scene import Scene, scene_of
from rawi.codes.tables import load_codes
from rawi.demo.gloss import gloss_event
from rawi.demo.names import name_ar, name_en
from rawi.lexicon import Lexicon, load_lexicon
from rawi.records import Attribution, Event, Mention, Reading


@dataclass
class Told:
    """One event of a Reading, looked at for an export; ``made``: when the reading was made (ISO, UTC), None where nobody kept it."""

    event: Event
    reading: Reading
    made: str | None = None
    lexicon: Lexicon = field(default_factory=load_lexicon)

    @cached_property
    def scene(self) -> Scene:
        """The event with its sides, as the codes are derived from it."""
        return scene_of(self.event, self.reading, load_codes(self.lexicon.folder), self.lexicon)

    @cached_property
    def codes(self) -> Codes:
        """What `rawi codes` gives."""
        return codes_of(self.scene, self.event)

    @cached_property
    def labels(self) -> tuple[Label, Label] | None:
        """Both sides as ACLED labels them; None where ACLED has no place for the event."""
        return labels_of(self.scene) if self.codes.acled_event_type else None

    @property
    def two_sided(self) -> bool:
        """Whether all parties stand together as actors («A met B»)."""
        return is_two_sided(self.event, self.scene.tables)

    def party(self, id: str | None) -> Party | None:
        """Any mention of the reading with its class, as if it were a party of the event."""
        scene, mention = self.scene, self.mentions.get(id or "")
        return party_of(mention, scene.event, scene.reading, scene.tables, scene.lexicon) if mention else None

    @cached_property
    def place(self) -> Mention | None:
        """Where it happened: the place that the precisions are about."""
        return place_of(self.event, self.reading)

    @property
    def country(self) -> str | None:
        """The ISO code of the country it happened in."""
        told = (self.place, *self.places) if self.place else self.places
        return next((place.country for place in told if place.country), None)

    @property
    def number(self) -> int:
        """A number that this record has in every export and every store: from its id, below a thousand million million."""
        return int(hashlib.sha256(self.id.encode("utf-8", "surrogatepass")).hexdigest()[:12], 16)

    @cached_property
    def mentions(self) -> dict[str, Mention]:
        """The mentions of the reading by id."""
        return {mention.id: mention for mention in self.reading.mentions}

    @property
    def id(self) -> str:
        """The record's id, which stays the same as long as the trigger's place does: the article's and the event's."""
        return f"{self.reading.article.id}#{self.event.id}"

    @property
    def sentence(self) -> str:
        """The Arabic sentence that the trigger stands in, letter for letter but for line breaks."""
        start, end = self.event.trigger.start, self.event.trigger.end
        holding = (s for s in self.reading.sentences if s.start <= start and end <= s.end)
        sentence = next(holding, None)
        words = self.reading.article.text[sentence.start : sentence.end] if sentence else self.event.trigger.text
        return " ".join(words.split())

    @property
    def gloss(self) -> str:
        """Type and roles as one English sentence."""
        return gloss_event(self.event, self.reading)

    def names(self, ids: tuple[str, ...], arabic: bool = False) -> list[str]:
        """The names of mentions, each once: the registry's, else the article's own words."""
        found = [self.mentions[id] for id in ids if id in self.mentions]
        return list(dict.fromkeys(name_ar(mention) if arabic else name_en(mention, self.mentions) for mention in found))

    def words(self, ids: tuple[str, ...]) -> list[str]:
        """The article's own words for mentions, each once."""
        return list(dict.fromkeys(" ".join(self.mentions[id].text.split()) for id in ids if id in self.mentions))

    @cached_property
    def places(self) -> list[Mention]:
        """The places of the event, those where it happened first."""
        roles = (*self.event.place_roles, *("at",) * len(self.event.places))
        known = [(role, self.mentions[id]) for id, role in zip(self.event.places, roles, strict=False) if id in self.mentions]
        return [mention for _, mention in sorted(known, key=lambda told: told[0] != "at")]

    @cached_property
    def attribution(self) -> Attribution | None:
        """The statement that the event stands in."""
        return next((found for found in self.reading.attributions if found.id == self.event.attribution), None)

    @property
    def speakers(self) -> list[str]:
        """On whose word: the speakers' names."""
        said = self.attribution
        return self.names(tuple(id for id in (said.speaker, *said.co_speakers) if id)) if said else []

    @property
    def chain(self) -> list[str]:
        """Through whom it came, from the nearest to the speaker outwards; the outlet itself is left out."""
        links = self.attribution.chain if self.attribution else ()
        return [
            self.names((link.mention,))[0] if link.mention in self.mentions else link.text for link in links if link.text or link.mention
        ]

    @property
    def deaths(self) -> str:
        """The killed as the article counts them, bounds and all; empty where it does not say. No part is added to its whole."""
        told = [f for f in self.reading.figures if f.id in self.event.figures and f.measure == "killed" and not f.part_of]
        return "; ".join(" ".join(figure.text.split()) for figure in told)
