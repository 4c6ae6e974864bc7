"""Templates → pages, in the language of the request."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from rawi.demo.cards import quad_of
from rawi.demo.report import isolated, showable
from rawi.lexicon import load_lexicon
from rawi.serve.addresses import address_of, address_of_entity, address_of_outlet
from rawi.serve.tongue import CODES, COOKIE, tongue, tongue_of
from rawi.version import VERSION

_TEMPLATES = Path(__file__).with_name("templates")
_A_YEAR = 31_536_000


def render(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page as an answer; a language asked for in the address is kept for later requests."""
    answer = HTMLResponse(render_text(request, template, **values), status)
    asked = request.query_params.get("lang")
    if asked in CODES:
        answer.set_cookie(COOKIE, asked, max_age=_A_YEAR, samesite="lax", path="/")
    return answer


def render_text(request: Request, template: str, **values: Any) -> str:
    """A page as text. Every template knows the language (``tongue``), the session's CSRF token and the address it was asked at."""
    spoken = tongue_of(request)
    session = getattr(request.state, "session", None)
    given = {
        "tongue": spoken,
        "csrf": session.csrf if session else "",
        "coder": session.coder if session else "",
        "path": request.url.path,
        "open": session is not None,
        "demo": getattr(request.app.state, "demo", False) if "app" in request.scope else False,
        "other": {code: str(request.url.include_query_params(lang=code).replace(scheme="", netloc="")) for code in CODES},
    }
    return environment(spoken.code).get_template(template).render(given | values)


@cache
def environment(code: str) -> Environment:
    """The templates in one language; what is printed loses what could reorder or break the page."""
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        finalize=showable, extensions=["jinja2.ext.i18n"],
    )  # fmt: skip
    spoken = tongue(code)
    known = spoken.code
    install: Any = made
    install.install_gettext_translations(spoken.messages, newstyle=True)
    made.filters |= {
        "isolated": isolated,
        "n": spoken.number,
        "day": spoken.day,
        "days": spoken.days,
        "month": spoken.month,
        "digits": spoken.digits,
    }
    made.globals |= {"label": spoken.label, "version": VERSION, "address_of": address_of, "address_of_entity": address_of_entity}
    made.globals |= {"address_of_outlet": address_of_outlet, "quad_of": quad_of, "country": lambda iso2: _country(known, iso2)}
    return made


def _country(code: str, iso2: str | None) -> Markup:
    """A country's name, leading to its page."""
    found = load_lexicon().countries.get(iso2 or "")
    if found is None:
        return escape(iso2 or "")
    return Markup('<a href="{}">{}</a>').format(address_of_entity(found.place), found.name_en if code == "en" else found.name_ar)
