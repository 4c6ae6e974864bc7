"""What ACLED and CAMEO call an actor of the registry: its class, ACLED's actor type, its CAMEO code; each with the row that tells it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from rawi.codes.rows import ActorClass, ActorRule, ActorSector, Source
from rawi.codes.tables import CodeTables, load_codes
from rawi.lexicon import Lexicon, load_lexicon
from rawi.lexicon.rows import Actor

_SECTOR = slice(3, 6)  # of a CAMEO actor code, after the country's three letters
_GENERAL = frozenset({"kind", "unnamed", "backed", "sector", "stateless"})  # what a row goes by where it is about no single actor
_LED = frozenset({"military", "armed_group"})
_STATE = frozenset({"military", "government", "state"})


class ActorCode(NamedTuple):
    """An actor's class, ACLED's label and digit of it (None where ACLED has none), its CAMEO code, and the rows behind class and code."""

    actor: Actor
    cls: ActorClass | None
    inter: str | None
    digit: int | None
    cameo: str | None
    grounds: tuple[Source, ...]


def actor_code(actor: Actor, day: str | None = None, lexicon: Lexicon | None = None) -> ActorCode:
    """The codes of a registry actor on an ISO day; without a day those that hold still."""
    known = lexicon or load_lexicon()
    tables = load_codes(known.folder)
    rule = rule_of(led_by(actor, known), day, tables, known)
    cls = tables.classes[rule.cls] if rule else None
    cameo, source = cameo_of(actor, tables, known)
    grounds = tuple(ground for ground in (rule.source if rule else None, source) if ground)
    return ActorCode(actor, cls, cls.label if cls else None, cls.digit if cls else None, cameo, grounds)


def led_by(actor: Actor, lexicon: Lexicon) -> Actor:
    """The force that a person of the registry belongs to; any other actor is itself."""
    parent = lexicon.actors.get(actor.parent or "") if actor.kind == "person" else None
    return parent if parent and parent.kind in _LED else actor


def rule_of(actor: Actor, day: str | None, tables: CodeTables, lexicon: Lexicon) -> ActorRule | None:
    """The row that gives an actor's class: its own, else for an armed group that of the one it belongs to or stands by, else its kind's."""
    for one in _lineage(actor, lexicon):
        own = next((rule for rule in tables.actor_rules if rule.by not in _GENERAL and _is_about(rule, one, day)), None)
        if own:
            return own
    facts = set(_general(actor, tables, lexicon))
    return next((rule for rule in tables.actor_rules if (rule.by, rule.value) in facts), None)


def _general(actor: Actor, tables: CodeTables, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """What holds of an actor that rows about many actors ask for."""
    yield "kind", actor.kind
    if actor.country is None:
        yield "stateless", actor.kind
    if actor.kind == "armed_group" and any(above.kind in _STATE for above in _above(actor, lexicon)):
        yield "backed", actor.kind
    if actor.kind == "government":
        role, _ = _role_of(actor, tables, lexicon)
        yield "sector", role or ""


def holds(first: str | None, last: str | None, day: str | None) -> bool:
    """Whether a dated row holds on a day; without a day, only one that still does."""
    if day is None:
        return last is None
    return (first is None or first <= day) and (last is None or day <= last)


def _is_about(rule: ActorRule, actor: Actor, day: str | None) -> bool:
    """Whether a row names this actor, its type or the sector of its code, and holds on the day."""
    by = {
        "entity": actor.id,
        "inter": actor.inter,
        "inter_igo": actor.inter if actor.kind == "igo" else None,
        "code": (actor.cameo or "")[_SECTOR],
    }
    return by[rule.by] == rule.value and holds(rule.first, rule.last, day)


def _lineage(actor: Actor, lexicon: Lexicon) -> list[Actor]:
    """An actor and, of an armed group, the armed groups above it, the nearest first; no group twice."""
    found = [actor]
    while found[-1].kind == "armed_group":
        above = next((each for each in _above(found[-1], lexicon) if each.kind == "armed_group" and each not in found), None)
        if above is None:
            break
        found.append(above)
    return found


def _above(actor: Actor, lexicon: Lexicon) -> list[Actor]:
    """Whom an actor belongs to, then whose side it is on."""
    return [lexicon.actors[id] for id in (actor.parent, actor.side) if id in lexicon.actors and id != actor.id]


def cameo_of(actor: Actor, tables: CodeTables, lexicon: Lexicon) -> tuple[str | None, Source | None]:
    """The CAMEO code of an actor: the published one; of a person or an international body without one its parent's; else country and role."""
    if actor.cameo:
        return actor.cameo, None
    parent = lexicon.actors.get(actor.parent or "")
    if parent and parent.id != actor.id and (actor.kind == "person" or parent.kind == "igo"):
        return cameo_of(parent, tables, lexicon)
    country = lexicon.countries.get(actor.country or "")
    if actor.kind in ("person", "state"):
        return (country.iso3 if country else None), None
    role, source = _role_of(actor, tables, lexicon)
    if actor.kind == "igo" or (actor.kind == "military" and country is None):
        return "IGO", source
    if country is None:
        return ("IMG" if actor.kind == "armed_group" else role), source
    return country.iso3 + (role or ""), source


def _role_of(actor: Actor, tables: CodeTables, lexicon: Lexicon) -> tuple[str | None, Source | None]:
    """The role behind the country: of an armed group by its class, of others by the words of their names."""
    if actor.kind == "armed_group":
        rule = rule_of(actor, None, tables, lexicon)
        return (tables.classes[rule.cls].sector, rule.source) if rule else (None, None)
    row = next((row for row in tables.sectors if row.kind == actor.kind and _named_so(row, actor.name_en)), None)
    return (row.sector, row.source) if row else (None, None)


def _named_so(row: ActorSector, name: str) -> bool:
    return not row.words or _any_of(row.words).search(name.lower()) is not None


@cache
def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b")
