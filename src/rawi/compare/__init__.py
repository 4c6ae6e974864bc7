"""One story, many tellers: copies, stories, episodes, independent chains, differences, names and sources."""

from rawi.compare.compare import Comparison, compare, compare_tellings
from rawi.compare.decisions import DecisionError, Decisions, read_decisions
from rawi.compare.lineage import trace
from rawi.compare.naming import name_actors, rely_on
from rawi.compare.reasons import reasons_of

__all__ = [
    "Comparison",
    "DecisionError",
    "Decisions",
    "compare",
    "compare_tellings",
    "name_actors",
    "read_decisions",
    "reasons_of",
    "rely_on",
    "trace",
]
