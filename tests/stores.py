"""Stores for tests: SQLite in a temporary folder, PostgreSQL on the server of RAWI_TEST_POSTGRES; articles of our own, many and all different."""

from __future__ import annotations

import os
import random
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from rawi.acquire import Capture
from rawi.clean import article_from_text
from rawi.read import default_reader
from rawi.records import Reading
from rawi.store import Incoming, Store
from rawi.store.identity import mark_of

SERVER = os.environ.get("RAWI_TEST_POSTGRES")
KINDS = ("sqlite", "postgresql")
PLACES = ("إدلب", "أريحا", "سراقب", "حلب", "طرابلس", "مصراتة", "سرت", "الخرطوم", "الفاشر", "صنعاء", "الحديدة", "غزة", "رفح", "بيروت")
DOERS = ("القوات الروسية", "الجيش السوري", "الجيش الوطني الليبي", "قوات الدعم السريع", "الجيش الإسرائيلي", "الحوثيون", "الجيش التركي")
SPEAKERS = (
    "وزارة الدفاع الروسية",
    "المرصد السوري لحقوق الإنسان",
    "الدفاع المدني السوري",
    "حكومة الوفاق الليبية",
    "الأمم المتحدة",
    "وزارة الخارجية التركية",
)
OUTLETS = ("صدف الإخبارية", "مرقاب", "بوابة عرجون", "Tayf", None)
DEEDS = (
    "إن {doer} قصفت أمس مدينة {place}، ما أدى إلى مقتل {n} مدنيين على الأقل.",
    "إن غارات شنتها {doer} على {place} أوقعت {n} جرحى وألحقت أضرارا بالمستشفى.",
    "إن {doer} خرقت الهدنة في {place} {n} مرات منذ مطلع الشهر.",
    "إن اشتباكات اندلعت في ريف {place} بين {doer} ومسلحين، وأطلقت صواريخ على القرى.",
    "إن طرفي النزاع اتفقا على وقف إطلاق النار في {place} برعاية أممية، وإن {doer} ستنسحب خلال {n} أيام.",
    "إن متظاهرين احتشدوا في {place} احتجاجا على انتهاكات {doer}.",
)
QUERIES = (
    "هدنة", "الهدنة", "وبالهدنة", '"وقف إطلاق النار"', "قصف", "قصفت إدلب", "غارات", "غارة", "صاروخ", "صواريخ حلب", "مستشفى", "المستشفيات",
    "انتهاك", '"خرقت الهدنة"', "طرابلس -غارات", "-هدنة", "اشتباك", "متظاهرون", "احتجاج الخرطوم", '"القوات الروسية"', "روسيا", "الجيش",
    '"الجيش السوري" قصف', "مدنيين", "جرحى صنعاء", "بيروت رفح", "أممية", "الفاشر", "سرت مصراته", "ليس في النص", '"في إدلب"', "إنسحاب", "قرى",
    "", "وزارة الدفاع", '"وزارة الدفاع الروسية"', "المرصد", "أضرار", "مرات", "7", "النزاع", "ريف حلب", "ايام", "هُدنة", "الهدنه",
    "قتل", "قتلى", "مقتل مدنيين في إدلب", '"لم يقل أحد هذا"', "الدعم السريع",
)  # fmt: skip


@contextmanager
def fresh_database(kind: str, folder: Path) -> Iterator[str]:
    """The address of an empty database, which is gone afterwards."""
    if kind == "sqlite":
        yield str(folder / "rawi.db")
        return
    if SERVER is None:
        pytest.skip("RAWI_TEST_POSTGRES names no server; .ci/run starts one")
    import psycopg

    name = f"rawi_{secrets.token_hex(6)}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{SERVER.rsplit('/', 1)[0]}/{name}"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def fresh_store(kind: str, folder: Path) -> Iterator[Store]:
    """An empty store."""
    with fresh_database(kind, folder) as address, Store.open(address, upgrade_server=True) as store:
        yield store


def incoming(
    text: str, id: str = "a", *, url: str | None = None, outlet: str | None = None, published: str | None = None, key: str | None = None
) -> Incoming:
    """A text read, as the store takes it."""
    reader = default_reader()
    capture = Capture(
        id, f"{id}.txt", text=text, url=url, outlet=outlet, published=published, raw=text.encode(), key=key or f"file:/{id}.txt"
    )
    article = article_from_text(text, id=id, url=url, outlet=outlet, published=published, lexicon=reader.lexicon)
    return Incoming(capture, mark_of(capture, None, None), reader.read(article))


def made_text(number: int) -> str:
    """A dispatch that no other number gives."""
    chance = random.Random(number)
    place, doer, speaker = chance.choice(PLACES), chance.choice(DOERS), chance.choice(SPEAKERS)
    deeds = chance.sample(DEEDS, chance.randint(1, 3))
    told = " وأضافت ".join(deed.format(place=place, doer=doer, n=chance.randint(2, 9)) for deed in deeds)
    return f"تطورات في {place} رقم {number}\nقالت {speaker} {told}"


@cache
def many(count: int) -> tuple[Incoming, ...]:
    """So many dispatches, read."""
    return tuple(_made(number) for number in range(count))


def _made(number: int) -> Incoming:
    chance = random.Random(number)
    day = f"2020-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}" if number % 9 else None
    return incoming(made_text(number), f"d{number}", outlet=chance.choice(OUTLETS), published=day)


def ids(store: Store, query: str, **options: object) -> list[str]:
    """The articles of all pages of a search, in order."""
    found: list[str] = []
    after: str | None = None
    while True:
        page = store.search(query, limit=7, after=after, **options)  # type: ignore[arg-type]
        found += [hit.article for hit in page.hits]
        after = page.after
        if after is None:
            return found


def readings_of(store: Store) -> list[Reading]:
    """Every current reading."""
    return list(store.each_reading())
