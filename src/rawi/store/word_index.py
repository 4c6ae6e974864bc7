"""The search index: which words an article has, in which order, and which filter tokens. FTS5 on SQLite, tsvector on PostgreSQL.

Both get the same tokens and no database cuts or stems a word, so both give the same articles. ``words`` are the light stems in order;
``bag`` is everything else an article is found by. A docid is the day and the article's number, so that the highest is the newest.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, select, text

from rawi.fold import Folded, fold
from rawi.records import Furniture, Reading, Repair
from rawi.store.identity import packed, unpacked
from rawi.store.search_words import Found, SearchWords
from rawi.store.tables import IndexedRow

TITLE, LEAD = "\u00a7", "\u00b6"  # before a word that stands in the title or the lead
EVERY = "\u00a4"  # in every article
LEAD_WORDS = 60
# PostgreSQL numbers the places of words up to 16,383; what stands further down is not searched, on either database.
_MOST_WORDS = 16_000
_ARTICLE_BITS = 32
_BREAK = TITLE  # a token between title and text, which no phrase goes across


class Entry(NamedTuple):
    """What the index is told of an article."""

    article_id: int
    docid: int
    words: tuple[str, ...]
    bag: tuple[str, ...]
    cuts: list[list[Any]]


def docid_of(article_id: int, published: str | None) -> int:
    """The place of an article in the order newest first; without a day it comes last."""
    return (_day(published) << _ARTICLE_BITS) | article_id


def article_of(docid: int) -> int:
    """The article's number in a docid."""
    return docid & ((1 << _ARTICLE_BITS) - 1)


def docids_between(first: str | None, last: str | None) -> tuple[int, int]:
    """The docids of the articles published from one day to another, both inclusive; half-open."""
    low = _day(first) << _ARTICLE_BITS if first else 0
    high = (_day(last) + 1) << _ARTICLE_BITS if last else 1 << 62
    return (max(low, 1 << _ARTICLE_BITS) if last and not first else low), high


def _day(published: str | None) -> int:
    try:
        return date.fromisoformat(published or "").toordinal()
    except ValueError:
        return 0


def entry_of(article_id: int, reading: Reading, keys: Iterable[str], words: SearchWords) -> Entry:
    """An article as the index takes it: furniture left out, evasion spelling undone."""
    article = reading.article
    cuts = cuts_of(reading)
    title = list(words.words(fold(article.title))) if article.title else []
    body = list(islice(words.words(search_copy(article.text, cuts)), _MOST_WORDS))
    head = [found.light for found in body[: len(title)]]
    apart = [] if head == [found.light for found in title] else [*(found.light for found in title), _BREAK]
    bag = {form for found in (*title, *body) for form in found.others} | {found.light for found in title}
    bag |= _marked(TITLE, title) | _marked(LEAD, body[:LEAD_WORDS]) | {EVERY, *keys}
    ordered = (*apart, *(found.light for found in body))
    return Entry(article_id, docid_of(article_id, article.published), ordered, tuple(sorted(bag)), cuts)


def cuts_of(reading: Reading) -> list[list[Any]]:
    """The repairs and furniture of a reading, as the index keeps them: start, end, and the repaired word or null."""
    return [[r.start, r.end, r.repaired] for r in reading.repairs] + [[f.start, f.end, None] for f in reading.furniture]


def search_copy(text: str, cuts: Iterable[Iterable[Any]] | None) -> Folded:
    """The copy of a text that its words are taken from, with the way back to its letters."""
    repairs, hidden = [], []
    for start, end, repaired in cuts or ():
        if repaired is None:
            hidden.append(Furniture(start, end, text[start:end], ""))
        else:
            repairs.append(Repair(start, end, text[start:end], repaired))
    return fold(text, repairs, hidden)


def _marked(mark: str, found: Iterable[Found]) -> set[str]:
    return {mark + form for word in found for form in (word.light, *word.others)}


def put(connection: Connection, entries: list[Entry]) -> None:
    """Enter articles, each in place of what the index had of it."""
    take_out(connection, [entry.article_id for entry in entries])
    ordered = sorted(entries, key=lambda entry: entry.docid)
    if connection.dialect.name == "sqlite":
        _put_sqlite(connection, ordered)
    else:
        _put_postgres(connection, ordered)


def take_out(connection: Connection, articles: list[int]) -> None:
    """Take articles out of the index."""
    chosen = IndexedRow.article_id.in_(articles)
    if connection.dialect.name == "sqlite":
        for docid, tokens in connection.execute(select(IndexedRow.docid, IndexedRow.tokens).where(chosen)).all():
            connection.execute(_TAKEN_OUT, {"docid": docid, **_columns(unpacked(tokens or b"").decode("utf-8"))})
    connection.execute(delete(IndexedRow).where(chosen))


# FTS5 keeps no copy of the words, so it must be told them again.
_TAKEN_OUT = text("INSERT INTO words_fts (words_fts, rowid, words, bag) VALUES ('delete', :docid, :words, :bag)")
_ENTERED = text("INSERT INTO words_fts (rowid, words, bag) VALUES (:docid, :words, :bag)")
_ENTERED_POSTGRES = text(
    "INSERT INTO indexed (article_id, docid, cuts, vector) VALUES (:article_id, :docid, :cuts, CAST(:vector AS tsvector))"
).bindparams(bindparam("cuts", type_=IndexedRow.__table__.c.cuts.type))


def _columns(tokens: str) -> dict[str, str]:
    words, _, bag = tokens.partition("\n")
    return {"words": words, "bag": bag}


def _put_sqlite(connection: Connection, entries: list[Entry]) -> None:
    """In the order of docids: FTS5 writes a segment whenever one comes out of order."""
    rows = []
    for entry in entries:
        tokens = f"{' '.join(entry.words)}\n{' '.join(entry.bag)}"
        kept = {"article_id": entry.article_id, "docid": entry.docid, "cuts": entry.cuts or None}
        rows.append((kept | {"tokens": packed(tokens.encode("utf-8", "surrogatepass"))}, {"docid": entry.docid, **_columns(tokens)}))
    if rows:
        connection.execute(IndexedRow.__table__.insert(), [kept for kept, _ in rows])  # type: ignore[attr-defined]
        connection.execute(_ENTERED, [entered for _, entered in rows])


def _put_postgres(connection: Connection, entries: list[Entry]) -> None:
    rows = [
        {"article_id": entry.article_id, "docid": entry.docid, "cuts": entry.cuts or None, "vector": _vector(entry)} for entry in entries
    ]
    if rows:
        connection.execute(_ENTERED_POSTGRES, rows)


def _vector(entry: Entry) -> str:
    """The lexemes of an article: the light stems with their places, the rest without."""
    places: dict[str, list[str]] = {}
    for place, word in enumerate(entry.words, 1):
        places.setdefault(word, []).append(str(place))
    located = [f"'{word}':{','.join(at[:_MOST_PLACES])}" for word, at in places.items()]
    return " ".join(located + [f"'{word}'" for word in entry.bag if word not in places])


_MOST_PLACES = 255  # of one word that PostgreSQL keeps
