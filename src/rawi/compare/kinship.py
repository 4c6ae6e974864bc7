"""How actors and places hang together: an army and its ministry, a village and its governorate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from rawi.compare.reports import NAMELESS, Spot
from rawi.distance import kilometres
from rawi.lexicon import load_lexicon

_OF_A_STATE = frozenset({"state", "government", "military", "person"})
_NARROW = 15.0  # km: a town and what belongs to it
_EDGELESS = 2.0
_FAR = 20.0  # km
_NEAR = 10.0  # km between two narrow places that tellers take for one another


@dataclass(frozen=True, slots=True)
class Kin:
    """Actor → the power it belongs to: its state for institutions and office-holders, else the head of its organisation."""

    power: dict[str, str] = field(default_factory=dict)
    side: dict[str, str] = field(default_factory=dict)

    def powers(self, parties: Iterable[str]) -> frozenset[str]:
        """The powers behind parties; a party without a known one is its own."""
        return frozenset(self.power.get(party, party) for party in parties)


@cache
def load_kin() -> Kin:
    """The kinship of the registry's actors."""
    actors = load_lexicon().actors
    power: dict[str, str] = {}
    for id, actor in actors.items():
        head = actor
        for _ in range(len(actors)):
            above = actors.get(head.parent or "")
            if above is None or above is head:
                break
            head = above
        own = actor.country if head.kind in _OF_A_STATE and head.country else None
        power[id] = f"state/{own.lower()}" if own else head.id
    return Kin(power, {id: actor.side for id, actor in actors.items() if actor.side})


def named(parties: Iterable[str]) -> frozenset[str]:
    """The parties that a registry knows."""
    return frozenset(party for party in parties if not party.startswith(NAMELESS))


def place_relation(mine: Iterable[Spot], other: Iterable[Spot]) -> str:
    """How two reports' places stand to each other: the closest of point, near, area, nested, country, apart; unknown where one names none."""
    theirs = _narrowest(other)
    found = {spots_relation(a, b) for a in _narrowest(mine) for b in theirs}
    return next((relation for relation in ("point", "near", "area", "nested", "country", "apart") if relation in found), "unknown")


def _narrowest(spots: Iterable[Spot]) -> list[Spot]:
    """The places of a report without those that hold another of them: Hmeimim, not Latakia."""
    found = list(spots)
    return [spot for spot in found if not any(_holds(spot, other) for other in found if other is not spot)]


def spots_relation(a: Spot, b: Spot) -> str:
    """How two places stand to each other."""
    if a.key == b.key:
        return "country" if _is_country(a) else "point" if _narrow(a) else "area"
    if _holds(a, b) or _holds(b, a):
        return "country" if _is_country(a) or _is_country(b) else "nested"
    if a.name and b.name and _one_name(a.name, b.name):
        return "near"  # one name, resolved to two places
    if a.country and b.country and a.country != b.country:
        return "apart"
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return "apart" if a.admin1 and b.admin1 and a.admin1 != b.admin1 else "unknown"
    away = kilometres(a.lat, a.lon, b.lat, b.lon)
    if _narrow(a) and _narrow(b):
        return "near" if away <= _NEAR else "apart"
    return "nested" if away <= max(_reach(a), _reach(b)) else "apart"


def _one_name(name: str, other: str) -> bool:
    """Whether two names are one, or one is the other's last word or first: a town told with its district."""
    mine, theirs = sorted((name.split(), other.split()), key=len)
    return bool(mine) and mine in (theirs[: len(mine)], theirs[-len(mine) :])


def _reach(spot: Spot) -> float:
    """How far from its point a place may lie, in km: an area told by a direction («north of …») has no edge."""
    return (spot.km or 0.0) * (_EDGELESS if _edgeless(spot) else 1.0)


def far(mine: Iterable[Spot], other: Iterable[Spot]) -> bool:
    """Whether two reports' places lie so far from each other that no teller takes the one for the other; false where that is not known."""
    theirs = tuple(other)
    away = [
        kilometres(a.lat, a.lon, b.lat, b.lon)
        for a in mine for b in theirs
        if a.lat is not None and a.lon is not None and b.lat is not None and b.lon is not None
    ]  # fmt: skip
    return bool(away) and min(away) > _FAR


def _narrow(spot: Spot) -> bool:
    return (spot.km is None or spot.km <= _NARROW) and not _edgeless(spot)


def _edgeless(spot: Spot) -> bool:
    """Whether a place is an area told by a direction from another («north of …»)."""
    return spot.key.startswith(NAMELESS) and spot.lat is not None


def _is_country(spot: Spot) -> bool:
    return bool(spot.country) and spot.key == f"place/{(spot.country or '').lower()}"


def _holds(outer: Spot, inner: Spot) -> bool:
    """Whether one place is the division or the country of the other."""
    return outer.key == inner.admin1 or (_is_country(outer) and outer.country == inner.country)
