"""The pages, one file a page."""

from fastapi import APIRouter

from rawi.serve.pages import article, listing, pasting

pages = APIRouter(include_in_schema=False)
for part in (listing, pasting, article):
    pages.include_router(part.router)

__all__ = ["pages"]
