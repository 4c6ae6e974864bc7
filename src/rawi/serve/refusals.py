"""What a person or a program is told when a request cannot be met: a small page, or problem+json (RFC 9457)."""

from __future__ import annotations

import json

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from rawi.serve.rendering import render_text
from rawi.serve.tongue import message

# Reason → what it is, and what to do about it. The pages say the same in the reader's language.
TOLD = {
    "host": (message("This address is not served here"), message("Open the address that rawi serve printed.")),
    "closed": (message("The workbench is closed to you"), message("Open the address that rawi serve printed; it works once. Start rawi serve again for a new one.")),
    "csrf": (message("The request did not come from a page of the workbench"), message("Go back, load the page again, and repeat what you did.")),
    "long": (message("The request is too long"), message("Send at most 16 MB; give larger files by their path, or keep them with rawi ingest.")),
    "missing": (message("There is no such page"), message("Check the address, or go to the list of articles.")),
    "store": (message("The store cannot do that"), message("Read what it says below.")),
    "fault": (message("Something failed inside Rawi"), message("Please report this; RAWI_DEBUG=1 rawi serve shows where.")),
}  # fmt: skip


def wants_json(request: Request) -> bool:
    """Whether a program asks: the API, or whoever accepts no HTML."""
    return request.url.path.startswith("/api/") or "text/html" not in request.headers.get("accept", "text/html")


def refusal(request: Request, status: int, reason: str, detail: str | None = None) -> Response:
    """The answer: status, what is wrong, the cure, and what the store or the route said of it."""
    what, cure = TOLD[reason]
    if wants_json(request):
        return problem(status, what, detail or cure)
    return HTMLResponse(render_text(request, "refusal.html", what=what, cure=cure, detail=detail), status)


def problem(status: int, title: str, detail: str, **more: object) -> Response:
    """An error as RFC 9457 wants it."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    return Response(json.dumps(body, ensure_ascii=False), status, media_type="application/problem+json")
