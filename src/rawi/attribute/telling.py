"""Who spoke last in an article and through whom, and who was found to speak."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rawi.parse import Hit, Sentence
from rawi.parse.grid import Placed
from rawi.records import Span

_OBJECT_REACH = 7  # words


@dataclass(slots=True)
class Telling:
    """Who spoke last in the article and through whom, so that «he added» carries on."""

    speaker: Placed | None = None
    co_speakers: tuple[Placed, ...] = ()
    sentence: int = -9
    cue: Hit | None = None
    cue_sentence: Sentence | None = None
    content_first: int = 0
    covered: Span | None = None
    near: tuple[Placed, tuple[Placed, ...]] | None = None
    carriers: dict[str, tuple[Placed, ...]] = field(default_factory=dict)

    def note(self, cue: Hit, number: int, speaker: Placed, others: tuple[Placed, ...], sentence: Sentence, content: Sequence[Span]) -> None:
        """Remember the statement just made; one inside the content of the statement before it does not take the word from its speaker."""
        if not self.covered or not self.covered.start <= cue.start < self.covered.end:
            self.speaker, self.co_speakers, self.covered = speaker, others, Span(content[0].start, content[-1].end)
        self.near, self.sentence, self.cue, self.cue_sentence = (speaker, others), number, cue, sentence
        self.content_first = next((at for at, word in enumerate(sentence.words) if word.end > content[0].start), 0)

    def holds(self, sentence: Sentence, noun: Hit) -> bool:
        """«voiced his worry», «made statements»: the noun is the object of the verb of speech right before it, which holds the statement."""
        cue = self.cue
        if cue is None or self.cue_sentence is not sentence or cue.entry.form is None or cue.entry.form.tense not in ("past", "present"):
            return False
        colon = any(":" in sentence.words[at].gap for at in range(cue.last + 1, noun.first + 1))
        return 0 < noun.first - cue.last <= _OBJECT_REACH and not colon and self.content_first >= noun.first


@dataclass(frozen=True, slots=True)
class Found:
    """A speaker with others who speak with him, and the name of the rule."""

    speaker: Placed | None
    others: tuple[Placed, ...]
    rule: str
