"""Administrative areas of an OCHA Common Operational Dataset table (COD-AB, CSV): Arabic and English names with p-codes."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from rawi.extend.files import ImportError_
from rawi.extend.geonames import is_word
from rawi.fold import fold_word
from rawi.lexicon import Lexicon

# Column names in use: ADM2_AR, admin2Name_ar, ADM2_PCODE, admin2Pcode; centres as center_lat, Lat, y …
_NAME = re.compile(r"adm(?:in)?(?P<level>[1-4])(?:name)?_(?P<language>ar|en)$")
_CODE = re.compile(r"adm(?:in)?(?P<level>[1-4])_?pcode$")
_LAT = frozenset({"center_lat", "centroid_lat", "lat", "latitude", "y", "y_coord"})
_LON = frozenset({"center_lon", "centroid_lon", "lon", "long", "longitude", "x", "x_coord"})
_FEATURES = {1: "admin1", 2: "admin2", 3: "admin2", 4: "village"}
_PRECISION = {1: "60", 2: "20", 3: "10", 4: "3"}


def cod_places(path: Path, lexicon: Lexicon) -> tuple[list[dict[str, str]], Counter[str]]:
    """Rows for the lowest level of the table, and how many lines were left out for each reason. Raises ImportError_ for no such table."""
    rows: dict[str, dict[str, str]] = {}
    left_out: Counter[str] = Counter()
    for line in _records(path):
        level = max((int(m["level"]) for name in line if (m := _CODE.match(name)) and line[name]), default=0)
        code, arabic = _of(line, _CODE, level), _of(line, _NAME, level, "ar")
        lat, lon = _first(line, _LAT), _first(line, _LON)
        reason = "no p-code" if not code else "no Arabic name" if not arabic else "no centre (lat, lon)" if not (lat and lon) else None
        reason = reason or (None if code[:2] in lexicon.countries else "country unknown")
        if reason:
            left_out[reason] += 1
            continue
        rows[code] = _row(line, level, code, arabic, (lat, lon), lexicon)
    return list(rows.values()), left_out


def _records(path: Path) -> Iterator[dict[str, str]]:
    """The lines by lower-case column name."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            table = csv.DictReader(lines)
            if not any(_CODE.match(name.strip().lower()) for name in table.fieldnames or ()):
                raise ImportError_(
                    f"{path}: no p-code column (ADM2_PCODE, admin2Pcode); save the admin sheet of the COD-AB workbook as CSV."
                )
            for line in table:
                yield {(name or "").strip().lower(): (value or "").strip() for name, value in line.items() if isinstance(value, str)}
    except UnicodeDecodeError as error:
        raise ImportError_(
            f"{path}: is not UTF-8 text ({error.reason}); save the admin sheet of the COD-AB workbook as CSV UTF-8."
        ) from error


def _of(line: Mapping[str, str], pattern: re.Pattern[str], level: int, language: str | None = None) -> str:
    """The cell of a level."""
    for name, value in line.items():
        found = pattern.match(name)
        if found and int(found["level"]) == level and (language is None or found["language"] == language):
            return value
    return ""


def _first(line: Mapping[str, str], names: frozenset[str]) -> str:
    return next((value for name, value in line.items() if name in names and _is_number(value)), "")


def _is_number(value: str) -> bool:
    try:
        float(value)
        return True
    except ValueError:
        return False


def _row(line: Mapping[str, str], level: int, code: str, arabic: str, centre: tuple[str, str], lexicon: Lexicon) -> dict[str, str]:
    return {
        "id": f"place/cod-{code.lower()}",
        "name_ar": arabic,
        "name_en": _of(line, _NAME, level, "en") or code,
        "aliases": "",
        "feature": _FEATURES[level],
        "country": code[:2],
        "admin1": _province(line, code[:2], lexicon) if level > 1 else "",
        "lat": f"{float(centre[0]):.4f}",
        "lon": f"{float(centre[1]):.4f}",
        "precision_km": _PRECISION[level],
        "source": "cod-ab",
        "ambiguous": "yes" if is_word(arabic, lexicon) else "",
    }


def _province(line: Mapping[str, str], country: str, lexicon: Lexicon) -> str:
    """Our province of the table's first level, by its Arabic name with or without a word for province."""
    name = fold_word(_of(line, _NAME, 1, "ar"))
    for place in lexicon.places.values():
        if place.country == country and place.feature == "admin1" and name and name in fold_word(place.name_ar):
            return place.id
    return ""
