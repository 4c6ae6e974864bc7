"""Corrections in Chromium: values chosen from lists and from the registry while typing, beside what the codebook says of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from rawi.review import standing_of
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


@pytest.mark.parametrize(("language", "typed"), [("en", "Turk"), ("ar", "ترك")])
def test_a_party_is_chosen_from_the_registry_by_keys(watched: Watched, store: Store, language: str, typed: str) -> None:
    page = watched.open(f"/review?type=ASSAULT&lang={language}")
    form = page.locator(".verdicts form").first
    article, record = form.locator("[name=article]").input_value(), form.locator("[name=record]").input_value()
    page.keyboard.press("KeyE")
    page.locator("#c-actors").focus()
    page.keyboard.type(typed)
    offered = page.locator("[role=option]")
    expect(offered.first).to_be_visible()
    assert watched.axe() == []
    count = offered.count()
    page.keyboard.press("ArrowDown")
    assert page.locator("[role=option][aria-selected=true]").count() == 1
    at = next(n for n in range(count) if "Turkey" in offered.nth(n).inner_text() or "تركيا" in offered.nth(n).inner_text())
    for _ in range(at):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator("[name=value][value^='entity:']").is_checked()
    with page.expect_response("**/review"):
        page.locator("form:has(#c-actors) > button").click()
    expect(page.locator(".stands")).to_be_visible()
    value = standing_of(store, article, record).corrections["actors"]
    assert [party["entity"] for party in value if party["text"] is None] == [page.locator("[name=value]:checked").count() and "state/tr"]
    assert page.locator("form:has(#c-actors) > button").evaluate("button => button === document.activeElement")


@pytest.mark.parametrize(("language", "said"), [("en", "From or by a drone."), ("ar", "من طائرة مسيّرة أو بها.")])
def test_a_mode_is_chosen_beside_its_definition(watched: Watched, store: Store, language: str, said: str) -> None:
    page = watched.open(f"/review?type=ASSAULT&lang={language}")
    page.keyboard.press("KeyE")
    expect(page.locator(".defined")).not_to_be_empty()
    page.locator("#c-mode").select_option("drone")
    assert said in page.locator(".defined").inner_text()
    assert watched.axe() == []
    with page.expect_response("**/review"):
        page.locator("form:has(#c-mode) button").click()
    expect(page.locator(".card .mode")).to_be_visible()
    made = store.decisions()[-1].decision
    assert (made.field, made.value) == ("mode", "drone")
    page.keyboard.press("Escape")
    page.keyboard.press("KeyX")
    page.locator("#reasons button").nth(4).hover()
    assert len(page.locator(".defined").inner_text()) > 10


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_codebook_is_a_page(watched: Watched, language: str) -> None:
    page = watched.open(f"/review/codebook?lang={language}")
    assert page.locator("dt").count() > 40
    assert watched.axe() == []


def test_a_filter_takes_a_name_that_is_offered(watched: Watched) -> None:
    page = watched.open("/")
    page.locator("#f-place").focus()
    page.keyboard.type("Idl")
    expect(page.locator("[role=option]").first).to_be_visible()
    page.locator("[role=option]").first.click()
    page.wait_for_url("**place=Idlib**")
    assert page.locator(".hits li").count() > 0
