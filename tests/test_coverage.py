"""How much of what passages name is found: 56 passages on eight theatres, written and annotated blind to the tables.

The annotation is words and kinds (actors), words and coordinates (places). Each wording counts once a passage; a place that the
annotation gives without its feature word is found where a longer mention holds it.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rawi.distance import kilometres
from rawi.read import read
from rawi.records import Mention

CASES = Path(__file__).parent / "cases"
PASSAGES: list[dict[str, Any]] = [p for f in sorted(CASES.glob("coverage_*.toml")) for p in tomllib.loads(f.read_text("utf-8"))["passage"]]
THEATRES = sorted({passage["theatre"] for passage in PASSAGES})
# The bars over all theatres, and what no theatre may fall below.
PLACES, ACTORS, ANY_THEATRE = 0.80, 0.70, 0.68


def spans(text: str, words: str) -> list[tuple[int, int]]:
    found, at = [], text.find(words)
    while at >= 0:
        found.append((at, at + len(words)))
        at = text.find(words, at + 1)
    return found


def matching(text: str, words: str, mentions: tuple[Mention, ...], place: bool) -> list[Mention]:
    """The mentions of the sort that hold the words or share most letters with them."""
    return [
        m
        for start, end in spans(text, words)
        for m in mentions
        if (m.kind == "place") == place
        and ((m.start <= start and end <= m.end) or 2 * (min(end, m.end) - max(start, m.start)) > max(end - start, m.end - m.start))
    ]


@cache
def counts() -> dict[str, Counter[str]]:
    """By theatre: actors and places named, found, and located."""
    told: dict[str, Counter[str]] = {theatre: Counter() for theatre in THEATRES}
    for passage in PASSAGES:
        text, count = passage["text"], told[passage["theatre"]]
        mentions = read(text, published=passage["published"]).mentions
        for words, _, _ in passage["actors"]:
            count["actors"] += 1
            count["actors found"] += bool(matching(text, words, mentions, place=False))
        for words, lat, lon, within in passage["places"]:
            found = matching(text, words, mentions, place=True)
            count["places"] += 1
            count["places found"] += bool(found)
            count["places located"] += any(
                m.lat is not None and m.lon is not None and kilometres(m.lat, m.lon, lat, lon) <= max(within, 10) for m in found
            )
    return told


def share(found: str, named: str, theatre: str | None = None) -> float:
    chosen = [count for name, count in counts().items() if theatre in (None, name)]
    return sum(count[found] for count in chosen) / sum(count[named] for count in chosen)


def test_the_passages_are_many() -> None:
    assert len(PASSAGES) >= 56
    assert len(THEATRES) == 8


def test_places_and_actors_of_all_theatres_are_found() -> None:
    assert share("places found", "places") >= PLACES
    assert share("actors found", "actors") >= ACTORS


@pytest.mark.parametrize("theatre", THEATRES)
def test_no_theatre_is_left_behind(theatre: str) -> None:
    assert share("places found", "places", theatre) >= ANY_THEATRE
    assert share("actors found", "actors", theatre) >= ANY_THEATRE
