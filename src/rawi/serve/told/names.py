"""Episodes and what is told of them, in the words of the page's language: the records keep English, the registry's Arabic stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rawi.store import Told

_BOUNDS = (("at least ", "at_least"), ("more than ", "more_than"), ("up to ", "up_to"), ("about ", "about"))


By = tuple[tuple[str, str, tuple[str, ...]], ...]
"""Sources in English and Arabic (empty for an outlet's own word), each with the outlets that have it from there."""


@dataclass(frozen=True, slots=True)
class Said:
    """Something told: as a number, as a word of the interface (``group`` and ``key`` of its labels), or as a name in both languages; on
    whose word by which outlets."""

    en: str
    ar: str
    group: str | None
    key: str | None
    by: By


def on_whose_word(told: Iterable[tuple[str, str, str]]) -> By:
    """Outlet, source in English and in Arabic (empty for its own word) → each source with the outlets that have it from there."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for outlet, en, ar in told:
        found.setdefault((en, ar), {})[outlet] = None
    return tuple((en, ar, tuple(outlets)) for (en, ar), outlets in found.items())


def arabic_of(told: Told) -> dict[str, str]:
    """English → Arabic, for every name in an episode and its lines of transmission."""
    episode, found = told.episode, dict[str, str]()
    for field in ("actors", "recipients", "places"):
        found |= {n["name_en"]: n["name_ar"] for n in episode.get(field) or () if n["name_en"] and n["name_ar"]}
    chains = (told.detail or {}).get("chains", [])
    return found | {chain["source"]: chain["source_ar"] for chain in chains if chain["source_ar"]}


def values_of(difference: Mapping[str, Any], arabic: Mapping[str, str]) -> tuple[Said, ...]:
    """What tellers differ in, each value once with those who tell it."""
    by: dict[str, dict[tuple[str, str, str], None]] = {}
    for value in difference["values"]:
        outlet = value["outlet"] or value["article"]
        word = "" if value["on_whose_word"] in ("", outlet) else value["on_whose_word"]
        by.setdefault(value["value"], {})[outlet, word, arabic.get(word, word)] = None
    return tuple(_said(value, difference["field"], arabic, on_whose_word(told)) for value, told in by.items())


def _said(value: str, field: str, arabic: Mapping[str, str], by: By) -> Said:
    if field == "figure":
        return _number(value, by)
    if field == "denial":
        return Said(value, value, "telling", value, by)
    if field == "date":
        return Said(value, value, "day", None, by)
    names = value.split(", ")
    return Said(value, "\u060c ".join(arabic.get(name, name) for name in names), None, None, by)


def _number(value: str, by: By) -> Said:
    for words, key in _BOUNDS:
        if value.startswith(words):
            return Said(value.removeprefix(words), value.removeprefix(words), "approx", key, by)
    return Said(value, value, None, None, by) if value[:1].isdigit() else Said("", "", "approx", value, by)
