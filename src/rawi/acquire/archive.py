"""Web archives (WARC, plain or gzipped) → the captures of their pages, with address, time and headers as archived."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from rawi.acquire.capture import Capture, Refusal

_ENDINGS = (".warc", ".warc.gz")
_PAGES = frozenset({"text/html", "application/xhtml+xml"})


def is_archive(path: Path) -> bool:
    """Whether a file is a web archive by its name."""
    return path.name.lower().endswith(_ENDINGS)


def archived(file: BinaryIO, source: str, limit: int) -> Iterator[Capture | Refusal]:
    """The pages of an archive in order; images, requests and other records that are no pages are passed over. A page larger than
    ``limit`` bytes, or answered with an error, is refused; where the archive breaks off, what came before is kept."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource
    try:
        for record in ArchiveIterator(file, record_types=wanted, parse_http=True, auto_decode="all"):
            found = _of_record(record, source, limit)
            if found is not None:
                yield found
    except (OSError, ValueError, RuntimeError) as error:
        yield Refusal(source, f"is no whole web archive ({error}); what could be read before the fault is kept; fetch it again")


def _of_record(record: Any, source: str, limit: int) -> Capture | Refusal | None:
    """The page of a record, why there is none, or None for what is no page at all."""
    url = str(record.headers.get("WARC-Target-URI") or "").strip("<>")
    where = f"{source}: {url}"
    response = record.http_headers if record.is_http else None
    kind = (record.http_content_type if response else record.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    if kind not in _PAGES or not url:
        return None
    if response is not None and response.status_code != 200:
        return Refusal(where, f"the outlet answered {response.status_code}, so there is no article; archive it again")
    data = record.reader.read(limit + 1)
    headers = tuple((str(name), str(value)) for name, value in response.items()) if response else ()
    if len(data) > limit:
        return Refusal(where, f"the page is larger than {limit // 1_000_000} MB, too large for one article; archive the article alone")
    if len(data) < record.content_length and not any(name.lower().endswith("-encoding") for name, _ in headers):
        return Refusal(where, "the archive breaks off inside the page; fetch it again")
    received = record.record_date.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if record.record_date else None
    told = next((value for name, value in headers if name.lower() == "content-type"), None)
    return Capture(_name(url), where, page=data, url=url, raw=data, received=received, content_type=told, headers=headers)


def _name(url: str) -> str:
    """A short id: the host, and a digest of the address."""
    host = (urlsplit(url).hostname or "page").removeprefix("www.")
    return f"{host}-{hashlib.sha256(url.encode('utf-8', 'replace')).hexdigest()[:10]}"
