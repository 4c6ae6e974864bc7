"""Places of a GeoNames country dump (https://download.geonames.org/export/dump/, CC BY 4.0) that have an Arabic name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from rawi.distance import kilometres
from rawi.extend.files import ImportError_
from rawi.fold import fold_word
from rawi.lexicon import Lexicon
from rawi.lexicon.rows import Place
from rawi.lexicon.tables import load_schema, read_table
from rawi.lexicon.trie import Node, PhraseTrie, tokens

_COLUMNS = 19
_ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a\u064b-\u0652\u0670 \u200c-]+")
_NOT_SAID = re.compile("[\u064b-\u0652\u0670\u0640\u200c-\u200f]")
_MOST_ALIASES = 6
_SAME_NAME_KM = 60.0
_FEATURES = {
    "PPLC": "city",
    "PPLX": "neighbourhood",
    "PPLQ": "village",
    "ADM1": "admin1",
    "ADM2": "admin2",
    "ADM3": "admin2",
    "MT": "mountain",
    "MTS": "mountain",
    "HLL": "mountain",
    "PK": "mountain",
    "PLN": "plain",
    "VAL": "region",
    "ISL": "island",
    "STM": "river",
    "LK": "sea",
    "RSV": "site",
    "DAM": "site",
    "AIRP": "airport",
    "AIRB": "base",
    "MILB": "base",
    "INSM": "base",
    "PRT": "port",
    "CMP": "camp",
    "CMPRF": "camp",
    "BDG": "site",
    "OILR": "site",
    "OILF": "site",
    "SEA": "sea",
    "GULF": "sea",
    "STRT": "sea",
}
_PRECISION = {"city": 8, "town": 4, "village": 3, "admin1": 60, "admin2": 20, "mountain": 8, "river": 60, "island": 10, "sea": 150}
_CITY, _TOWN = 50_000, 2_000


@dataclass(frozen=True, slots=True)
class GeoName:
    """One line of the dump that may be a place of ours; ``names``: its names in Arabic letters."""

    id: int
    name: str
    names: tuple[str, ...]
    lat: float
    lon: float
    country: str
    code: str
    admin1: str
    population: int


def geonames_dump(path: Path) -> Iterator[GeoName]:
    """The places of a dump (tab-separated, 19 columns, no header). Raises ImportError_ where it is none."""
    with path.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            cells = line.rstrip("\n").split("\t")
            if len(cells) != _COLUMNS or not cells[0].isdigit():
                raise ImportError_(
                    f"{path}:{number}: {len(cells)} columns where a GeoNames dump has {_COLUMNS}; unpack XX.zip of "
                    "download.geonames.org/export/dump and give XX.txt."
                )
            yield GeoName(
                int(cells[0]), cells[1], arabic_names(cells[3].split(",")), float(cells[4]), float(cells[5]), cells[8], cells[7], cells[10],
                int(cells[14] or 0),
            )  # fmt: skip


def arabic_names(names: Iterable[str]) -> tuple[str, ...]:
    """The names in Arabic letters only, vowel marks left off, each folded form once; names in Persian, Urdu or Kurdish letters are none."""
    found: dict[str, str] = {}
    for name in names:
        plain = " ".join(_NOT_SAID.sub("", name).split())
        if plain and _ARABIC.fullmatch(name.strip()) and len(fold_word(plain)) > 2:
            found.setdefault(fold_word(plain), plain)
    return tuple(found.values())


def feature_of(place: GeoName) -> str | None:
    """Our feature for a GeoNames code: settlements by size, a few land forms, works and areas; None for the rest."""
    if place.code in _FEATURES:
        return _FEATURES[place.code]
    if place.code.startswith("PPL"):
        return "city" if place.population >= _CITY else "town" if place.population >= _TOWN or place.code.startswith("PPLA") else "village"
    return None


def new_places(found: Iterable[GeoName], lexicon: Lexicon) -> tuple[list[dict[str, str]], Counter[str]]:
    """Rows for the places that our tables lack, and how many were left out for each reason."""
    known = _by_name(place for place in lexicon.places.values() if not place.id.startswith("place/gn-"))
    kept: list[tuple[GeoName, str]] = []
    left_out: Counter[str] = Counter()
    provinces = _Provinces()
    for told in found:
        place = replace(told, names=_speaking(told, lexicon))
        feature = feature_of(place)
        reason = (
            "no feature of ours"
            if feature is None
            else "no Arabic name"
            if not place.names
            else "country unknown"
            if place.country not in lexicon.countries
            else None
        )
        twin = None if reason else _twin(place, known)
        if twin:
            provinces.learn(place, twin)
        if reason or twin:
            left_out[reason or "known already"] += 1
            continue
        kept.append((place, feature or ""))
    return [_row(place, feature, provinces, lexicon) for place, feature in kept], left_out


# A name that is one of these words too («the country», «the harbour») would be found everywhere.
_WORDS = frozenset({"feature_words", "collectives", "directions", "titles", "groups", "triggers", "light_verbs", "speech", "status"})


def _speaking(place: GeoName, lexicon: Lexicon) -> tuple[str, ...]:
    """The names of a place that are no numbers and no words of the tables that trigger records."""
    numbers = _number_words(lexicon.folder)
    return tuple(
        name
        for name in place.names
        if fold_word(name) not in numbers and not _WORDS & {e.table for e in PhraseTrie.entries(_node(tokens(fold_word(name)), lexicon))}
    )


@cache
def _number_words(folder: Path) -> frozenset[str]:
    """The number words of a data folder («one» is a village too)."""
    rows = read_table(folder, "numbers", load_schema(folder), [])
    return frozenset(fold_word(form) for row in rows for form in row["forms"])


def _node(words: list[str], lexicon: Lexicon) -> Node:
    node = lexicon.trie.root
    for word in words:
        node = node.get(word, {})
    return node


def _by_name(places: Iterable[Place]) -> dict[str, list[Place]]:
    named: dict[str, list[Place]] = {}
    for place in places:
        for name in (place.name_ar, *place.aliases):
            named.setdefault(fold_word(name), []).append(place)
    return named


def _twin(place: GeoName, known: dict[str, list[Place]]) -> Place | None:
    """The row of ours that is the same place: of its name and country, and near."""
    for name in place.names:
        for other in known.get(fold_word(name), ()):
            if other.country == place.country and kilometres(place.lat, place.lon, other.lat, other.lon) < _SAME_NAME_KM:
                return other
    return None


class _Provinces:
    """Which of our provinces a GeoNames code stands for, as the places that both know agree."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], Counter[str]] = {}

    def learn(self, place: GeoName, twin: Place) -> None:
        """Count a place that both know."""
        if twin.admin1:
            self._seen.setdefault((place.country, place.admin1), Counter())[twin.admin1] += 1

    def of(self, place: GeoName) -> str:
        """The province, where at least two places in three agree."""
        votes = self._seen.get((place.country, place.admin1), Counter())
        top = votes.most_common(1)
        return top[0][0] if top and 3 * top[0][1] >= 2 * votes.total() else ""


def _row(place: GeoName, feature: str, provinces: _Provinces, lexicon: Lexicon) -> dict[str, str]:
    first, *others = place.names
    return {
        "id": f"place/gn-{place.id}",
        "name_ar": first,
        "name_en": place.name,
        "aliases": ";".join(others[:_MOST_ALIASES]),
        "feature": feature,
        "country": place.country,
        "admin1": provinces.of(place),
        "lat": f"{place.lat:.4f}",
        "lon": f"{place.lon:.4f}",
        "precision_km": str(_PRECISION.get(feature, 4)),
        "source": "geonames",
        "ambiguous": "yes" if any(is_word(name, lexicon) for name in place.names[: 1 + _MOST_ALIASES]) else "",
    }


def is_word(name: str, lexicon: Lexicon) -> bool:
    """Whether a name of one word is a word of the language, a person's name or an actor too, so that it needs a place's company."""
    found = tokens(fold_word(name))
    if len(found) != 1:
        return False
    words = lexicon.words
    return bool(lexicon.stems.analyses(found[0])) or found[0] in words.of_persons or found[0] in words.function or len(found[0]) < 4
