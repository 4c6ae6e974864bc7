"""The workbench for tests: an application over the samples, a client with its key, a server with a browser before it."""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from playwright.sync_api import Browser, sync_playwright
from starlette.testclient import TestClient

from rawi.acquire import Capture
from rawi.clean import article_from_text
from rawi.evaluate.tellings import GoldTelling, load_tellings
from rawi.read import default_reader
from rawi.review.comparing import keep_comparison
from rawi.serve import Door, make_app
from rawi.serve.running import bind
from rawi.serve.samples import fill
from rawi.store import Incoming, Store
from rawi.store.identity import mark_of

TELLINGS = Path(__file__).parent.parent / "corpus" / "tellings" / "dev"
STORIES = frozenset(f"dev-{number:02d}" for number in range(1, 7))
CHROMIUM = "/usr/bin/chromium"
AXE = Path(__file__).with_name("vendor") / "axe.js"
# As root, and without Chromium's own calls home (they would count as requests to other hosts).
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--use-gl=angle", "--use-angle=swiftshader",
]  # fmt: skip


@contextmanager
def samples(folder: Path) -> Iterator[Store]:
    """A store of the bundled samples."""
    with Store.open(shutil.copy(_filled(), folder / "samples.db")) as store:
        yield store


@contextmanager
def tellings(folder: Path) -> Iterator[Store]:
    """A store of stories of our own that many outlets tell (corpus/tellings), compared."""
    with Store.open(shutil.copy(_told(), folder / "tellings.db")) as store:
        yield store


@cache
def _told() -> Path:
    """The stories read once for all tests of a process."""
    path = Path(tempfile.mkdtemp(prefix="rawi-tellings-")) / "tellings.db"
    told = [t for t in load_tellings(TELLINGS).tellings if t.story in STORIES]
    with Store.open(path) as store:
        store.add([_telling(one) for one in told])
        keep_comparison(store)
    return path


def _telling(told: GoldTelling) -> Incoming:
    reader, body = default_reader(), told.text.partition("\n\n")[2]
    capture = Capture(told.id, told.id, text=body, title=told.title, outlet=told.outlet, published=told.published[:10])
    article = article_from_text(
        body, id=told.id, title=told.title, outlet=told.outlet, published=told.published[:10], lexicon=reader.lexicon
    )
    return Incoming(capture, mark_of(capture, None, None), reader.read(article))


@cache
def _filled() -> Path:
    """The samples read once for all tests of a process."""
    path = Path(tempfile.mkdtemp(prefix="rawi-samples-")) / "samples.db"
    with Store.open(path) as store:
        fill(store)
    return path


def client(store: Store, door: Door, **headers: str) -> httpx.Client:
    """A client that reads pages with the door's key."""
    sent = {"Authorization": f"Bearer {door.key}", "Accept": "text/html"} | headers
    return TestClient(make_app(store, door=door, demo=True), base_url="http://127.0.0.1", headers=sent, follow_redirects=False)


@contextmanager
def served(store: Store, door: Door, demo: bool = True) -> Iterator[str]:
    """The workbench on a free port; its address."""
    bound, config = bind(make_app(store, door=door, demo=demo), 0)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.01)
    yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, which `.ci/run` installs."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"needs {CHROMIUM} (apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Watched:
    """A page of a browser that notes what must not happen: console errors, CSP violations, requests to other hosts."""

    def __init__(self, page: Any, address: str) -> None:
        self.page, self.address = page, address
        self.faults: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on(
            "request", lambda sent: None if sent.url.startswith((address, "data:", "blob:")) else self.faults.append(f"asked {sent.url}")
        )
        page.add_init_script(
            "document.addEventListener('securitypolicyviolation', e => console.error(`CSP: ${e.violatedDirective} ${e.blockedURI}`))"
        )

    def _hear(self, said: Any) -> None:
        # Taking a picture of what the software GPU drew makes it wait, and Chromium say so.
        if said.type in ("error", "warning") and "GPU stall due to ReadPixels" not in said.text:
            self.faults.append(f"console: {said.text}")

    def open(self, path: str) -> Any:
        """Go to a path; the page."""
        self.page.goto(self.address + path)
        return self.page

    def drawn(self) -> Any:
        """The page once its map is drawn, which takes the software GPU of a busy machine a while."""
        state = "document.getElementById('map')?.dataset.state"
        end = time.monotonic() + 90
        while self.page.evaluate(state) != "idle":
            assert time.monotonic() < end, f"the map is {self.page.evaluate(state)}"
            self.page.wait_for_timeout(50)
        return self.page

    def axe(self) -> list[str]:
        """What axe-core finds wrong with the page as it stands. It is run in a world of its own: the policy lets no other script in."""
        source = AXE.read_text("utf-8")
        session = self.page.context.new_cdp_session(self.page)
        frame = session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
        world = session.send("Page.createIsolatedWorld", {"frameId": frame})["executionContextId"]
        session.send("Runtime.evaluate", {"expression": source, "contextId": world})
        ran = session.send(
            "Runtime.evaluate",
            {"expression": "axe.run(document).then(r => r.violations.map(v => v.id + ' ' + v.nodes.map(n => n.target + ': ' + n.failureSummary)"
             ".slice(0, 3).join(' | ')))", "contextId": world, "awaitPromise": True, "returnByValue": True},
        )  # fmt: skip
        session.detach()
        found: list[str] = ran["result"]["value"]
        return found
