"""Bring the catalogs of the workbench up to date: `python tools/make_catalogs.py` takes every message of the templates and the code,
keeps the translations there are, adds the new messages empty, and compiles. Needs Babel (in the dev extra); the program does not."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SERVE = Path(__file__).parent.parent / "src" / "rawi" / "serve"
PO = SERVE / "locale" / "ar" / "LC_MESSAGES" / "rawi.po"
METHODS = [("templates/**.html", "jinja2"), ("**.py", "python")]
OPTIONS = {"templates/**.html": {"trimmed": "true", "silent": "false"}}
KEYWORDS = {"message": None, "_": None, "gettext": None, "ngettext": (1, 2)}


def catalog() -> Catalog:
    """The Arabic catalog with every message that the program has now, and no other."""
    with PO.open("rb") as file:
        known = read_po(file, locale="ar")
    found = Catalog(
        project="Rawi", locale="ar", fuzzy=False, header_comment="# The Arabic of the workbench.", copyright_holder="the Rawi authors"
    )
    for _, _, said, _, context in extract_from_dir(SERVE, METHODS, OPTIONS, KEYWORDS):
        found.add(said, context=context)
    for entry in found:
        old = known.get(entry.id[0] if isinstance(entry.id, tuple) else entry.id)
        if entry.id and old is not None and old.string:
            entry.string = old.string
    found.creation_date = found.revision_date = datetime(2026, 11, 23, tzinfo=UTC)  # the same messages, the same bytes
    return found


def compiled(made: Catalog) -> bytes:
    """The catalog as gettext reads it."""
    out = BytesIO()
    write_mo(out, made)
    return out.getvalue()


def missing(made: Catalog) -> list[str]:
    """Messages without a translation."""
    return [str(entry.id) for entry in made if entry.id and not (all(entry.string) if isinstance(entry.string, tuple) else entry.string)]


if __name__ == "__main__":
    made = catalog()
    with PO.open("wb") as file:
        write_po(file, made, width=140, no_location=True, omit_header=False, sort_output=True)
    PO.with_suffix(".mo").write_bytes(compiled(made))
    for said in missing(made):
        print(said, file=sys.stderr)
    sys.exit(bool(missing(made)))
