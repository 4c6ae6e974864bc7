"""A text of one's own: pasted, read, shown; kept in the store only when asked."""

from __future__ import annotations

import hashlib
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from rawi.acquire import Capture
from rawi.acquire.inputs import ARTICLE_LIMIT, iso_day
from rawi.clean import article_from_text
from rawi.read import default_reader
from rawi.records import Reading
from rawi.serve.leaf import leaf_of
from rawi.serve.pages.article import DIGEST
from rawi.serve.rendering import render
from rawi.serve.tongue import message
from rawi.store import Incoming, Store
from rawi.store.identity import mark_of

router = APIRouter()


@router.get("/paste")
def box(request: Request) -> Response:
    """The box."""
    return render(request, "paste.html", fault=None, text="", title="", outlet="", published="")


@router.post("/paste")
def paste(
    request: Request,
    text: Annotated[str, Form()] = "",
    title: Annotated[str, Form()] = "",
    outlet: Annotated[str, Form()] = "",
    published: Annotated[str, Form()] = "",
    keep: Annotated[str, Form()] = "",
) -> Response:
    """The text read: shown at once, or kept and shown at its own address."""
    given = {"text": text, "title": title.strip(), "outlet": outlet.strip(), "published": published.strip()}
    fault = _fault(text, given["published"])
    if fault:
        return render(request, "paste.html", status=422, fault=fault, **given)
    capture = _capture(given)
    reading = _read(capture)
    if keep:
        store: Store = request.app.state.store
        store.add([Incoming(capture, mark_of(capture, None, None), reading)])
        return RedirectResponse(f"/articles/{quote(_name(store, reading))}", 303)
    values: dict[str, Any] = {
        "leaf": leaf_of(reading),
        "found": True,
        "asked": "",
        "digest": reading.made_by.lexicon[:DIGEST],
        "name": capture.id,
    }
    return render(request, "article.html", **values, versions=(), readings=(), receipts=(), kept=False)


def _fault(text: str, published: str) -> str | None:
    """What is wrong with a pasted text, as a message of the catalog."""
    if not text.strip():
        return message("Paste an article's text first.")
    if len(text.encode("utf-8", "replace")) > ARTICLE_LIMIT:
        return message("The text is longer than 5 MB; split it into articles.")
    if "\0" in text:
        return message("The text holds a NUL character, which no database takes; remove it.")
    return message("The day is none; write it as 2020-05-21.") if published and iso_day(published) is None else None


def _capture(given: dict[str, str]) -> Capture:
    # A browser sends every line end as CR LF; the text's own cannot be told any more.
    text = "\n".join(given["text"].split("\r\n"))
    name = f"paste-{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:10]}"
    told = {field: given[field] or None for field in ("title", "outlet")}
    return Capture(name, "pasted", text=text, title=told["title"], outlet=told["outlet"], published=iso_day(given["published"]))


def _read(capture: Capture) -> Reading:
    reader = default_reader()
    said = {"title": capture.title, "outlet": capture.outlet, "published": capture.published}
    return reader.read(article_from_text(capture.text or "", id=capture.id, lexicon=reader.lexicon, **said))


def _name(store: Store, reading: Reading) -> str:
    """Under which name the store has the text: it may have been there before."""
    return store.name_of_text(reading.article.sha256) or reading.article.id
