"""How far the outlet that reports an event reaches, in ACLED's words."""

from __future__ import annotations

from rawi.export.told import Told
from rawi.outlets import Outlets

# A medium of one country is national there, regional within ACLED's region, international beyond.
NATIONAL, REGIONAL, INTERNATIONAL, OTHER = "National", "Regional", "International", "Other"
_OF_PARTIES = frozenset({"party", "military"})


def scale_of(told: Told, outlets: Outlets) -> str | None:
    """The scale of the outlet for this event: as outlets.toml says, else by the country it covers; None where the outlet is not known."""
    article = told.reading.article
    outlet = outlets.of(article.outlet or "") or outlets.of(article.url or "")
    if outlet is None:
        return None
    if outlet.scale or outlet.kind in _OF_PARTIES:
        return outlet.scale or OTHER
    countries = told.scene.tables.countries
    home, here = countries.get(outlet.covers or outlet.country), countries.get(told.country or "")
    if home is None or here is None:
        return None
    if home is here:
        return NATIONAL
    return REGIONAL if home.acled_region == here.acled_region else INTERNATIONAL
