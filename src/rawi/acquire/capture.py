"""What an input is before cleaning, and what is said of one that cannot be read."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Capture:
    """One article as it came: plain ``text`` or the bytes of a ``page``. ``source`` is the file, with the line for JSON Lines.

    ``raw`` are the bytes as received (of JSON Lines, the line); ``key`` is what a file, or an id in a file, is known again by;
    ``received`` (UTC), ``content_type`` and ``headers`` are those of an archived page.
    """

    id: str
    source: str
    text: str | None = None
    page: bytes | None = None
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    byline: str | None = None
    published: str | None = None
    assumed: str | None = None
    raw: bytes = field(default=b"", repr=False, compare=False)
    key: str | None = None
    received: str | None = None
    content_type: str | None = None
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input that was not read: where it is, what is wrong, and the cure."""

    source: str
    reason: str

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}."
