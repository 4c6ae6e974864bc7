"""Captures → Articles → Readings, each input that cannot be read refused by name: for the commands and for the workbench."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rawi.acquire import Capture, Refusal, captures
from rawi.clean import CleanError, article_from_html, article_from_text
from rawi.read import Reader
from rawi.records import Article, Reading

_ENOUGH_LETTERS = 200  # below, neither script nor language can be told
_LETTER = re.compile(r"[^\W\d_]")
_ARABIC = re.compile("[\u0621-\u064a]")
_LANGUAGES = {
    "fa": "Persian",
    "ur": "Urdu",
    "ckb": "Kurdish (Sorani)",
    "ku": "Kurdish",
    "ps": "Pashto",
    "ug": "Uyghur",
    "sd": "Sindhi",
    "en": "English",
}


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user said of all inputs: publication day and outlet where an article has none of its own, and whether any language is
    read."""

    published: str | None = None
    outlet: str | None = None
    any_language: bool = False


@dataclass(frozen=True, slots=True)
class Assumption:
    """An input that was read on an assumption the user should know of."""

    source: str
    assumed: str

    def __str__(self) -> str:
        return f"{self.source}: is not UTF-8; read as {self.assumed}."


def readings(paths: Sequence[str], reader: Reader, wishes: Wishes) -> Iterator[Reading | Refusal | Assumption]:
    """The Reading of every article of the paths, in input order, with what was refused or assumed in its place."""
    yield from read_all(captures(paths), reader, wishes)


def read_all(inputs: Iterable[Capture | Refusal], reader: Reader, wishes: Wishes) -> Iterator[Reading | Refusal | Assumption]:
    """The Reading of every capture, as ``readings``."""
    for found in inputs:
        if isinstance(found, Refusal):
            yield found
            continue
        if found.assumed:
            yield Assumption(found.source, found.assumed)
        yield read_capture(found, reader, wishes)


def read_capture(capture: Capture, reader: Reader, wishes: Wishes) -> Reading | Refusal:
    """One capture read; whatever goes wrong inside is a Refusal, so that the other inputs are still read."""
    try:
        article = article_of(capture, reader, wishes)
        reason = None if wishes.any_language else foreign(article)
        return Refusal(capture.source, reason) if reason else reader.read(article)
    except CleanError as error:
        return Refusal(capture.source, str(error).removeprefix(f"{capture.id}: ").rstrip("."))
    except Exception as error:
        if os.environ.get("RAWI_DEBUG") == "1":
            raise
        return Refusal(capture.source, f"reading it failed inside Rawi ({type(error).__name__}); please report this with the article")


def article_of(capture: Capture, reader: Reader, wishes: Wishes) -> Article:
    """A capture as an Article: its own day and outlet first, else those of the wishes. Raises CleanError."""
    outlet, published = capture.outlet or wishes.outlet, capture.published or wishes.published
    if capture.page is not None:
        kind, url = capture.content_type, capture.url
        return article_from_html(
            capture.page, id=capture.id, url=url, outlet=outlet, published=published, content_type=kind, lexicon=reader.lexicon
        )
    text, title, byline = capture.text or "", capture.title, capture.byline
    return article_from_text(
        text, id=capture.id, title=title, outlet=outlet, url=capture.url, byline=byline, published=published, lexicon=reader.lexicon
    )


def foreign(article: Article) -> str | None:
    """Why a text is not Arabic, as a refusal says it, or None. Short texts are never foreign."""
    arabic = _ARABIC.search(article.text) is not None
    if arabic and article.language in (None, "ar"):
        return None
    letters = sum(1 for _ in _LETTER.finditer(article.text))
    if letters < _ENOUGH_LETTERS:
        return None
    if not arabic:
        return "has no Arabic letters; Rawi reads Arabic (--any-language reads it all the same)"
    name = _LANGUAGES.get(article.language or "", f"the language {article.language}")
    return f"is {name}, not Arabic; give Arabic articles (--any-language reads it all the same)"
