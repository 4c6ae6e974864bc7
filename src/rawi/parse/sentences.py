"""Sentences of a folded text: where they begin and end, and what they are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rawi.fold import Folded

_LINE = re.compile(r"[^\n]+")
# A stop ends a sentence when space, a closing mark or the line's end follows, unless it stands after one letter (an abbreviation); one
# that only the space is missing after, between two words, ends it too.
_STOP = re.compile(
    r"(?=[.!?\u061f\u2026\u061b])(?:"
    r"(?<=[\u0621-\u064a]{3})\.(?=[\u0621-\u064a]{3})|"
    r"(?<![\s.(][^\W\d_])(?:[!?\u061f\u2026]+|(?<!\.)\.)(?=[\"”“»'\)\]]?(?:\s|$))[\"”“»'\)\]]?|"
    r"\u061b(?=\s*$))"
)
_ENDS = ".!?\u061f\u2026:\u060c\u061b,"
_SUBHEAD_WORDS = 18


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence in folded offsets with its role: title, lead, body or subhead; ``line`` counts the paragraphs."""

    start: int
    end: int
    role: str
    line: int


def split_sentences(folded: Folded) -> tuple[Stretch, ...]:
    """The sentences of each line; the first line is the title when it is a heading, the first full paragraph the lead."""
    lines = [m.span() for m in _LINE.finditer(folded.text) if any(c.isalnum() for c in m.group())]
    stretches: list[Stretch] = []
    lead_seen = False
    for number, (start, end) in enumerate(lines):
        heading = _is_heading(folded.text[start:end], alone=len(lines) == 1)
        role = "title" if number == 0 and heading else "subhead" if heading and number < len(lines) - 1 else "body" if lead_seen else "lead"
        lead_seen = lead_seen or role == "lead"
        stretches += [Stretch(a, b, role, number) for a, b in _split_line(folded.text, start, end)]
    return tuple(stretches)


def _is_heading(line: str, alone: bool) -> bool:
    """A short line without a final stop."""
    stripped = line.rstrip(" \"”“»')")
    return not alone and len(line.split()) <= _SUBHEAD_WORDS and stripped[-1:] not in _ENDS


def _split_line(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Sentence ranges within one line, outer spaces left out."""
    cuts = _bounded([m.end() for m in _STOP.finditer(text, start, end)], start, end)
    ranges, at = [], start
    for cut in (*cuts, end):
        first, last = at, cut
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        if any(c.isalnum() for c in text[first:last]):
            ranges.append((first, last))
        at = cut
    return ranges


_LONGEST = 3000  # letters; a longer stretch without a stop is cut, so that work stays linear in the text


def _bounded(cuts: list[int], start: int, end: int) -> list[int]:
    """The cuts, with more where two lie too far apart."""
    bounded, at = [], start
    for cut in (*cuts, end):
        while cut - at > _LONGEST:
            at += _LONGEST
            bounded.append(at)
        bounded.append(cut)
        at = cut
    return bounded[:-1]
