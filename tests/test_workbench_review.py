"""Review in Chromium: twenty events by keys alone, a reason by its digit, corrections, undoing, the table; in Arabic too, and at once by two."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from rawi.review import accepted, standing_of, verify
from rawi.serve import Door
from rawi.store import Store
from workbench import Watched, chromium, samples, served


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with samples(tmp_path) as filled:
        yield filled


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


@pytest.fixture
def watched(browser: Browser, store: Store) -> Iterator[Watched]:
    door = Door("amal")
    with served(store, door) as address:
        context = browser.new_context(viewport={"width": 1360, "height": 850})
        found = Watched(context.new_page(), address)
        found.open(f"/enter?token={door.token}")
        yield found
        context.close()
        assert found.faults == []


def shown(page: Page) -> tuple[str, str]:
    """The article and record on the desk."""
    form = page.locator(".verdicts form").first
    return form.locator("[name=article]").input_value(), form.locator("[name=record]").input_value()


def press(page: Page, *codes: str) -> None:
    """Press keys by place; the last brings another state of the desk, and what was decided is kept."""
    page.evaluate("document.querySelector('#desk').dataset.old = '1'")
    for code in codes:
        page.keyboard.press(code)
    expect(page.locator("#desk[data-old], body[data-sending]")).to_have_count(0)


def test_twenty_events_by_keys(watched: Watched, store: Store) -> None:
    page = watched.open("/review?order=random")
    seen = []
    for number in range(20):
        seen.append(shown(page))
        press(page, *(("KeyX", f"Digit{number % 9 + 1}") if number % 3 == 1 else ("KeyD",) if number % 3 == 2 else ("KeyA",)))
    assert len(set(seen)) == 20
    made = store.decisions()
    assert [(one.decision.article, one.decision.record) for one in made] == seen
    assert {one.decision.coder for one in made} == {"amal"}
    assert [one.decision.action for one in made[:3]] == ["accept", "reject", "defer"]
    assert made[1].decision.reason == "not_reported"
    assert sum(1 for _ in accepted(store)) == 7
    assert verify(store) == []


def test_undo_brings_the_record_back(watched: Watched, store: Store) -> None:
    page = watched.open("/review?order=newest")
    first = shown(page)
    press(page, "KeyA")
    second = shown(page)
    assert second != first
    press(page, "KeyU")
    assert shown(page) == first
    assert [one.decision.action for one in store.decisions()] == ["accept", "undo"]
    press(page, "KeyJ")
    assert shown(page) == second
    assert len(store.decisions()) == 2, "passing over decides nothing"


def test_corrections_stand_and_are_in_the_table(watched: Watched, store: Store) -> None:
    page = watched.open("/review?order=newest")
    at = shown(page)
    page.keyboard.press("KeyE")
    page.locator("#c-status").select_option("planned")
    with page.expect_response("**/review"):
        page.get_by_role("form", name="Status").get_by_role("button").click()
    expect(page.locator(".card .status")).to_have_text("planned")
    assert shown(page) == at
    press(page, "KeyA")
    page = watched.open("/review/accepted")
    assert "planned" in page.locator("tbody tr").inner_text()
    assert watched.axe() == []
    with page.expect_download() as told:
        page.get_by_role("link", name="Download as CSV").click()
    rows = list(csv.DictReader(Path(told.value.path()).read_text("utf-8-sig").splitlines()))
    assert len(rows) == 1 and rows[0]["status"] == "planned" and rows[0]["coder"] == "amal"


def test_marked_words_become_the_events_own(watched: Watched, store: Store) -> None:
    page = watched.open("/review?order=newest")
    article, record = shown(page)
    told = page.evaluate(
        "() => { const line = document.querySelector('.line.body, .line.lead').firstChild; const range = new Range(); range.setStart(line, 2);"
        " range.setEnd(line, 9); getSelection().removeAllRanges(); getSelection().addRange(range); return range.toString() }"
    )
    press(page, "KeyS")
    made = store.decisions(article, record)[0].decision
    assert made.field == "span" and made.value["text"] == told


def test_two_at_once_lose_and_double_nothing(watched: Watched, store: Store) -> None:
    page = watched.open("/review?order=newest")
    other = page.context.new_page()
    other.goto(page.url)
    press(page, "KeyA")
    press(other, "KeyX", "Digit1")
    expect(other.locator(".fault")).to_contain_text("in between")
    watched.faults = [fault for fault in watched.faults if "409" not in fault]
    assert len(store.decisions()) == 1


@pytest.mark.parametrize("language", ["en", "ar"])
def test_twenty_events_by_keys_with_ways_back(watched: Watched, store: Store, language: str) -> None:
    """Every fifth decision is undone and made otherwise; once one goes back three records and decides another way."""
    page = watched.open(f"/review?order=random&lang={language}")
    decided: dict[tuple[str, str], str] = {}
    for number in range(20):
        at = shown(page)
        press(page, "KeyA")
        decided[at] = "accept"
        if number % 5 == 4:
            press(page, "KeyU")
            assert shown(page) == at
            press(page, "KeyX", "Digit2")
            decided[at] = "reject"
    there = shown(page)
    for _ in range(3):
        press(page, "KeyK")
    assert shown(page) == list(decided)[-3]
    press(page, "KeyD")
    decided[list(decided)[-3]] = "defer"
    for _ in range(2):
        press(page, "KeyJ")
    assert shown(page) == there
    verdicts = {"accepted": "accept", "rejected": "reject", "deferred": "defer"}
    assert {at: verdicts[standing_of(store, *at).verdict] for at in decided} == decided and len(decided) == 20
    assert verify(store) == [] and watched.axe() == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_desk_is_sound(watched: Watched, language: str) -> None:
    page = watched.open(f"/review?lang={language}")
    assert watched.axe() == []
    page.keyboard.press("KeyX")
    assert watched.axe() == []
    page.keyboard.press("Escape")
    page.keyboard.press("KeyE")
    assert watched.axe() == []
    press(page, "Escape", "KeyA")
    watched.open(f"/review/accepted?lang={language}")
    assert watched.axe() == []
    watched.open("/review?type=PROTEST&place=nowhere")
    assert page.locator("#desk .empty").is_visible()
    assert watched.axe() == []


def test_back_through_what_was_decided_and_passed_over(watched: Watched, store: Store) -> None:
    page = watched.open("/review?order=random")
    way = [shown(page)]
    assert page.locator("[data-code=KeyK]").is_hidden()
    for code in ("KeyA", "KeyJ", "KeyD"):
        press(page, code)
        way.append(shown(page))
    assert len(set(way)) == 4
    for number in (2, 1, 0):
        press(page, "KeyK")
        assert shown(page) == way[number]
    assert page.locator(".stands").inner_text().startswith("Accepted")
    press(page, "KeyX", "Digit5")
    assert shown(page) == way[1], "what was decided anew leads forth again"
    press(page, "KeyA")
    press(page, "KeyJ")
    assert shown(page) == way[3]
    assert [one.decision.action for one in store.decisions()] == ["accept", "defer", "reject", "accept"]
    assert [one.decision.record for one in store.decisions()] == [way[n][1] for n in (0, 2, 0, 1)]
    assert verify(store) == []


def test_without_scripts_the_desk_decides_and_goes_back(browser: Browser, store: Store) -> None:
    door = Door("amal")
    with served(store, door) as address:
        page = browser.new_page(java_script_enabled=False)
        page.goto(f"{address}/enter?token={door.token}")
        page.goto(f"{address}/review?order=random")
        way = [shown(page)]
        for name in ("Accept A", "Pass over J"):
            page.get_by_role("button", name=name).click()
            way.append(shown(page))
        assert len(set(way)) == 3
        for number in (1, 0):
            page.get_by_role("button", name="Back K").click()
            assert shown(page) == way[number]


def test_a_decision_that_cannot_be_kept_brings_its_event_back(watched: Watched, store: Store) -> None:
    page = watched.open("/review?order=random")
    first = shown(page)
    page.route("**/review", lambda route: route.abort())
    page.keyboard.press("KeyA")
    expect(page.locator(".fault")).to_contain_text("was not kept")
    assert shown(page) == first and store.decisions() == []
    page.unroute("**/review")
    press(page, "KeyA")
    assert [one.decision.record for one in store.decisions()] == [first[1]]
    watched.faults = [fault for fault in watched.faults if "ERR_FAILED" not in fault]


def test_keys_faster_than_the_answers_decide_each_event_once(watched: Watched, store: Store) -> None:
    page = watched.open("/review?order=random")
    page.keyboard.press("KeyA")
    for _ in range(9):
        page.keyboard.press("KeyA")
    expect(page.locator("body[data-sending]")).to_have_count(0)
    made = [one.decision.record for one in store.decisions()]
    assert 1 <= len(made) == len(set(made)) <= 10
    assert [one.decision.action for one in store.decisions()] == ["accept"] * len(made)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_ones_own_decisions_can_be_taken_back(watched: Watched, store: Store, language: str) -> None:
    page = watched.open("/review?order=random")
    for codes in (("KeyA",), ("KeyX", "Digit1"), ("KeyD",)):
        press(page, *codes)
    page = watched.open(f"/review/decisions?lang={language}")
    assert page.locator(".decisions li").count() == 3
    assert watched.axe() == []
    page.locator(".decisions li").nth(1).locator("button").click()
    assert page.locator(".decisions li").count() == 4
    assert page.locator(".decisions li.back").count() == 1
    assert [(one.decision.action, one.decision.undoes) for one in store.decisions()][-1] == ("undo", 2)
    page.locator(".decisions a").nth(1).click()
    assert shown(page)[1] == store.decisions()[2].decision.record
    assert watched.axe() == []
