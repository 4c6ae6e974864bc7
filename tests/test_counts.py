"""What pages count, the same on SQLite and PostgreSQL, and the same as counting the readings one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete, text

from rawi.lexicon import load_lexicon
from rawi.records import DateSpan, Event, Mention, Reading
from rawi.review.comparing import keep_comparison
from rawi.serve.bars import DAY, MONTH, WEEK, chart, series, steady, step_for
from rawi.store import EventQuery, Filters, Store
from rawi.store.counting import HAPPENED, ByDay, Search, by_day, by_place, newest_events, subjects
from rawi.store.episode_counts import copies, episodes_by_day, episodes_of
from rawi.store.names import with_registry_ids
from rawi.store.parts_taken import PARTIES, beside, deeds_of, deeds_told_by, issued, listed, names_of, number_of, places_within, sources_of
from rawi.store.stories import compared
from rawi.store.subjects import ACTOR, NAMELESS, OUTLET, PLACED, SOMEBODY, actor_subject, day_of, place_subject, tallied
from rawi.store.tally_tables import DOER, PLACE, SUFFERER, CalledRow, IssuedRow, TallyRow, TieRow
from stores import KINDS, fresh_store, incoming, many

SEARCHES = (
    Search(),
    Search("هدنة"),
    Search("", Filters(type=("ASSAULT",))),
    Search("", Filters(type=("shelling",))),
    Search("", Filters(status=("occurred",), first="2020-03-01", last="2020-09-30")),
    Search("", Filters(outlet=("مرقاب",))),
    Search("", Filters(actor=("military/russian-army",))),
    Search("قصفت -اشتباكات", Filters(actor=("القوات الروسية",), place=("SY",))),
    Search("", Filters(place=("SY",), type=("ASSAULT", "PROTEST"), speaker=("المرصد السوري لحقوق الإنسان",))),
    Search("", Filters(side=("government/ru",), outlet=("مرقاب", "Tayf"))),
    Search("ليس في النص"),
)


@pytest.fixture(params=KINDS, scope="module")
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with fresh_store(request.param, tmp_path_factory.mktemp("counts")) as made:
        made.add(many(200))
        keep_comparison(made)
        yield made


def met(store: Store, search: Search) -> list[tuple[Reading, Event]]:
    """The events of a search, found by reading after reading and the list of events that the API gives."""
    filters = with_registry_ids(search.filters)
    articles = {hit.article for hit in store.search(search.words, Filters(outlet=filters.outlet), limit=1000).hits}
    told = {(entry.event.article, entry.event.event) for entry in store.event_page(EventQuery(filters), limit=10_000)}
    return [
        (reading, event)
        for reading in store.each_reading()
        if reading.article.id in articles
        for event in reading.events
        if (reading.article.id, event.id) in told and event.same_as is None
    ]


def asked(search: Search) -> Search:
    return Search(search.words, with_registry_ids(search.filters))


@pytest.mark.parametrize("search", SEARCHES, ids=str)
def test_places_are_counted_as_the_readings_tell(store: Store, search: Search) -> None:
    wanted: Counter[tuple[str, str]] = Counter()
    unplaced = 0
    found = met(store, search)
    for reading, event in found:
        mentions = {mention.id: mention for mention in reading.mentions}
        keys = {place_subject(mentions[id], load_lexicon()).key for id in event.places if mentions[id].lat is not None}
        wanted.update((key, event.type) for key in keys)
        unplaced += not keys
    with store.counting() as (connection, words):
        counted = by_place(connection, asked(search), words)
    assert Counter({(row.place.key, type): count for row in counted.places for type, count in row.types.items()}) == wanted
    assert (counted.events, counted.unplaced) == (len(found), unplaced)
    assert [row.count for row in counted.places] == sorted((row.count for row in counted.places), reverse=True)


@pytest.mark.parametrize("search", SEARCHES, ids=str)
def test_days_are_counted_as_the_readings_tell(store: Store, search: Search) -> None:
    wanted = Counter(
        (day_of(event, reading.article.published), event.type, reading.article.outlet) for reading, event in met(store, search)
    )
    with store.counting() as (connection, words):
        rows = by_day(connection, asked(search), words)
        together = by_day(connection, asked(search), words, types=False)
        outlets = subjects(connection, {row.outlet for row in rows})
    assert sum(row.events for row in together) == sum(row.events for row in rows) and {row.type for row in together} <= {""}
    assert Counter({(row.day, row.type, outlets[row.outlet].name_ar or None): row.events for row in rows}) == wanted


def test_searches_find_something(store: Store) -> None:
    with store.counting() as (connection, words):
        counts = [by_place(connection, asked(search), words).events for search in SEARCHES]
    assert sum(count > 0 for count in counts) >= len(SEARCHES) - 1 and counts[-1] == 0


def test_an_actor_s_deeds_company_and_names(store: Store) -> None:
    key = "military/russian-army"
    readings = list(store.each_reading())
    did: Counter[tuple[str, str]] = Counter()
    places: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for reading in readings:
        mentions = {mention.id: mention for mention in reading.mentions}
        names.update(" ".join(m.text.split()) for m in reading.mentions if m.entity == key)
        for event in reading.events:
            if event.score < 0.5 or event.same_as or key not in {actor_subject(mentions[id]).key for id in event.actors}:
                continue
            did[event.type, event.status] += 1
            places.update({place_subject(mentions[id], load_lexicon()).key for id in event.places if mentions[id].lat is not None})
    with store.counting() as (connection, _):
        number = number_of(connection, ACTOR, key)
        assert number is not None
        deeds = deeds_of(connection, number, PARTIES)
        company = beside(connection, number, (DOER,))
        called = names_of(connection, actor=number)
        known = subjects(connection, {row.other for row in company} | {row.name for row in called})
    assert Counter[tuple[str, str]](_summed((row.type, row.status) for row in deeds for _ in range(row.events) if row.role == DOER)) == did
    assert _summed(known[row.other].key for row in company for _ in range(row.count) if row.role == PLACE) == places
    assert _summed(known[row.name].name_ar for row in called for _ in range(row.count)).total() == names.total()


def _summed(values: Iterator[object] | object) -> Counter[object]:
    return Counter(values)  # type: ignore[call-overload,no-any-return]


def test_an_outlet_s_sources_and_names(store: Store) -> None:
    with store.counting() as (connection, _):
        number = number_of(connection, OUTLET, f"{NAMELESS}مرقاب")
        assert number is not None
        told = sum(row.events for row in deeds_told_by(connection, number))
        sources = sources_of(connection, number)
        known = subjects(connection, {source for source, _ in sources})
        articles, first, _ = issued(connection, number)[number]
        called = names_of(connection, outlet=number)
    mine = [reading for reading in store.each_reading() if reading.article.outlet == "مرقاب"]
    assert (articles, told) == (len(mine), sum(e.score >= 0.5 and not e.same_as for r in mine for e in r.events))
    assert first == min(r.article.published for r in mine if r.article.published)
    assert "ngo/sohr" in {known[source].key for source, _ in sources} or any("المرصد" in known[source].name_ar for source, _ in sources)
    assert sum(row.count for row in called) == sum(
        m.entity is not None and m.kind not in ("place", "agreement") for r in mine for m in r.mentions
    )


def test_lists_are_searched_by_name(store: Store) -> None:
    with store.counting() as (connection, _):
        every = listed(connection, ACTOR, PARTIES, "", (), 0, 100)
        named = listed(connection, ACTOR, PARTIES, "الجيش", (), 0, 100)
        words = listed(connection, ACTOR, PARTIES, "", (), 0, 100, words=True)
        outlets = listed(connection, OUTLET, (), "", (), 0, 10)
        odd = listed(connection, ACTOR, PARTIES, "%_\\", (), 0, 10)
    assert every and named and {row.number for row in named} < {row.number for row in every}
    assert not {row.number for row in words} & {row.number for row in every}
    assert len(outlets) == 4 and odd == []
    with store.counting() as (connection, _):
        told = [listed(connection, OUTLET, (), name, (), 0, 10) for name in ("الاخبارية", "الأخبارية", "tayf", "لا منبر")]
    assert [[row.subject.name_ar for row in rows] for rows in told] == [["صدف الإخبارية"], ["صدف الإخبارية"], ["Tayf"], []]
    assert [row.count for row in every] == sorted((row.count for row in every), reverse=True)


def test_what_lies_within_a_province(store: Store) -> None:
    with store.counting() as (connection, words):
        inside = places_within(connection, "place/sy-idlib-governorate", None)
        country = places_within(connection, "place/sy", "SY")
        number = number_of(connection, PLACED, inside[0].subject.key)
        newest = newest_events(connection, Search(), words, number, (PLACE,), 5)
    assert {row.subject.key for row in inside} < {row.subject.key for row in country}
    assert len(newest) == 5 and all(store.reading(told.article) for told in newest)


def test_episodes_are_fewer_than_reports_and_add_up(store: Store) -> None:
    with store.counting() as (connection, words):
        assert compared(connection) is not None
        search = Search("", Filters(status=HAPPENED))
        reports = sum(row.events for row in by_day(connection, search, words))
        episodes = sum(row.events for row in episodes_by_day(connection, search, words))
        some = sum(
            row.events
            for row in episodes_by_day(connection, asked(Search("", Filters(status=HAPPENED, actor=("military/russian-army",)))), words)
        )
        number = number_of(connection, PLACED, "place/ly-sirte")
        there = sum(row.events for row in episodes_of(connection, number or 0, (PLACE,), HAPPENED))
        none = episodes_by_day(connection, search, words, outlets=[0])
        kept = [row["id"] for row in store.episodes(limit=10_000) if row["status"] in HAPPENED]
    assert 0 < some < episodes == len(kept) <= reports
    assert 0 < there < episodes and none == []


def test_who_copies_whom(tmp_path: Path) -> None:
    story = (
        "قالت وزارة الدفاع الروسية في بيان صدر مساء أمس إن طائرات مجهولة قصفت مدينة أريحا في ريف إدلب الجنوبي، وإن خمسة مدنيين قتلوا وأصيب "
        "أحد عشر آخرون بجروح متفاوتة، وأضاف البيان أن فرق الإسعاف نقلت الجرحى إلى المستشفى الميداني قرب معرة النعمان، وأن القصف تجدد فجر اليوم."
    )
    with fresh_store("sqlite", tmp_path) as store:
        first = incoming(story, "a", outlet="صدف الإخبارية", published="2020-02-01", url="https://a.example/1")
        second = incoming(story + " انتهى.", "b", outlet="مرقاب", published="2020-02-02", url="https://b.example/2")
        store.add([first, second])
        keep_comparison(store)
        with store.counting() as (connection, _):
            names = subjects(connection, range(1, 200))
            here = next(number for number, subject in names.items() if subject.name_ar == "مرقاب")
            there = next(number for number, subject in names.items() if subject.name_ar == "صدف الإخبارية")
            assert copies(connection, here) == ([(there, 1)], []) and copies(connection, there) == ([], [(here, 1)])


@pytest.mark.parametrize("kind", KINDS)
def test_an_article_read_anew_is_counted_anew(kind: str, tmp_path: Path) -> None:
    item = incoming("قصفت القوات الروسية مدينة إدلب.", outlet="مرقاب", published="2020-05-01")
    with fresh_store(kind, tmp_path) as store:
        store.add([item])
        with store.counting() as (connection, words):
            before = by_place(connection, Search(), words)
        assert (before.events, [row.place.name_en for row in before.places]) == (1, ["Idlib Governorate"]) or before.events == 1
        reading = item.reading
        moved = tuple(replace(m, name_en="Elsewhere", lat=10.0) if m.kind == "place" else m for m in reading.mentions)
        made = replace(reading, mentions=moved, made_by=replace(reading.made_by, lexicon="other"))
        assert store.add_readings([made]) == 1
        with store.counting() as (connection, words):
            after = by_place(connection, Search(), words)
        assert after.events == 1 and [(row.place.name_en, row.place.lat) for row in after.places] == [("Elsewhere", 10.0)]


def test_a_store_of_an_older_rawi_says_that_it_is_short(tmp_path: Path) -> None:
    with fresh_store("sqlite", tmp_path) as store:
        store.add(many(5))
        assert not store.counts_are_short() and not store.index_is_short()
        with store.database.writing() as connection:
            for model in (TieRow, TallyRow, CalledRow, IssuedRow):
                connection.execute(delete(model))
        assert store.counts_are_short() and store.index_is_short()
        assert store.index_anew() == 5
        assert not store.counts_are_short()
        with store.counting() as (connection, words):
            assert by_place(connection, Search(), words).events > 0


def test_no_private_person_is_a_subject() -> None:
    item = incoming("قال المواطن أحمد الخالد إن القوات الروسية قصفت مدينة إدلب، وأصيب الطفل محمد العلي.", published="2020-05-01")
    person = Mention("m0-4", 0, 4, "فلان", "person")
    event = item.reading.events[0]
    reading = replace(item.reading, mentions=(*item.reading.mentions, person), events=(replace(event, recipients=("m0-4",), score=0.9),))
    keys = {subject.key for subject in tallied(reading, None, load_lexicon()).subjects() if subject.kind == ACTOR}
    assert not {key for key in keys if "فلان" in key}
    people = [m for m in reading.mentions if m.kind == "person" and m.entity is None]
    assert people and not {actor_subject(m).key for m in people} & keys
    assert keys <= {SOMEBODY, *(key for key in keys if key.startswith((NAMELESS, "state", "military", "government", "people", "person")))}


@pytest.mark.parametrize(
    ("first", "last", "precision", "day"),
    [
        ("2020-05-03", "2020-05-03", "day", "2020-05-03"),
        ("2020-05-01", "2020-05-07", "week", "2020-05-01"),
        ("2020-05-01", "2020-05-31", "month", None),
        ("2011-01-01", "2011-12-31", "year", None),
        ("2020-05-01", None, "open", "2020-06-01"),
        (None, "2020-05-01", "open", None),
        ("2020-13-01", "2020-13-01", "day", None),
    ],
)
def test_the_day_an_event_is_counted_on(first: str | None, last: str | None, precision: str, day: str | None) -> None:
    event = incoming("قصفت القوات الروسية مدينة إدلب.", published="2020-06-01").reading.events[0]
    assert day_of(replace(event, date=None), "2020-06-01") == "2020-06-01"
    told = DateSpan(first=first, last=last, precision=precision, start=0, end=4, text="قصفت")
    assert day_of(replace(event, date=told), "2020-06-01") == day


def test_a_new_outlet_is_no_rise_unremarked() -> None:
    rows = [ByDay(f"2020-{month:02}-10", "ASSAULT", 1, 5) for month in range(1, 13)]
    assert series(rows, MONTH).shifts == ()
    grown = series([*rows, ByDay("2020-06-11", "ASSAULT", 2, 20), ByDay("2020-07-11", "ASSAULT", 2, 20)], MONTH)
    assert [(period.first, period.new, round(period.share_of_new, 2)) for period in grown.shifts] == [("2020-06-01", (2,), 0.8)]
    assert steady([*rows, ByDay("2020-06-11", "ASSAULT", 2, 20)]) == {1}


def test_periods_without_an_event_are_there() -> None:
    rows = [ByDay("2020-01-30", "ASSAULT", 1, 1), ByDay("2020-02-12", "AGREE", 1, 2), ByDay(None, "ASSAULT", 1, 7)]
    for step, count in ((DAY, 14), (WEEK, 3), (MONTH, 2)):
        found = series(rows, step)
        assert (len(found.periods), found.count, found.dayless) == (count, 3, 7)
        drawn = chart(found)
        assert sum(piece.height for bar in drawn.bars for piece in bar.pieces) == pytest.approx(drawn.height * 3 / drawn.most, abs=0.1)
    assert [step_for(days) for days in ([], ["2020-01-01", "2020-02-01"], ["2020-01-01", "2020-12-31"], ["2018-01-01", "2021-01-01"])] == [
        MONTH, DAY, WEEK, MONTH,
    ]  # fmt: skip
    assert series([]).periods == () and chart(series([])).bars == ()


def test_only_the_newest_of_very_many_periods_are_drawn() -> None:
    found = series([ByDay("2018-01-01", "ASSAULT", 1, 1), ByDay("2021-01-01", "ASSAULT", 1, 1)], DAY)
    assert len(found.periods) == 400 and found.left_out == 697 and found.periods[-1].last == "2021-01-01"


def test_the_sums_are_those_of_the_database(store: Store) -> None:
    with store.counting() as (connection, _):
        counted = [connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in ("tally", "events")]
        roles = {row[0] for row in connection.execute(text("SELECT DISTINCT role FROM ties"))}
    readings = list(store.each_reading())
    assert counted[0] == sum(e.score >= 0.5 and e.same_as is None for r in readings for e in r.events) < counted[1]
    assert {DOER, SUFFERER, PLACE} <= roles
