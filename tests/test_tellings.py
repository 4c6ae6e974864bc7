"""The corpus of tellings: every story is in its form, and comparison does on it what docs/comparing.md says."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from rawi.evaluate.gold import GoldError
from rawi.evaluate.tally import Tally
from rawi.evaluate.telling_score import b_cubed, evaluate_tellings
from rawi.evaluate.tellings import GoldStories, load_tellings

FOLDER = Path(__file__).parent.parent / "corpus" / "tellings"
STORIES = {"dev": 56, "test": 30}
FIELDS = {"figure", "actor", "denial", "place", "date"}
# What is measured, a point less: a change that falls below needs a reason in the changelog.
FLOORS = {
    "dev": {"stories, B-cubed": 0.959, "copies, pairs": 0.99, "episodes, B-cubed, reports read": 0.852, "contradictions": 0.803},
    "test": {"stories, B-cubed": 0.947, "copies, pairs": 0.99, "episodes, B-cubed, reports read": 0.813, "contradictions": 0.535},
}

each_part = pytest.mark.parametrize("part", ["dev", "test"])


@cache
def stories(part: str) -> GoldStories:
    return load_tellings(FOLDER / part)


@cache
def scored(part: str) -> tuple[Tally, tuple[str, ...]]:
    return evaluate_tellings(FOLDER / part)


@each_part
def test_every_part_has_its_stories_of_two_to_eight_tellings(part: str) -> None:
    tellings = stories(part).tellings
    counts = {story: sum(telling.story == story for telling in tellings) for story in {telling.story for telling in tellings}}
    assert len(counts) == STORIES[part]
    assert {2 <= count <= 8 for count in counts.values()} == {True}
    assert all(telling.reports for telling in tellings)


@each_part
def test_every_id_leads_somewhere(part: str) -> None:
    gold = stories(part)
    ids = {telling.id for telling in gold.tellings}
    episodes = {report.episode for telling in gold.tellings for report in telling.reports}
    assert {telling.copy_of for telling in gold.tellings} - {None} <= ids
    assert {id for chain in gold.chains for id in chain.tellings} <= ids
    assert {id for found in gold.contradictions for id, _ in found.values} <= ids
    assert {chain.episode for chain in gold.chains} <= episodes
    assert {found.field for found in gold.contradictions} <= FIELDS


@each_part
def test_nothing_is_called_corroborated_on_one_line(part: str) -> None:
    assert [line for line in scored(part)[1] if "called corroborated" in line] == []


@each_part
def test_no_figure_falls_below_its_floor(part: str) -> None:
    tally = scored(part)[0]
    assert {name: round(tally.f1(name), 3) for name, floor in FLOORS[part].items() if tally.f1(name) < floor} == {}


def test_b_cubed_of_a_known_grouping() -> None:
    """Two of three together, the third with another: worked out by hand."""
    row = b_cubed({"a": 1, "b": 1, "c": 1, "d": 2}, {"a": 1, "b": 1, "c": 2, "d": 2})
    assert row.precision == pytest.approx((1 + 1 + 0.5 + 0.5) / 4)
    assert row.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)


def test_a_story_that_is_not_in_its_form_is_named(tmp_path: Path) -> None:
    path = tmp_path / "01-x.toml"
    path.write_text('story = "x-1"\n[[telling]]\nid = "a"\n', "utf-8")
    with pytest.raises(GoldError, match=r"01-x\.toml: KeyError"):
        load_tellings(tmp_path)
    with pytest.raises(GoldError, match="no stories"):
        load_tellings(tmp_path / "nowhere")
