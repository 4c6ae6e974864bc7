"""What the article says of the agreements it names: parties, date, zone, what they provide."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from rawi.code_events.rolewords import Rolewords
from rawi.lexicon import Lexicon
from rawi.parse.grid import Grid, Placed
from rawi.records import Agreement, DateSpan, Span

_NEAR = 60


def describe_agreements(grid: Grid, dates: Sequence[DateSpan], lexicon: Lexicon, words: Rolewords) -> tuple[Agreement, ...]:
    """One record for each mention of an agreement, in text order."""
    return tuple(
        _described(grid, placed, dates, lexicon, words) for row in grid.placed for placed in row if placed.mention.kind == "agreement"
    )


def _described(grid: Grid, placed: Placed, dates: Sequence[DateSpan], lexicon: Lexicon, words: Rolewords) -> Agreement:
    mention = placed.mention
    known = lexicon.agreements.get(mention.entity or "")
    row = grid.placed[placed.sentence]
    inside = [p.mention for p in row if mention.start < p.mention.start and p.mention.end <= mention.end]
    parties = [m.id for m in inside if m.kind not in ("place", "agreement")]
    if known and not parties:
        parties = [p.mention.id for p in row if p.mention.entity in known.parties]
    after = bisect_left(dates, mention.end, key=lambda d: d.start)
    date = dates[after] if after < len(dates) and dates[after].start - mention.end <= _NEAR else None
    zone = next((m.id for m in inside if m.kind == "place"), None)
    return Agreement(mention.id, mention.entity, tuple(dict.fromkeys(parties)), date, zone, _clauses(grid, placed, words))


def _clauses(grid: Grid, placed: Placed, words: Rolewords) -> tuple[Span, ...]:
    """What follows «provides for» after the agreement, up to the end of the clause."""
    sentence = grid.sentences[placed.sentence].words
    for at in range(placed.last + 1, len(sentence)):
        if sentence[at].host in words.provisions and at + 1 < len(sentence):
            stop = next((n for n in range(at + 2, len(sentence)) if "\u060c" in sentence[n].gap), len(sentence))
            first = sentence[at + 1]
            return (Span(first.start + len(first.before), sentence[stop - 1].end),)
    return ()
