"""Files opened in the workbench: by path, by picker and by drop, with what was passed over and why; nothing half-kept, nothing that hangs."""

from __future__ import annotations

import gzip
import json
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from rawi.articles import Wishes
from rawi.serve import Door
from rawi.serve.opening import Opening, Order, sent
from rawi.store import Store
from workbench import Watched, chromium, client, served

TEXT = "قصفت طائرات روسية أمس الأربعاء مستشفى في مدينة سراقب، ما أدى إلى مقتل خمسة مدنيين."
NO_WISHES = Wishes()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "rawi.db") as opened:
        yield opened


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


def opened(opening: Opening, *orders: Order) -> Opening:
    """The orders, and everything done."""
    for order in orders:
        opening.add(order)
    while opening.running:
        time.sleep(0.01)
    return opening


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two articles, a web archive of one, and what cannot be read."""
    made = tmp_path / "press"
    made.mkdir()
    (made / "one.txt").write_text(TEXT, "utf-8")
    lines = [{"id": "two", "text": f"{TEXT} ثانية", "published": "2020-01-30"}, {"id": "none"}]
    (made / "two.jsonl").write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    (made / "empty.txt").write_text("", "utf-8")
    (made / "picture.html").write_bytes(b"\x89PNG rest")
    page = f"<html><body><article><h1>عنوان الخبر</h1><p>{TEXT} في الأرشيف.</p></article></body></html>".encode()
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://o.example/news/1\r\nWARC-Date: 2020-01-30T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    (made / "pages.warc.gz").write_bytes(gzip.compress(head.encode() + answer + b"\r\n\r\n"))
    return made


def test_a_folder_is_opened_and_what_is_passed_over_is_told(store: Store, folder: Path) -> None:
    done = opened(Opening(store), Order(str(folder), Wishes("2020-01-30", "صدف")))
    assert (done.new, done.refused, done.fault) == (3, 3, None)
    assert store.counts()["articles"] == 3
    told = {Path(one.source).name: one.reason for one in done.refusals}
    assert "empty" in told["empty.txt"] and "PNG" in told["picture.html"] and "no article text" in told["two.jsonl:2"]
    assert store.article("one").article.outlet == "صدف" and store.reading("one").events[0].date is not None
    again = opened(Opening(store), Order(str(folder), Wishes("2020-01-30", "صدف")))
    assert (again.new, again.known) == (0, 3)


def test_a_file_that_is_sent_is_known_by_its_name(store: Store) -> None:
    first = sent("../../etc/خبر.txt", TEXT.encode(), NO_WISHES)
    assert Path(first.path).parent == Path(first.folder or "") and Path(first.path).name == "خبر.txt"
    done = opened(Opening(store), first, sent("خبر.txt", f"{TEXT} أخرى".encode(), NO_WISHES))
    assert (done.new, done.versions, done.refused) == (1, 1, 0), "the same name sent again is a new version of the same article"
    assert not Path(first.folder or "").exists() and "rawi-sent" not in store.captures("خبر")[0].source
    assert list(Path(tempfile.gettempdir()).glob("rawi-sent-*/خبر.txt")) == []


@pytest.mark.parametrize(
    ("path", "said"),
    [("/nowhere/at/all", "does not exist"), ("https://o.example/1", "web address"), ("-", "does not exist"), ("/dev/null", "neither")],
)
def test_what_is_no_file_is_refused_and_nothing_hangs(store: Store, path: str, said: str) -> None:
    done = opened(Opening(store), Order(path, NO_WISHES))
    assert [said in one.reason for one in done.refusals] == [True] and done.refused == 1


def test_a_pipe_is_refused_and_nothing_hangs(store: Store, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "neither" in opened(Opening(store), Order(str(tmp_path / "pipe.txt"), NO_WISHES)).refusals[0].reason


def test_stopping_keeps_whole_batches(store: Store, tmp_path: Path) -> None:
    lines = "\n".join(json.dumps({"id": f"n{number}", "text": f"{TEXT} رقم {number}"}) for number in range(400))
    (tmp_path / "many.jsonl").write_text(lines, "utf-8")
    opening = Opening(store)
    opening.add(Order(str(tmp_path / "many.jsonl"), NO_WISHES))
    while not opening.new:
        time.sleep(0.005)
    opening.stop()
    while opening.running:
        time.sleep(0.01)
    assert 0 < opening.new == store.counts()["articles"] == store.counts()["readings"] < 400
    assert store.faults() == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_files_are_opened_on_the_page(browser: Browser, store: Store, folder: Path, language: str) -> None:
    door = Door("amal")
    with served(store, door) as address:
        watched = Watched(browser.new_page(), address)
        watched.open(f"/enter?token={door.token}")
        page = watched.open(f"/open?lang={language}")
        assert watched.axe() == []
        page.locator("#o-published").fill("2020-01-30")
        page.locator("#open-files").set_input_files([folder / "one.txt", folder / "empty.txt"])
        expect(page.locator(".refusals dt")).to_have_text("empty.txt")
        expect(page.locator("#opening a[href='/']")).to_be_visible()
        assert watched.axe() == []
        assert store.article("one").article.published == "2020-01-30"
        page.locator("#open-name").fill(str(folder))
        page.locator("#open-path button").click()
        expect(page.locator(".refusals div")).to_have_count(3)
        expect(page.locator("#opening a[href='/']")).to_be_visible()
        with page.expect_navigation():
            page.evaluate(
                "() => { const data = new DataTransfer(); data.items.add(new File(['<b>x</b>'], '<b>.txt'));"
                " document.querySelector('[data-send]').dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true})) }"
            )
        expect(page.locator("#opening a[href='/']")).to_be_visible()
        assert page.locator("main b").count() == 0
        assert watched.axe() == [] and watched.faults == []
        page.close()


def test_nothing_is_opened_without_the_token(store: Store, folder: Path) -> None:
    door = Door("amal")
    page = client(store, door)
    assert page.post("/open", data={"path": ""}).status_code == 422
    assert page.post("/open", data={"path": "x", "published": "soon"}).status_code == 422
    assert page.post("/open/file?published=soon", content=b"x").status_code == 422
    page.headers.pop("Authorization")
    page.get(f"/enter?token={door.token}")
    for path in ("/open", "/open/file", "/open/stop"):
        assert page.post(path, data={"path": str(folder)}).status_code == 403
    assert store.counts()["articles"] == 0
