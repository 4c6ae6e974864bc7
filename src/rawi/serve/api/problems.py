"""Errors as RFC 9457 wants them: what is wrong in ``title``, where and the cure in ``detail``."""

from __future__ import annotations

from typing import Any

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from rawi.review import Spent
from rawi.serve.refusals import problem
from rawi.store import Conflict, Unknown


class Problem(BaseModel):
    """An error: its status, what is wrong, and the cure."""

    type: str = "about:blank"
    title: str = Field(examples=["There is no such thing"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["a17: the store has no such article."])


def _described(told: str) -> dict[str, Any]:
    return {"description": told, "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}


Responses = dict[int | str, dict[str, Any]]
DESCRIBED: Responses = {
    400: _described("The request cannot be understood."),
    401: _described("No key, or a wrong one."),
    422: {"model": Problem, **_described("A parameter or the body cannot be right; detail says which and why.")},
    503: _described("The store does not answer; try again."),
}
MISSING: Responses = {404: _described("The store has no such thing.")}
CHANGED: Responses = {
    409: _described("Somebody decided in between; look again."),
    412: _described("The record is no longer as If-Match says."),
    428: _described("Neither version nor If-Match was given."),
}
NOT_MODIFIED: Responses = {304: {"description": "As If-None-Match says."}}
_NO_SUCH = "There is no such thing"


class Refused(HTTPException):
    """A request that a route refuses, with what is wrong (title) and the cure."""

    def __init__(self, status: int, title: str, cure: str) -> None:
        """``cure`` becomes the detail."""
        super().__init__(status, cure)
        self.title = title


async def not_valid(request: Request, error: Exception) -> Response:
    """A parameter or a body that cannot be right."""
    assert isinstance(error, RequestValidationError)
    told = [f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}" for fault in error.errors()]
    return problem(422, "The request cannot be right", "; ".join(told[:_SHOWN]) + ". See /api/v1/openapi.json.")


async def not_met(request: Request, error: Exception) -> Response:
    """A refusal of a route, an address without a route, or a method that it does not take."""
    assert isinstance(error, HTTPException)
    title = error.title if isinstance(error, Refused) else _TITLES.get(error.status_code, str(error.detail))
    detail = str(error.detail) if isinstance(error, Refused) else _CURES.get(error.status_code, str(error.detail))
    answer = problem(error.status_code, title, detail)
    answer.headers.update(error.headers or {})
    return answer


async def not_decided(request: Request, error: Exception) -> Response:
    """A decision that cannot be made as it was asked for."""
    title = "The key was used before" if isinstance(error, Spent) else "This cannot be decided so"
    return problem(422, title, str(error))


async def store_failed(request: Request, error: Exception) -> Response:
    """What the store says: a conflict, an unknown article, a cursor that is none, or a fault of the database."""
    if isinstance(error, Conflict):
        with_etag = "if-match" in request.headers
        return problem(412 if with_etag else 409, "Somebody decided in between", str(error))
    if isinstance(error, Unknown):
        return problem(404, _NO_SUCH, str(error))
    if "no place to go on from" in str(error):
        return problem(400, "This is no cursor", str(error))
    answer = problem(503, "The store does not answer", str(error))
    answer.headers["Retry-After"] = "5"
    return answer


async def failed(request: Request, error: Exception) -> Response:
    """A fault of Rawi's own."""
    return problem(500, "Something failed inside Rawi", f"{type(error).__name__}; please report this. RAWI_DEBUG=1 rawi serve shows where.")


_SHOWN = 5  # faults of a request that are told
_TITLES = {404: _NO_SUCH, 405: "This address does not take this method"}
_CURES = {404: "Check the address; /api/v1/openapi.json lists them.", 405: "See /api/v1/openapi.json for the methods that it takes."}
