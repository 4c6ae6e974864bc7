"""When two captures are one article, one version, one receipt."""

from __future__ import annotations

import gzip
import hashlib
from urllib.parse import parse_qsl, urlencode, urlsplit

from rawi.acquire import Capture
from rawi.records import Article

# Parameters that say how a reader came to a page, not which page it is.
_TRAILS = ("utm_", "fbclid", "gclid", "igshid", "mc_cid", "mc_eid", "yclid", "ref_src")


def keys_of(capture: Capture, article: Article) -> tuple[str, ...]:
    """What the article is known again by: its address; without one its file, or its id within a file. Empty where only the content tells."""
    address = address_of(article.url)
    if address:
        return (address,)
    return (capture.key,) if capture.key else ()


def address_of(url: str | None) -> str | None:
    """An address as a key: scheme, «www.», fragment, trails and a final slash do not count. None without a path: many pages name the
    front page as their address."""
    try:
        parts = urlsplit(url or "")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    query = urlencode([(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not name.startswith(_TRAILS)])
    path = parts.path.rstrip("/")
    if not host or not (path or query):
        return None
    return f"url:{host}{path}" + (f"?{query}" if query else "")


def content_of(article: Article) -> str:
    """The digest of what makes a version: the letters and what is known of them. The id and how the day is known do not count."""
    return _digest(article.text, article.title, article.outlet, article.byline, article.published)


def mark_of(capture: Capture, outlet: str | None, published: str | None) -> str:
    """The digest of a receipt: the same bytes from the same place, with the same said of them on the command line. An archived page
    received at another time is another receipt; a file read again is not."""
    place = capture.url if capture.received else (capture.key or capture.source)
    return _digest(sha256_of(bytes_of(capture)), place, capture.received, outlet, published)


def bytes_of(capture: Capture) -> bytes:
    """The bytes as received; those of the text where a program made the capture."""
    return capture.raw or capture.page or (capture.text or "").encode("utf-8", "surrogatepass")


def sha256_of(data: bytes) -> str:
    """The sha256 of bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def free_name(wanted: str, key: str) -> str:
    """Another name for an article whose own is another's: the same for the same key, whatever the order of reading."""
    return f"{wanted}~{_digest(key)[:8]}"


def packed(data: bytes) -> bytes:
    """Bytes as the store keeps them: gzip, the same for the same bytes."""
    return gzip.compress(data, compresslevel=6, mtime=0)


def unpacked(data: bytes) -> bytes:
    """The bytes that were packed. Raises OSError, EOFError or zlib.error for damaged ones."""
    return gzip.decompress(data)


def _digest(*parts: str | None) -> str:
    """The sha256 over parts, their borders and absences included."""
    seen = hashlib.sha256()
    for part in parts:
        data = b"-" if part is None else b"+" + part.encode("utf-8", "surrogatepass")
        seen.update(len(data).to_bytes(8, "big") + data)
    return seen.hexdigest()
