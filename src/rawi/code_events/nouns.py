"""Roles around a verbal noun: its light verb, its owner, its genitive, a relative clause."""

from __future__ import annotations

from rawi.code_events.field import ADDRESSED, HARMED, HOSTILE, LI, MIN, QUOTES, WAW, Field, Roles, governor, moved, thing_of
from rawi.code_events.triggers import PROTESTERS
from rawi.code_events.verbs import befalls_people, subject_before
from rawi.lexicon.inflect import ARTICLE
from rawi.lexicon.rows import LightVerb
from rawi.parse import Hit
from rawi.parse.context import fires
from rawi.parse.grid import Placed

_LIGHT_REACH = 16  # words between a light verb and its noun


def noun_roles(view: Field, roles: Roles) -> None:
    """Verbal noun: a light verb gives its subject, the enclitic its owner, the genitive by the row, an adjective of nation the doer."""
    _named_doer(view, roles)
    light = roles.light = _light_verb(view)
    if light is not None:
        _light_subject(view, light, roles)
    if view.act.hit.after and not roles.actors:
        _owner(view, roles)
    for placed in view.after()[:1]:
        near = (
            placed.first == view.act.hit.last + 1
            or _through_quantity(view, placed)
            or (
                placed.first == view.act.hit.last + 2
                and placed.mention.evidence is not None
                and placed.mention.evidence.rule.endswith("+role")
            )
        )
        if moved(view, placed):
            continue
        if near and _is_free(view, placed) and not view.sentence.words[placed.first].gap.strip(QUOTES):
            roles.add(_genitive_role(view, placed, roles), placed, "genitive")
        elif _possessor(view, placed):
            roles.add("actor", placed, "possessor")
    _of_its_object(view, roles)
    _relative_doer(view, roles)


def _named_doer(view: Field, roles: Roles) -> None:
    """«Kyiv will not accept»: a verb that its row gives with its particle; «the protesters»: a word that names its doers."""
    if view.act.tense == "noun" and view.sentence.words[view.act.hit.first].form in view.words.negation:
        subject = subject_before(view)
        if subject is not None:
            roles.add("actor", subject, "subject_before")
    if view.act.row.id.startswith(PROTESTERS):
        for placed in view.mentions():
            if placed.first <= view.act.hit.last and view.act.hit.first <= placed.last:
                roles.add("actor", placed, "named_by_act")


def _is_free(view: Field, placed: Placed) -> bool:
    """No preposition governs it, unless the act's own word is one («bi-daam X»: with the support of X)."""
    own = placed.first == view.act.hit.last + 1 and not view.sentence.words[placed.first].before and view.act.row.frame != "mutual"
    return own or governor(view.sentence, placed, view.words) is None


def _of_its_object(view: Field, roles: Roles) -> None:
    """«the destruction of X's defences», «the militia's storming of Y's offices»: whose things they are suffers it."""
    if view.act.row.frame != "agent_patient":
        return
    for placed in view.after()[:2]:
        at = thing_of(view, placed)
        joined = [p for p in view.after() if p in roles.actors and p.last + 1 == at]
        if at is not None and (at == view.act.hit.last + 1 or joined) and not view.sentence.words[at].gap and not roles.taken(placed):
            roles.add("recipient", placed, "owner_of_object")
            return


def _possessor(view: Field, placed: Placed) -> bool:
    """«the campaign of (li-) X»: the first mention after a noun whose genitive is (or, after the article, may be) its doer, with «li-»
    and only adjectives between."""
    first, row = placed.first, view.act.row
    doer = row.genitive == "actor" or (row.genitive == "either" and view.sentence.words[view.act.hit.first].host.startswith(ARTICLE))
    close = first - view.act.hit.last <= 3 and view.sentence.words[first].before.endswith(LI)
    hostile = row.type in HOSTILE or LI not in row.recipient_prep
    return close and doer and hostile and placed.mention.kind not in ("place", "people")


def _relative_doer(view: Field, roles: Roles) -> None:
    """«a campaign that X wages (it)»: a light verb with an enclitic soon after the noun; its subject plays the role of its row."""
    last = view.act.hit.last
    for hit in view.sentence.heads.get("light_verbs", ()):
        item = hit.entry.item
        if last < hit.first < last + 7 and isinstance(item, LightVerb) and hit.after and item.subject != "none":
            free = (p for p in view.mentions() if p.first > hit.last and governor(view.sentence, p, view.words) is None)
            subject = next(free, None)
            if subject is not None and subject.first - hit.last <= 2:
                roles.add(item.subject, subject, f"relative_{item.id}")
            return


def _through_quantity(view: Field, placed: Placed) -> bool:
    """«the killing of hundreds of (min) civilians»: only words of quantity stand between."""
    between = view.sentence.words[view.act.hit.last + 1 : placed.first]
    return len(between) <= 4 and all(
        w.host in view.words.quantities or w.form == MIN or w.form[0].isdigit() or w.form in view.words.bounds for w in between
    )


def _genitive_role(view: Field, placed: Placed, roles: Roles) -> str:
    row = view.act.row
    if row.mode == "withdraw" and placed.mention.kind in _TROOPS and not roles.actors:
        return "actor"
    if row.frame == "agent_patient" and befalls_people(view) and _people(placed):
        return "recipient"
    if placed.mention.evidence is not None and placed.mention.evidence.rule.endswith("+role"):
        return "actor"
    if row.frame == "patient" or _addressing(view) or view.sentence.words[view.act.hit.last].host.endswith(_THEY):
        return "recipient"
    if row.genitive == "object":
        return "actor" if _object_brought_in(view, placed) else "recipient"
    if row.genitive in ("actor", "recipient") and not (row.genitive == "actor" and roles.actors):
        return row.genitive
    return "recipient" if roles.actors or _people(placed) else "actor"


def _people(placed: Placed) -> bool:
    """People, or a people by its name («the Syrians»)."""
    mention = placed.mention
    return mention.kind in HARMED or (mention.kind == "state" and mention.text.endswith(_OF_PEOPLES))


_OF_PEOPLES = ("\u064a\u064a\u0646", "\u064a\u0648\u0646", "\u064a\u0627\u062a")


_TROOPS = frozenset({"military", "armed_group"})  # who is withdrawn withdraws


def _object_brought_in(view: Field, placed: Placed) -> bool:
    """«X's support of (li-) Y»: «li-» or «to» brings the object in, so that the genitive is the doer."""
    behind = [p for p in view.after() if placed.last < p.first <= placed.last + _OBJECT]
    return any(governor(view.sentence, p, view.words) in (LI, _TO) for p in behind)


_OBJECT, _TO = 4, "\u0627\u0644\u0649"  # words


_THEY = "\u0648\u0627"  # a verb in the plural, which its row gives as it stands, has told its subject


def _addressing(view: Field) -> bool:
    """«calling on X to …»: a form of a verb of demand, blame or praise that its row gives as it stands."""
    row = view.act.row
    return view.act.tense == "noun" and row.type in ADDRESSED and row.frame == "agent_patient" and not row.genitive


def _light_verb(view: Field) -> Hit | None:
    """The nearest light verb before the noun whose object it is."""
    first = view.act.hit.first
    floor = -1 if view.act.hit.before.startswith(WAW) and view.act.row.frame != "patient" else view.left - 1
    floor = max(floor, first - _LIGHT_REACH - 1)
    for head in reversed(view.sentence.heads.get("light_verbs", ())):
        if floor < head.first < first:
            for hit in sorted(view.sentence.at[head.first], key=_conditioned):
                if isinstance(hit.entry.item, LightVerb) and fires(hit, view.sentence, hit.entry.item.needs, frozenset(), _LIGHT_REACH):
                    return hit
    return None


def _conditioned(hit: Hit) -> bool:
    """Rows with conditions are asked before rows without."""
    return not (isinstance(hit.entry.item, LightVerb) and hit.entry.item.needs)


def _light_subject(view: Field, light: Hit, roles: Roles) -> None:
    """The subject of a light verb: after it before the noun, else before it."""
    item = light.entry.item
    assert isinstance(item, LightVerb)
    if item.subject == "none":
        return
    between = [
        p
        for p in view.mentions()
        if light.last < p.first and p.last < view.act.hit.first and governor(view.sentence, p, view.words) is None
    ]
    earlier = [p for p in reversed(view.mentions()) if p.last < light.first and light.first - p.last <= 6]
    for placed in (between or earlier)[:1]:
        roles.add(item.subject, placed, f"subject_of_{item.id}")


def _owner(view: Field, roles: Roles) -> None:
    """«its operations»: the enclitic of the noun points at the last actor named before it."""
    for placed in reversed([p for p in view.mentions() if p.last < view.act.hit.first]):
        if placed.mention.kind not in ("place", "agreement", "media"):
            roles.add("recipient" if view.act.row.frame == "patient" else "actor", placed, "owner")
            return
