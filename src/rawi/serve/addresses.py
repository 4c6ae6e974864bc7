"""The addresses of the pages about actors, places and outlets."""

from __future__ import annotations

from functools import cache
from urllib.parse import quote, urlencode

from rawi.fold import fold_word
from rawi.outlets import Outlets, load_outlets
from rawi.store.subjects import NAMELESS, Subject

_SAFE = "/~"


def address_of(subject: Subject) -> str:
    """The page of a subject; for words that no registry knows, the articles in which they have part."""
    if subject.kind == "outlet":
        return f"/outlets/{quote(subject.key, safe=_SAFE)}"
    if subject.kind == "place":
        return f"/places/{quote(subject.key, safe=_SAFE)}"
    if subject.key.startswith(NAMELESS):
        return f"/?{urlencode({'actor': subject.name_ar})}"
    return address_of_entity(subject.key)


def address_of_entity(entity: str | None) -> str:
    """The page of a registry id; nothing for what has none."""
    kind = (entity or "").partition("/")[0]
    if not entity or kind == "agreement":
        return ""
    return f"/{'places' if kind == 'place' else 'actors'}/{quote(entity, safe=_SAFE)}"


def address_of_outlet(name: str | None) -> str:
    """The page of the outlet that an article names as its own."""
    words = " ".join((name or "").split())
    if not words:
        return ""
    known = known_outlets().of(words)
    return f"/outlets/{quote(known.id if known else NAMELESS + fold_word(words), safe=_SAFE)}"


@cache
def known_outlets() -> Outlets:
    """The outlets of the tables, read once."""
    return load_outlets()
