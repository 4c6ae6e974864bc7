"""The pages, one file a page."""

from fastapi import APIRouter

from rawi.serve.pages import (
    accepting,
    article,
    comparing,
    decisions,
    episodes,
    listing,
    naming,
    opening,
    pasting,
    places,
    reviewing,
    stories,
)

pages = APIRouter(include_in_schema=False)
for part in (listing, stories, episodes, places, pasting, opening, reviewing, decisions, accepting, comparing, naming, article):
    pages.include_router(part.router)

__all__ = ["pages"]
