"""What the attribution rules see of a sentence: complementizers, prepositions, where a clause of speech ends."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

from rawi.fold import fold_word
from rawi.lexicon import Lexicon
from rawi.lexicon.inflect import decline
from rawi.lexicon.rows import Speech
from rawi.lexicon.tables import load_schema, read_table
from rawi.parse import Hit, Sentence

_CLAUSE = 14  # words between a cue and its «that»


@dataclass(frozen=True, slots=True)
class Speechwords:
    """Function words that bound a statement (data/statements.toml), folded; ``sources``: the rules of people who tell the news unnamed
    (analysts, witnesses)."""

    complementizers: frozenset[str]
    content_prepositions: frozenset[str]
    prepositions: frozenset[str]
    content_openers: frozenset[str]
    transfer: frozenset[str]
    about: frozenset[str]
    relative: frozenset[str]
    turns: frozenset[str]
    documents: frozenset[str]
    gives: frozenset[str]
    feminine_plurals: frozenset[str]
    singular: frozenset[str]
    carries: frozenset[str]
    informs: frozenset[str]
    saying: frozenset[str]
    sources: frozenset[str]


def load_speechwords(lexicon: Lexicon) -> Speechwords:
    """statements.toml of a lexicon's folder."""
    lists = tomllib.loads((lexicon.folder / "statements.toml").read_text("utf-8"))
    sources = {
        row["noun"] for row in read_table(lexicon.folder, "groups", load_schema(lexicon.folder), []) if row["source_role"] == "unnamed"
    }
    documents = frozenset(form.text for noun in lists.pop("documents") for form in decline(noun))
    folded = {name: frozenset(map(fold_word, words)) for name, words in lists.items()}
    return Speechwords(**folded, documents=documents, sources=frozenset(f"groups/{noun}" for noun in sources))


def governed(sentence: Sentence, first: int, words: Speechwords) -> str | None:
    """The preposition (word or clitic) that governs the words from ``first``, or None."""
    before = sentence.words[first].before
    clitic = before[-1:] if before.endswith(("\u0628", "\u0644", "\u0643")) else ""
    if clitic:
        return clitic
    if first and not sentence.words[first].gap and sentence.words[first - 1].form in words.prepositions:
        return sentence.words[first - 1].form
    return None


def complementizer_after(sentence: Sentence, index: int, words: Speechwords, reach: int) -> int | None:
    """The first «that» after a cue, within ``reach`` words and its clause."""
    for at in range(index, min(len(sentence.words), index + min(reach, _CLAUSE))):
        word = sentence.words[at]
        if (word.form in words.complementizers or word.host in words.complementizers) and not _conditional(sentence, at):
            return at
    return None


def _conditional(sentence: Sentence, at: int) -> bool:
    """«in lam» is "unless", no complementizer, though its letters fold alike."""
    return at + 1 < len(sentence.words) and sentence.words[at + 1].form == "\u0644\u0645"


def says_something(sentence: Sentence, hit: Hit, last: int, words: Speechwords) -> bool:
    """Whether a noun of speech is followed by what is said: «that …» for any, a preposition of content for one that commits (a threat,
    a call)."""
    item = hit.entry.item
    following = sentence.words[last + 1 : last + 4]
    if any(w.form in words.complementizers or w.host in words.complementizers for w in following):
        return True
    committed = isinstance(item, Speech) and item.stance not in ("neutral", "assert")
    return (
        committed
        and bool(following)
        and (following[0].form in words.content_prepositions or following[0].before[-1:] in ("\u0628", "\u0644"))
    )
