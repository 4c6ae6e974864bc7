"""What the clean stage says when it cannot make an Article."""

from __future__ import annotations


class CleanError(ValueError):
    """An input that cannot become an Article; the message says what is wrong and the cure."""
