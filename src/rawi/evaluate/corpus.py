"""The corpus (corpus/*.toml): documents annotated in words, read into spans of their text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rawi.evaluate.gold import GoldError

SPLIT_FILE = "split.toml"
PARTS = ("train", "dev", "test")


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """An act of a document: its trigger's span, type, mode, status, voice, and the words that fill its roles."""

    start: int
    end: int
    type: str
    mode: str | None
    status: str
    voice: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    places: tuple[str, ...]
    said: str | None
    again: bool


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """A reporting cue's span, the speaker's words (empty where nobody is named), the chain and the stance."""

    start: int
    end: int
    speaker: str
    via: tuple[str, ...]
    stance: str


@dataclass(frozen=True, slots=True)
class GoldCount:
    """A counted thing's span, measure and bounds."""

    start: int
    end: int
    measure: str
    low: int | None
    high: int | None
    approx: str


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A document of the corpus as one text, with everything annotated in it, and the part it belongs to (train, dev or test)."""

    id: str
    published: str | None
    topic: str
    part: str
    text: str
    sentences: tuple[tuple[int, int], ...]
    events: tuple[GoldEvent, ...]
    statements: tuple[GoldStatement, ...]
    counts: tuple[GoldCount, ...]


def load_corpus(folder: Path, parts: tuple[str, ...] = PARTS) -> list[GoldDocument]:
    """The documents of these parts, in the order of the files. Raises GoldError with file, document and cure."""
    if not folder.is_dir():
        raise GoldError(f"{folder}: no such folder; give the folder of the corpus")
    split = _toml(folder / SPLIT_FILE) if (folder / SPLIT_FILE).exists() else {}
    part_of = {id: part for part in PARTS for id in split.get(part, ())}
    found = []
    for path in sorted(folder.glob("*.toml")):
        if path.name != SPLIT_FILE:
            found += [_document(path, row, part_of.get(row.get("id", ""), "train")) for row in _toml(path).get("document", ())]
    return [document for document in found if document.part in parts]


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise GoldError(f"{path}: {error}; correct it there") from error


def _document(path: Path, row: Mapping[str, Any], part: str) -> GoldDocument:
    """One document; its sentences stand one after the other, a space between."""
    try:
        spans: list[tuple[int, int]] = []
        for sentence in row["sentence"]:
            at = spans[-1][1] + 1 if spans else 0
            spans.append((at, at + len(sentence["text"])))
        text = " ".join(sentence["text"] for sentence in row["sentence"])
        rows = list(zip(row["sentence"], spans, strict=True))
        return GoldDocument(
            row["id"],
            row.get("published"),
            row["topic"],
            part,
            text,
            tuple(spans),
            tuple(event for sentence, span in rows for event in _events(sentence, span)),
            tuple(said for sentence, span in rows for said in _statements(sentence, span)),
            tuple(count for sentence, span in rows for count in _counts(sentence, span)),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise GoldError(
            f"{path}: document {row.get('id', '?')}: {type(error).__name__}: {error}; see corpus/GUIDELINES.md for its form"
        ) from error


def _events(sentence: Mapping[str, Any], span: tuple[int, int]) -> Iterator[GoldEvent]:
    for row in sentence.get("events", ()):
        start, end = place_of(sentence["text"], row["t"], span[0])
        voice = row.get("voice") or ("attributed" if row.get("said") else "outlet")
        roles = (tuple(row.get("by", ())), tuple(row.get("to", ())), tuple(row.get("at", ())))
        status = row.get("status", "occurred")
        yield GoldEvent(start, end, row["type"], row.get("mode"), status, voice, *roles, row.get("said"), bool(row.get("again")))


def _statements(sentence: Mapping[str, Any], span: tuple[int, int]) -> Iterator[GoldStatement]:
    for row in sentence.get("said", ()):
        start, end = place_of(sentence["text"], row["cue"], span[0])
        yield GoldStatement(start, end, row.get("by", ""), tuple(row.get("via", ())), row.get("stance", "neutral"))


def _counts(sentence: Mapping[str, Any], span: tuple[int, int]) -> Iterator[GoldCount]:
    for row in sentence.get("counts", ()):
        start, end = place_of(sentence["text"], row["text"], span[0])
        yield GoldCount(start, end, row["measure"], row.get("low"), row.get("high"), row["approx"])


def place_of(text: str, words: str, at: int = 0) -> tuple[int, int]:
    """Where words stand in a text that begins at ``at``: «words#2» is their second place. Raises ValueError where they do not."""
    plain, _, number = words.partition("#")
    start = -1
    for _ in range(int(number or 1)):
        start = text.find(plain, start + 1)
        if start < 0 or not plain:
            raise ValueError(f"{words!r} does not stand in its sentence")
    return at + start, at + start + len(plain)
