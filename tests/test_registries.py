"""The registries: every coordinate in its country, spot checks, unique ids, ids that lead somewhere."""

from __future__ import annotations

import csv
import json
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from rawi.distance import kilometres
from rawi.fold import fold_word
from rawi.lexicon import load_lexicon
from rawi.lexicon.rows import Place
from rawi.lexicon.tables import data_folder, load_schema, read_table
from rawi.lookup import known_of
from rawi.read import read

HERE = Path(__file__).parent
# Countries by ISO 3166 alpha-3 as rings of [longitude, latitude]: Natural Earth 1:110m, public domain (naturalearthdata.com).
SHAPES: dict[str, list[list[list[float]]]] = json.loads((HERE / "natural_earth_110m.json").read_text("utf-8"))
# At 1:110m a border is drawn up to this far from where it is.
BORDER_KM = 45
# Features that lie off the land of a country, or in several.
OPEN = frozenset({"sea", "river", "road", "region", "front", "zone", "island"})
# What the coarse shapes leave out or draw apart: the Gaza Strip (its corners as OCHA's atlas gives them), Somaliland, Western Sahara.
SHAPES["PSE"].append([[34.2, 31.32], [34.27, 31.22], [34.56, 31.54], [34.49, 31.6], [34.2, 31.32]])
SHAPES["SOM"] += SHAPES["SOL"]
SHAPES["ESH"] += SHAPES["MAR"]
# Gas fields at sea, and towns on islands that the shapes leave out.
AT_SEA = frozenset({"place/eg-zohr-gas-field", "place/sa-durra-gas-field", "place/lb-karish-gas-field", "place/lb-qana-gas-prospect"})
ISLANDERS = frozenset({"TZ", "ID", "ES", "KR", "BS"})
SOCOTRA_LON = 52


@cache
def rings(iso2: str) -> tuple[tuple[tuple[float, float], ...], ...]:
    country = load_lexicon().countries.get(iso2)
    return tuple(tuple((lon, lat) for lon, lat in ring) for ring in SHAPES.get(country.iso3 if country else "", ()))


def inside(lat: float, lon: float, ring: tuple[tuple[float, float], ...]) -> bool:
    """Whether a ray to the east crosses the ring an odd number of times."""
    crossings = 0
    for (lon_a, lat_a), (lon_b, lat_b) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (lat_a > lat) != (lat_b > lat) and lon < (lon_b - lon_a) * (lat - lat_a) / (lat_b - lat_a) + lon_a:
            crossings += 1
    return crossings % 2 == 1


def near(lat: float, lon: float, ring: tuple[tuple[float, float], ...]) -> bool:
    """Whether an edge of the ring passes within the tolerance."""
    for (lon_a, lat_a), (lon_b, lat_b) in pairwise(ring):
        if min(lat_a, lat_b) - 1 < lat < max(lat_a, lat_b) + 1 and min(lon_a, lon_b) - 1 < lon < max(lon_a, lon_b) + 1:
            length = (lon_b - lon_a) ** 2 + (lat_b - lat_a) ** 2
            share = max(0.0, min(1.0, ((lon - lon_a) * (lon_b - lon_a) + (lat - lat_a) * (lat_b - lat_a)) / length)) if length else 0.0
            if kilometres(lat, lon, lat_a + share * (lat_b - lat_a), lon_a + share * (lon_b - lon_a)) <= BORDER_KM:
                return True
    return False


def lies_in(place: Place) -> bool:
    return any(inside(place.lat, place.lon, ring) or near(place.lat, place.lon, ring) for ring in rings(place.country or ""))


def test_every_coordinate_lies_in_its_country() -> None:
    places = [p for p in load_lexicon().places.values() if p.country and p.feature not in OPEN and rings(p.country)]
    assert len(places) > 7000
    on_islands = [p for p in places if p.country in ISLANDERS or (p.country == "YE" and p.lon > SOCOTRA_LON)]
    assert len(on_islands) < 400
    elsewhere = [p for p in places if p.id not in AT_SEA and p not in on_islands]
    assert [(p.where, p.id, p.lat, p.lon) for p in elsewhere if not lies_in(p)] == []


with (HERE / "cases" / "spot_checks.tsv").open(encoding="utf-8") as lines:
    SPOTS = list(csv.DictReader(lines, delimiter="\t"))


def test_spot_checks_against_published_coordinates() -> None:
    """Coordinates of the cases/spot_checks.tsv sources, within 10 km."""
    assert len(SPOTS) >= 60
    places = load_lexicon().places
    far = []
    for spot in SPOTS:
        named = [p for p in places.values() if p.country == spot["country"] and spot["name_ar"] in (p.name_ar, *p.aliases)]
        if not any(kilometres(p.lat, p.lon, float(spot["lat"]), float(spot["lon"])) <= 10 for p in named):
            far.append((spot["name_ar"], [(p.id, p.lat, p.lon) for p in named]))
    assert far == []


@pytest.mark.parametrize(("table", "column"), [("actors", "id"), ("places", "id"), ("actor_codes", "id")])
def test_ids_are_unique(table: str, column: str) -> None:
    rows = read_table(data_folder(), table, load_schema(data_folder()), [])
    assert [id for id, count in Counter(row[column] for row in rows).items() if count > 1] == []


def test_what_rows_point_at_is_there() -> None:
    lexicon = load_lexicon()
    actors, places = lexicon.actors, lexicon.places
    rows = read_table(data_folder(), "actors", load_schema(data_folder()), [])
    assert [(r.where, r["parent"], r["side"]) for r in rows if any(r[c] and r[c] not in actors for c in ("parent", "side"))] == []
    assert [(p.where, p.admin1) for p in places.values() if p.admin1 and p.admin1 not in places] == []
    assert [s.where for found in lexicon.sides.values() for s in found if s.actor not in actors or s.other not in actors] == []
    assert [(o.where, o.holder) for found in lexicon.offices.values() for o in found if o.holder not in actors] == []


def test_dated_rows_run_forward() -> None:
    lexicon = load_lexicon()
    dated = [(s.where, s.first, s.last) for found in lexicon.sides.values() for s in found]
    dated += [(o.where, o.first, o.last) for found in lexicon.offices.values() for o in found]
    assert [row for row in dated if row[1] and row[2] and row[1] > row[2]] == []


def test_every_loaded_name_has_its_users() -> None:
    lexicon = load_lexicon()
    rows = read_table(data_folder(), "actors", load_schema(data_folder()), [])
    bare = [
        (row["id"], name) for row in rows for name, _ in row["loaded_names"] if not known_of(lexicon.actors[row["id"]], name=name).named
    ]
    assert bare == []


def test_users_of_names_are_actors_and_wordings_stand_in_names() -> None:
    lexicon = load_lexicon()
    rows = read_table(data_folder(), "actors", load_schema(data_folder()), [])
    names = {(row["id"], conveys): [] for row in rows for _, conveys in row["loaded_names"]}
    for row in rows:
        for name, conveys in row["loaded_names"]:
            names[row["id"], conveys].append(f" {fold_word(name)} ")
    uses = [use for found in lexicon.name_uses.values() for use in found]
    assert [(use.where, by) for use in uses for by in use.used_by if by not in lexicon.actors] == []
    assert [use.where for use in uses if (use.actor, use.conveys) not in names] == []
    assert [
        use.where for use in uses if use.wording and not any(f" {use.wording} " in name for name in names[use.actor, use.conveys])
    ] == []
    assert [use.where for use in uses if use.first and use.last and use.first > use.last] == []


def test_the_longest_wording_decides_who_uses_a_name() -> None:
    army = load_lexicon().actors["military/syrian-army"]
    assert {use.wording for use in known_of(army, name="قوات النظام").named} == {"قوات النظام"}
    assert len({use.conveys for use in known_of(army).named}) > 1


def test_an_unknown_village_at_the_head_of_a_list_lies_where_the_list_does() -> None:
    """Not in the province that was named before the list, and without a point."""
    reading = read("تجدد القصف على حلب أمس. وطال قصف آخر قرى درمشتا وكنصفرة والفطيرة في جبل الزاوية.", published="2020-05-01")
    village = next(m for m in reading.mentions if m.text == "درمشتا")
    assert (village.entity, village.lat, village.admin1) == (None, None, "place/sy-idlib-governorate")
