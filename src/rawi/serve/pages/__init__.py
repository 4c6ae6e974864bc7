"""The pages, one file a page."""

from fastapi import APIRouter

from rawi.serve.pages import article, episodes, listing, pasting, places, reviewing, stories

pages = APIRouter(include_in_schema=False)
for part in (listing, stories, episodes, places, pasting, reviewing, article):
    pages.include_router(part.router)

__all__ = ["pages"]
