"""Whether a joined spelling is a word: of the sensitive table, of the lexicon, or of simplemma's Arabic dictionary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

from rawi.fold import fold_word
from rawi.lexicon import Lexicon
from rawi.lexicon.inflect import ARTICLE, Form, conjugate, decline, decline_adjective
from rawi.lexicon.tables import LexiconError, Row, load_schema, read_table

_SHORTEST_HOST = 3
SHADDA, TEH_MARBUTA = "\u0651", "\u0629"


@dataclass(frozen=True, slots=True)
class Attestation:
    """The words that an evasive spelling may be restored to, folded; ``spelled``: how the table writes the sensitive ones' stems;
    ``lemmas``: its own words, uninflected."""

    sensitive: frozenset[str]
    spelled: dict[str, str]
    lemmas: frozenset[str]
    lexicon: Lexicon

    def is_sensitive(self, folded: str) -> bool:
        """Whether the word, with or without clitics, is in the sensitive table."""
        return any(host in self.sensitive for host in self._hosts(folded))

    def is_listed(self, folded: str) -> bool:
        """Whether the word, with or without clitics, is in the sensitive table or the lexicon."""
        return any(host in self.sensitive or host in self.lexicon.words.attested for host in self._hosts(folded))

    def is_form(self, folded: str) -> bool:
        """Whether the whole word as it stands is a listed form."""
        return folded in self.sensitive or folded in self.lexicon.words.attested

    def is_word(self, folded: str, written: str) -> bool:
        """Whether it is a word of any source; ``written`` is the same in its own letters. Loads simplemma's dictionary only where the
        tables do not know it."""
        return self.is_listed(folded) or _in_dictionary(written, self.lexicon)

    def is_alone(self, folded: str) -> bool:
        """Whether letters are a word that stands alone: a particle, or a listed word of three letters or more."""
        return self.is_particle(folded) or (len(folded) >= _SHORTEST_HOST and self.is_listed(folded))

    def is_particle(self, folded: str) -> bool:
        """Whether two letters or more are a word of the particle lists."""
        return len(folded) > 1 and any(folded in words for words in self.lexicon.particles.values())

    def is_clitic(self, written: str) -> bool:
        """Whether letters are only clitics or the article, whose alef has no hamza."""
        clitics = self.lexicon.clitics
        bare = fold_word(written.removesuffix(ARTICLE))
        return bare in ("", *clitics.proclitics) or fold_word(written) in clitics.with_article

    def is_ending(self, folded: str) -> bool:
        """Whether letters are an enclitic."""
        return folded in self.lexicon.clitics.enclitics

    def _hosts(self, folded: str) -> Iterator[str]:
        """The word itself and every host of three letters or more that clitics leave."""
        yield folded
        clitics = self.lexicon.clitics
        for before in ("", *clitics.proclitics):
            if folded.startswith(before):
                yield from _without_ending(folded[len(before) :], clitics.enclitics)
        for before in clitics.with_article:
            if folded.startswith(before):
                yield ARTICLE + folded[len(before) :]


def _without_ending(rest: str, enclitics: tuple[str, ...]) -> Iterator[str]:
    if len(rest) >= _SHORTEST_HOST:
        yield rest
    for after in enclitics:
        if rest.endswith(after) and len(rest) - len(after) >= _SHORTEST_HOST:
            yield rest[: -len(after)]


@cache
def _dictionary_knows(written: str) -> bool:
    from simplemma import is_known

    return bool(is_known(written, lang="ar"))


def _in_dictionary(written: str, lexicon: Lexicon) -> bool:
    """Whether simplemma knows the word, or what is left of it without a proclitic as it is written."""
    befores = ("", *(before for before in lexicon.clitics.proclitics if written.startswith(before)))
    return any(len(written) - len(before) >= _SHORTEST_HOST and _dictionary_knows(written[len(before) :]) for before in befores)


def attestation(lexicon: Lexicon) -> Attestation:
    """The words of a lexicon and of its folder's sensitive table."""
    folder = lexicon.folder
    return Attestation(_sensitive_forms(folder), _stems_as_written(folder), _lemmas(folder), lexicon)


@cache
def _sensitive_forms(folder: Path) -> frozenset[str]:
    """Every form of sensitive_words.tsv, folded, of three letters or more. Raises LexiconError for a bad row."""
    forms = chain.from_iterable(_forms(row) for row in _rows(folder))
    return frozenset(form.text for form in forms if len(form.text) >= _SHORTEST_HOST)


@cache
def _rows(folder: Path) -> tuple[Row, ...]:
    faults: list[str] = []
    rows = read_table(folder, "sensitive_words", load_schema(folder), faults)
    if faults:
        raise LexiconError("\n".join(faults))
    return rows


@cache
def _stems_as_written(folder: Path) -> dict[str, str]:
    """Nouns, adjectives and verbs of the table by their folded letters, without shadda; a final teh marbuta is left off."""
    words = [
        word for row in _rows(folder) for word in (*row["nouns"], *row["adjectives"], row["lemma"] or "", row["present"] or "") if word
    ]
    plain = ["".join(letter for letter in word if letter != SHADDA).removesuffix(TEH_MARBUTA) for word in words]
    return {fold_word(word): word for word in plain if len(word) > 1}


@cache
def _lemmas(folder: Path) -> frozenset[str]:
    """The table's own words, folded."""
    return frozenset(fold_word(word) for row in _rows(folder) for word in (*row["nouns"], *row["adjectives"], row["lemma"] or "") if word)


def _forms(row: Row) -> list[Form]:
    verbs = conjugate(row["lemma"], row["present"]) if row["lemma"] and row["present"] else []
    nouns = [form for noun in row["nouns"] for form in (*decline(noun), *decline_adjective(noun))]
    return verbs + nouns + [form for adjective in row["adjectives"] for form in decline_adjective(adjective)]
