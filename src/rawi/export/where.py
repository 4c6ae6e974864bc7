"""Where an event happened, as tables name places: country, divisions, location, point."""

from __future__ import annotations

from typing import NamedTuple

from rawi.codes.divisions import Lies, load_divisions
from rawi.codes.precision import gazetted
from rawi.export.told import Told
from rawi.records import Mention


class Spot(NamedTuple):
    """The place of an event: its English name, its divisions, its point (None where the place has none); ``relative``: the event was in an
    area relative to it; ``words``: as the article says it."""

    name: str
    lies: Lies
    lat: float | None
    lon: float | None
    relative: bool
    words: str


def spot_of(told: Told) -> Spot | None:
    """The place where it happened; None where no place is told."""
    mention = told.place
    if mention is None:
        return None
    known = gazetted(mention, told.lexicon)
    lies = load_divisions(told.lexicon).of(known) if known else Lies(None, None)
    has_point = mention.lat is not None and mention.lon is not None
    lat, lon = (mention.lat, mention.lon) if has_point else (None, None)
    return Spot(_name(mention, told), lies, lat, lon, mention.relation is not None, " ".join(mention.text.split()))


def _name(mention: Mention, told: Told) -> str:
    """The gazetteer's name; of a relative area («rural Idlib») that of what it is relative to."""
    known = gazetted(mention, told.lexicon)
    return known.name_en if known else told.names((mention.id,))[0]


def grid_cell(lat: float, lon: float) -> int:
    """The number of the PRIO-GRID cell of a point: half a degree each way, 720 in a row, from the south-west corner."""
    row = min(int((lat + 90) * 2), 359)
    column = min(int((lon + 180) * 2), 719)
    return row * 720 + column + 1
