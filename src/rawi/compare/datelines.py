"""Where an article was filed: «Cairo (Agency) - …», «Damascus – Agency» on a line of its own. Nothing happened there on that account."""

from __future__ import annotations

import re

_LINES, _LETTERS = 4, 60  # the first lines of a text, the title among them, and the letters that hold a dateline
_WORDS = 5  # of a line that is nothing but one
_OPENING = re.compile(r"[^\n()«»\".:،]{0,40}\([^\n()]{1,40}\)\s*[-–—:|]")
_ALONE = re.compile(r"[^\n()«»\".:،]{2,30}?\s*[-–—|/]\s*[^\n()«»\".:،]{2,30}")


def datelines(text: str) -> tuple[tuple[int, int], ...]:
    """The datelines of a text as offsets, half-open; most texts have one or none."""
    found = []
    at = 0
    for number, line in enumerate(text[: _LINES * 400].split("\n")):
        if number > _LINES:
            break
        end = _end(line)
        if end:
            found.append((at, at + end))
        at += len(line) + 1
    return tuple(found)


def _end(line: str) -> int:
    """How many letters at the head of a line are a dateline."""
    opening = _OPENING.match(line[:_LETTERS])
    if opening:
        return opening.end()
    alone = line.strip()
    return len(line) if len(alone.split()) <= _WORDS and _ALONE.fullmatch(alone) else 0
