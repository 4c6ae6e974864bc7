"""Days as comparison counts them: ordinals, and back."""

from __future__ import annotations

from datetime import date


def ordinal(day: str | None) -> int | None:
    """An ISO day as a number of days; None for none, or for what is no day."""
    try:
        return date.fromisoformat(day[:10]).toordinal() if day else None
    except ValueError:
        return None


def iso_day(day: int | None) -> str | None:
    """An ordinal as an ISO day."""
    return date.fromordinal(day).isoformat() if day else None
