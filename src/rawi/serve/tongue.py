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
_DIGITS = "0123456789"


def message(text: str) -> str:
    """The same text: marks it for the catalogs, where no template says it."""
    return text


_SIGNS = message("0123456789,.")
_MONTHS = (
    message("January"), message("February"), message("March"), message("April"), message("May"), message("June"), message("July"),
    message("August"), message("September"), message("October"), message("November"), message("December"),
)  # fmt: skip


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
        return self._written(f"{value:,.{places}f}", _SIGNS)

    def digits(self, told: object) -> str:
        """Words with their digits as the language writes them; every other sign stays."""
        return self._written(str(told), _DIGITS)

    def _written(self, told: str, signs: str) -> str:
        own = self.messages.gettext(_SIGNS)
        return "".join(own[signs.index(sign)] if sign in signs else sign for sign in told)

    def day(self, value: str | None) -> str:
        """An ISO day in words; what is no ISO day is returned as it is."""
        try:
            found = date.fromisoformat(value or "")
        except ValueError:
            return value or ""
        month = self.messages.gettext(_MONTHS[found.month - 1])
        return f"{self.digits(str(found.day))} {month} {self.digits(str(found.year))}"

    def month(self, value: str) -> str:
        """The month of an ISO day in words, with its year."""
        return f"{self.messages.gettext(_MONTHS[int(value[5:7]) - 1])} {self.digits(value[:4])}"

    def days(self, told: str) -> str:
        """ISO days with a dash between them, in words."""
        return " – ".join(self.day(part) for part in told.split(" – "))


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
