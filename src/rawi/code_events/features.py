"""What the judge sees of an act: its trigger, grammar, roles, the words around it and its place in the article, each by a name to read."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rawi.code_events.field import Roles
from rawi.code_events.judge import AMONG, LETTERS, LONE, Judge
from rawi.code_events.modality import Verdict
from rawi.code_events.triggers import Act
from rawi.lexicon.inflect import ARTICLE
from rawi.parse import Sentence
from rawi.parse.grid import Grid, Placed
from rawi.parse.words import Word, bare_form
from rawi.records import Attribution, DateSpan, Figure

_NEAR = 4  # words on each side of the trigger
_CROWDED = 3  # other acts of a sentence from which it is a list or a commentary
_SHORT, _LONG = 9, 35  # words of a sentence


@dataclass(frozen=True, slots=True)
class Whole:
    """What the judge is shown of a whole article: is it a fragment (a sentence or two without a day), how many mentions of armed forces
    has it (no, few, some, many), is it an article on a war; and the words that say nothing."""

    fragment: bool
    forces: str
    war: bool
    function: frozenset[str]


# A whole article on a war, where most candidates are reports; its weight is set to the share of them that are right in scores/gold.
WAR_ARTICLE = "article on a war"
_WARRING, _ARTICLE, _FRAGMENT = frozenset({"some", "many"}), 6, 2  # sentences
_FORCES = frozenset({"military", "armed_group"})
_FEW, _SOME = 2, 6  # mentions


def whole_of(grid: Grid, dated: bool, titled: bool, function: frozenset[str]) -> Whole:
    """What an article is as a whole; ``dated``: its day is known; ``titled``: it has a title, as articles have and passages have not."""
    count = sum(p.mention.kind in _FORCES for row in grid.placed for p in row)
    forces = "no" if not count else "few" if count <= _FEW else "some" if count <= _SOME else "many"
    length = len(grid.sentences)
    return Whole(not dated and length <= _FRAGMENT, forces, forces in _WARRING and (titled or length >= _ARTICLE), function)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with what is asked of it for each of its acts: its words bare of clitics and article, of these the ones that say
    something, and whether a number is among them."""

    sentence: Sentence
    bare: tuple[str, ...]
    telling: tuple[str, ...]
    numbered: bool


def line_of(sentence: Sentence, whole: Whole) -> Line:
    """A sentence as the judge is shown it."""
    words, function = sentence.words, whole.function
    bare = tuple([bare_form(word.host) for word in words])
    telling = dict.fromkeys([b for b, word in zip(bare, words, strict=True) if word.form not in function and word.host not in function])
    return Line(sentence, bare, tuple(telling), any(word.form[0].isdigit() for word in words))


@dataclass(frozen=True, slots=True)
class Candidate:
    """An act with what was decided on it and what stands around it, as the judge is shown it."""

    act: Act
    line: Line
    roles: Roles
    verdict: Verdict
    said: Attribution | None
    places: Sequence[tuple[Placed, str]]
    date: DateSpan | None
    figures: Sequence[Figure]
    acts: Sequence[Act]
    whole: Whole


def features_of(seen: Candidate) -> tuple[str, ...]:
    """The names of the features that hold, each once. A fragment is judged by what it says itself, so that there each type has weights
    of its own."""
    kind = seen.act.row.type
    names = dict.fromkeys((*_around(seen), *(f"{kind}{AMONG}{word}" for word in seen.line.telling), *_signs(seen)))
    if seen.whole.fragment:
        return tuple(f"{LONE}{kind}: {name}" for name in dict.fromkeys((*names, *_family(seen, names), *_letters(seen))))
    return (*names, WAR_ARTICLE) if seen.whole.war else tuple(names)


def _family(seen: Candidate, names: Iterable[str]) -> Iterator[str]:
    """What is seen of an act by the family of its row (the first word of its id): a family has examples enough where a row has few."""
    act, word = seen.act, seen.line.sentence.words[seen.act.hit.first]
    family, definite = f"family {act.row.id.partition('-')[0]}", _definiteness(act, word)
    yield from (family, f"{family} {act.tense}", f"{family} {definite}", f"{family} {act.tense} {definite}")
    kind = act.row.type
    telling = _TELLING + tuple(f"{kind} {what}" for what in _TELLING_OF_TYPE)
    yield from (f"{family} & {name}" for name in names if name.startswith(telling))


_TELLING = ("actor ", "recipient ", "role ", "position 0", "begins")
_TELLING_OF_TYPE = ("actor", "no actor", "dated", "undated", "place", "no place", "count", "in an", "occurred", "ongoing")


def _letters(seen: Candidate) -> Iterator[str]:
    """Four letters each of the words: what words of one root share, whatever their form."""
    for word in seen.line.telling:
        framed = f"^{word}$"
        for at in range(len(word) - 1):
            yield f"{seen.act.row.type}{LETTERS}{framed[at : at + _RUN]}"


_RUN = 4


def score_of(seen: Candidate, judge: Judge) -> float:
    """The score of an act: that of its ``features_of``, without a name made for every word of its sentence."""
    if seen.whole.fragment:
        return judge.score(features_of(seen))
    last = (*_signs(seen), WAR_ARTICLE) if seen.whole.war else _signs(seen)
    return judge.score_among(dict.fromkeys(_around(seen)), seen.act.row.type, seen.line.telling, dict.fromkeys(last))


def _around(seen: Candidate) -> Iterator[str]:
    """All but the words of the whole sentence and the signs before words."""
    return itertools.chain(_trigger(seen), _roles(seen), _surroundings(seen), _words(seen))


def _trigger(seen: Candidate) -> Iterator[str]:
    """The row that fired and its grammar."""
    act, word = seen.act, seen.line.sentence.words[seen.act.hit.first]
    kind, definite = act.row.type, _definiteness(act, word)
    yield f"type {kind}"
    yield f"row {act.row.id}"
    yield f"{kind} {act.tense}"
    yield f"{act.tense} {definite}"
    yield f"row {act.row.id} {act.tense} {definite}"
    yield f"{kind} {seen.verdict.status}"
    yield f"mode {act.mode}" if act.mode else f"{kind} without mode"
    if act.hit.last > act.hit.first:
        yield "fixed phrase"
    if act.row.needs:
        yield "row with conditions"
    if act.hit.before:
        yield f"clitic {act.hit.before}"
    if seen.roles.light is not None:
        yield f"light verb {seen.roles.light.entry.item.rule}"
        yield f"{kind} with light verb"


def _definiteness(act: Act, word: Word) -> str:
    """Has the trigger the article, an owner behind it, or neither?"""
    return "definite" if word.host.startswith(ARTICLE) else "owned" if act.hit.after else "bare"


def _roles(seen: Candidate) -> Iterator[str]:
    """Who fills the roles, what counts it, when and where."""
    kind, roles = seen.act.row.type, seen.roles
    for role, filled in (("actor", roles.actors), ("recipient", roles.recipients)):
        yield f"{kind} {role}" if filled else f"{kind} no {role}"
        for placed in filled[:2]:
            known = "known" if placed.mention.entity else "unknown"
            yield f"{role} {placed.mention.kind} {known}"
    yield f"{kind} place of its own" if roles.places else f"{kind} place beside" if seen.places else f"{kind} no place"
    yield f"{kind} dated" if seen.date else f"{kind} undated"
    for figure in seen.figures[:2]:
        yield f"{kind} counts {figure.measure}"
    yield f"{kind} counted" if seen.figures else f"{kind} uncounted"
    if not (roles.actors or roles.recipients or roles.places or seen.figures):
        yield f"{kind} bare of roles"
    yield from dict.fromkeys(f"rule {rule.split(':', 1)[0]}" for rule in roles.rules)


def _surroundings(seen: Candidate) -> Iterator[str]:
    """The statement, the other acts, the sentence and its place in the article."""
    act, kind = seen.act, seen.act.row.type
    if seen.said:
        yield f"said {seen.said.stance} {seen.said.form}"
    others = [a for a in seen.acts if a is not act]
    harm = act.row.frame == "patient"
    if harm and any(a.row.type == "ASSAULT" and a.row.frame != "patient" for a in others):
        yield "harm beside an attack"
        before = any(a.hit.first < act.hit.first for a in others if a.row.type == "ASSAULT" and a.row.frame != "patient")
        yield "harm after its attack" if before else "harm before its attack"
    if not harm and kind == "ASSAULT" and any(a.row.frame == "patient" for a in others):
        yield "attack with its harm"
    yield from dict.fromkeys(f"{kind} beside {a.row.type}" for a in others)
    if len(others) >= _CROWDED:
        yield f"{kind} in a crowd"
    length = len(seen.line.bare)
    yield f"{kind} in a short sentence" if length < _SHORT else f"{kind} in a long sentence" if length > _LONG else f"{kind} in a sentence"
    yield f"role {seen.line.sentence.role}"
    yield f"{kind} in an article of {seen.whole.forces} forces"
    yield f"position {min(9, 10 * act.hit.first // max(1, length))}"
    if seen.line.numbered:
        yield f"{kind} number in sentence"


def _words(seen: Candidate) -> Iterator[str]:
    """The words next to the trigger by their distance, bare of clitics and article."""
    words, bare, kind, hit = seen.line.sentence.words, seen.line.bare, seen.act.row.type, seen.act.hit
    yield f"before {words[hit.first - 1].host}" if hit.first else "begins the sentence"
    yield f"after {words[hit.last + 1].host}" if hit.last + 1 < len(words) else "ends the sentence"
    for word in (*bare[max(0, hit.first - _NEAR) : hit.first], *bare[hit.last + 1 : hit.last + 1 + _NEAR]):
        yield f"{kind} near {word}"


def _signs(seen: Candidate) -> Iterator[str]:
    """The marks before the trigger and behind it."""
    words, hit = seen.line.sentence.words, seen.act.hit
    for at in (hit.first, hit.last + 1):
        if at < len(words) and words[at].gap:
            yield f"sign {words[at].gap[:1]}"
