"""Paths as the command line gives them → Captures in input order; one that cannot be read becomes a Refusal and the next goes on.

A file is held in memory up to a limit, JSON Lines one line at a time, so that no input can exhaust the machine.
"""

from __future__ import annotations

import itertools
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import BinaryIO, NamedTuple

from rawi.acquire.archive import archived, is_archive
from rawi.acquire.capture import Capture, Refusal
from rawi.acquire.decode import DecodeError, check_kind, decode

ARTICLE_LIMIT = 5_000_000  # bytes of one article's text
PAGE_LIMIT = 12_000_000  # bytes of one HTML page
LINE_LIMIT = 20_000_000  # bytes of one JSON line, its other keys included
EMPTY = "is empty; give it an article's text"
TEXT, PAGE, LINES = "text", "page", "lines"
KINDS = {".txt": TEXT, ".html": PAGE, ".htm": PAGE, ".jsonl": LINES, ".ndjson": LINES}
_PAGE_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|\?xml|!--|html|head|body|meta|title|article|section|main|div|p)\b", re.I
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_FIELDS = ("title", "outlet", "url", "byline", "published")


class _Stream(NamedTuple):
    """An open input: the name for messages, what ids are made of, its bytes, and its whole path where it is a file."""

    source: str
    stem: str
    file: BinaryIO
    path: str | None = None


def captures(paths: Iterable[str]) -> Iterator[Capture | Refusal]:
    """Every article of the paths (files, folders, ``-``) in order; ids are unique within the run."""
    taken: set[str] = set()
    for found in itertools.chain.from_iterable(map(_of_path, paths)):
        yield found if isinstance(found, Refusal) else _named_apart(found, taken)


def list_files(folder: Path) -> list[Path]:
    """The readable files under a folder, sorted by path; hidden ones are left out."""
    inside = (path for path in folder.rglob("*") if (path.suffix.lower() in KINDS or is_archive(path)) and path.is_file())
    return sorted(path for path in inside if not any(part.startswith(".") for part in path.relative_to(folder).parts))


def iso_day(value: str) -> str | None:
    """An ISO day or timestamp as its day, None for anything else."""
    head, rest = value.strip()[:10], value.strip()[10:]
    try:
        return date.fromisoformat(head).isoformat() if not rest or rest[0] in "T " else None
    except ValueError:
        return None


def _named_apart(capture: Capture, taken: set[str]) -> Capture:
    """The capture with a number after an id that an earlier one has."""
    name = next(n for n in itertools.chain([capture.id], (f"{capture.id}-{i}" for i in itertools.count(2))) if n not in taken)
    taken.add(name)
    return capture if name == capture.id else replace(capture, id=name)


def _of_path(name: str) -> Iterator[Capture | Refusal]:
    if name == "-":
        yield from _of_stream(_Stream("standard input", "stdin", sys.stdin.buffer), None)
        return
    path = Path(name)
    if not path.is_dir():
        yield from _of_file(path)
        return
    files = list_files(path)
    if not files:
        yield Refusal(name, f"is a folder without readable files; it needs {' '.join(sorted(KINDS))} files")
    for file in files:
        yield from _of_file(file)


def _of_file(path: Path) -> Iterator[Capture | Refusal]:
    if path.suffix.lower() == ".json":
        yield Refusal(
            str(path), "is one JSON document; make it JSON Lines, one article a line, for instance with jq -c '.[]' FILE > FILE.jsonl"
        )
        return
    try:
        with path.open("rb") as file:
            if is_archive(path):
                yield from archived(file, str(path), PAGE_LIMIT)
                return
            stream = _Stream(str(path), _plain(path.stem), file, _plain(str(path.absolute())))
            yield from _of_stream(stream, KINDS.get(path.suffix.lower()))
    except FileNotFoundError:
        address = path.parts[:1] in (("http:",), ("https:",))
        yield Refusal(str(path), "is a web address; save the page and give the file" if address else "does not exist; check the path")
    except PermissionError:
        yield Refusal(str(path), "may not be read; give yourself the permission, for instance with chmod u+r")
    except OSError as error:
        yield Refusal(str(path), f"cannot be read ({error.strerror or error}); check the path")


def _plain(stem: str) -> str:
    """A file's stem as letters that JSON can hold."""
    return stem.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _of_stream(stream: _Stream, kind: str | None) -> Iterator[Capture | Refusal]:
    """The articles of an open input; without a known kind its first letters tell."""
    try:
        first = _first_line(stream.file)
        kind = kind or _sniffed(first)
        check_kind(first if kind != LINES else first[:16])
        if not first.strip():
            yield Refusal(stream.source, EMPTY)
        elif kind == LINES:
            yield from _of_lines(stream, first)
        else:
            yield _whole(stream, first, kind)
    except DecodeError as error:
        yield Refusal(stream.source, str(error))


def _sniffed(first: bytes) -> str:
    """What the first line that is not blank speaks for."""
    if first.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return LINES
    return PAGE if _PAGE_START.match(first) else TEXT


def _first_line(file: BinaryIO) -> bytes:
    """The bytes up to the end of the first line that is not blank, at most one line too long to keep."""
    read = b""
    while len(read) <= ARTICLE_LIMIT:
        line = file.readline(LINE_LIMIT + 1)
        read += line
        if line.strip(b"\xef\xbb\xbf \t\r\n") or not line:
            break
    return read


def _whole(stream: _Stream, first: bytes, kind: str) -> Capture | Refusal:
    """A text or page of one article."""
    limit = PAGE_LIMIT if kind == PAGE else ARTICLE_LIMIT
    data = first + stream.file.read(max(0, limit + 1 - len(first)))
    if len(data) > limit:
        return Refusal(
            stream.source,
            f"is larger than {limit // 1_000_000} MB, too large for one article; split it, or give its articles as JSON Lines",
        )
    if kind == PAGE:
        check_kind(data)
        return Capture(stream.stem, stream.source, page=data, raw=data, key=_file_key(stream))
    text, assumed = decode(data)
    if not text.strip():
        return Refusal(stream.source, EMPTY)
    return Capture(stream.stem, stream.source, text=text, assumed=assumed, raw=data, key=_file_key(stream))


def _file_key(stream: _Stream) -> str | None:
    return f"file:{stream.path}" if stream.path else None


def _of_lines(stream: _Stream, first: bytes) -> Iterator[Capture | Refusal]:
    """The articles of JSON Lines; a line too long is skipped without being held."""
    number = first.count(b"\n", 0, len(first.rstrip())) + 1
    line = first.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n\t ")
    while line:
        source = f"{stream.source}:{number}"
        if len(line) > LINE_LIMIT:
            _skip_line(stream.file, line)
            yield Refusal(source, f"the line is longer than {LINE_LIMIT // 1_000_000} MB; split what it holds into articles")
        elif line.strip():
            yield _of_line(line, source, f"{stream.stem}:{number}", stream.path)
        line = stream.file.readline(LINE_LIMIT + 1)
        number += 1


def _skip_line(file: BinaryIO, read: bytes) -> None:
    while read and not read.endswith(b"\n"):
        read = file.readline(1 << 20)


def _of_line(line: bytes, source: str, name: str, path: str | None) -> Capture | Refusal:
    """One JSON object as a Capture; keys that Rawi does not know are ignored."""
    try:
        data = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return Refusal(source, f"the line is not UTF-8 (a wrong byte at {error.start}); save the file as UTF-8, for instance with iconv")
    except (ValueError, RecursionError) as error:
        return Refusal(source, f"the line is not JSON ({_told(error)}); write one JSON object a line")
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        return Refusal(source, 'the line has no article text; write one JSON object with a "text" key a line')
    found = _checked(data, source, name)
    if isinstance(found, Refusal):
        return found
    # A line is known again by its id; without one its number may be another's tomorrow.
    key = f"id:{path}#{found.id}" if path and data.get("id") is not None else None
    return replace(found, raw=line.rstrip(b"\r\n"), key=key)


def _told(error: Exception) -> str:
    """What is wrong with a JSON line, without the letters of it."""
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at character {error.pos + 1}"
    return "nested too deep" if isinstance(error, RecursionError) else "a number too long"


def _checked(data: dict[str, object], source: str, name: str) -> Capture | Refusal:
    """A decoded line as a Capture, its text within the limits and its letters whole."""
    text = str(data["text"])
    title, outlet, url, byline, published = (value if isinstance(value := data.get(field), str) and value else None for field in _FIELDS)
    key = data.get("id")
    id = str(key) if key is not None and str(key) else name
    if len(text) > ARTICLE_LIMIT or len(text.encode("utf-8", "surrogatepass")) > ARTICLE_LIMIT:
        return Refusal(
            source, f"the text is larger than {ARTICLE_LIMIT // 1_000_000} MB, too large for one article; split it into articles"
        )
    if any(_SURROGATE.search(value) for value in (id, text, title or "", outlet or "", url or "", byline or "", published or "")):
        return Refusal(source, "the line holds half a character (a lone surrogate such as \\ud800); write the whole character")
    if not text.strip():
        return Refusal(source, "the text is empty; give it an article's text")
    if data.get("published") and published is None:
        return Refusal(source, f'published is {str(data["published"])[:40]}, which is no day; write it as "2020-05-21"')
    return Capture(id, source, text, None, title, outlet, url, byline, published)
