"""Roles that two acts told side by side share: a threat and what is threatened, a blow and the verb that says whom it struck."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from rawi.code_events.field import Roles
from rawi.code_events.status import Verdict
from rawi.code_events.triggers import Act

_BESIDE = 3  # words from a noun to the verb that tells of it
Decided = tuple[Act, Verdict, Roles]


def share_roles(decided: Sequence[Decided]) -> None:
    """Fill empty roles of the acts of one sentence from the act right behind."""
    for (first, _, roles), (second, verdict, others) in itertools.pairwise(decided):
        if first.row.type == "THREATEN" and verdict.status == "threatened" and not roles.recipients:
            _take(roles, "recipient", others)
        elif _one_blow(first, second):
            if not roles.recipients:
                _take(roles, "recipient", others)
            if not others.actors:
                _take(others, "actor", roles)


def _one_blow(noun: Act, verb: Act) -> bool:
    """«a raid struck X», «a bombing that targeted X»: the noun is the subject of the verb."""
    near = 0 < verb.hit.first - noun.hit.last <= _BESIDE and not verb.hit.before
    attack = noun.row.type == verb.row.type == "ASSAULT" and noun.row.frame != "patient" and verb.row.frame == "agent_patient"
    return near and attack and noun.tense == "masdar" and verb.tense in ("past", "present")


def _take(roles: Roles, role: str, others: Roles) -> None:
    for placed in others.actors if role == "actor" else others.recipients:
        if not roles.taken(placed):
            roles.add(role, placed, "shared")
