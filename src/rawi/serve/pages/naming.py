"""What a coder looks up while deciding: names of the registries while typing, and the codebook."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from rawi.review.codebook import codebook
from rawi.serve.rendering import render
from rawi.serve.suggesting import suggested, told
from rawi.serve.tongue import tongue_of

router = APIRouter()
_LONGEST = 100


@router.get("/names")
def names(request: Request, kind: str = "", q: str = "") -> Response:
    """Actors, places or outlets whose names hold what was typed."""
    spoken = tongue_of(request)
    return JSONResponse([told(found, spoken) for found in suggested(kind, q[:_LONGEST])])


@router.get("/review/codebook")
def definitions(request: Request) -> Response:
    """The codebook as a page."""
    return render(request, "codebook.html", defined=tuple(codebook().values()))
