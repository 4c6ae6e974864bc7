"""The map, the pages of actors, places and outlets, and the counts over time, driven in Chromium in both languages."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from rawi.serve import Door
from rawi.store import Store
from workbench import Watched, chromium, client, samples, served

OUTLET = "/outlets/" + quote("~صوت الساحل")
PAGES = (
    "/places",
    "/places?place=Libya&at=place/ly-gharyan",
    "/places?q=nothingofthekind",
    "/places/place/sy-idlib-governorate",
    "/places/place/sy",
    "/places/place/mv",
    "/actors",
    "/actors?q=روسيا",
    "/actors?q=nobody",
    "/actors?words=1",
    "/actors/state/ru",
    "/actors/person/vladimir-putin",
    "/outlets",
    OUTLET,
    "/outlets/sana",
    "/series",
    "/series?by=week&unit=events&status=any",
    "/series?q=nothingofthekind",
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with samples(tmp_path_factory.mktemp("workbench")) as filled:
        yield filled


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


@pytest.fixture(scope="module")
def address(store: Store) -> Iterator[tuple[str, Door]]:
    door = Door("amal")
    with served(store, door) as told:
        yield told, door


@pytest.fixture
def watched(browser: Browser, address: tuple[str, Door], request: pytest.FixtureRequest) -> Iterator[Watched]:
    """A page of a new browser that has a session; what it noted must be nothing."""
    at, door = address
    door.token = "once"
    context = browser.new_context(viewport={"width": 1360, "height": 850}, **getattr(request, "param", {}))
    found = Watched(context.new_page(), at)
    found.open("/enter?token=once")
    yield found
    context.close()
    assert found.faults == []


def where(page: Page, key: str) -> Any:
    """Where a place lies on the map, in pixels of the window."""
    return page.evaluate(
        "(key) => { const frame = document.getElementById('map'); const atlas = frame.map;"
        " const dot = atlas.querySourceFeatures('dots').find(f => f.properties.key === key);"
        " const box = frame.getBoundingClientRect(); const at = atlas.project(dot.geometry.coordinates);"
        " return [box.x + at.x, box.y + at.y] }",
        key,
    )


def rows(page: Page) -> dict[str, int]:
    """Place → events, as the table says."""
    return {
        row.get_attribute("data-key") or "": int(row.locator(".list-them").inner_text().split()[0])
        for row in page.locator("#table tbody tr").all()
    }


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_is_sound(watched: Watched, language: str) -> None:
    for path in PAGES:
        page = watched.open(path + ("&" if "?" in path else "?") + f"lang={language}")
        if path.startswith("/places") and page.locator("#map").count():
            watched.drawn()
        assert page.locator("html").get_attribute("lang") == language
        assert page.locator("h1").count() == 1, path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is wider than the window"
        assert watched.axe() == [], path


@pytest.mark.parametrize("watched", [{"color_scheme": "dark"}], indirect=True)
def test_the_dark_pages_can_be_read(watched: Watched) -> None:
    for path in ("/actors/state/ru", OUTLET, "/series", "/places/place/sy", "/outlets"):
        watched.open(path)
        assert watched.axe() == [], path


def colours(page: Page, picture: bytes) -> dict[str, int]:
    """How many pixels a picture has, how many colours, how many pixels of its commonest, and how many of a strong red."""
    return page.evaluate(  # type: ignore[no-any-return]
        "async (data) => { const image = new Image(); image.src = data; await image.decode();"
        " const canvas = new OffscreenCanvas(image.width, image.height); const pen = canvas.getContext('2d'); pen.drawImage(image, 0, 0);"
        " const all = pen.getImageData(0, 0, image.width, image.height).data; const seen = new Map(); let red = 0;"
        " for (let n = 0; n < all.length; n += 4) { const [r, g, b] = all.slice(n, n + 3); const key = (r << 16) | (g << 8) | b;"
        " seen.set(key, (seen.get(key) ?? 0) + 1); if (r > 140 && g < 80 && b < 60) red += 1 }"
        " return { pixels: all.length / 4, colours: seen.size, commonest: Math.max(...seen.values()), red } }",
        f"data:image/png;base64,{base64.b64encode(picture).decode()}",
    )


def test_the_map_is_drawn(watched: Watched) -> None:
    """Many colours on the canvas, land and sea, and the dots of material conflict."""
    watched.open("/places?lang=en")
    page = watched.drawn()
    found = colours(page, page.locator("#map canvas").screenshot())
    assert found["colours"] > 300 and found["commonest"] < 0.75 * found["pixels"] and found["red"] > 200
    assert page.locator(".drawing").is_hidden() and page.locator("#map").get_attribute("data-places") == str(len(rows(page)))


def test_a_click_on_a_place_lists_its_events(watched: Watched) -> None:
    watched.open("/places?place=Libya&lang=en")
    page = watched.drawn()
    key = list(rows(page))[-1]  # the least told one stands alone
    page.mouse.click(*where(page, key))
    page.locator("#told [data-place]").wait_for()
    assert page.locator("#told [data-place]").get_attribute("data-place") == key
    assert page.locator(f'tr[data-key="{key}"]').get_attribute("aria-current") == "true"
    assert page.locator("#told .latest li").count() == rows(page)[key]
    page.locator("#told .gloss a").first.click()
    page.wait_for_url("**/articles/*#e*")
    assert page.locator(".card.lit").count() == 1


def test_filters_change_the_map_without_a_new_page(watched: Watched) -> None:
    watched.open("/places?lang=en")
    page = watched.drawn()
    page.evaluate("window.same = true")
    before = rows(page)
    page.get_by_label("Kind of event").select_option("PROTEST")
    page.wait_for_url("**type=PROTEST**")
    page.locator("#table tbody tr").first.wait_for()
    watched.drawn()
    after = rows(page)
    assert 0 < len(after) < len(before) and page.evaluate("window.same")
    assert page.locator("#map").get_attribute("data-places") == str(len(after))
    page.get_by_label("Where", exact=True).fill("nowhere at all")
    page.get_by_label("Where", exact=True).press("Tab")
    page.wait_for_url("**place=nowhere**")
    page.locator("#placed .empty").wait_for()
    assert page.evaluate("window.same")


def test_classes_and_boundaries_come_and_go(watched: Watched) -> None:
    watched.open("/places?lang=en")
    page = watched.drawn()
    every = int(page.locator("#map").get_attribute("data-places") or 0)
    page.get_by_label("deeds of conflict").uncheck()
    watched.drawn()
    assert 0 < int(page.locator("#map").get_attribute("data-places") or 0) < every
    page.get_by_label("boundaries").uncheck()
    assert page.evaluate("document.getElementById('map').map.getLayoutProperty('borders', 'visibility')") == "none"


def test_the_table_and_the_map_can_be_reached_by_key(watched: Watched) -> None:
    watched.open("/places?lang=en")
    page = watched.drawn()
    page.locator(".list-them").nth(1).focus()
    page.keyboard.press("Enter")
    page.locator("#told [data-place]").wait_for()
    assert page.locator("#told [data-place]").get_attribute("data-place") == list(rows(page))[1]
    page.locator("#map canvas").focus()
    zoom = "document.getElementById('map').map.getZoom()"
    near = page.evaluate(zoom)
    page.keyboard.press("Equal")
    page.wait_for_timeout(900)
    assert page.evaluate(zoom) > near


@pytest.mark.parametrize("watched", [{"java_script_enabled": False}], indirect=True)
def test_without_scripts_there_is_the_drawing(watched: Watched) -> None:
    page = watched.open("/places?place=Libya&lang=en")
    assert page.locator(".drawing .dot").count() > 3 and page.locator("#atlas").is_hidden()
    page.locator(".list-them").first.click()
    assert page.locator("#told .latest li").count() > 0
    page = watched.open("/series?lang=en")
    assert page.locator(".bars .bar").count() > 3 and page.locator(".periods tbody tr").count() > 3


def test_without_webgl_there_is_the_drawing(watched: Watched) -> None:
    watched.page.add_init_script(
        "const real = HTMLCanvasElement.prototype.getContext;"
        "HTMLCanvasElement.prototype.getContext = function (kind, ...more) { return kind.startsWith('webgl') ? null : real.call(this, kind, ...more) }"
    )
    page = watched.open("/places?lang=en")
    page.wait_for_timeout(500)
    assert page.locator(".drawing").is_visible() and page.locator("#atlas").is_hidden()


def test_the_map_says_what_its_table_says(store: Store) -> None:
    door = Door()
    asked = "?actor=state/ru&status=occurred"
    page = client(store, door).get(f"/places{asked}").text
    for point in client(store, door).get(f"/places/points{asked}").json():
        assert f'data-key="{point["key"]}"' in page
        assert sum(point["quads"]) == point["count"] > 0 and point["km"] > 0


def test_names_lead_to_pages_and_back_to_searches(watched: Watched) -> None:
    page = watched.open("/articles/05-moscow-protocol?lang=en")
    page.locator(".card .part a.led", has_text="Russia").first.click()
    page.wait_for_url("**/actors/state/ru")
    assert page.locator("h1").inner_text().startswith("Russia")
    page.locator(".ranks a", has_text="Moscow").first.click()
    page.wait_for_url("**/places/place/ru-moscow")
    page.locator(".side-column .ranks a").first.click()
    page.wait_for_url("**/outlets/*")
    page.get_by_role("link", name="The articles").first.click()
    page.wait_for_url("**/?outlet=*")
    assert page.locator(".hits li").count() > 0
    page.locator(".hits .dateline a").first.click()
    page.wait_for_url("**/outlets/*")


def test_actors_are_looked_up_while_typing(watched: Watched) -> None:
    page = watched.open("/actors?lang=en")
    every = page.locator(".index li").count()
    page.get_by_label("Name").press_sequentially("Russ", delay=20)
    page.wait_for_url("**q=Russ**")
    page.wait_for_timeout(200)
    assert 0 < page.locator(".index li").count() < every
    assert all("Russ" in name for name in page.locator(".index li > a:first-child").all_inner_texts())


def test_counts_follow_their_filters(watched: Watched) -> None:
    page = watched.open("/series?lang=en")
    assert "episodes" in page.locator(".summary").inner_text()
    told = [int(row.inner_text()) for row in page.locator(".periods tbody td:nth-child(2) b").all()]
    assert page.locator(".bars .bar").count() == sum(count > 0 for count in told) > 3
    page.get_by_label("Count", exact=True).select_option("events")
    page.wait_for_url("**unit=events**")
    page.locator(".summary", has_text="reports").wait_for()
    page.get_by_label("By", exact=True).select_option("week")
    page.wait_for_url("**by=week**")
    page.locator(".periods th", has_text="Week").wait_for()
    assert page.locator(".shifts li").count() > 0 and page.locator(".bars .shifts").count() > 0
    page.get_by_label("only outlets").check()
    page.wait_for_url("**panel=1**")


def test_a_bar_and_its_row_say_the_same(store: Store) -> None:
    page = client(store, Door()).get("/series?unit=events&lang=en").text
    titles = [part.partition("</title>")[0] for part in page.split("<title>")[2:]]
    assert len(titles) > 5
    for told in titles:
        period, _, counts = told.partition(": ")
        count = counts.partition(";")[0]
        assert f'<bdi>{period}</bdi></th><td class="num"><b>{count}</b>' in page, told


@pytest.mark.parametrize("path", ["/actors/nobody/at-all", "/places/place/xx-nowhere", "/outlets/none", "/actors/~كلمات"])
def test_what_is_not_there_is_said_to_be_missing(store: Store, path: str) -> None:
    answer = client(store, Door()).get(path)
    assert answer.status_code == 404 and "no such" in answer.text.lower()


@pytest.mark.parametrize(
    "path",
    [
        "/series?by=year&panel=x&unit=y&first=2020-99-99",
        "/actors?after=-5",
        "/actors?q=%25_%5C",
        "/places?at=%22%3E%3Cscript%3E&type=NONE",
        "/outlets?q=%00",
    ],
)
def test_odd_addresses_are_answered(store: Store, path: str) -> None:
    answer = client(store, Door()).get(path)
    assert answer.status_code == 200 and "<script>" not in answer.text.partition("<main")[2].partition("</main>")[0]
