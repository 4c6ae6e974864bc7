"""Who may ask the workbench: every request without a session, under a foreign name, from a foreign page or without its token is refused."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from starlette.testclient import TestClient

from rawi.serve import Door, make_app, pages
from rawi.serve.safety import LONGEST_BODY
from rawi.store import Store

HOME = "http://127.0.0.1:8737"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("safety") / "rawi.db") as opened:
        yield opened


@pytest.fixture
def door() -> Door:
    return Door("amal")


@pytest.fixture
def browser(store: Store, door: Door) -> TestClient:
    """A browser that has opened the printed address."""
    client = TestClient(make_app(store, door=door), base_url=HOME, follow_redirects=False, headers={"Accept": "text/html"})
    assert client.get(f"/enter?token={door.token}").status_code == 303
    return client


def csrf_of(door: Door) -> str:
    return next(iter(door.sessions.values())).csrf


def test_the_token_opens_once(store: Store, door: Door) -> None:
    app = make_app(store, door=door)
    token = door.token
    first = TestClient(app, base_url=HOME, follow_redirects=False)
    answer = first.get(f"/enter?token={token}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "HttpOnly" in answer.headers["set-cookie"] and "SameSite=lax" in answer.headers["set-cookie"]
    assert first.get("/").status_code == 200
    assert first.get(f"/enter?token={token}").status_code == 303, "the browser that has a session comes in again"
    assert TestClient(app, base_url=HOME).get(f"/enter?token={token}").status_code == 401
    assert TestClient(app, base_url=HOME).get("/enter?token=").status_code == 401


@pytest.mark.parametrize("path", ["/", "/paste", "/articles/x", "/openapi.json", "/api/v1/openapi.json", "/docs", "/nowhere"])
def test_nothing_is_shown_without_a_session(store: Store, door: Door, path: str) -> None:
    assert TestClient(make_app(store, door=door), base_url=HOME).get(path).status_code == 401


@pytest.mark.parametrize(
    "headers", [{"Authorization": "Bearer "}, {"Authorization": "Bearer x"}, {"Cookie": "rawi_1=x"}, {"Cookie": "\"'=;;"}]
)
def test_a_wrong_key_or_cookie_is_none(store: Store, door: Door, headers: dict[str, str]) -> None:
    assert TestClient(make_app(store, door=door), base_url=HOME, headers=headers).get("/").status_code == 401


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "evil.example:8737", "", "[", "127.0.0.1@evil.example"])
def test_a_foreign_host_is_refused(browser: TestClient, host: str) -> None:
    assert browser.get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:8737", "localhost:8737", "[::1]:8737"])
def test_the_names_of_this_machine_are_known(browser: TestClient, host: str) -> None:
    assert browser.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["/paste", "/", "/review/decide", "/api/v1/decisions", "/static/style.css", "/nowhere"])
def test_every_unsafe_method_needs_the_token(browser: TestClient, method: str, path: str) -> None:
    refused = 401 if path.startswith("/static") else 403
    assert browser.request(method, path).status_code in (403, refused)
    assert browser.request(method, path, headers={"X-Rawi-CSRF": "wrong"}).status_code == 403
    assert browser.request(method, path, data={"csrf": ""}).status_code == 403


def test_every_page_that_takes_something_needs_the_token(browser: TestClient, door: Door) -> None:
    modules = [import_module(f"rawi.serve.pages.{found.name}") for found in iter_modules(pages.__path__)]
    taking = [route.path for module in modules for route in module.router.routes if "POST" in route.methods]
    assert len(taking) >= 10
    for path in taking:
        assert browser.post(path).status_code == 403, path
        assert browser.post(path, content=b"x", headers={"Content-Type": "text/csv"}).status_code == 403, path
        assert browser.post(path, headers={"X-Rawi-CSRF": csrf_of(door), "Origin": "https://evil.example"}).status_code == 403, path


def test_a_foreign_page_is_refused_even_with_the_token(browser: TestClient, door: Door) -> None:
    token = {"X-Rawi-CSRF": csrf_of(door)}
    for foreign in (
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
    ):
        assert browser.post("/paste", headers=token | foreign).status_code == 403
    assert browser.post("/paste", headers=token | {"Origin": HOME, "Sec-Fetch-Site": "same-origin"}).status_code == 422


def test_a_form_carries_the_token_inside(browser: TestClient, door: Door) -> None:
    answer = browser.post("/paste", data={"csrf": csrf_of(door), "text": "قصفت القوات مدينة إدلب."})
    assert answer.status_code == 200
    assert "إدلب" in answer.text, "the body that the guard read reaches the route"


def test_a_script_needs_the_key_and_no_token(store: Store, door: Door) -> None:
    script = TestClient(make_app(store, door=door), base_url=HOME, headers={"Authorization": f"Bearer {door.key}"})
    assert script.post("/paste", data={"text": ""}).status_code == 422


def test_what_is_too_long_is_refused_unread(browser: TestClient, door: Door) -> None:
    headers = {"X-Rawi-CSRF": csrf_of(door), "Content-Length": str(LONGEST_BODY + 1)}
    assert browser.post("/paste", headers=headers).status_code == 413
    assert browser.post("/paste", headers=headers | {"Content-Length": "-1"}).status_code == 413


def test_every_answer_carries_the_policy(browser: TestClient, store: Store, door: Door) -> None:
    closed = TestClient(make_app(store, door=door), base_url=HOME)
    for answer in (browser.get("/"), browser.get("/nowhere"), browser.get("/static/style.css"), closed.get("/"), browser.post("/paste")):
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'") and "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["cache-control"] == "no-store" or answer.url.path.startswith("/static")


def test_a_program_is_told_in_json_and_a_person_on_a_page(store: Store, door: Door) -> None:
    closed = TestClient(make_app(store, door=door), base_url=HOME)
    told = closed.get("/api/v1/articles")
    assert told.headers["content-type"] == "application/problem+json"
    assert told.json()["status"] == 401
    page = closed.get("/", headers={"Accept": "text/html", "Accept-Language": "ar,en;q=0.5"})
    assert 'lang="ar" dir="rtl"' in page.text and "rawi serve" in page.text


def test_no_page_has_a_script_or_style_of_its_own() -> None:
    """The policy would stop them; a template that has one is wrong all the same."""
    for path in (Path(__file__).parent.parent / "src/rawi/serve/templates").rglob("*.html"):
        source = path.read_text("utf-8")
        assert " style=" not in source and "<style" not in source and " onclick" not in source, path
        assert "|safe" not in source, path
        for part in source.split("<script")[1:]:
            assert part.lstrip().startswith(("src=", 'type="application/json"')), path
