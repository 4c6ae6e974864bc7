"""The corpus of tellings (corpus/tellings): one story, many tellers, with what comparison should find, read into records."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rawi.evaluate.corpus import place_of
from rawi.evaluate.gold import GoldError

OUTLETS_FILE = "OUTLETS.toml"


@dataclass(frozen=True, slots=True)
class GoldReport:
    """A report of an episode: the span of its trigger in the telling's article, and the episode's full id."""

    start: int
    end: int
    episode: str


@dataclass(frozen=True, slots=True)
class GoldTelling:
    """One article of a story; ``text`` is its title, an empty line, and its text. ``copy_of``: the id of the article it copies, or None."""

    id: str
    story: str
    outlet: str
    published: str
    title: str
    text: str
    kind: str
    copy_of: str | None
    reports: tuple[GoldReport, ...]


@dataclass(frozen=True, slots=True)
class GoldChain:
    """A line of transmission of an episode: through which articles it came, and whether its source is named."""

    episode: str
    named: bool
    tellings: frozenset[str]


@dataclass(frozen=True, slots=True)
class GoldContradiction:
    """Tellers of an episode who contradict each other: in what, and what each says, by article."""

    episode: str
    field: str
    measure: str | None
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class GoldStories:
    """All stories of a folder, and the outlets' families."""

    tellings: tuple[GoldTelling, ...]
    chains: tuple[GoldChain, ...]
    contradictions: tuple[GoldContradiction, ...]
    families: dict[str, str]


def load_tellings(folder: Path) -> GoldStories:
    """The stories of a folder, in the order of its files. Raises GoldError with file and cure."""
    paths = sorted(path for path in folder.glob("*.toml") if path.name != OUTLETS_FILE)
    if not paths:
        raise GoldError(f"{folder}: no stories; give a folder of tellings, such as corpus/tellings/dev")
    rows = [(path, _toml(path)) for path in paths]
    tellings = [telling for path, row in rows for telling in _checked(path, row)]
    outlets = _toml(folder / OUTLETS_FILE).get("outlet", ()) if (folder / OUTLETS_FILE).exists() else ()
    return GoldStories(
        tuple(tellings),
        tuple(chain for _, row in rows for chain in _chains(row)),
        tuple(found for _, row in rows for found in _contradictions(row)),
        {row["name"]: row["family"] for row in outlets if row.get("family")},
    )


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise GoldError(f"{path}: {error}; correct it there") from error


def _checked(path: Path, row: Mapping[str, Any]) -> list[GoldTelling]:
    try:
        return list(_tellings(row))
    except (KeyError, TypeError, ValueError) as error:
        raise GoldError(f"{path}: {type(error).__name__}: {error}; see corpus/tellings/FORMAT.md for its form") from error


def _tellings(row: Mapping[str, Any]) -> Iterator[GoldTelling]:
    story = row["story"]
    for told in row["telling"]:
        body = told["text"].strip("\n")
        head = f"{told['title']}\n\n"
        reports = tuple(_report(story, report, told["title"], body, len(head)) for report in told["report"])
        copy_of = _full(story, told["copy_of"]) if told.get("copy_of") else None
        id = _full(story, told["id"])
        yield GoldTelling(id, story, told["outlet"], told["published"], told["title"], head + body, told["kind"], copy_of, reports)


def _report(story: str, row: Mapping[str, Any], title: str, body: str, head: int) -> GoldReport:
    """A report whose words stand in the body, or else in the title."""
    try:
        start, end = place_of(body, row["words"], head)
    except ValueError:
        start, end = place_of(title, row["words"])
    return GoldReport(start, end, _full(story, row["episode"]))


def _full(story: str, id: str) -> str:
    """An id with its story before it; an episode of another story has it already."""
    return id if "/" in id else f"{story}/{id}"


def _chains(row: Mapping[str, Any]) -> Iterator[GoldChain]:
    for chain in row.get("chain", ()):
        tellings = frozenset(_full(row["story"], id) for id in chain["tellings"])
        yield GoldChain(_full(row["story"], chain["episode"]), bool(chain.get("named", True)), tellings)


def _contradictions(row: Mapping[str, Any]) -> Iterator[GoldContradiction]:
    for found in row.get("contradiction", ()):
        values = tuple((_full(row["story"], value["telling"]), str(value["value"])) for value in found["values"])
        yield GoldContradiction(_full(row["story"], found["episode"]), found["field"], found.get("measure"), values)
