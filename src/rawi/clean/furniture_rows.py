"""Loads data/furniture.tsv: plain words with placeholders become patterns on folded lines.

A pattern is words, signs and placeholders: an ellipsis is a rest of any length, ``{name}`` up to five words that could be a name,
``{person}`` two or more such words, ``{few}`` up to six words, ``{outlet}`` outlets or agencies, ``{day}`` a full date, ``{clock}``
a time of day, ``{number}`` digits, ``{network}`` a platform, ``{initials}`` an editor's signature, ``{hashtags}`` nothing but hashtags.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rawi.clean.days import day_words, either
from rawi.clean.surroundings import surrounding_words
from rawi.fold import fold_word
from rawi.lexicon.tables import LexiconError, Row, load_schema, read_table
from rawi.lexicon.trie import tokens

KINDS = frozenset(
    {
        "byline",
        "related_link",
        "cookie_notice",
        "share",
        "comment_prompt",
        "expand",
        "top_button",
        "repeated_title",
        "agency_credit",
        "caption",
    }
)
POSITIONS = frozenset({"whole_line", "first_lines", "last_lines", "last_line", "heading", "lead_in", "inline", "closing", "line_end"})
_PIECE = re.compile(r"\s+|\{\w+\}|\u2026|[^\W_]+|[^\w\s]")
_WORDS = r"[^\s\d.:!?\u061f\u061b][^\s:!?\u061f\u061b]*"
_FILLERS = {
    "{name}": rf"(?P<name{{}}>{_WORDS}(?:\s+{_WORDS}){{{{0,6}}}})",
    "{person}": rf"(?P<person{{}}>{_WORDS}(?:\s+{_WORDS}){{{{1,4}}}})",
    "{few}": r"(?:[^\s.!?\u061f]+(?:\s+[^\s!?\u061f]+){{0,5}})",
    "{outlet}": r"(?P<outlet{}>[^()\[\]:!?\u061f]{{2,60}})",
    "{number}": r"\d[\d.,]*",
    "{initials}": r"(?:[^\W\d_](?:(?:\s?[./]\s?|\s)[^\W\d_]){{1,6}}\.?(?!\w))",
    "{hashtags}": r"(?:#\S+(?:\s+#\S+)*)",
}
_JOINING = frozenset(":-|/>")


@dataclass(frozen=True, slots=True)
class FurnitureRow:
    """One pattern of a row; its expression is compiled when it is first needed, which for most is never.

    ``opening`` is the first folded word when the pattern begins with one, else ""; ``fixed`` is its longest word, which a line
    must hold; ``rest`` says it ends in any words.
    """

    kind: str
    position: str
    source: str
    opening: str
    fixed: str
    rest: bool

    @property
    def pattern(self) -> re.Pattern[str]:
        """Matches the whole of a line's words."""
        return _expression(self.source)

    @property
    def ending(self) -> re.Pattern[str]:
        """Finds the pattern at the end of a line."""
        return _expression(self.source + "$")


@dataclass(frozen=True, slots=True)
class FurnitureTable:
    """The table by use: fixed phrases of whole lines by kind, patterns by position and opening word, the inline and heading openings,
    the endings."""

    phrases: dict[tuple[str, ...], str]
    longest: int
    by_opening: dict[tuple[str, str], tuple[FurnitureRow, ...]]
    headings: frozenset[tuple[str, ...]]
    lead_ins: frozenset[tuple[str, ...]]
    inline: re.Pattern[str]
    inline_words: tuple[str, ...]
    endings: tuple[FurnitureRow, ...]
    closings: tuple[FurnitureRow, ...]


@cache
def _expression(source: str) -> re.Pattern[str]:
    return re.compile(source)


@cache
def furniture_table(folder: Path) -> FurnitureTable:
    """The furniture of a data folder. Raises LexiconError with every fault, one a line."""
    faults: list[str] = []
    rows = read_table(folder, "furniture", load_schema(folder), faults)
    for row in rows:
        faults += _wrong(row)
    if faults:
        raise LexiconError("\n".join(faults))
    phrases: dict[tuple[str, ...], str] = {}
    compiled: list[FurnitureRow] = []
    for row in rows:
        for pattern in row["pattern"]:
            if row["position"] == "whole_line" and not re.search(r"[{\u2026:]", pattern):
                phrases.setdefault(tuple(tokens(fold_word(pattern))), row["kind"])
            elif row["position"] not in ("inline", "heading", "lead_in"):
                compiled.append(_compiled(row, pattern, folder))
    return FurnitureTable(
        phrases,
        max(map(len, phrases), default=0),
        _by_opening(compiled),
        _headings(rows, "heading"),
        _headings(rows, "lead_in"),
        _inline(rows, folder),
        _inline_words(rows),
        _placed(compiled, "line_end"),
        _placed(compiled, "closing"),
    )


def _wrong(row: Row) -> list[str]:
    """What is wrong with a row's kind, position or placeholders."""
    faults = []
    for column, allowed in (("kind", KINDS), ("position", POSITIONS)):
        if row[column] not in allowed:
            faults.append(f"{row.where}: {column}: {row[column]!r} is none of {', '.join(sorted(allowed))}; choose one of these.")
    known = {*_FILLERS, "{day}", "{clock}", "{network}"}
    for filler in re.findall(r"\{\w*\}", ";".join(row["pattern"])):
        if filler not in known:
            faults.append(f"{row.where}: pattern: {filler} is no placeholder; use one of {' '.join(sorted(known))}.")
    return faults


def _compiled(row: Row, pattern: str, folder: Path) -> FurnitureRow:
    opening = re.match(r"[^\W_]+(?=\s|[:|/-]|$)", pattern)
    folded = fold_word(opening.group()) if opening else ""
    fixed = max((fold_word(word) for word in re.findall(r"(?<![{\w])[^\W_]+(?!})", pattern)), key=len, default="")
    return FurnitureRow(row["kind"], row["position"], _source(pattern, folder), folded, fixed, pattern.endswith("\u2026"))


def _source(pattern: str, folder: Path) -> str:
    """The regular expression of a pattern, on folded text."""
    source = ""
    gap = previous = ""
    for number, piece in enumerate(_PIECE.findall(pattern)):
        if piece.isspace():
            gap = piece
            continue
        if previous:
            source += (
                r"\s*"
                if piece in _JOINING or previous in _JOINING or piece == "\u2026" or not _wordlike(piece, previous)
                else r"\s+"
                if gap
                else ""
            )
        source += _piece(piece, number, folder, bool(source))
        gap, previous = "", piece
    return source


def _wordlike(piece: str, previous: str) -> bool:
    return (piece[0].isalnum() or piece[0] == "{") and (previous[0].isalnum() or previous[0] == "{")


def _piece(piece: str, number: int, folder: Path, inside: bool) -> str:
    """The expression of one word, sign or placeholder."""
    if piece == "\u2026":
        return r"\S.*?" if inside else ".*?"
    if piece == "{day}":
        return f"(?:{day_words(folder).source})"
    if piece == "{clock}":
        return f"(?:{day_words(folder).clock})"
    if piece == "{network}":
        return f"(?:{either(surrounding_words(folder).networks)})"
    if piece in _FILLERS:
        return _FILLERS[piece].format(number)
    if piece == "-":
        return r"(?:-+)"
    return re.escape(fold_word(piece)) + (r"(?!\w)" if len(piece) > 1 and piece.isalnum() else "")


def _by_opening(rows: list[FurnitureRow]) -> dict[tuple[str, str], tuple[FurnitureRow, ...]]:
    """Patterns of whole lines by position and first word."""
    found: dict[tuple[str, str], tuple[FurnitureRow, ...]] = {}
    for row in rows:
        if row.position not in ("line_end", "closing"):
            key = (row.position, row.opening)
            found[key] = (*found.get(key, ()), row)
    return found


def _placed(rows: list[FurnitureRow], position: str) -> tuple[FurnitureRow, ...]:
    return tuple(row for row in rows if row.position == position)


def _headings(rows: tuple[Row, ...], position: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(tokens(fold_word(pattern))) for row in rows if row["position"] == position for pattern in row["pattern"])


def _inline_words(rows: tuple[Row, ...]) -> tuple[str, ...]:
    """The first words of the inline openings, one of which a text with such a link holds."""
    openings = (tokens(fold_word(pattern))[0] for row in rows if row["position"] == "inline" for pattern in row["pattern"])
    return tuple(dict.fromkeys(openings))


def _inline(rows: tuple[Row, ...], folder: Path) -> re.Pattern[str]:
    """Openings of links inside a paragraph: at a line's start, after a stop or a closing mark, or in brackets."""
    sources = [_source(pattern, folder) for row in rows if row["position"] == "inline" for pattern in row["pattern"]]
    openings = sorted(sources, key=lambda source: (-len(source), source))
    return re.compile(
        rf"(?:^[^\w\n(\[]*|(?<=[.!?\u061f\u2026\u00bb\u201d\"\)\],\u060c])\s*|(?P<open>[(\[]\s*))(?P<link>(?:{'|'.join(openings)}))", re.M
    )
