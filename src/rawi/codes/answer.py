"""What is derived of an event, and why each field holds what it holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a field holds its value: the row of a table (``table/row``), its file and line (None for figures of the Reading itself),
    and its mark: P proposed by Rawi, U not verified, None as published."""

    field: str
    rule: str
    where: str | None
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """Why a field is null."""

    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of one event in the classifications of others; null where none fits, with the reason in ``missing``.

    ``mode`` is the event's, or for a speech act without one that of its content. ``quad_class`` is PLOVER's (1 verbal, 2 material cooperation; 3 verbal, 4 material conflict), ``cameo_quad_class`` that of the CAMEO
    root, which GDELT uses. ``plover_score`` runs from -10 to 10, ``goldstein`` likewise. ``inter1`` and ``inter2`` are ACLED's labels.
    ``fatalities`` is ACLED's count, ``low``, ``best``, ``high`` UCDP's; precisions are 1 (finest) to 3, UCDP's 1 to 7. ``acled_date``
    is the ISO day under which ACLED files an event of that time precision.
    """

    event: str
    mode: str | None = None
    cameo: str | None = None
    cameo_name: str | None = None
    quad_class: int | None = None
    cameo_quad_class: int | None = None
    goldstein: float | None = None
    plover_score: float | None = None
    acled_event_type: str | None = None
    acled_sub_event: str | None = None
    acled_disorder: str | None = None
    inter1: str | None = None
    inter2: str | None = None
    interaction: str | None = None
    civilian_targeting: str | None = None
    acled_date: str | None = None
    time_precision: int | None = None
    geo_precision: int | None = None
    fatalities: int | None = None
    ucdp_type: int | None = None
    low: int | None = None
    best: int | None = None
    high: int | None = None
    date_precision: int | None = None
    where_precision: int | None = None
    grounds: tuple[Ground, ...] = ()
    missing: tuple[Missing, ...] = ()

    def why(self, field: str) -> str | None:
        """The reason of a null field."""
        return next((missing.reason for missing in self.missing if missing.field == field), None)


class Answers:
    """Fields of Codes as they are found, each with its ground or the reason why there is none."""

    def __init__(self) -> None:
        self.values: dict[str, object] = {}
        self.grounds: list[Ground] = []
        self.missing: list[Missing] = []

    def found(self, ground: tuple[str, str | None, str | None] | None, **values: object) -> None:
        """Fields with their values; ``ground``: rule, file and line, mark of the row behind the first of them."""
        self.values |= values
        if ground is not None:
            self.grounds.append(Ground(next(iter(values)), *ground))

    def none(self, reason: str, *fields: str) -> None:
        """Fields that stay null, and why."""
        self.missing += [Missing(field, reason) for field in fields]
