"""A coder's own table in Chromium: opened by picker, its columns told, compared, marked as coded already; in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from rawi.review import verify
from rawi.serve import Door
from rawi.store import Store
from workbench import Watched, chromium, samples, served

ROWS = (
    ("L1", "7/3/2019", "Gharyan", "Government of National Accord", "حكومة الوفاق", "taken back"),
    ("S1", "2019-12-31", "أريحا", "روسيا", "", "=1+1"),
    ("S2", "43831", "Ariha", "Russia", "", "no such thing told"),
    ("N1", "2001-01-01", "Nowhere", "Nobody", "", "<b>nothing</b>"),
    ("N2", "soon", "Idlib", "Russia", "", ""),
)


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


def own_rows(store: Store) -> list[tuple[str, ...]]:
    """A row that tells what an event of the samples tells, between rows that tell nothing of the kind."""
    events = [(reading, event) for reading in store.each_reading() for event in reading.events]
    reading, event = next(
        (r, e)
        for r, e in events
        if e.date and e.date.first == e.date.last and e.actors and e.places and e.score > 0.8 and e.type == "ASSAULT"
    )
    words = {mention.id: mention.name_ar or mention.text for mention in reading.mentions}
    return [("R1", str(event.date and event.date.first), words[event.places[0]], words[event.actors[0]], "", "قالوا"), *ROWS]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_table_is_opened_compared_and_marked(watched: Watched, store: Store, tmp_path: Path, language: str) -> None:
    path = tmp_path / "coded.csv"
    lines = [";".join(("Nr", "Wann", "location", "actor1", "actor2", "notes")), *(";".join(row) for row in own_rows(store))]
    path.write_bytes("\r\n".join(lines).encode("cp1256"))
    page = watched.open(f"/review/own?lang={language}")
    assert watched.axe() == []
    page.locator("#own-file").set_input_files(path)
    expect(page.locator("table")).to_be_visible()
    assert watched.axe() == []
    assert "windows-1256" in page.locator(".notice").inner_text()
    page.locator("select[name=role-0]").select_option("id")
    page.locator("select[name=role-1]").select_option("date")
    page.locator(".nearness button[name=preview]").click()
    expect(page.locator("td.read small").first).to_be_visible()
    page.locator(".nearness button.main").click()
    page.wait_for_url("**/review/own/found")
    assert watched.axe() == []
    assert page.locator("tbody tr").count() == 6
    assert page.locator(".v-undated").count() == 1 and page.locator(".v-same").count() >= 1
    assert page.locator("tbody b", has_text="nothing").count() == 0
    ticked = page.locator("input[name=event]:checked").count()
    assert ticked >= 1
    page.locator("form .acts button.main").click()
    expect(page.locator(".notice")).to_be_visible()
    made = store.decisions()
    assert 1 <= len(made) <= ticked
    assert {(one.decision.action, one.decision.reason, one.decision.coder) for one in made} == {("defer", "coded_already", "amal")}
    assert page.locator("input[name=event]:checked").count() == 0
    assert watched.axe() == [] and verify(store) == []
    page.locator("a[href='/review/own/found?verdict=undated']").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    with page.expect_download() as told:
        page.locator("a[download]").click()
    assert "N2" in Path(told.value.path()).read_text("utf-8-sig")


def test_what_is_too_large_or_no_table_is_told_on_the_page(watched: Watched, tmp_path: Path) -> None:
    page = watched.open("/review/own")
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(17_000_000)
    page.locator("#own-file").set_input_files(large)
    expect(page.locator(".told")).to_contain_text("in parts")
    picture = tmp_path / "x.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n rest")
    page.locator("#own-file").set_input_files(picture)
    expect(page.locator(".told")).to_contain_text("PNG")
    watched.faults = [fault for fault in watched.faults if "422" not in fault]
    by_path = tmp_path / "by.csv"
    by_path.write_text("date,place\n2020-01-01,Idlib\n", "utf-8")
    page.locator("#own-path").fill(str(by_path))
    page.locator(".by-path button").click()
    expect(page.locator("table")).to_be_visible()
