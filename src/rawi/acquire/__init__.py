"""Files, folders, JSON Lines and standard input → Captures; what cannot be one is refused by name, with the cure."""

from rawi.acquire.inputs import Capture, Refusal, captures

__all__ = ["Capture", "Refusal", "captures"]
