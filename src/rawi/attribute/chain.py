"""The isnad: through whom a statement came, from the nearest to the speaker outwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rawi.attribute.clauses import Speechwords
from rawi.attribute.speaker import speaks
from rawi.attribute.telling import Found, Telling
from rawi.lexicon.inflect import FINITE
from rawi.parse import Hit
from rawi.parse.grid import Grid, Placed
from rawi.records import Attribution, ChainLink, Span

LI, FI = "\u0644", "\u0641\u064a"
_DOCUMENT_REACH = 10


def medium_of(grid: Grid, number: int, hit: Hit, found: Found, words: Speechwords) -> tuple[Placed, ...]:
    """The outlets that carried the statement, after the cue or before it: one that was spoken to («told al-Watan», «in an interview
    with X») and one that passed its words on («in remarks that Reuters carried»)."""
    told, passed = [], []
    for placed in grid.outer[number]:
        if (
            placed.mention.kind != "media"
            or placed is found.speaker
            or placed in found.others
            or abs(placed.first - hit.last) > _MEDIUM_REACH
        ):
            continue
        previous = grid.sentences[number].words[placed.first - 1].host if placed.first else ""
        if previous in words.carries:
            passed.append(placed)
        elif _receives(grid, number, placed) or _informed(grid, number, hit, found, placed, words):
            told.append(placed)
    return (*told[:1], *passed[:1])


_MEDIUM_REACH = 16  # words


def _informed(grid: Grid, number: int, hit: Hit, found: Found, placed: Placed, words: Speechwords) -> bool:
    """«X informed the agency that …»: the outlet is the object right after the subject."""
    informs = grid.sentences[number].words[hit.first].host in words.informs
    return informs and found.speaker is not None and 0 < placed.first - found.speaker.last <= 2


def _receives(grid: Grid, number: int, placed: Placed) -> bool:
    """The outlet is spoken to: «to» as a clitic or word, «with», «on»."""
    sentence = grid.sentences[number]
    before = sentence.words[placed.first].before
    previous = sentence.words[placed.first - 1].form if placed.first else ""
    return before.endswith(LI) or previous in ("\u0645\u0639", "\u0639\u0628\u0631", "\u0639\u0644\u064a", "\u0627\u0644\u064a")


def transferred(
    grid: Grid, number: int, hit: Hit, found: Found, words: Speechwords, aside: Hit | None = None
) -> tuple[Found, tuple[Placed, ...]]:
    """«agency X quoted Y», «agency X said, quoting Y (the ``aside``), that»: Y speaks, X carries."""
    if found.speaker is None or not (_transfers(grid, number, hit, words) or (aside and found.speaker.mention.kind == "media")):
        return found, ()
    after = aside.last - 1 if aside else found.speaker.last
    for placed in grid.outer[number]:
        previous = grid.sentences[number].words[placed.first - 1].form if placed.first else ""
        if placed.first > after and previous in words.about and speaks(placed):
            inner = _saying_of(grid, number, placed, words)
            return (
                (Found(inner, (), "transferred"), (placed, found.speaker))
                if inner
                else (Found(placed, (), "transferred"), (found.speaker,))
            )
    return found, ()


def _transfers(grid: Grid, number: int, hit: Hit, words: Speechwords) -> bool:
    return grid.sentences[number].words[hit.first].host in words.transfer


def _saying_of(grid: Grid, number: int, placed: Placed, words: Speechwords) -> Placed | None:
    """«quoted agency Y's saying of Z»: Z, where the noun of saying follows Y and Z follows the noun."""
    at = placed.last + 1
    sentence = grid.sentences[number]
    if at >= len(sentence.words) or sentence.words[at].host not in words.saying:
        return None
    return next((p for p in grid.outer[number] if p.first == at + 1 and speaks(p)), None)


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
        if at == hit.last + 1 and any(h.entry.form is not None and h.entry.form.tense in FINITE for h in sentence.at[at]):
            continue  # «as she reported», spelled as a «report» is
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


def through_credits(text: str, grid: Grid, found: Iterable[Attribution], credited: Sequence[Span]) -> tuple[Attribution, ...]:
    """The statements with the article's credit as the outermost link of those that no other holds, unless it speaks or carries already."""
    made = tuple(found)
    for span in credited:
        near = grid.placed[grid.sentence_at(span.start)] if grid.sentences else ()
        placed = next((p for p in near if p.mention.start < span.end and span.start < p.mention.end), None)
        last = ChainLink(placed.mention.id if placed else None, "medium", span.of(text))
        made = tuple(a if a.within or _names(a, last, grid) else replace(a, chain=(*a.chain, last)) for a in made)
    return made


def _names(said: Attribution, last: ChainLink, grid: Grid) -> bool:
    """The speaker or a link of the statement is the one credited."""
    entity = _entity(last.mention, grid)
    known = {_entity(id, grid) for id in (said.speaker, *(link.mention for link in said.chain)) if id}
    texts = {link.text for link in said.chain} | ({grid.by_id[said.speaker].mention.text} if said.speaker else set())
    return last.text in texts or (entity is not None and entity in known)


def _entity(id: str | None, grid: Grid) -> str | None:
    return grid.by_id[id].mention.entity if id else None
