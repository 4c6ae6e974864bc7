"""Whom a demand, a refusal, praise or blame is about, where no object names them."""

from __future__ import annotations

from rawi.code_events.field import ADDRESSED, BI, LI, MIN, Field, Roles, governor, preposition


def find_addressee(view: Field, roles: Roles) -> None:
    """Fill the recipient, the surest source first: a pronoun, whose conduct it is, whose thing it is, who shall do it."""
    kind = view.act.row.type
    if view.act.tense in ("participle", "noun"):
        _pronoun(view, roles)
    if kind == "ACCUSE" and not roles.recipients:
        _blamed(view, roles)
    if kind in _OF_THINGS and not roles.recipients:
        _whose_thing(view, roles)
    if kind == "REQUEST" and not roles.recipients:
        _who_shall(view, roles)


_OF_THINGS = ADDRESSED - {"AID", "SANCTION", "THREATEN"}


def _pronoun(view: Field, roles: Roles) -> None:
    """«… towards Russia, demanding of it (iyyaha) to …»: the last actor named before."""
    after = view.act.hit.last + 1
    if after < len(view.sentence.words) and view.sentence.words[after].form in view.words.object_pronoun:
        for placed in reversed([p for p in view.mentions() if p.last < view.act.hit.first]):
            if placed not in roles.actors:
                roles.add("recipient", placed, "object_pronoun")
                return


def _blamed(view: Field, roles: Roles) -> None:
    """«warned of the arrival of X's fighters»: whose conduct a warning or worry is about is named behind its preposition."""
    last = view.act.hit.last
    for placed in view.mentions():
        if last + 1 < placed.first <= last + _REACH and not roles.taken(placed):
            between = view.sentence.words[last + 1 : placed.first]
            said = any(word.form in view.words.that for word in between)
            about = any(word.form in view.act.row.recipient_prep or word.form in _ABOUT for word in between)
            if placed.mention.kind in _ANSWERABLE and about and not said:
                roles.add("recipient", placed, "blamed")
                return


def _whose_thing(view: Field, roles: Roles) -> None:
    """«refused the ministry's plan», «welcomed the Tunisian step», «demanded the leaving of the forces»: the genitive or the adjective of
    what it is about, which is an object or stands behind «bi-», «li-» or the row's preposition."""
    for placed in view.after():
        at, words = placed.first - 1, view.sentence.words
        if placed.mention.kind not in _ANSWERABLE or roles.taken(placed) or words[placed.first].gap or words[placed.first].before:
            continue
        if at <= view.act.hit.last or any(p.first <= at <= p.last for p in view.mentions()):
            continue
        by = preposition(view.sentence, at, view.words)
        if by in (BI, LI) or by in view.act.row.recipient_prep or (by is None and at == _object(view, roles)):
            roles.add("recipient", placed, "whose_thing")
        return


def _object(view: Field, roles: Roles) -> int:
    """Where the object of the verb stands: right behind it, or behind its subject."""
    subjects = [p.last for p in roles.actors if p.first > view.act.hit.last]
    return max([view.act.hit.last, *subjects]) + 1


def _who_shall(view: Field, roles: Roles) -> None:
    """«hopes that the parties agree», «demanded that France stop …»: the subject of the clause behind «that»."""
    last = view.act.hit.last
    words = view.sentence.words[last + 1 : last + _REACH]
    that = next((last + 1 + n for n, word in enumerate(words) if word.form == _AN), None)
    if that is None:
        return
    for placed in view.mentions():
        if that < placed.first <= that + _CLAUSE and governor(view.sentence, placed, view.words) is None:
            if placed.mention.kind in _ANSWERABLE and not roles.taken(placed):
                roles.add("recipient", placed, "who_shall")
            return


_REACH, _CLAUSE = 8, 3  # words
_AN = "\u0627\u0646"
_ABOUT = frozenset(
    {MIN, "\u0627\u0632\u0627\u0621", "\u062d\u064a\u0627\u0644", "\u0628\u0634\u0627\u0646", "\u062a\u062c\u0627\u0647"}
)  # of, at, about, towards
_ANSWERABLE = frozenset({"state", "government", "military", "armed_group", "person", "igo", "ngo"})
