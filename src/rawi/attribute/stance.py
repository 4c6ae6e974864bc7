"""Stance: what the cue commits to, raised by the first words of the content (a plain «said» that demands is a demand)."""

from __future__ import annotations

from rawi.lexicon.rows import Trigger
from rawi.parse import Sentence
from rawi.parse.context import fires
from rawi.records import Span

SEEN = "\u0633"
_OWN_ACTS = frozenset({"ASSAULT", "COERCE", "SANCTION"})  # «we shall strike» threatens
_RAISES = {"REQUEST": ("demand", 7), "THREATEN": ("threaten", 4)}


def raised_stance(stance: str, sentence: Sentence, content: Span) -> str:
    """The stance of a statement with this content."""
    if stance not in ("neutral", "assert"):
        return stance
    inside = [at for at, word in enumerate(sentence.words) if content.start <= word.start < content.end]
    for distance, at in enumerate(inside[:7]):
        for hit in sentence.at[at]:
            item = hit.entry.item
            if (
                isinstance(item, Trigger)
                and item.type in _RAISES
                and distance < _RAISES[item.type][1]
                and fires(hit, sentence, item.needs, item.blocks)
            ):
                return _RAISES[item.type][0]
            if (
                isinstance(item, Trigger)
                and item.type in _OWN_ACTS
                and SEEN in hit.before
                and hit.entry.form is not None
                and hit.entry.form.person == "1"
            ):
                return "threaten"
    return stance
