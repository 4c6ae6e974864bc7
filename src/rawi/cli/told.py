"""Inputs of the commands above one article: articles are read first, Readings that rawi read wrote are taken as they are."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import typer

from rawi.acquire import Capture, Refusal, captures
from rawi.articles import Wishes, read_all
from rawi.cli.progress import Progress
from rawi.records import Reading

_READING = b'{"contract":'


def told_readings(paths: Sequence[str], wishes: Wishes) -> tuple[list[Reading], bool]:
    """The Readings of all paths, and whether an input was refused; each refusal is told on standard error. They come in input order; those
    of one day whose hour is given come first, by it."""
    found: list[Reading] = []
    clocks: list[datetime | None] = []
    refused = False
    with Progress() as progress:
        for item, clock in _items(paths, wishes):
            if isinstance(item, Reading):
                found.append(item)
                clocks.append(clock)
                progress.step()
            else:
                refused = refused or isinstance(item, Refusal)
                progress.tell(str(item))
    if not found:
        progress.tell("nothing could be read; give articles, or the Readings that rawi read writes.")
        raise typer.Exit(1)
    return _in_time(_named_apart(found), clocks), refused


def _in_time(found: list[Reading], clocks: list[datetime | None]) -> list[Reading]:
    """The Readings with those of one day in the order of their hours, within the places that the day has in the input."""
    timed = [n for n, clock in enumerate(clocks) if clock is not None]
    if not timed:
        return found
    days: dict[str | None, list[int]] = {}
    for number, reading in enumerate(found):
        days.setdefault(reading.article.published, []).append(number)
    ordered = list(found)
    for numbers in days.values():
        for place, number in zip(numbers, sorted(numbers, key=lambda n: (clocks[n] is None, clocks[n] or _NO_CLOCK)), strict=True):
            ordered[place] = found[number]
    return ordered


_NO_CLOCK = datetime.min.replace(tzinfo=UTC)


def _items(paths: Sequence[str], wishes: Wishes) -> Iterator[tuple[object, datetime | None]]:
    """What the paths hold, each with the time within its day, where it is given."""
    for path in paths:
        if is_stored(path):
            yield from ((item, None) for item in _stored(Path(path)))
        else:
            yield from _read(path, wishes)


def _read(path: str, wishes: Wishes) -> Iterator[tuple[object, datetime | None]]:
    """The articles of a path, read."""
    from rawi.clean.publication import clock_of
    from rawi.read import default_reader

    clock: datetime | None = None

    def noted() -> Iterator[Capture | Refusal]:
        nonlocal clock
        for found in captures([path]):
            stamp = found.published if isinstance(found, Capture) else None
            clock = clock_of(stamp) if stamp else None
            yield found

    for item in read_all(noted(), default_reader(), wishes):
        yield item, clock


def is_stored(path: str) -> bool:
    """Whether a file holds Readings."""
    file = Path(path)
    if not file.is_file():
        return False
    with file.open("rb") as opened:
        return opened.read(4096).lstrip().startswith(_READING)


def _stored(path: Path) -> Iterator[Reading | Refusal]:
    """The Readings of a file, a line that holds none refused by number."""
    with path.open(encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                try:
                    yield Reading.from_json(line)
                except (ValueError, KeyError, TypeError, AttributeError) as error:
                    yield Refusal(f"{path}:{number}", f"holds no Reading ({error}); write it anew with rawi read")


def _named_apart(found: list[Reading]) -> list[Reading]:
    """The Readings with a number after an article id that an earlier one has, so that ids lead to one article."""
    from dataclasses import replace

    taken: set[str] = set()
    apart = []
    for reading in found:
        id, number = reading.article.id, 2
        while id in taken:
            id, number = f"{reading.article.id}-{number}", number + 1
        taken.add(id)
        apart.append(reading if id == reading.article.id else replace(reading, article=replace(reading.article, id=id)))
    return apart


def show(line: str) -> None:
    """One line on standard output, controls shown as spaces, so that no letter of a text can steer the terminal."""
    print("".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") else c for c in line))
