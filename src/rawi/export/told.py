"""What an export says of one event beside its codes: the sentence, an English gloss, on whose word, where and when."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from rawi.demo.gloss import gloss_event
from rawi.demo.names import name_ar, name_en
from rawi.records import Attribution, Event, Mention, Reading


@dataclass
class Told:
    """One event of a Reading, looked at for an export."""

    event: Event
    reading: Reading

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
