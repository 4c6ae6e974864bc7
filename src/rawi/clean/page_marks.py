"""The parts of a page by the names its markup gives them: data/page_marks.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SIGN = re.compile(r"[^a-z0-9]+")
_NOT_SHOWN = re.compile(r"display\s*:\s*none", re.I)
_LONGEST_NAME = 3


@dataclass(frozen=True, slots=True)
class PageMarks:
    """page_marks.toml: names of the parts, compared word by word."""

    outside: frozenset[str]
    outside_tags: frozenset[str]
    outside_roles: frozenset[str]
    outside_attributes: frozenset[str]
    deck: frozenset[str]
    headline: frozenset[str]
    byline: frozenset[str]
    date: frozenset[str]
    site: frozenset[str]
    logos: frozenset[str]
    no_house: frozenset[str]


@cache
def page_marks(folder: Path) -> PageMarks:
    """The names of a data folder."""
    lists = tomllib.loads((folder / "page_marks.toml").read_text("utf-8"))
    outside, site = lists["outside"], lists["site"]
    parts = [frozenset(lists[part]["names"]) for part in ("deck", "headline", "byline", "date")]
    groups = [frozenset(outside[name]) for name in ("names", "tags", "roles", "attributes")]
    return PageMarks(*groups, *parts, *(frozenset(site[name]) for name in ("names", "logos", "no_house")))


def is_named(element: Any, names: frozenset[str]) -> bool:
    """Whether an element's class or id holds one of the names: a word, or two or three words joined."""
    return not names.isdisjoint(_names((element.get("class") or "") + " " + (element.get("id") or "")))


@lru_cache(maxsize=20_000)
def _names(attributes: str) -> frozenset[str]:
    """The words of class and id attributes, alone and joined («post-author__name» → post, author, name, post-author, author-name …)."""
    found = set()
    for name in attributes.split():
        words = [word for word in _SIGN.split(_CAPITAL.sub("-", name).lower()) if word]
        found.add(name.lower())
        found.update("-".join(words[at : at + size]) for size in range(1, _LONGEST_NAME + 1) for at in range(len(words) - size + 1))
    return frozenset(found)


def is_outside(element: Any, marks: PageMarks) -> bool:
    """Whether an element is named, or kept hidden, as a part that holds nothing of a story."""
    attributes = element.attrib
    return (
        element.tag in marks.outside_tags
        or attributes.get("role", "") in marks.outside_roles
        or any(name in attributes for name in marks.outside_attributes)
        or attributes.get("aria-hidden") == "true"
        or bool(_NOT_SHOWN.search(attributes.get("style", "")))
        or is_named(element, marks.outside)
    )
