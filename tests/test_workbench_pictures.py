"""The pictures of docs/workbench.md, made of the pages as they are: RAWI_PICTURES=docs/workbench pytest tests/test_workbench_pictures.py"""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import mkdtemp

import pytest
from playwright.sync_api import Page

from rawi.serve import Door
from rawi.store import Store
from workbench import Watched, chromium, samples, served, tellings

DOCS = Path(__file__).parent.parent / "docs"
Pictures = dict[str, tuple[str, str, tuple[str, ...], str]]
# Name → language, address, keys pressed there, colours.
PICTURES: Pictures = {
    "articles-en": ("en", "/", (), "light"),
    "article-en": ("en", "/articles/05-moscow-protocol", ("KeyJ", "KeyJ"), "light"),
    "article-ar": ("ar", "/articles/02-ariha-strike", ("KeyJ", "KeyJ"), "light"),
    "review-en": ("en", "/review", ("KeyX",), "light"),
    "choose-ar": ("ar", "/review?type=ASSAULT", ("KeyE", "Tab", "Tab"), "dark"),
    "accepted-en": ("en", "/review/accepted", (), "light"),
    "own-found-en": ("en", "/review/own/found", (), "light"),
    "places-en": ("en", "/places?place=Syria&at=place/sy-ariha", (), "light"),
    "places-ar": ("ar", "/places", (), "dark"),
    "actor-en": ("en", "/actors/armed_group/rsf", (), "light"),
    "outlet-ar": ("ar", "/outlets/~صوت الساحل", (), "light"),
    "place-en": ("en", "/places/place/sy-idlib-governorate", (), "light"),
    "series-en": ("en", "/series", (), "light"),
    "series-ar": ("ar", "/series?by=month", (), "dark"),
    "search-ar": ("ar", "/?q=الهدنة", (), "dark"),
}
# The same of stories that many outlets tell.
STORY_PICTURES: Pictures = {
    "stories-en": ("en", "/stories?order=tellers", (), "light"),
    "story-en": ("en", "/stories/story-dev-01/a", (), "light"),
    "story-ar": ("ar", "/stories/story-dev-01/a", (), "light"),
    "lines-ar": ("ar", "/stories/story-dev-01/a#lines", (), "dark"),
    "episode-en": ("en", "/episodes/dev-01/a/e26-29", ("KeyJ",), "light"),
}
SIZE = (1360, 850)
OWN = """event_id_cnty,event_date,event_type,actor1,actor2,location,latitude,longitude,notes
SYR90001,29 January 2020,Explosions/Remote violence,Military Forces of Russia (2000-),Civilians (Syria),Ariha,35.81,36.61,Airstrikes near the hospital.
LBY90002,2019-06-26,Battles,Government of National Accord,Libyan National Army,Gharyan,32.17,13.02,Gharyan retaken.
SYR90003,43831,Protests,Protesters (Syria),,Idlib,35.93,36.63,
SDN90004,2001-02-03,Riots,,,Khartoum,15.5,32.5,
"""


def open_own_table(page: Page, address: str, folder: Path) -> None:
    """A table of one's own, compared."""
    (folder / "coded.csv").write_text(OWN, "utf-8")
    page.goto(f"{address}/review/own")
    page.locator("#own-file").set_input_files(folder / "coded.csv")
    page.locator(".nearness button.main").click()
    page.wait_for_url("**/found")


def accept_some(page: Page, address: str, folder: Path) -> None:
    """Twenty accepted events."""
    page.goto(f"{address}/review?order=random")
    for _ in range(20):
        page.evaluate("document.querySelector('#desk').dataset.old = '1'")
        page.keyboard.press("KeyA")
        page.wait_for_selector("#desk:not([data-old])")
    page.wait_for_selector("body:not([data-sending])")


# Name → what is done before its address is opened.
BEFORE = {"own-found-en": open_own_table, "accepted-en": accept_some}


def test_the_pictures(tmp_path: Path) -> None:
    with samples(tmp_path) as store:
        take(store, PICTURES, Path(os.environ.get("RAWI_PICTURES", tmp_path)))


def test_the_pictures_of_stories(tmp_path: Path) -> None:
    with tellings(tmp_path) as store:
        take(store, STORY_PICTURES, Path(os.environ.get("RAWI_PICTURES", tmp_path)))


def take(store: Store, pictures: Pictures, folder: Path) -> None:
    """Write the pictures of a store's pages into a folder."""
    door = Door("amal")
    with served(store, door, demo=pictures is PICTURES) as address, chromium() as browser:
        page = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]})
        watched = Watched(page, address)
        watched.open(f"/enter?token={door.token}")
        for name, (language, path, keys, colours) in pictures.items():
            page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
            if name in BEFORE:
                BEFORE[name](page, address, Path(mkdtemp()))
            before, sign, part = path.partition("#")
            watched.open(before + ("&" if "?" in before else "?") + f"lang={language}{sign}{part}")
            for key in keys:
                page.keyboard.press(key)
            if name == "accepted-en":
                page.locator("[data-field=status]").nth(3).dblclick()
            if page.locator("#map").count():
                watched.drawn()
            page.evaluate("document.fonts.ready.then(() => true)")
            page.screenshot(path=folder / f"{name}.png")
        assert watched.faults == []
    assert {path.stem for path in folder.glob("*.png")} >= set(pictures)


def test_no_picture_is_left_over() -> None:
    assert {path.stem for path in (DOCS / "workbench").glob("*.png")} == {*PICTURES, *STORY_PICTURES}


@pytest.mark.parametrize("name", [*PICTURES, *STORY_PICTURES])
def test_the_page_shows_each_picture(name: str) -> None:
    assert f"](workbench/{name}.png)" in (DOCS / "workbench.md").read_text("utf-8")
    head = (DOCS / "workbench" / f"{name}.png").read_bytes()[:24]
    assert (int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")) == SIZE
