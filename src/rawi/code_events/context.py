"""Roles that the clause leaves out, filled from its sentence: the speaker, the subject, the act that caused the harm."""

from __future__ import annotations

from collections.abc import Sequence

from rawi.code_events.field import COMMA, LI, WAW, Field, Roles, chain_of, governor
from rawi.code_events.modality import SPEECH_ACTS
from rawi.code_events.triggers import Act
from rawi.code_events.verbs import circumstantial, of_speaker, that_with_pronoun
from rawi.parse.grid import Placed
from rawi.records import Attribution

_NO_SUBJECT = frozenset({"place", "agreement", "media", "people"})
_HARMS = frozenset({"ASSAULT", "COERCE"})
_COMMITS = frozenset({"threaten", "promise"})


def fill_roles(view: Field, roles: Roles, said: Attribution | None, before: Sequence[tuple[Act, Roles]]) -> None:
    """Fill what is missing, the surest source first; each rule leaves its name in ``roles.rules``."""
    if said is not None and of_speaker(view) and _agrees(view, said):
        _speaker_first(view, roles, said)
    if view.act.row.type == "ASSAULT" and view.act.row.frame == "mutual":
        _oppose(roles)
    if view.act.row.frame == "mutual" and len(roles.actors) == 1 and set(roles.rules[-1:]) & _AGAINST | _with_one(view, roles):
        _from_subject(view, roles, said, ())
    if roles.actors or view.act.row.frame == "patient":
        _from_cause(view, roles, before)
        return
    _announced(view, roles, said)
    _from_statement(view, roles, said)
    if not roles.actors:
        _main_subject(view, roles, said, before)
    if not roles.actors:
        _from_subject(view, roles, said, [p for act, earlier in before if act.row.type in _HARMS for p in earlier.recipients])


def _speaker_first(view: Field, roles: Roles, said: Attribution) -> None:
    """The speaker is the doer of what he says that he did."""
    speakers = [view.grid.by_id[id] for id in (said.speaker, *said.co_speakers) if id is not None]
    roles.actors[:0] = [p for p in speakers if not roles.taken(p) and p.mention.kind not in ("place", "agreement")]
    roles.rules.append("speaker_does")


def _agrees(view: Field, said: Attribution) -> bool:
    """The pronoun of «that he», «that she» has the gender of the verb of speech; other pronouns leave it open."""
    cue = said.cue.text
    she = cue.startswith(_TEH) or (cue.endswith(_TEH) and not cue.endswith(_PLURAL))
    that = that_with_pronoun(view)
    return not that.endswith((_HA, _HU)) or she == that.endswith(_HA)


_TEH, _PLURAL, _HA, _HU = "\u062a", "\u0627\u062a", "\u0647\u0627", "\u0647"


def _oppose(roles: Roles) -> None:
    """Of two sides that clash the first named is the actor, the other the recipient."""
    if len(roles.actors) > 1 and not roles.recipients:
        roles.recipients.append(roles.actors.pop())
        roles.rules.append("other_side")


def _from_cause(view: Field, roles: Roles, before: Sequence[tuple[Act, Roles]]) -> None:
    """Harm without a doer takes the doer of the attack told before it in the sentence; «others» are more of those harmed before."""
    if before and not roles.recipients and view.act.row.frame == "patient" and _others(view):
        harmed = before[-1][1].recipients if before[-1][0].row.type == view.act.row.type else []
        for placed in harmed:
            roles.add("recipient", placed, "others")
    if roles.actors or view.act.tense == "participle":
        return
    for act, earlier in reversed(before):
        if act.row.type == "ASSAULT" and act.row.frame != "patient" and earlier.actors:
            for placed in earlier.actors:
                roles.add("actor", placed, "doer_of_cause")
            return


def _others(view: Field) -> bool:
    last = view.act.hit.last
    return any(word.form in view.words.others for word in view.sentence.words[last + 1 : last + 4])


_AGAINST = frozenset(
    {"party:\u0645\u0639", "party:\u0641\u064a \u0645\u0648\u0627\u062c\u0647\u0647", "party:\u0636\u062f"}
)  # with, facing, against


def _announced(view: Field, roles: Roles, said: Attribution | None) -> None:
    """«the guard announced the seizure of …»: a noun of act right after the speaker of a plain announcement is the speaker's own."""
    if said is None or said.speaker is None or said.cue.lemma not in view.words.announces or view.act.tense != "masdar":
        return
    speaker = view.grid.by_id[said.speaker]
    near = speaker.sentence == view.act.sentence and 0 < view.act.hit.first - speaker.last <= _AT_ONCE
    between = view.sentence.words[speaker.last + 1 : view.act.hit.first + 1]
    if near and speaker.mention.kind in _ACTING and not any(COMMA in word.gap or word.form in view.words.that for word in between):
        roles.add("actor", speaker, "announced")


def _with_one(view: Field, roles: Roles) -> set[str]:
    """«intends a meeting of (with) the minister»: the genitive names one side, the subject is the other."""
    one = roles.rules[-1:] == ["genitive"] and view.act.row.type == "CONSULT" and not roles.actors[0].mention.text.endswith(_MANY)
    return {"genitive"} if one and roles.actors[0].mention.kind == "person" else set()


_MANY = ("\u064a\u0646", "\u0627\u0646", "\u0648\u0646")  # duals and plurals
_AT_ONCE = 5  # words
_ACTING = frozenset({"military", "armed_group", "government", "state", "person", "igo", "ngo"})


def _from_statement(view: Field, roles: Roles, said: Attribution | None) -> None:
    """A speech act, or an act that its speaker threatens or promises, is the speaker's."""
    if (
        said is None
        or said.speaker is None
        or not (view.act.row.type in SPEECH_ACTS or said.stance in _COMMITS)
        or view.act.tense == "participle"
    ):
        return
    for speaker in (said.speaker, *said.co_speakers):
        roles.add("actor", view.grid.by_id[speaker], "speaker")


def _main_subject(view: Field, roles: Roles, said: Attribution | None, before: Sequence[tuple[Act, Roles]]) -> None:
    """«…, threatening to close …»: an indefinite participle after a comma tells of who spoke or did the act before it; so does a verb that
    its row gives as it stands, joined by «and»; a noun of protest («…, in protest at») of those who did the protest before it."""
    if view.act.row.type == "PROTEST" and view.act.tense == "masdar" and before and before[-1][0].row.type == "PROTEST":
        for placed in before[-1][1].actors:
            roles.add("actor", placed, "same_protest")
    beside = circumstantial(view) and not roles.recipients
    joined = view.act.tense == "noun" and view.act.hit.before.startswith(WAW) and view.act.row.type not in SPEECH_ACTS
    if beside and said is not None and said.speaker is not None:
        found = [view.grid.by_id[id] for id in (said.speaker, *said.co_speakers)]
    else:
        found = view.previous.actors if (beside or joined) and view.previous is not None else []
    for placed in found or (_nearest_subject(view) if beside else ()):
        roles.add("actor", placed, "main_subject")


def _nearest_subject(view: Field) -> list[Placed]:
    """The last actor before the act that nothing governs."""
    before = [p for p in reversed(view.mentions()) if p.last < view.act.hit.first]
    return [p for p in before if p.mention.kind not in _NO_SUBJECT - _CROWD and _ungoverned(view, p)][:1]


def _from_subject(view: Field, roles: Roles, said: Attribution | None, suffered: Sequence[Placed]) -> None:
    """A verbal noun without a doer belongs to the subject before it in its sentence, unless an act befell that one."""
    demand = view.act.tense == "participle" and view.act.row.type == "REQUEST" and view.act.hit.before.endswith(LI)  # «lil-mutalaba»
    if not (view.act.tense == "masdar" or demand) or view.act.hit.entry.form is None:
        return
    for placed in reversed(view.mentions()):
        if placed in suffered:
            continue
        if placed.last < view.act.hit.first and _is_subject(view, placed) and not roles.taken(placed) and not _speaks_of_it(placed, said):
            roles.add("actor", placed, "subject_of_sentence")
            return


def _speaks_of_it(placed: Placed, said: Attribution | None) -> bool:
    """Who tells of an act in a statement is not for that its doer."""
    return said is not None and placed.mention.id in (said.speaker, *said.co_speakers)


def _is_subject(view: Field, placed: Placed) -> bool:
    """An actor that no preposition governs and that is no genitive of another noun of an act."""
    mention = placed.mention
    none = _NO_SUBJECT - _CROWD if view.act.row.type in _CROWDS_DO else _NO_SUBJECT
    return mention.kind not in none and _ungoverned(view, placed)


def _ungoverned(view: Field, placed: Placed) -> bool:
    """No preposition governs it or what it is joined to, and it is no adjective after a noun of an act."""
    role = placed.mention.evidence is not None and placed.mention.evidence.rule.endswith("+role")
    return not role and governor(view.sentence, chain_of(view, placed)[0], view.words) is None


_CROWD, _CROWDS_DO = frozenset({"people"}), frozenset({"PROTEST", "REQUEST"})
