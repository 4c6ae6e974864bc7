"""Who did it to whom and where: the grammar of the trigger first, then prepositions, then coordination."""

from __future__ import annotations

import itertools

from rawi.code_events.addressee import find_addressee
from rawi.code_events.field import ADDRESSED, HOSTILE, MIN, Field, Roles, chain_of, governor, joined
from rawi.code_events.nouns import noun_roles
from rawi.code_events.verbs import participle_roles, verb_roles


def find_roles(view: Field) -> Roles:
    """The roles of one act by its frame and grammar."""
    roles = Roles()
    if view.act.tense == "participle":
        participle_roles(view, roles)
    elif view.act.verbal:
        verb_roles(view, roles)
    else:
        noun_roles(view, roles)
    _prepositions(view, roles)
    if view.act.row.type in ADDRESSED and not roles.recipients:
        find_addressee(view, roles)
    coordinate(view, roles)
    return roles


def _prepositions(view: Field, roles: Roles) -> None:
    """Roles that a preposition brings in: by, against, with, between, in, to, from."""
    row = view.act.row
    for placed in view.after():
        if roles.taken(placed):
            continue
        by = governor(view.sentence, placed, view.words)
        if by is None:
            if placed.mention.kind == "place" and view.act.verbal:
                roles.add("recipient", placed, "place_object")
            continue
        if placed.mention.kind == "place":
            roles.add("place", placed, "place", view.words.place_roles.get(by, "at"))
        elif by in view.words.by or (by == MIN and row.type == "AID" and not view.act.verbal):
            roles.add("actor", placed, f"by:{by}")
        elif row.frame == "mutual":
            roles.add("actor", placed, f"party:{by}")
        elif by in row.recipient_prep or (row.type in HOSTILE and by in view.words.against):
            roles.add("recipient", placed, f"prep:{by}")


def coordinate(view: Field, roles: Roles) -> None:
    """Mentions joined by «and» to one that fills a role fill it too; a place joined to a place keeps its role."""
    for earlier, later in itertools.pairwise(view.mentions()):
        if not joined(view.sentence, earlier, later) or roles.taken(later):
            continue
        if earlier in roles.actors:
            roles.add("actor", later, "coordinated")
        elif earlier in roles.recipients:
            roles.add("recipient", later, "coordinated")
        for placed, where in list(roles.places):
            if placed is earlier and later.mention.kind == "place":
                roles.add("place", later, "coordinated", where)
    _coordinated_before(view, roles)


def _coordinated_before(view: Field, roles: Roles) -> None:
    """«Germany and Austria open …»: who is joined to a subject before the act acts with it."""
    for placed in list(roles.actors):
        chain = chain_of(view, placed)[:-1] if placed.last < view.act.hit.first else []
        if chain and placed.mention.kind != "place" and governor(view.sentence, chain[0], view.words) is None:
            new = [p for p in chain if not roles.taken(p) and p.mention.kind not in ("place", "agreement")]
            at = roles.actors.index(placed)
            roles.actors[at:at] = new
            roles.rules += ["coordinated"] * bool(new)
