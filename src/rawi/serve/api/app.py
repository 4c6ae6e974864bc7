"""The API as an application of its own, to be mounted behind the workbench's door."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from rawi.review import ReviewError
from rawi.serve.api import articles, events, exports, findings, problems, registry, reviewing, stories
from rawi.store import Store, StoreError
from rawi.version import VERSION

_ABOUT = """What Arabic news reports, record by record, each with the letters that justify it. A record is a report, never a verdict.

* **Pages**: `limit` and `after`; the address of the next page is in the `Link` header, and as `next` in JSON.
* **Forms**: JSON, or one record a line with `Accept: application/jsonl`.
* **Caches**: every answer has a strong `ETag`; `If-None-Match` spares the repetition.
* **Mirrors**: ask `/events` with `updated_since` and `order=changed`, and `/deletions` with `since`.
* **Decisions**: name the `version` of the record that you saw, or its `ETag` in `If-Match`; `Idempotency-Key` makes a request safe to repeat.
* **Errors** are `application/problem+json`; `detail` says the cure.

Offsets are code points of the article's text, half-open. Send the key of the workbench as `Authorization: Bearer …`."""


def make_api(store: Store) -> FastAPI:
    """The API over an open store. Whose request it is comes from ``request.state.session`` (its ``coder``), which the door sets."""
    api = FastAPI(
        title="Rawi", version=VERSION, description=_ABOUT, docs_url=None, redoc_url=None, openapi_url="/openapi.json",
        responses=problems.DESCRIBED, separate_input_output_schemas=False,
    )  # fmt: skip
    api.state.store = store
    # The articles come last: an article's id may hold slashes, so that their routes take whatever begins like one.
    for part in (events, reviewing, stories, findings, registry, exports, articles):
        api.include_router(part.router)
    api.add_exception_handler(RequestValidationError, problems.not_valid)
    api.add_exception_handler(HTTPException, problems.not_met)
    api.add_exception_handler(ReviewError, problems.not_decided)
    api.add_exception_handler(StoreError, problems.store_failed)
    api.add_exception_handler(Exception, problems.failed)
    return api
