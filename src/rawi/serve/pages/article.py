"""One article laid open: its words, its records, and why each record is there."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from rawi.records import Reading
from rawi.serve.leaf import leaf_of
from rawi.serve.rendering import render
from rawi.store import Store, StoreError

router = APIRouter()
DIGEST = 12
"""Signs of a lexicon's digest in a permalink."""


@router.get("/articles/{name:path}/records/{record}")
def record(name: str, record: str, lexicon: str = "") -> Response:
    """A record's permanent address: the article as the tables of that digest read it, the record chosen."""
    return RedirectResponse(f"/articles/{quote(name)}?lexicon={quote(lexicon)}#{quote(record)}", 303)


@router.get("/articles/{name:path}")
def article(request: Request, name: str, lexicon: str = "", version: int | None = None, q: str = "") -> Response:
    """An article with its records, by the current tables or by those of a digest."""
    store: Store = request.app.state.store
    reading, found = read_by(store, name, lexicon, version)
    kept: dict[str, Any] = {"versions": store.versions(name), "readings": store.readings(name), "receipts": store.captures(name)}
    values: dict[str, Any] = {
        "leaf": leaf_of(reading),
        "found": found,
        "asked": lexicon,
        "digest": reading.made_by.lexicon[:DIGEST],
        "name": name,
    }
    values |= {"story": store.kept.story_of(name), "episodes_of": store.kept.reports_of(name)}
    return render(request, "article.html", **values, **kept, kept=True)


def read_by(store: Store, name: str, lexicon: str, version: int | None) -> tuple[Reading, bool]:
    """The reading by the tables whose digest begins so, and whether there is one; else the current reading."""
    if lexicon:
        made = [told for told in store.readings(name) if told.made_by.lexicon.startswith(lexicon) and version in (None, told.version)]
        if made:
            return store.reading(name, made[-1].version, made[-1].made_by), True
    try:
        return store.reading(name, version), not lexicon
    except StoreError:
        if version is None:
            raise
        return store.reading(name), False
