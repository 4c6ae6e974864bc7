"""The list of articles: search, filters, and what each article tells of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from rawi.acquire.inputs import iso_day
from rawi.demo.cards import COUNTED_FROM, quad_of
from rawi.demo.digest import best_events
from rawi.demo.gloss import gloss_event
from rawi.demo.report import strings
from rawi.records import Reading
from rawi.serve.choosing import ids_of
from rawi.serve.rendering import render
from rawi.store import BEST, NEWEST, EventChoice, Filters, Hit, Store
from rawi.store.counting import Search
from rawi.store.query import resolved

router = APIRouter()
A_PAGE = 20
_LONGEST_LEAD = 400
NAMED = ("outlet", "actor", "place", "speaker", "side")
"""Filters that a person types a name into, in the order of the form."""


@dataclass(frozen=True, slots=True)
class Row:
    """A hit with what its article tells of: type → counted events, and its best events as English sentences."""

    hit: Hit
    pieces: tuple[tuple[str, bool], ...]
    types: tuple[tuple[str, int], ...]
    glosses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as the address tells it."""

    q: str = ""
    outlet: str = ""
    actor: str = ""
    place: str = ""
    speaker: str = ""
    side: str = ""
    type: str = ""
    status: str = ""
    first: str = ""
    last: str = ""
    order: str = NEWEST
    after: str = ""

    def filters(self) -> Filters:
        """The store's filters; names bring their registry ids with them."""
        named: dict[str, Any] = {name: (value,) for name in (*NAMED, "type", "status") if (value := getattr(self, name).strip())}
        return resolved(Filters(first=iso_day(self.first), last=iso_day(self.last), **named), ids_of)

    def active(self) -> dict[str, str]:
        """The filters that are set."""
        names = (*NAMED, "type", "status", "first", "last")
        return {name: value for name in names if (value := getattr(self, name).strip())}

    def address(self, **changed: str) -> str:
        """The address of this search with some of it changed; a new search begins at its first page."""
        return self.at("/", **changed)

    def at(self, path: str, **changed: str) -> str:
        """The address of another page about what this search finds, with some of the search changed."""
        values = {name: getattr(self, name) for name in self.__slots__ if name != "after"} | changed
        asked = {name: value for name, value in values.items() if value and (name, value) != ("order", NEWEST)}
        return f"{path}?{urlencode(asked)}" if asked else path

    def search(self) -> Search:
        """The search as the store counts it."""
        return Search(self.q, self.filters())


@router.get("/")
def articles(request: Request, asked: Annotated[Asked, Depends()]) -> Response:
    """The articles that meet a query and filters, a page at a time."""
    store: Store = request.app.state.store
    filters = asked.filters()
    order = BEST if asked.order == BEST and asked.q.strip() else NEWEST
    page = store.search(asked.q, filters, order=order, limit=A_PAGE, after=asked.after or None)
    rows = [_row(store, hit) for hit in page.hits]
    known: dict[str, Any] = {"total": store.count(asked.q, filters), "counts": store.counts(), "stale": store.index_is_stale()}
    kinds: dict[str, Any] = {"types": tuple(strings()["type"]), "statuses": tuple(strings()["status"])}
    quads = {type: quad_of(type) for type in kinds["types"]}
    return render(request, "articles.html", asked=asked, rows=rows, after=page.after, named=NAMED, quads=quads, **kinds, **known)


def _row(store: Store, hit: Hit) -> Row:
    types = Counter(e.type for e in store.events(EventChoice(hit.article, low=COUNTED_FROM), limit=1000))
    reading = store.reading(hit.article)
    glosses = tuple(gloss_event(event, reading) for event in best_events(reading)[:2])
    pieces = tuple(_pieces(hit)) if hit.matches else ((_lead(reading) or hit.snippet, False),)
    return Row(hit, pieces, tuple(types.most_common(6)), glosses)


def _pieces(hit: Hit) -> Iterable[tuple[str, bool]]:
    """The snippet cut at the words that meet the query."""
    at = hit.start
    for match in hit.matches:
        yield hit.snippet[at - hit.start : match.start - hit.start], False
        yield match.text, True
        at = match.end
    yield hit.snippet[at - hit.start :], False


def _lead(reading: Reading) -> str:
    """The first sentence of the story."""
    found = next((s for role in ("lead", "body") for s in reading.sentences if s.role == role), None)
    return reading.article.text[found.start : found.end][:_LONGEST_LEAD] if found else ""
