"""The letters of a page: which encoding its bytes are in, whatever its header says."""

from __future__ import annotations

import codecs
import re

_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAMPLE = 200_000
_HEAD = 4096
# In Arabic text about one word in four begins with the article; in Arabic letters that come from a wrong table nearly none does.
_ARTICLE = re.compile("(?<![\u0621-\u064a])[\u0648\u0628\u0641]?\u0627\u0644[\u0621-\u064a]")
_ARABIC_TABLES = ("windows-1256", "iso-8859-6")
_MOST_BROKEN = 0.001


def decode_page(page: bytes, content_type: str | None) -> str:
    """The page as text. Order: byte order mark, valid UTF-8, then of the header's, the page's own and the detected encoding the most
    Arabic one."""
    for mark, name in _MARKS:
        if page.startswith(mark):
            return page.decode(name, "replace")
    if _is_utf8(page):
        return page.decode("utf-8", "replace")
    candidates = dict.fromkeys(name for name in (*_declared(page, content_type), _detected(page), *_ARABIC_TABLES) if name)
    sample = page[:_SAMPLE]
    best = max(candidates, key=lambda name: len(_ARTICLE.findall(sample.decode(name, "replace"))))
    return page.decode(best, "replace")


def _is_utf8(page: bytes) -> bool:
    """Whether the bytes are UTF-8, but for a character in a thousand that was cut or damaged."""
    try:
        page.decode("utf-8")
        return True
    except UnicodeDecodeError:
        broken = page.decode("utf-8", "replace").count("\ufffd")
        return broken <= _MOST_BROKEN * sum(byte >= 0xC0 for byte in page)


def _declared(page: bytes, content_type: str | None) -> list[str]:
    """The encodings that the header and the page's head name, where Python knows them."""
    places = (content_type or "", page[:_HEAD].decode("latin-1"))
    return [name for place in places for found in _CHARSET.findall(place)[:1] if (name := _known(found))]


def _detected(page: bytes) -> str | None:
    from resiliparse.parse.encoding import detect_encoding

    return _known(detect_encoding(page[:_SAMPLE]) or "")


def _known(name: str) -> str | None:
    try:
        b"".decode(name)
        return codecs.lookup(name).name
    except LookupError:
        return None
