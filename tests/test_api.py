"""The API, the same on SQLite and PostgreSQL: pages, filters, caches, mirrors, decisions, refusals; fuzzed, and under load."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from starlette.testclient import TestClient

from rawi.records import MadeBy, Reading
from rawi.review import Asked, decide, verify
from rawi.serve import Door, make_app
from rawi.store import Store
from stores import KINDS, fresh_database, fresh_store, incoming, many

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
import serve_load

TEXT = "قال الدفاع المدني السوري إن طائرات روسية قصفت أمس مدينة أريحا، ما أدى إلى مقتل عشرة مدنيين على الأقل."
V1 = "/api/v1"


@contextmanager
def filled(kind: str, folder: Path) -> Iterator[Store]:
    with fresh_store(kind, folder) as made:
        made.add([*many(12), incoming(TEXT, "own/1", outlet="=صدف", published="2020-01-30")])
        yield made


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with filled(request.param, tmp_path) as made:
        yield made


@pytest.fixture(params=KINDS, scope="module")
def shelf(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """For tests that change nothing."""
    with filled(request.param, tmp_path_factory.mktemp("shelf")) as made, entered(made) as client:
        yield client


@pytest.fixture
def api(store: Store) -> Iterator[TestClient]:
    with entered(store) as client:
        yield client


def entered(store: Store, coder: str = "amal") -> TestClient:
    """A script with its key."""
    door = Door(coder, key="k" * 40)
    client = TestClient(make_app(store, door=door), base_url="http://127.0.0.1", raise_server_exceptions=False)
    client.headers["Authorization"] = f"Bearer {door.key}"
    return client


def get(api: TestClient, path: str, status: int = 200, **headers: str) -> Any:
    answer = api.get(V1 + path, headers=headers)
    assert answer.status_code == status, answer.text
    return answer.json()


def walk(api: TestClient, path: str) -> list[dict[str, Any]]:
    """The records of all pages, by the Link header."""
    found, following = [], V1 + path
    while following:
        answer = api.get(following)
        assert answer.status_code == 200, answer.text
        found += answer.json()["records"]
        link = re.fullmatch(r'<([^>]+)>; rel="next"', answer.headers.get("link", ""))
        assert (link[1] if link else None) == answer.json()["next"]
        following = link[1] if link else ""
    return found


def an_event(api: TestClient) -> dict[str, Any]:
    """The shelling of our own article, whose id has a slash."""
    return next(record for record in walk(api, "/events?article=own/1&min_score=0") if record["event"]["trigger"]["text"] == "قصفت")


def body_for(record: dict[str, Any], action: str = "accept", **more: Any) -> dict[str, Any]:
    return {"article": record["article"]["id"], "record": record["event"]["id"], "action": action, **more}


LISTS = ("/events?min_score=0", "/events?order=changed&min_score=0", "/articles", "/search?q=قصف&best=true", "/attributions", "/figures",
         "/mentions?kind=place", "/readings", "/audit", "/outlets", "/actors?q=روسيا")  # fmt: skip


@pytest.mark.parametrize("path", LISTS)
def test_pages_give_every_record_once(shelf: TestClient, path: str) -> None:
    between = "&" if "?" in path else "?"
    whole = get(shelf, f"{path}{between}limit=1000")
    whole = whole["records"] + (walk(shelf, whole["next"].removeprefix(V1)) if whole["next"] else [])
    assert whole and walk(shelf, f"{path}{between}limit={max(1, len(whole) // 5)}") == whole


@pytest.mark.parametrize("path", ["/events?limit=3", "/figures?limit=3", "/decisions", "/deletions"])
def test_lines_are_the_records(api: TestClient, path: str) -> None:
    record = an_event(api)
    api.post(f"{V1}/decisions", json=body_for(record, version=0))
    answer = api.get(V1 + path, headers={"Accept": "application/jsonl"})
    assert answer.headers["content-type"] == "application/jsonl"
    assert [json.loads(line) for line in answer.text.splitlines()] == get(api, path)["records"]


def test_an_event_is_understood_alone(shelf: TestClient) -> None:
    record = an_event(shelf)
    known = {mention["id"] for mention in record["mentions"]}
    assert {*record["event"]["actors"], *record["event"]["recipients"], *record["event"]["places"]} <= known
    assert record["attribution"]["speaker"] in known and record["attribution"]["id"] == record["event"]["attribution"]
    assert record["codebook_version"] == "plover-2021/contract-1" and record["lexicon"] and record["updated"].endswith("Z")
    assert record["review"]["version"] == 0 and record["sentence"] == TEXT
    assert get(shelf, f"/articles/own/1/events/{record['event']['id']}") == record


@pytest.mark.parametrize(
    ("path", "holds"),
    [
        ("type=ASSAULT", lambda r: r["event"]["type"] == "ASSAULT"),
        ("type=ASSAULT&type=PROTEST", lambda r: r["event"]["type"] in ("ASSAULT", "PROTEST")),
        ("status=occurred", lambda r: r["event"]["status"] == "occurred"),
        ("min_score=0.3&max_score=0.6", lambda r: 0.3 <= r["event"]["score"] <= 0.6),
        ("outlet=Tayf", lambda r: r["article"]["outlet"] == "Tayf"),
        ("published_from=2020-06-01", lambda r: (r["article"]["published"] or "") >= "2020-06-01"),
        ("published_to=2020-06-01", lambda r: r["article"]["published"] is not None and r["article"]["published"] <= "2020-06-01"),
        ("event_date_to=2020-06-01", lambda r: ((r["event"]["date"] or {}).get("first") or "9999") <= "2020-06-01"),
        ("country=SY", lambda r: any(m["country"] == "SY" for m in r["mentions"] if m["id"] in r["event"]["places"])),
        ("article=own/1", lambda r: r["article"]["id"] == "own/1"),
    ],
)
def test_filters_give_what_meets_them_and_nothing_else(shelf: TestClient, path: str, holds: Any) -> None:
    everything = walk(shelf, "/events?" + ("min_score=0" if "score" in path else ""))
    found = walk(shelf, f"/events?{path}&limit=7")
    wanted = [record["id"] for record in everything if holds(record)]
    assert [record["id"] for record in found] == wanted and 0 < len(wanted) < len(everything)


def test_place_and_country_must_both_hold(shelf: TestClient) -> None:
    assert walk(shelf, "/events?place=أريحا&country=SY") and not walk(shelf, "/events?place=أريحا&country=LY")


def test_names_in_either_language_find_the_same(shelf: TestClient) -> None:
    found = [[r["id"] for r in walk(shelf, f"/events?actor={name}")] for name in ("روسيا", "Russia", "state/ru")]
    assert found[0] and found[0] == found[1] == found[2]


@pytest.mark.parametrize("path", ["/events?limit=2", "/articles/own/1", "/articles/own/1/reading", "/actors/state/ru", "/decisions"])
def test_what_is_known_is_not_sent_again(shelf: TestClient, path: str) -> None:
    etag = shelf.get(V1 + path).headers["etag"]
    assert etag.startswith('"'), "strong"
    again = shelf.get(V1 + path, headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert shelf.get(V1 + path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_decision_needs_the_state_it_is_made_on(api: TestClient) -> None:
    record = an_event(api)
    assert api.post(f"{V1}/decisions", json=body_for(record)).status_code == 428
    made = api.post(f"{V1}/decisions", json=body_for(record, version=0))
    assert (made.status_code, made.json()["review"]["verdict"]) == (201, "accepted")
    stale = api.post(f"{V1}/decisions", json=body_for(record, "reject", reason="duplicate", version=0))
    assert stale.status_code == 409 and "look again" in stale.json()["detail"]
    version = made.json()["review"]["version"]
    undone = api.post(f"{V1}/decisions", json=body_for(record, "undo", undoes=version, version=version))
    assert undone.json()["review"]["verdict"] == "open"
    assert [one["action"] for one in get(api, "/decisions?article=own/1")["records"]] == ["accept", "undo"]


def test_if_match_takes_the_events_etag(api: TestClient) -> None:
    record = an_event(api)
    path = f"{V1}/articles/own/1/events/{record['event']['id']}"
    etag = api.get(path).headers["etag"]
    headers = {"If-Match": etag, "Idempotency-Key": "one"}
    assert api.post(f"{V1}/decisions", json=body_for(record), headers=headers).status_code == 201
    assert api.get(path).headers["etag"] != etag
    assert api.post(f"{V1}/decisions", json=body_for(record), headers=headers).status_code == 200, "the same request again"
    for more in ({}, {"Idempotency-Key": "two"}):
        assert api.post(f"{V1}/decisions", json=body_for(record), headers={"If-Match": etag, **more}).status_code == 412
    assert len(get(api, "/decisions")["records"]) == 1


def test_the_same_key_is_the_same_decision(api: TestClient) -> None:
    record = an_event(api)
    answers = [api.post(f"{V1}/decisions", json=body_for(record, version=0), headers={"Idempotency-Key": "a-1"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 200, 200]
    assert len({answer.json()["decision"]["id"] for answer in answers}) == 1
    other = api.post(f"{V1}/decisions", json=body_for(record, "defer", version=0), headers={"Idempotency-Key": "a-1"})
    assert (other.status_code, other.json()["title"]) == (422, "The key was used before")


def test_a_model_decides_under_its_own_name(api: TestClient) -> None:
    made = api.post(f"{V1}/decisions", json=body_for(an_event(api), version=0, model="judge-7")).json()
    assert (made["decision"]["coder"], made["decision"]["coder_kind"]) == ("judge-7", "model")
    assert get(api, "/audit?record=own/1%23" + made["decision"]["record"])["records"][0]["actor_kind"] == "model"


def test_a_correction_is_checked_and_kept(api: TestClient) -> None:
    record = an_event(api)
    wrong = api.post(f"{V1}/decisions", json=body_for(record, "correct", field="status", value="maybe", version=0))
    assert wrong.status_code == 422 and "occurred" in wrong.json()["detail"]
    api.post(f"{V1}/decisions", json=body_for(record, "correct", field="status", value="ongoing", version=0))
    assert an_event(api)["review"]["corrections"] == {"status": "ongoing"}


def test_other_records_are_decided_too(api: TestClient) -> None:
    said = next(record for record in walk(api, "/attributions") if record["article"]["id"] == "own/1")["attribution"]["id"]
    body = {"article": "own/1", "record": said, "action": "reject", "reason": "wrong_attribution", "version": 0}
    assert api.post(f"{V1}/decisions", json=body).status_code == 201
    assert get(api, f"/articles/own/1/records/{said}/review")["verdict"] == "rejected"
    assert api.post(f"{V1}/decisions", json={**body, "action": "correct", "field": "type", "value": "AID", "version": 1}).status_code == 422


def test_the_queue_gives_the_next_and_goes_on(api: TestClient) -> None:
    seen = []
    while records := get(api, "/review/next?order=uncertain&min_score=0")["records"]:
        seen.append(records[0]["id"])
        api.post(f"{V1}/decisions", json=body_for(records[0], "defer", version=records[0]["review"]["version"]))
    assert len(seen) == len(set(seen)) == len(walk(api, "/events?min_score=0"))
    assert get(api, "/review/state")["verdicts"] == {"deferred": len(seen)} and get(api, "/review/waiting") == {"waiting": 0}


def test_a_mirror_stays_true(store: Store, api: TestClient) -> None:
    """Whoever asks for what changed and what is gone has what a fresh copy has."""
    mirror = {record["id"]: record for record in walk(api, "/events?min_score=0&order=changed")}
    since = max(record["updated"] for record in mirror.values())
    record = an_event(api)
    api.post(f"{V1}/decisions", json=body_for(record, version=0))
    reading: Reading = store.reading("d3")
    kept = (*reading.events[1:], dataclasses.replace(reading.events[0], id="e0-3", score=0.9))
    store.add_readings([dataclasses.replace(reading, events=kept, made_by=MadeBy("9.9", "f" * 64, None))])
    for changed in walk(api, f"/events?min_score=0&order=changed&updated_since={since}&limit=4"):
        mirror[changed["id"]] = changed
    for gone in walk(api, f"/deletions?since={since}&limit=1"):
        mirror.pop(gone["id"])
    assert mirror == {record["id"]: record for record in walk(api, "/events?min_score=0")}
    assert f"d3#{reading.events[0].id}" not in mirror and "d3#e0-3" in mirror


def test_episodes_are_merged_split_and_put_back(store: Store, api: TestClient) -> None:
    reports = [(record["article"]["id"], record["event"]["id"]) for record in walk(api, "/events?type=ASSAULT")][:3]
    store.put_episodes([{"id": f"ep-{n}", "type": "ASSAULT", "reports": [{"article": a, "event": e}]} for n, (a, e) in enumerate(reports)])
    merged = api.post(f"{V1}/episodes/merge", json={"episodes": ["ep-0", "ep-1"], "reason": "one raid"})
    assert merged.status_code == 201, merged.text
    made = merged.json()["episodes"][0]
    assert [e["id"] for e in get(api, f"/episodes?article={reports[0][0]}&event={reports[0][1]}")["records"]] == [made["id"]]
    assert api.post(f"{V1}/episodes/merge", json={"episodes": ["ep-0", "ep-2"]}).status_code == 409
    report = {"article": reports[1][0], "event": reports[1][1]}
    parted = api.post(f"{V1}/episodes/split", json={"episode": made["id"], "reports": [report]})
    assert parted.status_code == 201 and len(parted.json()["episodes"]) == 2
    for one in (parted, merged):
        assert api.post(f"{V1}/episodes/undo", json={"decision": one.json()["decision"]["id"]}).status_code == 201
    assert [e["id"] for e in walk(api, "/episodes?limit=2")] == ["ep-0", "ep-1", "ep-2"]
    assert verify(store) == []


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/articles/none", 404, "no such article"),
        ("/articles/own/1/events/e900-901", 404, "look at the article anew"),
        ("/actors/state/xx", 404, "rawi who"),
        ("/nothing", 404, "openapi.json"),
        ("/events?after=x", 400, "the page before gave"),
        ("/events?after=٣.e1-2", 400, "the page before gave"),
        ("/search?after=9.99999999999999999999999", 400, "the page before gave"),
        ("/events?limit=0", 422, "greater than or equal to 1"),
        ("/events?event_date_from=2020-02-31", 422, "event_date_from"),
        ("/events?actor=a%00b", 422, "NUL"),
        ("/events?updated_since=0001-01-01T00:00:00Z", 422, "1800"),
        ("/exports/xlsx", 422, "geojson"),
    ],
)
def test_errors_tell_the_cure(shelf: TestClient, path: str, status: int, said: str) -> None:
    answer = shelf.get(V1 + path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), answer.text
    problem = answer.json()
    assert problem["status"] == status and problem["title"] and said in problem["detail"]


@pytest.mark.parametrize("value", ["\ud800", "a\u0000b", 10**400, [[[[[[[[1]]]]]]]], {"first": "\udfff"}])
def test_values_that_no_database_keeps_are_refused(shelf: TestClient, value: Any) -> None:
    body = json.dumps(body_for(an_event(shelf), "correct", field="mode", value=value, version=0))
    answer = shelf.post(f"{V1}/decisions", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422, answer.text
    assert get(shelf, "/decisions")["records"] == []


def unsafe(schema: dict[str, Any]) -> list[tuple[str, str]]:
    methods = [(method, re.sub(r"\{\w+\}", "x", path)) for path, told in schema["paths"].items() for method in told]
    return [(method, path) for method, path in methods if method not in ("get", "head", "options")]


def test_no_unsafe_request_without_a_token(tmp_path: Path) -> None:
    with fresh_store("sqlite", tmp_path) as store:
        store.add([incoming(TEXT)])
        door = Door("amal")
        app = make_app(store, door=door)
        stranger = TestClient(app, base_url="http://127.0.0.1")
        schema = entered(store).get(f"{V1}/openapi.json").json()
        browser = TestClient(app, base_url="http://127.0.0.1", follow_redirects=False)
        browser.get(f"/enter?token={door.token}")
        csrf = next(iter(door.sessions.values())).csrf
        assert len(unsafe(schema)) >= 4
        for method, path in unsafe(schema):
            send = {"method": method.upper(), "url": V1 + path, "json": {}}
            assert stranger.request(**send).status_code == 401, path
            assert stranger.request(**send, headers={"Authorization": "Bearer wrong"}).status_code == 401, path
            assert browser.request(**send).status_code == 403, path
            told = {"X-Rawi-CSRF": csrf}
            assert browser.request(**send, headers={**told, "Origin": "http://evil.example"}).status_code == 403, path
            assert browser.request(**send, headers={**told, "Host": "evil.example"}).status_code == 421, path
            assert browser.request(**send, headers=told).status_code == 422, "with all it needs it reaches the route"
        assert stranger.get(f"{V1}/events").status_code == 401
        assert store.decisions() == []


def test_no_cell_is_a_formula(store: Store, api: TestClient) -> None:
    record = an_event(api)
    decide(store, Asked("own/1", record["event"]["id"], "accept", "@SUM(1+1)*cmd|' /C calc'!A0"))
    for path in ("/exports/csv?min_score=0", "/exports/accepted"):
        answer = api.get(V1 + path)
        rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
        own = [row for row in rows if row["article"] == "own/1"]
        assert own and all(row["source"] == "'=صدف" for row in own)
        for row in rows:
            assert not any(cell.startswith(("=", "+", "@", "\t")) for cell in row.values())
    assert own[0]["coder"].startswith("'@SUM")


def test_exports_are_those_of_the_command(shelf: TestClient) -> None:
    assert len(shelf.get(f"{V1}/exports/jsonl").text.splitlines()) == 13
    assert json.loads(shelf.get(f"{V1}/exports/geojson").text)["type"] == "FeatureCollection"
    assert shelf.get(f"{V1}/exports/csv").headers["content-disposition"] == 'attachment; filename="rawi.csv"'


def test_the_description_is_openapi_3_1_with_examples(shelf: TestClient) -> None:
    schema = get(shelf, "/openapi.json")
    assert schema["openapi"].startswith("3.1")
    assert {"Problem", "EventRecord", "Event", "Mention", "DecisionAsked"} <= schema["components"]["schemas"].keys()
    assert schema["components"]["schemas"]["DecisionAsked"]["examples"]
    for path, told in schema["paths"].items():
        for method, operation in told.items():
            assert operation["description"] and operation["tags"], (method, path)
            assert "application/problem+json" in operation["responses"]["422"]["content"], (method, path)


def test_nothing_that_fits_the_description_breaks_the_server(tmp_path: Path) -> None:
    """Schemathesis, with the ids of records that are there in half of what it sends."""
    with fresh_store("sqlite", tmp_path) as store:
        store.add([*many(6), incoming(TEXT, "own/1")])
        client = entered(store)
        record = an_event(client)
        headers = {"Authorization": client.headers["Authorization"], "Host": "127.0.0.1"}
        schema = schemathesis.openapi.from_asgi(f"{V1}/openapi.json", client.app, headers=headers)
        seen: Counter[int] = Counter()
        broken = []
        for found in schema.get_all_operations():
            operation = found.ok()

            @settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate], database=None, derandomize=True)  # fmt: skip
            @given(case=operation.as_strategy())
            def ask(case: Any) -> None:
                if len(str(case.body)) % 2 and isinstance(case.body, dict) and "record" in case.body:
                    case.body |= {"article": "own/1", "record": record["event"]["id"], "version": len(store.decisions())}
                answer = case.call(headers=headers)
                seen[answer.status_code] += 1
                if answer.status_code >= 500:
                    broken.append((case.operation.label, case.query, case.body, answer.text))

            ask()
        assert broken == []
        assert seen[200] > 50 and verify(store) == []


@pytest.mark.parametrize("kind", KINDS)
def test_forty_readers_and_four_reviewers_at_once(kind: str, tmp_path: Path) -> None:
    """Five seconds of what benchmarks/serve_load.py does for sixty."""
    with fresh_database(kind, tmp_path) as address:
        with Store.open(address, upgrade_server=True) as store:
            store.add(list(many(40)))
        with serve_load.served(address) as server:
            told = serve_load.together(server.url, 5, readers=40, reviewers=4)
        with Store.open(address) as store:
            assert serve_load.faults_of(store, told, 0) == []
        assert dict(told.errors) == {} and told.made
