"""Headings that name a speaker before a colon: «Analysts: …»."""

from __future__ import annotations

from rawi.attribute.speaker import speaks
from rawi.parse.grid import Grid
from rawi.records import Attribution, Cue, Evidence, Span

_SHORTEST = 3  # words; less after a colon is a dateline or a byline
_HEADINGS = frozenset({"title", "subhead"})


def headed(text: str, grid: Grid, number: int) -> Attribution | None:
    """The statement of a heading whose first words are a speaker and a colon; the colon is the cue."""
    sentence = grid.sentences[number]
    if sentence.role not in _HEADINGS or not grid.outer[number]:
        return None
    speaker = grid.outer[number][0]
    after = speaker.last + 1
    if (
        len(sentence.words) - after < _SHORTEST
        or speaker.first > 1
        or not speaks(speaker)
        or after >= len(sentence.words)
        or ":" not in sentence.words[after].gap
    ):
        return None
    at = text.index(":", speaker.mention.end)
    content = Span(sentence.words[after].start, sentence.words[-1].end)
    cue = Cue(at, at + 1, text[at : at + 1], None)
    spans = (Span(at, at + 1), Span(speaker.mention.start, speaker.mention.end))
    return Attribution(
        f"a{at}-{at + 1}", cue, speaker.mention.id, (), None, (), None, "indirect", "neutral", (content,), Evidence("headings/colon", spans)
    )
