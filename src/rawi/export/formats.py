"""The formats of `rawi export`: each takes Readings and writes one file."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TextIO

from rawi.export.acled import COLUMNS, Coder, coded, row_of
from rawi.export.told import Told
from rawi.records import Reading

COUNTED_FROM = 0.5
# A cell that begins so is a formula to a spreadsheet; an apostrophe before it makes it text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """``low``: events below this score are left out; ``coder``: where the columns of codes come from."""

    low: float = COUNTED_FROM
    coder: Coder = coded


@dataclass(slots=True)
class Written:
    """How many articles were looked at and how many records written."""

    articles: int = 0
    records: int = 0


def write_export(format: str, readings: Iterable[Reading], file: TextIO, options: ExportOptions, step: Callable[[], None]) -> Written:
    """Write a format; ``step`` is called for every article. Raises KeyError for an unknown format."""
    written = Written()
    FORMATS[format](_counted(readings, written, step), file, options, written)
    return written


def _counted(readings: Iterable[Reading], written: Written, step: Callable[[], None]) -> Iterator[Reading]:
    for reading in readings:
        yield reading
        written.articles += 1
        step()


def _events(readings: Iterable[Reading], options: ExportOptions, written: Written) -> Iterator[Told]:
    """The events to be written; one told again in its article is written once, where it is told first."""
    for reading in readings:
        for event in reading.events:
            if event.score >= options.low and event.same_as is None:
                written.records += 1
                yield Told(event, reading)


def _csv(readings: Iterable[Reading], file: TextIO, options: ExportOptions, written: Written) -> None:
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for told in _events(readings, options, written):
        row = row_of(told, options.coder)
        writer.writerow([guarded(name, row[name]) for name in COLUMNS])


def guarded(column: str, value: str) -> str:
    """A cell that no spreadsheet takes for a formula; coordinates stay numbers."""
    if column in ("latitude", "longitude"):
        return value
    return f"'{value}" if value.lstrip(" \u00a0\ufeff\u200e\u200f").startswith(_FORMULA) else value


def _jsonl(readings: Iterable[Reading], file: TextIO, options: ExportOptions, written: Written) -> None:
    """Readings whole, one a line, as `rawi read` prints them."""
    for reading in readings:
        written.records += 1
        file.write(reading.to_json() + "\n")


def _geojson(readings: Iterable[Reading], file: TextIO, options: ExportOptions, written: Written) -> None:
    """One feature an event and place; an event without a known point has no geometry."""
    file.write('{"type": "FeatureCollection", "features": [')
    between = "\n"
    for told in _events(readings, options, written):
        for feature in _features(told, options):
            file.write(between + json.dumps(feature, ensure_ascii=False))
            between = ",\n"
    file.write("\n]}\n")


def _features(told: Told, options: ExportOptions) -> Iterator[dict[str, Any]]:
    properties: dict[str, Any] = {
        name: value for name, value in row_of(told, options.coder).items() if value and name not in ("latitude", "longitude")
    }
    properties["score"] = told.event.score
    located = [place for place in told.places if place.lat is not None and place.lon is not None]
    for place in located:
        here = {
            "place": told.names((place.id,))[0],
            "place_ar": told.names((place.id,), arabic=True)[0],
            "precision_km": place.precision_km,
        }
        geometry = {"type": "Point", "coordinates": [place.lon, place.lat]}
        yield {"type": "Feature", "id": f"{told.id}@{place.id}", "geometry": geometry, "properties": properties | here}
    if not located:
        yield {"type": "Feature", "id": told.id, "geometry": None, "properties": properties}


FORMATS: dict[str, Callable[[Iterable[Reading], TextIO, ExportOptions, Written], None]] = {
    "csv": _csv,
    "jsonl": _jsonl,
    "geojson": _geojson,
}
