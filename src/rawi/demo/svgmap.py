"""Events at their places as circles over country outlines: plain numbers for an SVG template."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import cos, radians

from rawi.demo.cards import COUNTED_FROM
from rawi.demo.names import mentions_of, name_ar
from rawi.lexicon.tables import data_folder
from rawi.records import Event, Mention, Reading

KM_A_DEGREE = 111.2
OVERVIEW = (8.5, 9.0, 60.5, 40.5)
FRAMES = {
    "SY": (35.2, 32.1, 42.6, 37.5), "LY": (8.8, 25.5, 25.6, 34.2), "SD": (21.0, 8.6, 39.2, 22.4),
    "YE": (41.6, 12.0, 56.0, 25.4), "PS": (33.9, 31.05, 35.75, 32.7), "LB": (34.8, 32.9, 36.8, 34.8),
}  # fmt: skip
"""West, south, east, north of each theatre's plate, in degrees."""
_SMALLEST = 2.6
_LETTER = 5.6


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of events: ``km`` is its precision; ``area`` when it is relative to another place."""

    en: str
    ar: str
    country: str
    lat: float
    lon: float
    km: float
    area: bool
    count: int
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """A spot on a plate, in SVG units; ``labelled`` where there is room for its name, ``left`` when the name stands before it."""

    spot: Spot
    x: float
    y: float
    r: float
    labelled: bool
    left: bool


@dataclass(frozen=True, slots=True)
class Plate:
    """One map: outlines as SVG paths (ISO code, path), dots with the wide ones first."""

    width: float
    height: float
    outlines: tuple[tuple[str, str], ...]
    dots: tuple[Dot, ...]


def find_spots(readings: Iterable[Reading]) -> tuple[Spot, ...]:
    """Every resolved place of a counted event, the most told first."""
    places: dict[tuple[str, str | None], Mention] = {}
    told: dict[tuple[str, str | None], list[str]] = {}
    for reading in readings:
        mentions = mentions_of(reading)
        for mention in (mentions[i] for event in reading.events if event.score >= COUNTED_FROM for i in event.places if i in mentions):
            if mention.lat is not None and mention.lon is not None:
                key = (mention.relation or mention.entity or mention.text, mention.relation)
                places.setdefault(key, mention)
                told.setdefault(key, []).append(reading.article.id)
    return tuple(sorted((_spot(mention, told[key]) for key, mention in places.items()), key=lambda spot: -spot.count))


def count_unplaced(readings: Iterable[Reading]) -> int:
    """Counted events without any place that has coordinates."""
    return sum(_is_unplaced(event, mentions_of(reading)) for reading in readings for event in reading.events if event.score >= COUNTED_FROM)


def draw_plate(frame: tuple[float, float, float, float], spots: Iterable[Spot], width: float) -> Plate:
    """A plate of the given width in SVG units; plain cylindrical projection, true at the middle of the frame."""
    west, south, east, north = frame
    across = width / (east - west)
    up = across / cos(radians((south + north) / 2))
    height = (north - south) * up
    dots: list[Dot] = []
    taken: list[tuple[float, float, float, float]] = []
    for spot in spots:
        x, y = (spot.lon - west) * across, (north - spot.lat) * up
        if 0 <= x <= width and 0 <= y <= height:
            dots.append(_dot(spot, x, y, max(spot.km / KM_A_DEGREE * up, _SMALLEST), width, taken))
    outlines = tuple((iso, path) for iso, rings in _outlines().items() if (path := _path(rings, frame, across, up)))
    return Plate(width, round(height, 1), outlines, tuple(sorted(dots, key=lambda dot: -dot.r)))


def _is_unplaced(event: Event, mentions: dict[str, Mention]) -> bool:
    return not any(i in mentions and mentions[i].lat is not None for i in event.places)


def _spot(mention: Mention, articles: list[str]) -> Spot:
    en = mention.text if mention.relation else mention.name_en or mention.text
    ar = mention.text if mention.relation else name_ar(mention)
    area = mention.relation is not None
    return Spot(
        en,
        ar,
        mention.country or "",
        mention.lat or 0.0,
        mention.lon or 0.0,
        mention.precision_km or 1.0,
        area,
        len(articles),
        tuple(dict.fromkeys(articles)),
    )


def _dot(spot: Spot, x: float, y: float, r: float, width: float, taken: list[tuple[float, float, float, float]]) -> Dot:
    """The dot with its label to the right, else to the left, else without."""
    long = max(len(spot.en), len(spot.ar)) * _LETTER + 16
    gap = min(r, 7.0) + 3
    boxes = {False: (x + gap, y - 7, x + gap + long, y + 6), True: (x - gap - long, y - 7, x - gap, y + 6)}
    for left, box in boxes.items():
        fits = box[0] > 0 and box[2] < width and box[1] > 4
        if r < 60 and fits and not any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken):
            taken.append(box)
            return Dot(spot, round(x, 1), round(y, 1), round(r, 1), True, left)
    return Dot(spot, round(x, 1), round(y, 1), round(r, 1), False, False)


@cache
def _outlines() -> dict[str, list[list[list[float]]]]:
    found: dict[str, list[list[list[float]]]] = json.loads((data_folder() / "shapes/outlines.json").read_text("utf-8"))
    return found


def _path(rings: list[list[list[float]]], frame: tuple[float, float, float, float], across: float, up: float) -> str:
    """The rings that reach into the frame; corners closer than half a unit are left out."""
    west, south, east, north = frame
    drawn = []
    for ring in rings:
        xs, ys = [p[0] for p in ring], [p[1] for p in ring]
        if max(xs) < west or min(xs) > east or max(ys) < south or min(ys) > north:
            continue
        points = dict.fromkeys((round((x - west) * across * 2) / 2, round((north - y) * up * 2) / 2) for x, y in ring)
        drawn.append("M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z")
    return "".join(drawn)
