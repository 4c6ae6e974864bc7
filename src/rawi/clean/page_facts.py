"""Title, byline, outlet, address and time stamps of a page: what it declares, checked against what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rawi.clean.bylines import maker_named, tells_time
from rawi.clean.lines import split_lines
from rawi.clean.page_data import PageData, first
from rawi.clean.page_marks import PageMarks
from rawi.clean.page_shown import heading_before_story, headings, short_texts, shown_bylines, title_parts_shown, title_tag
from rawi.fold import fold
from rawi.lexicon import Lexicon

_BETWEEN_TITLE_AND_OUTLET = re.compile(r"\s+(?:[|\-\u2013\u2014\u00bb\u00ab:\u2022\u00b7/]|::|<<|>>)\s+|\s*:\s+(?=\S)")
_LONGEST_BYLINE = 60
_LONGEST_HOUSE = 6
_LEAST_HEADLINE = 3


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What was found, None where nothing was; ``stamps``: dates in the order of trust, as they are written."""

    title: str | None
    byline: str | None
    outlet: str | None
    url: str | None
    stamps: tuple[str, ...]


def page_facts(tree: Any, data: PageData, houses: list[str], marks: PageMarks, lexicon: Lexicon) -> PageFacts:
    """The facts of a pruned page; ``data`` and ``houses`` are what the whole page declared, and which names of an outlet it showed."""
    tag = title_tag(tree)
    shown = [*headings(tree, marks), *title_parts_shown(tree, _BETWEEN_TITLE_AND_OUTLET.split(data.title or tag or ""))]
    declared = data.outlet if data.outlet not in marks.no_house else None
    title = _title(data, shown, tag, declared) or heading_before_story(tree)
    if title is not None and title == tag and (below := heading_before_story(tree)) and not shown:
        title = below
    outlet = declared or first(name for name in (_house(title, tag), *houses) if name not in marks.no_house and name != title)
    bylines = (*data.bylines, *shown_bylines(tree, marks))
    return PageFacts(
        title, first(_byline(bylines, outlet, lexicon)), outlet, data.url, (*data.stamps, *_dates(tree, title, marks, lexicon))
    )


def _title(data: PageData, shown: list[str], tag: str | None, outlet: str | None) -> str | None:
    """The headline: what is shown and declared too, else what is declared; an outlet's name at either end is left out."""
    own = [text for text in shown if text != outlet]
    declared = data.title or tag
    if declared is None:
        return own[0] if len(own) == 1 else None
    bare = _without_outlet(declared, outlet)
    parts = (declared, bare, *_BETWEEN_TITLE_AND_OUTLET.split(declared))
    agreed = [text for text in own if text in parts and len(text.split()) >= _LEAST_HEADLINE] or [
        text for text in own if (text in declared or bare in text) and len(text.split()) >= _LEAST_HEADLINE
    ]
    if agreed:
        return agreed[0]
    return own[0] if data.title is None and len(own) == 1 else bare


def _without_outlet(title: str, outlet: str | None) -> str:
    """The title without the outlet's name behind or before a sign."""
    if not outlet:
        return title
    parts = _BETWEEN_TITLE_AND_OUTLET.split(title)
    signs = _BETWEEN_TITLE_AND_OUTLET.findall(title)
    if len(parts) > 1 and parts[-1] == outlet:
        return title[: len(title) - len(outlet) - len(signs[-1])].strip()
    if len(parts) > 1 and parts[0] == outlet:
        return title[len(outlet) + len(signs[0]) :].strip()
    return title


def _house(title: str | None, tag: str | None) -> str | None:
    """The name that the title tag adds to the headline, behind or before it; of several the outermost."""
    if not title or not tag or title == tag or title not in tag:
        return None
    before, _, after = tag.partition(title)
    for rest, outermost in ((after, -1), (before, 0)):
        parts = [part.strip() for part in _BETWEEN_TITLE_AND_OUTLET.split(f" {rest} ") if part and part.strip(" :|-")]
        if parts and len(parts[outermost].split()) <= _LONGEST_HOUSE:
            return parts[outermost].strip(" :|-\u2013\u2014")
    return None


def _byline(bylines: Iterable[str], outlet: str | None, lexicon: Lexicon) -> Iterator[str]:
    """Names, not addresses and not paragraphs, without the word for their part in the text."""
    for shown in bylines:
        name = maker_named(shown, lexicon)
        if name and len(name) <= _LONGEST_BYLINE and "://" not in name and name != outlet:
            yield name


def _dates(tree: Any, title: str | None, marks: PageMarks, lexicon: Lexicon) -> Iterator[str]:
    """The short texts near the headline that tell a date and nothing else."""
    for text in short_texts(tree, title, marks):
        lines = split_lines(fold(text))
        if lines and tells_time(lines[0], lexicon):
            yield text
