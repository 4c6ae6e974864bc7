"""Words of a folded text: tokens, and clitics cut only where the host is attested."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from rawi.fold import Folded, fold_word
from rawi.lexicon import Lexicon
from rawi.lexicon.inflect import ARTICLE
from rawi.lexicon.stems import Analysis
from rawi.lexicon.trie import WORD
from rawi.records import Span


class Cut(NamedTuple):
    """One way to see a word: clitics before, the host (folded), clitics after."""

    before: str
    host: str
    after: str


class Word(NamedTuple):
    """One written word. ``start, end`` are source offsets, ``at`` its place in the folded text, ``gap`` the marks between it and the
    word before.

    ``cuts`` are the ways to see it, likeliest first; ``before`` and ``host`` are the likeliest's clitics and host; ``keys`` is what a
    condition of a row may name it by (``keys_of``).
    """

    start: int
    end: int
    form: str
    at: int
    gap: str
    cuts: tuple[Cut, ...]
    host: str
    before: str
    keys: frozenset[str]

    def host_span(self, folded: Folded, cut: Cut) -> Span:
        """The source span without the clitics before the host; in lam + article («lil-») the article's letter is merged with the
        clitic, so both stay."""
        if not cut.before:
            return Span(self.start, self.end)
        first = len(cut.before) - 2 if cut.before.endswith("\u0644\u0644") else len(cut.before)
        return folded.span(self.at + first, self.at + len(self.form))


SEEN, WAW, FEH, LAM, YEH = "\u0633", "\u0648", "\u0641", "\u0644", "\u064a"
# A named tuple without the detour over its own constructor: a third of the time, once a word.
_new = tuple.__new__
BARE = "="
_ENDINGS = "\u0627\u0647"
_BEFORE_ANY = frozenset({"", WAW, FEH})
# A folded teh marbuta, which ``words`` tells from a heh by the source.
TEH_MARBUTA, HEH = "\u0629", "\u0647"
# A text of so few letters may hold no teh marbuta by chance.
_SHORT = 600
_SURE_PRONOUNS = frozenset({"\u0647", "\u0647\u0627", "\u0647\u0645", "\u0647\u0645\u0627", "\u0643\u0645", "\u0646\u064a"})
# Prepositions that no finite verb takes.
_BEFORE_NOUNS = frozenset({"\u0628", "\u0643"})
_OBJECT_OF_VERB = frozenset({"\u0646\u064a"})


def folded_heh(form: str) -> str:
    """A form with its teh marbuta folded to heh, as the tables have it."""
    return form[:-1] + HEH if form[-1] == TEH_MARBUTA else form


def keys_of(form: str, host: str, before: str) -> frozenset[str]:
    """What a condition may name a word by: its form, its host, its last clitic, and, marked «=», its bare form."""
    bare = bare_form(host)
    return frozenset({form, host, *([before[-1]] if before else []), *([BARE + bare] if len(bare) > 2 else [])})


@cache
def bare_form(form: str) -> str:
    """A folded form without article and without a final alef (accusative) or heh (feminine)."""
    bare = form.removeprefix(ARTICLE) if len(form) > 4 else form
    return bare[:-1] if len(bare) > 4 and bare[-1] in _ENDINGS else bare


def _rare(analysis: Analysis) -> bool:
    """A form that news hardly uses: the second person, the feminine plural of a verb."""
    return analysis.person == "2" or (analysis.pos == "verb" and analysis.number == "p" and analysis.gender == "f")


def _by_heh(analysis: Analysis, form: str) -> bool:
    """Whether an analysis takes the final letter for a teh marbuta."""
    return (analysis.gender == "f" and analysis.number == "s" and analysis.pos != "verb" and fold_word(analysis.lemma)[-1:] != form[-1:]) or (
        analysis.lemma.endswith(TEH_MARBUTA) and form.endswith(HEH)
    )  # fmt: skip


def takes(analysis: Analysis, cut: Cut) -> bool:
    """Whether a form of this kind takes the clitics: no preposition before a finite verb, the future particle before a present only,
    the pronoun of the verb's object («-ni») after a verb only, none after the article."""
    last = cut.before[-1:]
    if analysis.state == ("absolute" if cut.after else "construct") and (cut.after or analysis.pos == "verb"):
        return False
    if analysis.pos == "verb":
        return last in _BEFORE_ANY or (last in (SEEN, LAM) and analysis.tense == "present")
    return last != SEEN and cut.after not in _OBJECT_OF_VERB and not (cut.after and analysis.state == "definite")


class WordCutter:
    """Cuts folded text into words against a lexicon; remembers the forms it has seen (an optimisation that answers cannot depend on)."""

    def __init__(self, lexicon: Lexicon, remember: int = 200_000) -> None:
        words = lexicon.words
        self._whole = words.attested | words.of_persons
        self._attested, self._names = words.attested, words.names
        self._future, self._function_words = words.future, words.function
        self._stems = lexicon.stems
        self._clitics = lexicon.clitics
        self._seen: dict[str, tuple[tuple[Cut, ...], str, str, frozenset[str]]] = {}
        self._remember = remember

    def words(self, folded: Folded, start: int, end: int) -> tuple[Word, ...]:
        """The words of ``folded.text[start:end]``."""
        text, starts, ends, source, seen = folded.text, folded.starts, folded.ends, folded.source, self._seen
        # Some outlets write no teh marbuta at all: in their texts a final heh is one.
        unmarked = len(source) > _SHORT and TEH_MARBUTA not in source
        found, last = [], start
        for match in WORD.finditer(text, start, end):
            first, after = match.span()
            gap = text[last:first] if first > last else ""
            form = match.group()
            shown = form[:-1] + TEH_MARBUTA if form[-1] == HEH and (unmarked or source[starts[after - 1]] == TEH_MARBUTA) else form
            known = seen.get(shown) or self._known(shown)
            marks = "" if gap == " " or not gap else _gap(gap)
            found.append(_new(Word, (starts[first], ends[after - 1], form, first, marks, *known)))
            last = after
        return tuple(found)

    def cuts(self, form: str) -> tuple[Cut, ...]:
        """The ways to see a folded word, likeliest first. It may keep a final teh marbuta, which is then no pronoun."""
        return (self._seen.get(form) or self._known(form))[0]

    def _known(self, form: str) -> tuple[tuple[Cut, ...], str, str, frozenset[str]]:
        """Cuts, likeliest host and its clitics, and keys of a form, remembered."""
        cuts = self._cut(form)
        before, host, _ = cuts[0]
        known = (cuts, host, before, keys_of(folded_heh(form), host, before))
        if len(self._seen) < self._remember:
            self._seen[form] = known
        return known

    def _cut(self, form: str) -> tuple[Cut, ...]:
        """The cuts of a form: a fixed one, the whole of a word of the tables, else what its stems and hosts allow."""
        fixed, host = self._clitics.fixed.get(form), folded_heh(form)
        whole = Cut("", host, "")
        if fixed or form in self._whole or host in self._whole or len(form) < 3 or form[0].isdigit():
            return (Cut(*fixed),) if fixed else (whole,)
        if form[0] in (WAW, FEH) and form[1:] in self._function_words and (form[0] == WAW or len(form) < 4):
            return (Cut(form[0], form[1:], ""),)
        known = [a for a in self._stems.analyses(host) if not _rare(a) and not (form[-1] == HEH and _by_heh(a, host))]
        cuts = [cut for cut in self._splits(form) if self._may_stand(cut)]
        cuts.sort(key=lambda cut: (cut.host not in self._attested, -len(cut.host), len(cut.after)))
        if known and not (cuts and self._likelier(cuts[0], host, known)):
            return (whole,)
        return tuple(cuts) or _by_article(form) or (whole,)

    def _likelier(self, cut: Cut, form: str, known: list[Analysis]) -> bool:
        """Whether a cut is likelier than the whole word, which is a word too: the tables know its host, and the whole is no lemma."""
        if cut.host not in self._attested or any(fold_word(a.lemma) == form and a.pos != "verb" for a in known):
            return False
        if cut.before in (WAW, FEH) and not cut.after:
            return len(cut.host) > 2
        return cut.after in _SURE_PRONOUNS and not cut.before

    def _may_stand(self, cut: Cut) -> bool:
        """Whether a host is a word, and one that takes these clitics."""
        analyses = self._stems.analyses(cut.host)
        only_verb = bool(analyses) and cut.host not in self._names and all(analysis.pos == "verb" for analysis in analyses)
        if only_verb and (cut.after == YEH or cut.before[-1:] in _BEFORE_NOUNS):
            return False
        if cut.host in self._attested:
            return cut.before[-1:] != SEEN or cut.host in self._future
        if cut.host in self._whole and cut.before[-1:] != SEEN and not cut.after and len(cut.host) > 3:
            return True
        return any(not _rare(analysis) and takes(analysis, cut) for analysis in analyses)

    def _splits(self, form: str) -> list[Cut]:
        """Every split into proclitics, host of two letters or more, and enclitic."""
        splits = []
        for before in ("", *self._clitics.proclitics):
            if form.startswith(before):
                splits += self._tails(form[len(before) :], before)
        for before in self._clitics.with_article:
            if form.startswith(before):
                splits += self._tails("\u0627\u0644" + form[len(before) :], before)
        return splits

    def _tails(self, rest: str, before: str) -> list[Cut]:
        splits = [Cut(before, folded_heh(rest), "")] if len(rest) >= 2 else []
        for after in self._clitics.enclitics:
            if rest.endswith(after) and len(rest) - len(after) >= 2:
                splits.append(Cut(before, rest[: -len(after)], after))
        return splits


def _by_article(form: str) -> tuple[Cut, ...]:
    """A preposition before the article of a long unknown word: three joined clitic letters that hardly begin a word of their own."""
    found = _FUSED_ARTICLE.match(form)
    if found is None:
        return ()
    before, joined, rest = found.groups()
    return (Cut(before + ("\u0644\u0644" if joined == "\u0644\u0644" else "\u0628"), "\u0627\u0644" + rest, ""),)


# «bi-l-» or «li-l-», «and» or «so» before it, and five letters or more.
_FUSED_ARTICLE = re.compile("([\u0648\u0641]?)(\u0628\u0627\u0644|\u0644\u0644)(\\w{5,})$")


def _gap(gap: str) -> str:
    """The marks of a gap, its plain spaces left out; a line break stays a mark."""
    return "".join(gap.split(" "))
