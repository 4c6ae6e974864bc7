"""The pages, one file a page."""

from fastapi import APIRouter

from rawi.serve.pages import actors, article, episodes, listing, outlets, over_time, pasting, place, places, reviewing, stories

pages = APIRouter(include_in_schema=False)
for part in (listing, stories, episodes, places, place, actors, outlets, over_time, pasting, reviewing, article):
    pages.include_router(part.router)

__all__ = ["pages"]
