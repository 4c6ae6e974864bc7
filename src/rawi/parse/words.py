"""Words of a folded text: tokens, and clitics cut only where the host is attested."""

from __future__ import annotations

import re
from typing import NamedTuple

from rawi.fold import Folded
from rawi.lexicon import Lexicon
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

    ``cuts`` are the ways to see it, likeliest first; ``before`` and ``host`` are the likeliest's clitics and host.
    """

    start: int
    end: int
    form: str
    at: int
    gap: str
    cuts: tuple[Cut, ...]
    host: str
    before: str

    def host_span(self, folded: Folded, cut: Cut) -> Span:
        """The source span without the clitics before the host; in lam + article («lil-») the article's letter is merged with the
        clitic, so both stay."""
        if not cut.before:
            return Span(self.start, self.end)
        first = len(cut.before) - 2 if cut.before.endswith("\u0644\u0644") else len(cut.before)
        return folded.span(self.at + first, self.at + len(self.form))


SEEN = "\u0633"


class WordCutter:
    """Cuts folded text into words against a lexicon; remembers the forms it has seen (an optimisation that answers cannot depend on)."""

    def __init__(self, lexicon: Lexicon, remember: int = 200_000) -> None:
        self._attested = lexicon.attested
        self._future = lexicon.future
        self._clitics = lexicon.clitics
        self._seen: dict[str, tuple[Cut, ...]] = {}
        self._remember = remember

    def words(self, folded: Folded, start: int, end: int) -> tuple[Word, ...]:
        """The words of ``folded.text[start:end]``."""
        text, starts, ends, seen = folded.text, folded.starts, folded.ends, self._seen
        found, last = [], start
        for match in WORD.finditer(text, start, end):
            first, after = match.span()
            gap = text[last:first] if first > last else ""
            form = match.group()
            cuts = seen.get(form) or self.cuts(form)
            before, host, _ = cuts[0]
            found.append(Word(starts[first], ends[after - 1], form, first, "" if gap == " " or not gap else _gap(gap), cuts, host, before))
            last = after
        return tuple(found)

    def cuts(self, form: str) -> tuple[Cut, ...]:
        """The ways to see a word, likeliest first: whole when attested, else the longest attested hosts, else whole."""
        known = self._seen.get(form)
        if known is None:
            known = self._cut(form)
            if len(self._seen) < self._remember:
                self._seen[form] = known
        return known

    def _cut(self, form: str) -> tuple[Cut, ...]:
        whole = Cut("", form, "")
        if form in self._attested or len(form) < 3 or form[0].isdigit():
            return (whole,)
        cuts = [Cut(b, h, a) for b, h, a in self._splits(form) if h in self._attested and (b[-1:] != SEEN or h in self._future)]
        cuts.sort(key=lambda cut: (-len(cut.host), len(cut.after)))
        return tuple(cuts) or _by_article(form) or (whole,)

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
        splits = [Cut(before, rest, "")] if len(rest) >= 2 else []
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
