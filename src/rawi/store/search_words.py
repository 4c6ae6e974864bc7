"""Words as search knows them: one light stem a word, in order, and the other forms it may be found by.

A light stem is the folded word without its clitics and article, as the tables of words tell them (the gazetteer has no part in it, so
that a new place does not make an index stale). The others are the word itself, its lemmas, and, for a word no table knows, what remains
when letters that may be clitics are cut off.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from rawi.fold import Folded, fold_word
from rawi.lexicon import Lexicon, load_lexicon
from rawi.lexicon.inflect import ARTICLE
from rawi.parse.words import HEH, TEH_MARBUTA, WordCutter

_WORD = re.compile(r"\d+|[^\W\d_]+")
_LONGEST = 60  # letters; a longer run is cut, in the index and in queries alike
_SHORTEST_REST = 3  # letters that must remain of an unknown word when a clitic is guessed
_REMEMBERED = 300_000
# Raised when this file gives other stems for the same tables.
_EDITION = "1"


class Found(NamedTuple):
    """A word of a text: its range in the folded text, its light stem and the other forms."""

    start: int
    end: int
    light: str
    others: tuple[str, ...]


# A named tuple without the detour over its own constructor.
_new = tuple.__new__


@dataclass(frozen=True, slots=True)
class SearchWords:
    """Cuts folded text into light stems; ``digest`` says which tables it did so with. Threads may share one."""

    digest: str
    _cutter: WordCutter
    _lexicon: Lexicon
    _names: frozenset[str]
    _seen: dict[str, tuple[str, tuple[str, ...]]]

    def forms(self, folded: Folded) -> Iterator[tuple[int, int, str]]:
        """The words of a search copy in order: their range in the folded text, and the form, with its teh marbuta where the source has it."""
        text, starts, source = folded.text, folded.starts, folded.source
        for match in _WORD.finditer(text):
            start, end = match.span()
            form = match.group()
            if form[-1] == HEH and source[starts[end - 1]] == TEH_MARBUTA:
                form = form[:-1] + TEH_MARBUTA
            yield start, end, form if end - start <= _LONGEST else form[:_LONGEST]

    def known(self, form: str) -> tuple[str, tuple[str, ...]]:
        """The light stem of a form and the other forms it is found by."""
        return self._seen.get(form) or self._known(form)

    def words(self, folded: Folded) -> Iterator[Found]:
        """The words of a search copy with their stems."""
        for start, end, form in self.forms(folded):
            yield _new(Found, (start, end, *self.known(form)))

    def asked(self, word: str) -> tuple[str, ...]:
        """All forms that a word of a query is found by, itself included. A final heh is read as teh marbuta too: many write one for the
        other."""
        plain = "".join(_WORD.findall(fold_word(word)))[:_LONGEST]
        readings = (plain[:-1] + TEH_MARBUTA, plain) if plain.endswith(HEH) else (plain,)
        return tuple(sorted({form for reading in readings for form in self._wanted(reading)}))

    def is_function_word(self, word: str) -> bool:
        """Whether a word is of a closed class, which says nothing of what a text is about."""
        return fold_word(word) in self._lexicon.words.function

    def _wanted(self, form: str) -> set[str]:
        """The forms that stand for a word of a query: no guesses, or every word would find its longer neighbours."""
        light, _ = self._known(form)
        own = {light, _plain(form)}
        # A name of the registries is asked for as a name, whatever other word it may be a form of.
        return own if own & self._names else own | self._lemmas(self._cutter.cuts(form)[0].host)

    def _known(self, form: str) -> tuple[str, tuple[str, ...]]:
        host = self._cutter.cuts(form)[0].host
        light = _without_article(host)
        lemmas = self._lemmas(host)
        unknown = not (lemmas or host != _plain(form) or host in self._lexicon.words.plain or host in self._lexicon.words.of_persons)
        more = _guesses(host) if unknown else self._of_short(host)
        known = (light, tuple(sorted({_plain(form), *lemmas, *more} - {light})))
        if len(self._seen) < _REMEMBERED:
            self._seen[form] = known
        return known

    def _of_short(self, host: str) -> set[str]:
        """A word of two letters behind the article, where the tables know it."""
        rest = host.removeprefix(ARTICLE)
        return {rest} if rest != host and len(rest) < _SHORTEST_REST and self._lexicon.stems.analyses(rest) else set()

    def _lemmas(self, host: str) -> set[str]:
        found = {fold_word(analysis.lemma) for analysis in self._lexicon.stems.analyses(host)}
        return found - self._lexicon.words.function


@cache
def search_words() -> SearchWords:
    """The SearchWords of the bundled tables."""
    lexicon = load_lexicon()
    words = lexicon.words
    plain = dataclasses.replace(words, attested=words.plain, names=frozenset())
    bare = dataclasses.replace(lexicon, words=plain)
    return SearchWords(_tables_digest(lexicon), WordCutter(bare), bare, words.names, {})


def _tables_digest(lexicon: Lexicon) -> str:
    """The digest of everything that stems come from: letters, clitics, stems, and the words that are known whole."""
    words = lexicon.words
    known = ("\n".join(sorted(each)) for each in (words.plain, words.of_persons, words.function, words.future))
    seen = hashlib.sha256("\f".join((_EDITION, *known)).encode())
    for name in ("clitics.toml", "folding.tsv", "verbs.tsv"):
        seen.update((lexicon.folder / name).read_bytes())
    for path in sorted((lexicon.folder / "nouns").glob("*.tsv")):
        seen.update(path.name.encode() + path.read_bytes())
    return seen.hexdigest()[:16]


def _plain(form: str) -> str:
    """A form with its teh marbuta as folding writes it."""
    return form[:-1] + HEH if form[-1:] == TEH_MARBUTA else form


def _without_article(host: str) -> str:
    return host[len(ARTICLE) :] if host.startswith(ARTICLE) and len(host) >= len(ARTICLE) + _SHORTEST_REST else host


@cache
def _clitics() -> tuple[str, ...]:
    """Every run of letters that may be clitics before a word, the article included."""
    clitics = load_lexicon().clitics
    return tuple({*clitics.proclitics, *clitics.with_article, ARTICLE, *(before + ARTICLE for before in clitics.proclitics)})


def _guesses(form: str) -> set[str]:
    """What an unknown word may be without letters that may be clitics."""
    return {form[len(c) :] for c in _clitics() if form.startswith(c) and len(form) - len(c) >= _SHORTEST_REST}
