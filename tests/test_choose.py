"""Which of several proposals over the same words stands, told by the order in which they were made, never by chance."""

from __future__ import annotations

from rawi.recognise.candidates import Proposal
from rawi.recognise.choose import choose


def test_of_two_equal_proposals_the_first_made_stands() -> None:
    """A set of them came in another order in each process, and with it the rule that a Reading gives as evidence."""
    for first in range(40):
        proposals = [Proposal(0, 0, 1, 0, 9, "place", f"feature_words/{number}+list") for number in (first, *range(40))]
        assert [proposal.rule for proposal in choose(proposals)] == [f"feature_words/{first}+list"]
