"""Whether the words beside a hit allow it: the ``needs`` and ``blocks`` of its row."""

from __future__ import annotations

from functools import cache

from rawi.parse import Hit, Sentence
from rawi.parse.words import BARE, Word, bare_form


def fires(hit: Hit, sentence: Sentence, needs: frozenset[str], blocks: frozenset[str], reach: int = 6) -> bool:
    """Whether the words beside a hit allow it: what it needs is there, and nothing that blocks it."""
    return (not needs or needed(hit, sentence, needs, reach)) and not (blocks and blocked(hit, sentence, blocks))


def needed(hit: Hit, sentence: Sentence, needs: frozenset[str], reach: int = 6) -> bool:
    """One of ``needs`` stands within ``reach`` words after a hit."""
    return _any(sentence.words[hit.last + 1 : hit.last + 1 + reach], needs) or (":" in needs and _colon(sentence, hit.last))


def blocked(hit: Hit, sentence: Sentence, blocks: frozenset[str]) -> bool:
    """One of ``blocks`` stands close by a hit, before it in its own clause (or, marked «~», in the sentence)."""
    words, (wide, phrases) = sentence.words, _wide(blocks)
    near = words[_clause_from(words, hit.first) : hit.first] + words[hit.last + 1 : hit.last + 4]
    return _any(near, blocks) or (bool(wide) and _any(words, wide)) or (bool(phrases) and _says(words, phrases))


def _clause_from(words: tuple[Word, ...], first: int) -> int:
    """The second word before a hit, or the first one behind a comma."""
    if first and _COMMA in words[first].gap:
        return first
    return first - 1 if first and _COMMA in words[first - 1].gap else max(0, first - 2)


@cache
def _wide(blocks: frozenset[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """The words that block from anywhere in the sentence, and the phrases, each between spaces."""
    wide = [word[1:] for word in blocks if word.startswith("~")]
    return frozenset(w for w in wide if " " not in w), tuple(f" {w} " for w in sorted(wide) if " " in w)


def _says(words: tuple[Word, ...], phrases: tuple[str, ...]) -> bool:
    """One of the phrases stands in the sentence, word for word but for clitics before its first."""
    hosts = " ".join(["", *(word.host for word in words), ""])
    return any(phrase in hosts for phrase in phrases)


def _any(words: tuple[Word, ...], wanted: frozenset[str]) -> bool:
    """One of the words, its host, its last clitic or its bare form (no article, no case or gender ending) is wanted."""
    keys = _keys(wanted)
    for word in words:  # noqa: SIM110 - asked 200 times an article, and a generator costs twice as much
        if not word.keys.isdisjoint(keys):
            return True
    return False


@cache
def _keys(wanted: frozenset[str]) -> frozenset[str]:
    """The wanted words and, marked, their bare forms."""
    return wanted | {BARE + bare_form(word) for word in wanted}


# «he added, on Thursday, at a press conference in …: "…"»
_COLON_REACH = 30


def _colon(sentence: Sentence, last: int) -> bool:
    return any(":" in sentence.words[at].gap for at in range(last + 1, min(len(sentence.words), last + _COLON_REACH)))


def coordinated(sentence: Sentence, last: int, first: int) -> bool:
    """Words ending at ``last`` and beginning at ``first`` are joined by «and»: fused to the second, or standing between them."""
    words = sentence.words
    if first == last + 1:
        return words[first].before.startswith(WAW) and words[first].gap in _QUOTES
    return first == last + 2 and words[last + 1].form == WAW


WAW = "\u0648"
_QUOTES = frozenset({"", '"', "“", "”", "«", "»", "\u060c"})


def closes_clause(sentence: Sentence, hit: Hit, that: frozenset[str]) -> bool:
    """«…, says X,» or «…, as X says.»: a verb behind a comma or «as», with a subject of a few words and nothing said after it."""
    words, first = sentence.words, hit.first
    behind = first > 0 and (_COMMA in words[first].gap or words[first - 1].form == _KAMA)
    if not behind or hit.before or not _QUOTED.isdisjoint(words[first].gap):
        return False
    end = next((at for at in range(hit.last + 1, len(words)) if words[at].gap and not _QUOTES.issuperset(words[at].gap)), len(words))
    opened = any(word.form in that or not _SAID.isdisjoint(word.gap) for word in words[hit.last + 1 : end + 1])
    return 0 < end - hit.last - 1 <= _SUBJECT and not opened and (end == len(words) or _COMMA in words[end].gap)


_COMMA, _KAMA, _SUBJECT = "\u060c", "\u0643\u0645\u0627", 5  # words of a subject
_SAID, _QUOTED = frozenset({":", '"', "“", "«"}), frozenset({'"', "”", "»"})
