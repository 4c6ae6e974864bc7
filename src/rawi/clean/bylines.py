"""Lines of their own that say who made a text, where, for which house and when: read part by part, and only where every part is one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rawi.clean.days import day_words, either
from rawi.clean.lines import Line, split_lines
from rawi.clean.surroundings import is_name, is_outlet, is_person, is_place, surrounding_words
from rawi.fold import Folded, fold
from rawi.lexicon import Lexicon
from rawi.lexicon.inflect import ARTICLE
from rawi.lexicon.trie import tokens
from rawi.records import Span

_SIGNS = r"[-/|:,\u060c\u061b()\[\]\u00ab\u00bb\u201c\u201d\"*+\u2022\u00b7~\u23f1\ufe0f]"
# What parts a line: signs, or two spaces where a tatweel stood that folding drops.
_BETWEEN = re.compile(rf"(?:\s*{_SIGNS})+\s*|\s{{2,}}")
_DIGIT = re.compile(r"\d")
_PARTED = re.compile(rf"{_SIGNS}|\d|\s{{2}}")
_RAW_SIGN = re.compile(r"[-\u0640\u2010-\u2015/|:()\[\]\u00ab\u00bb\u201c\u201d]")
_DATELINE_LETTERS, _LONGEST_SHOWN = 40, 120
_NAME_END = re.compile(rf"{_BETWEEN.pattern}|\s*(?=\d)")
_OPENING = {"\u00ab": "\u00bb", "\u201c": "\u201d"}
_NUMBER = re.compile(r"\d[\d.,]*(?!\w)")
_INITIALS = re.compile(r"[^\W\d_](?:\s?\.\s?[^\W\d_]){1,6}\.?(?!\w)")
_HIJRI_NUMERIC = r"\d{4}/\d{1,2}/\d{1,2}\s?\u0647(?:\u0640|\u062c)?(?!\w)"
_AFTER_HIJRI = r"(?:\s?\u0647\u062c?(?!\w))?"
# «Hama-SANA: …», «Cairo (Reuters) - …», «(AFP) - …», at a line's start.
_OPENING_DATELINE = re.compile(
    rf"(?P<place>[^\W\d_]+(?: [^\W\d_]+){{0,2}}?)?(?:\s+\d[\w /.-]{{0,24}})?(?:\s{{2,}}|(?:\s*{_SIGNS})+)\s*"
    rf"(?P<agency>[^\W\d_](?:[^:,()\[\]/-]{{0,24}}[^\W\d_])?)(?:\s{{2,}}|(?:\s*{_SIGNS})+)\s*\w"
)
_HEAD, _FOOT = 7, 4
_HEAD_LETTERS, _FOOT_LETTERS = 1200, 500
_MOST_WORDS = 18
_MOST_PARTS = 12
_LONGEST_HOUSE = 4
_TIMES = frozenset({"day", "clock", "reading", "number", "label"})
_DATED = frozenset({"day", "clock", "reading"})
_WHO = frozenset({"maker", "maker_with_sign"})
_BESIDE_MAKERS = _TIMES | _WHO | {"place", "agency", "name", "house"}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a line: day, clock, reading, number, label, maker, maker_with_sign, place, agency, house, name, or None where it is none;
    ``sign``: what separates it from the part before; ``at``: where it begins in the line."""

    kind: str | None
    words: str
    sign: str
    at: int = 0


@cache
def _patterns(folder: Path) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What a part may be at its beginning, in the order of trial."""
    words, days = surrounding_words(folder), day_words(folder)
    phrases = {"label": words.labels, "reading": words.reading, "maker": words.makers, "maker_with_sign": words.makers_with_sign}
    told = [(kind, re.compile(rf"(?:{either(found)})(?!\w)")) for kind, found in phrases.items()]
    dated = [
        ("day", re.compile(rf"{_HIJRI_NUMERIC}|{days.source}{_AFTER_HIJRI}")),
        ("clock", re.compile(rf"{days.clock}(?:\s?\(?(?:{either(words.clock)})(?!\w))*")),
    ]
    return (*dated, *told, ("number", _NUMBER), ("agency", _INITIALS))


def tells_time(line: Line, lexicon: Lexicon) -> bool:
    """Whether a line holds dates, clock times and counters and nothing else."""
    if line.stopped or line.words > _MOST_WORDS or not _DIGIT.search(line.core):
        return False
    parts = _parts(line.core, lexicon)
    return bool(parts) and {part.kind for part in parts} <= _TIMES and _tells_time(parts, bare=True)


def byline_of_its_own(line: Line, in_head: bool, dated: bool, lexicon: Lexicon) -> bool:
    """Whether a line is a byline and nothing of the story; ``in_head``: nothing of the story stands between it and the title;
    ``dated``: a date was told above it."""
    parts = _worth_parts(line, lexicon)
    kinds = {part.kind for part in parts}
    if None in kinds or not parts:
        return False
    if kinds <= _TIMES:
        return _tells_time(parts, in_head and not dated)
    if kinds & _WHO:
        return kinds <= _BESIDE_MAKERS and _tells_maker(parts)
    if not in_head:
        return False
    if "agency" in kinds:
        return "house" in kinds or any(is_person(part.words, lexicon) for part in parts if part.kind == "name")
    return _tells_from_and_for(parts, lexicon)


def maker_named(text: str, lexicon: Lexicon) -> str:
    """A byline's text without the words before a maker's name («by», «written by:»), letter for letter."""
    folded = fold(text)
    at = 0
    while (end := _after_maker(folded.text, at, lexicon.folder)) > at:
        at = end
    return text[folded.starts[at] :].strip() if at < len(folded.text) else ""


def _after_maker(folded: str, at: int, folder: Path) -> int:
    """Where a word for the maker that stands here ends, with the signs and spaces behind it."""
    for kind, pattern in _patterns(folder):
        found = pattern.match(folded, at) if kind in _WHO else None
        sign = _BETWEEN.match(folded, found.end()) if found else None
        if found and (sign or kind == "maker"):
            end = sign.end() if sign else found.end()
            return end + len(folded[end:]) - len(folded[end:].lstrip())
    return at


def _tells_time(parts: list[Part], bare: bool) -> bool:
    """Dates, clock times and counters; a ``bare`` date, without label or clock, may be a subhead elsewhere than in the head."""
    kinds = {part.kind for part in parts}
    labelled = "label" in kinds or "clock" in kinds or "reading" in kinds
    return bool(kinds & _DATED) and (bare or (labelled and len(parts) > 1))


def _tells_maker(parts: list[Part]) -> bool:
    """A word for the maker: alone where it needs no sign, else with a sign beside it and something more."""
    sure = any(part.kind == "maker" for part in parts)
    return sure or any(part.kind == "maker_with_sign" and len(parts) > 1 and _signed(parts, at) for at, part in enumerate(parts))


def _signed(parts: list[Part], at: int) -> bool:
    """Whether a sign stands before or behind a part."""
    return bool(parts[at].sign or (at + 1 < len(parts) and parts[at + 1].sign))


def _tells_from_and_for(parts: list[Part], lexicon: Lexicon) -> bool:
    """A place with a house or a person, with or without a date; a person with a date; or a person's whole name."""
    named = [part for part in parts if part.kind in ("name", "house")]
    places = sum(part.kind == "place" for part in parts)
    dated = any(part.kind in _DATED for part in parts)
    if len(named) != 1 or places > 1:
        return False
    house, words = named[0].kind == "house", named[0].words
    if not places and not dated:
        return len(parts) == 1 and not house and _all_name_words(words, lexicon)
    if house or _all_name_words(words, lexicon):
        return True
    return _apart(parts) and (parts[-1].kind == "name" if places else is_person(words, lexicon))


def _apart(parts: list[Part]) -> bool:
    """Whether a dash, a stroke or a wide space stands between the parts: a colon may open a subhead."""
    return all(part.sign and part.sign != ":" for part in parts[1:])


def _is_house(words: str, lexicon: Lexicon) -> bool:
    """Whether a name holds a word of outlets' names."""
    houses = surrounding_words(lexicon.folder).house_words
    return len(tokens(words)) <= _LONGEST_HOUSE and any(
        word in houses or word.removeprefix("\u0627\u0644") in houses for word in tokens(words)
    )


def _all_name_words(words: str, lexicon: Lexicon) -> bool:
    """Whether two words or more begin with a personal name and go on with names or words that no table knows."""
    found = tokens(words)
    joined = surrounding_words(lexicon.folder).names_like_particles
    known = [word in lexicon.words.of_persons or word in joined for word in found]
    unknown = [word for word, name in zip(found, known, strict=True) if not name]
    return 2 <= len(found) <= _LONGEST_HOUSE and known[0] and not any(word in lexicon.words.plain for word in unknown)


def _worth_parts(line: Line, lexicon: Lexicon) -> list[Part]:
    """The parts of a line that may be a byline: short, no sentence, with a sign or a figure unless it is a few words."""
    short = not line.stopped and line.words <= _MOST_WORDS
    return _parts(line.core, lexicon) if short and (line.words <= _LONGEST_HOUSE or _PARTED.search(line.core)) else []


def _parts(core: str, lexicon: Lexicon) -> list[Part]:
    """The parts of a line in order; where one is nothing known, the last has no kind."""
    parts: list[Part] = []
    at, before = 0, ""
    while at < len(core):
        sign = _BETWEEN.match(core, at)
        if sign:
            at, before = sign.end(), sign.group().strip() or " "
            continue
        if core[at].isspace():
            at += 1
            continue
        kind, end = _part_at(core, at, bool(parts) and parts[-1].kind in _WHO and before != "", lexicon)
        parts.append(Part(kind, core[at:end].strip(), before, at))
        if kind is None or len(parts) > _MOST_PARTS:
            return [*parts, Part(None, "", "")]
        at, before = end, ""
    return parts


def _part_at(core: str, at: int, after_maker: bool, lexicon: Lexicon) -> tuple[str | None, int]:
    """The kind and the end of the part that begins here; behind a word for the maker and a sign few words are a name."""
    for kind, pattern in _patterns(lexicon.folder):
        found = pattern.match(core, at)
        if found and found.end() > at:
            return kind, found.end()
    if core[at - 1 : at] in _OPENING and (closing := core.find(_OPENING[core[at - 1 : at]], at)) > 0:
        return "house" if core.count(" ", at, closing) < _LONGEST_HOUSE else None, closing
    sign = _NAME_END.search(core, at)
    end = sign.start() if sign else len(core)
    words = core[at:end].strip()
    return _named(words, lexicon) or ("name" if after_maker and _may_name_a_maker(words, lexicon) else None), end


def _may_name_a_maker(words: str, lexicon: Lexicon) -> bool:
    """Whether two to four words that do not begin with a particle stand there: names that are words too («gift», «behind»)."""
    found = tokens(words)
    return 2 <= len(found) <= _LONGEST_HOUSE and found[0] not in lexicon.words.function and not any(word[0].isdigit() for word in found)


def _named(words: str, lexicon: Lexicon) -> str | None:
    first, _, last = words.rpartition(" ")
    if is_place(words, lexicon) or (last.startswith(ARTICLE) and is_place(first, lexicon) and not _is_house(words, lexicon)):
        return "place"
    if is_outlet(words, lexicon):
        return "agency"
    if _is_house(words, lexicon):
        return "house"
    return "name" if is_name(words, lexicon) else None


def maker_in_text(text: str, lexicon: Lexicon) -> str | None:
    """Who made a text, by the lines around its story or the dateline that opens it: a person, else a house, else an agency; in the
    letters of the text."""
    found: dict[str, str] = {}
    head = text[:_HEAD_LETTERS].split("\n")[:_HEAD]
    foot = text[max(_HEAD_LETTERS, len(text) - _FOOT_LETTERS) :].split("\n")[-_FOOT:]
    for number, shown in enumerate((*head, *foot)):
        if not _RAW_SIGN.search(shown, 0, _DATELINE_LETTERS):
            continue
        folded = fold(shown[:_LONGEST_SHOWN])
        for line in split_lines(folded)[:1]:
            parts = _parts_of_maker(line, lexicon) if len(shown) <= _LONGEST_SHOWN else []
            for part in parts if number else ():
                found.setdefault(part.kind or "", _shown(part, line, folded, shown))
            dateline = _of_dateline(line, folded, shown, lexicon) if number < len(head) else ""
            if dateline:
                found.setdefault("agency", dateline)
    return next((found[kind] for kind in ("name", "house", "agency") if kind in found), None)


def _parts_of_maker(line: Line, lexicon: Lexicon) -> list[Part]:
    """The parts of a line that tells a maker, a place or a day beside names, and nothing else."""
    parts = _worth_parts(line, lexicon)
    kinds = {part.kind for part in parts}
    return parts if None not in kinds and kinds & (_WHO | {"place", "day", "agency"}) else []


def _of_dateline(line: Line, folded: Folded, text: str, lexicon: Lexicon) -> str:
    """The agency of a dateline: a place, a sign, the agency, a sign; or the agency alone in brackets; "" where there is none."""
    span = dateline_agency(line, folded, lexicon)
    return span.of(text) if span else ""


def dateline_agency(line: Line, folded: Folded, lexicon: Lexicon) -> Span | None:
    """Where the agency of a dateline stands, in source offsets."""
    opening = _OPENING_DATELINE.match(line.core) if _PARTED.search(line.core, 0, _DATELINE_LETTERS) else None
    if not opening or not is_outlet(opening["agency"], lexicon) or (opening["place"] and not is_place(opening["place"].strip(), lexicon)):
        return None
    return folded.span(line.shown_core + opening.start("agency"), line.shown_core + opening.end("agency"))


def _shown(part: Part, line: Line, folded: Folded, text: str) -> str:
    """A part in the letters of the text."""
    start = line.shown_core + part.at
    return folded.span(start, start + len(part.words)).of(text)


def begins_dateline(words: Iterable[str], lexicon: Lexicon) -> bool:
    """Whether the first one to three words are a place, and nothing but numbers follows: a dateline's, not a caption's."""
    found = list(words)
    for size in range(min(3, len(found)), 0, -1):
        if is_place(" ".join(found[:size]), lexicon):
            return all(word.isdigit() for word in found[size:])
    return False
