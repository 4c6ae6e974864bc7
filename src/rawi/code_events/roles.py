"""Who did it to whom and where: subjects, objects, genitives and prepositions around a trigger."""

from __future__ import annotations

from dataclasses import dataclass, field

from rawi.code_events.rolewords import Rolewords
from rawi.code_events.triggers import Act
from rawi.lexicon.rows import LightVerb
from rawi.parse import Hit, Sentence
from rawi.parse.context import coordinated, fires
from rawi.parse.grid import Grid, Placed

_REACH_AFTER, _REACH_BEFORE, _LIGHT_REACH = 16, 10, 16
_HOSTILE = frozenset({"ASSAULT", "COERCE", "THREATEN", "SANCTION", "PROTEST", "ACCUSE", "REJECT", "MOBILIZE"})
_HARMED = frozenset({"people"})
WAW, LI, BI, MIN = "\u0648", "\u0644", "\u0628", "\u0645\u0646"


@dataclass(slots=True)
class Roles:
    """Who fills the roles of an act, in order of finding, and the rules that found them."""

    actors: list[Placed] = field(default_factory=list)
    recipients: list[Placed] = field(default_factory=list)
    places: list[tuple[Placed, str]] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    light: Hit | None = None

    def add(self, role: str, placed: Placed, rule: str, where: str = "at") -> None:
        """Fill a role once; a place goes to the places whatever role its words suggest."""
        if placed.mention.kind == "agreement":
            return
        if placed.mention.kind == "place":
            if all(p is not placed for p, _ in self.places):
                self.places.append((placed, where))
        elif placed not in self.actors and placed not in self.recipients:
            (self.actors if role == "actor" else self.recipients).append(placed)
            self.rules.append(rule)

    def taken(self, placed: Placed) -> bool:
        """Whether a mention fills a role already."""
        return placed in self.actors or placed in self.recipients or any(p is placed for p, _ in self.places)


@dataclass(frozen=True, slots=True)
class Field:
    """The words around a trigger where its roles are looked for: from ``left`` to before ``right``."""

    grid: Grid
    act: Act
    left: int
    right: int
    words: Rolewords
    previous: Roles | None = None

    @property
    def sentence(self) -> Sentence:
        """The sentence of the act."""
        return self.grid.sentences[self.act.sentence]

    def mentions(self) -> tuple[Placed, ...]:
        """Outer mentions of the sentence, in order; the parties of an agreement are outer."""
        return self.grid.free[self.act.sentence]

    def after(self) -> list[Placed]:
        """Mentions after the trigger within the field."""
        last = self.act.hit.last
        return [p for p in self.mentions() if last < p.first < min(self.right, last + _REACH_AFTER)]

    def before(self) -> list[Placed]:
        """Mentions before the trigger within the field, nearest first."""
        first = self.act.hit.first
        return [p for p in reversed(self.mentions()) if max(self.left, first - _REACH_BEFORE) <= p.first and p.last < first]


def find_roles(view: Field) -> Roles:
    """The roles of one act by its frame and grammar."""
    roles = Roles()
    if view.act.tense == "participle":
        _participle(view, roles)
    elif view.act.verbal:
        _verb(view, roles)
    else:
        _noun(view, roles)
    _prepositions(view, roles)
    _coordinated(view, roles)
    return roles


def _subject_role(view: Field) -> str:
    """The subject is the one harmed where the row or a passive says so, or «by X» brings the doer in."""
    by = any(preposition(view.sentence, p.first, view.words) in view.words.by for p in view.after())
    return "recipient" if view.act.row.frame == "patient" or view.act.tense == "passive" or by else "actor"


def _continues(view: Field, first: Placed | None) -> bool:
    """«… raided the house and arrested two men»: a verb joined by «and» with the subject of the act before it."""
    act, earlier = view.act, view.previous
    if earlier is None or not earlier.actors or not act.hit.before.startswith(WAW) or act.row.frame == "patient":
        return False
    return first is None or first.mention.kind in ("people", "place")


def _verb(view: Field, roles: Roles) -> None:
    """Finite verb: the ungoverned mention after it is the subject unless one stands before it; the next one is the object."""
    frame = view.act.row.frame
    subject = _subject_before(view)
    if subject is not None:
        roles.add(_subject_role(view), subject, "subject_before")
    free = [p for p in view.after() if preposition(view.sentence, p.first, view.words) is None and not _joined_to_earlier(view, p)]
    if not roles.actors and view.previous is not None and _continues(view, free[0] if free else None):
        for placed in view.previous.actors:
            roles.add("actor", placed, "continued_subject")
    if view.act.hit.after and frame == "agent_patient":
        _enclitic_object(view, roles)
    for placed in free[:2]:
        harmed = placed.mention.kind in _HARMED and view.act.row.type in ("ASSAULT", "COERCE")
        if frame == "agent_patient" and (roles.actors or harmed or placed.mention.kind == "place"):
            roles.add("recipient", placed, "object_after")
        else:
            roles.add(_subject_role(view), placed, "subject_after")
        if frame != "agent_patient":
            break


def _enclitic_object(view: Field, roles: Roles) -> None:
    """«which Moscow supports (it)»: the enclitic points at the last mention before the verb."""
    for placed in view.before():
        if placed.mention.kind != "place":
            roles.add("recipient", placed, "enclitic_object")
            return


def _subject_before(view: Field) -> Placed | None:
    """A mention right before the verb, or before a relative pronoun or particle that the verb follows."""
    first = view.act.hit.first
    if view.act.hit.before.startswith(WAW):
        return None
    for placed in view.before():
        between = [view.sentence.words[at].form for at in range(placed.last + 1, first)]
        close = all(form in view.words.light_between for form in between)
        gap = any("\u060c" in view.sentence.words[at].gap for at in range(placed.last + 1, first + 1))
        if close and not gap and placed.mention.kind != "place" and (between or preposition(view.sentence, placed.first, view.words) is None):
            return placed
        if len(between) > 6:
            return None
    return None


def _participle(view: Field, roles: Roles) -> None:
    """«forces backed by X»: what the participle modifies is the patient of a passive, the doer of an active one."""
    holder = next((p for p in view.mentions() if (p.first < view.act.hit.first and view.act.hit.first - p.last <= 2) or p.first < view.act.hit.first <= p.last), None)
    nearest = next(iter(view.before()), holder)
    if holder is None or (nearest and nearest.last > holder.last):
        holder = nearest
    if holder is not None and holder.mention.kind not in ("place", "agreement"):
        roles.add("recipient" if view.act.row.frame in ("agent_patient", "patient") else "actor", holder, "modified_noun")
    for placed in (p for p in view.grid.placed[view.act.sentence] if p.first > view.act.hit.last):
        if preposition(view.sentence, placed.first, view.words) in view.words.by or (placed.first == view.act.hit.last + 1 and placed.mention.kind == "state"):
            roles.add("actor", placed, "agent_of_participle")
            return


def _noun(view: Field, roles: Roles) -> None:
    """Verbal noun: a light verb gives its subject, the enclitic its owner, the genitive by the row, an adjective of nation the doer."""
    light = roles.light = _light_verb(view)
    if light is not None:
        _light_subject(view, light, roles)
    if view.act.hit.after and not roles.actors:
        _owner(view, roles)
    for placed in view.after()[:1]:
        near = placed.first == view.act.hit.last + 1 or _through_quantity(view, placed) or (placed.first == view.act.hit.last + 2 and placed.mention.evidence is not None and placed.mention.evidence.rule.endswith("+role"))
        if near and preposition(view.sentence, placed.first, view.words) is None and not view.sentence.words[placed.first].gap:
            roles.add(_genitive_role(view, placed, roles), placed, "genitive")
        elif _possessor(view, placed):
            roles.add("actor", placed, "possessor")
    _relative_doer(view, roles)


def _possessor(view: Field, placed: Placed) -> bool:
    """«the campaign of (li-) X»: the first mention after a noun whose genitive is its doer, with «li-» and only adjectives between."""
    first = placed.first
    close = first - view.act.hit.last <= 3 and view.sentence.words[first].before.endswith(LI)
    hostile = view.act.row.type in _HOSTILE or LI not in view.act.row.recipient_prep
    return close and view.act.row.genitive == "actor" and hostile and placed.mention.kind not in ("place", "people")


def _relative_doer(view: Field, roles: Roles) -> None:
    """«a campaign that X wages (it)»: a light verb with an enclitic soon after the noun; its subject plays the role of its row."""
    last = view.act.hit.last
    for at in range(last + 1, min(len(view.sentence.words), last + 7)):
        for hit in view.sentence.at[at]:
            item = hit.entry.item
            if isinstance(item, LightVerb) and hit.after and item.subject != "none":
                subject = next((p for p in view.mentions() if p.first > hit.last and preposition(view.sentence, p.first, view.words) is None), None)
                if subject is not None and subject.first - hit.last <= 2:
                    roles.add(item.subject, subject, f"relative_{item.id}")
                return


def _through_quantity(view: Field, placed: Placed) -> bool:
    """«the killing of hundreds of (min) civilians»: only words of quantity stand between."""
    between = view.sentence.words[view.act.hit.last + 1 : placed.first]
    return len(between) <= 4 and all(w.host in view.words.quantities or w.form == MIN or w.form[0].isdigit() or w.form in view.words.bounds for w in between)


def _genitive_role(view: Field, placed: Placed, roles: Roles) -> str:
    row = view.act.row
    if placed.mention.evidence is not None and placed.mention.evidence.rule.endswith("+role"):
        return "actor"
    if row.frame == "patient":
        return "recipient"
    if row.genitive in ("actor", "recipient") and not (row.genitive == "actor" and roles.actors):
        return row.genitive
    return "recipient" if roles.actors or placed.mention.kind in _HARMED else "actor"


def _light_verb(view: Field) -> Hit | None:
    """The nearest light verb before the noun whose object it is."""
    first = view.act.hit.first
    floor = -1 if view.act.hit.before.startswith(WAW) else view.left - 1
    for at in range(first - 1, max(floor, first - _LIGHT_REACH - 1), -1):
        for hit in view.sentence.at[at]:
            if isinstance(hit.entry.item, LightVerb) and fires(hit, view.sentence, hit.entry.item.needs, frozenset(), _LIGHT_REACH):
                return hit
    return None


def _light_subject(view: Field, light: Hit, roles: Roles) -> None:
    """The subject of a light verb: after it before the noun, else before it."""
    item = light.entry.item
    assert isinstance(item, LightVerb)
    if item.subject == "none":
        return
    between = [p for p in view.mentions() if light.last < p.first and p.last < view.act.hit.first and preposition(view.sentence, p.first, view.words) is None]
    earlier = [p for p in reversed(view.mentions()) if p.last < light.first and light.first - p.last <= 6]
    for placed in (between or earlier)[:1]:
        roles.add(item.subject, placed, f"subject_of_{item.id}")


def _owner(view: Field, roles: Roles) -> None:
    """«its operations»: the enclitic of the noun points at the last actor named before it."""
    for placed in reversed([p for p in view.mentions() if p.last < view.act.hit.first]):
        if placed.mention.kind not in ("place", "agreement", "media"):
            roles.add("recipient" if view.act.row.frame == "patient" else "actor", placed, "owner")
            return


def _prepositions(view: Field, roles: Roles) -> None:
    """Roles that a preposition brings in: by, against, with, between, in, to, from."""
    row = view.act.row
    for placed in view.after():
        if roles.taken(placed):
            continue
        governor = preposition(view.sentence, placed.first, view.words)
        if governor is None:
            if placed.mention.kind == "place" and view.act.verbal:
                roles.add("recipient", placed, "place_object")
            continue
        if placed.mention.kind == "place":
            roles.add("place", placed, "place", view.words.place_roles.get(governor, "at"))
        elif governor in view.words.by or (governor == MIN and row.type == "AID" and not view.act.verbal):
            roles.add("actor", placed, f"by:{governor}")
        elif row.frame == "mutual":
            roles.add("actor", placed, f"party:{governor}")
        elif governor in row.recipient_prep or (row.type in _HOSTILE and governor in view.words.against):
            roles.add("recipient", placed, f"prep:{governor}")


def _coordinated(view: Field, roles: Roles) -> None:
    """Mentions joined by «and» to one that fills a role fill it too; a place joined to a place keeps its role."""
    mentions = view.mentions()
    for earlier, later in zip(mentions, mentions[1:], strict=False):
        joined = coordinated(view.sentence, earlier.last, later.first) or (later.first == earlier.last + 1 and view.sentence.words[later.first].gap in ("\u060c", "-", "/"))
        if not joined or roles.taken(later):
            continue
        if earlier in roles.actors:
            roles.add("actor", later, "coordinated")
        elif earlier in roles.recipients:
            roles.add("recipient", later, "coordinated")
        for placed, where in list(roles.places):
            if placed is earlier and later.mention.kind == "place":
                roles.add("place", later, "coordinated", where)


def _joined_to_earlier(view: Field, placed: Placed) -> bool:
    """«… and X»: the mention is coordinated with the one right before it."""
    return any(coordinated(view.sentence, p.last, placed.first) for p in view.mentions() if p.last < placed.first)


def preposition(sentence: Sentence, first: int, words: Rolewords) -> str | None:
    """The preposition that governs the words from ``first``: a phrase of two words, a word, or a clitic."""
    before = sentence.words[first].before
    if before[-1:] in (BI, LI):
        return before[-1]
    if first == 0 or sentence.words[first].gap not in ("", '"', "“", "«"):
        return None
    one = sentence.words[first - 1].form
    if one == MIN and first > 1 and sentence.words[first - 2].host in words.quantities:
        return preposition(sentence, first - 2, words)
    two = f"{sentence.words[first - 2].form} {one}" if first > 1 else ""
    if two in words.prepositions:
        return two
    host = sentence.words[first - 1].host
    return one if one in words.prepositions else host if host in words.prepositions else None
