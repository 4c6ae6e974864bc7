"""Stories: the list of them by newest or by tellers, narrowed down; and one of them laid open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from rawi.acquire.inputs import iso_day
from rawi.demo.cards import quad_of
from rawi.demo.report import strings
from rawi.fold import fold_word
from rawi.outlets import load_outlets
from rawi.serve.choosing import ids_of
from rawi.serve.rendering import render
from rawi.serve.told import story as told
from rawi.serve.told.drawing import papers_of, passed_on
from rawi.serve.told.names import arabic_of, values_of
from rawi.serve.tongue import tongue_of
from rawi.store import Filters, Store, StoryEntry, StoryQuery, Told
from rawi.store.query import resolved
from rawi.store.stories import ORDERS

router = APIRouter()
STANDINGS = ("disputed", "corroborated", "one_side", "one_source", "unnamed", "unsourced")
_A_PAGE = 20
_SHOWN = 3
"""Episodes of a story in the list."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A list of stories as the address tells it; ``alone`` is set to see those too that one outlet tells."""

    outlet: str = ""
    actor: str = ""
    place: str = ""
    type: str = ""
    standing: str = ""
    first: str = ""
    last: str = ""
    alone: str = ""
    order: str = ORDERS[0]
    after: str = ""

    def query(self, outlets: Iterable[str]) -> StoryQuery:
        """The store's query; ``outlets`` are those that tell stories."""
        named: dict[str, Any] = {name: (value,) for name in ("actor", "place", "type") if (value := getattr(self, name).strip())}
        filters = resolved(Filters(first=iso_day(self.first), last=iso_day(self.last), **named), ids_of)
        if self.outlet.strip():
            filters = replace(filters, outlet=_meant(self.outlet, outlets))
        standing = (self.standing,) if self.standing in STANDINGS else ()
        return StoryQuery(filters, standing, 1 if self.alone else 2, self.order if self.order in ORDERS else ORDERS[0])

    def active(self) -> bool:
        """Whether anything narrows the list."""
        return any(getattr(self, name).strip() for name in ("outlet", "actor", "place", "type", "standing", "first", "last"))

    def address(self, **changed: str) -> str:
        """The address of this list with some of it changed; another list begins at its first page."""
        values = {name: getattr(self, name) for name in self.__slots__ if name != "after"} | changed
        asked = {name: value for name, value in values.items() if value and (name, value) != ("order", ORDERS[0])}
        return "/stories?" + urlencode(asked) if asked else "/stories"


@dataclass(frozen=True, slots=True)
class Row:
    """A story in the list, with the episodes that most outlets tell, how many there are, and how many of them are told and denied."""

    story: StoryEntry
    episodes: tuple[Told, ...]
    all_episodes: int
    outlets: tuple[str, ...]


@router.get("/stories")
def stories(request: Request, asked: Annotated[Asked, Depends()]) -> Response:
    """The stories that meet filters, a page at a time."""
    store: Store = request.app.state.store
    outlets = store.kept.outlets()
    query = asked.query(outlets)
    found, total = store.kept.page(query, after=asked.after or None, limit=_A_PAGE + 1)
    rows = _rows(store, found[:_A_PAGE])
    values: dict[str, Any] = {"asked": asked, "rows": rows, "outlets": outlets, "standings": STANDINGS, "types": tuple(strings()["type"])}
    values |= {"total": total, "compared": store.kept.compared(), "orders": ORDERS}
    return render(request, "stories.html", **values, **shared(), after=found[_A_PAGE - 1].cursor if len(found) > _A_PAGE else None)


@router.get("/stories/{name:path}")
def story(request: Request, name: str) -> Response:
    """One story: its tellers side by side, what was told of each day, on whose word, in which numbers and names."""
    store: Store = request.app.state.store
    sheet = told.sheet_of(store, name, tongue_of(request).direction == "rtl")
    return render(request, "story.html", sheet=sheet, spread=sheet.spread, compared=store.kept.compared(), **shared())


def shared() -> dict[str, Any]:
    """What the macros of told.html need."""
    quads = {type: quad_of(type) for type in strings()["type"]}
    return {"quads": quads, "values_of": values_of, "arabic_of": arabic_of, "passed_on": passed_on, "papers_of": papers_of}


def _rows(store: Store, found: list[StoryEntry]) -> list[Row]:
    ids = store.kept.told_in([entry.id for entry in found])
    wanted = [id for entry in found for id in ids[entry.id][:_SHOWN]]
    known = {one.episode["id"]: one for one in store.kept.episodes(wanted)}
    tellers = store.kept.tellers([entry.id for entry in found])
    return [
        Row(entry, tuple(known[id] for id in ids[entry.id][:_SHOWN] if id in known), len(ids[entry.id]), tuple(tellers[entry.id]))
        for entry in found
    ]


def _meant(name: str, outlets: Iterable[str]) -> tuple[str, ...]:
    """The outlets that a typed name stands for; the name itself where it is none of them."""
    known, wanted = load_outlets(), fold_word(name.strip()).lower()
    entry = known.of(name)
    meant = [o for o in outlets if wanted in fold_word(o).lower() or (entry is not None and known.of(o) is entry)]
    return tuple(meant) or (name,)
