"""Who holds a title: the name that follows it, and whose words its holder speaks."""

from __future__ import annotations

from rawi.attribute.clauses import Speechwords, governed
from rawi.parse.grid import Grid, Placed

COMMA = "\u060c"
_NAME_REACH = 7  # words between a title and its holder's name


def named_holder(grid: Grid, title: Placed, words: Speechwords) -> Placed | None:
    """«the military spokesman of the Houthis, X»: the name that follows a bare title in its clause is who speaks."""
    if not _bare_title(title):
        return None
    sentence = grid.sentences[title.sentence]
    for placed in grid.placed[title.sentence]:
        if placed.first > title.last and placed.mention.kind == "person" and not _bare_title(placed):
            between = sentence.words[title.last + 1 : placed.first + 1]
            parted = any(w.form in words.complementizers or ":" in w.gap or COMMA in w.gap for w in between)
            alone = len(between) <= _NAME_REACH and not parted and governed(sentence, placed.first, words) is None
            return placed if alone else None
    return None


def _bare_title(placed: Placed) -> bool:
    """A person by a title alone, of whom no registry knows the name."""
    evidence = placed.mention.evidence
    return (
        placed.mention.kind == "person"
        and placed.mention.entity is None
        and evidence is not None
        and evidence.rule.startswith("titles/")
        and not evidence.rule.endswith("+name")
    )


def behalf_of(grid: Grid, speaker: Placed) -> str | None:
    """Whose words a spokesman, minister or ambassador speaks: the body or state named inside his title."""
    if speaker.mention.kind != "person":
        return None
    inside = (p for p in grid.placed[speaker.sentence] if p is not speaker and speaker.first <= p.first and p.last <= speaker.last)
    return next((p.mention.id for p in inside if p.mention.kind in _BODIES), None)


_BODIES = frozenset({"state", "government", "military", "armed_group", "igo", "ngo"})
