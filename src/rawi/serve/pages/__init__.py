"""The pages, one file a page."""

from fastapi import APIRouter

from rawi.serve.pages import (
    accepting,
    actors,
    article,
    comparing,
    decisions,
    episodes,
    listing,
    naming,
    opening,
    outlets,
    over_time,
    pasting,
    place,
    places,
    reviewing,
    stories,
)

_PARTS = (listing, stories, episodes, places, place, actors, outlets, over_time)
_DESK = (pasting, opening, reviewing, decisions, accepting, comparing, naming, article)
pages = APIRouter(include_in_schema=False)
for part in (*_PARTS, *_DESK):
    pages.include_router(part.router)

__all__ = ["pages"]
