"""The administrative divisions that a place lies in, by the gazetteer, by data/codes/divisions.tsv and place_divisions.tsv."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from rawi.lexicon import Lexicon, LexiconError
from rawi.lexicon.rows import Place
from rawi.lexicon.tables import data_folder, load_schema, read_table

_SECOND = "2"
# What the English names of first-level divisions say beside the name; ACLED leaves it out.
_KINDS = (" Governorate", " Province", " State", " Region", " Oblast", " District", " Emirate", " Prefecture", " Republic")


class Division(NamedTuple):
    """A division: its level (1 or 2), its names, the id of the one above it (None where it is a first one), and what it is called
    («Governorate», empty where no table tells)."""

    id: str
    level: int
    name_en: str
    name_ar: str
    within: str | None
    kind: str = ""


class Lies(NamedTuple):
    """The first and second division that a place lies in, None where no table tells."""

    admin1: Division | None
    admin2: Division | None


class Divisions:
    """The divisions of a lexicon's places."""

    def __init__(self, lexicon: Lexicon, known: Mapping[str, Division], told: Mapping[str, tuple[str | None, str | None]]) -> None:
        self._places, self._known, self._told = lexicon.places, known, told

    def of(self, place: Place) -> Lies:
        """Where a place lies; a division lies in itself."""
        first, second = self._told.get(place.id, (None, None))
        first = place.id if place.feature == "admin1" else place.admin1 or first
        second = second or (place.id if place.feature == "admin2" else None)
        one, two = self._named(first), self._named(second)
        if one and one.level == int(_SECOND):  # ACLED files it one level lower
            return Lies(self._named(one.within), one)
        return Lies(one or self._named(two.within if two else None), two)

    def _named(self, id: str | None) -> Division | None:
        if id is None or id in self._known:
            return self._known.get(id or "")
        place = self._places.get(id)
        if place is None:
            return None
        level = 2 if place.feature == "admin2" else 1
        name, kind = bare(place.name_en)
        return Division(id, level, name, place.name_ar, place.admin1 if level == int(_SECOND) else None, kind)


def bare(name: str) -> tuple[str, str]:
    """A division's English name and the word for what it is: «Idlib Governorate», «Bari, Somalia Region» are Idlib and Bari."""
    kind = next((kind for kind in _KINDS if name.endswith(kind)), "")
    return name.removesuffix(kind).partition(", ")[0], kind.strip()


def load_divisions(lexicon: Lexicon) -> Divisions:
    """The divisions of the lexicon's data folder, the bundled ones where it has none. Raises LexiconError with every fault."""
    return _loaded(lexicon.digest, lexicon.folder, lexicon) if lexicon.digest not in _KEPT else _KEPT[lexicon.digest]


_KEPT: dict[str, Divisions] = {}


def _loaded(digest: str, folder: Path, lexicon: Lexicon) -> Divisions:
    known, told = _rows(folder if (folder / "codes").is_dir() else data_folder())
    faults = [
        f"divisions.tsv: {d.id} lies within {d.within}, which no table has." for d in known.values() if not _is(d.within, known, lexicon)
    ]
    faults += [f"place_divisions.tsv: {id} is no place of the gazetteer; correct the id." for id in told if id not in lexicon.places]
    faults += [
        f"place_divisions.tsv: {id} lies in {division}, which no table has; correct it or add it to divisions.tsv."
        for id, both in told.items()
        for division in both
        if division and not _is(division, known, lexicon)
    ]
    if faults:
        raise LexiconError("\n".join(faults))
    _KEPT.clear()
    _KEPT[digest] = Divisions(lexicon, known, told)
    return _KEPT[digest]


def _is(id: str | None, known: Mapping[str, Division], lexicon: Lexicon) -> bool:
    return id is None or id in known or id in lexicon.places


@cache
def _rows(folder: Path) -> tuple[dict[str, Division], dict[str, tuple[str | None, str | None]]]:
    """Both tables of a data folder."""
    schema, faults = load_schema(folder), list[str]()
    divisions, places = (read_table(folder, name, schema, faults) for name in ("divisions", "place_divisions"))
    if faults:
        raise LexiconError("\n".join(faults))
    known = {r["id"]: Division(r["id"], int(r["level"]), r["name_en"], r["name_ar"], r["within"]) for r in divisions}
    return known, {r["id"]: (r["admin1"], r["admin2"]) for r in places}
