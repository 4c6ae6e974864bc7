"""What can be wrong with a decision, told with the cure."""

from __future__ import annotations


class ReviewError(ValueError):
    """The decision cannot be made as it was asked for; the message says why and how it can."""


class Spent(ReviewError):
    """An Idempotency-Key was used before, for another decision."""
