"""What the pages of stories and episodes are made of: drawings of lines, tellers beside episodes, numbers and names, sentences with their words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from rawi.serve.told import episode, story
from rawi.serve.told.drawing import Drawing, draw, passed_on
from rawi.serve.told.names import on_whose_word, values_of
from rawi.store import Store, Unknown
from workbench import tellings

STORY, EPISODE = "story-dev-01/a", "dev-01/a/e412-417"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with tellings(tmp_path_factory.mktemp("told")) as filled:
        yield filled


def chain(source: str, *carried: tuple[str, ...], kind: str = "named", stance: str = "tells", episode: str = "e") -> dict[str, Any]:
    """A line of transmission; each carrier is an outlet, then through whom it has it."""
    by = [{"outlet": outlet, "article": outlet, "event": "e1-2", "via": list(via)} for outlet, *via in carried]
    return {"episode": episode, "source": source, "source_ar": source, "entity": None, "kind": kind, "stance": stance, "carried_by": by}


def drawn(*chains: dict[str, Any], mirrored: bool = False, **copies: str) -> Drawing:
    made = draw(chains, copies, mirrored)
    assert made is not None
    return made


def test_a_line_goes_from_its_source_through_a_medium_to_the_outlet() -> None:
    made = drawn(chain("ministry", ("A",), ("B", "agency")))
    at = {node.en: (node.column, node.kind) for node in made.nodes}
    assert at == {"ministry": (0, "named"), "A": (1, "outlet"), "agency": (1, "medium"), "B": (2, "outlet")}
    assert len(made.edges) == 3 and {edge.stance for edge in made.edges} == {"tells"}
    assert all(0 < node.x < made.width and 0 < node.y < made.height for node in made.nodes)


def test_from_right_to_left_the_drawing_is_mirrored() -> None:
    one, other = (drawn(chain("ministry", ("A",)), mirrored=mirrored) for mirrored in (False, True))
    assert [round(made.width - node.x, 3) for made in (one,) for node in made.nodes] == [round(node.x, 3) for node in other.nodes]
    assert [node.anchor for node in one.nodes] == ["end", "start"] and [node.anchor for node in other.nodes] == ["start", "end"]


def test_copies_and_denials_are_told_apart() -> None:
    made = drawn(chain("ministry", ("A",), ("B", "A")), chain("ministry", ("A",), stance="denies", episode="f"), B="A")
    assert sorted((edge.stance, edge.copied, edge.weight) for edge in made.edges) == [("both", False, 2), ("tells", True, 1)]


def test_an_outlets_own_word_is_no_line() -> None:
    assert draw([chain("A", ("A",), kind="outlet")], {}, False) is None and draw([], {}, False) is None
    made = drawn(chain("A", ("A",), kind="outlet"), chain("A", ("B", "A"), kind="outlet"))
    assert [(node.en, node.own) for node in made.nodes] == [("A", True), ("B", False)]


def test_what_has_no_room_is_counted_and_a_ring_ends() -> None:
    made = drawn(*(chain(f"source {n}", ("A",)) for n in range(30)))
    assert made.left_out == 16 and len(made.edges) == 14
    ring = drawn(chain("x", ("A", "B")), chain("x", ("B", "A")))
    assert {node.en for node in ring.nodes} == {"x", "A", "B"}


def test_a_short_name_of_a_teller_is_the_teller() -> None:
    carrier = {"outlet": "B", "article": "b", "via": ["Wadi", "Wadi Agency", "Anadolu"]}
    assert passed_on(carrier, {"Wadi Agency", "B"}) == ("Wadi Agency", "Anadolu")
    assert passed_on({"outlet": "Wadi Agency", "article": "a", "via": ["Wadi"]}, {"Wadi Agency"}) == ()


def test_values_are_said_in_the_language_of_the_page() -> None:
    told = [
        {"value": value, "outlet": outlet, "article": outlet, "record": "f", "on_whose_word": word, "published": None}
        for value, outlet, word in (("at least 12", "A", "Army"), ("at least 12", "B", "Army"), ("dozens", "C", "C"))
    ]
    bound, vague = values_of({"field": "figure", "values": told}, {"Army": "الجيش"})
    assert (bound.en, bound.group, bound.key, bound.by) == ("12", "approx", "at_least", (("Army", "الجيش", ("A", "B")),))
    assert (vague.key, vague.by) == ("dozens", (("", "", ("C",)),))
    (doers,) = values_of({"field": "actor", "values": [told[0] | {"value": "Russia, Army"}]}, {"Army": "الجيش", "Russia": "روسيا"})
    assert (doers.en, doers.ar) == ("Russia, Army", "روسيا، الجيش")
    assert on_whose_word([("A", "x", "س"), ("B", "", ""), ("C", "x", "س")]) == (("x", "س", ("A", "C")), ("", "", ("B",)))


def test_a_story_says_who_tells_what(store: Store) -> None:
    sheet = story.sheet_of(store, STORY, False)
    assert [row.voice.article for row in sheet.rows] == [f"dev-01/{letter}" for letter in "abcdfe"]
    kept = store.kept.story(STORY)
    for row, teller in zip(sheet.rows, kept.tellers, strict=True):
        silent = {told.episode["id"] for told, cell in zip(sheet.spread.episodes, row.cells, strict=True) if cell == "silent"}
        assert silent == set(teller.leaves_out)
    assert {cell for row in sheet.rows for cell in row.cells} >= {"told", "silent", "unsure", "both"}
    assert [d.day for d in sheet.days] == sorted(d.day for d in sheet.days) and sum(len(d.told) for d in sheet.days) == 6
    with pytest.raises(Unknown):
        story.sheet_of(store, "story-none", False)


def test_numbers_and_names_stand_with_their_tellers(store: Store) -> None:
    sheet = story.sheet_of(store, STORY, False)
    killed = {number.digits: number for number in sheet.numbers if number.measure == "killed"}
    assert {"12", "3", "≥ 10"} <= killed.keys() and all(number.clash for number in killed.values())
    assert sheet.numbers[0].clash and "نبض الهامش" in killed["3"].by[0][2]
    rsf = next(called for called in sheet.called if called.en.startswith("Rapid Support"))
    assert {mark for _, mark, _ in rsf.names} == {"pejorative", None}


def test_an_episode_shows_the_words_of_its_reports(store: Store) -> None:
    sheet = episode.sheet_of(store, EPISODE, False)
    shown = [report for account in sheet.accounts for passage in account.passages for report in passage.reports]
    refs = (*sheet.episode["reports"], *sheet.episode["unsure"])
    assert {(a.article, r.ref) for a in sheet.accounts for p in a.passages for r in p.reports} == {(r["article"], r["event"]) for r in refs}
    assert len(shown) == len(refs)
    for account in sheet.accounts:
        text = store.reading(account.article).article.text
        for passage in account.passages:
            assert "".join(piece for piece, _ in passage.pieces) in text
            marked = "".join(piece for piece, kinds in passage.pieces if "trigger" in kinds)
            assert all(report.event is not None and report.event.trigger.text in marked for report in passage.reports)
    assert any(account.reason for account in sheet.accounts) and sheet.accounts[0].reason is None
    assert {told.episode["id"] for told in sheet.others} == set(store.kept.story(STORY).episodes) - {EPISODE}


def test_a_report_whose_words_are_gone_says_so(store: Store) -> None:
    (told,) = store.kept.episodes([EPISODE])
    gone = {"article": "dev-01/a", "event": "e1-2"}
    store.put_episodes([told.episode | {"id": "ep-gone", "reports": [gone], "unsure": []}])
    (account,) = episode.sheet_of(store, "ep-gone", False).accounts
    assert [report.event for passage in account.passages for report in passage.reports] == [None]
    assert episode.find(store, "ep-none") is None and episode.find(store, EPISODE) == EPISODE
    store.put_episodes([], retired=["ep-gone"])
