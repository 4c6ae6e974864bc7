"""Articles, their readings, and the search over them."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from rawi.records import Reading, plain
from rawi.serve.api import problems
from rawi.serve.api.answers import one, page
from rawi.serve.api.asked import After, Kept, Limit, Narrowed, Number, Text
from rawi.serve.api.models import Records
from rawi.serve.api.shapes import whole_article
from rawi.store import BEST, NEWEST, Hit

router = APIRouter()
Filtered = Annotated[Narrowed, Depends()]
Asked = Annotated[Text, Query(description='Words that must all be there; "a phrase"; -word for what must not.')]
_LISTED: problems.Responses = {200: {"model": Records}, **problems.NOT_MODIFIED}


@router.get("/search", responses=_LISTED, tags=["articles"])
def search(
    request: Request, store: Kept, narrowed: Filtered, q: Asked = "", best: bool = False, limit: Limit = 20, after: After = None
) -> Response:
    """Articles by their words: the newest first, or with `best` those with the words in the title first. Each hit has its passage, and the
    words that meet the query with their offsets."""
    found = store.search(q, narrowed.filters(), order=BEST if best else NEWEST, limit=limit, after=cursor_of(after))
    return page(request, [plain(hit) for hit in found.hits], found.after)


@router.get("/articles", responses=_LISTED, tags=["articles"])
def articles(request: Request, store: Kept, narrowed: Filtered, limit: Limit = 100, after: After = None) -> Response:
    """Articles that meet the filters, the newest first."""
    found = store.search("", narrowed.filters(), limit=limit, after=cursor_of(after))
    return page(request, [_brief(hit) for hit in found.hits], found.after)


@router.get("/readings", responses=_LISTED, tags=["readings"])
def readings(request: Request, store: Kept, narrowed: Filtered, limit: Limit = 20, after: After = None) -> Response:
    """Current readings, whole (docs/records.md), of the articles that meet the filters, the newest first."""
    found = store.search("", narrowed.filters(), limit=min(limit, _MOST_WHOLE), after=cursor_of(after))
    return page(request, [plain(store.reading(hit.article)) for hit in found.hits], found.after)


@router.get(
    "/articles/{article:path}/reading", responses={200: {"model": Reading}, **problems.NOT_MODIFIED, **problems.MISSING}, tags=["readings"]
)
def reading(request: Request, store: Kept, article: str, version: Number | None = None) -> Response:
    """The reading of an article that search and exports go by; with `version` the newest of that version."""
    return one(request, plain(store.reading(article, version)))


@router.get("/articles/{article:path}/readings", responses=_LISTED | problems.MISSING, tags=["readings"])
def readings_of(request: Request, store: Kept, article: str) -> Response:
    """By what and when each version of an article was read, the oldest first."""
    store.article(article)
    told = [{"version": r.version, "made": r.made, "made_by": plain(r.made_by), "current": r.current} for r in store.readings(article)]
    return page(request, told, None)


@router.get("/articles/{article:path}/captures", responses=_LISTED | problems.MISSING, tags=["articles"])
def captures(request: Request, store: Kept, article: str) -> Response:
    """Every receipt of an article: where from, when, and the digest of its bytes."""
    store.article(article)
    told = ("version", "sha256", "source", "url", "received", "content_type")
    return page(request, [{name: getattr(receipt, name) for name in told} for receipt in store.captures(article)], None)


@router.get("/articles/{article:path}", responses={**problems.NOT_MODIFIED, **problems.MISSING}, tags=["articles"])
def article(request: Request, store: Kept, article: str, version: Number | None = None) -> Response:
    """An article with its text and what versions there are; with `version` as it was then."""
    return one(request, whole_article(store.article(article, version), store.versions(article)))


_MOST_WHOLE = 100  # readings of a page


def cursor_of(after: str | None) -> str | None:
    """A cursor of a search; one that is none gets the store's own refusal, whatever digits it is made of."""
    if after is None:
        return None
    tier, _, docid = after.partition(".")
    sound = after.isascii() and tier.isdigit() and docid.isdigit() and len(tier) < 3 and int(docid) <= 1 << 62
    return after if sound else "-"


def _brief(hit: Hit) -> dict[str, Any]:
    return {"id": hit.article, "title": hit.title, "outlet": hit.outlet, "url": hit.url, "published": hit.published}
