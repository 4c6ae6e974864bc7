"""Make src/rawi/data/shapes/outlines.json from `world-atlas` (npm, Natural Earth 1:50m, public domain).

Run once, by hand:  npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz && python tools/make_shapes.py package/countries-50m.json
Arcs are simplified before they are joined, so that neighbours keep sharing one border.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

OUT = Path(__file__).parent.parent / "src/rawi/data/shapes/outlines.json"
FRAME = (4.0, -2.0, 66.0, 46.0)
"""West, south, east, north in degrees: what the overview can show."""
FINE = {"376", "275", "422", "196", "048", "634", "414"}
"""Small countries (ISO numeric): their arcs keep more corners."""
ISO = {
    "434": "LY", "788": "TN", "012": "DZ", "818": "EG", "729": "SD", "728": "SS", "148": "TD", "562": "NE", "140": "CF", "231": "ET", "232": "ER",
    "262": "DJ", "706": "SO", "887": "YE", "682": "SA", "512": "OM", "784": "AE", "634": "QA", "414": "KW", "048": "BH", "368": "IQ", "364": "IR",
    "400": "JO", "376": "IL", "275": "PS", "422": "LB", "760": "SY", "792": "TR", "196": "CY", "300": "GR", "380": "IT", "470": "MT", "566": "NG",
    "120": "CM", "100": "BG", "807": "MK", "008": "AL", "051": "AM", "031": "AZ", "268": "GE", "795": "TM", "004": "AF", "586": "PK", "404": "KE",
    "800": "UG", "180": "CD", "643": "RU", "804": "UA", "642": "RO", "688": "RS", "499": "ME", "070": "BA", "191": "HR",
}  # fmt: skip

Point = tuple[float, float]


def main(source: Path) -> None:
    """Write the outlines: ISO alpha-2 → rings of [lon, lat], rounded to a hundredth of a degree (about 1 km)."""
    topology = json.loads(source.read_text("utf-8"))
    wanted = [g for g in topology["objects"]["countries"]["geometries"] if g.get("id") in ISO]
    fine = {a if a >= 0 else ~a for g in wanted if g["id"] in FINE for a in _arcs_of(g["arcs"])}
    arcs = [_simplified(_unpacked(arc, topology["transform"]), 0.008 if i in fine else 0.035) for i, arc in enumerate(topology["arcs"])]
    shapes = {ISO[g["id"]]: [r for r in _rings(g, arcs) if _seen(r)] for g in wanted}
    OUT.write_text(json.dumps({iso: rings for iso, rings in sorted(shapes.items()) if rings}, separators=(",", ":")) + "\n", "utf-8")
    print(OUT, OUT.stat().st_size, "bytes", len(shapes), "countries")


def _arcs_of(arcs: Any) -> list[int]:
    return [arcs] if isinstance(arcs, int) else [n for part in arcs for n in _arcs_of(part)]


def _unpacked(arc: list[list[int]], transform: dict[str, list[float]]) -> list[Point]:
    """Delta-coded integers as degrees."""
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for step in arc:
        x, y = x + step[0], y + step[1]
        points.append((x * kx + dx, y * ky + dy))
    return points


def _simplified(points: list[Point], tolerance: float) -> list[Point]:
    """Douglas-Peucker; both ends stay."""
    if len(points) < 3:
        return points
    (x1, y1), (x2, y2) = points[0], points[-1]
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    far = [
        abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length if length else ((x - x1) ** 2 + (y - y1) ** 2) ** 0.5 for x, y in points
    ]
    index = max(range(len(points)), key=far.__getitem__)
    if far[index] <= tolerance:
        return [points[0], points[-1]]
    return _simplified(points[: index + 1], tolerance)[:-1] + _simplified(points[index:], tolerance)


def _rings(geometry: dict[str, Any], arcs: list[list[Point]]) -> list[list[Point]]:
    """Outer rings only: holes are other countries, drawn by themselves."""
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    return [_joined(polygon[0], arcs) for polygon in polygons]


def _joined(ring: list[int], arcs: list[list[Point]]) -> list[Point]:
    points: list[Point] = []
    for number in ring:
        part = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend((round(x, 2), round(y, 2)) for x, y in part[1 if points else 0 :])
    return points


def _seen(ring: list[Point]) -> bool:
    """A ring that reaches into the frame and is more than a speck."""
    west, south, east, north = FRAME
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    inside = max(xs) > west and min(xs) < east and max(ys) > south and min(ys) < north
    return inside and len(ring) > 3 and (max(xs) - min(xs)) * (max(ys) - min(ys)) > 0.004


if __name__ == "__main__":
    main(Path(sys.argv[1]))
