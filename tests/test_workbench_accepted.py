"""The table of what was accepted, in Chromium: cells are corrected where they stand by keys alone, and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from rawi.review import Asked, accepted, accepted_page, count_accepted, decide, verify
from rawi.serve import Door
from rawi.store import Store
from workbench import Watched, chromium, client, samples, served


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with samples(tmp_path) as filled:
        for event in filled.events(limit=30):
            decide(filled, Asked(event.article, event.event, "accept", "amal"))
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


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_cell_is_corrected_by_keys_and_taken_back(watched: Watched, store: Store, language: str) -> None:
    page = watched.open(f"/review/accepted?lang={language}")
    assert watched.axe() == []
    row = page.locator("tbody tr").nth(1)
    article, record = row.get_attribute("data-article") or "", row.get_attribute("data-record") or ""
    page.locator("tbody td[tabindex='0']").focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    before = row.locator("[data-field=status]").inner_text()
    assert row.locator("[data-field=status]").evaluate("cell => cell === document.activeElement")
    page.keyboard.press("Enter")
    assert watched.axe() == []
    page.locator("td.edited select").select_option("planned")
    page.keyboard.press("Enter")
    expect(row.locator("[data-field=status]")).to_have_attribute("data-value", "planned")
    assert row.locator("[data-field=status]").evaluate("cell => cell === document.activeElement")
    made = store.decisions(article, record)[-1].decision
    assert (made.action, made.field, made.value, made.coder) == ("correct", "status", "planned", "amal")
    page.keyboard.press("KeyU")
    expect(row.locator("[data-field=status]")).to_have_text(before)
    assert [one.decision.action for one in store.decisions(article, record)] == ["accept", "correct", "undo"]
    assert verify(store) == [] and watched.axe() == []


def test_days_names_and_modes_have_editors_of_their_own(watched: Watched, store: Store) -> None:
    page = watched.open("/review/accepted")
    row = page.locator("tbody tr").first
    row.locator("[data-field=date]").dblclick()
    page.locator("td.edited input").first.fill("2019-07-01")
    page.locator("td.edited input").nth(1).fill("2019-07-03")
    page.keyboard.press("Enter")
    expect(row.locator("[data-field=date]")).to_have_attribute("data-value", "2019-07-01/2019-07-03")
    row.locator("[data-field=places]").dblclick()
    page.keyboard.type("Saraqib")
    expect(page.locator("[role=option]").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("td.edited")).to_have_count(0)
    expect(row.locator("[data-field=places]")).to_contain_text("Saraqib")
    row.locator("[data-field=type]").dblclick()
    page.locator("td.edited select").select_option("ASSAULT")
    page.keyboard.press("Enter")
    expect(row.locator("[data-field=type]")).to_have_attribute("data-value", "ASSAULT")
    row.locator("[data-field=mode]").dblclick()
    page.locator("td.edited select").select_option("drone")
    page.keyboard.press("Escape")
    expect(page.locator("td.edited")).to_have_count(0)
    fields = {one.decision.field for one in store.decisions() if one.decision.action == "correct"}
    assert fields == {"date", "places", "type"} or fields == {"date", "places"}, "a type that it has already may be set again"


def test_a_cell_that_changed_meanwhile_is_not_overwritten(watched: Watched, store: Store) -> None:
    page = watched.open("/review/accepted")
    row = page.locator("tbody tr").first
    article, record = row.get_attribute("data-article") or "", row.get_attribute("data-record") or ""
    decide(store, Asked(article, record, "correct", "basil", field="status", value="denied"))
    row.locator("[data-field=status]").dblclick()
    page.locator("td.edited select").select_option("planned")
    page.keyboard.press("Enter")
    expect(page.locator("#fault")).to_contain_text("basil")
    assert [one.decision.coder for one in store.decisions(article, record)] == ["amal", "basil"]
    watched.faults = [fault for fault in watched.faults if "409" not in fault]


def test_pages_hold_every_accepted_event_once(store: Store) -> None:
    whole = [(one.reading.article.id, one.standing.record) for one in accepted(store)]
    seen: list[tuple[str, str]] = []
    after: int | None = 0
    while after is not None:
        page, after = accepted_page(store, after, 4)
        seen += [(one.reading.article.id, one.standing.record) for one in page]
    assert sorted(seen) == sorted(whole) and len(whole) == count_accepted(store) == 30
    decide(store, Asked(*whole[0], "reject", "basil", reason="other"))
    made = decide(store, Asked(*whole[1], "defer", "basil"))
    assert count_accepted(store) == 28
    decide(store, Asked(*whole[1], "undo", "basil", undoes=made.decided.id))
    assert count_accepted(store) == 29


def test_cells_take_nothing_without_the_token_and_nothing_wrong(store: Store) -> None:
    door = Door("amal")
    page = client(store, door)
    article, record = next((one.reading.article.id, one.standing.record) for one in accepted(store))
    given = {"article": article, "record": record, "field": "type", "value": "<script>"}
    assert page.post("/review/accepted/cell", data=given).status_code == 422
    assert page.post("/review/accepted/cell", data=given | {"article": "none"}).status_code == 422
    assert page.post("/review/accepted/cell", data={}).status_code == 422
    assert page.post("/review/accepted/undo").status_code == 422
    page.headers.pop("Authorization")
    page.get(f"/enter?token={door.token}")
    assert page.post("/review/accepted/cell", data=given).status_code == 403
    assert page.post("/review/accepted/undo").status_code == 403
