"""The codes of the registry's actors and the divisions of its places: every one has some, by a row that is there."""

from __future__ import annotations

import shutil
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rawi.cli import app
from rawi.codes import load_codes
from rawi.codes.actors import actor_code
from rawi.codes.divisions import bare, load_divisions
from rawi.lexicon import load_lexicon
from rawi.lexicon.tables import data_folder, load_schema, read_table
from rawi.lookup import known_of

# Whom ACLED may call rioters or civilians; its data do not settle it.
UNTYPED = {"people/settlers"}


def test_every_actor_has_acleds_type_and_a_cameo_code() -> None:
    lexicon = load_lexicon()
    codes = {actor.id: actor_code(actor) for actor in lexicon.actors.values()}
    assert len(codes) > 5000
    assert {id for id, code in codes.items() if code.inter is None} == UNTYPED
    assert [id for id, code in codes.items() if not code.cameo or not code.cameo.isupper()] == []
    assert all(code.grounds or code.actor.cameo or code.actor.kind in ("state", "person") for code in codes.values())


def test_a_cameo_code_begins_with_a_country_or_a_body() -> None:
    lexicon = load_lexicon()
    starts = {country.iso3 for country in lexicon.countries.values()} | {"IGO", "NGO", "IMG", "MED", "MNC", "PAL", "TRK"}
    heads = Counter(code.cameo[:3] for actor in lexicon.actors.values() if (code := actor_code(actor)).cameo)
    assert {head for head in heads if head not in starts} <= {"HLH", "EDU", "HRI", "LAB", "PTY", "REL", "GOV"}, (
        "sectors of bodies of no country"
    )


@pytest.mark.parametrize(
    ("id", "day", "inter", "cameo"),
    [
        ("armed_group/rsf", "2022-01-01", "State forces", "SDNREB"),
        ("armed_group/rsf", "2023-04-15", "Rebel group", "SDNREB"),
        ("armed_group/taliban", "2021-08-14", "Rebel group", "AFGREBTAL"),
        ("armed_group/taliban", "2021-08-15", "State forces", "AFGREBTAL"),
        ("armed_group/badri-313", "2022-01-01", "State forces", None),
        ("armed_group/houthi-navy", "2024-01-01", "State forces", None),
        ("armed_group/houthi-navy", "2010-01-01", "Rebel group", None),
        ("armed_group/lna-106", "2019-06-01", "State forces", None),
        ("armed_group/fatemiyoun", None, "Political militia", None),
        ("armed_group/colombian-mercenaries", None, "External/Other forces", None),
        ("armed_group/deir-ez-zor-tribes", None, "Identity militia", None),
        ("armed_group/is-cubs", None, "Rebel group", "SYRREB"),
        ("military/aspides", None, "External/Other forces", "IGOEUREEC"),
        ("government/lb-parliament", None, "Civilians", "LBNLEG"),
        ("government/iq-judiciary", None, "Civilians", "IRQJUD"),
        ("government/gaza-civil-defence", None, "Civilians", None),
        ("government/sy-intelligence", None, "State forces", "SYRSPY"),
        ("government/eg-police", None, "State forces", "EGYCOP"),
        ("ngo/sarc", None, "Civilians", "NGOHLHRCR"),
        ("media/sana", None, "Civilians", "SYRMED"),
        ("state/sy", None, "State forces", "SYR"),
    ],
)
def test_types_and_codes(id: str, day: str | None, inter: str, cameo: str | None) -> None:
    code = actor_code(load_lexicon().actors[id], day)
    assert code.inter == inter
    assert cameo is None or code.cameo == cameo


def test_rows_of_one_actor_leave_no_day_out_and_none_twice() -> None:
    rules = [rule for rule in load_codes().actor_rules if rule.by == "entity"]
    lexicon = load_lexicon()
    assert [rule.value for rule in rules if rule.value not in lexicon.actors] == []
    for value, count in Counter(rule.value for rule in rules).items():
        spans = sorted((rule.first or "", rule.last or "9999") for rule in rules if rule.value == value)
        assert count == len(spans)
        assert all(a[1] < b[0] for a, b in pairwise(spans)), value


def test_rawi_who_tells_the_same_codes() -> None:
    actor = load_lexicon().actors["armed_group/rsf"]
    assert (known_of(actor, "2022-01-01").inter, known_of(actor).inter) == ("State forces", "Rebel group")


def test_every_country_has_its_codes() -> None:
    lexicon, codes = load_lexicon(), load_codes().countries
    assert set(codes) == set(lexicon.countries)
    numbers = [code.numeric for code in codes.values() if code.numeric is not None]
    assert len(set(numbers)) == len(numbers) and {iso for iso, code in codes.items() if code.numeric is None} == {"XK"}
    ucdp = [code.ucdp_id for code in codes.values() if code.ucdp_id is not None]
    assert len(set(ucdp)) == len(ucdp)
    assert len({code.acled_region for code in codes.values()}) == 16 and len({code.ucdp_region for code in codes.values()}) == 5
    assert (codes["SY"].numeric, codes["SY"].ucdp_id, codes["SD"].acled_region, codes["YE"].ucdp_id) == (760, 652, "Northern Africa", 678)


@pytest.mark.parametrize(
    ("id", "admin1", "admin2"),
    [
        ("place/sy-ariha", "Idlib", "Ariha"),
        ("place/sy-kobani", "Aleppo", "Ain al-Arab"),
        ("place/iq-sinjar", "Nineveh", "Sinjar"),
        ("place/lb-khiam", "Nabatieh", "Marjayoun"),
        ("place/ly-zuwara", "Tripolitania", "Nuqat al-Khams"),
        ("place/ps-khan-yunis", "Gaza Strip", "Khan Yunis"),
        ("place/ps-nablus", "West Bank", "Nablus"),
        ("place/ps-khan-yunis-governorate", "Gaza Strip", "Khan Yunis"),
        ("place/sd-el-fasher", "North Darfur", "Al Fasher"),
        ("place/ua-bakhmut", "Donetsk", "Bakhmut"),
        ("place/ye-sanaa", "Amanat al-Asimah", None),
        ("place/sy-idlib-governorate", "Idlib", None),
    ],
)
def test_places_lie_in_their_divisions(id: str, admin1: str, admin2: str | None) -> None:
    lexicon = load_lexicon()
    lies = load_divisions(lexicon).of(lexicon.places[id])
    assert (lies.admin1.name_en if lies.admin1 else None, lies.admin2.name_en if lies.admin2 else None) == (admin1, admin2)


def test_a_second_division_lies_in_the_first_one_of_its_places() -> None:
    lexicon = load_lexicon()
    divisions = load_divisions(lexicon)
    for place in lexicon.places.values():
        admin1, admin2 = divisions.of(place)
        assert admin2 is None or admin1 is None or admin2.within == admin1.id, place.id


def test_divisions_follow_for_most_places_of_the_conflicts() -> None:
    """The floor of what was reached on the day the tables were made: shares of towns and villages with a first division."""
    lexicon = load_lexicon()
    divisions = load_divisions(lexicon)
    for country, least in {
        "SY": 0.99,
        "IQ": 0.97,
        "YE": 0.95,
        "LB": 0.99,
        "SD": 0.97,
        "LY": 0.95,
        "PS": 0.99,
        "UA": 0.75,
        "ET": 0.9,
        "SO": 0.9,
    }.items():
        told = [
            divisions.of(p).admin1 is not None
            for p in lexicon.places.values()
            if p.country == country and p.feature in ("city", "town", "village")
        ]
        assert sum(told) >= least * len(told), (country, sum(told), len(told))


def test_names_of_divisions_go_without_their_kind() -> None:
    assert bare("Idlib Governorate") == ("Idlib", "Governorate") and bare("Bari, Somalia Region") == ("Bari", "Region")


def test_rows_say_where_they_are_from() -> None:
    faults = list[str]()
    rows = read_table(data_folder(), "place_divisions", load_schema(data_folder()), faults)
    assert faults == [] and {row["source"] for row in rows} == {"own", "geonames", "near"}
    assert len({row["id"] for row in rows}) == len(rows)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(data_folder(), tmp_path / "data", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "data"


@pytest.mark.parametrize(
    ("file", "row", "told"),
    [
        ("place_divisions.tsv", "place/nowhere\t\tdivision/sy-ariha\town", "place/nowhere is no place of the gazetteer"),
        ("place_divisions.tsv", "place/sy-tal-al-harra\t\tdivision/sy-nowhere\town", "division/sy-nowhere, which no table has"),
        ("divisions.tsv", "division/xx-test\t2\tTest\tاختبار\tplace/xx\town", "lies within place/xx, which no table has"),
        ("divisions.tsv", "division/xx-test\t3\tTest\tاختبار\t\town", "divisions.tsv:"),
    ],
)
def test_a_division_that_leads_nowhere_is_refused(folder: Path, file: str, row: str, told: str) -> None:
    with (folder / "codes" / file).open("a", encoding="utf-8") as table:
        table.write(row + "\n")
    result = CliRunner().invoke(app, ["check", "--data", str(folder), "--table", "weekdays"])
    assert result.exit_code == 1 and told in result.stderr, result.stderr


def test_an_actor_class_that_no_table_has_is_refused(folder: Path) -> None:
    with (folder / "codes/actor_classes.tsv").open("a", encoding="utf-8") as table:
        table.write("x\tentity\tarmed_group/rsf\tpirates\t\t\tP\n")
    result = CliRunner().invoke(app, ["check", "--data", str(folder), "--table", "weekdays"])
    assert result.exit_code == 1 and "class names pirates, which inter.tsv does not have" in result.stderr
