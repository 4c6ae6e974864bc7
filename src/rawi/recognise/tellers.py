"""Unnamed tellers: the noun right after a verb of speech («the teacher says that …») or a source («according to his agent»)."""

from __future__ import annotations

from collections.abc import Iterator

from rawi.lexicon.inflect import ALEF
from rawi.lexicon.rows import Speech, Trigger
from rawi.parse import Hit, Sentence
from rawi.parse.context import closes_clause, fires
from rawi.recognise.candidates import Proposal, Scene

_NEEDS_REACH = 14  # words in which what a row needs may stand
_REACH = 9  # words from a verb to its «that»
_LONGEST = 4  # words of a teller
_KNOWN = frozenset({"actors", "countries", "places", "agreements"})
_CLAUSE = frozenset({"triggers", "speech", "light_verbs"})
_PRONOUNS = ("\u0647", "\u0647\u0627", "\u0647\u0645", "\u0647\u0645\u0627")
_ACCUSATIVE, _PLURAL = "\u064a\u0646", ("\u0648\u0646", "\u0627\u062a")
_PREPOSED = ("\u0628", "\u0644", "\u0643")
_BY = frozenset({"demand", "accuse", "deny", "threaten", "promise", "assert"})


def propose_tellers(scene: Scene, number: int, taken: frozenset[int]) -> Iterator[Proposal]:
    """Nouns that a sentence has speak and that nothing else names (``taken`` are the words of names), in order of words."""
    sentence = scene.sentences[number]
    for hit in sentence.heads.get("speech", ()):
        item = hit.entry.item
        assert isinstance(item, Speech)
        at = hit.last + 1
        if (
            at in taken
            or not _head(scene, sentence, at, hit)
            or not _opens_clause(scene, sentence, hit)
            or not _allowed(sentence, hit, item)
        ):
            continue
        aimed = item.stance in _BY and item.position != "source"
        if aimed and hit.before and _object(scene, sentence, at):
            continue
        titled = max((h.last for h in sentence.at[at] if h.entry.table == "titles"), default=None)
        last = _end(scene, sentence, at if titled is None else titled, taken if aimed or titled is not None else frozenset())
        if titled is not None and last + 1 in taken and not sentence.words[last + 1].before:
            continue  # the name behind the title speaks
        if item.position == "source" or (
            _speaks(hit, item) and (_says(scene, sentence, hit, last, taken) or _told_before(scene, sentence, hit, item))
        ):
            form = sentence.words[at].form
            many = form.endswith(_PLURAL) or form in scene.linkers["some_of"]
            yield scene.proposal(number, at, last, "people" if many else "person", f"tellers/{item.id}", priority=-2)


def propose_counted(scene: Scene, number: int, taken: frozenset[int]) -> Iterator[Proposal]:
    """People with a number before them («three nurses») or whom harm befalls («killed a policeman»), whom no other table names: a mention
    that may suffer or do something."""
    sentence = scene.sentences[number]
    for at, word in enumerate(sentence.words[1:], 1):
        if word.form not in scene.tables.counted_people - scene.linkers["place_before"] or word.gap or word.before:
            continue
        if _numbered(scene, sentence, at - 1) or (at not in taken and _harmed(sentence, at)):
            last = at + (at + 1 < len(sentence.words) and _described(scene, sentence, at + 1))
            yield scene.proposal(number, at, last, "people", "counted/people", priority=-2)


def _harmed(sentence: Sentence, at: int) -> bool:
    """An act of harm right before the noun, or a few words before a noun in the accusative, its doer between them."""
    reach = _DOER if sentence.words[at].form.endswith(ALEF) else 1
    for hit in sentence.heads.get("triggers", ()):
        item = hit.entry.item
        if 0 < at - hit.last <= reach and isinstance(item, Trigger) and item.type in _HARMS:
            return not any(word.gap for word in sentence.words[hit.last + 1 : at + 1]) and fires(hit, sentence, item.needs, item.blocks)
    return False


_HARMS, _DOER = frozenset({"ASSAULT", "COERCE"}), 4  # words


def _numbered(scene: Scene, sentence: Sentence, at: int) -> bool:
    """A figure or a number word stands here."""
    word = sentence.words[at]
    return word.form[0].isdigit() or word.host in scene.linkers["numbers"]


def _described(scene: Scene, sentence: Sentence, at: int) -> bool:
    """An adjective without article follows: «French nationals», «wounded soldiers»."""
    word = sentence.words[at]
    return not word.gap and not word.before and word.form.endswith(_ADJECTIVE) and word.form not in scene.tables.function_words


_ADJECTIVE = ("\u064a\u0646", "\u0648\u0646", "\u064a\u0627")


def _speaks(hit: Hit, item: Speech) -> bool:
    """A finite verb of the third person without an object of its own."""
    form = hit.entry.form
    return item.position == "verb" and form is not None and form.tense in ("past", "present") and form.person == "3" and not hit.after


def _allowed(sentence: Sentence, hit: Hit, item: Speech) -> bool:
    """The row's own conditions hold; behind a quotation something is said already."""
    quoted = hit.first > 0 and any(mark in sentence.words[hit.first].gap for mark in _CLOSING)
    return fires(hit, sentence, frozenset() if quoted else item.needs, item.blocks, _NEEDS_REACH)


def _opens_clause(scene: Scene, sentence: Sentence, hit: Hit) -> bool:
    """The cue is the first word of its clause, so that its subject follows: at the head of the sentence, behind «and», a sign or a
    particle; behind a noun it may be that noun's verb («an official refused to …»)."""
    first = hit.first
    return (
        first == 0 or bool(hit.before) or bool(sentence.words[first].gap) or sentence.words[first - 1].form in scene.tables.function_words
    )


def _head(scene: Scene, sentence: Sentence, at: int, hit: Hit) -> bool:
    """A noun in the nominative may stand here: no clitic, no sign, no word of a table or of a closed class."""
    if at >= len(sentence.words):
        return False
    word = sentence.words[at]
    if word.gap or word.before or len(word.form) < 3 or word.form[0].isdigit() or word.form.endswith(_ACCUSATIVE):
        return False
    if word.form in scene.linkers["some_of"]:
        return True
    if word.form in scene.tables.function_words or word.host in scene.tables.function_words or word.form in scene.linkers["no_adjective"]:
        return False
    if any(h.entry.table in _KNOWN or _acts(sentence, h) for h in sentence.at[at]) or _abstract(scene, sentence, at):
        return False
    if any(word.form.endswith(tail) and word.form.removesuffix(tail) in scene.tables.function_words for tail in _PRONOUNS):
        return False
    readings = scene.lexicon.stems.analyses(word.host)
    return not readings or any(reading.pos in ("noun", "adjective") for reading in readings)


def _acts(sentence: Sentence, hit: Hit) -> bool:
    """The word is a verb of a table, or the noun of an act that its row allows here."""
    item, form = hit.entry.item, hit.entry.form
    if hit.entry.table not in _CLAUSE or form is None or form.tense in ("past", "present") or not isinstance(item, Trigger):
        return hit.entry.table in _CLAUSE
    return form.tense == "masdar" and fires(hit, sentence, item.needs, item.blocks)


def _finite(hit: Hit) -> bool:
    return hit.entry.form is None or hit.entry.form.tense in ("past", "present")


def _abstract(scene: Scene, sentence: Sentence, at: int) -> bool:
    """«according to the law», «according to figures»: no teller."""
    return sentence.words[at].host in scene.linkers["no_teller"]


def _object(scene: Scene, sentence: Sentence, at: int) -> bool:
    """Behind «and» the speaker may be carried on, and somebody's people are who is spoken to: «and he called on his supporters to …»."""
    word = sentence.words[at]
    nominative = word.form.endswith(_PLURAL[0])
    return bool(word.cuts[0].after) or (not nominative and any(a.number == "p" for a in scene.lexicon.stems.analyses(word.host)))


def _end(scene: Scene, sentence: Sentence, at: int, taken: frozenset[int]) -> int:
    """The last word of the noun phrase: up to a preposition, a «that», a sign, a verb, or a name that is addressed."""
    last = at
    while last + 1 < len(sentence.words) and last + 1 - at < _LONGEST:
        word = sentence.words[last + 1]
        closed = word.form in scene.tables.function_words and not (last == at and sentence.words[at].form in scene.linkers["some_of"])
        verb = any(h.entry.table in _CLAUSE and _finite(h) for h in sentence.at[last + 1])
        if last + 1 in taken or word.gap or word.before or closed or verb or word.form[0].isdigit():
            break
        last += 1
    return last


def _told_before(scene: Scene, sentence: Sentence, hit: Hit, item: Speech) -> bool:
    """«…, says the mother,»: what is said stands before."""
    return item.event is None and closes_clause(sentence, hit, scene.linkers["that"])


def _says(scene: Scene, sentence: Sentence, hit: Hit, last: int, taken: frozenset[int]) -> bool:
    """What is said follows: «that», a colon or quotation; for a verb of demand or accusation the preposition it takes, behind the teller
    or the name that is addressed."""
    item = hit.entry.item
    assert isinstance(item, Speech)
    if hit.first and any(mark in sentence.words[hit.first].gap for mark in _CLOSING):
        return True
    for at in range(last + 1, min(len(sentence.words), hit.last + _REACH)):
        word = sentence.words[at]
        quoted = item.event is None and (":" in word.gap or any(mark in word.gap for mark in _OPENING))
        if word.form in scene.linkers["that"] or quoted:
            return True
        if "\u060c" in word.gap:
            return False
        addressed = all(between in taken for between in range(last + 1, at))
        if addressed and item.stance in _BY and (word.before.endswith(_PREPOSED[0]) or word.form in scene.linkers["brings_in"]):
            return True
    return False


_CLOSING, _OPENING = ("\u00bb", "\u201d", '"'), ("\u00ab", "\u201c", '"')
