"""Related links inside a paragraph: from their opening to the end of their sentence, bracket or line."""

from __future__ import annotations

import re

_STOP = re.compile(
    r"(?:\.{2,}|\u2026)?[!?\u061f]+(?=[\"\u201d\u00bb')\]]?(?:\s|$))|(?<![\s.(][^\W\d_])(?<!\.)\.(?!\.)(?=[\"\u201d\u00bb')\]]?(?:\s|$|\w))"
)
_CLOSING = {"(": ")", "[": "]"}
# A title of two sentences: what follows its first stop on its own line is short and has no full stop.
_SECOND_HALF_WORDS = 12


def inline_links(text: str, openings: re.Pattern[str], taken: list[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """Folded spans of the links that ``openings`` begins, outside the spans already ``taken``."""
    found: list[tuple[int, int, str]] = []
    for match in openings.finditer(text):
        start = match.start("open") if match["open"] else match.start("link")
        if any(a <= start < b for a, b in taken) or (found and start < found[-1][1]):
            continue
        line_start = text.rfind("\n", 0, start) + 1
        line_end = text.find("\n", start)
        line_end = len(text) if line_end < 0 else line_end
        end = _end(text, match, line_end, own_line=not any(c.isalnum() for c in text[line_start:start]))
        if any(c.isalnum() for c in text[match.end("link") : end]):
            found.append((_own_start(text, line_start, start), end, "related_link"))
    return found


def _own_start(text: str, line_start: int, start: int) -> int:
    """The line's start where nothing but ornament stands before the link."""
    before = text[line_start:start]
    return line_start + len(before) - len(before.lstrip()) if not any(c.isalnum() for c in before) else start


def _end(text: str, match: re.Match[str], line_end: int, own_line: bool) -> int:
    """Where the link ends."""
    while line_end > match.end() and text[line_end - 1].isspace():
        line_end -= 1
    if match["open"]:
        closing = text.find(_CLOSING[match["open"][0]], match.end(), line_end)
        if closing >= 0:
            return closing + 1
    stop = _STOP.search(text, match.end("link"), line_end)
    if stop is None:
        return line_end
    rest = text[stop.end() : line_end]
    if own_line and len(rest.split()) <= _SECOND_HALF_WORDS and not rest.rstrip('\u201d\u00bb" ').endswith("."):
        return line_end
    return stop.end()
