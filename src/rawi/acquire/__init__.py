"""Files, folders, JSON Lines, web archives and standard input → Captures; what cannot be one is refused by name, with the cure."""

from rawi.acquire.capture import Capture, Refusal
from rawi.acquire.inputs import captures

__all__ = ["Capture", "Refusal", "captures"]
