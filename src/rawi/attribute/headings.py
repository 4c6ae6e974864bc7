"""Headings and paragraphs that name a speaker before a colon: «Analysts: …»."""

from __future__ import annotations

from rawi.attribute.chain import link
from rawi.attribute.speaker import LI, speaks
from rawi.parse import Sentence
from rawi.parse.grid import Grid, Placed
from rawi.records import Attribution, Cue, Evidence, Span

_SHORTEST = 3  # words; less after a colon is a dateline or a byline
_HEADINGS = frozenset({"title", "subhead"})


def headed(text: str, grid: Grid, number: int) -> Attribution | None:
    """The statement of a heading or paragraph whose first words are a speaker and a colon; the colon is the cue."""
    sentence = grid.sentences[number]
    if not grid.outer[number]:
        return None
    speaker = grid.outer[number][0]
    if sentence.role not in _HEADINGS and not _begins_paragraph(grid, number, speaker):
        return None
    medium = _told(grid, number, speaker)
    after = (medium or speaker).last + 1
    if (
        len(sentence.words) - after < _SHORTEST
        or speaker.first > 1
        or not speaks(speaker)
        or after >= len(sentence.words)
        or ":" not in sentence.words[after].gap
    ):
        return None
    return _said(text, sentence, speaker, medium, after)


def _said(text: str, sentence: Sentence, speaker: Placed, medium: Placed | None, after: int) -> Attribution:
    """The words from ``after`` on as the speaker's."""
    at = text.index(":", (medium or speaker).mention.end)
    content = Span(sentence.words[after].start, sentence.words[-1].end)
    cue = Cue(at, at + 1, text[at : at + 1], None)
    spans = (Span(at, at + 1), Span(speaker.mention.start, speaker.mention.end))
    return Attribution(
        f"a{at}-{at + 1}",
        cue,
        speaker.mention.id,
        (),
        None,
        (link(medium),) if medium else (),
        None,
        "indirect",
        "neutral",
        (content,),
        Evidence("headings/colon", spans),
    )


def _begins_paragraph(grid: Grid, number: int, speaker: Placed) -> bool:
    """The speaker, no country, is the first word of a paragraph."""
    first = number == 0 or grid.sentences[number - 1].line != grid.sentences[number].line
    return first and speaker.first == 0 and speaker.mention.kind != "state"


def _told(grid: Grid, number: int, speaker: Placed) -> Placed | None:
    """The outlet right after the speaker that he spoke to: «a security source to al-Mayadeen: …»."""
    following = next((p for p in grid.outer[number] if p.first == speaker.last + 1), None)
    spoken_to = following is not None and grid.sentences[number].words[following.first].before.endswith(LI)
    return following if following is not None and spoken_to and following.mention.kind == "media" else None
