"""The pictures of docs/workbench.md, made of the pages as they are: RAWI_PICTURES=docs/workbench pytest tests/test_workbench_pictures.py"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

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
            before, sign, part = path.partition("#")
            watched.open(before + ("&" if "?" in before else "?") + f"lang={language}{sign}{part}")
            for key in keys:
                page.keyboard.press(key)
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
