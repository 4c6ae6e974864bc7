"""What means harm is shown as letters: scripts in titles, letters that turn the page round, formulas, a paragraph of two megabytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from rawi.acquire import Capture
from rawi.clean import article_from_text
from rawi.fold import fold_word
from rawi.read import default_reader
from rawi.review import Asked, decide
from rawi.serve import Door
from rawi.serve.leaf import MOST, leaf_of
from rawi.store import Incoming, Store
from rawi.store.identity import mark_of
from workbench import Watched, chromium, client, served

SCRIPT = "<script>document.title='taken'</script>\"><img src=x onerror=document.title='taken'>{{ 7*7 }}"
TURNED = "\u202eقسد\u2066 تعلن\u202c"
SAID = "قصفت القوات الروسية أمس مدينة إدلب وقالت وزارة الدفاع إن 5 مدنيين قتلوا."
FORMULA = "=cmd|' /C calc'!A0"
LONG = 2_000_000


def kept(store: Store, id: str, text: str, title: str, outlet: str) -> None:
    reader = default_reader()
    capture = Capture(id, id, text=text, title=title, outlet=outlet, published="2020-05-21")
    told = article_from_text(text, id=id, title=title, outlet=outlet, published="2020-05-21", lexicon=reader.lexicon)
    store.add([Incoming(capture, mark_of(capture, None, None), reader.read(told))])


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("hostile") / "rawi.db") as opened:
        kept(opened, "script", f"{SCRIPT}\n\n{SAID}\n{SCRIPT}", SCRIPT, SCRIPT)
        kept(opened, "turned", f"{TURNED}\n\n{SAID} {TURNED}", TURNED, TURNED)
        kept(opened, "formula", SAID, FORMULA, FORMULA)
        kept(opened, "long", f"{SAID} " + "كلمة " * (LONG // 9), "طويل", "طويل")
        kept(opened, "a/b?c#d&e='", SAID, "اسم", "اسم")
        yield opened


@pytest.fixture(scope="module")
def watched(store: Store) -> Iterator[Watched]:
    door = Door("<b>amal</b>")
    with chromium() as browser, served(store, door) as address:
        page = browser.new_page()
        page.on("dialog", lambda dialog: pytest.fail(dialog.message))
        found = Watched(page, address)
        found.open(f"/enter?token={door.token}")
        yield found
        assert found.faults == []


@pytest.mark.parametrize(
    "path",
    [
        "/", f"/?q={SCRIPT}", f"/?outlet={SCRIPT}&place={SCRIPT}", "/articles/script", f"/review?place={SCRIPT}", "/review", "/outlets",
        f"/outlets?q={SCRIPT}", f"/outlets/{quote(f'~{fold_word(SCRIPT)}', safe='')}", "/actors", f"/actors?q={SCRIPT}", "/actors/military/russian-army",
        "/places", f"/places?q={SCRIPT}&place={SCRIPT}", "/places?at=place/sy-idlib-governorate", "/places/place/sy-idlib-governorate",
        f"/places?at={SCRIPT}", "/series", f"/series?outlet={SCRIPT}",
    ],
)  # fmt: skip
def test_scripts_are_letters(watched: Watched, path: str) -> None:
    page = watched.open(path)
    assert page.title() != "taken"
    assert page.locator("img, main script:not([type='application/json'])").count() == 0
    assert "{{ 7*7 }}" in page.content() or "script" not in path.lower()


def test_nothing_turns_the_page_round(store: Store) -> None:
    outlet = f"/outlets/{quote(f'~{fold_word(TURNED)}', safe='')}"
    for path in (
        "/",
        "/articles/turned",
        f"/?q={TURNED}",
        "/outlets",
        outlet,
        "/series",
        "/actors/military/russian-army",
        f"/places?q={TURNED}",
    ):
        told = client(store, Door()).get(path).text
        assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(told), path


def test_a_very_long_paragraph_is_shown(watched: Watched) -> None:
    page = watched.open("/articles/long#e0-4")
    assert page.locator(".card").count() > 0
    page.keyboard.press("KeyJ")
    assert page.locator(".card.lit").count() == 1


def test_an_article_of_any_name_has_its_page(watched: Watched) -> None:
    page = watched.open("/?q=&outlet=اسم")
    page.locator(".hits h2 a").click()
    page.wait_for_url("**/articles/a/b*")
    assert page.locator(".card").count() > 0


def test_more_records_than_a_page_holds_are_cut_short() -> None:
    reader = default_reader()
    reading = reader.read(article_from_text(f"{SAID} " * (MOST + 50), id="many", published="2020-05-21", lexicon=reader.lexicon))
    leaf = leaf_of(reading)
    assert leaf.left_out and len(leaf.spread.events) + len(leaf.spread.review) == MOST


def test_a_formula_is_no_formula_in_the_download(store: Store) -> None:
    record = store.reading("formula").events[0].id
    decide(store, Asked("formula", record, "accept", FORMULA))
    rows = list(csv.reader(io.StringIO(client(store, Door()).get("/review/accepted.csv").text)))
    cells = [cell for row in rows for cell in row]
    assert any("cmd" in cell for cell in cells)
    assert [cell for cell in cells if cell[:1] in "=+@\t\r" and cell] == []
