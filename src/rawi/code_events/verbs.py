"""Roles around a finite verb or a participle: its subject, its object, what it modifies."""

from __future__ import annotations

from rawi.code_events.field import ADDRESSED, COMMA, HARMED, WAW, Field, Roles, chain_of, governor, moved, preposition, thing_of
from rawi.lexicon.inflect import ARTICLE
from rawi.lexicon.rows import Trigger
from rawi.parse.context import coordinated
from rawi.parse.grid import Placed


def _subject_role(view: Field) -> str:
    """The subject is the one harmed where the row or a passive says so, or «by X» brings the doer in."""
    by = any(governor(view.sentence, p, view.words) in view.words.by for p in view.after())
    return "recipient" if view.act.row.frame == "patient" or view.act.tense == "passive" or by else "actor"


def _continues(view: Field, first: Placed | None) -> bool:
    """«… raided the house and arrested two men»: a verb joined by «and» with the subject of the act before it."""
    act, earlier = view.act, view.previous
    if earlier is None or not earlier.actors or act.row.frame == "patient":
        return False
    if not act.hit.before.startswith(WAW):
        return _subject_told(view) and (first is None or first.first > act.hit.last + 1)
    return first is None or first.mention.kind in ("people", "place") or _other_gender(view, first)


def _other_gender(view: Field, placed: Placed) -> bool:
    """A feminine verb and a masculine body: «… and (she) called on the council to …»."""
    form = view.act.hit.entry.form
    she = form is not None and form.gender == "f" and form.number == "s"
    head = view.sentence.words[placed.first].form
    return she and placed.mention.kind in _BODIES and not head.endswith(_FEMININE) and head in view.words.masculine


_BODIES = frozenset({"igo", "government", "military", "armed_group", "ngo"})
_FEMININE = ("\u0647", "\u0627\u062a")


def of_speaker(view: Field) -> bool:
    """«… said that it shot down …»: a «that» with a pronoun stands before an active verb, whose subject was named before."""
    if view.act.tense not in ("past", "present") or view.act.hit.before.startswith(WAW) or that_with_pronoun(view) == "":
        return False
    return view.act.row.frame != "patient" or _active_too(view)


def _active_too(view: Field) -> bool:
    """«qatalat», she killed, is written like «qutilat», she was killed."""
    here = (h for h in view.sentence.at[view.act.hit.first] if h.last == view.act.hit.last)
    rows = (h.entry.item for h in here if h.entry.form is not None and h.entry.form.tense in ("past", "present"))
    return any(isinstance(row, Trigger) and row.type == view.act.row.type and row.frame == "agent_patient" for row in rows)


def that_with_pronoun(view: Field) -> str:
    """The «that» with a pronoun («annaha») before a verb, only words such as «qad» between; empty where there is none."""
    words, at = view.sentence.words, view.act.hit.first - 1
    while at > 0 and words[at].form in view.words.light_between:
        at -= 1
    return next((form for form in (words[at].form, words[at].host) if form in view.words.that_it), "") if at >= 0 else ""


def verb_roles(view: Field, roles: Roles) -> None:
    """Finite verb: the ungoverned mention after it is the subject unless one stands before it; the next one is the object."""
    frame, resumed = view.act.row.frame, _resumed(view)
    elsewhere = resumed is None and (of_speaker(view) or _subject_is_a_noun(view))
    subject = None if elsewhere or resumed is not None else subject_before(view)
    if resumed is not None:
        roles.add("recipient", resumed, "resumed_object")
    elif subject is not None:
        roles.add(_subject_role(view), subject, "subject_before")
    free = [p for p in view.after() if governor(view.sentence, p, view.words) is None and not _joined_to_earlier(view, p)]
    if not roles.actors and resumed is None and view.previous is not None and _continues(view, free[0] if free else None):
        for placed in view.previous.actors:
            roles.add("actor", placed, "continued_subject")
    if view.act.hit.after and resumed is None and (frame == "agent_patient" or _addresses(view)):
        _enclitic_object(view, roles)
    told = elsewhere or (not resumed and (_subject_told(view) or (subject is None and _relative(view))))
    for placed in [p for p in free if not (moved(view, p) and (roles.actors or p is not free[0]))][:2]:
        harmed = placed.mention.kind in HARMED and befalls_people(view)
        owned = roles.actors or told or (harmed and resumed is None) or _unnamed_subject(view, placed) or _of_its_object(view, placed)
        if (frame == "agent_patient" or _addresses(view)) and (owned or placed.mention.kind == "place"):
            roles.add("recipient", placed, "object_after")
        else:
            roles.add(_subject_role(view), placed, "subject_after")
        if frame != "agent_patient" and not (_addresses(view) and placed.mention.kind != "place"):
            break
        frame = "agent_patient"


def befalls_people(view: Field) -> bool:
    """Killed, held, beaten: unvowelled, the verb may be passive, and people behind it are those harmed; crowds attack, storm and burn."""
    row = view.act.row
    return row.type in ("ASSAULT", "COERCE") and (row.mode in _TO_PEOPLE or row.id.startswith(_VICTIMS))


_TO_PEOPLE = frozenset({"targeted", "abduct", "beat", "torture", "sexual", "arrest", "deport", "displacement", "firearms", "withhold"})
_VICTIMS = ("victim", "kill", "wound", "execute")


def _relative(view: Field) -> bool:
    """A relative pronoun right before the verb, only words such as «qad» between: whom the clause is about is told."""
    words, at = view.sentence.words, view.act.hit.first - 1
    while at > 0 and words[at].form in view.words.light_between and words[at].form not in view.words.relative:
        at -= 1
    return at >= 0 and words[at].form in view.words.relative


def _resumed(view: Field) -> Placed | None:
    """«the leader whom Israel killed (him)», «soldiers (that) the group executed (them)»: an enclitic, and the subject right behind, so that
    the mention before the verb is the object (Ryding, ch. 14)."""
    hit = view.act.hit
    subject = next((p for p in view.after() if p.first == hit.last + 1), None)
    if not hit.after or hit.before or view.act.row.frame == "patient" or subject is None or subject.mention.kind == "place":
        return None
    if governor(view.sentence, subject, view.words) is not None:
        return None
    for placed in view.before()[:1]:
        between = view.sentence.words[placed.last + 1 : hit.first + 1]
        if all(w.form in view.words.light_between for w in between[:-1]) and not any(w.gap for w in between):
            return placed
    return None


def _subject_is_a_noun(view: Field) -> bool:
    """«a resolution that calls on X»: a document right before a verb in the present is its subject."""
    first = view.act.hit.first
    form = view.act.hit.entry.form
    present = form is not None and form.tense == "present" and not view.act.hit.before and not view.act.hit.after
    return present and first > 0 and view.sentence.words[first - 1].host in view.words.documents


def _unnamed_subject(view: Field, placed: Placed) -> bool:
    """«the report urged the Council»: one or two words with the article, of no mention, stand between an active verb and the mention."""
    between = view.sentence.words[view.act.hit.last + 1 : placed.first + 1]
    nouns = [(word.host.startswith(ARTICLE) or word.form.endswith(_MEN)) and not word.before for word in between[:-1]]
    return 1 <= len(nouns) <= _SUBJECT and all(nouns) and not any(word.gap for word in between) and view.act.tense in ("past", "present")


_SUBJECT, _MEN = 2, "\u0648\u0646"  # words; the plural of men in the nominative


def _subject_told(view: Field) -> bool:
    """A verb in the plural, the dual or the first person has told its subject: what follows it is none (Ryding, ch. 3)."""
    form = view.act.hit.entry.form
    return form is not None and form.tense in ("past", "present") and (form.number in ("p", "d") or form.person == "1")


def _of_its_object(view: Field, placed: Placed) -> bool:
    """«(he) stormed the headquarters of X»: the mention owns what the act is done to."""
    at = thing_of(view, placed)
    return at is not None and preposition(view.sentence, at, view.words) is None


def _addresses(view: Field) -> bool:
    """A verb of demand, blame, refusal or praise has whom it is about as its object: «urged the council to …», «refused it»."""
    return view.act.row.type in ADDRESSED and view.act.row.frame == "agent" and view.act.tense in ("past", "present")


def _enclitic_object(view: Field, roles: Roles) -> None:
    """«which Moscow supports (it)»: the enclitic points at the last mention before the verb."""
    for placed in view.before():
        if placed.mention.kind != "place":
            roles.add("recipient", placed, "enclitic_object")
            return


def subject_before(view: Field) -> Placed | None:
    """The subject of a verb that follows it: a mention right before the verb, or before a relative pronoun or particle that the verb follows."""
    first = view.act.hit.first
    if view.act.hit.before.startswith(WAW):
        return None
    for placed in view.before():
        between = [view.sentence.words[at].form for at in range(placed.last + 1, first)]
        close = all(form in view.words.light_between for form in between)
        gap = any(COMMA in view.sentence.words[at].gap for at in range(placed.last + 1, first + 1))
        if (
            close
            and not gap
            and placed.mention.kind != "place"
            and (between or governor(view.sentence, chain_of(view, placed)[0], view.words) is None)
        ):
            return placed
        if len(between) > 6:
            return None
    return None


def circumstantial(view: Field) -> bool:
    """An indefinite participle after a comma, or of speech behind something definite: it tells of the subject of its sentence, not of the
    noun before it (Ryding, ch. 7)."""
    word = view.sentence.words[view.act.hit.first]
    if view.act.tense != "participle" or word.host.startswith(ARTICLE):
        return False
    return COMMA in word.gap or (view.act.row.type in _SPOKEN and _after_definite(view))


_SPOKEN = ADDRESSED - {"AID", "SANCTION"} | {"PROTEST"}


def _after_definite(view: Field) -> bool:
    """The word before has the article, or ends the name of somebody or some place."""
    first = view.act.hit.first
    if first == 0 or view.sentence.words[first].before:
        return False
    named = any(p.last == first - 1 and (p.mention.entity or p.mention.kind in ("place", "state")) for p in view.mentions())
    return named or view.sentence.words[first - 1].host.startswith(ARTICLE)


def participle_roles(view: Field, roles: Roles) -> None:
    """«forces backed by X»: what the participle modifies is the patient of a passive, the doer of an active one."""
    holder = next(
        (
            p
            for p in view.mentions()
            if (p.first < view.act.hit.first and view.act.hit.first - p.last <= 2) or p.first < view.act.hit.first <= p.last
        ),
        None,
    )
    if circumstantial(view) and (holder is None or holder.last < view.act.hit.first):
        return
    nearest = next(iter(view.before()), holder)
    if holder is None or (nearest and nearest.last > holder.last):
        holder = nearest
    if holder is not None and holder.mention.kind not in ("place", "agreement"):
        roles.add("recipient" if view.act.row.frame in ("agent_patient", "patient") else "actor", holder, "modified_noun")
    for placed in (p for p in view.grid.placed[view.act.sentence] if p.first > view.act.hit.last):
        if governor(view.sentence, placed, view.words) in view.words.by or (
            placed.first == view.act.hit.last + 1 and placed.mention.kind == "state"
        ):
            roles.add("actor", placed, "agent_of_participle")
            return


def _joined_to_earlier(view: Field, placed: Placed) -> bool:
    """«… and X»: the mention is coordinated with the one right before it."""
    return any(coordinated(view.sentence, p.last, placed.first) for p in view.mentions() if p.last < placed.first)
