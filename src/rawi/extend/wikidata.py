"""Actors of Wikidata entities (JSON as Special:EntityData and the dumps give them, CC0) that have an Arabic label."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rawi.extend.files import ImportError_
from rawi.extend.geonames import arabic_names
from rawi.fold import fold_word
from rawi.lexicon import Lexicon
from rawi.lexicon.tables import load_schema, read_table

_KIND, _OFFICE, _COUNTRY, _ISO2, _NATION = "P31", "P39", "P17", "P297", "P27"
_SLUG = re.compile(r"[^a-z0-9]+")
_MOST_ALIASES = 12


def wikidata_actors(path: Path, lexicon: Lexicon) -> tuple[list[dict[str, str]], Counter[str]]:
    """Rows for the entities that our registry lacks, and how many were left out for each reason. Raises ImportError_ for no such file.

    A human without an office held (P39) is left out: private persons are no registry entries.
    """
    kinds = {row["class"]: row["kind"] for row in read_table(lexicon.folder, "wikidata_kinds", load_schema(lexicon.folder), [])}
    known = {
        fold_word(name)
        for actor in lexicon.actors.values()
        for name in (actor.name_ar, actor.name_en)
        if not actor.id.split("/")[1].startswith("wd-")
    }
    states = {actor.wikidata: actor.country for actor in lexicon.actors.values() if actor.wikidata and actor.kind == "state"}
    rows, left_out = [], Counter[str]()
    for entity in _entities(path):
        row = _row(entity, kinds, states)
        reason = (
            row if isinstance(row, str) else "known already" if {fold_word(row["name_ar"]), fold_word(row["name_en"])} & known else None
        )
        if reason is not None or isinstance(row, str):
            left_out[str(reason)] += 1
        else:
            rows.append(row)
    return rows, left_out


def _entities(path: Path) -> Iterator[Mapping[str, Any]]:
    """The entities of a file: one document with ``entities``, a list, or one entity a line."""
    try:
        text = path.read_text("utf-8")
        try:
            data = json.loads(text)
        except ValueError:
            data = [json.loads(line.rstrip().rstrip(",")) for line in text.splitlines() if line.strip().rstrip(",") not in ("", "[", "]")]
    except (ValueError, UnicodeDecodeError) as error:
        raise ImportError_(f"{path}: is no Wikidata JSON ({error}); fetch Special:EntityData/Q….json, or one entity a line.") from error
    found = data.get("entities", data) if isinstance(data, dict) else data
    entities = list(found.values()) if isinstance(found, dict) and "labels" not in found else [found] if isinstance(found, dict) else found
    if not entities or not isinstance(entities, list) or not all(isinstance(entity, dict) and "labels" in entity for entity in entities):
        raise ImportError_(f"{path}: holds no Wikidata entities (labels, claims); fetch Special:EntityData/Q….json.")
    yield from entities


def _row(entity: Mapping[str, Any], kinds: Mapping[str, str], states: Mapping[str, str | None]) -> dict[str, str] | str:
    """The row of an entity, or why there is none."""
    arabic = arabic_names([_label(entity, "ar"), *_aliases(entity, "ar")])
    english = _label(entity, "en")
    kind = next((kinds[found] for found in _values(entity, _KIND) if found in kinds), None)
    if not arabic or not english:
        return "no Arabic label" if not arabic else "no English label"
    if kind is None:
        return "no kind of ours (P31)"
    if kind == "person" and not _values(entity, _OFFICE):
        return "private person"
    country = next((states[found] for found in (*_values(entity, _COUNTRY), *_values(entity, _NATION)) if found in states), None)
    return {
        "id": f"{kind}/wd-{str(entity.get('id', '')).lower()}-{_SLUG.sub('-', english.lower()).strip('-')[:40]}",
        "kind": kind,
        "name_ar": arabic[0],
        "name_en": english,
        "aliases": ";".join(arabic[1 : 1 + _MOST_ALIASES]),
        "country": country or "",
    }


def _label(entity: Mapping[str, Any], language: str) -> str:
    return str(entity.get("labels", {}).get(language, {}).get("value", ""))


def _aliases(entity: Mapping[str, Any], language: str) -> list[str]:
    return [str(alias.get("value", "")) for alias in entity.get("aliases", {}).get(language, ())]


def _values(entity: Mapping[str, Any], claim: str) -> list[str]:
    """The items (or strings) that a property names, preferred and normal ranks alike."""
    found = []
    for statement in entity.get("claims", {}).get(claim, ()):
        value = statement.get("mainsnak", {}).get("datavalue", {}).get("value")
        if isinstance(value, dict) and "id" in value:
            found.append(str(value["id"]))
        elif isinstance(value, str):
            found.append(value)
    return found
