"""What the store keeps, the same on SQLite and PostgreSQL: articles, versions, captures, readings, decisions, audit."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from rawi.records import MadeBy, Reading
from rawi.store import Conflict, Decision, Deed, EventChoice, Store, StoreError
from rawi.store.identity import address_of
from stores import KINDS, fresh_database, fresh_store, incoming, many

TEXT = "قال الدفاع المدني السوري إن طائرات روسية قصفت أمس مدينة أريحا، ما أدى إلى مقتل عشرة مدنيين على الأقل."
CHANGED = f"{TEXT} ونفت وزارة الدفاع الروسية ذلك."


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with fresh_store(request.param, tmp_path) as made:
        yield made


def counts(store: Store) -> tuple[int, int, int, int]:
    found = store.counts()
    return found["articles"], found["versions"], found["captures"], found["readings"]


def test_the_same_page_twice_is_one_article(store: Store) -> None:
    item = incoming(TEXT, url="https://www.sadaf.example/news/7?utm_source=x")
    assert store.add([item]).articles == 1
    assert dataclasses.astuple(store.add([item, item])) == (0, 0, 0, 0)
    other = incoming(TEXT, "b", url="http://sadaf.example/news/7/#top")
    assert dataclasses.astuple(store.add([other])) == (1, 0, 0, 0)
    assert counts(store) == (1, 1, 2, 1), "another spelling of the address is the same article"


def test_a_changed_page_is_a_new_version_and_the_old_one_stays(store: Store) -> None:
    first, second = incoming(TEXT, outlet="صدف"), incoming(CHANGED, outlet="صدف")
    store.add([first])
    assert (store.add([second]).versions, store.add([first]).versions) == (1, 0)
    assert [(version.number, version.article.text) for version in store.versions("a")] == [(1, TEXT), (2, CHANGED)]
    assert store.article("a").article.text == CHANGED and store.article("a", 1).article.text == TEXT
    assert store.reading("a").article.text == CHANGED and store.reading("a", version=1).article.text == TEXT
    assert [hit.article for hit in store.search("نفت").hits] == ["a"]
    assert counts(store) == (1, 2, 2, 2)


def test_a_word_of_an_old_version_is_no_longer_found(store: Store) -> None:
    store.add([incoming(CHANGED)])
    store.add([incoming(TEXT)])
    assert [store.count(query) for query in ("نفت", "قصفت")] == [0, 1]


def test_one_text_of_two_outlets_is_two_articles(store: Store) -> None:
    store.add([incoming(TEXT, "a", outlet="صدف"), incoming(TEXT, "b", outlet="مرقاب")])
    assert counts(store) == (2, 2, 2, 2)


def test_a_copy_of_a_file_is_the_same_article_whatever_is_known_of_it(store: Store) -> None:
    store.add([incoming(TEXT, "a", outlet="صدف", published="2020-01-30"), incoming(TEXT, "b")])
    assert counts(store) == (1, 1, 2, 1), "a copy of which less is known is the version that says more"
    store.add([incoming(TEXT, "c", outlet="صدف", published="2020-01-31")])
    assert counts(store) == (1, 2, 3, 2)


def test_two_articles_of_one_id_are_told_apart(store: Store) -> None:
    store.add([incoming(TEXT, "a", key="file:/x/a.txt")])
    store.add([incoming(CHANGED, "a", key="file:/y/a.txt")])
    names = [hit.article for hit in store.search("قصفت").hits]
    assert len(names) == 2 and "a" in names and all(name.partition("~")[0] == "a" for name in names)
    assert all(store.reading(name).article.id == name for name in names)


@pytest.mark.parametrize("address", ["https://sadaf.example", "https://sadaf.example/", "", None, "http://[bad"])
def test_the_front_page_is_nobodys_address(address: str | None) -> None:
    assert address_of(address) is None


def test_a_capture_keeps_the_bytes_as_received(store: Store) -> None:
    item = incoming(TEXT)
    raw = b"\xef\xbb\xbf" + TEXT.encode() + b"\r\n"
    capture = dataclasses.replace(
        item.capture, raw=raw, received="2020-01-30T10:00:00Z", url="https://sadaf.example/7", headers=(("Server", "x"),)
    )
    store.add([item._replace(capture=capture)])
    [receipt] = store.captures("a")
    assert store.received(receipt.sha256) == raw
    assert (receipt.received, receipt.url, receipt.headers) == ("2020-01-30T10:00:00Z", "https://sadaf.example/7", (("Server", "x"),))


def test_a_reading_comes_back_as_it_was(store: Store) -> None:
    item = incoming(TEXT, published="2020-01-30")
    store.add([item])
    assert store.reading("a") == item.reading
    assert store.readings("a")[0].made_by == item.reading.made_by


def test_another_lexicons_reading_takes_over_and_the_old_one_stays(store: Store) -> None:
    store.add([incoming(TEXT), incoming(CHANGED, "b")])
    later = MadeBy("9.0", "another", None)
    wanted = store.unread(later)
    assert [article.id for _, article in wanted] == ["a", "b"]
    assert wanted[0][1] == store.article("a").article
    reading = Reading(wanted[0][1], made_by=later)
    assert (store.add_readings([reading]), store.add_readings([reading])) == (1, 0)
    assert store.reading("a") == reading and [r.current for r in store.readings("a")] == [False, True]
    assert [article.id for _, article in store.unread(later)] == ["b"]
    assert store.reading("a", made_by=incoming(TEXT).reading.made_by).events
    with pytest.raises(StoreError, match="another text"):
        store.add_readings([Reading(dataclasses.replace(reading.article, sha256="0" * 64), made_by=later)])


def test_a_batch_is_kept_whole_or_not_at_all(store: Store) -> None:
    broken = incoming(CHANGED, "b")
    broken = broken._replace(
        reading=dataclasses.replace(broken.reading, article=dataclasses.replace(broken.reading.article, published="x" * 11, title="\0"))
    )
    with pytest.raises(Exception, match=r"."):
        store.add([incoming(TEXT), broken._replace(mark=None)])  # type: ignore[arg-type]
    assert counts(store) == (0, 0, 0, 0) and store.faults() == []


def test_decisions_are_added_and_a_second_coder_is_told(store: Store) -> None:
    store.add([incoming(TEXT)])
    event = store.events()[0]
    first = store.decide(Decision("a", 1, event.event, "accept", "amal"), after=0)
    with pytest.raises(Conflict, match="amal"):
        store.decide(Decision("a", 1, event.event, "reject", "badr"), after=0)
    store.decide(Decision("a", 1, event.event, "correct", "badr", field="type", value={"type": "AID"}, reason="كلمة أخرى"), after=first.id)
    store.decide(Decision("a", 1, event.event, "undo", "amal", undoes=first.id))
    assert [d.decision.action for d in store.decisions("a", event.event)] == ["accept", "correct", "undo"]
    assert store.decisions(coder="badr")[0].decision.value == {"type": "AID"}
    assert store.events()[0].last_decision == 3
    assert not [e for e in store.events(EventChoice(undecided=True)) if e.event == event.event]
    told = [(row.deed.actor, row.deed.action) for row in store.audit(f"a#{event.event}")]
    assert told == [("amal", "accept"), ("badr", "correct"), ("amal", "undo")]


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        (Decision("nobody", 1, "e1-2", "accept", "amal"), "no such article"),
        (Decision("a", 1, "e1-2", "like", "amal"), "is no decision"),
        (Decision("a", 1, "e1-2", "accept", "amal", coder_kind="cat"), "no kind of coder"),
        (Decision("a", 1, "e1-2", "undo", "amal"), "names the decision"),
        (Decision("a", 1, "e1-2", "undo", "amal", undoes=77), "undo one of its own"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(store: Store, decision: Decision, said: str) -> None:
    store.add([incoming(TEXT)])
    with pytest.raises(StoreError, match=said):
        store.decide(decision)
    assert store.decisions() == []


@pytest.mark.parametrize("change", ["UPDATE {} SET id = id + 1", "DELETE FROM {}", "UPDATE {} SET id = id WHERE id = 1"])
@pytest.mark.parametrize("table", ["audit", "decisions"])
def test_the_database_itself_refuses_to_change_what_is_never_changed(store: Store, table: str, change: str) -> None:
    store.add([incoming(TEXT)])
    store.decide(Decision("a", 1, store.events()[0].event, "accept", "amal"))
    before = store.audit(), store.decisions()
    with pytest.raises(StoreError, match="never changed"), store.database.writing() as connection:
        connection.execute(text(change.format(table)))
    assert (store.audit(), store.decisions()) == before


def test_a_change_behind_the_triggers_shows(store: Store) -> None:
    for number in range(3):
        store.note(Deed("amal", "human", "look", f"r{number}", None, {"n": number}))
    assert store.faults() == []
    lift = "DROP TRIGGER audit_no_update" if store.database.is_sqlite else "ALTER TABLE audit DISABLE TRIGGER USER"
    with store.database.writing() as connection:
        connection.execute(text(lift))
        connection.execute(text("UPDATE audit SET actor = 'badr' WHERE id = 2"))
    assert store.faults() == ["audit: row 2 is not what was written; compare it with a backup"]


def test_check_finds_what_is_damaged(store: Store) -> None:
    store.add([incoming(TEXT), incoming(CHANGED, "b")])
    assert store.faults() == []
    with store.database.writing() as connection:
        connection.execute(text("UPDATE blobs SET data = :data WHERE sha256 = :sha"), {"data": b"gone", "sha": store_sha(store)})
        connection.execute(text("DELETE FROM indexed WHERE article_id = 2"))
        connection.execute(text("UPDATE articles SET reading_id = NULL WHERE id = 1"))
    told = "\n".join(store.faults())
    assert "its bytes are not those" in told and "holds 1 of 2 articles" in told and "a: has no current reading" in told


def store_sha(store: Store) -> str:
    with store.database.engine.connect() as connection:
        return str(connection.execute(text("SELECT min(sha256) FROM blobs")).scalar_one())


def test_episodes_are_kept_with_their_reports(store: Store) -> None:
    store.add([incoming(TEXT), incoming(CHANGED, "b")])
    event = store.events()[0].event
    episode = {
        "id": "ep-1",
        "type": "ASSAULT",
        "reports": [{"article": "a", "event": event}, {"article": "b", "event": event}],
        "verdict": "same",
        "lineage": [],
    }
    store.put_episodes([episode, {**episode, "id": "ep-2", "reports": [{"article": "b", "event": "e1-2"}]}])
    assert store.episodes("a") == [episode] and [e["id"] for e in store.episodes("b")] == ["ep-1", "ep-2"]
    store.put_episodes([{**episode, "verdict": "unsure"}], retired=["ep-2"])
    assert [e["verdict"] for e in store.episodes()] == ["unsure"] and store.episodes("b", "e1-2") == []
    assert {row.deed.action for row in store.audit()} >= {"episodes"}
    with pytest.raises(StoreError, match="no such article"):
        store.put_episodes([{**episode, "reports": [{"article": "zz", "event": "e"}]}])
    assert [e["verdict"] for e in store.episodes()] == ["unsure"], "what failed changed nothing"


def test_events_come_page_by_page(store: Store) -> None:
    store.add(many(30))
    whole = store.events(limit=10_000)
    pages, after = [], None
    while page := store.events(after=after, limit=11):
        pages += page
        after = (page[-1].article, page[-1].event)
    assert pages == whole and len(whole) == store.counts()["events"]
    assert {e.type for e in store.events(EventChoice(types=("ASSAULT",), low=0.5))} == {"ASSAULT"}
    assert {e.article for e in store.events(EventChoice(article="d3"))} == {"d3"}


def test_readers_and_a_writer_at_once(store: Store) -> None:
    items, faults, stop = many(60), [], threading.Event()
    store.add(items[:10])

    def read() -> None:
        try:
            while not stop.is_set():
                hits = store.search("الهدنة OR", limit=5).hits
                assert all(store.reading(hit.article).article.id == hit.article for hit in hits)
        except Exception as error:
            faults.append(error)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for start in range(10, 60, 5):
        store.add(items[start : start + 5])
    stop.set()
    for reader in readers:
        reader.join()
    assert faults == [] and store.counts()["articles"] == 60 and store.faults() == []


def test_two_writers_take_turns(store: Store) -> None:
    items = many(40)
    writers = [threading.Thread(target=lambda part=part: [store.add([item]) for item in items[part::2]]) for part in (0, 1)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert store.counts()["articles"] == 40 and store.faults() == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_second_opening_finds_everything(kind: str, tmp_path: Path) -> None:
    with fresh_database(kind, tmp_path) as address:
        with Store.open(address, upgrade_server=True) as store:
            store.add(many(5))
        with Store.open(address, create=False) as store:
            assert store.counts()["articles"] == 5 and store.copied is None
