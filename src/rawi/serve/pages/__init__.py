"""The pages, one file a page."""

from fastapi import APIRouter

from rawi.serve.pages import listing

pages = APIRouter(include_in_schema=False)
pages.include_router(listing.router)

__all__ = ["pages"]
