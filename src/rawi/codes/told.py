"""Codes in words: one line a code with the row behind it, one a reason why there is none."""

from __future__ import annotations

from rawi.codes.answer import Codes, Ground

_MARKS = {"P": "proposed by Rawi", "U": "not verified"}
_ELSEWHERE = frozenset({"event", "mode", "cameo_name", "grounds", "missing"})


def told(codes: Codes) -> tuple[str, ...]:
    """The codes of an event for a person to read; every row by file and line."""
    lines = []
    for field in (name for name in codes.__slots__ if name not in _ELSEWHERE and getattr(codes, name) is not None):
        value = f"{codes.cameo} {codes.cameo_name}" if field == "cameo" else getattr(codes, field)
        rows = "; ".join(_row(ground) for ground in codes.grounds if ground.field == field)
        lines.append(f"{field} {value}" + (f"  ({rows})" if rows else ""))
    reasons: dict[str, list[str]] = {}
    for missing in codes.missing:
        reasons.setdefault(missing.reason, []).append(missing.field)
    return (*lines, *(f"no {', '.join(names)}: {reason}" for reason, names in reasons.items()))


def _row(ground: Ground) -> str:
    """A row by name, file and line, and whose it is."""
    parts = (ground.rule, ground.where, _MARKS.get(ground.mark or ""))
    return ", ".join(part for part in parts if part)
