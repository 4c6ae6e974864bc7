"""What a word is, by its form alone: clitics, lemma, part of speech, and the features that the letters show."""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

from rawi.fold import fold
from rawi.lexicon import Lexicon
from rawi.lexicon.inflect import ARTICLE
from rawi.lexicon.stems import Analysis
from rawi.lexicon.trie import WORD
from rawi.parse.words import HEH, SEEN, TEH_MARBUTA, YEH, Cut, WordCutter, takes

_ALEF_HAMZA, _MAKSURA = "\u0623", "\u0649"
_NUMBER: tuple[Analysis, ...] = (Analysis("", "number"),)
_REMEMBERED = 200_000
_FIRST_PERSON = ("", "\u0648", "\u0641")


class WordAnalysis(NamedTuple):
    """A word of a text: ``start, end`` source offsets; ``host`` folded, between clitics ``before`` and ``after``; ``readings``: what the
    host may be, likeliest first, empty where no table knows it."""

    start: int
    end: int
    text: str
    before: str
    host: str
    after: str
    readings: tuple[Analysis, ...]


class Analyser:
    """Analyses words one by one; holds the tables and what it has seen."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._cutter = WordCutter(lexicon)
        self._seen: dict[str, tuple[str, str, str, tuple[Analysis, ...]]] = {}

    def analyse(self, text: str) -> list[WordAnalysis]:
        """The words of a text in order, numbers left out."""
        folded = fold(text)
        starts, ends, seen, found = folded.starts, folded.ends, self._seen, []
        for match in WORD.finditer(folded.text):
            start, end = starts[match.start()], ends[match.end() - 1]
            source = text[start:end]
            known = seen.get(source)
            if known is None:
                known = self._known(source, match.group())
            if known[3] is not _NUMBER:
                found.append(WordAnalysis(start, end, source, *known))
        return found

    def _known(self, source: str, form: str) -> tuple[str, str, str, tuple[Analysis, ...]]:
        """A word's parts and readings, remembered."""
        shown = form[:-1] + TEH_MARBUTA if form.endswith(HEH) and TEH_MARBUTA in source[-2:] else form
        cut, readings = (Cut("", form, ""), _NUMBER) if form[0].isdigit() else self.split(source, self._cutter.cuts(shown)[0])
        known = (*cut, readings)
        if len(self._seen) < _REMEMBERED:
            self._seen[source] = known
        return known

    def split(self, source: str, cut: Cut) -> tuple[Cut, tuple[Analysis, ...]]:
        """A word's clitics and what its host may be, from how the reader cuts it: function words and futures are taken apart further."""
        form = cut.before + cut.host + cut.after if not cut.before.endswith("\u0644\u0644") else ""
        finer = (self._future(form, source, cut) or self._with_pronoun(form, source) or self._finer(cut)) if form else None
        chosen = finer or cut
        return chosen, self._ordered(chosen, source)

    def _with_pronoun(self, form: str, source: str) -> Cut | None:
        """A preposition or particle with the pronoun that it takes."""
        clitics = self._lexicon.clitics
        for before, after in product(("", *clitics.proclitics), clitics.enclitics):
            core = form[len(before) : len(form) - len(after)]
            fits = form.startswith(before) and form.endswith(after) and core in clitics.with_pronouns
            fits = fits and (len(core) > 1 or not before or (before in _FIRST_PERSON and not self._is_content(form)))
            if (
                fits
                and before[-1:] != SEEN
                and not (after == YEH and source.endswith(_MAKSURA))
                and not (after == HEH and source.endswith(TEH_MARBUTA))
            ):
                return Cut(before, core, after)
        return None

    def _future(self, form: str, source: str, cut: Cut) -> Cut | None:
        """The future particle before a present, where no other word is written so; alef with hamza behind it is the first person."""
        at = form.find(SEEN)
        if form[:at] not in _FIRST_PERSON or at < 0 or len(form) - at < 4:
            return None
        first_person = SEEN + _ALEF_HAMZA in source
        if not first_person and (self._is_content(form[at:]) or (SEEN not in cut.before and self._is_content(cut.host))):
            return None
        rest = form[at + 1 :]
        for after in ("", *self._lexicon.clitics.enclitics):
            found = Cut(form[: at + 1], rest.removesuffix(after) if after else rest, after)
            if rest.endswith(after) and any(a.tense == "present" and takes(a, found) for a in self._lexicon.stems.analyses(found.host)):
                return found
        return None

    def _finer(self, cut: Cut) -> Cut | None:
        """A host that only closed classes and first words of phrases know, cut into its own parts."""
        if self._is_content(cut.host):
            return None
        clitics = self._lexicon.clitics
        for before, after in product(("", *clitics.proclitics), ("", *clitics.enclitics)):
            found = Cut(cut.before + before, cut.host[len(before) : len(cut.host) - len(after)], after or cut.after)
            fits = cut.host.startswith(before) and cut.host.endswith(after) and bool(before or after) and not (after and cut.after)
            if fits and self._is_core(found):
                return found
        return None

    def _is_core(self, cut: Cut) -> bool:
        """Whether the middle of a function word is a word."""
        if len(cut.host) < 3 and cut.host not in self._lexicon.words.function:
            return False
        whole = not cut.after and cut.host in self._lexicon.words.function and cut.host not in self._lexicon.clitics.proclitics
        return whole or any(takes(a, cut) for a in self._lexicon.stems.analyses(cut.host))

    def _is_content(self, form: str) -> bool:
        """Whether a form is a word with a meaning of its own in the tables of words or names."""
        lexicon = self._lexicon
        return form in lexicon.words.of_persons or form in lexicon.words.names or bool(lexicon.stems.analyses(form))

    def _ordered(self, cut: Cut, source: str) -> tuple[Analysis, ...]:
        """What the host may be, likeliest first: a name, a function word, then the words whose letters are nearest to the source."""
        lexicon, host = self._lexicon, cut.host
        found = []
        if host in lexicon.words.names or host in lexicon.words.of_persons:
            found.append(Analysis(_bare(host, source), "name"))
        if host in lexicon.words.function or (cut.after and host in lexicon.clitics.with_pronouns):
            found.append(Analysis(_bare(host, source), "particle"))
        known = [a for a in lexicon.stems.analyses(host) if not (cut.before or cut.after) or takes(a, cut)]
        known.sort(key=lambda a: _distance(a, host, source, cut))
        words = [a for a in known if not (found and a.pos == "particle")]
        return tuple(words + found if words and words[0].lemma == source and not found else found + words)


def _distance(analysis: Analysis, host: str, source: str, cut: Cut) -> tuple[int, ...]:
    """How far an analysis is from the source's own spelling and from what news says most."""
    lemma = "".join(letter for letter in analysis.lemma if letter != "\u0651")
    article = analysis.state == "definite"
    verb_after_preposition = analysis.pos == "verb" and cut.before[-1:] in ("\u0628", "\u0644", "\u0643") and analysis.tense != "present"
    foreign = int(lemma[:3] not in source and lemma[:2] not in source)
    marbuta = int(source.endswith(TEH_MARBUTA) and not analysis.lemma.endswith(TEH_MARBUTA) and analysis.pos == "noun")
    return (
        int(verb_after_preposition), foreign, marbuta, int(analysis.voice == "passive"), int(analysis.person in ("1", "2") and analysis.pos == "verb"),
        int(analysis.pos == "verb" and (article or host.startswith(ARTICLE))), abs(len(lemma) - len(host)), int(analysis.pos == "adjective"),
    )  # fmt: skip


def _bare(host: str, source: str) -> str:
    """The host in the source's own letters where they stand in it, else folded."""
    for start in range(len(source) - len(host) + 1):
        part = source[start : start + len(host)]
        if fold(part).text == host:
            return part
    return host
