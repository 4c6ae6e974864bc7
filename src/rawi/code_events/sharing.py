"""Roles that two acts told side by side share: a threat and what is threatened, a blow and the verb that says whom it struck."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from rawi.code_events.field import WAW, Roles
from rawi.code_events.modality import Verdict
from rawi.code_events.triggers import Act

_BESIDE = 3  # words from a noun to the verb that tells of it
_AGREED_ON = frozenset({"RETREAT", "COOPERATE", "CONCEDE"})  # what parties agree to do
Decided = tuple[Act, Verdict, Roles]


def share_roles(decided: Sequence[Decided]) -> None:
    """Fill empty roles of the acts of one sentence from the act right behind, then the harmed of an attack from the harm told of it."""
    _share_beside(decided)
    _harmed(decided)


def _harmed(decided: Sequence[Decided]) -> None:
    """«five civilians were killed in a raid», «a raid that killed five civilians»: those harmed suffered the attack beside it."""
    attacks = [n for n, (act, _, _) in enumerate(decided) if act.row.type == "ASSAULT" and act.row.frame not in ("patient", "mutual")]
    for n in attacks:
        roles = decided[n][2]
        if not roles.recipients:
            for _, _, harm in (*reversed(_harms(reversed(decided[:n]))), *_harms(iter(decided[n + 1 :]))):
                _take(roles, "recipient", harm)


def _harms(acts: Iterator[Decided]) -> list[Decided]:
    """The acts of harm that stand first."""
    return list(itertools.takewhile(lambda told: told[0].row.type == "ASSAULT" and told[0].row.frame == "patient", acts))


def _share_beside(decided: Sequence[Decided]) -> None:
    for (first, _, roles), (second, verdict, others) in reversed(list(itertools.pairwise(decided))):
        if first.row.type == "THREATEN" and verdict.status == "threatened" and not roles.recipients:
            _take(roles, "recipient", others)
        elif first.row.type == "REQUEST" and verdict.status == "demanded" and roles.recipients and _open(others):
            others.actors[:] = [p for p in roles.recipients if p not in others.recipients]
            others.rules.append("addressee")
        elif _about(first, second, verdict) and not roles.recipients and "genitive" in others.rules:
            _take(roles, "recipient", others, "actor")
        elif first.row.type == "AGREE" and second.tense in ("masdar", "noun") and second.row.type in _AGREED_ON and len(roles.actors) > 1:
            if _open(others):
                _take(others, "actor", roles)
        elif _fired(first, second) and not roles.recipients:
            _take(roles, "recipient", others)
        elif _one_blow(first, second):
            if not roles.recipients:
                _take(roles, "recipient", others)
            if not others.actors:
                _take(others, "actor", roles)


def _open(roles: Roles) -> bool:
    """Nobody does the act by its own clause."""
    return not roles.actors or roles.rules[-1:] in (["subject_of_sentence"], ["coordinated"])


def _about(first: Act, second: Act, verdict: Verdict) -> bool:
    """«demanded the leaving of the forces», «condemned the Russian attack»: whose act a demand, praise or blame is about, a few words on."""
    near = 0 < second.hit.first - first.hit.last <= _OBJECT and second.tense == "masdar"
    return near and (
        first.row.type in _OF_ACTS or (first.row.type == "REQUEST" and verdict.status == "demanded" and second.row.type in _ASKED)
    )


_OF_ACTS = frozenset({"ACCUSE", "SUPPORT", "REJECT"})
_ASKED = frozenset({"RETREAT", "COOPERATE", "CONCEDE", "AGREE", "AID"})  # what is asked of those who do it
_OBJECT = 5  # words


def _one_blow(noun: Act, verb: Act) -> bool:
    """«a raid struck X», «a bombing that targeted X»: the noun is the subject of the verb."""
    near = 0 < verb.hit.first - noun.hit.last <= _BESIDE and not verb.hit.before
    attack = noun.row.type == verb.row.type == "ASSAULT" and noun.row.frame != "patient" and verb.row.frame == "agent_patient"
    return near and attack and noun.tense == "masdar" and verb.tense in ("past", "present")


def _fired(verb: Act, noun: Act) -> bool:
    """«fired live rounds and tear gas at X»: the weapon is the object of the verb, and both are aimed at X."""
    near = 0 < noun.hit.first - verb.hit.last <= _OBJECT and not noun.hit.before.strip(WAW)
    return near and verb.row.type == noun.row.type == "ASSAULT" and noun.row.frame != "patient" and not noun.verbal


def _take(roles: Roles, role: str, others: Roles, part: str = "") -> None:
    """Give an act the parties that another has in the same role, or in ``part``."""
    for placed in others.actors if (part or role) == "actor" else others.recipients:
        if not roles.taken(placed):
            roles.add(role, placed, "shared")
