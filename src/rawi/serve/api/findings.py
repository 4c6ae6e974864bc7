"""Attributions, figures and mentions across the store, each with its article."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response

from rawi.records import Attribution, Figure, Mention, Reading, plain
from rawi.serve.api import problems
from rawi.serve.api.answers import page
from rawi.serve.api.articles import Filtered, cursor_of
from rawi.serve.api.asked import After, Kept, Limit, Word
from rawi.serve.api.models import Records
from rawi.serve.api.shapes import article_of, made_with
from rawi.store import Filters, Store

router = APIRouter(tags=["findings"])
_LISTED: problems.Responses = {200: {"model": Records}, **problems.NOT_MODIFIED}
_MOST_ARTICLES = 100  # looked through for one page: a page may be short, or empty, with a next one
_TOGETHER = 25


@dataclass(frozen=True, slots=True)
class Found:
    """A record of an article, and where to go on after it."""

    record: dict[str, Any]
    cursor: str


@router.get("/attributions", responses=_LISTED)
def attributions(
    request: Request, store: Kept, narrowed: Filtered, speaker_entity: Word | None = None, stance: Word | None = None,
    limit: Limit = 100, after: After = None,
) -> Response:  # fmt: skip
    """Statements: who says it, through whom, how, and which letters they cover. A page may be short; go on while there is a next one."""

    def wanted(reading: Reading) -> Iterator[dict[str, Any]]:
        entities = {mention.id: mention.entity for mention in reading.mentions}
        for said in reading.attributions:
            if stance in (None, said.stance) and speaker_entity in (None, entities.get(said.speaker or "")):
                yield _attribution(said, reading)

    return _page(request, store, narrowed.filters(), wanted, limit, after)


@router.get("/figures", responses=_LISTED)
def figures(
    request: Request, store: Kept, narrowed: Filtered, measure: Word | None = None, limit: Limit = 100, after: After = None
) -> Response:
    """Counts with their bounds. A page may be short; go on while there is a next one."""

    def wanted(reading: Reading) -> Iterator[dict[str, Any]]:
        yield from (_figure(figure, reading) for figure in reading.figures if measure in (None, figure.measure))

    return _page(request, store, narrowed.filters(), wanted, limit, after)


@router.get("/mentions", responses=_LISTED)
def mentions(
    request: Request, store: Kept, narrowed: Filtered, entity: Word | None = None, kind: Word | None = None, loaded: Word | None = None,
    limit: Limit = 100, after: After = None,
) -> Response:  # fmt: skip
    """Words that name an actor, a place or an agreement. A page may be short; go on while there is a next one."""

    def wanted(reading: Reading) -> Iterator[dict[str, Any]]:
        for mention in reading.mentions:
            if entity in (None, mention.entity) and kind in (None, mention.kind) and loaded in (None, mention.loaded):
                yield _mention(mention, reading)

    return _page(request, store, narrowed.filters(), wanted, limit, after)


def _page(
    request: Request, store: Store, filters: Filters, wanted: Callable[[Reading], Iterator[dict[str, Any]]], limit: int, after: str | None
) -> Response:
    """Records of the articles that meet the filters, the newest article's first. A cursor is the article before, and how many of the
    next one's records are told."""
    before, _, told = (after or ":0").partition(":")
    skipped = int(told) if told.isascii() and told.isdigit() and len(told) < 7 else 0
    place, found, looked, more = cursor_of(before) if before else None, list[Found](), 0, True
    while more and looked < _MOST_ARTICLES and len(found) <= limit:
        hits = store.search("", filters, limit=_TOGETHER, after=place)
        for hit in hits.hits:
            records = list(wanted(store.reading(hit.article)))
            found += [Found(record, f"{place or ''}:{n}") for n, record in enumerate(records, 1) if n > skipped]
            place, skipped, looked = hit.cursor, 0, looked + 1
            if len(found) > limit:
                break
        more = hits.after is not None
    shown = [one.record for one in found[:limit]]
    following = found[limit - 1].cursor if len(found) > limit else f"{place}:0" if more and place else None
    return page(request, shown, following)


def _beside(record: Any, reading: Reading) -> dict[str, Any]:
    return {"id": f"{reading.article.id}#{record.id}", "article": article_of(reading.article), **made_with(reading)}


def _attribution(said: Attribution, reading: Reading) -> dict[str, Any]:
    ids = {id for id in (said.speaker, *said.co_speakers, said.on_behalf_of, *(link.mention for link in said.chain)) if id}
    words = [reading.article.text[span.start : span.end] for span in said.content]
    told = [plain(mention) for mention in reading.mentions if mention.id in ids]
    return {**_beside(said, reading), "attribution": plain(said), "content": words, "mentions": told}


def _figure(figure: Figure, reading: Reading) -> dict[str, Any]:
    counted = next((plain(mention) for mention in reading.mentions if mention.id == figure.of), None)
    return {**_beside(figure, reading), "figure": plain(figure), "of": counted}


def _mention(mention: Mention, reading: Reading) -> dict[str, Any]:
    return {**_beside(mention, reading), "mention": plain(mention)}
