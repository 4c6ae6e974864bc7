"""Inputs of the commands above one article: articles are read first, Readings that rawi read wrote are taken as they are."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

import typer

from rawi.acquire import Refusal
from rawi.cli.articles import Wishes, readings
from rawi.cli.progress import Progress
from rawi.records import Reading

_READING = b'{"contract":'


def told_readings(paths: Sequence[str], wishes: Wishes) -> tuple[list[Reading], bool]:
    """The Readings of all paths in input order, and whether an input was refused; each refusal is told on standard error."""
    found, refused = [], False
    with Progress() as progress:
        for item in _items(paths, wishes):
            if isinstance(item, Reading):
                found.append(item)
                progress.step()
            else:
                refused = refused or isinstance(item, Refusal)
                progress.tell(str(item))
    if not found:
        progress.tell("nothing could be read; give articles, or the Readings that rawi read writes.")
        raise typer.Exit(1)
    return _named_apart(found), refused


def _items(paths: Sequence[str], wishes: Wishes) -> Iterator[object]:
    for path in paths:
        if is_stored(path):
            yield from _stored(Path(path))
        else:
            from rawi.read import default_reader

            yield from readings([path], default_reader(), wishes)


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
