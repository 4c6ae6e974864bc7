"""The codes of an event in CAMEO, ACLED and UCDP, derived from data/codes/; every code names its row, every null its reason."""

from __future__ import annotations

from rawi.codes.answer import Codes, Ground, Missing
from rawi.codes.derive import derive
from rawi.codes.tables import CodeTables, load_codes

__all__ = ["CodeTables", "Codes", "Ground", "Missing", "derive", "load_codes"]
