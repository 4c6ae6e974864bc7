"""Stories and episodes in Chromium: every page sound in both languages, filters in place, and merging, splitting, settling and undoing by keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from rawi.review import verify
from rawi.review.comparing import keep_comparison
from rawi.review.episodes import merge, pairs
from rawi.serve import Door
from rawi.store import Store
from test_workbench_hostile import LONG, SAID, SCRIPT, TURNED, kept
from workbench import Watched, chromium, client, served, tellings

STORY = "/stories/story-dev-01/a"
EPISODE = "dev-01/a/e412-417"
PAGES = (
    "/stories",
    "/stories?order=tellers&alone=1",
    "/stories?standing=disputed&type=ASSAULT&place=Karari",
    "/stories?outlet=nobody",
    STORY,
    "/stories/story-dev-03/a",
    f"/episodes/{EPISODE}",
    "/articles/dev-01/a",
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with tellings(tmp_path) as filled:
        yield filled


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


@pytest.fixture
def watched(browser: Browser, store: Store, request: pytest.FixtureRequest) -> Iterator[Watched]:
    door = Door("amal")
    with served(store, door) as address:
        context = browser.new_context(viewport={"width": 1360, "height": 850}, **getattr(request, "param", {}))
        found = Watched(context.new_page(), address)
        found.open(f"/enter?token={door.token}")
        yield found
        context.close()
        assert found.faults == []


def shown(store: Store, page: Page) -> dict[str, Any]:
    """The episode that the page shows."""
    (told,) = store.kept.episodes([page.locator("[name=episode]").first.input_value()])
    return told.episode


def press(page: Page, *codes: str) -> None:
    """Press keys by place; the last brings another page."""
    for code in codes[:-1]:
        page.keyboard.press(code)
    with page.expect_navigation():
        page.keyboard.press(codes[-1])


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_is_sound(watched: Watched, language: str) -> None:
    for path in PAGES:
        page = watched.open(path + ("&" if "?" in path else "?") + f"lang={language}")
        assert page.locator("html").get_attribute("lang") == language
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is wider than the window"
        assert watched.axe() == [], path


@pytest.mark.parametrize("watched", [{"color_scheme": "dark"}], indirect=True)
def test_the_dark_pages_can_be_read(watched: Watched) -> None:
    for path in ("/stories", STORY, f"/episodes/{EPISODE}"):
        watched.open(path)
        assert watched.axe() == [], path


def test_filters_narrow_the_list_in_place(watched: Watched) -> None:
    page = watched.open("/stories")
    count = page.locator(".hits li h2").count()
    page.get_by_label("How it stands").select_option("disputed")
    page.wait_for_url("**standing=disputed**")
    assert 0 < page.locator(".hits li h2").count() < count
    page.get_by_label("Outlet", exact=True).fill("نبض الهامش")
    page.get_by_label("Outlet", exact=True).press("Tab")
    page.wait_for_url("**outlet=%D9**standing=disputed**")
    assert page.locator(".hits li h2").count() == 1
    page.locator(".hits h2 a").click()
    page.wait_for_url(f"**{STORY}")


def test_a_story_sets_its_tellers_side_by_side(watched: Watched) -> None:
    page = watched.open(STORY)
    rows = page.locator(".matrix tbody tr")
    assert rows.count() == 6 and page.locator(".matrix tbody tr.copy").count() == 2
    assert "first" in rows.nth(0).inner_text() and "copy of" in rows.nth(2).inner_text()
    assert rows.nth(0).locator(".cell").count() == page.locator(".episodes > li").count() == 10
    assert page.locator(".cell.both, .cell.denied").count() > 0
    assert page.locator(".called .loaded.pejorative").count() > 1
    assert page.locator(".numbers .clash").count() > 2
    assert page.locator(".flow .edge.copied").count() > 0 and page.locator(".flow .edge.denies").count() == 1


@pytest.mark.parametrize("language", ["en", "ar"])
def test_lines_run_in_the_direction_of_reading(watched: Watched, language: str) -> None:
    page = watched.open(f"{STORY}?lang={language}")
    side = page.evaluate(
        "() => [...document.querySelectorAll('.node')].map(n => [n.classList.contains('outlet'), +n.querySelector('circle').getAttribute('cx')])"
    )
    outlets, sources = ([x for is_outlet, x in side if is_outlet == wanted] for wanted in (True, False))
    assert (min(sources) < min(outlets)) if language == "en" else (max(sources) > max(outlets))
    drawn = page.evaluate("() => { const s = document.querySelector('.flow').getBBox(); return [s.x, s.x + s.width] }")
    assert drawn[0] >= 0 and drawn[1] <= 940


def test_an_article_leads_to_its_story_and_an_event_to_its_episode(watched: Watched, store: Store) -> None:
    page = watched.open("/articles/dev-01/b")
    page.locator(".to-story").click()
    page.wait_for_url(f"**{STORY}")
    page.go_back()
    link = page.locator(".card .to-episode a").first
    event = link.locator("xpath=ancestor::article").get_attribute("id")
    link.click()
    page.wait_for_url("**/episodes/**")
    assert {"article": "dev-01/b", "event": event} in (*shown(store, page)["reports"], *shown(store, page)["unsure"])


def test_reports_are_split_out_and_brought_back_by_keys(watched: Watched, store: Store) -> None:
    page = watched.open(f"/episodes/{EPISODE}")
    before = shown(store, page)
    accounts = page.locator(".account")
    while accounts.nth(0).evaluate("e => e !== document.activeElement"):
        page.keyboard.press("KeyJ")
    page.keyboard.press("KeyJ")
    article = accounts.nth(1).locator("[name=report]").first.input_value().rpartition("/")[0]
    press(page, "KeyC", "KeyN")
    rest = shown(store, page)
    assert article not in {r["article"] for r in rest["reports"]} and len(rest["reports"]) < len(before["reports"])
    assert page.get_by_role("status").inner_text().startswith("Split.")
    with page.expect_navigation():
        page.get_by_role("status").get_by_role("link").click()
    out = shown(store, page)
    assert {r["article"] for r in out["reports"]} == {article}
    press(page, "KeyU")
    assert shown(store, page)["reports"] == before["reports"] and page.locator(".decisions li").count() == 0
    assert verify(store) == [] and list(pairs(store)) == []


def test_episodes_are_merged_by_keys_and_seen_on_the_story(watched: Watched, store: Store) -> None:
    page = watched.open(f"/episodes/{EPISODE}?lang=ar")
    before = shown(store, page)
    page.keyboard.press("KeyM")
    assert page.evaluate("document.activeElement.id") == "other"
    page.keyboard.press("ArrowDown")
    press(page, "Enter")
    joined = shown(store, page)
    assert len(joined["reports"]) > len(before["reports"])
    assert [pair["verdict"] for pair in pairs(store)] == ["same"]
    page.goto(watched.address + STORY)
    assert page.locator(".episodes > li").count() == 9
    page.goto(f"{watched.address}/episodes/{EPISODE}")
    assert shown(store, page)["id"] == joined["id"], "the old address leads to where its report is now"
    press(page, "KeyU")
    assert shown(store, page)["id"] == before["id"]


@pytest.mark.parametrize(("code", "sure"), [("KeyS", True), ("KeyD", False)])
def test_a_report_that_is_not_sure_is_settled_by_a_key(watched: Watched, store: Store, code: str, sure: bool) -> None:
    doubtful = next(e for e in store.episodes(limit=1000) if len({r["article"] for r in e["unsure"]}) == 1)
    articles = list(dict.fromkeys(r["article"] for r in doubtful["unsure"]))
    page = watched.open(f"/episodes/{doubtful['id']}")
    assert page.locator(".account.doubtful").count() == len(articles) > 0
    press(page, code)
    settled = shown(store, page)
    meant = [r for r in doubtful["unsure"] if r["article"] == articles[0]]
    assert all((r in settled["reports"]) is sure and r not in settled["unsure"] for r in meant)


def test_who_comes_late_is_told(watched: Watched, store: Store) -> None:
    page = watched.open(f"/episodes/{EPISODE}")
    other = page.locator("#other option").nth(1).get_attribute("value")
    assert other is not None
    merge(store, [EPISODE, other], "basil")
    page.locator("#other").select_option(index=1)
    with page.expect_navigation():
        page.get_by_role("button", name="Merge", exact=True).click()
    assert "merged or split in between" in page.get_by_role("alert").inner_text()
    assert len(store.decisions()) == 1
    watched.faults = [fault for fault in watched.faults if "409" not in fault]


@pytest.mark.parametrize("watched", [{"java_script_enabled": False}], indirect=True)
def test_without_scripts_reports_are_split_out_too(watched: Watched, store: Store) -> None:
    page = watched.open(f"/episodes/{EPISODE}")
    count = len(shown(store, page)["reports"])
    page.locator("input[name=report]").first.check()
    with page.expect_navigation():
        page.get_by_role("button", name="Split the chosen reports out").click()
    assert len(shown(store, page)["reports"]) == count - 1


def test_what_cannot_be_decided_is_refused(store: Store) -> None:
    door = Door("amal")
    who = client(store, door)
    for form, status, said in (
        ({"action": "split", "episode": EPISODE}, 422, "not none"),
        ({"action": "merge", "episode": EPISODE, "other": "gone"}, 409, "is no episode now"),
        ({"action": "settle", "episode": EPISODE, "article": "gone", "verdict": "same"}, 422, "not sure"),
        ({"action": "undo", "episode": EPISODE, "decision": "9"}, 422, "no such merge or split"),
        ({"action": "eat", "episode": EPISODE}, 422, "merged, split, settled"),
    ):
        answer = who.post("/episodes", data=form)
        assert (answer.status_code, said in answer.text) == (status, True), form
    assert who.get("/episodes/none").status_code == who.get("/stories/none").status_code == 404
    assert who.post("/episodes", data={"action": "merge", "episode": "none", "other": "gone"}).status_code == 409
    assert store.decisions() == []


def test_what_means_harm_is_shown_as_letters(browser: Browser, tmp_path: Path) -> None:
    long = f"{SAID} " + "كلمة " * (LONG // 9)
    with Store.open(tmp_path / "hostile.db") as store:
        for id, text, title in (
            ("<script>", SCRIPT, SCRIPT),
            ("turned", TURNED, TURNED),
            ("long", long, "طويل"),
            ("a/b?c#d&e='", SAID, "اسم"),
        ):
            kept(store, id, f"{text}\n\n{SAID}", title, f"{title} {id}")
        keep_comparison(store)
        (episode,) = [e for e in store.episodes() if len({r["article"] for r in e["reports"]}) > 2]
        story = store.kept.stories_telling(episode["id"])[0]
        door = Door("<b>amal</b>")
        with served(store, door) as address:
            page = browser.new_page()
            page.on("dialog", lambda dialog: pytest.fail(dialog.message))
            watched = Watched(page, address)
            watched.open(f"/enter?token={door.token}")
            for path in (
                "/stories?alone=1",
                f"/stories?outlet={SCRIPT}&place={SCRIPT}",
                f"/stories/{quote(story)}",
                f"/episodes/{quote(episode['id'])}",
            ):
                watched.open(path)
                assert page.title() != "taken" and page.locator("img, main script:not([type='application/json'])").count() == 0, path
                assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(page.content()), path
            assert page.locator(".sentence").count() > 2
            page.locator("input[name=report]").last.check()
            press(page, "KeyN")
            assert page.get_by_role("status").count() == 1 and watched.faults == []
            page.close()
