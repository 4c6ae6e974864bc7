"""Records → answers: JSON or JSON Lines, a strong ETag, the address of the next page."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

JSONL = "application/jsonl"
_LINES = (JSONL, "application/x-ndjson", "application/x-jsonlines")


def dumped(value: Any) -> bytes:
    """A value as JSON; dataclasses are objects, lone surrogates are escaped."""
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError:
        from rawi.records import plain

        return json.dumps(value, default=plain, separators=(",", ":")).encode()


def etag_of(body: bytes) -> str:
    """The strong ETag of an answer's bytes."""
    return f'"{hashlib.blake2b(body, digest_size=16).hexdigest()}"'


def one(request: Request, record: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """One record."""
    return _answer(request, dumped(record), "application/json", headers or {}, status)


def page(request: Request, records: Sequence[Any], after: str | None, name: str = "records", **more: Any) -> Response:
    """Some records with the way to the next: {name, next} in JSON, or one a line; ``after`` is the cursor of the last, None when there are
    no more."""
    following = None if after is None else f"{_path(request)}?{request.url.include_query_params(after=after).query}"
    headers = {"Vary": "Accept"} | ({"Link": f'<{following}>; rel="next"'} if following else {})
    if wants_lines(request):
        return _answer(request, b"".join(dumped(record) + b"\n" for record in records), JSONL, headers)
    return _answer(request, dumped({**more, name: list(records), "next": following}), "application/json", headers)


def wants_lines(request: Request) -> bool:
    """Whether one record a line is asked for."""
    accepted = [part.partition(";")[0].strip().lower() for part in request.headers.get("accept", "").split(",")]
    return any(kind in _LINES for kind in accepted)


def matches(header: str | None, etag: str) -> bool:
    """Whether an If-Match or If-None-Match header names an ETag. A door that compresses answers makes ETags weak on their way."""
    named = [part.strip().removeprefix("W/") for part in (header or "").split(",")]
    return "*" in named or etag in named


def _answer(request: Request, body: bytes, kind: str, headers: dict[str, str], status: int = 200) -> Response:
    etag = etag_of(body)
    told = {"ETag": etag, "Cache-Control": "private, no-cache", **headers}
    if status == 200 and request.method in ("GET", "HEAD") and matches(request.headers.get("if-none-match"), etag):
        return Response(status_code=304, headers=told)
    return Response(body, status, told, kind)


def _path(request: Request) -> str:
    return request.url.path


def cut(found: Sequence[Any], limit: int) -> tuple[Sequence[Any], str | None]:
    """Of ``limit + 1`` entries with a cursor those to show, and where to go on; None where these are all."""
    shown = found[:limit]
    return shown, shown[-1].cursor if len(found) > limit else None


def named(ids: Iterable[str | None]) -> set[str]:
    """The ids that are there."""
    return {id for id in ids if id}
