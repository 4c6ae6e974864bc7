"""The list of articles: search, filters, what each article tells of."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from rawi.serve.rendering import render

router = APIRouter()


@router.get("/")
def articles(request: Request, q: str = "") -> Response:
    """The articles that meet a query, the newest first."""
    store = request.app.state.store
    return render(request, "articles.html", page=store.search(q), q=q)
