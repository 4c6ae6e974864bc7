"""The workbench driven in Chromium: every page in both languages, without an error, a request elsewhere, a breach of the policy or a
finding of axe-core."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from rawi.serve import Door
from rawi.store import Store
from workbench import Watched, chromium, samples, served

PAGES = (
    "/",
    "/?q=الهدنة&order=best",
    "/?type=ASSAULT&status=occurred",
    "/?q=nothingofthekind",
    "/articles/05-moscow-protocol",
    "/paste",
    "/places",
    "/places?place=Idlib",
    "/nowhere",
)
WORDS = "[...CSS.highlights.get('lit-{}') ?? []].map(r => r.startContainer.data.slice(r.startOffset, r.endOffset))"


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


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_is_sound(watched: Watched, language: str) -> None:
    for path in PAGES:
        page = watched.open(path + ("&" if "?" in path else "?") + f"lang={language}")
        assert page.locator("html").get_attribute("lang") == language
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is wider than the window"
        assert watched.axe() == [], path
    watched.faults = [fault for fault in watched.faults if "404" not in fault]


@pytest.mark.parametrize("watched", [{"color_scheme": "dark"}], indirect=True)
def test_the_dark_pages_can_be_read(watched: Watched) -> None:
    for path in ("/?q=الهدنة", "/articles/02-ariha-strike#e0-8"):
        watched.open(path)
        assert watched.axe() == []


def test_a_record_lights_its_words_by_key_and_pointer(watched: Watched) -> None:
    page = watched.open("/articles/05-moscow-protocol")
    for _ in range(2):
        page.keyboard.press("KeyJ")
    card = page.locator(".card.lit")
    word = card.locator(".word").inner_text()
    assert page.evaluate(WORDS.format("trigger")) == [word]
    assert card.locator(".word").get_attribute("aria-pressed") == "true"
    page.keyboard.press("Escape")
    assert page.locator(".card.lit").count() == 0
    page.locator(".card").nth(2).hover()
    assert page.evaluate(WORDS.format("trigger")) == [page.locator(".card").nth(2).locator(".word").inner_text()]


def test_words_lead_to_their_record(watched: Watched) -> None:
    page = watched.open("/articles/05-moscow-protocol")
    box = page.evaluate(
        "() => { const r = [...CSS.highlights.get('k-trigger')][3]; const range = new Range(); range.setStart(r.startContainer, r.startOffset);"
        " range.setEnd(r.endContainer, r.endOffset); const b = range.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2,"
        " range.toString()] }"
    )
    page.mouse.click(box[0], box[1])
    assert page.locator(".card.lit .word").inner_text() == box[2]
    page.locator(".text").focus()
    page.keyboard.press("ArrowLeft")
    assert page.locator(".said").inner_text() != ""


def test_a_permalink_holds_its_record(watched: Watched, store: Store) -> None:
    reading = store.reading("07-gharyan-gna")
    record, digest = reading.events[2].id, reading.made_by.lexicon[:12]
    page = watched.open(f"/articles/07-gharyan-gna/records/{record}?lexicon={digest}")
    assert page.url.endswith(f"#{record}")
    assert page.locator(".card.lit").get_attribute("id") == record
    watched.open(f"/articles/07-gharyan-gna/records/{record}?lexicon=000000000000")
    assert page.locator(".notice").is_visible()


def test_kinds_and_furniture_come_and_go(watched: Watched) -> None:
    page = watched.open("/articles/01-ras-al-ayn-truce")
    size = "CSS.highlights.get('k-actor').size"
    assert page.evaluate(size) > 0
    page.locator("[data-kind=actor]").uncheck()
    assert page.evaluate(size) == 0
    assert page.locator(".line.furniture").first.is_hidden()
    page.locator("[data-furniture]").check()
    assert page.locator(".line.furniture").first.is_visible()


def test_filters_narrow_the_list_in_place(watched: Watched) -> None:
    page = watched.open("/")
    page.get_by_label("Where", exact=True).fill("Idlib")
    page.get_by_label("Where", exact=True).press("Tab")
    page.wait_for_url("**place=Idlib**")
    count = page.locator(".hits li").count()
    assert 0 < count < 20
    page.get_by_label("Kind of event").select_option("RETREAT")
    page.wait_for_url("**type=RETREAT**")
    assert 0 < page.locator(".hits li").count() < count


def test_search_by_its_key(watched: Watched) -> None:
    page = watched.open("/")
    page.keyboard.press("Slash")
    page.keyboard.type("الهدنة")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=*")
    assert page.locator(".snippet mark").first.inner_text()
    assert page.locator(".hits li").count() > 2


def test_a_pasted_text_with_wide_letters_is_lit_where_it_stands(watched: Watched) -> None:
    """Emoji count two units in the browser and one code point in the records."""
    page = watched.open("/paste")
    page.get_by_label("The text").fill("🔴🔴 عاجل 👨‍👩‍👧: قصفت القوات الروسية 🇸🇾 مدينة إدلب، وقال مصدر إن 5 مدنيين قُتلوا 🕊️ في الغارة.")
    page.get_by_label("Day of publication").fill("2020-05-21")
    with page.expect_navigation():
        page.get_by_role("button", name="Read", exact=True).click()
    page.keyboard.press("KeyJ")
    assert page.evaluate(WORDS.format("trigger")) == [page.locator(".card.lit .word").inner_text()] == ["قصفت"]
    assert "إدلب" in "".join(page.evaluate(WORDS.format("place")))


def test_a_pasted_text_is_kept_when_asked(watched: Watched, store: Store) -> None:
    page = watched.open("/paste")
    page.get_by_label("The text").fill("اندلعت اشتباكات في مدينة سرت أمس الثلاثاء.")
    page.get_by_role("button", name="Read and keep").click()
    page.wait_for_url("**/articles/paste-*")
    assert store.article(page.url.rsplit("/", 1)[1]).article.text.startswith("اندلعت")


@pytest.mark.parametrize("watched", [{"java_script_enabled": False}], indirect=True)
def test_without_scripts_the_marks_are_in_the_page(watched: Watched) -> None:
    page = watched.open("/articles/05-moscow-protocol")
    assert page.locator(".text mark.k-trigger").count() > 5
    watched.open("/?q=الهدنة&place=Idlib")
    assert page.locator(".hits li").count() > 0


def test_in_print_the_marks_are_in_the_page(watched: Watched) -> None:
    page = watched.open("/articles/05-moscow-protocol")
    assert page.locator(".text mark").count() == 0
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".text mark.k-trigger").count() > 5
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".text mark").count() == 0


def test_letters_stay_joined(watched: Watched) -> None:
    """A highlight inside a word changes no glyph: the line is as wide as without it."""
    page = watched.open("/articles/05-moscow-protocol")
    width = "() => { const r = new Range(); r.selectNodeContents(document.querySelectorAll('.line.body, .line.lead')[1]); return r.getClientRects()[0].width }"
    painted = page.evaluate(width)
    page.evaluate("CSS.highlights.clear()")
    assert page.evaluate(width) == painted
