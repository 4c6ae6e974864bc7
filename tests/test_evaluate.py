"""`rawi evaluate`: what each figure counts, on one small gold of our own; floors; the forms of its files."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from rawi.cli import app
from rawi.evaluate import GoldError, Tally, evaluate_gold, load_gold, score_article
from rawi.evaluate.pairs import pair
from rawi.records import Reading

TEXT = "قالت موسكو إن أنقرة قصفت إدلب وقتلت 3 مدنيين. شارك هذا الموضوع"


def span(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def gold() -> dict[str, Any]:
    """Gold as annotators write it: without what no figure measures."""
    place = {"country": "SY", "lat": 35.93, "lon": 36.63, "within_km": 20}
    return {
        "article": {"text": TEXT, "title": None, "published": "2020-03-01"},
        "furniture": [span("شارك هذا الموضوع") | {"kind": "share"}],
        "repairs": [],
        "mentions": [
            {"id": "m1", **span("موسكو"), "kind": "state", "name_en": "Russia", "loaded": None},
            {"id": "m2", **span("أنقرة"), "kind": "state", "name_en": "Turkey", "loaded": "pejorative"},
            {"id": "m3", **span("إدلب"), "kind": "place", "name_en": "Idlib", "loaded": None, **place},
        ],
        "figures": [{"id": "f1", **span("3 مدنيين"), "measure": "killed", "low": 3, "high": 3, "approx": "exact"}],
        "attributions": [{"id": "s1", "cue": {**span("قالت"), "lemma": "قال"}, "speaker": "m1",
                          "chain": [], "form": "indirect", "stance": "neutral", "content": [span("أنقرة قصفت إدلب")]}],
        "events": [
            {"id": "e1", "trigger": span("قصفت"), "type": "ASSAULT", "mode": None, "status": "occurred", "voice": "attributed", "actors": ["m2"], "recipients": [],
             "places": ["m3"], "date": {"first": "2020-02-29", "last": "2020-02-29"}, "figures": ["f1"], "attribution": "s1", "same_as": None},
        ],
    }  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "a.json").write_text(json.dumps(gold()), "utf-8")
    return tmp_path / "gold"


def scored(folder: Path, got: Reading) -> Tally:
    tally = Tally()
    score_article(load_gold(folder / "a.json"), got, tally)
    return tally


def perfect(folder: Path) -> Reading:
    """The gold as a reading: entities in place of names."""
    made = load_gold(folder / "a.json").reading
    return replace(made, mentions=tuple(replace(m, entity=f"x/{m.name_en}", name_en=None) for m in made.mentions))


def test_gold_against_itself_is_all_ones(folder: Path) -> None:
    tally = scored(folder, perfect(folder))
    assert {name: tally.f1(name) for name in tally.rows} == dict.fromkeys(tally.rows, 1.0)
    assert len(tally.rows) == 26


def test_an_empty_reading_finds_nothing(folder: Path) -> None:
    tally = scored(folder, Reading(perfect(folder).article))
    assert {name for name in tally.rows if tally.f1(name) == 1} >= {"spelling repairs"}, "nothing to find, nothing found"
    for name in (
        "furniture characters",
        "actor mentions",
        "place mentions",
        "attribution cues",
        "figures (measure+low)",
        "events (type+trigger)",
    ):
        assert tally.f1(name) == 0


def change(folder: Path, records: str, **fields: Any) -> Tally:
    """The figures of the perfect reading with some fields of the first record of a kind changed."""
    got = perfect(folder)
    first, *rest = getattr(got, records)
    return scored(folder, replace(got, **{records: (replace(first, **fields), *rest)}))


@pytest.mark.parametrize(
    ("kind", "fields", "lower"),
    [
        ("furniture", {"end": 999}, {"furniture characters"}),
        ("mentions", {"kind": "government"}, {"actor kind (of matched)"}),
        ("mentions", {"loaded": "euphemism"}, {"loaded names (of matched)"}),
        ("mentions", {"entity": "x/Turkey"}, {"actor resolution"}),
        ("figures", {"high": None}, {"figure bounds (of matched)"}),
        ("figures", {"low": 4}, {"figures (measure+low)"}),
        ("attributions", {"speaker": None}, {"attribution cue+speaker", "attribution cue+speaker+chain"}),
        ("attributions", {"stance": "doubt"}, {"attribution stance (of matched)"}),
        ("attributions", {"content": ()}, {"attribution content (of matched)"}),
        ("events", {"type": "AID"}, {"events (type+trigger)"}),
        ("events", {"status": "denied"}, {"event status (of matched)"}),
        ("events", {"voice": "outlet"}, {"event voice (of matched)"}),
        ("events", {"attribution": None}, {"event on whose word (of matched)"}),
        ("events", {"date": None}, {"event date (of matched)"}),
        ("events", {"figures": ()}, {"event figures (of matched)"}),
        ("events", {"actors": ("m1",)}, {"event actors (of matched)"}),
        ("events", {"recipients": ("m1",)}, {"event recipients (of matched)"}),
        ("events", {"places": ()}, {"event places (of matched)"}),
        ("events", {"score": 0.4}, {"events (type+trigger)"}),
    ],
)
def test_each_fault_lowers_its_figure(folder: Path, kind: str, fields: dict[str, Any], lower: set[str]) -> None:
    tally = change(folder, kind, **fields)
    below = {name for name in tally.rows if tally.f1(name) < 1}
    assert lower <= below
    of_matched = {name for name in tally.rows if name.endswith("(of matched)")}
    assert below - lower <= (of_matched if lower & {"events (type+trigger)", "figures (measure+low)", "actor resolution"} else set())


def test_assert_counts_as_neutral_and_a_stance_word_as_wide_as_a_sentence_as_none(folder: Path) -> None:
    assert change(folder, "attributions", stance="assert").f1("attribution stance (of matched)") == 1
    got = perfect(folder)
    wide = replace(got.events[0], trigger=replace(got.events[0].trigger, start=0, end=len(TEXT) + 20))
    assert scored(folder, replace(got, events=(wide,))).f1("events (type+trigger)") == 0


def test_a_place_far_off_is_not_located(folder: Path) -> None:
    got = perfect(folder)
    *others, place = got.mentions
    near, far = (replace(got, mentions=(*others, replace(place, lat=lat))) for lat in (36.05, 36.2))
    assert scored(folder, near).f1("places located (of matched)") == 1
    assert scored(folder, far).f1("places located (of matched)") == 0


def test_two_sided_events_have_one_set_of_parties(folder: Path, tmp_path: Path) -> None:
    data = gold()
    data["events"][0] |= {"type": "CONSULT", "actors": ["m1"], "recipients": ["m2"]}
    (folder / "a.json").write_text(json.dumps(data), "utf-8")
    got = perfect(folder)
    swapped = replace(got.events[0], actors=("m2", "m1"), recipients=())
    tally = scored(folder, replace(got, events=(swapped,)))
    assert tally.f1("event actors (of matched)") == 1 and tally.f1("event recipients (of matched)") == 1


def test_pairs_are_one_to_one_best_first() -> None:
    close = {("a", "x"): 0.6, ("a", "y"): 0.9, ("b", "y"): 0.8}
    assert pair(["a", "b"], ["x", "y"], lambda g, p: close.get((g, p), 0)) == [("a", "y")]
    assert pair(["a", "b"], ["x", "y"], lambda g, p: 1.0) == [("a", "x"), ("b", "y")]


def command(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["evaluate", *map(str, arguments)])


def stored(folder: Path, reading: Reading) -> Path:
    path = folder.parent / "readings.jsonl"
    path.write_text(reading.to_json() + "\n", "utf-8")
    return path


def test_the_command_holds_the_floors(folder: Path) -> None:
    good = stored(folder, perfect(folder))
    floors = folder.parent / "floors.toml"
    floors.write_text('[floors]\n"actor kind (of matched)" = 0.9\n', "utf-8")
    held = command("--gold", folder, "--readings", good, "--floors", floors, "--json")
    assert held.exit_code == 0
    assert json.loads(held.stdout)["place mentions"] == {"f1": 1.0, "precision": 1.0, "recall": 1.0, "predicted": 1, "gold": 1}
    first, *rest = perfect(folder).mentions
    bad = stored(folder, replace(perfect(folder), mentions=(replace(first, kind="people"), *rest)))
    fallen = command("--gold", folder, "--readings", bad, "--floors", floors)
    assert fallen.exit_code == 1 and "actor kind (of matched): 0.500 is below its floor 0.900" in fallen.stderr
    floors.write_text('[floors]\n"no such figure" = 0.1\n', "utf-8")
    assert command("--gold", folder, "--readings", good, "--floors", floors).exit_code == 1, "a figure that is not measured is below"


def test_other_gold_has_no_floors(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "else").mkdir()
    floors = tmp_path / "else" / "floors.toml"
    floors.write_text('[floors]\n"place mentions" = 2.0\n', "utf-8")
    assert command("--gold", folder, "--readings", stored(folder, perfect(folder)), "--floors", floors).exit_code == 0


def test_articles_are_read_now_with_the_day_that_is_given(folder: Path, tmp_path: Path) -> None:
    articles = tmp_path / "articles.jsonl"
    articles.write_text(json.dumps({"id": "a", "published": "2020-03-02", "outlet": "x"}), "utf-8")
    tally = evaluate_gold(folder, articles=articles)
    assert tally.rows["actor mentions"].gold == 2
    assert command("--gold", folder, "--articles", articles, "--json").exit_code == 0


@pytest.mark.parametrize("text", ["{", "[]", '{"article": {}}'])
def test_what_is_no_gold_is_told(folder: Path, text: str) -> None:
    (folder / "b.json").write_text(text, "utf-8")
    with pytest.raises(GoldError, match=r"b\.json"):
        evaluate_gold(folder)


def test_readings_that_do_not_fit_are_told(folder: Path) -> None:
    other = perfect(folder)
    with pytest.raises(GoldError, match="no reading with"):
        evaluate_gold(folder, stored(folder, replace(other, article=replace(other.article, id="b"))))
    with pytest.raises(GoldError, match="letter for letter"):
        evaluate_gold(folder, stored(folder, replace(other, article=replace(other.article, text=TEXT + " "))))
    assert command("--gold", folder / "none").exit_code == 1
    assert command("--gold", folder, "--readings", folder / "none.jsonl").exit_code == 1


def test_an_empty_folder_of_gold_has_nothing_to_score(tmp_path: Path) -> None:
    assert evaluate_gold(tmp_path).rows == {}
