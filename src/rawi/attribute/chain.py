"""The isnad: through whom a statement came, from the nearest to the speaker outwards."""

from __future__ import annotations

from rawi.attribute.clauses import Speechwords
from rawi.attribute.speaker import Found, Telling, speaks
from rawi.parse import Hit
from rawi.parse.grid import Grid, Placed
from rawi.records import ChainLink

LI, FI = "\u0644", "\u0641\u064a"
_DOCUMENT_REACH = 10


def medium_of(grid: Grid, number: int, hit: Hit, found: Found) -> tuple[Placed, ...]:
    """The outlets that carried the statement: «told al-Watan», «in an interview with X», after the cue or before it."""
    carried = []
    for placed in grid.outer[number]:
        if placed.mention.kind != "media" or placed is found.speaker or placed in found.others:
            continue
        if abs(placed.first - hit.last) <= 16 and _receives(grid, number, placed):
            carried.append(placed)
    return tuple(carried[:1])


def _receives(grid: Grid, number: int, placed: Placed) -> bool:
    """The outlet is spoken to: «to» as a clitic or word, «with», «on»."""
    sentence = grid.sentences[number]
    before = sentence.words[placed.first].before
    previous = sentence.words[placed.first - 1].form if placed.first else ""
    return before.endswith(LI) or previous in ("\u0645\u0639", "\u0639\u0628\u0631", "\u0639\u0644\u064a", "\u0627\u0644\u064a")


def transferred(grid: Grid, number: int, hit: Hit, found: Found, words: Speechwords) -> tuple[Found, tuple[Placed, ...]]:
    """«agency X quoted Y»: Y speaks, X carries; «quoting Y» has Y follow."""
    if grid.sentences[number].words[hit.first].host not in words.transfer or found.speaker is None:
        return found, ()
    after = found.speaker.last
    for placed in grid.outer[number]:
        previous = grid.sentences[number].words[placed.first - 1].form if placed.first else ""
        if placed.first > after and previous in words.about and speaks(placed):
            return Found(placed, (), "transferred"), (found.speaker,)
    return found, ()


def carry(telling: Telling, found: Found, carried: tuple[Placed, ...]) -> tuple[Placed, ...]:
    """The chain of a statement; a speaker keeps the medium of his earlier words in the article."""
    if found.speaker is None:
        return carried
    key = found.speaker.mention.entity or found.speaker.mention.id
    if carried:
        telling.carriers[key] = carried
    return carried or telling.carriers.get(key, ())


def documents(grid: Grid, number: int, hit: Hit, text: str, words: Speechwords) -> tuple[ChainLink, ...]:
    """The document that carries the words: «a statement said», «said in a statement», soon after the cue."""
    sentence = grid.sentences[number]
    for at in range(hit.last + 1, min(len(sentence.words), hit.last + _DOCUMENT_REACH)):
        word = sentence.words[at]
        if word.host in words.documents and (at == hit.last + 1 or word.before or sentence.words[at - 1].form == FI):
            return (ChainLink(None, "document", text[word.start + len(word.before) : word.end]),)
    return ()


def link(placed: Placed) -> ChainLink:
    """A carrier as a link of the chain."""
    role = (
        "medium"
        if placed.mention.kind == "media"
        else "unnamed"
        if placed.mention.kind == "people"
        else "spokesman"
        if placed.mention.kind == "person"
        else "institution"
    )
    return ChainLink(placed.mention.id, role, placed.mention.text)
