"""The language of a page: its messages (gettext), its labels, its numbers and its dates."""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from starlette.requests import Request

from rawi.demo.report import strings

LOCALES = Path(__file__).with_name("locale")
CODES = ("en", "ar")
COOKIE = "rawi_language"
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DIGITS = "0123456789"


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language of the interface."""

    code: str
    messages: gettext.NullTranslations

    @property
    def direction(self) -> str:
        """rtl or ltr."""
        return "rtl" if self.code == "ar" else "ltr"

    def label(self, group: str, key: str | None) -> str:
        """What a value of the contract is called: a group and a key of data/report/strings.toml; an unknown key is shown as it is."""
        pair = strings()[group].get(key or "")
        return pair[CODES.index(self.code)] if pair else (key or "")

    def number(self, value: float, places: int = 0) -> str:
        """A number with the digits and separators of the language."""
        return self.digits(f"{value:,.{places}f}")

    def digits(self, told: str) -> str:
        """The digits, commas and points of a number as the language writes them; every other sign stays."""
        own = self.messages.gettext(f"{_DIGITS},.")
        return "".join(own[at] if (at := f"{_DIGITS},.".find(sign)) >= 0 else sign for sign in told)

    def day(self, value: str | None) -> str:
        """An ISO day in words; what is no ISO day is returned as it is."""
        try:
            found = date.fromisoformat(value or "")
        except ValueError:
            return value or ""
        month = self.messages.gettext(_MONTHS[found.month - 1])
        return f"{self.digits(str(found.day))} {month} {self.digits(str(found.year))}"


@cache
def tongue(code: str) -> Tongue:
    """The language with a code; English for a code that is none of ours."""
    known = code if code in CODES else "en"
    if known == "en":
        return Tongue("en", gettext.NullTranslations())
    return Tongue(known, gettext.translation("rawi", LOCALES, [known]))


def tongue_of(request: Request) -> Tongue:
    """The language of a request: asked for in the address, chosen before, or the browser's first of ours."""
    asked = request.query_params.get("lang") or request.cookies.get(COOKIE)
    if asked in CODES:
        return tongue(asked)
    accepted = [part.partition(";")[0].strip()[:2] for part in request.headers.get("accept-language", "").split(",")]
    return tongue(next((code for code in accepted if code in CODES), "en"))
