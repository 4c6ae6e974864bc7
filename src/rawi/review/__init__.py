"""Review: what people and models decide about the records of stored readings, and what is made of it."""

from rawi.review.accepted import TABLE, Accepted, accepted, accepted_one, accepted_page, count_accepted, decision_row, reviewed, table_row
from rawi.review.deciding import CODEBOOK, Asked, Outcome, decide, decide_all, read_standing, standing_of
from rawi.review.errors import ReviewError, Spent
from rawi.review.examples import Judged, judged
from rawi.review.fields import FIELDS, REASONS
from rawi.review.queue import Waiting, count_waiting, next_events
from rawi.review.standing import Standing, standings
from rawi.review.state import State, state, verify

__all__ = [
    "CODEBOOK",
    "FIELDS",
    "REASONS",
    "TABLE",
    "Accepted",
    "Asked",
    "Judged",
    "Outcome",
    "ReviewError",
    "Spent",
    "Standing",
    "State",
    "Waiting",
    "accepted",
    "accepted_one",
    "accepted_page",
    "count_accepted",
    "count_waiting",
    "decide",
    "decide_all",
    "decision_row",
    "judged",
    "next_events",
    "read_standing",
    "reviewed",
    "standing_of",
    "standings",
    "state",
    "table_row",
    "verify",
]
