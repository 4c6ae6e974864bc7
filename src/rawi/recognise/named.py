"""Persons by the words of their names alone: two or more, of which one at least is no word of the language."""

from __future__ import annotations

from collections.abc import Iterator

from rawi.lexicon.rows import Speech, Title
from rawi.parse import Sentence
from rawi.recognise.candidates import Proposal, Scene

_RULE = "name_words/run"
_LONGEST = 5
_REGISTRIES = frozenset({"actors", "places", "countries", "agreements"})


def propose_named(scene: Scene, number: int) -> Iterator[Proposal]:
    """Runs of name words of one sentence that no registry knows."""
    sentence = scene.sentences[number]
    names, joining, last = scene.lexicon.words.of_persons, scene.linkers["in_names"], -1
    for index, word in enumerate(sentence.words):
        if index <= last or (word.host not in names and word.host not in joining):
            continue
        last = _run(scene, sentence, index)
        if last > index and _sure(scene, sentence, index, last):
            yield scene.proposal(number, index, last, "person", _RULE, nests=False, priority=1)


def _run(scene: Scene, sentence: Sentence, index: int) -> int:
    """The last word of the run of name words that begins here, or the word before where none does."""
    last = index - 1
    while last + 1 < len(sentence.words) and last - index < _LONGEST - 1:
        word = sentence.words[last + 1]
        if (last >= index and (word.gap or word.before)) or not _name_word(scene, sentence, last + 1, last >= index):
            break
        last += 1
    return last


def _name_word(scene: Scene, sentence: Sentence, index: int, inside: bool) -> bool:
    """A word of personal names. A longer name of the registries that begins with it wins, and at the head of a run a place or country."""
    host = sentence.words[index].host
    if host not in scene.lexicon.words.of_persons and host not in scene.linkers["in_names"]:
        return False
    registered = [hit for hit in sentence.at[index] if hit.entry.table in _REGISTRIES]
    return not any(hit.last > index or (hit.entry.table != "actors" and not inside) for hit in registered)


def _sure(scene: Scene, sentence: Sentence, first: int, last: int) -> bool:
    """One word at least means nothing else; or a title or a word of speech stands beside words that do."""
    if sentence.words[last].host in scene.linkers["in_names"]:
        return False
    lexicon = scene.lexicon
    if _verb_before_actor(scene, sentence, first):
        return False
    hosts = [sentence.words[at].host for at in range(first, last + 1)]
    plain = [
        host for host in hosts if host in lexicon.words.of_persons and not lexicon.stems.analyses(host) and host not in lexicon.words.plain
    ]
    if plain:
        return True
    beside = sentence.at[first - 1] if first else ()
    return any(isinstance(hit.entry.item, Title | Speech) for hit in beside)


def _verb_before_actor(scene: Scene, sentence: Sentence, first: int) -> bool:
    """A verb that is spelled like a name, before a name of the registry: «Putin presided», spelled as Truss."""
    verb = any(reading.pos == "verb" for reading in scene.lexicon.stems.analyses(sentence.words[first].host))
    return verb and any(hit.entry.table == "actors" for hit in sentence.at[first + 1])
