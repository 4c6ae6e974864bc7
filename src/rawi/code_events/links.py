"""Links between two acts of a sentence as the text claims them: response, cause, condition, trade-off."""

from __future__ import annotations

from collections.abc import Sequence

from rawi.code_events.rolewords import Rolewords
from rawi.parse.grid import Grid
from rawi.parse.words import Word
from rawi.records import Event, Link, Quote


def find_links(text: str, grid: Grid, number: int, events: Sequence[Event], words: Rolewords) -> list[Link]:
    """The links of one sentence: the nearest act on each side of a cue, the antecedent told by the cue's side."""
    if len(events) < 2:
        return []
    links: list[Link] = []
    sentence = grid.sentences[number]
    for at, word in enumerate(sentence.words):
        if word.form not in words.link_starts and word.host not in words.link_starts:
            continue
        found = _cue_at(sentence.words, at, words)
        if found is None:
            continue
        length, (kind, side) = found
        start, end = word.start + len(word.before), sentence.words[at + length - 1].end
        before = [e for e in events if e.trigger.end <= start]
        after = [e for e in events if e.trigger.start >= end]
        if before and after and not any(link.cue.start <= start < link.cue.end for link in links):
            cause, effect = (after[0], before[-1]) if side == "after" else (before[-1], after[0])
            links.append(Link(f"l{start}-{end}", kind, Quote(start, end, text[start:end]), cause.id, effect.id, effect.attribution))
    return links


def _cue_at(row: Sequence[Word], at: int, words: Rolewords) -> tuple[int, tuple[str, str]] | None:
    """Length in words and (kind, side) of the longest link cue at a word."""
    for length in (3, 2, 1):
        if at + length > len(row):
            continue
        rest = "".join([f" {w.form}" for w in row[at + 1 : at + length]])
        for begin in (row[at].form, row[at].host):
            phrase = begin + rest
            if phrase in words.link_words:
                kind, _, side = words.link_words[phrase].partition(" ")
                return length, (kind, side)
    return None
