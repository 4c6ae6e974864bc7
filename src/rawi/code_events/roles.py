"""Who did it to whom and where: the grammar of the trigger first, then prepositions, then coordination."""

from __future__ import annotations

import itertools

from rawi.code_events.field import HOSTILE, MIN, Field, Roles, governor
from rawi.code_events.nouns import noun_roles
from rawi.code_events.verbs import participle_roles, verb_roles
from rawi.parse.context import coordinated


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
    if view.act.row.type == "ACCUSE" and not roles.recipients:
        _blamed(view, roles)
    _coordinated(view, roles)
    return roles


def _blamed(view: Field, roles: Roles) -> None:
    """«warned of the arrival of X's fighters»: whose conduct a warning or worry is about is named behind its preposition."""
    last = view.act.hit.last
    for placed in view.mentions():
        if last + 1 < placed.first <= last + _BLAMED and not roles.taken(placed):
            between = view.sentence.words[last + 1 : placed.first]
            said = any(word.form in view.words.that for word in between)
            about = any(word.form in view.act.row.recipient_prep or word.form in _ABOUT for word in between)
            if placed.mention.kind in _BLAMEABLE and about and not said:
                roles.add("recipient", placed, "blamed")
                return


_BLAMED = 8  # words
_ABOUT = frozenset(
    {MIN, "\u0627\u0632\u0627\u0621", "\u062d\u064a\u0627\u0644", "\u0628\u0634\u0627\u0646", "\u062a\u062c\u0627\u0647"}
)  # of, at, about, towards
_BLAMEABLE = frozenset({"state", "government", "military", "armed_group", "person"})


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


def _coordinated(view: Field, roles: Roles) -> None:
    """Mentions joined by «and» to one that fills a role fill it too; a place joined to a place keeps its role."""
    mentions = view.mentions()
    for earlier, later in itertools.pairwise(mentions):
        joined = coordinated(view.sentence, earlier.last, later.first) or (
            later.first == earlier.last + 1 and view.sentence.words[later.first].gap in ("\u060c", "-", "/")
        )
        if not joined or roles.taken(later):
            continue
        if earlier in roles.actors:
            roles.add("actor", later, "coordinated")
        elif earlier in roles.recipients:
            roles.add("recipient", later, "coordinated")
        for placed, where in list(roles.places):
            if placed is earlier and later.mention.kind == "place":
                roles.add("place", later, "coordinated", where)
