"""Stance: what the cue commits to, raised by the first words of the content (a plain «said» that demands is a demand)."""

from __future__ import annotations

from rawi.lexicon.rows import Trigger
from rawi.parse import Sentence
from rawi.parse.context import fires
from rawi.records import Span

_RAISES = {"REQUEST": "demand", "THREATEN": "threaten"}
_REACH = 7


def raised_stance(stance: str, sentence: Sentence, content: Span) -> str:
    """The stance of a statement with this content."""
    if stance not in ("neutral", "assert"):
        return stance
    inside = [at for at, word in enumerate(sentence.words) if content.start <= word.start < content.end][:_REACH]
    for at in inside:
        for hit in sentence.at[at]:
            item = hit.entry.item
            if isinstance(item, Trigger) and item.type in _RAISES and fires(hit, sentence, item.needs, item.blocks):
                return _RAISES[item.type]
    return stance
