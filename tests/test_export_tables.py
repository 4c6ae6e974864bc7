"""The tables that exports write: ACLED's and UCDP's columns, every row read back, both stores alike, hashtags, the data package, GeoJSON by its standard."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package
from geojson_pydantic import FeatureCollection
from typer.testing import CliRunner, Result

from rawi.cli import app
from rawi.codes import load_codes
from rawi.export import ExportOptions, table_of, write_export
from rawi.export.acled import row_of
from rawi.export.columns import columns_of, names_of
from rawi.export.told import Told
from rawi.export.ucdp import ucdp_row
from rawi.export.where import grid_cell
from rawi.outlets import load_outlets
from rawi.read import read
from rawi.records import Reading
from rawi.store import Store
from stores import KINDS, fresh_store, incoming, many

HERE = Path(__file__).parent
CODEBOOK = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
]
GED = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
]
ARTICLES = 60
TABLES = ("csv", "acled", "ucdp")
Case = dict[str, Any]


@cache
def cases() -> dict[str, Case]:
    told = tomllib.loads((HERE / "cases" / "exports.toml").read_text("utf-8"))["case"]
    found = {case["name"]: case for case in told}
    assert len(found) == len(told), "two cases have one name"
    return found


def row_of_case(case: Case) -> dict[str, str]:
    """The row of the case's event: of its trigger in ACLED's columns and ours, or in UCDP's."""
    reading = read(case["text"], published=case.get("published", "2024-05-05"), outlet=case.get("outlet"))
    event = next((e for e in reading.events if e.trigger.text == case["trigger"]), None)
    assert event is not None, [e.trigger.text for e in reading.events]
    told = Told(event, reading)
    if case.get("table") != "ucdp":
        return row_of(told)
    return {name: "" if value is None else str(value) for name, value in ucdp_row(told, load_outlets()).items()}


@pytest.mark.parametrize("name", cases())
def test_case(name: str) -> None:
    case = cases()[name]
    row = row_of_case(case)
    assert {column: row.get(column, "") for column in case["want"]} == case["want"], row


def test_columns_are_those_of_the_codebooks() -> None:
    assert list(names_of("acled")) == CODEBOOK and len(CODEBOOK) == 31
    assert list(names_of("ucdp")) == GED and len(GED) == 49
    assert [column.name for column in table_of("acled")] == CODEBOOK


def dated(count: int = ARTICLES) -> Iterator[tuple[Reading, str | None]]:
    return ((one.reading, "2026-11-23T02:00:00Z") for one in many(count))


def table(format: str, **options: bool) -> list[dict[str, str]]:
    written = io.StringIO()
    write_export(format, dated(), written, ExportOptions(**options), lambda: None)  # type: ignore[arg-type]
    return list(csv.DictReader(io.StringIO(written.getvalue())))


def parsed(value: str, type: str) -> object:
    """A cell as its type; raises where it is none."""
    readers = {"integer": int, "number": float, "date": date.fromisoformat, "year": int, "string": str}
    return readers[type](value)


@pytest.mark.parametrize("format", TABLES)
def test_every_row_parses_back(format: str) -> None:
    rows = table(format)
    assert len(rows) > 10
    for row in rows:
        for column in table_of(format):
            if row[column.name]:
                parsed(row[column.name], column.type)
    ids = [row["id" if format == "ucdp" else "event_id_cnty"] for row in rows]
    assert len(set(ids)) == len(ids)


def test_what_acled_classifies_holds_together() -> None:
    types = load_codes().acled_types
    rows = table("acled")
    assert {row["timestamp"] for row in rows} == {"1795399200"}
    for row in rows:
        kind = types[row["sub_event_type"]]
        assert (row["event_type"], row["disorder_type"]) == (kind.event_type, kind.disorder)
        assert row["event_date"][:4] == row["year"] and row["time_precision"] in ("1", "2", "3")
        both = {label for label in (row["inter1"], row["inter2"]) if label}
        assert not row["interaction"] or all(label in row["interaction"] for label in both)
        assert bool(row["iso"]) == bool(row["country"]) == bool(row["region"])
        assert row["event_id_cnty"][:3].isupper() and row["event_id_cnty"][3:].isdigit()
        assert (
            row["notes"].endswith(f" Coded fatalities: {row['fatalities']}.") or f" Coded fatalities: {row['fatalities']} (" in row["notes"]
        )
        assert not row["actor1"] or row["inter1"] or "«" in row["actor1"]


def test_what_ucdp_counts_adds_up() -> None:
    for row in table("ucdp"):
        low, best, high = (int(row[name]) for name in ("low", "best", "high"))
        assert 1 <= low <= best <= high
        assert sum(int(row[name]) for name in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")) == best
        assert row["type_of_violence"] in ("1", "2", "3")
        assert row["type_of_violence"] != "3" or (row["side_b"] == "Civilians" and row["deaths_a"] == row["deaths_b"] == "0")
        assert not row["latitude"] or row["priogrid_gid"] == str(grid_cell(float(row["latitude"]), float(row["longitude"])))
        assert (row["active_year"], row["conflict_name"], row["code_status"]) == ("", "", ""), "what no report can tell"


def test_cells_of_the_grid() -> None:
    """The corners, and the cell of Kampala (0.31 N, 32.58 E), as PRIO-GRID numbers them."""
    assert (grid_cell(-90, -180), grid_cell(-89.9, -179.4), grid_cell(90, 180)) == (1, 2, 259200)
    assert grid_cell(0.31, 32.58) == 180 * 720 + 425 + 1


@pytest.fixture(scope="module", params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with fresh_store(request.param, tmp_path_factory.mktemp("tables")) as made:
        made.add(list(many(ARTICLES)))
        yield made


@pytest.mark.parametrize("format", TABLES)
def test_both_stores_give_the_rows_of_the_readings(store: Store, format: str) -> None:
    written = io.StringIO()
    write_export(format, store.each_dated_reading(), written, ExportOptions(), lambda: None)
    rows = list(csv.DictReader(io.StringIO(written.getvalue())))
    assert all(row.pop("timestamp", "1").isdigit() for row in rows)
    expected = table(format)
    assert rows == [{name: value for name, value in row.items() if name != "timestamp"} for row in expected]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with fresh_store("sqlite", tmp_path_factory.mktemp("kept")) as made:
        made.add([incoming("قصف الجيش السوري أمس بلدة أريحا، ما أدى إلى مقتل ثلاثة مدنيين.", published="2020-01-30", outlet="سانا")])
        yield made


def export(store: Store, *arguments: object) -> Result:
    result = CliRunner().invoke(app, ["export", *map(str, arguments), "--store", store.place])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.mark.parametrize("format", TABLES)
def test_hashtags_stand_under_the_header_on_demand(kept: Store, format: str) -> None:
    plain, tagged = (export(kept, format, *more).stdout.splitlines() for more in ((), ("--hxl",)))
    assert tagged[0] == plain[0] and tagged[2:] == plain[1:]
    tags = tagged[1].split(",")
    assert all(tag.startswith("#") for tag in tags if tag) and "#affected+killed" in tagged[1]
    named = [tag for tag in tags if tag]
    assert len(set(named)) == len(named), "two columns with one tag cannot be told apart"


@pytest.mark.parametrize(("format", "more"), [("csv", ()), ("acled", ("--hxl",)), ("ucdp", ("--bom",))])
def test_the_data_package_describes_the_table(kept: Store, tmp_path: Path, format: str, more: tuple[str, ...]) -> None:
    result = export(kept, format, "--package", *more, "--out", tmp_path / "events.csv")
    assert result.exit_code == 0, result.stderr
    described = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    fields = described["resources"][0]["schema"]["fields"]
    assert [field["name"] for field in fields] == [column.name for column in table_of(format)]
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "message"])


def test_options_are_refused_where_they_have_no_use(kept: Store, tmp_path: Path) -> None:
    assert export(kept, "geojson", "--hxl").exit_code == 2
    assert export(kept, "jsonl", "--package", "--out", tmp_path / "e.jsonl").exit_code == 2
    assert export(kept, "csv", "--package").exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_package_that_cannot_be_written_leaves_no_table(kept: Store, tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").mkdir()
    assert export(kept, "csv", "--package", "--out", tmp_path / "e.csv").exit_code != 0
    assert not (tmp_path / "e.csv").exists()


def test_geojson_keeps_its_standard() -> None:
    """RFC 7946: what pydantic models of it read, longitude first, no member for a reference system, ids of features unique."""
    written = io.StringIO()
    write_export("geojson", dated(), written, ExportOptions(), lambda: None)
    data = json.loads(written.getvalue())
    collection = FeatureCollection.model_validate(data)
    assert len(collection.features) > 50 and "crs" not in data
    for feature in data["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        if feature["geometry"] is not None:
            lon, lat = feature["geometry"]["coordinates"]
            assert -180 <= lon <= 180 and -90 <= lat <= 90
    ids = [feature["id"] for feature in data["features"]]
    assert len(set(ids)) == len(ids)


def test_an_id_outlives_an_export(kept: Store) -> None:
    once, again = (list(csv.DictReader(io.StringIO(export(kept, "csv").stdout))) for _ in range(2))
    assert [row["event_id_cnty"] for row in once] == [row["event_id_cnty"] for row in again] != []


def test_every_column_is_documented() -> None:
    page = (HERE.parent / "docs" / "exports.md").read_text("utf-8")
    told = {name for name in names_of("acled") + names_of("rawi") + names_of("ucdp") if f"`{name}`" not in page}
    assert told == set()
    assert all(column.what.startswith(("empty", "always empty")) == (column.hxl is None) for column in columns_of("ucdp"))
