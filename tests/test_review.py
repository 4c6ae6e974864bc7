"""Decisions about stored records, the same on SQLite and PostgreSQL: they hold, come back, are found again, and are never lost or doubled."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import text
from typer.testing import CliRunner

from rawi.cli import app
from rawi.read import default_reader
from rawi.records import Event, MadeBy, Quote, Reading, Span
from rawi.review import Asked, ReviewError, Spent, accepted, decide, judged, next_events, standing_of, state, table_row, verify
from rawi.review.episodes import merge, pairs, split, undo
from rawi.review.matching import match
from rawi.review.quotes import find_quote, quote_of
from rawi.store import Conflict, EventQuery, Incoming, Store, Unknown, upgrade
from rawi.store.engine import open_database
from rawi.store.projection import lot_of
from stores import KINDS, fresh_store, incoming, many

TEXT = "قال الدفاع المدني السوري إن طائرات روسية قصفت أمس مدينة أريحا، ما أدى إلى مقتل عشرة مدنيين على الأقل."
LATER = f"عاجل: تحديث. {TEXT} ونفت وزارة الدفاع الروسية ذلك."


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with fresh_store(request.param, tmp_path) as made:
        made.add([incoming(TEXT, outlet="صدف", published="2020-01-30")])
        yield made


def shelling(store: Store, article: str = "a") -> Event:
    return next(event for event in store.reading(article).events if event.trigger.text == "قصفت")


def asked(event: str, action: str, **more: Any) -> Asked:
    return Asked("a", event, action, more.pop("coder", "amal"), **more)


def as_by_other_tables(reading: Reading, **changes: Any) -> Reading:
    """The reading as other tables would have made it."""
    return dataclasses.replace(reading, made_by=MadeBy("9.9", "f" * 64, None), **changes)


def test_a_decision_stands_and_can_be_taken_back(store: Store) -> None:
    event = shelling(store).id
    first = decide(store, asked(event, "accept", version=0))
    assert (first.standing.verdict, first.standing.coder, first.standing.version) == ("accepted", "amal", first.decided.id)
    second = decide(store, asked(event, "undo", version=first.decided.id, undoes=first.decided.id))
    assert (second.standing.verdict, second.standing.version) == ("open", second.decided.id)
    with pytest.raises(ReviewError, match="taken back already"):
        decide(store, asked(event, "undo", undoes=first.decided.id))
    assert decide(store, asked(event, "reject", reason="historical", version=second.decided.id)).standing.reason == "historical"
    assert [one.decision.action for one in store.decisions("a")] == ["accept", "undo", "reject"]
    assert verify(store) == []


def test_the_audit_says_who_did_what_and_of_which_kind(store: Store) -> None:
    event = shelling(store).id
    decide(store, asked(event, "accept", coder="judge-2", coder_kind="model"))
    deed = store.audit(f"a#{event}")[0].deed
    assert (deed.actor, deed.actor_kind, deed.action) == ("judge-2", "model", "accept")
    assert deed.after["quote"]["exact"] == "قصفت" and deed.after["made_by"]["lexicon"] == default_reader().lexicon.digest


def test_a_tampered_or_missing_row_is_found(store: Store) -> None:
    for reason in ("historical", "duplicate", "not_an_event"):
        decide(store, asked(shelling(store).id, "reject", reason=reason))
    assert verify(store) == []
    rows = [row.id for row in store.audit()]
    with store.database.writing() as connection:
        for guard in _unguarded(store):
            connection.execute(text(guard))
        connection.execute(text("UPDATE audit SET actor = 'somebody else' WHERE id = :id"), {"id": rows[-2]})
    assert len(verify(store)) == 1 and f"row {rows[-2]} " in verify(store)[0]
    with store.database.writing() as connection:
        connection.execute(text("DELETE FROM audit WHERE id = :id"), {"id": rows[-2]})
    assert any(f"row {rows[-2]} is missing" in fault for fault in verify(store))


def _unguarded(store: Store) -> list[str]:
    """What takes the guards off, as only an owner of the database could."""
    if store.database.is_sqlite:
        return ["DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete"]
    return ["DROP TRIGGER audit_never_changed ON audit"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"action": "reject"}, "needs a reason"),
        ({"action": "reject", "reason": "because"}, "not_an_event"),
        ({"action": "bless"}, "accept, reject"),
        ({"action": "correct"}, "names the field"),
        ({"action": "correct", "field": "type", "value": "WAR"}, "ASSAULT"),
        ({"action": "correct", "field": "score", "value": 1}, "no field that can be corrected"),
        ({"action": "correct", "field": "date", "value": {"first": "2020-02-31"}}, "ISO days"),
        ({"action": "correct", "field": "date", "value": {"first": "2020-02-03", "last": "2020-02-01"}}, "not after"),
        ({"action": "correct", "field": "actors", "value": ["m9999-10000"]}, "no mention"),
        ({"action": "correct", "field": "places", "value": [{"entity": "place/nowhere"}]}, "rawi where"),
        ({"action": "correct", "field": "span", "value": {"start": 5, "end": 99999}}, "code points"),
        ({"action": "correct", "field": "attribution", "value": "a9999-10000"}, "no attribution"),
        ({"action": "accept", "key": "two words"}, "Idempotency-Key"),
    ],
)
def test_what_cannot_be_decided_is_refused_with_the_cure(store: Store, more: dict[str, Any], said: str) -> None:
    with pytest.raises(ReviewError, match=said):
        decide(store, dataclasses.replace(asked(shelling(store).id, "accept"), **more))
    assert store.decisions() == []


def test_an_unknown_record_is_refused(store: Store) -> None:
    with pytest.raises(Unknown):
        decide(store, asked("e900-901", "accept"))
    with pytest.raises(Unknown):
        decide(store, Asked("no such", "e1-2", "accept", "amal"))


def test_who_saw_an_older_state_gets_a_conflict_and_nothing_is_written(store: Store) -> None:
    event = shelling(store).id
    decide(store, asked(event, "accept", version=0))
    with pytest.raises(Conflict, match="amal at"):
        decide(store, asked(event, "reject", reason="duplicate", coder="basil", version=0))
    assert len(store.decisions()) == 1


def test_the_same_request_twice_is_one_decision(store: Store) -> None:
    event = shelling(store).id
    first, again = (decide(store, asked(event, "accept", version=0, key="k-1")) for _ in range(2))
    assert (again.decided.id, again.repeated) == (first.decided.id, True)
    with pytest.raises(Spent):
        decide(store, asked(event, "reject", reason="duplicate", key="k-1"))
    assert decide(store, asked(event, "accept", coder="basil", key="k-1")).repeated is False, "a key is its coder's own"
    assert len(store.decisions()) == 2


def test_a_click_that_was_sent_twice_is_one_decision(store: Store) -> None:
    event = shelling(store).id
    assert [decide(store, asked(event, "accept", version=0)).repeated for _ in range(2)] == [False, True]
    assert len(store.decisions()) == 1


def test_a_decision_survives_the_same_text_in_another_place(store: Store) -> None:
    """A new version of the page moves every record; the decision finds its words."""
    old = shelling(store)
    decide(store, asked(old.id, "accept"))
    decide(store, asked(old.id, "correct", field="status", value="ongoing"))
    store.add([incoming(LATER, outlet="صدف", published="2020-01-30")])
    new = shelling(store)
    assert new.id != old.id
    standing = standing_of(store, "a", new.id)
    assert (standing.verdict, standing.found, standing.corrections) == ("accepted", "quote", {"status": "ongoing"})
    assert standing.version == store.decisions()[-1].id, "whoever decides next must have seen these"
    assert [one.event.id for one in accepted(store)] == [new.id]
    assert new.id not in {waiting.entry.event.event for waiting in next_events(store, EventQuery(low=0.0), limit=50)}
    with pytest.raises(Conflict):
        decide(store, asked(new.id, "reject", reason="duplicate", version=0))


def test_a_record_that_is_gone_leaves_an_orphan_which_is_shown_and_comes_back(store: Store) -> None:
    event = shelling(store)
    decide(store, asked(event.id, "accept"))
    reading = store.reading("a")
    store.add_readings([as_by_other_tables(reading, events=())])
    found = state(store)
    assert [(orphan.article, orphan.record, orphan.quote, orphan.verdict) for orphan in found.orphans] == [
        ("a", event.id, "قصفت", "accepted")
    ]
    assert list(accepted(store)) == []
    with pytest.raises(ReviewError, match="can only be undone"):
        decide(store, asked(event.id, "accept"))
    store.add_readings([reading])
    assert state(store).orphans == () and [one.event.id for one in accepted(store)] == [event.id]


def test_another_trigger_under_the_same_id_is_another_record(store: Store) -> None:
    event = shelling(store)
    decide(store, asked(event.id, "accept"))
    words = TEXT[event.trigger.start + 1 : event.trigger.end + 1]
    moved = dataclasses.replace(event, trigger=Quote(event.trigger.start + 1, event.trigger.end + 1, words))
    far = dataclasses.replace(event, trigger=Quote(0, 3, TEXT[:3]))
    store.add_readings([as_by_other_tables(store.reading("a"), events=(far,))])
    assert [orphan.record for orphan in state(store).orphans] == [event.id], "the id alone is not enough"
    store.add_readings([dataclasses.replace(store.reading("a"), events=(moved,), made_by=MadeBy("9.9", "e" * 64, None))])
    assert standing_of(store, "a", event.id).found == "quote", "a record that overlaps the words is theirs"


def test_a_verdict_on_another_type_does_not_pass_over(store: Store) -> None:
    event = shelling(store)
    decide(store, asked(event.id, "accept"))
    other = [dataclasses.replace(e, type="PROTEST") if e.id == event.id else e for e in store.reading("a").events]
    store.add_readings([as_by_other_tables(store.reading("a"), events=tuple(other))])
    assert [one.event.type for one in accepted(store)] == [event.type], "who accepted it as one type holds to that"
    decide(store, asked(event.id, "reject", reason="wrong_type"))
    store.add_readings([dataclasses.replace(store.reading("a"), events=tuple(store.reading("a", made_by=default_reader().made_by).events),
                                            made_by=MadeBy("9.9", "d" * 64, None))])  # fmt: skip
    standing = standing_of(store, "a", event.id)
    assert (standing.verdict, standing.outdated) == ("open", True), "it was rejected as something else"


def test_corrections_reach_the_table(store: Store) -> None:
    event = shelling(store)
    start = TEXT.index("المدني")
    for field, value in {
        "type": "SANCTION",
        "status": "planned",
        "date": {"first": "2020-01-01", "last": "2020-01-10", "precision": "part_of_month"},
        "actors": [{"entity": "state/tr"}, {"start": start, "end": start + 6}],
        "places": [{"entity": "place/sy-idlib"}],
        "attribution": None,
        "mode": "shelling",
    }.items():
        decide(store, asked(event.id, "correct", field=field, value=value))
    decide(store, asked(event.id, "accept"))
    one = next(iter(accepted(store)))
    row = table_row(one)
    assert (row["rawi_type"], row["rawi_mode"], row["status"], row["year"]) == ("SANCTION", "shelling", "planned", "2020")
    assert (row["speaker"], row["corrected"].count(";"), row["coder"]) == ("", 6, "amal")
    assert {m.entity or m.text for m in one.reading.mentions if m.id in one.event.actors} == {"state/tr", "المدني"}
    assert one.event.date is not None and (one.event.date.first, one.event.date.precision) == ("2020-01-01", "part_of_month")


def test_places_of_the_registry_have_their_point(store: Store) -> None:
    event = shelling(store)
    place = next(id for id in sorted(default_reader().lexicon.places) if id.startswith("place/lb-"))
    decide(store, asked(event.id, "correct", field="places", value=[{"entity": place}]))
    decide(store, asked(event.id, "accept"))
    assert table_row(next(iter(accepted(store))))["country"] == "Lebanon"


def test_the_queue_goes_by_doubt_by_chance_and_by_day(store: Store) -> None:
    store.add(list(many(30)))
    everything = {(event.article, event.event) for event in store.events(limit=1000)}
    for order in ("uncertain", "random", "newest"):
        query = EventQuery(low=0.0, order=order, seed=7)
        seen, after = [], None
        while page := next_events(store, query, after=after, limit=7):
            seen += [(one.entry.event.article, one.entry.event.event) for one in page]
            after = page[-1].entry.cursor
        assert len(seen) == len(set(seen)) and set(seen) == everything, order
    doubts = [round(abs(one.entry.event.score - 0.5), 6) for one in next_events(store, EventQuery(low=0.0, order="uncertain"), limit=40)]
    assert doubts == sorted(doubts)


def test_a_sample_is_the_same_for_its_seed_and_another_for_another(store: Store) -> None:
    store.add(list(many(40)))

    def sample(seed: int) -> list[str]:
        query = EventQuery(low=0.0, order="random", seed=seed)
        return [f"{one.entry.event.article}#{one.entry.event.event}" for one in next_events(store, query, limit=10)]

    assert sample(1 << 61) == sample(1 << 61)
    assert len({tuple(sample(n << 58)) for n in range(8)}) > 4


def test_what_is_decided_leaves_the_queue_and_comes_back_when_undone(store: Store) -> None:
    query = EventQuery(low=0.0, order="uncertain")
    waiting = next_events(store, query, limit=50)
    first = waiting[0].entry.event
    made = decide(store, Asked(first.article, first.event, "defer", "amal"))
    assert len(next_events(store, query, limit=50)) == len(waiting) - 1
    decide(store, Asked(first.article, first.event, "undo", "amal", undoes=made.decided.id))
    assert len(next_events(store, query, limit=50)) == len(waiting)


def test_four_reviewers_at_once_lose_and_double_nothing(store: Store) -> None:
    """All four go through the same queue: each record gets one verdict, whoever comes second is told."""
    store.add(list(many(12)))
    conflicts, made = [], []

    def review(coder: str) -> None:
        for waiting in next_events(store, EventQuery(low=0.0), limit=60):
            event = waiting.entry.event
            try:
                made.append(decide(store, Asked(event.article, event.event, "accept", coder, version=0)).decided.id)
            except Conflict:
                conflicts.append(event)

    threads = [threading.Thread(target=review, args=(f"coder {n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = store.decisions(limit=10_000)
    assert sorted(made) == [one.id for one in kept] == list(range(1, len(kept) + 1))
    assert len({(one.decision.article, one.decision.record) for one in kept}) == len(kept)
    assert verify(store) == []


def episode(id: str, *reports: tuple[str, str]) -> dict[str, Any]:
    told = [{"article": article, "event": event} for article, event in reports]
    return {"id": id, "type": "ASSAULT", "reports": told, "outlets": 1, "chains": 1, "copies": 0, "verdict": "same", "lineage": []}


@pytest.fixture
def told(store: Store) -> tuple[tuple[str, str], ...]:
    """Three reports, each an episode."""
    store.add([incoming(f"{TEXT} رقم {n}", f"b{n}", outlet=f"صدف {n}", published="2020-01-30") for n in range(2)])
    reports = tuple((name, shelling(store, name).id) for name in ("a", "b0", "b1"))
    store.put_episodes([episode(f"ep-{n}", report) for n, report in enumerate(reports)])
    return reports


def test_a_merge_keeps_lineage_and_can_be_taken_back(store: Store, told: tuple[tuple[str, str], ...]) -> None:
    made = merge(store, ["ep-0", "ep-1"], "amal", reason="one raid")
    (joined,) = made.episodes
    assert {(r["article"], r["event"]) for r in joined["reports"]} == set(told[:2])
    assert joined["lineage"] == [{"kind": "joined", "episodes": ["ep-0", "ep-1"], "why": "decided by amal"}]
    assert (joined["outlets"], joined["chains"]) == (2, 1), "two outlets are not yet two chains"
    assert {e["id"] for e in store.episodes()} == {joined["id"], "ep-2"}
    with pytest.raises(Conflict):
        merge(store, ["ep-1", "ep-2"], "basil")
    undo(store, made.decided.id, "amal")
    assert {e["id"] for e in store.episodes()} == {"ep-0", "ep-1", "ep-2"} and list(pairs(store)) == []
    with pytest.raises(ReviewError, match="taken back already"):
        undo(store, made.decided.id, "amal")
    assert standing_of(store, *told[0]).version == 0, "a merge is no verdict on an event"
    assert verify(store) == []


def test_a_split_parts_reports(store: Store, told: tuple[tuple[str, str], ...]) -> None:
    (joined,) = merge(store, ["ep-0", "ep-1", "ep-2"], "amal").episodes
    with pytest.raises(ReviewError, match="not all"):
        split(store, joined["id"], told, "amal")
    made = split(store, joined["id"], [told[2]], "basil")
    assert sorted(len(e["reports"]) for e in made.episodes) == [1, 2]
    assert all(e["lineage"][-1] == {"kind": "parted", "episodes": [joined["id"]], "why": "decided by basil"} for e in made.episodes)
    different = [(pair["a"]["article"], pair["b"]["article"]) for pair in pairs(store) if pair["verdict"] == "different"]
    assert different == [("a", "b1"), ("b0", "b1")]
    with pytest.raises(Conflict, match="take that back first"):
        undo(store, 1, "amal")


def test_pairs_follow_their_words_into_a_newer_reading(store: Store, told: tuple[tuple[str, str], ...]) -> None:
    merge(store, ["ep-0", "ep-1"], "amal")
    store.add([incoming(LATER, outlet="صدف", published="2020-01-30")])
    (pair,) = pairs(store)
    assert (pair["verdict"], pair["a"], pair["b"]["article"]) == ("same", {"article": "a", "event": shelling(store).id}, "b0")


def test_decisions_become_examples(store: Store) -> None:
    event = shelling(store)
    decide(store, asked(event.id, "accept"))
    others = [e for e in store.reading("a").events if e.id != event.id]
    decide(store, asked(others[0].id, "reject", reason="not_an_event"))
    found = {one.event: one for one in judged(store, default_reader())}
    assert {id: one.accepted for id, one in found.items()} == {event.id: True, others[0].id: False}
    assert found[event.id].features and found[event.id].type == event.type
    decide(store, asked(event.id, "correct", field="type", value="PROTEST"))
    assert {one.event: one.accepted for one in judged(store, default_reader())}[event.id] is False
    decide(store, asked(others[0].id, "reject", reason="wrong_place"))
    assert others[0].id not in {one.event for one in judged(store, default_reader())}, "a wrong place says nothing of the event"


def test_a_table_of_ones_own_is_compared(store: Store) -> None:
    event = shelling(store)
    rows = [
        {
            "event_id_cnty": "SYR1",
            "event_date": "29 January 2020",
            "location": "Ariha",
            "actor1": "Military Forces of Russia",
            "actor2": "",
        },
        {"event_id_cnty": "SYR2", "event_date": "2020-01-29", "location": "أريحا", "actor1": "روسيا", "actor2": ""},
        {"event_id_cnty": "SYR3", "event_date": "2020-01-30", "location": "أريحا", "actor1": "روسيا", "actor2": ""},
        {"event_id_cnty": "SYR4", "event_date": "2019-01-29", "location": "أريحا", "actor1": "روسيا", "actor2": ""},
        {"event_id_cnty": "SYR5", "event_date": "", "location": "أريحا", "actor1": "", "actor2": ""},
    ]
    found = match(store, rows)
    assert [row.verdict for row in found[1:]] == ["same", "likely", "new", "undated"]
    assert found[0].verdict in ("same", "likely") and found[1].matches[0].event == event.id
    assert (found[1].row, found[2].matches[0].days_apart) == (3, 1)


def test_cells_are_no_formulas(store: Store) -> None:
    event = shelling(store)
    decide(store, asked(event.id, "accept", coder='=HYPERLINK("https://x.example")'))
    row = table_row(next(iter(accepted(store))))
    assert row["coder"].startswith("'=") and not any(cell.startswith(("=", "+", "@")) for cell in row.values())


LETTERS = "نص " * 20 + "قصف " + "كلام " * 20 + "قصف " + "آخر " * 20


def test_a_quote_is_found_by_what_stands_around_it() -> None:
    first = LETTERS.index("قصف")
    second = LETTERS.index("قصف", first + 1)
    for at in (first, second):
        quote = quote_of(LETTERS, Span(at, at + 3))
        assert find_quote(f"مقدمة {LETTERS}", quote) == Span(at + 6, at + 9)
    assert find_quote("لا شيء هنا", quote_of(LETTERS, Span(first, first + 3))) is None
    bare = {"exact": "قصف", "prefix": "@", "suffix": "@", "start": 0, "end": 3}
    assert find_quote(LETTERS, bare) is None, "nothing tells which of the two is meant"


def test_the_commands(tmp_path: Path) -> None:
    with fresh_store("sqlite", tmp_path) as store:
        store.add([incoming(TEXT, outlet="=صدف", published="2020-01-30")])
        event = shelling(store).id
        decide(store, asked(event, "accept"))
    address = ["--store", str(tmp_path / "rawi.db")]
    run = CliRunner().invoke
    told = json.loads(run(app, ["review", "status", "--json", *address]).stdout)
    assert (told["verdicts"], told["coders"], told["faults"]) == ({"accepted": 1}, {"amal": 1}, [])
    assert "1 accepted" in run(app, ["review", "status", *address]).stdout
    rows = list(csv.DictReader(io.StringIO(run(app, ["review", "export", *address]).stdout, newline="")))
    assert [(row["article"], row["event"], row["source"]) for row in rows] == [("a", event, "'=صدف")]
    lines = run(app, ["review", "export", "--decisions", *address]).stdout.splitlines()
    assert json.loads(lines[0])["quote"]["exact"] == "قصفت"
    table = tmp_path / "own.csv"
    table.write_text("event_id_cnty;event_date;location;actor1\nSYR2;2020-01-29;أريحا;روسيا\n", "utf-8")
    result = run(app, ["review", "import", str(table), "--json", *address])
    assert (result.exit_code, json.loads(result.stdout)["verdict"]) == (0, "same")
    assert run(app, ["review", "import", str(tmp_path / "none.csv"), *address]).exit_code == 1
    assert run(app, ["review", "export", "--bom", "--json", *address]).exit_code == 2


def test_a_row_that_is_coded_already_leaves_the_queue(tmp_path: Path) -> None:
    with fresh_store("sqlite", tmp_path) as store:
        store.add([incoming(TEXT, outlet="صدف", published="2020-01-30")])
        event = shelling(store).id
        table = tmp_path / "own.csv"
        table.write_text("date,place,actor\n2020-01-29,أريحا,روسيا\n", "utf-8")
        command = ["review", "import", str(table), "--mark", "amal", "--store", str(tmp_path / "rawi.db")]
        assert [CliRunner().invoke(app, command).exit_code for _ in range(2)] == [0, 0]
        standing = standing_of(store, "a", event)
        assert (standing.verdict, standing.reason, len(standing.decisions)) == ("deferred", "coded_already", 1)


def test_reading_again_tells_what_is_gone(store: Store) -> None:
    event = shelling(store)
    kept = tuple(e for e in store.reading("a").events if e.id != event.id)
    reading = store.reading("a")
    store.add_readings([as_by_other_tables(reading, events=kept)])
    assert [(gone.article, gone.event) for gone in store.withdrawn()] == [("a", event.id)]
    store.add_readings([reading])
    assert store.withdrawn() == []


def test_decided_events_count_as_changed(store: Store) -> None:
    event = shelling(store)
    with store.database.writing() as connection:
        connection.execute(text("UPDATE events SET changed = '2020-01-01T00:00:00Z'"))
    decide(store, asked(event.id, "accept"))
    changed = store.event_page(EventQuery(low=0.0, changed_since="2020-01-02", order="changed"))
    assert [entry.event.event for entry in changed] == [event.id]


def _filled(store: Store) -> list[Incoming]:
    return list(many(25))


def test_events_are_filtered_alike_on_both_databases(store: Store) -> None:
    """By what stands in the rows, whatever way the index takes."""
    from rawi.store import Filters

    store.add(_filled(store))
    rows = store.event_page(EventQuery(low=0.0), limit=1000)
    for low in (0.0, 0.5):
        wanted = [e.event for e in rows if e.event.type == "ASSAULT" and e.event.score >= low]
        found = store.event_page(EventQuery(Filters(type=("ASSAULT",)), low=low), limit=1000)
        assert [e.event for e in found] == wanted
        assert len({e.cursor for e in found}) == len(found)
    russian = store.event_page(EventQuery(Filters(actor=("state/ru",)), low=0.0), limit=1000)
    assert russian and len(russian) < len(rows)
    outlet = store.event_page(EventQuery(Filters(outlet=("صدف",)), low=0.0), limit=1000)
    assert {e.event.article for e in outlet} == {"a"}


def test_an_older_store_gets_its_orders_filled(tmp_path: Path) -> None:
    """A file of revision 0001 with an event and a decision, brought up."""
    address = tmp_path / "old.db"
    database = open_database(address, create=True)
    config = upgrade._config()
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for table, row in OLD.items():
            names = ", ".join(f'"{name}"' for name in row)
            connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({', '.join(':' + name for name in row)})"), row)
    database.engine.dispose()
    with Store.open(address) as store, store.database.reading() as connection:
        assert store.copied is not None and store.copied.name == f"old.db.before-{upgrade.NEWEST}"
        found = connection.execute(text("SELECT lot, doubt, changed, settled FROM events")).one()
        assert tuple(found) == (lot_of("a", "e1-4"), 1000, "2026-01-01T00:00:00Z", 0)


OLD: dict[str, dict[str, Any]] = {
    "articles": {"id": 1, "name": "a", "current": 1, "first_seen": "2026-01-01T00:00:00Z"},
    "events": {"article_id": 1, "event": "e1-4", "type": "ASSAULT", "status": "occurred", "voice": "outlet", "score": 0.6, "start": 1, "end": 4, "keys": " "},
}  # fmt: skip


def test_a_verdict_stands_on_through_reading_again(store: Store) -> None:
    """What is kept on the event agrees with what stands, so that the queue neither repeats nor hides."""
    event = shelling(store)
    decide(store, asked(event.id, "reject", reason="not_an_event"))
    reading = store.reading("a")
    waiting = [one.entry.event.event for one in next_events(store, EventQuery(low=0.0), limit=50)]
    store.add_readings([as_by_other_tables(reading)])
    assert event.id not in waiting and [one.entry.event.event for one in next_events(store, EventQuery(low=0.0), limit=50)] == waiting
    other = tuple(dataclasses.replace(e, type="PROTEST") if e.id == event.id else e for e in reading.events)
    store.add_readings([dataclasses.replace(reading, events=other, made_by=MadeBy("9.9", "c" * 64, None))])
    assert event.id in [one.entry.event.event for one in next_events(store, EventQuery(low=0.0), limit=50)], (
        "it was rejected as another type"
    )
