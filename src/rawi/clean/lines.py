"""The lines of a folded text, with the words of each as the furniture table sees them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rawi.fold import Folded

_LINE = re.compile(r"[^\n]*[^\s][^\n]*")
_LEADING = re.compile(r"[^\w(\[#]*")
_TRAILING = " \t\r\u00a0.:\u2026,*|\u00bb\u203a>-\u2190\u2191\u2192\u2193\u21d1\u25b2\u25bc\u2b06\u2b07\ufe0f"
_STOPPED = re.compile(r"(?<!\.)\.[\"\u201d\u201c\u00bb')\]\s]*$")
_FIRST = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds something. ``start, end``: folded offsets without outer spaces; ``core``: its words without ornament at both ends.

    ``apart``: an empty line stands before it; ``stopped``: it ends in a full stop; ``words``: how many it has;
    ``shown_core``: folded offset of ``core``; ``ornament``: the signs before it.
    """

    start: int
    end: int
    core: str
    opening: str
    apart: bool
    stopped: bool
    words: int
    shown_core: int
    ornament: str


def split_lines(folded: Folded) -> list[Line]:
    """Every line that holds something, in order."""
    lines: list[Line] = []
    last = -1
    for found in _LINE.finditer(folded.text):
        raw = found.group()
        shown = raw.strip()
        start = found.start() + raw.index(shown)
        ornament = _LEADING.match(shown).end()  # type: ignore[union-attr]
        core = shown[ornament:].rstrip(_TRAILING)
        first = _FIRST.match(core)
        apart, stopped = found.start() > last + 1, "." in shown[-4:] and bool(_STOPPED.search(shown[-6:]))
        lines.append(
            Line(
                start,
                start + len(shown),
                core,
                first.group() if first else "",
                apart,
                stopped,
                shown.count(" ") + 1,
                start + ornament,
                shown[:ornament],
            )
        )
        last = found.end()
    return lines
