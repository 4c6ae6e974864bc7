"""The comparison that a store keeps: on both databases stories and episodes as comparing makes them, found again, and regrouped by people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from rawi.cli import app
from rawi.compare import compare
from rawi.outlets import load_outlets
from rawi.records import plain
from rawi.review import ReviewError, verify
from rawi.review.comparing import compare_store, keep_comparison
from rawi.review.episodes import about, merge, settle, split, undo
from rawi.review.retold import circle_around, retold
from rawi.store import Conflict, Filters, Store, StoreError, StoryQuery, Unknown
from stores import KINDS, fresh_store, incoming
from workbench import samples

STRIKE = (
    "ذكر المرصد السوري لحقوق الإنسان أن طائرات روسية قصفت أمس الأربعاء مدينة سراقب شرقي إدلب، ما أدى إلى مقتل عشرة مدنيين.\n\n"
    "وأضاف المرصد أن القصف أصاب سوقا شعبية في وسط المدينة وأن فرق الإنقاذ ما زالت ترفع الأنقاض."
)
DENIAL = (
    "نفت وزارة الدفاع الروسية أن تكون طائراتها قصفت الأربعاء مدينة سراقب.\n\n"
    "وقال الدفاع المدني السوري إن طائرات روسية قصفت مدينة سراقب ما أدى إلى مقتل ستة مدنيين."
)
SHORT = "أفاد المرصد السوري لحقوق الإنسان بمقتل عشرة مدنيين في قصف نفذته طائرات روسية الأربعاء على مدينة سراقب."
CALL = "بحث وزير الخارجية الروسي سيرغي لافروف ونظيره التركي مولود تشاووش أوغلو في اتصال هاتفي الوضع في ليبيا."
TOLD = (
    ("a", STRIKE, "وكالة الضفة", "2020-01-30"),
    ("b", f"الغد - {STRIKE}", "موقع الغد", "2020-01-30"),
    ("c", SHORT, "صحيفة المدى", "2020-01-30"),
    ("d", DENIAL, "قناة النهر", "2020-01-31"),
    ("e", CALL, "قناة النهر", "2020-05-21"),
)


def add(store: Store, *told: tuple[str, str, str, str]) -> None:
    store.add([incoming(text, id, outlet=outlet, published=day) for id, text, outlet, day in told])


@pytest.fixture(params=KINDS)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with fresh_store(request.param, tmp_path) as made:
        yield made


@pytest.fixture
def store(empty: Store) -> Store:
    add(empty, *TOLD)
    keep_comparison(empty)
    return empty


def strike(store: Store) -> dict[str, Any]:
    """The episode of the strike."""
    return max((e for e in store.episodes() if e["type"] == "ASSAULT"), key=lambda e: len(e["reports"]))


def detail(store: Store, id: str) -> dict[str, Any]:
    (told,) = store.kept.episodes([id])
    assert told.detail is not None
    return told.detail


def names(store: Store, **query: Any) -> list[str]:
    return [entry.id for entry in store.kept.stories(StoryQuery(**query), limit=100)]


def test_what_is_kept_is_what_comparing_makes(store: Store) -> None:
    made = compare(store.each_reading(), load_outlets().house)
    for story in made.stories:
        kept = store.kept.story(story.id)
        assert (kept.articles, kept.title, kept.first_told) == (story.articles, story.title, story.first_told)
        assert set(kept.episodes) == set(story.episodes)
        assert [(t.article, t.copy_of, t.copy_kind, set(t.leaves_out)) for t in kept.tellers] == [
            (t.article, t.copy_of, t.copy_kind, set(t.leaves_out)) for t in story.tellers
        ]
    assert {e["id"]: e for e in store.episodes()} == {e.id: plain(e) for e in made.episodes}
    whole = store.kept.whole("story-a")
    assert whole["chains"] == [plain(chain) for chain in made.chains if chain.episode in whole["story"]["episodes"]]
    assert whole["differences"] == [plain(one) for one in made.differences if one.episode in whole["story"]["episodes"]]
    assert detail(store, strike(store)["id"])["reasons"][0]["against"] == "a"


def test_stories_are_found_by_what_they_hold(store: Store) -> None:
    assert names(store) == ["story-e", "story-a"] and names(store, order="tellers") == ["story-a", "story-e"]
    assert names(store, least=2) == ["story-a"] and store.kept.page(StoryQuery(least=2), after="2000-01-01~9") == ([], 1)
    assert names(store, standing=("disputed",)) == ["story-a"] and names(store, standing=("corroborated",)) == []
    assert names(store, filters=Filters(outlet=("قناة النهر",))) == ["story-e", "story-a"]
    assert names(store, filters=Filters(outlet=("صحيفة المدى",))) == ["story-a"]
    assert names(store, filters=Filters(place=("SY",))) == ["story-a"] and names(store, filters=Filters(type=("CONSULT",))) == ["story-e"]
    assert names(store, filters=Filters(type=("CONSULT",), place=("SY",))) == []
    assert names(store, filters=Filters(last="2020-02-01")) == ["story-a"] and names(store, filters=Filters(first="2020-02-01")) == [
        "story-e"
    ]
    first = store.kept.stories(limit=1)
    assert [entry.id for entry in store.kept.stories(after=first[-1].cursor)] == ["story-a"]
    for query, cursor in ((StoryQuery(order="longest"), None), (StoryQuery(), "x"), (StoryQuery(order="tellers"), "2020-01-01~4")):
        with pytest.raises(StoreError, match=r"is no (order|place)"):
            store.kept.stories(query, after=cursor)
    with pytest.raises(Unknown):
        store.kept.story("story-none")


def test_articles_and_events_know_their_story_and_episode(store: Store) -> None:
    episode = strike(store)
    assert [store.kept.story_of(name) for name in "abcde"] == ["story-a"] * 4 + ["story-e"] and store.kept.story_of("z") is None
    for report in episode["reports"]:
        assert store.kept.episode_of(report["article"], report["event"]) == episode["id"]
        assert store.kept.reports_of(report["article"])[report["event"]] == episode["id"]
    assert store.kept.stories_telling(episode["id"]) == ["story-a"]
    told = store.kept.compared()
    assert told is not None and (told.articles, told.since) == (5, 0)
    add(store, ("f", SHORT, "مرقاب", "2020-01-31"))
    later = store.kept.compared()
    assert later is not None and later.since == 1


def test_a_comparison_remembers_the_one_before(store: Store) -> None:
    keep_comparison(store)
    assert {step["kind"] for e in store.episodes() for step in e["lineage"]} == {"kept"}
    before = strike(store)
    add(store, ("f", SHORT, "مرقاب", "2020-01-31"))
    keep_comparison(store)
    assert strike(store)["lineage"] == [{"kind": "grew", "episodes": [before["id"]], "why": "with new reports"}]
    assert store.faults() == []


def test_an_empty_store_is_compared(empty: Store) -> None:
    assert empty.kept.compared() is None
    assert keep_comparison(empty) == (0, 0, 0) and empty.kept.stories() == []


def test_a_split_is_seen_at_once_and_holds_when_compared_again(store: Store) -> None:
    before = strike(store)
    denial = [(r["article"], r["event"]) for r in before["reports"] if r["article"] == "d"]
    assert before["standing"] == "disputed"
    made = split(store, before["id"], denial, "amal")
    rest, out = made.episodes
    assert rest["standing"] == "one_source" and {r["article"] for r in out["reports"]} == {"d"}
    assert detail(store, rest["id"])["differences"] == []
    assert {chain["source"] for chain in detail(store, rest["id"])["chains"]} == {"Syrian Observatory for Human Rights"}
    assert rest["id"] in store.kept.story("story-a").episodes
    keep_comparison(store)
    again = strike(store)
    assert {r["article"] for r in again["reports"]} == {"a", "b", "c"} and again["standing"] == "one_source"
    assert [step["kind"] for step in again["lineage"]] == ["parted", "kept"]
    assert [one.id for one in about(store, again)] == [made.decided.id]
    undo(store, made.decided.id, "amal")
    keep_comparison(store)
    assert strike(store)["standing"] == "disputed" and [step["kind"] for step in strike(store)["lineage"]][-1] == "merged"
    assert verify(store) == []


def test_a_merge_joins_lines_and_is_taken_back(store: Store) -> None:
    whole = strike(store)
    denial = [(r["article"], r["event"]) for r in whole["reports"] if r["article"] == "d"]
    rest, out = split(store, whole["id"], denial, "amal").episodes
    made = merge(store, [rest["id"], out["id"]], "basil")
    (joined,) = made.episodes
    kept = detail(store, joined["id"])
    assert (joined["standing"], joined["chains"], joined["outlets"]) == (whole["standing"], whole["chains"], whole["outlets"])
    assert {d["field"] for d in kept["differences"]} == {"figure", "denial"} and kept["reasons"]
    with pytest.raises(Conflict):
        merge(store, [rest["id"], out["id"]], "amal")
    undo(store, made.decided.id, "basil")
    assert detail(store, rest["id"])["chains"] and store.kept.story("story-a").episodes.count(rest["id"]) == 1
    assert store.faults() == []


def test_reports_that_are_not_sure_are_settled(store: Store) -> None:
    whole = strike(store)
    of_c = [r for r in whole["reports"] if r["article"] == "c"]
    rest = [r for r in whole["reports"] if r not in of_c]
    doubtful = whole | {"reports": rest, "unsure": of_c, "verdict": "unsure"}

    def is_told_by_c() -> bool:
        return all(r in strike(store)["reports"] for r in of_c)

    store.put_episodes([doubtful])
    (joined,) = settle(store, whole["id"], "c", True, "amal").episodes
    assert (joined["unsure"], joined["verdict"]) == ([], "same") and is_told_by_c()
    keep_comparison(store)
    assert is_told_by_c() and "joined" in {step["kind"] for step in strike(store)["lineage"]}
    store.put_episodes([doubtful])
    made = settle(store, whole["id"], "c", False, "amal")
    assert [e["reports"] for e in made.episodes] == [rest, of_c]
    with pytest.raises(ReviewError, match="not sure"):
        settle(store, made.episodes[0]["id"], "c", True, "amal")
    keep_comparison(store)
    assert not is_told_by_c()


def test_deciding_while_it_is_compared_makes_it_begin_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from rawi.review import comparing

    def slow(*given: Any) -> Any:
        made = compare_store(*given)
        told = strike(store)
        split(store, told["id"], [(r["article"], r["event"]) for r in told["reports"][:1]], "amal")
        return made

    monkeypatch.setattr(comparing, "compare_store", slow)
    before = store.kept.compared()
    with pytest.raises(Conflict, match="merges or splits"):
        keep_comparison(store)
    assert store.kept.compared() == before and len(store.decisions()) == 3


def test_told_anew_an_episode_is_what_comparing_made(tmp_path: Path) -> None:
    with samples(tmp_path) as store, store.database.reading() as connection:
        ids = [e["id"] for e in store.episodes()]
        assert len(ids) > 100
        for told in store.kept.episodes(ids):
            was = told.episode
            circle = circle_around(connection, {r["article"] for r in (*was["reports"], *was["unsure"])})
            assert retold(was["id"], [told], was["reports"], was["unsure"], circle) == told


def test_the_command_keeps_and_replays(tmp_path: Path) -> None:
    address = str(tmp_path / "rawi.db")
    with Store.open(address) as store:
        add(store, *TOLD)
    kept = CliRunner().invoke(app, ["compare", "--keep", "--store", address])
    assert (kept.exit_code, kept.stdout) == (0, "") and "Kept 2 stories of 5 articles" in kept.stderr
    with Store.open(address) as store:
        told = strike(store)
        split(store, told["id"], [(r["article"], r["event"]) for r in told["reports"] if r["article"] == "d"], "amal")
    shown = CliRunner().invoke(app, ["episodes", "--store", address])
    assert "3 outlets, 1 line of transmission" in shown.stdout and "4 outlets" not in shown.stdout
    wrong = CliRunner().invoke(app, ["compare", "--keep", "--json", "--store", address])
    assert wrong.exit_code == 2 and "give --store alone" in wrong.stderr
