"""docs/api.md says what the API does: every address stands there and no other, every example gives what is shown."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from rawi.review import FIELDS, REASONS
from rawi.serve import Door, make_app
from rawi.serve.samples import fill
from rawi.store import Store

PAGE = (Path(__file__).parent.parent / "docs" / "api.md").read_text("utf-8")
_EXAMPLE = re.compile(r"```http\n(GET|POST) (\S+)\n(.*?)```(?:\n+```json\n(.*?)```)?", re.DOTALL)


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with Store.open(tmp_path_factory.mktemp("samples") / "rawi.db") as store:
        fill(store)
        door = Door("amal", key="k" * 40)
        yield TestClient(make_app(store, door=door), base_url="http://127.0.0.1", headers={"Authorization": f"Bearer {door.key}"})


def test_every_address_is_on_the_page(api: TestClient) -> None:
    described = {
        (method.upper(), path)
        for path, told in api.get("/api/v1/openapi.json").json()["paths"].items()
        for method in told
        if method != "head"
    }
    assert set(re.findall(r"^\| `(GET|POST) (\S+)`", PAGE, re.MULTILINE)) == described


def test_every_filter_reason_and_field_is_on_the_page(api: TestClient) -> None:
    parameters = api.get("/api/v1/openapi.json").json()["paths"]["/events"]["get"]["parameters"]
    assert [told["name"] for told in parameters if f"`{told['name']}`" not in PAGE and f"{told['name']}=" not in PAGE] == []
    assert [word for word in (*REASONS, *FIELDS) if not re.search(rf"\b{word}\b", PAGE)] == []


def test_every_example_gives_what_is_shown(api: TestClient) -> None:
    """One after the other: later ones go on from what earlier ones did."""
    found = _EXAMPLE.findall(PAGE)
    assert len(found) == PAGE.count("```http") > 5
    for method, path, rest, shown in found:
        head, _, body = rest.partition("\n\n") if "\n\n" in f"\n{rest}" and not rest.startswith("\n") else ("", "", rest.strip())
        headers = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
        answer = api.request(method, path, headers=headers, json=json.loads(body) if body.strip().startswith("{") else None)
        told = f"{method} {path}: {answer.text[:500]}"
        assert answer.status_code == (json.loads(shown).get("status", 200) if shown and method == "GET" else answer.status_code), told
        assert answer.status_code < 300 or "status" in shown, told
        if shown:
            assert _holds(json.loads(shown), answer.json()), told


def _holds(shown: Any, whole: Any) -> bool:
    """Whether what is shown is part of the answer, objects by their keys."""
    if isinstance(shown, dict):
        return isinstance(whole, dict) and all(key in whole and _holds(value, whole[key]) for key, value in shown.items())
    if isinstance(shown, list):
        return isinstance(whole, list) and len(shown) == len(whole) and all(map(_holds, shown, whole))
    return bool(shown == whole)
