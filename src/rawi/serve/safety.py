"""Who may ask, and what a browser may do with the answer.

The printed address carries a one-time token; opening it gives the browser a session. A script sends a key instead
(``Authorization: Bearer``). Requests under a foreign Host (DNS rebinding), unsafe requests from a foreign Origin, and unsafe requests
of a session without its CSRF token are refused before any route sees them.
"""

from __future__ import annotations

import hmac
import secrets
from collections import deque
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rawi.serve.refusals import refusal
from rawi.serve.walk import Walks

ENTRANCE = "/enter"
CSRF_HEADER, CSRF_FIELD = "x-rawi-csrf", "csrf"
LONGEST_BODY = 16_000_000
"""Bytes of a request; the largest page that is read has 12 MB."""
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_OPEN = ("/static/", "/favicon.ico")
_FORM = "application/x-www-form-urlencoded"
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
}


@dataclass(frozen=True, slots=True)
class Session:
    """Whose request it is: the coder's name, and the CSRF token of the browser's forms (empty for a script with a key). ``trail`` holds the
    decisions made in this session, the last one last: what undoing takes back; ``walks`` what was looked at in each queue;
    ``held`` what a page keeps open for the session."""

    coder: str
    csrf: str
    walks: Walks = field(default_factory=Walks)
    held: dict[str, Any] = field(default_factory=dict)
    trail: deque[tuple[str, str, int]] = field(default_factory=lambda: deque(maxlen=500))


@dataclass(slots=True)
class Door:
    """What opens the workbench: ``token`` once, for a browser; ``key`` again and again, for scripts. ``hosts`` are the names this
    machine may be asked for by."""

    coder: str = "coder"
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    key: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    hosts: frozenset[str] = frozenset({"127.0.0.1", "localhost", "::1"})
    cookie: str = field(default_factory=lambda: f"rawi_{secrets.token_hex(4)}")
    sessions: dict[str, Session] = field(default_factory=dict)

    def admit(self, token: str) -> str | None:
        """The id of a new session for the token, which is then used up; None for a wrong or used one."""
        if not self.token or not _same(token, self.token):
            return None
        self.token = ""
        id = secrets.token_urlsafe(32)
        self.sessions[id] = Session(self.coder, secrets.token_urlsafe(24))
        return id

    def session_of(self, request: Request) -> Session | None:
        """Whose request it is: by key, else by cookie."""
        scheme, _, key = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return Session(self.coder, "") if _same(key.strip(), self.key) else None
        return self.sessions.get(request.cookies.get(self.cookie, ""))


class Guard:
    """ASGI middleware: lets through what the door admits, and puts the headers on every answer."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        """Around an application."""
        self.app, self.door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-cache" if scope["path"].startswith("/static/") else "no-store")
            await send(message)

        request = Request(scope, receive)
        body = await _form_body(request)
        if body is not None:
            receive = _again(body)
        answer = self._refused(request, body or b"")
        await (answer or self.app)(scope, receive, send_guarded)

    def _refused(self, request: Request, body: bytes) -> Response | None:
        """The answer to a request that no route shall see."""
        if _host(request.headers.get("host", "")) not in self.door.hosts:
            return refusal(request, 421, "host")
        path = request.url.path
        if path == ENTRANCE and request.method == "GET":
            return self._enter(request)
        if path.startswith(_OPEN) and request.method in _SAFE:
            return None
        session = self.door.session_of(request)
        if session is None:
            return refusal(request, 401, "closed")
        request.scope.setdefault("state", {})["session"] = session
        if request.method in _SAFE:
            return None
        if _length(request.headers) > LONGEST_BODY:
            return refusal(request, 413, "long")
        if session.csrf and not _is_own(request, session, body):
            return refusal(request, 403, "csrf")
        return None

    def _enter(self, request: Request) -> Response:
        id = self.door.admit(request.query_params.get("token", ""))
        if id is None:
            return RedirectResponse("/", 303) if self.door.session_of(request) else refusal(request, 401, "closed")
        answer = RedirectResponse("/", 303)
        answer.set_cookie(self.door.cookie, id, httponly=True, samesite="lax", path="/")
        return answer


def _is_own(request: Request, session: Session, body: bytes) -> bool:
    """Whether an unsafe request comes from a page of ours: its Origin, where it says one, and the session's token."""
    headers = request.headers
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != headers.get("host"):
        return False
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    given = headers.get(CSRF_HEADER) or parse_qs(body.decode("utf-8", "replace")).get(CSRF_FIELD, [""])[0]
    return _same(given, session.csrf)


async def _form_body(request: Request) -> bytes | None:
    """The body of a form that carries its token inside; None for every other request."""
    headers = request.headers
    form = headers.get("content-type", "").partition(";")[0].strip().lower() == _FORM
    if request.method in _SAFE or not form or CSRF_HEADER in headers or _length(headers) > LONGEST_BODY:
        return None
    return await request.body()


def _again(body: bytes) -> Receive:
    """A body that was read, given once more."""

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


def _length(headers: Headers) -> int:
    """The length a request declares; one that declares none but sends a body counts as too long."""
    if "transfer-encoding" in headers:
        return LONGEST_BODY + 1
    told = headers.get("content-length", "0")
    return int(told) if told.isdecimal() else LONGEST_BODY + 1


def _host(host: str) -> str:
    """The name of a Host header, without port and brackets."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _same(given: str, kept: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), kept.encode("utf-8"))
