"""rawi export: every event once, ACLED's columns in ACLED's order, nothing that a spreadsheet runs, points where they are known."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from rawi.cli import app
from rawi.codes import derive
from rawi.export import ExportOptions, write_export
from rawi.export.acled import ACLED, COLUMNS, OURS, row_of
from rawi.export.formats import guarded
from rawi.export.told import Told
from rawi.records import Reading
from rawi.store import Store
from stores import fresh_store, incoming

TEXT = (
    "=غارة على سوق في أريحا\n"
    "قال الدفاع المدني السوري لوكالة فرانس برس إن طائرات روسية قصفت أمس مدينة أريحا، ما أدى إلى مقتل عشرة مدنيين على الأقل بينهم ثلاثة أطفال.\n"
    "ونفت وزارة الدفاع الروسية تنفيذ غارات في المنطقة. وقصفت طائرات مجهولة بلدة خيالية الاسم."
)
CODEBOOK_COLUMNS = 31


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with fresh_store("sqlite", tmp_path_factory.mktemp("export")) as made:
        made.add([incoming(TEXT, outlet="+صدف", published="2020-01-30", url="https://sadaf.example/7")])
        yield made


@pytest.fixture
def reading(store: Store) -> Reading:
    return store.reading("a")


def export(store: Store, *arguments: object) -> Result:
    result = CliRunner().invoke(app, ["export", *map(str, arguments), "--store", store.place])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def told(reading: Reading, status: str) -> Told:
    """The bombing of Ariha, or the denial of it."""
    found = (
        event for event in reading.events if event.status == status and event.score >= 0.5 and event.attribution and event.same_as is None
    )
    return Told(max(found, key=lambda event: (event.date is not None, len(event.figures))), reading)


def test_acleds_columns_come_first_and_in_its_order(store: Store) -> None:
    result = export(store, "csv")
    header = result.stdout.splitlines()[0].split(",")
    assert tuple(header) == COLUMNS == (*ACLED, *OURS) and len(ACLED) == CODEBOOK_COLUMNS
    assert header[:3] == ["event_id_cnty", "event_date", "year"] and header[30] == "timestamp"
    assert len(set(header)) == len(header)


def test_every_counted_event_is_a_row_and_none_twice(store: Store, reading: Reading) -> None:
    wanted = {event.id for event in reading.events if event.score >= 0.5 and event.same_as is None}
    assert {row["event"] for row in rows(export(store, "csv").stdout)} == wanted and len(wanted) >= 2
    all_scores = {event.id for event in reading.events if event.same_as is None}
    assert {row["event"] for row in rows(export(store, "csv", "--min-score", 0).stdout)} == all_scores


def test_a_row_says_what_the_record_says(reading: Reading) -> None:
    row = row_of(told(reading, "occurred"))
    assert row["event_date"] == "2020-01-29" and row["year"] == "2020"
    assert row["actor1"] == "Russia" or "Russia" in row["actor1"]
    assert (row["country"], row["location"]) == ("Syria", "Ariha") and float(row["latitude"]) == pytest.approx(35.8, abs=0.1)
    assert row["speaker"] == "White Helmets (Syria Civil Defence)" and "AFP" in row["chain"]
    assert row["sentence_ar"].startswith("قال الدفاع المدني السوري") and "\n" not in row["sentence_ar"]
    assert "Ariha" in row["gloss_en"] and row["notes"].startswith(
        "On 29 January 2020, Russia reportedly shelled civilians in Ariha (Idlib), according to"
    )
    assert row["notes"].endswith(" Reported: at least 10 killed. Coded fatalities: 10.")
    assert "عشرة" in row["deaths_ar"] and "ثلاثة" not in row["deaths_ar"], "a part is not added to its whole"
    assert (row["source"], row["url"], row["article"]) == ("+صدف", "https://sadaf.example/7", "a")
    assert row_of(told(reading, "denied"))["status"] == "denied"


def test_what_is_not_known_is_empty(reading: Reading) -> None:
    event = told(reading, "occurred").event
    bare = dataclasses.replace(event, actors=(), recipients=(), places=(), place_roles=(), date=None, figures=(), attribution=None)
    row = row_of(Told(bare, dataclasses.replace(reading, events=(bare,), figures=())))
    assert [row[name] for name in ("event_date", "year", "actor1", "actor2", "location", "latitude", "speaker", "chain", "deaths_ar")] == [
        ""
    ] * 9


def test_codes_come_from_the_tables_of_codes(reading: Reading) -> None:
    bombing = told(reading, "occurred")
    codes, row = derive(bombing.event, reading), row_of(bombing)
    assert (row["event_type"], row["sub_event_type"]) == (codes.acled_event_type, codes.acled_sub_event)
    assert row["event_type"] == "Explosions/Remote violence"
    assert (row["inter1"], row["time_precision"], row["fatalities"]) == (codes.inter1, str(codes.time_precision), str(codes.fatalities))
    denied = row_of(told(reading, "denied"))
    assert {denied[name] for name in ("event_type", "interaction", "fatalities")} == {""}, "what is denied is none of ACLED's"


def test_codes_come_from_the_coder_alone(reading: Reading) -> None:
    row = row_of(told(reading, "occurred"), lambda t: {"event_type": "Battles"})
    assert (row["event_type"], row["sub_event_type"], row["inter1"], row["fatalities"]) == ("Battles", "", "", "")


def test_two_doers_are_one_side_and_two_talkers_are_two(reading: Reading) -> None:
    bombing = told(reading, "occurred").event
    actors = tuple(dict.fromkeys(m.id for m in reading.mentions if m.kind in ("state", "government", "ngo") and m.name_en))[:2]
    strike = dataclasses.replace(bombing, actors=actors, recipients=(), status="denied")
    row = row_of(Told(strike, reading), lambda t: {})
    assert row["actor1"] and row["assoc_actor_1"] and row["actor2"] == ""
    row = row_of(Told(dataclasses.replace(strike, type="CONSULT", mode=None), reading), lambda t: {})
    assert row["actor1"] and row["actor2"] and row["assoc_actor_1"] == ""


@pytest.mark.parametrize("cell", ["=1+1", "+7", "-x", "@SUM(A1)", "\t=1", "\r=1", "  =cmd", "\ufeff=1", "\u200f=HYPERLINK(1)", "\u00a0+1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert guarded("notes", cell) == f"'{cell}"


def test_words_and_coordinates_stay_as_they_are(store: Store) -> None:
    assert guarded("notes", "قصف") == "قصف" and guarded("latitude", "-4.5") == "-4.5"
    found = rows(export(store, "csv").stdout)
    assert {row["source"] for row in found} == {"'+صدف"}
    assert {row["title_ar"] for row in found} == {"'=غارة على سوق في أريحا"}


def test_the_byte_order_mark_is_on_demand_and_for_csv(store: Store, tmp_path: Path) -> None:
    assert export(store, "csv", "--bom", "--out", tmp_path / "e.csv").exit_code == 0
    assert (tmp_path / "e.csv").read_bytes().startswith(b"\xef\xbb\xbfevent_id_cnty,")
    assert not export(store, "csv").stdout_bytes.startswith(b"\xef\xbb\xbf")
    assert export(store, "geojson", "--bom").exit_code == 2 and export(store, "xlsx").exit_code == 2


def test_geojson_has_points_with_their_precision(store: Store) -> None:
    data = json.loads(export(store, "geojson", "--min-score", 0).stdout)
    assert data["type"] == "FeatureCollection" and data["features"]
    points = [feature for feature in data["features"] if feature["geometry"]]
    ariha = next(feature for feature in points if feature["properties"]["place"] == "Ariha")
    assert ariha["geometry"]["coordinates"] == pytest.approx([36.6, 35.8], abs=0.1), "longitude first"
    assert all(feature["properties"]["precision_km"] > 0 for feature in points)
    assert len({feature["id"] for feature in data["features"]}) == len(data["features"])


def test_an_event_without_a_point_is_still_there(reading: Reading) -> None:
    nowhere = dataclasses.replace(told(reading, "occurred").event, places=(), place_roles=())
    written = io.StringIO()
    counts = write_export("geojson", [(dataclasses.replace(reading, events=(nowhere,)), None)], written, ExportOptions(), lambda: None)
    [feature] = json.loads(written.getvalue())["features"]
    assert feature["geometry"] is None and feature["id"] == f"a#{nowhere.id}" and (counts.articles, counts.records) == (1, 1)


def test_an_empty_store_gives_whole_files() -> None:
    for format, empty in (("geojson", {"type": "FeatureCollection", "features": []}), ("jsonl", None)):
        written = io.StringIO()
        write_export(format, [], written, ExportOptions(), lambda: None)
        assert (json.loads(written.getvalue()) if empty else written.getvalue() or None) == empty


def test_jsonl_is_the_record_contract(store: Store, reading: Reading) -> None:
    result = export(store, "jsonl")
    assert [Reading.from_json(line) for line in result.stdout.splitlines()] == [reading]
    assert "1 records of 1 articles" in result.stderr


def test_a_file_that_cannot_be_written_is_told(store: Store, tmp_path: Path) -> None:
    result = export(store, "csv", "--out", tmp_path / "nowhere" / "e.csv")
    assert result.exit_code == 2 and "cannot write" in result.stderr
    assert list(tmp_path.iterdir()) == []
