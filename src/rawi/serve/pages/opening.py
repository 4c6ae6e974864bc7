"""Files of one's own: a path on this machine, or files that the browser sends; read and kept while the page shows how far it is."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import unquote

from fastapi import APIRouter, Form, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from rawi.acquire.inputs import iso_day
from rawi.articles import Wishes
from rawi.serve.opening import Opening, Order, sent
from rawi.serve.rendering import render

router = APIRouter()
_LONGEST_PATH = 4096


@router.get("/open")
def box(request: Request) -> Response:
    """The boxes, and what is being opened."""
    return _shown(request)


@router.get("/open/progress")
def progress(request: Request) -> Response:
    """How far it is: asked for again and again by the page while it goes on."""
    return render(request, "opening.html", opening=_opening(request))


@router.post("/open")
def by_path(
    request: Request, path: Annotated[str, Form()] = "", outlet: Annotated[str, Form()] = "", published: Annotated[str, Form()] = ""
) -> Response:
    """Open a file, a folder or a web archive of this machine."""
    path = path.strip()
    if not path or len(path) > _LONGEST_PATH or "\0" in path:
        return _shown(request, "give the path of a file or folder on this machine.", 422)
    wishes = _wishes(outlet, published)
    if wishes is None:
        return _shown(request, f"{published}: is no day; write it as 2020-05-21.", 422)
    _opening(request).add(Order(path, wishes))
    return RedirectResponse("/open", 303)


@router.post("/open/file")
async def by_sending(request: Request, outlet: str = "", published: str = "") -> Response:
    """Open a file whose bytes are sent."""
    wishes = _wishes(outlet, published)
    if wishes is None:
        return _shown(request, f"{published}: is no day; write it as 2020-05-21.", 422)
    name = unquote(request.headers.get("x-rawi-name", ""))[:300] or "file.txt"
    _opening(request).add(await run_in_threadpool(sent, name, await request.body(), wishes))
    return RedirectResponse("/open", 303)


@router.post("/open/stop")
def stop(request: Request) -> Response:
    """Stop opening; what is kept stays."""
    _opening(request).stop()
    return RedirectResponse("/open", 303)


def _wishes(outlet: str, published: str) -> Wishes | None:
    """What was said of all articles; None where the day is none."""
    day = iso_day(published) if published.strip() else None
    return None if published.strip() and day is None else Wishes(day, outlet.strip() or None)


def _opening(request: Request) -> Opening:
    opening: Opening = request.app.state.opening
    return opening


def _shown(request: Request, fault: str = "", status: int = 200) -> Response:
    return render(request, "open.html", status=status, opening=_opening(request), fault=fault)
