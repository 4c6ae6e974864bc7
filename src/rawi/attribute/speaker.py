"""Who speaks: the subject after the cue, before it, or carried on from the statement before."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rawi.attribute.clauses import Speechwords, governed
from rawi.attribute.holders import named_holder
from rawi.attribute.telling import Found, Telling
from rawi.fold import fold_word
from rawi.lexicon.rows import Speech
from rawi.parse import Hit, Sentence
from rawi.parse.context import coordinated as coordinated_words
from rawi.parse.grid import Grid, Placed

_SPEAKERS = frozenset({"person", "state", "government", "military", "armed_group", "igo", "ngo", "media", "people"})
_REACH_AFTER, _REACH_BEFORE, _REACH_CLOSE = 9, 12, 4
WAW, LI, COMMA = "\u0648", "\u0644", "\u060c"
_NEXT = 1  # words from a verb and its object


Rule = Callable[[Grid, int, Hit, Speechwords, Telling], Found | None]


def speaks(placed: Placed) -> bool:
    """Whether the mention is of a kind that can speak."""
    return placed.mention.kind in _SPEAKERS


def tells(placed: Placed, words: Speechwords) -> bool:
    """Whether the mention may be the subject that an elided speaker points at: no counted people («women», «three civilians»)."""
    people = placed.mention.kind == "people"
    return (
        speaks(placed)
        and not in_role(placed)
        and (not people or (placed.mention.evidence is not None and placed.mention.evidence.rule in words.sources))
    )


def in_role(placed: Placed) -> bool:
    """A nationality that qualifies a noun («the Turkish moves») is no subject of a verb."""
    return placed.mention.evidence is not None and placed.mention.evidence.rule.endswith("+role")


def subject_after(grid: Grid, number: int, hit: Hit, words: Speechwords, telling: Telling) -> Found | None:
    """Verb first: the first speaker after the verb that no preposition governs, before the content begins."""
    sentence = grid.sentences[number]
    for placed in grid.outer[number]:
        if placed.first <= hit.last:
            continue
        if placed.first - hit.last > _REACH_AFTER or _content_begins(sentence, hit.last + 1, placed.first, words):
            return None
        if speaks(placed) and not in_role(placed) and governed(sentence, placed.first, words) is None and not _genitive(sentence, placed):
            told = placed.first - hit.last <= _NEXT and (_object_case(placed, words) or disagrees(hit, placed, words))
            return None if told else Found(placed, coordinated(grid, number, placed), "subject_after")
    return None


def disagrees(hit: Hit, placed: Placed, words: Speechwords) -> bool:
    """The verb is masculine and the noun feminine, as a thing's plural is: an object, or the subject of something else."""
    form = hit.entry.form
    masculine = (
        form is not None and form.gender == "m" and form.number == "s" and not form.text.startswith(_TEH) and not form.text.endswith(_TEH)
    )
    if form is None or form.tense not in ("past", "present") or not masculine:
        return False
    head = placed.mention.text.split()[0]
    return head.endswith(_FEMININE) or fold_word(head) in words.feminine_plurals


_TEH = "\u062a"
_FEMININE = ("\u0629", "\u0627\u062a")


def _object_case(placed: Placed, words: Speechwords) -> bool:
    """«(he) urged the citizens to …»: people in the accusative are who is spoken to."""
    evidence = placed.mention.evidence
    noun = evidence is not None and evidence.rule.startswith(("groups/", "titles/"))
    head = placed.mention.text.split()[0]
    return noun and head.endswith(_ACCUSATIVE) and fold_word(head) not in words.singular


_ACCUSATIVE = "\u064a\u0646"


def document_of(grid: Grid, number: int, hit: Hit, words: Speechwords, telling: Telling) -> Found | None:
    """«a statement of (or by, from) the army said»: the document's owner speaks."""
    sentence, document = grid.sentences[number], hit.last + 1
    if document >= len(sentence.words) or sentence.words[document].host not in words.documents:
        return None
    for placed in grid.outer[number]:
        owner = governed(sentence, placed.first, words)
        near = document < placed.first <= document + (4 if owner in _BY_OWNER else 2)
        if near and speaks(placed) and owner in _OWNS:
            return Found(placed, coordinated(grid, number, placed), "document_of")
    return None


_BY_OWNER = frozenset({"\u0644", "\u0639\u0646"})
_OWNS = frozenset({None, *_BY_OWNER})


def topic_before(grid: Grid, number: int, hit: Hit, words: Speechwords, telling: Telling) -> Found | None:
    """Subject first in a clause of its own («that X informed Y»): a speaker right before the verb, at the head of the sentence or
    behind «that»."""
    sentence = grid.sentences[number]
    if hit.before or sentence.words[hit.first].gap:
        return None
    for placed in grid.outer[number]:
        if placed.last == hit.first - 1 and tells(placed, words):
            first = placed.first
            heads = first == 0 or sentence.words[first - 1].form in words.complementizers
            return Found(placed, (), "topic_before") if heads and not sentence.words[first].before.endswith(("\u0628", "\u0644")) else None
    return None


def _content_begins(sentence: Sentence, first: int, last: int, words: Speechwords) -> bool:
    """A complementizer, a colon, or right after the cue a preposition that brings the content in, stands between two words."""
    if first < last and (sentence.words[first].form in words.content_openers or sentence.words[first].before[-1:] in ("\u0628", "\u0644")):
        return True
    return any(sentence.words[at].form in words.complementizers or ":" in sentence.words[at].gap for at in range(first, last + 1))


def subject_before(grid: Grid, number: int, hit: Hit, words: Speechwords, telling: Telling) -> Found | None:
    """Subject first: the last speaker before the verb in its clause that no preposition governs."""
    sentence = grid.sentences[number]
    if hit.before.endswith(WAW):
        return None
    for placed in reversed(grid.outer[number]):
        if placed.last >= hit.first:
            continue
        if hit.first - placed.last > _reach_before(sentence, placed.last, hit.first):
            return None
        if tells(placed, words) and governed(sentence, placed.first, words) is None and not _genitive(sentence, placed):
            return Found(first_of(grid, number, placed), coordinated(grid, number, first_of(grid, number, placed)), "subject_before")
    return None


def _reach_before(sentence: Sentence, last: int, first: int) -> int:
    """How far before the verb a subject may stand: next to it, or with an aside between commas."""
    aside = any("\u060c" in sentence.words[at].gap for at in range(last + 1, first + 1))
    return _REACH_BEFORE if aside else _REACH_CLOSE


def _genitive(sentence: Sentence, placed: Placed) -> bool:
    """The mention is the genitive of a title or of the noun of an act right before it («the minister of X», «the intervention of X»)."""
    first = placed.first
    if first == 0 or sentence.words[first].gap or sentence.words[first].before:
        return False
    tenses = {h.entry.form.tense for h in sentence.at[first - 1] if h.last == first - 1 and h.entry.form is not None}
    return ("masdar" in tenses and not tenses & {"past", "present"}) or (
        placed.mention.kind != "person" and any(h.last == first - 1 for h in sentence.heads.get("titles", ()))
    )


def first_of(grid: Grid, number: int, placed: Placed) -> Placed:
    """The first party of «X and Y» when this is Y."""
    for earlier in grid.outer[number]:
        if coordinated_words(grid.sentences[number], earlier.last, placed.first) and speaks(earlier):
            return first_of(grid, number, earlier)
    return placed


def coordinated(grid: Grid, number: int, speaker: Placed) -> tuple[Placed, ...]:
    """Speakers joined to this one by «and», one after another."""
    joined: list[Placed] = []
    last = speaker.last
    for placed in grid.outer[number]:
        if placed.first > last and speaks(placed) and coordinated_words(grid.sentences[number], last, placed.first):
            joined.append(placed)
            last = placed.last
    return tuple(joined)


def carried_on(grid: Grid, number: int, hit: Hit, words: Speechwords, telling: Telling) -> Found | None:
    """«he added», «stressing»: the speaker of the statement before, unless a sentence with another subject stands between."""
    if telling.near is not None and telling.sentence == number:
        return Found(*telling.near, "carried_on")
    topic = topic_of(grid, number - 1, words) if number else None
    if telling.speaker is not None and (number - telling.sentence <= 1 or topic is None):
        return Found(telling.speaker, telling.co_speakers, "carried_on")
    return Found(topic, (), "topic") if topic is not None and not disagrees(hit, topic, words) else None


def topic_of(grid: Grid, number: int, words: Speechwords) -> Placed | None:
    """The first ungoverned speaker of a sentence: what it is about."""
    return next((p for p in grid.outer[number] if tells(p, words) and governed(grid.sentences[number], p.first, words) is None), None)


def owner(grid: Grid, number: int, hit: Hit, words: Speechwords, telling: Telling) -> Found | None:
    """«his warning»: the enclitic of a noun points at the last speaker before it."""
    if not hit.after or hit.after in _FIRST_PERSON:
        return None
    earlier = [p for p in grid.outer[number] if p.last < hit.first and speaks(p)]
    return Found(earlier[-1], (), "owner") if earlier else carried_on(grid, number, hit, words, telling)


_FIRST_PERSON = frozenset({"\u064a", "\u0646\u064a", "\u0646\u0627"})


def joined_noun(grid: Grid, number: int, hit: Hit, words: Speechwords, telling: Telling) -> Found | None:
    """«warnings of … and calls for …»: the second noun has the speaker of the first."""
    same = telling.speaker is not None and telling.sentence == number and hit.before.startswith(WAW)
    return Found(telling.speaker, telling.co_speakers, "joined_noun") if same else None


def committed(grid: Grid, number: int, hit: Hit, words: Speechwords, telling: Telling) -> Found | None:
    """For a noun of threat, demand or warning without a named owner: the subject before it."""
    item = hit.entry.item
    if isinstance(item, Speech) and item.stance in ("threaten", "demand", "warn", "accuse", "promise"):
        return subject_before(grid, number, hit, words, telling)
    return None


def main_subject(grid: Grid, number: int, hit: Hit, words: Speechwords, telling: Telling) -> Found | None:
    """For a participle («stressing that …») with no statement before it in the sentence: the first ungoverned speaker of the sentence."""
    if telling.sentence == number:
        return None
    for placed in grid.outer[number]:
        if placed.first < hit.first and tells(placed, words) and governed(grid.sentences[number], placed.first, words) is None:
            return Found(placed, coordinated(grid, number, placed), "main_subject")
    return None


def named_next(grid: Grid, number: int, hit: Hit, words: Speechwords, telling: Telling) -> Found | None:
    """After a noun or a source particle: the speaker that follows at once; an outlet behind «to» only carries what a noun names."""
    noun = isinstance(hit.entry.item, Speech) and hit.entry.item.position in ("noun", "verb")
    for placed in grid.outer[number]:
        if (
            hit.last < placed.first <= hit.last + 3
            and speaks(placed)
            and not (noun and placed.mention.kind == "media" and grid.sentences[number].words[placed.first].before.endswith(LI))
            and not _stopped(grid.sentences[number], hit.last + 1, placed.first, words)
        ):
            return Found(placed, coordinated(grid, number, placed), "named_next")
    return None


def giver(grid: Grid, number: int, hit: Hit, words: Speechwords, telling: Telling) -> Found | None:
    """«X made statements that …»: the subject of a verb of giving before the noun."""
    sentence = grid.sentences[number]
    for at in range(hit.first - 1, max(-1, hit.first - _REACH_BEFORE), -1):
        if sentence.words[at].host in words.gives:
            for placed in grid.outer[number]:
                if at < placed.first < hit.first and tells(placed, words) and governed(sentence, placed.first, words) is None:
                    return Found(placed, coordinated(grid, number, placed), "giver")
            return None
    return None


def named_after(grid: Grid, number: int, hit: Hit, words: Speechwords, telling: Telling) -> Found | None:
    """«…, as X said»: the speaker right after the words that close a clause."""
    found = named_next(grid, number, hit, words, telling)
    near = found is not None and found.speaker is not None and found.speaker.first == hit.last + 1
    return found if near and not grid.sentences[number].words[hit.last + 1].gap else None


def _stopped(sentence: Sentence, first: int, last: int, words: Speechwords) -> bool:
    """A comma, «that» or a preposition of content stands between the cue and the mention."""
    if any(
        sentence.words[at].form in words.content_openers or sentence.words[at].form in words.complementizers for at in range(first, last)
    ):
        return True
    return any("\u060c" in sentence.words[at].gap for at in range(first, last + 1))


# The first whose words say something wins.
BY_POSITION: dict[str, tuple[Rule, ...]] = {
    "verb": (document_of, topic_before, subject_after, subject_before, main_subject, carried_on),
    "participle": (main_subject, carried_on, subject_before),
    "noun": (named_next, owner, joined_noun, committed, giver),
    "source": (named_next,),
    "after": (named_after, carried_on, main_subject),
    "scare": (main_subject, carried_on),
}


def find_speakers(position: str, grid: Grid, number: int, hit: Hit, words: Speechwords, telling: Telling) -> Iterator[Found]:
    """Who may speak, by the rules of a cue's position, the surest first; a bare title gives way to the name that follows it."""
    for rule in BY_POSITION[position]:
        found = rule(grid, number, hit, words, telling)
        if found is not None and found.speaker is not None:
            holder = named_holder(grid, found.speaker, words)
            yield Found(holder, coordinated(grid, number, holder), found.rule) if holder else found
