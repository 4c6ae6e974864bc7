"""What speaks for one of several places of a name: its size, its country in play, the named feature, the places beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from rawi.distance import kilometres
from rawi.lexicon.rows import Place

_SIZE = {"country": 5.0, "admin1": 3.0, "city": 3.0, "admin2": 1.5, "town": 1.5, "region": 1.5}
_SETTLED = frozenset({"city", "town", "village"})
_NEAR_KM = 60


class Weights(NamedTuple):
    """The factors of a place's weight; 1 where nothing is said."""

    size: float
    country: float
    feature: float
    beside: float

    @property
    def product(self) -> float:
        """The weight, to be compared with that of the other places of the name."""
        return self.size * self.country * self.feature * self.beside


def weigh(place: Place, feature: str | None, countries: Mapping[str, float], around: Iterable[Place]) -> Weights:
    """The weights of a place. ``feature``: what the text calls it; ``countries``: how much each is in play; ``around``: places named
    before, whose province or neighbourhood speaks for it."""
    near = sum(other.id != place.id and other.feature != "country" and _beside(place, other) for other in around)
    return Weights(
        _SIZE.get(place.feature, 1.0),
        1.0 + 3.0 * countries.get(place.country or "", 0),
        8.0 if feature and (place.feature == feature or (feature == "city" and place.feature in _SETTLED)) else 1.0,
        1.0 + 1.5 * near,
    )


def _beside(place: Place, other: Place) -> bool:
    """Whether two places are of one province or near each other."""
    same = bool(place.admin1) and place.admin1 in (other.admin1, other.id)
    return same or kilometres(place.lat, place.lon, other.lat, other.lon) < _NEAR_KM
