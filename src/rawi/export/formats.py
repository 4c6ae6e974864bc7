"""The formats of `rawi export`: each takes Readings and writes one file, an article at a time."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TextIO

from rawi.export.acled import Coder, coded, known_outlets, row_of
from rawi.export.columns import Column, columns_of, hashtags
from rawi.export.told import Told
from rawi.export.ucdp import ucdp_row
from rawi.records import Reading

COUNTED_FROM = 0.5
# A cell that begins so is a formula to a spreadsheet; an apostrophe before it makes it text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
Dated = tuple[Reading, str | None]


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """``low``: events below this score are left out; ``coder``: where the columns of codes come from; ``hxl``: a row of hashtags under
    the header of a csv."""

    low: float = COUNTED_FROM
    coder: Coder = coded
    hxl: bool = False


@dataclass(slots=True)
class Written:
    """How many articles were looked at and how many records written."""

    articles: int = 0
    records: int = 0


def write_export(format: str, readings: Iterable[Dated], file: TextIO, options: ExportOptions, step: Callable[[], None]) -> Written:
    """Write a format; of each reading when it was made (ISO, UTC) or None; ``step`` is called for every article. Raises KeyError for an
    unknown format."""
    written = Written()
    FORMATS[format](_counted(readings, written, step), file, options, written)
    return written


def table_of(format: str) -> tuple[Column, ...]:
    """The columns of a format that is a csv, in order. Raises KeyError for one that is none."""
    return tuple(column for table in TABLES[format] for column in columns_of(table))


def _counted(readings: Iterable[Dated], written: Written, step: Callable[[], None]) -> Iterator[Dated]:
    for dated in readings:
        yield dated
        written.articles += 1
        step()


def _events(readings: Iterable[Dated], options: ExportOptions) -> Iterator[Told]:
    """The events to be written; one told again in its article is written once, where it is told first."""
    for reading, made in readings:
        for event in reading.events:
            if event.score >= options.low and event.same_as is None:
                yield Told(event, reading, made)


def _csv(readings: Iterable[Dated], file: TextIO, options: ExportOptions, written: Written) -> None:
    _table("csv", (row_of(told, options.coder) for told in _events(readings, options)), file, options, written)


def _acled(readings: Iterable[Dated], file: TextIO, options: ExportOptions, written: Written) -> None:
    """Only the events that ACLED has a type and a day for, in its columns alone."""
    rows = (row_of(told, options.coder) for told in _events(readings, options))
    _table("acled", (row for row in rows if row["event_type"] and row["time_precision"]), file, options, written)


def _ucdp(readings: Iterable[Dated], file: TextIO, options: ExportOptions, written: Written) -> None:
    """Only the events of a type of violence that UCDP knows."""
    known = (told for told in _events(readings, options) if told.codes.ucdp_type is not None)
    _table("ucdp", (ucdp_row(told, known_outlets()) for told in known), file, options, written)


def _table(format: str, rows: Iterable[Mapping[str, object]], file: TextIO, options: ExportOptions, written: Written) -> None:
    """A csv: the header, with ``hxl`` the hashtags, then row by row; what a row leaves out is empty."""
    columns = table_of(format)
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    if options.hxl:
        writer.writerow(hashtags(columns))
    for row in rows:
        written.records += 1
        cells = ((column.name, row.get(column.name)) for column in columns)
        writer.writerow([guarded(name, "" if value is None else str(value)) for name, value in cells])


def guarded(column: str, value: str) -> str:
    """A cell that no spreadsheet takes for a formula; coordinates stay numbers."""
    if column in ("latitude", "longitude"):
        return value
    return f"'{value}" if value.lstrip(" \u00a0\ufeff\u200e\u200f").startswith(_FORMULA) else value


def _jsonl(readings: Iterable[Dated], file: TextIO, options: ExportOptions, written: Written) -> None:
    """Readings whole, one a line, as `rawi read` prints them."""
    for reading, _ in readings:
        written.records += 1
        file.write(reading.to_json() + "\n")


def _geojson(readings: Iterable[Dated], file: TextIO, options: ExportOptions, written: Written) -> None:
    """One feature an event and place (RFC 7946); an event without a known point has no geometry."""
    file.write('{"type": "FeatureCollection", "features": [')
    between = "\n"
    for told in _events(readings, options):
        written.records += 1
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


# The tables of a csv's columns, side by side.
TABLES = {"csv": ("acled", "rawi"), "acled": ("acled",), "ucdp": ("ucdp",)}
FORMATS: dict[str, Callable[[Iterable[Dated], TextIO, ExportOptions, Written], None]] = {
    "csv": _csv,
    "acled": _acled,
    "ucdp": _ucdp,
    "jsonl": _jsonl,
    "geojson": _geojson,
}
