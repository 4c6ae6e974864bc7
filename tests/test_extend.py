"""Tables of others into ours: small dumps made here, twice, odd ones, and what is left out and why."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rawi.cli import app
from rawi.extend import ImportError_, add_rows, cod_places, geonames_dump, new_places, wikidata_actors
from rawi.extend.geonames import GeoName, arabic_names
from rawi.lexicon import LexiconError, load_lexicon
from rawi.lexicon.tables import data_folder


def dump_line(id: int, name: str, names: str, lat: float, lon: float, code: str, country: str, population: int) -> str:
    cells = [
        str(id),
        name,
        name,
        names,
        str(lat),
        str(lon),
        code[:1],
        code,
        country,
        "",
        "01",
        "",
        "",
        "",
        str(population),
        "",
        "",
        "Asia/Damascus",
        "2024-01-01",
    ]
    return "\t".join(cells)


LINES = [
    dump_line(900001, "Tell al-Zaatar", "Tell al-Zaatar,تل الزعتر الشرقي,تەل زەعتەر", 35.1, 37.9, "PPL", "SY", 700),
    dump_line(900002, "Wadi Sirr", "وادي السر البعيد", 34.9, 38.2, "VAL", "SY", 0),
    dump_line(900003, "Nameless", "Nameless", 34.9, 38.2, "PPL", "SY", 100),
    dump_line(900004, "A forest", "غابة", 34.9, 38.2, "FRST", "SY", 0),
    dump_line(900005, "Damascus", "دمشق", 33.51, 36.29, "PPLC", "SY", 1_500_000),
    dump_line(900006, "The harbour", "الميناء", 35.5, 35.8, "PPL", "SY", 900),
]


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "SY.txt"
    path.write_text("\n".join(LINES) + "\n", "utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "data"
    shutil.copytree(data_folder(), made, ignore=shutil.ignore_patterns("__pycache__", "samples"))
    return made


def test_a_dump_gives_places_that_have_an_arabic_name_and_are_new(dump: Path) -> None:
    rows, left_out = new_places(geonames_dump(dump), load_lexicon())
    assert [(row["id"], row["name_ar"], row["feature"], row["country"]) for row in rows] == [
        ("place/gn-900001", "تل الزعتر الشرقي", "village", "SY"),
        ("place/gn-900002", "وادي السر البعيد", "region", "SY"),
    ]
    assert dict(left_out) == {"no Arabic name": 2, "no feature of ours": 1, "known already": 1}


def test_a_village_named_one_is_left_out() -> None:
    told = GeoName(8561, "Vahed", ("واحد",), 36.5388, 51.1772, "IR", "PPL", "17", 300)
    rows, left_out = new_places([told], load_lexicon())
    assert rows == [] and left_out == {"no Arabic name": 1}


def test_names_in_other_languages_are_no_arabic_names() -> None:
    assert arabic_names(["تەل زەعتەر", "گلستان", "Homs", "حِمْص", "حمص", "ح"]) == ("حمص",)


@pytest.mark.parametrize("text", ["name,lat\nx,1\n", "1\t2\t3\n", "x" * 100])
def test_a_file_that_is_no_dump_is_refused_with_the_cure(tmp_path: Path, text: str) -> None:
    path = tmp_path / "XX.txt"
    path.write_text(text, "utf-8")
    with pytest.raises(ImportError_, match=r"XX\.txt:1: .* unpack XX\.zip"):
        list(geonames_dump(path))


def test_importing_twice_changes_nothing(dump: Path, folder: Path) -> None:
    first = CliRunner().invoke(app, ["places", "import", "geonames", str(dump), "--data", str(folder)])
    assert first.exit_code == 0, first.output
    assert "2 rows new, 0 changed" in first.stderr
    written = (folder / "places" / "imported-geonames.tsv").read_bytes()
    load_lexicon.cache_clear()
    second = CliRunner().invoke(app, ["places", "import", "geonames", str(dump), "--data", str(folder)])
    assert "0 rows new, 0 changed" in second.stderr
    assert (folder / "places" / "imported-geonames.tsv").read_bytes() == written
    load_lexicon.cache_clear()
    assert load_lexicon(folder).places["place/gn-900001"].name_ar == "تل الزعتر الشرقي"


COD = """ADM1_EN,ADM1_AR,ADM1_PCODE,ADM2_EN,ADM2_AR,ADM2_PCODE,center_lat,center_lon
Idleb,ادلب,SY07,Harim Far,حارم البعيدة,SY0799,36.2,36.5
Idleb,ادلب,SY07,No Centre,بلا مركز,SY0798,,
Idleb,ادلب,SY07,No Arabic,,SY0797,36.2,36.5
"""


def test_a_cod_table_gives_areas_with_their_province(tmp_path: Path) -> None:
    path = tmp_path / "syr_adm2.csv"
    path.write_text("\ufeff" + COD, "utf-8")
    rows, left_out = cod_places(path, load_lexicon())
    assert [(row["id"], row["name_ar"], row["feature"], row["admin1"], row["source"]) for row in rows] == [
        ("place/cod-sy0799", "حارم البعيدة", "admin2", "place/sy-idlib-governorate", "cod-ab")
    ]
    assert dict(left_out) == {"no centre (lat, lon)": 1, "no Arabic name": 1}


@pytest.mark.parametrize("content", [b"a,b\n1,2\n", COD.encode("utf-16")])
def test_a_table_without_p_codes_is_refused_with_the_cure(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(ImportError_, match="COD-AB workbook as CSV"):
        cod_places(path, load_lexicon())


def item(id: str) -> dict[str, object]:
    return {"mainsnak": {"datavalue": {"value": {"id": id}}}}


def entity(id: str, arabic: str, english: str, kind: str, **claims: list[dict[str, object]]) -> dict[str, object]:
    labels = {"ar": {"value": arabic}, "en": {"value": english}}
    return {"id": id, "labels": labels, "aliases": {"ar": [{"value": arabic + " الثاني"}]}, "claims": {"P31": [item(kind)], **claims}}


ENTITIES = [
    entity("Q900001", "لواء الصقور الزرق", "Blue Falcons Brigade", "Q17149090", P17=[item("Q858")]),
    entity("Q900002", "زيد بن عمرو المجهول", "Private Person", "Q5"),
    entity("Q900003", "عمرو بن زيد المحافظ", "Public Person", "Q5", P39=[item("Q1")], P27=[item("Q858")]),
    entity("Q900004", "الأمم المتحدة", "United Nations", "Q245065"),
    entity("Q900005", "بحيرة", "A lake", "Q23397"),
]


@pytest.mark.parametrize("form", ["entities", "list", "lines"])
def test_wikidata_entities_become_actors(tmp_path: Path, form: str) -> None:
    path = tmp_path / "entities.json"
    told = {
        "entities": lambda: json.dumps({"entities": {str(e["id"]): e for e in ENTITIES}}),
        "list": lambda: json.dumps(ENTITIES),
        "lines": lambda: "[\n" + ",\n".join(map(json.dumps, ENTITIES)) + "\n]\n",
    }[form]()
    path.write_text(told, "utf-8")
    rows, left_out = wikidata_actors(path, load_lexicon())
    assert [(row["id"], row["kind"], row["name_ar"], row["country"]) for row in rows] == [
        ("armed_group/wd-q900001-blue-falcons-brigade", "armed_group", "لواء الصقور الزرق", "SY"),
        ("person/wd-q900003-public-person", "person", "عمرو بن زيد المحافظ", "SY"),
    ]
    assert dict(left_out) == {"private person": 1, "known already": 1, "no kind of ours (P31)": 1}


def test_an_imported_actor_knows_its_wikidata_item(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "entities.json"
    path.write_text(json.dumps(ENTITIES), "utf-8")
    result = CliRunner().invoke(app, ["actors", "import", "wikidata", str(path), "--data", str(folder)])
    assert result.exit_code == 0, result.output
    assert "left out: 1 (private person)" in result.stderr
    load_lexicon.cache_clear()
    assert load_lexicon(folder).actors["armed_group/wd-q900001-blue-falcons-brigade"].wikidata == "Q900001"


def test_a_file_without_entities_is_refused_with_the_cure(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    for text in ("{}", "[1]", "nothing"):
        path.write_text(text, "utf-8")
        with pytest.raises(ImportError_, match="EntityData"):
            wikidata_actors(path, load_lexicon())


def test_rows_that_do_not_load_are_taken_back(folder: Path) -> None:
    before = (folder / "places" / "syria.tsv").read_bytes()
    with pytest.raises(LexiconError):
        add_rows(folder, "places", "places/syria.tsv", [{"id": "place/sy-x", "name_ar": "قرية", "lat": "north"}], {})
    assert (folder / "places" / "syria.tsv").read_bytes() == before
    load_lexicon.cache_clear()
    assert load_lexicon(folder).places


def test_a_folder_that_cannot_be_written_is_said(dump: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["places", "import", "geonames", str(dump), "--data", str(tmp_path / "none")])
    assert result.exit_code == 2
