"""Bytes → letters: UTF-8 first, else an Arabic encoding that the bytes speak for; files of other kinds told by their first bytes."""

from __future__ import annotations

import codecs
import re

_KINDS = (
    (b"%PDF", "a PDF", "take the text out of it first, for instance with pdftotext"),
    (b"\x89PNG", "a PNG image", "Rawi reads text, not pictures"),
    (b"\xff\xd8\xff", "a JPEG image", "Rawi reads text, not pictures"),
    (b"GIF8", "a GIF image", "Rawi reads text, not pictures"),
    (b"RIFF", "a sound, film or image file", "Rawi reads text"),
    (b"PK\x03\x04", "a zip archive or an office document", "unpack it, or save the document as plain text"),
    (b"\x1f\x8b", "compressed (gzip)", "unpack it first, for instance with gunzip"),
    (b"BZh", "compressed (bzip2)", "unpack it first, for instance with bunzip2"),
    (b"\xfd7zXZ", "compressed (xz)", "unpack it first, for instance with unxz"),
    (b"(\xb5/\xfd", "compressed (zstd)", "unpack it first, for instance with unzstd"),
    (b"7z\xbc\xaf", "a 7-Zip archive", "unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an old office document", "save the document as plain text"),
    (b"SQLite format 3", "an SQLite database", "export its texts as JSON Lines"),
    (b"\x7fELF", "a program", "Rawi reads text"),
)
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ENCODINGS = {"cp1256": "windows-1256", "iso8859-6": "ISO-8859-6"}  # by the codec's own name
_ARABIC = re.compile("[\u0621-\u064a]")
_SAMPLE = 1 << 16


class DecodeError(ValueError):
    """Bytes that are no text Rawi knows; the message says what they are and the cure."""


def check_kind(data: bytes) -> None:
    """Raises DecodeError when the bytes are a file of another kind: an image, an archive, a program."""
    for magic, name, cure in _KINDS:
        if data.startswith(magic):
            raise DecodeError(f"is {name}; {cure}")
    if not data.startswith(_WIDE) and b"\0" in data:
        raise DecodeError("is binary (it holds NUL bytes); give a text, HTML or JSON Lines file")


def decode(data: bytes) -> tuple[str, str | None]:
    """The letters of a plain text, a byte order mark dropped and nothing else altered, and the encoding where it was assumed."""
    check_kind(data)
    if data.startswith(_WIDE):
        return _strictly(data, "utf-16"), "UTF-16"
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8"), None
    except UnicodeDecodeError as error:
        return _arabic(data, error)


def _arabic(data: bytes, error: UnicodeDecodeError) -> tuple[str, str]:
    """The letters in the Arabic encoding that the bytes speak for."""
    from resiliparse.parse.encoding import detect_encoding

    patched = data.decode("utf-8", "replace")
    # Many Arabic letters beside few wrong bytes: damaged UTF-8, which another encoding would turn into nonsense.
    if len(_ARABIC.findall(patched)) > 3 * patched.count("\ufffd"):
        raise DecodeError(f"is UTF-8 with a wrong byte at offset {error.start}; fetch it again, or save it again as UTF-8")
    name = _codec(detect_encoding(data[:_SAMPLE]))
    if name not in _ENCODINGS:
        raise DecodeError(
            f"is not UTF-8 and looks like {name}, no Arabic encoding that Rawi reads; save it as UTF-8, for instance with iconv -t utf-8"
        )
    return _strictly(data, name), _ENCODINGS[name]


def _codec(name: object) -> str:
    """The codec's own name of an encoding that may have several."""
    try:
        return codecs.lookup(str(name)).name
    except LookupError:
        return f"{name}"


def _strictly(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise DecodeError(f"is not {codec} throughout (a wrong byte at offset {error.start}); save the file as UTF-8") from error
