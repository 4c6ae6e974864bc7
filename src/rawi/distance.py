"""Distance on the earth."""

from __future__ import annotations

import math

_EARTH_KM = 6371


def kilometres(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Great-circle distance between two points in degrees, in km."""
    a, b, step = math.radians(lat_a), math.radians(lat_b), math.radians(lon_a - lon_b)
    cosine = math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(step)
    return _EARTH_KM * math.acos(max(-1.0, min(1.0, cosine)))
