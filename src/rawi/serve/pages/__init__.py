"""The pages, one file a page."""

from fastapi import APIRouter

from rawi.serve.pages import actors, article, listing, outlets, over_time, pasting, place, places, reviewing

pages = APIRouter(include_in_schema=False)
for part in (listing, places, place, actors, outlets, over_time, pasting, reviewing, article):
    pages.include_router(part.router)

__all__ = ["pages"]
