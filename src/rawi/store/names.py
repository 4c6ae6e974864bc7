"""Filters in people's words → filters with the registry's ids beside them, so that any name of an actor or place finds it."""

from __future__ import annotations

from collections.abc import Iterable

from rawi.store.query import Filters, resolved


def with_registry_ids(filters: Filters) -> Filters:
    """The filters with the ids of the names in them; the registry is loaded only where there is a name."""
    if not filters.tokens():
        return filters
    from rawi.lookup import actors_named, places_named

    def ids_of(field: str, name: str) -> Iterable[str]:
        if field in ("place", "country"):
            return [place.id for place in places_named(name)]
        return [actor.id for actor in actors_named(name)] if field in ("actor", "speaker", "side") else []

    return resolved(filters, ids_of)
