"""Persons: registry names, title + nationality + name, offices at the article's date, unnamed holders of a title."""

from __future__ import annotations

from collections.abc import Iterator

from rawi.lexicon.inflect import ARTICLE
from rawi.lexicon.rows import ActorName, Office, Title
from rawi.parse import Hit, Sentence
from rawi.recognise.adjectives import adjective_reading, qualifies
from rawi.recognise.candidates import Proposal, Reached, Scene, bare_title
from rawi.recognise.complement import complement, name_at
from rawi.records import Candidate as Option

_OPENING = ('"', "“", "”", "«", "»")
_LONGEST_NAME = 4


def propose_persons(scene: Scene, number: int) -> Iterator[Proposal]:
    """Persons of one sentence, in order of words."""
    sentence = scene.sentences[number]
    for title in sentence.heads.get("titles", ()):
        index = title.first
        rank = qualifies(scene, sentence, index) and not _before_name(scene, sentence, title)
        if not rank and not _numbered(sentence, title) and not _preposition(scene, sentence, index, title):
            yield from _titled(scene, number, index, title)


def _before_name(scene: Scene, sentence: Sentence, title: Hit) -> bool:
    """A personal name follows a title, so that it is no adjective of the noun before it («the coalition's spokesman, Colonel …»)."""
    following = title.last + 1
    return following < len(sentence.words) and sentence.words[following].host in scene.lexicon.words.of_persons


def _numbered(sentence: Sentence, title: Hit) -> bool:
    """A figure follows: «brigade 20», spelled like the rank."""
    following = sentence.words[title.last + 1] if title.last + 1 < len(sentence.words) else None
    return following is not None and following.form.isdigit() and not following.gap


def _preposition(scene: Scene, sentence: Sentence, index: int, title: Hit) -> bool:
    """The letters of a one-word title are a preposition here («amam», before, folds like «imam»)."""
    return (
        title.last == index
        and sentence.words[index].form in scene.lexicon.particles.get("locative", frozenset()) | scene.linkers["place_before"]
    )


def _titled(scene: Scene, number: int, index: int, title: Hit) -> Iterator[Proposal]:
    """A title: with a name after it the name is the mention, else the title with its complement."""
    sentence = scene.sentences[number]
    item = title.entry.item
    assert isinstance(item, Title)
    if bare_title(item.title) in scene.linkers["counterpart"]:
        reached = complement(scene, sentence, title.last + 1, frozenset())
    else:
        reached = complement(scene, sentence, title.last + 1)
    if adjective_reading(sentence, title, reached):
        return
    after = reached.last + 1
    if _known_person(sentence, after) or _known_person(sentence, title.last + 1):
        return
    name = unknown_name(scene, sentence, after)
    if name is not None:
        first, last = name
        yield scene.proposal(number, first, last, "person", f"{item.rule}+name", nation=reached.nation, priority=3, nests=True)
    elif reached.last > title.last or _definite(sentence, index, title):
        yield _office(scene, number, index, title, reached)


def _known_person(sentence: Sentence, index: int) -> bool:
    """A person of the registry begins at the word."""
    hit = name_at(sentence, index)
    return hit is not None and isinstance(hit.entry.item, ActorName) and hit.entry.item.actor.kind == "person" and not hit.before


def _definite(sentence: Sentence, index: int, title: Hit) -> bool:
    """A title alone names somebody when it has an article or an owner, or is the subject of a verb right before it."""
    spoken = index > 0 and any(h.entry.form is not None and h.entry.form.tense in ("past", "present") for h in sentence.at[index - 1])
    article = any(w.host.startswith(ARTICLE) for w in sentence.words[index : title.last + 1])
    return spoken or article or bool(sentence.words[title.last].cuts[0].after)


def _office(scene: Scene, number: int, index: int, title: Hit, reached: Reached) -> Proposal:
    """A title that stands for its holder, resolved by the publication day; «the two presidents, the X and the Y» is no one of them."""
    item = title.entry.item
    assert isinstance(item, Title)
    meant = _title_meant(scene, number, index, item.title)
    holders = [o for nation in (reached.nation, *reached.others) for o in holders_of(scene, meant, nation)]
    entity = holders[0].holder if len({o.holder for o in holders}) == 1 and not reached.others else None
    options = () if entity else tuple(Option(o.holder, round(1 / len(holders), 3)) for o in holders[:5])
    return scene.proposal(
        number,
        index,
        reached.last,
        "person",
        item.rule,
        entity=entity,
        options=options,
        nation=reached.nation,
        opens=True,
        priority=3 if title.last > title.first else 1,
        refers=None if entity or reached.others else "person",
    )


def _title_meant(scene: Scene, number: int, index: int, title: str) -> str:
    """The title itself; of «his counterpart» that of the person named before: by the title there, else by the office held."""
    if bare_title(title) not in scene.linkers["counterpart"]:
        return title
    sentence = scene.sentences[number]
    for at in range(index - 1, -1, -1):
        for hit in sentence.at[at]:
            item = hit.entry.item
            if isinstance(item, Title) and item.office:
                return item.title
            if isinstance(item, ActorName) and item.actor.kind == "person":
                return next(iter(sorted(scene.tables.held.get(item.actor.id, ()), key=len)), title)
    return title


def holders_of(scene: Scene, title: str, nation: str | None) -> list[Office]:
    """Who held the office at the publication day; all holders on record when the day is unknown."""
    rows = scene.tables.offices.get((bare_title(title), nation), [])
    day = scene.published
    return [o for o in rows if day is None or (o.first <= day and (o.last is None or day <= o.last))]


def unknown_name(scene: Scene, sentence: Sentence, index: int) -> tuple[int, int] | None:
    """First and last word of a name that no table knows: all within quotes, or two to four unattested words without clitics."""
    words = sentence.words
    if index >= len(words):
        return None
    if words[index].gap in _OPENING:
        return _quoted(sentence, index)
    if words[index].gap:
        return None
    last = index - 1
    while (
        last + 1 < len(words)
        and last - index + 1 < _LONGEST_NAME
        and (last < index or words[last + 1].gap in ("", "-"))
        and _unknown(scene, sentence, last + 1)
    ):
        last += 1
    return (index, last) if last - index >= 1 else None


def _quoted(sentence: Sentence, index: int) -> tuple[int, int] | None:
    """Words up to the closing mark, four at most."""
    for last in range(index, min(index + _LONGEST_NAME, len(sentence.words))):
        if last + 1 == len(sentence.words) or sentence.words[last + 1].gap:
            return index, last
    return None


def _unknown(scene: Scene, sentence: Sentence, index: int) -> bool:
    """A word that may be part of a foreign or personal name: no table, no common word, no preposition fused to it."""
    word = sentence.words[index]
    lexicon = scene.lexicon
    common = word.host not in lexicon.words.of_persons and bool(lexicon.stems.analyses(word.host))
    known = common or word.host in lexicon.words.plain or bool(sentence.at[index])
    return not known and len(word.form) > 1 and not word.form[0].isdigit()
