"""Search: what finds what, on the letters as received; and that SQLite and PostgreSQL give the same articles in the same order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rawi.store import BEST, NEWEST, Filters, Store, StoreError
from rawi.store.query import parse_query
from rawi.store.search_words import search_words
from stores import DOERS, KINDS, PLACES, QUERIES, fresh_store, ids, incoming, many

FILTERS = (
    Filters(),
    Filters(first="2020-03-01", last="2020-09-30"),
    Filters(outlet=("مرقاب", "Tayf"), status=("occurred",)),
    Filters(type=("ASSAULT",), place=("SY",)),
    Filters(actor=("state/ru", "القوات الروسية"), type=("ASSAULT",)),
    Filters(speaker=("وزارة الدفاع الروسية",)),
    Filters(side=("government/ru",), place=("حلب",)),
)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    with (
        fresh_store("sqlite", tmp_path_factory.mktemp("store")) as sqlite,
        fresh_store("postgresql", tmp_path_factory.mktemp("store")) as postgres,
    ):
        for start in range(0, 300, 60):
            sqlite.add(many(300)[start : start + 60])
            postgres.add(many(300)[start : start + 60])
        yield sqlite, postgres


@pytest.mark.parametrize("order", [NEWEST, BEST])
def test_fifty_queries_give_the_same_articles_in_the_same_order(both: tuple[Store, Store], order: str) -> None:
    assert len(QUERIES) >= 50 and len(set(QUERIES)) == len(QUERIES)
    found = {}
    for number, query in enumerate(QUERIES):
        filters = FILTERS[number % len(FILTERS)] if number % 2 else Filters()
        sqlite, postgres = (ids(store, query, filters=filters, order=order) for store in both)
        assert sqlite == postgres, query
        assert len(set(sqlite)) == len(sqlite) == both[0].count(query, filters) == both[1].count(query, filters)
        found[query] = sqlite
    assert sum(bool(hits) for hits in found.values()) >= 40, "most queries find something, or they would show little"


@pytest.mark.parametrize("filters", FILTERS[1:])
def test_filters_narrow_alike_and_to_something(both: tuple[Store, Store], filters: Filters) -> None:
    sqlite, postgres = (ids(store, "", filters=filters) for store in both)
    assert sqlite == postgres and 0 < len(sqlite) < 300


def test_a_page_has_the_same_snippets_from_both(both: tuple[Store, Store]) -> None:
    sqlite, postgres = (store.search("قصفت الهدنة", order=BEST, limit=30).hits for store in both)
    assert sqlite == postgres and sqlite


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with fresh_store(request.param, tmp_path) as made:
        yield made


FOUND = [
    ("هدنة", "اتفق الطرفان على الهدنة."),
    ("هدنة", "رحبوا وبالهدنة الجديدة فرحوا."),
    ("هدنة", "للهدنة شروط."),
    ("الهدنة", "هذه هدنتهم الثانية."),
    ("هدنه", "دخلت الهدنة يومها الأول."),
    ("هدنة", "الهُدْنَة بين الطرفين."),
    ("الهدنــة", "انتهت هدنة الأسبوع."),
    ("غارة", "شنت الطائرات غارات على القرى."),
    ("غارات", "وقعت غارة على القرية."),
    ("صاروخ", "سقطت الصواريخ على الحي."),
    ("مستشفى", "تضررت المستشفيات في المدينة."),
    ("قصف", "قصفت المدفعية القرية."),
    ("إدلب", "قوات دخلت بإدلب صباحا."),
    ("ادلب", "في إدلب معارك."),
    ("لبنان", "وصل الوفد إلى لبنان."),
    ("لبنان", "احتفوا بلبنان في المعرض."),
    ("زيلينسكي", "التقى بزيلينسكي في كييف."),
    ("قصف", "تعرضت البلدة لقصـ ـف عنيف مساء."),
    ("١٢", "قتل 12 مدنيا."),
    ("MIG", "طائرة MiG-29 حلقت."),
    ('"وقف إطلاق النار"', "دعوا لوقف إطلاق النار فورا."),
    ("«إطلاق النار»", "تم إطلاق النار."),
]
NOT_FOUND = [
    ('"وقف إطلاق النار"', "وقف الناس أمام إطلاق سراح النار."),
    ("وتين", "قال بوتين إن الأمر انتهى."),
    ("زارة", "أعلنت وزارة الصحة ذلك."),
    ("حدة", "قوات من الوحدة الخاصة."),
    ("هدنة -غزة", "الهدنة في غزة صامدة."),
    ("هدنة إدلب", "الهدنة في حلب صامدة."),
    ("لبن", "وصل الوفد إلى بيروت."),
]


@pytest.mark.parametrize(("query", "text"), FOUND)
def test_it_finds(query: str, text: str) -> None:
    _found(query, text, True)


@pytest.mark.parametrize(("query", "text"), NOT_FOUND)
def test_it_does_not_find(query: str, text: str) -> None:
    _found(query, text, False)


def _found(query: str, text: str, wanted: bool) -> None:
    """Both databases answer as the snippets do, which the tests on 50 queries hold them to; SQLite alone is quicker here."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder, fresh_store("sqlite", Path(folder)) as store:
        store.add([incoming(text)])
        assert bool(store.search(query).hits) is wanted
        if wanted:
            assert store.matches("a", query), "what is found is also shown"


def test_the_words_shown_are_the_letters_received(store: Store) -> None:
    text = "عنوان\n" + "كلام كثير لا يعني السائل شيئا، " * 30 + "ثم رحّبوا وبالهُدنةِ الجديدة، لقصـ ـف توقف."
    store.add([incoming(text)])
    [hit] = store.search("هدنة قصف").hits
    assert [match.text for match in hit.matches] == ["وبالهُدنةِ", "لقصـ ـف"]
    assert all(text[match.start : match.end] == match.text for match in hit.matches)
    assert text[hit.start : hit.end] == hit.snippet and hit.start <= hit.matches[0].start < hit.matches[-1].end <= hit.end
    assert [span.of(text) for span in store.matches("a", "هدنة")] == ["وبالهُدنةِ"]


def test_newest_first_and_best_first(store: Store) -> None:
    body = "تحدث مصدر عن أمور كثيرة لا شأن لها بما بعدها ولا بما قبلها " * 8
    texts = {
        "title": ("هدنة جديدة في المدينة\nقال مصدر إن الأمر تم.", "2020-01-01"),
        "lead": ("تطورات اليوم في المدينة\nقال مصدر إن هدنة جديدة بدأت.", "2020-01-02"),
        "deep": (f"تطورات الأمس في المدينة\n{body} ثم ذكر هدنة.", "2020-01-03"),
        "undated": ("حديث في المدينة عن أمر\nقال مصدر إن هدنة ثالثة بدأت.", None),
    }
    store.add([incoming(text, id, published=day) for id, (text, day) in texts.items()])
    assert ids(store, "هدنة") == ["deep", "lead", "title", "undated"]
    assert ids(store, "هدنة", order=BEST) == ["title", "lead", "undated", "deep"]
    assert ids(store, "هدنة", filters=Filters(last="2020-01-02")) == ["lead", "title"], "without a day nothing is known of the day"
    assert ids(store, "هدنة", filters=Filters(first="2020-01-02")) == ["deep", "lead"]


def test_filters_hold_of_one_event(store: Store) -> None:
    text = "قصفت القوات الروسية مدينة إدلب أمس. وأعلنت تركيا أنها ستقدم مساعدات إنسانية إلى مدينة حلب."
    store.add([incoming(text, published="2020-01-30")])
    types = {event.type for event in store.events() if event.score >= 0.5}
    assert {"ASSAULT", "AID"} <= types
    assert store.count("", Filters(type=("ASSAULT",), place=("إدلب",))) == 1
    assert store.count("", Filters(type=("AID",), place=("إدلب",))) == 0


def test_a_side_is_the_speakers_or_the_outlets(store: Store) -> None:
    store.add(
        [
            incoming("قالت وزارة الدفاع الروسية إن القوات التركية قصفت أمس مدينة سراقب.", "said"),
            incoming("قصفت القوات التركية أمس مدينة سراقب.", "own", outlet="سبوتنيك"),
        ]
    )
    assert ids(store, "", filters=Filters(speaker=("Russian Ministry of Defence",))) == ["said"]
    assert set(ids(store, "", filters=Filters(side=("government/ru",)))) >= {"said"}
    assert ids(store, "", filters=Filters(side=("government/tr",))) == []


def test_an_outlet_is_found_by_any_of_its_names(store: Store) -> None:
    from rawi.outlets import load_outlets

    outlet = next(iter(load_outlets()))
    store.add([incoming("قصفت المدفعية القرية أمس.", outlet=outlet.name_ar), incoming("قصفت المدفعية البلدة أمس.", "b", outlet="صدف")])
    for name in (outlet.id, outlet.name_en, outlet.domains[0]):
        assert ids(store, "", filters=Filters(outlet=(name,))) == ["a"]


@pytest.mark.parametrize("after", ["x", "7", "9.5", "0.x", "'; DROP TABLE articles; --"])
def test_a_cursor_that_is_none_is_refused(store: Store, after: str) -> None:
    with pytest.raises(StoreError, match="no place to go on from"):
        store.search("هدنة", after=after)


@pytest.mark.parametrize(
    "query",
    [
        '"',
        '""',
        "-",
        "--",
        '-"',
        "' OR 1=1 --",
        "NEAR(",
        "*",
        "a:b",
        "(((",
        "\\",
        "'\\'",
        "words : x",
        "%",
        "\u0000",
        "😀",
        "AND",
        "NOT",
        "ـ",
        "ُ",
    ],
)
def test_no_query_is_an_error(store: Store, query: str) -> None:
    store.add([incoming("قصفت المدفعية القرية أمس.")])
    store.search(query)
    store.search(f"قصفت {query}")


def test_a_text_longer_than_the_index_takes(store: Store) -> None:
    text = "هدنة " + " ".join(f"كلمة{number}" for number in range(20_000)) + " خاتمة"
    store.add([incoming(text)])
    assert (store.count("هدنة"), store.count("خاتمة")) == (1, 0)
    assert store.faults() == []


def test_the_index_is_entered_anew(store: Store) -> None:
    from sqlalchemy import text

    store.add(many(40))
    before = [ids(store, query) for query in QUERIES[:10]]
    with store.database.writing() as connection:
        connection.execute(text("UPDATE facts SET value = 'other' WHERE name = 'stems'"))
    assert store.index_is_stale() and any("other tables" in fault for fault in store.faults())
    assert store.index_anew() == 40 and not store.index_is_stale() and store.faults() == []
    assert [ids(store, query) for query in QUERIES[:10]] == before


def test_words_of_closed_classes_count_only_where_there_is_nothing_else() -> None:
    words = search_words()
    assert parse_query("في إدلب", words) == parse_query("إدلب", words)
    assert parse_query("في", words).wanted and not parse_query("", words).wanted
    assert len(parse_query('"في إدلب"', words).wanted[0].phrase) == 2


def test_the_gazetteer_has_no_part_in_stems() -> None:
    """A new place must not make an index stale."""
    words = search_words()
    for name in (*PLACES, *DOERS):
        assert words.asked(name.split()[0])
    assert words._cutter._names == frozenset()
