"""Code points ↔ the UTF-16 units that browsers count in. Records keep code points; this is the one place where they are converted."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

_LAST_NARROW = "\uffff"


@dataclass(frozen=True, slots=True)
class Units:
    """The code points of a text that take two units, by their offsets."""

    wide: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Units:
        """The units of a text."""
        return cls(tuple(at for at, sign in enumerate(text) if sign > _LAST_NARROW) if text and max(text) > _LAST_NARROW else ())

    def units(self, point: int) -> int:
        """A code-point offset as the browser counts it."""
        return point + bisect_left(self.wide, point)

    def point(self, unit: int) -> int:
        """The browser's offset as code points; one inside a wide character counts as its beginning."""
        low, high = unit - len(self.wide), unit
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.units(middle) <= unit else (low, middle - 1)
        return max(low, 0)
