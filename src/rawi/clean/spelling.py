"""Undoes spellings that evade filters: marks, dots and spaces inside a word, letters spelled apart, letters that only look alike.

A word is restored only where the joined letters are attested. An invisible letter between two letters is meant to break a word; plain
tatweel lengthens any word and is no evasion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from rawi.clean.attest import Attestation, attestation
from rawi.clean.lookalikes import lookalike_letters, restored_lookalikes
from rawi.fold import fold_word
from rawi.lexicon import Lexicon
from rawi.records import Repair

TATWEEL, WAW = "\u0640", "\u0648"
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_MARKS = "\u064b-\u065f\u0670"
LETTERS = "\u0621-\u063a\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5"
_WORD = f"{LETTERS}{_MARKS}{TATWEEL}{_INVISIBLE}"
_QUOTES = "\"'\u2018\u2019\u201a\u201c-\u201e\u00ab\u00bb\u2039\u203a()\\[\\]{}<>?\u061f%"
_SIGN = rf"[^\w\s{_MARKS}{TATWEEL}{_INVISIBLE}{_QUOTES}]"
_BREAK = re.compile(
    rf"(?<={TATWEEL}) ?(?:{_SIGN}|_){{1,4}} ?(?={TATWEEL})|(?:{_SIGN}|_){{1,4}}|(?<={TATWEEL}) {{1,2}}|(?<=[{_WORD}]) (?={TATWEEL})"
)
_PIECE = rf"[{_MARKS}{TATWEEL}{_INVISIBLE}]*+[{LETTERS}][{_WORD}]*+"
_RUN = re.compile(rf"(?<![{_WORD}]){_PIECE}(?:(?:{_BREAK.pattern}){_PIECE})+")
_SPELLED = re.compile(
    rf"(?<![{_WORD}])[{LETTERS}]{{1,2}}(?:[ .*_/\\+#^~=\u00b7\u2022{TATWEEL}-]{{1,4}}[{LETTERS}]{{1,2}}(?![{LETTERS}{_MARKS}])){{2,}}"
)
_BETWEEN_SPELLED = re.compile(rf"[^{LETTERS}]+")
# One look at a text: a sign glued between letters, tatweel beside a space, a single letter before a fragment, a letter of another script.
_SUSPECT_START = rf"[^\w\n{_MARKS}{_INVISIBLE}{_QUOTES}]|_"
_GLUED = rf"(?<=[{_WORD}].)(?=(?:{_SIGN}|_){{0,3}}[{_WORD}])(?<![{_WORD}][ ])"
_SINGLE_BEFORE = rf"(?:(?<=[^{_WORD}][{LETTERS}] )|(?<=^[{LETTERS}] )|(?<=[^{_WORD}][{LETTERS}]\. )|(?<=[{LETTERS}] \. ))(?<!\u0648 )"
_FRAGMENT_AFTER = rf"(?=[{LETTERS}]{{1,2}}(?![{_WORD}]))"
_APART = rf"(?<=[ ])(?:(?<={TATWEEL} )(?=[{LETTERS}{TATWEEL}])|(?={TATWEEL}[{_WORD}])|{_SINGLE_BEFORE}{_FRAGMENT_AFTER})"
_SUSPECT = re.compile(rf"(?:{_SUSPECT_START})(?:{_GLUED}|{_APART})")
_WINDOW = 40
_LINK = re.compile(r"(?:https?://|www\.)\S+|\S*@[A-Za-z]\S*|\S+@\S+\.\S+|(?<!\w)[#@][^\s#@]+")
_LINK_SIGNS = ("@", "#", "www.", "://")  # without any of them no link is there to look for
_DROPPED = re.compile(f"[{TATWEEL}{_INVISIBLE}]+")
# Signs that writers also put between whole words or before an ending; the others stand inside a word only to break it.
_ORDINARY_SIGNS = frozenset("./-_,:;!&+\\\u060c\u061b\u2010\u2011\u2012\u2013\u2014\u2026\u00b7")
# Endings that follow a stroke, dot or hyphen where both genders are written: teh marbuta, the plural endings.
_GENDER_ENDINGS = frozenset({"\u0647", "\u0627\u062a", "\u0648\u0646", "\u064a\u0646", "\u062a", "\u064a\u0647", "\u0627", "\u064a"})
_VEILED = re.compile(rf"[{LETTERS}][{_MARKS}{TATWEEL}]*[{_INVISIBLE}][{TATWEEL}{_INVISIBLE}]*[{LETTERS}]")
_WHOLE_WORD = re.compile(rf"[{_WORD}]+")
_LONGEST_RUN = 14
_MOST_PIECES = 60
_MOST_SIGNS = 2
_BOTH_SIDES = 2
_INVISIBLE_LETTER = re.compile(f"[{_INVISIBLE}]")


def repair_spelling(text: str, lexicon: Lexicon) -> tuple[Repair, ...]:
    """The evasion spellings of a text, in order, each with the word as it would be written."""
    suspect = _SUSPECT.search(text)
    odd = lookalike_letters(lexicon.folder).pattern.search(text)
    veiled = _VEILED.search(text)
    if suspect is None and odd is None and veiled is None:
        return ()
    known = attestation(lexicon)
    found = list(restored_lookalikes(text, known)) if odd else []
    found += list(_broken_words(text, suspect.start(), known)) if suspect else []
    found += list(_veiled_words(text, known)) if veiled else []
    links = [match.span() for match in _LINK.finditer(text)] if found and any(sign in text for sign in _LINK_SIGNS) else []
    kept: list[Repair] = []
    for repair in sorted(found, key=lambda repair: (repair.start, -repair.end)):
        if (not kept or repair.start >= kept[-1].end) and not any(a < repair.end and repair.start < b for a, b in links):
            kept.append(repair)
    return tuple(kept)


def _broken_words(text: str, first: int, known: Attestation) -> Iterator[Repair]:
    """Words with marks or spaces inside, of which ``first`` is the first suspect."""
    for start, end in _windows(text, first):
        for run in _RUN.finditer(text, start, end):
            if not text[run.start() - 1 : run.start()].isdigit():
                yield from _restored(text, _pieces(_BREAK, text, *run.span()), known, spelled=False)
        for run in _SPELLED.finditer(text, start, end):
            yield from _restored(text, _pieces(_BETWEEN_SPELLED, text, *run.span()), known, spelled=True)


def _veiled_words(text: str, known: Attestation) -> Iterator[Repair]:
    """Words with invisible letters between their letters."""
    last = 0
    for veil in _VEILED.finditer(text):
        if veil.start() < last:
            continue
        start = veil.start()
        while start > last and _WHOLE_WORD.match(text, start - 1, start):
            start -= 1
        last = _WHOLE_WORD.match(text, start).end()  # type: ignore[union-attr]
        shown = text[start:last].rstrip(TATWEEL)
        word = _DROPPED.sub("", shown)
        if known.is_word(fold_word(word), word):
            yield Repair(start, start + len(shown), shown, word)


def _windows(text: str, first: int) -> list[tuple[int, int]]:
    """The stretches around what the first look found from ``first`` on, widened to spaces, overlapping ones as one."""
    windows: list[tuple[int, int]] = []
    for suspect in _SUSPECT.finditer(text, first):
        line_start = text.rfind("\n", 0, suspect.start()) + 1
        line_end = text.find("\n", suspect.end())
        start = max(line_start, text.rfind(" ", 0, max(0, suspect.start() - _WINDOW)) + 1)
        end = text.find(" ", suspect.end() + _WINDOW)
        end = min(value for value in (end, line_end, len(text)) if value >= 0)
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], max(end, windows[-1][1]))
        else:
            windows.append((start, end))
    return windows


def _pieces(breaks: re.Pattern[str], text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans between the breaks of a run."""
    spans, at = [], start
    for found in breaks.finditer(text, start, end):
        if found.start() > at:
            spans.append((at, found.start()))
        at = found.end()
    return [*spans, (at, end)] if end > at else spans


def _restored(text: str, pieces: list[tuple[int, int]], known: Attestation, spelled: bool) -> Iterator[Repair]:
    """The longest restorable stretches of a run, from left to right."""
    first, pieces = 0, pieces[:_MOST_PIECES]
    while first < len(pieces) - 1:
        for last in range(min(len(pieces), first + _LONGEST_RUN) - 1, first, -1):
            word = _joined(text, pieces[first : last + 1], known, spelled)
            if word:
                start, end = pieces[first][0], pieces[last][1]
                yield Repair(start, end, text[start:end], word)
                first = last
                break
        first += 1


def _joined(text: str, spans: list[tuple[int, int]], known: Attestation, spelled: bool) -> str | None:
    """The word that the pieces make, or None where they are no broken word."""
    plain = [_DROPPED.sub("", text[start:end]) for start, end in spans]
    word = "".join(plain)
    folded, parts = fold_word(word), [fold_word(piece) for piece in plain]
    if len(folded) < 3:
        return None
    gaps = [text[a[1] : b[0]] for a, b in pairwise(spans)]
    if spelled:
        holds = _spelled_apart(gaps, folded, parts, known)
    elif all(sides := [_tatweel_beside(text, a[1], b[0]) for a, b in pairwise(spans)]):
        holds = _strongly_broken(min(sides) == _BOTH_SIDES, gaps, plain, known)
    else:
        holds = _weakly_broken("".join(gaps), plain, known)
    return word if holds else None


def _spelled_apart(gaps: list[str], folded: str, parts: list[str], known: Attestation) -> bool:
    """Three pieces or more, single letters among them, that make a sensitive word; the conjunction «wa-», a clitic further off
    than they are, or a word of two letters before them stands alone."""
    if len(parts) < 3 or min(map(len, parts)) > 1 or not known.is_sensitive(folded):
        return False
    apart = gaps[0].isspace() if parts[0] == WAW else " " in gaps[0] and " " not in gaps[1]
    clitic = apart and known.is_clitic(parts[0]) and known.is_sensitive(folded[len(parts[0]) :])
    return not clitic and not any(known.is_particle(part) for part, gap in zip(parts, gaps, strict=False) if " " in gap)


def _tatweel_beside(text: str, start: int, end: int) -> int:
    """On how many sides of a break there is tatweel."""
    before = _INVISIBLE_LETTER.sub("", text[max(0, start - 4) : start])
    after = _INVISIBLE_LETTER.sub("", text[end : end + 4])
    return before.endswith(TATWEEL) + after.startswith(TATWEEL)


def _strongly_broken(both: bool, gaps: list[str], plain: list[str], known: Attestation) -> bool:
    """Pieces with tatweel at every break, on ``both`` sides of it or one: a broken word, unless they are a clitic before a word or
    words of their own."""
    word, parts = "".join(plain), [fold_word(piece) for piece in plain]
    folded = "".join(parts)
    spaced = any(gap.isspace() for gap in gaps)
    ordinary = spaced or set("".join(gaps)) <= _ORDINARY_SIGNS - {"."}
    if (
        not both
        and (len(plain) == 2 or gaps[0].isspace())
        and known.is_clitic(plain[0])
        and known.is_listed("".join(parts[1:]))
        and (ordinary or not known.is_form(folded))
    ):
        return False
    if spaced and not both:
        words = sum(map(known.is_alone, parts))
        joined = known.is_sensitive(folded) if words else known.is_listed(folded)
        return words < len(parts) and not known.is_clitic(plain[0]) and joined
    return known.is_word(folded, word)


def _weakly_broken(gaps: str, plain: list[str], known: Attestation) -> bool:
    """Pieces without tatweel: a broken word only where the whole is sensitive (or listed, after signs of no other use) and the pieces
    are no words."""
    parts = [fold_word(piece) for piece in plain]
    folded = "".join(parts)
    if " " in gaps or len(set(gaps)) > _MOST_SIGNS:
        return False
    if not set(gaps) & _ORDINARY_SIGNS:
        return known.is_sensitive(folded) or (len(folded) > 3 and known.is_listed(folded) and not all(map(known.is_alone, parts)))
    return known.is_sensitive(folded) and not _words_side_by_side(plain, parts, folded, known)


def _words_side_by_side(plain: list[str], parts: list[str], folded: str, known: Attestation) -> bool:
    """Whether pieces around an ordinary sign are words of their own, a clitic and a word, or a word and an ending."""
    if all(known.is_clitic(piece) or known.is_alone(part) for piece, part in zip(plain, parts, strict=True)):
        return True
    if len(parts) == 2 and known.is_listed(parts[0]) and (parts[-1] in _GENDER_ENDINGS or known.is_ending(parts[-1])):
        return True
    if known.is_clitic(plain[0]) and known.is_listed("".join(parts[1:])) and not known.is_form(folded):
        return True
    return min(map(len, parts)) > 2 and all(map(known.is_listed, parts))
