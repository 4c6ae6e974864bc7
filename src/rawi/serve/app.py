"""The application: one store, its pages, its API, behind one door."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from rawi.serve.api import make_api
from rawi.serve.opening import Opening
from rawi.serve.pages import pages
from rawi.serve.refusals import problem, refusal, wants_json
from rawi.serve.safety import Door, Guard
from rawi.store import Conflict, Store, StoreError
from rawi.version import VERSION

_STATIC = Path(__file__).with_name("static")


def make_app(store: Store, *, door: Door | None = None, demo: bool = False) -> FastAPI:
    """The workbench over an open store. ``door`` decides who may ask (a new one with its own token and key without it); ``demo`` says on
    every page that the articles are samples. Routes find the store in ``request.app.state.store`` and whose request it is in
    ``request.state.session``."""
    app = FastAPI(title="Rawi", version=VERSION, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.store, app.state.demo, app.state.door = store, demo, door or Door()
    app.state.opening = Opening(store)
    app.include_router(pages)
    app.mount("/api/v1", make_api(store))
    app.mount("/static", StaticFiles(directory=_STATIC), "static")
    app.add_exception_handler(StoreError, _store_failed)
    app.add_exception_handler(HTTPException, _not_met)
    app.add_exception_handler(Exception, _failed)
    app.add_middleware(GZipMiddleware, minimum_size=1500, compresslevel=5)
    app.add_middleware(Guard, door=app.state.door)
    return app


async def _store_failed(request: Request, error: Exception) -> Response:
    """The store says what is wrong: a conflict, an unknown article, or a fault of the database."""
    missing = "has no such" in str(error)
    status = 409 if isinstance(error, Conflict) else 404 if missing else 503
    return refusal(request, status, "missing" if missing else "store", str(error))


async def _not_met(request: Request, error: Exception) -> Response:
    """A route's own refusal, or an address without a route."""
    assert isinstance(error, HTTPException)
    if error.status_code == 404 and not wants_json(request):
        return refusal(request, 404, "missing")
    return problem(error.status_code, str(error.detail), str(error.detail))


async def _failed(request: Request, error: Exception) -> Response:
    """A fault of Rawi's own."""
    return refusal(request, 500, "fault", type(error).__name__)
