"""The pictures of docs/workbench.md, made of the pages as they are: RAWI_PICTURES=docs/workbench pytest tests/test_workbench_pictures.py"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rawi.serve import Door
from workbench import Watched, chromium, samples, served

DOCS = Path(__file__).parent.parent / "docs"
# Name → language, address, keys pressed there, colours.
PICTURES = {
    "articles-en": ("en", "/", (), "light"),
    "article-en": ("en", "/articles/05-moscow-protocol", ("KeyJ", "KeyJ"), "light"),
    "article-ar": ("ar", "/articles/02-ariha-strike", ("KeyJ", "KeyJ"), "light"),
    "review-en": ("en", "/review", ("KeyX",), "light"),
    "places-en": ("en", "/places?place=Libya", (), "light"),
    "search-ar": ("ar", "/?q=الهدنة", (), "dark"),
}
SIZE = (1360, 850)


def test_the_pictures(tmp_path: Path) -> None:
    folder = Path(os.environ.get("RAWI_PICTURES", tmp_path))
    door = Door("amal")
    with samples(tmp_path) as store, served(store, door) as address, chromium() as browser:
        page = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]})
        watched = Watched(page, address)
        watched.open(f"/enter?token={door.token}")
        for name, (language, path, keys, colours) in PICTURES.items():
            page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
            watched.open(path + ("&" if "?" in path else "?") + f"lang={language}")
            for key in keys:
                page.keyboard.press(key)
            page.evaluate("document.fonts.ready.then(() => true)")
            page.screenshot(path=folder / f"{name}.png")
        assert watched.faults == []
    assert {path.stem for path in folder.glob("*.png")} == set(PICTURES)


@pytest.mark.parametrize("name", PICTURES)
def test_the_page_shows_each_picture(name: str) -> None:
    assert f"](workbench/{name}.png)" in (DOCS / "workbench.md").read_text("utf-8")
    head = (DOCS / "workbench" / f"{name}.png").read_bytes()[:24]
    assert (int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")) == SIZE
