"""When an article was published, from what is given or from the lines around its story; never from a date of the story itself."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from rawi.clean.days import day_words, iso_day, read_day
from rawi.clean.furniture import find_furniture
from rawi.clean.lines import Line, split_lines
from rawi.clean.surroundings import is_outlet, is_place
from rawi.fold import fold
from rawi.lexicon import Lexicon
from rawi.lexicon.trie import tokens

_ISO = re.compile(r"\s*(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_DAY_LETTERS = 10  # of an ISO day
_HEAD_LINES = 5
_DATELINE_WORDS = 6
_AFTER_DATELINE = re.compile(r"[^.\u060c]{0,30}?[-:/)|]")
_MOST_PLACE_WORDS = 3
_HEAD_LETTERS = 700


def day_of(stamp: str, lexicon: Lexicon) -> str | None:
    """The ISO day of a time stamp (ISO 8601, mail date, or Arabic words), in its own time zone; None where it is none."""
    iso = _ISO.match(stamp)
    if iso:
        return iso_day(int(iso[1]), int(iso[2]), int(iso[3]))
    return _mail_day(stamp) or read_day(fold(stamp).text, lexicon.folder)


def clock_of(stamp: str) -> datetime | None:
    """When within its day an ISO 8601 stamp or a mail date lies, as an instant (UTC where no zone is given); None for a day alone."""
    try:
        found = datetime.fromisoformat(stamp.strip()) if len(stamp.strip()) > _DAY_LETTERS else None
    except ValueError:
        try:
            found = parsedate_to_datetime(stamp)
        except (ValueError, TypeError, IndexError):
            return None
    return found if found is None or found.tzinfo else found.replace(tzinfo=UTC)


def _mail_day(stamp: str) -> str | None:
    """The day of a mail or feed date, or of an English one with the month's name."""
    try:
        return parsedate_to_datetime(stamp).date().isoformat()
    except (ValueError, TypeError, IndexError):
        pass
    for form in ("%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y"):
        try:
            return datetime.strptime(stamp.strip(), form).date().isoformat()
        except ValueError:
            continue
    return None


def day_in_text(text: str, title: str | None, lexicon: Lexicon) -> str | None:
    """A full date in a byline or date line around the story, or in the dateline that opens it; None where there is none."""
    reader = day_words(lexicon.folder).reader
    head = fold(text[:_HEAD_LETTERS])
    if not reader.search(head.text) and not reader.search(fold(text[-_HEAD_LETTERS:]).text):
        return None
    for furniture in find_furniture(text, title, lexicon):
        day = read_day(fold(furniture.text).text, lexicon.folder) if furniture.kind in ("byline", "agency_credit") else None
        if day:
            return day
    return next((day for line in split_lines(head)[:_HEAD_LINES] if (day := _dateline_day(line, reader, lexicon))), None)


def _dateline_day(line: Line, reader: re.Pattern[str], lexicon: Lexicon) -> str | None:
    """The date of a dateline: a place or an agency, the date, and a sign before the story."""
    found = reader.search(line.core)
    if not found or not _AFTER_DATELINE.match(line.core, found.end()):
        return None
    before = tokens(line.core[: found.start()])
    runs = (" ".join(before[a:b]) for a in range(len(before)) for b in range(a + 1, min(a + _MOST_PLACE_WORDS, len(before)) + 1))
    if len(before) > _DATELINE_WORDS or not any(is_place(run, lexicon) or is_outlet(run, lexicon) for run in runs):
        return None
    return read_day(line.core, lexicon.folder)
