"""Search: the query as each database takes it, and the hits page by page, the same articles in the same order from both.

Newest first is by day of publication, then by the order of arrival. Best first is by where the words stand: all in the title, all in
the lead, anywhere; the newest first within each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, select, text

from rawi.records import Quote
from rawi.store.errors import StoreError
from rawi.store.projection import COUNTED_FROM
from rawi.store.query import Filters, Query, Term
from rawi.store.search_words import SearchWords
from rawi.store.snippets import Matcher
from rawi.store.tables import ArticleRow, IndexedRow, VersionRow
from rawi.store.word_index import EVERY, LEAD, TITLE, article_of, docids_between

NEWEST, BEST = "newest", "best"
_ENDLESS = 1 << 62


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that meets a query: ``snippet`` is the passage of its text from ``start`` to ``end``, ``matches`` the words that meet it,
    ``cursor`` what to ask with (``after``) for the hits after this one."""

    article: str
    title: str | None
    outlet: str | None
    url: str | None
    published: str | None
    snippet: str
    start: int
    end: int
    matches: tuple[Quote, ...]
    cursor: str


@dataclass(frozen=True, slots=True)
class Page:
    """Some hits, and what to ask with (``after``) for the next ones; None when there are no more."""

    hits: tuple[Hit, ...]
    after: str | None


def find(connection: Connection, query: Query, filters: Filters, words: SearchWords, order: str, limit: int, after: str | None) -> Page:
    """A page of hits. Raises StoreError for a cursor that is none."""
    tier, below = _cursor(after)
    tiers = _tiers(query) if order == BEST and query.wanted else [([], [])]
    if tier >= len(tiers):
        raise StoreError(f"{after}: is no place to go on from in this search; use the one that the page before gave.")
    found: list[tuple[int, int]] = []
    for number in range(tier, len(tiers)):
        more = _docids(connection, query, filters, tiers[number], below if number == tier else _ENDLESS, limit + 1 - len(found))
        found += [(number, docid) for docid in more]
        if len(found) > limit:
            break
    shown = found[:limit]
    hits = _hits(connection, shown, query, words)
    return Page(hits, hits[-1].cursor if len(found) > limit else None)


def count(connection: Connection, query: Query, filters: Filters) -> int:
    """How many articles meet a query."""
    sql, values = _statement(connection, query, filters, ([], []), _ENDLESS)
    return int(connection.execute(text(f"SELECT count(*) FROM ({sql}) AS met"), values).scalar_one())


def articles_met(connection: Connection, query: Query, filters: Filters) -> Any:
    """A SELECT of the numbers of the articles that meet a query and filters, whichever of their events meet the filters."""
    apart = Filters(first=filters.first, last=filters.last)
    tier: _Tier = (filters.tokens(), [])
    sql, values = _statement(connection, query, apart, tier, _ENDLESS)
    met = text(f"SELECT docid & {_ARTICLE} AS article_id FROM ({sql}) AS met").bindparams(**values)
    return met.columns(IndexedRow.article_id)


def tokens_match(connection: Connection, tokens: Sequence[tuple[str, ...]]) -> ColumnElement[bool]:
    """The condition that an indexed article has one token of each group."""
    nothing = Query((), ())
    if connection.dialect.name == "sqlite":
        found = text("SELECT rowid FROM words_fts WHERE words_fts MATCH :tokens").bindparams(tokens=_for_sqlite(nothing, tokens, ()))
        return IndexedRow.docid.in_(found.columns(IndexedRow.docid))
    return text("indexed.vector @@ CAST(:tokens AS tsquery)").bindparams(tokens=_for_postgres(nothing, tokens, ()))  # type: ignore[return-value]


def _cursor(after: str | None) -> tuple[int, int]:
    tier, _, docid = (after or f"0.{_ENDLESS}").partition(".")
    if not (tier.isdecimal() and docid.isdecimal()):
        raise StoreError(f"{after}: is no place to go on from; use the one that the page before gave.")
    return int(tier), int(docid)


# Terms that must hold and terms of which none may, each a list of alternatives.
_Tier = tuple[list[tuple[str, ...]], list[tuple[str, ...]]]


def _tiers(query: Query) -> list[_Tier]:
    """What must and must not hold beside the query: in the title; in the lead but not in the title; elsewhere."""
    forms = [(form,) for term in query.wanted for form in term.phrase] + [term.forms for term in query.wanted if not term.phrase]
    title = [tuple(TITLE + form for form in alternatives) for alternatives in forms]
    lead = [tuple(mark + form for form in alternatives for mark in (TITLE, LEAD)) for alternatives in forms]
    return [(title, []), (lead, title), ([], lead)]


def _docids(connection: Connection, query: Query, filters: Filters, tier: _Tier, below: int, limit: int) -> list[int]:
    sql, values = _statement(connection, query, filters, tier, below)
    found = connection.execute(text(f"{sql} ORDER BY docid DESC LIMIT :limit"), values | {"limit": limit})
    return [int(docid) for docid in found.scalars()]


def _statement(connection: Connection, query: Query, filters: Filters, tier: _Tier, below: int) -> tuple[str, dict[str, Any]]:
    """The SELECT of the docids that meet everything, and its values."""
    sqlite = connection.dialect.name == "sqlite"
    low, high = docids_between(filters.first, filters.last)
    values: dict[str, Any] = {"low": low, "high": min(high, below)}
    every = [(EVERY,)] if query.unwanted and not query.wanted else []
    match = (_for_sqlite if sqlite else _for_postgres)(query, [*filters.tokens(), *tier[0], *every], tier[1])
    if match and sqlite:
        sql = "SELECT rowid AS docid FROM words_fts WHERE words_fts MATCH :match AND rowid >= :low AND rowid < :high"
    else:
        sql = "SELECT docid FROM indexed WHERE docid >= :low AND docid < :high"
        sql += " AND vector @@ CAST(:match AS tsquery)" if match else ""
    if match:
        values["match"] = match
    conditions = []
    for number, alternatives in enumerate(filters.of_events()):
        values |= {f"key{number}_{n}": f"% {token} %" for n, token in enumerate(alternatives)}
        conditions.append("(" + " OR ".join(f"e.keys LIKE :key{number}_{n}" for n in range(len(alternatives))) + ")")
    if conditions:
        here = "words_fts.rowid" if match and sqlite else "docid"
        of_article = f"e.article_id = ({here} & {_ARTICLE})"
        sql += f" AND EXISTS (SELECT 1 FROM events e WHERE {of_article} AND e.score >= {COUNTED_FROM} AND {' AND '.join(conditions)})"
    return sql, values


_ARTICLE = (1 << 32) - 1


def _for_sqlite(query: Query, more: Sequence[tuple[str, ...]], less: Sequence[tuple[str, ...]]) -> str:
    """The query in the language of FTS5."""

    def any_of(forms: Iterable[str]) -> str:
        return "(" + " OR ".join(f'"{form}"' for form in forms) + ")"

    def of_term(term: Term) -> str:
        return f'words : "{" ".join(term.phrase)}"' if term.phrase else any_of(term.forms)

    wanted = " AND ".join([*map(of_term, query.wanted), *map(any_of, more)])
    unwanted = [of_term(term) for term in query.unwanted] + (["(" + " AND ".join(map(any_of, less)) + ")"] if less else [])
    return f"({wanted}) NOT ({' OR '.join(unwanted)})" if wanted and unwanted else wanted


def _for_postgres(query: Query, more: Sequence[tuple[str, ...]], less: Sequence[tuple[str, ...]]) -> str:
    """The query in the language of tsquery."""

    def any_of(forms: Iterable[str]) -> str:
        return "(" + " | ".join(f"'{form}'" for form in forms) + ")"

    def of_term(term: Term) -> str:
        return "(" + " <-> ".join(f"'{form}'" for form in term.phrase) + ")" if term.phrase else any_of(term.forms)

    wanted = [*map(of_term, query.wanted), *map(any_of, more)]
    unwanted = [of_term(term) for term in query.unwanted] + (["(" + " & ".join(map(any_of, less)) + ")"] if less else [])
    return " & ".join([*wanted, *(f"!{term}" for term in unwanted)])


def _hits(connection: Connection, places: list[tuple[int, int]], query: Query, words: SearchWords) -> tuple[Hit, ...]:
    """What is shown of articles, in the order given (tier and docid)."""
    shown = select(ArticleRow.id, ArticleRow.name, VersionRow.__table__, IndexedRow.cuts)
    joined = shown.join(VersionRow, (VersionRow.article_id == ArticleRow.id) & (VersionRow.number == ArticleRow.current))
    chosen = joined.join(IndexedRow, IndexedRow.article_id == ArticleRow.id)
    found = {row[0]: row for row in connection.execute(chosen.where(IndexedRow.docid.in_([docid for _, docid in places])))}
    hits, matcher = [], Matcher(query, words)
    for tier, docid in places:
        row = found[article_of(docid)]
        passage = matcher.snippet(row.text, row.cuts)
        told = (passage.text, passage.start, passage.end, passage.matches, f"{tier}.{docid}")
        hits.append(Hit(row.name, row.title, row.outlet, row.url, row.published, *told))
    return tuple(hits)
