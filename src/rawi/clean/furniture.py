"""Words of the page that are not words of the story: found line by line against data/furniture.tsv, on the folded text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rawi.clean.bylines import begins_dateline, byline_of_its_own, tells_time
from rawi.clean.furniture_rows import FurnitureRow, FurnitureTable, furniture_table
from rawi.clean.inline_links import inline_links
from rawi.clean.lines import Line, split_lines
from rawi.clean.surroundings import is_name, is_outlet, is_person, surrounding_words
from rawi.fold import Folded, fold
from rawi.lexicon import Lexicon
from rawi.lexicon.trie import tokens
from rawi.records import Furniture

_FIRST_LINES = 5
_HEAD_LINES = 8
_HOUSE_WORDS = 4
_FIELD_WORDS = 2
_LAST_LINES = 6
_LONGEST_LINE = 80
_LONGEST_LINK = 30
# An arrow before a line points at another page.
_ARROWS = frozenset(">\u00bb\u203a\u2190\u2192\u21d0\u21d2\u25b6\u25ba\u25c0\u25c4\u23e9\u23ea\u2b05\u27a1\U0001f448\U0001f449")
_QUOTES = frozenset('"\u201c\u201d\u00ab')
_LONGEST_UNOPENED = 16
_LONGEST_PHRASES = 14
_LINKS_UNDER_HEADING = 8
_CAPTION_WORDS = 30
_CLOSING_LETTERS = 80
_BRACKETS = re.compile(r"[)\]]")
_STOPS = '.!?\u061f\u00bb\u201d"'
# A line of these kinds that runs on and ends in a full stop is a sentence of the story.
_SENTENCE_LIKE = {"related_link": 0, "share": 10, "caption": 8, "byline": 12, "agency_credit": 8}

Kinds = dict[int, str]


def find_furniture(text: str, title: str | None, lexicon: Lexicon, folded: Folded | None = None) -> tuple[Furniture, ...]:
    """The furniture of an article's text, in order; ``title`` is the article's title where it is known, letter for letter as given.

    ``folded`` is the text's plain search copy where the caller has it.
    """
    folded = folded or fold(text)
    lines = split_lines(folded)
    if len(lines) < 2 and "(" not in text and ":" not in text:
        return ()
    table = furniture_table(lexicon.folder)
    kinds, first = _kinds(lines, tokens(fold(title).text) if title else [], table, lexicon)
    spans = [(lines[index].start, lines[index].end, kind) for index, kind in kinds.items()]
    if any(word in folded.text for word in table.inline_words):
        spans += inline_links(folded.text, table.inline, [(start, end) for start, end, _ in spans])
    spans += _closing(lines, kinds, first, table, lexicon)
    return _records(text, folded, spans)


def _records(text: str, folded: Folded, spans: list[tuple[int, int, str]]) -> tuple[Furniture, ...]:
    found = []
    for start, end, kind in sorted(spans):
        span = folded.span(start, end)
        found.append(Furniture(span.start, span.end, span.of(text), kind))
    return tuple(found)


def _kinds(lines: list[Line], title: list[str], table: FurnitureTable, lexicon: Lexicon) -> tuple[Kinds, int]:
    """The kind of every line that is furniture as a whole, and where the title stands."""
    first, certain = _title_line(lines, title, table, lexicon)
    kinds: Kinds = {}
    for index, line in enumerate(lines):
        kind = _whole_line(line, table, lexicon, index > first or (certain and index < first)) if index != first else None
        if kind:
            # A field of a comment form, not a way to share.
            field = kind == "share" and kinds.get(index - 1) == "comment_prompt" and lines[index - 1].words <= _FIELD_WORDS
            kinds[index] = "comment_prompt" if field else kind
    kinds.update(dict.fromkeys(_repeated_titles(lines, title, first), "repeated_title"))
    _enter_headings(lines, kinds, first, table, lexicon)
    story = [index for index in range(len(lines)) if index not in kinds and index != first]
    head = [index for index in story if index <= first + _FIRST_LINES]
    _enter(lines, kinds, head, "first_lines", table, lexicon)
    _enter_bylines(lines, kinds, first, lexicon)
    _enter(lines, kinds, [index for index in story if index > first][-_LAST_LINES:], "last_lines", table, lexicon)
    _enter_captions(lines, kinds, first, table, lexicon)
    left = [index for index in story if index not in kinds and index > first]
    if len(left) > 1:
        _enter(lines, kinds, left[-1:], "last_line", table, lexicon)
    return kinds, first


def _title_line(lines: list[Line], title: list[str], table: FurnitureTable, lexicon: Lexicon) -> tuple[int, bool]:
    """Where the title stands: the line that equals the given one (certain), else the first line that is no fixed phrase, no way to the
    page and no date."""
    for index, line in enumerate(lines[: 2 * _FIRST_LINES]):
        if title and tokens(line.core) == title:
            return index, True
    above = (not (_phrases(line, table) or _breadcrumb(line, table) or tells_time(line, lexicon)) for line in lines)
    return next((index for index, heads in enumerate(above) if heads), 0), False


def _enter_bylines(lines: list[Line], kinds: Kinds, first: int, lexicon: Lexicon) -> None:
    """Enter the lines below the title, and the last ones, that say who made the text, where, for whom and when."""
    kinds.update((index, "byline") for index in range(first) if index not in kinds and tells_time(lines[index], lexicon))
    in_head, dated = True, any(index in kinds and tells_time(lines[index], lexicon) for index in range(first))
    for index in range(first + 1, min(len(lines), first + 1 + _HEAD_LINES)):
        if index not in kinds and byline_of_its_own(lines[index], in_head, dated, lexicon):
            kinds[index] = "byline"
        in_head = in_head and index in kinds
        dated = dated or tells_time(lines[index], lexicon)
    for index in range(max(first + 1 + _HEAD_LINES, len(lines) - _LAST_LINES), len(lines)):
        if index not in kinds and byline_of_its_own(lines[index], False, False, lexicon):
            kinds[index] = "byline"


def _breadcrumb(line: Line, table: FurnitureTable) -> bool:
    """Whether a line is the way from the home page to the article."""
    rows = table.by_opening.get(("first_lines", line.opening), ())
    return any(row.kind == "related_link" and row.pattern.fullmatch(line.core) for row in rows)


def _whole_line(line: Line, table: FurnitureTable, lexicon: Lexicon, free: bool) -> str | None:
    """The kind of a line by the rows that hold anywhere; where a title may still follow (not ``free``) only by fixed phrases and
    cookie notices."""
    kind = _phrases(line, table)
    if kind:
        return kind
    if free and not line.stopped and line.words <= _LONGEST_LINK and _ARROWS & set(line.ornament):
        return "related_link"
    found = _matching(line, "whole_line", table, lexicon)
    return found.kind if found and (free or found.kind == "cookie_notice") else None


def _phrases(line: Line, table: FurnitureTable) -> str | None:
    """The kind of a line that is made of fixed phrases of one kind and nothing else."""
    if line.words > _LONGEST_PHRASES or line.stopped:
        return None
    words = tuple(tokens(line.core))
    kind = None
    at = 0
    while at < len(words):
        for size in range(min(table.longest, len(words) - at), 0, -1):
            found = table.phrases.get(words[at : at + size])
            if found and kind in (None, found):
                kind, at = found, at + size
                break
        else:
            return None
    return kind


def _matching(line: Line, position: str, table: FurnitureTable, lexicon: Lexicon) -> FurnitureRow | None:
    """The first row of a position that the whole line matches."""
    rows = table.by_opening.get((position, line.opening), ()) if line.words <= _LONGEST_LINE else ()
    if line.words <= _LONGEST_UNOPENED:
        rows += table.by_opening.get((position, ""), ())
    return next((row for row in rows if _allowed(line, row) and _fits(row, line.core, lexicon)), None)


def _allowed(line: Line, row: FurnitureRow) -> bool:
    """Whether a line is short enough for the row, and no sentence of the story."""
    if (row.kind == "related_link" and line.words > _LONGEST_LINK) or (row.rest and row.opening and _QUOTES & set(line.ornament)):
        return False
    return not (row.rest and line.stopped and line.words > _SENTENCE_LIKE.get(row.kind, _LONGEST_LINE))


def _fits(row: FurnitureRow, words: str, lexicon: Lexicon) -> bool:
    """Whether the words match the row and its placeholders hold what they ask for."""
    found = row.pattern.fullmatch(words) if row.fixed in words else None
    return found is not None and _fillers_hold(found.groupdict(), lexicon)


def _fillers_hold(fillers: dict[str, str | None], lexicon: Lexicon) -> bool:
    tests = {"name": is_name, "person": is_person, "outlet": is_outlet}
    return all(tests[name.rstrip("0123456789")](words, lexicon) for name, words in fillers.items() if words is not None)


def _enter(lines: list[Line], kinds: Kinds, indexes: Iterable[int], position: str, table: FurnitureTable, lexicon: Lexicon) -> None:
    """Enter the lines that match a row of a position."""
    for index in indexes:
        row = None if index in kinds else _matching(lines[index], position, table, lexicon)
        if row:
            kinds[index] = row.kind


def _repeated_titles(lines: list[Line], title: list[str], first: int) -> list[int]:
    """Lines that tell the title again: as a whole anywhere, or its end or one of its parts close below it."""
    known = tokens(lines[first].core) if lines else []
    again = []
    for index in range(first + 1, len(lines)):
        if lines[index].words > len(known) + len(title) + _HOUSE_WORDS:
            continue
        words = tokens(lines[index].core)
        whole = words in (known, title if title and title[-len(known) :] == known else known) and len(words) >= 3
        part = index <= first + _FIRST_LINES and 3 <= len(words) < len(known) and known[-len(words) :] == words and not lines[index].stopped
        signed = len(known) >= 3 and words[: len(known)] == known and len(words) - len(known) <= _HOUSE_WORDS and not lines[index].stopped
        if whole or part or signed:
            again.append(index)
    return again


def _enter_headings(lines: list[Line], kinds: Kinds, first: int, table: FurnitureTable, lexicon: Lexicon) -> None:
    """Enter the headings of link lists and the short lines under them; under a lead-in («read more») one, where the text goes on."""
    for index, line in enumerate(lines):
        words = tuple(tokens(line.core)) if index > first and line.words <= _LONGEST_PHRASES else ()
        if words in table.headings:
            kinds[index] = "related_link"
        elif words not in table.lead_ins:
            continue
        last = index + 1 + (_LINKS_UNDER_HEADING if words in table.headings else 1)
        for below in range(index + 1, min(last, len(lines))):
            if below in kinds or is_outlet(lines[below].core, lexicon) or not _is_link_under(lines, index, below):
                break
            kinds[below] = "related_link"


def _is_link_under(lines: list[Line], heading: int, line: int) -> bool:
    """Whether a line goes on with the list under a heading: no sentence, and no empty line before it unless one follows the heading."""
    apart = line > heading + 1 and lines[line].apart and not lines[heading + 1].apart
    return not (lines[line].stopped or lines[line].words > _LONGEST_LINK or apart)


def _enter_captions(lines: list[Line], kinds: Kinds, first: int, table: FurnitureTable, lexicon: Lexicon) -> None:
    """Enter short lines that end in a credit and are no sentence and no dateline."""
    in_sentence = surrounding_words(lexicon.folder).credit_in_sentence
    for index, line in enumerate(lines):
        if index in kinds or index == first or line.stopped or line.words > _CAPTION_WORDS:
            continue
        before = _before_credit(line, table, lexicon)
        last = tokens(before)[-1:]
        if last and last[0] not in in_sentence and before[-1] not in _STOPS and not begins_dateline(tokens(before), lexicon):
            kinds[index] = "caption"


def _before_credit(line: Line, table: FurnitureTable, lexicon: Lexicon) -> str:
    """What stands before the credit at the end of a line, or "" where there is none."""
    bracketed = line.core[-1:] in (")", "]")
    for row in table.endings:
        if bracketed == row.source.endswith(("\\)", "\\]")):
            found = row.ending.search(line.core)
            if found and _fillers_hold(found.groupdict(), lexicon):
                return line.core[: found.start()].strip()
    return ""


def _closing(lines: list[Line], kinds: Kinds, first: int, table: FurnitureTable, lexicon: Lexicon) -> list[tuple[int, int, str]]:
    """A credit after the last stop of the last paragraph."""
    left = [line for index, line in enumerate(lines) if index not in kinds and (index != first or len(lines) == 1)]
    line = left[-1] if left else None
    if line is None or not _BRACKETS.search(line.core, max(0, len(line.core) - _CLOSING_LETTERS)):
        return []
    begin = max(0, len(line.core) - _CLOSING_LETTERS)
    offset = line.shown_core
    for at in range(begin, len(line.core)):
        if line.core[at] in _STOPS and line.core[at + 1 :].strip():
            tail = line.core[at + 1 :]
            start = at + 1 + len(tail) - len(tail.lstrip())
            for row in table.closings:
                if _fits(row, line.core[start:], lexicon):
                    return [(offset + start, line.end, row.kind)]
    return []
