"""The words around an act where its roles are looked for, what fills them, and which preposition governs a word."""

from __future__ import annotations

from dataclasses import dataclass, field

from rawi.code_events.rolewords import Rolewords
from rawi.code_events.triggers import Act
from rawi.parse import Hit, Sentence
from rawi.parse.context import coordinated
from rawi.parse.grid import Grid, Placed

_REACH_AFTER, _REACH_BEFORE = 16, 10  # words
HOSTILE = frozenset({"ASSAULT", "COERCE", "THREATEN", "SANCTION", "PROTEST", "ACCUSE", "REJECT", "MOBILIZE"})
ADDRESSED = frozenset({"REQUEST", "ACCUSE", "SUPPORT", "REJECT", "THREATEN", "SANCTION", "AID"})  # acts of words to somebody
HARMED = frozenset({"people"})
QUOTES = "«»“”\"'"
WAW, LI, BI, MIN, COMMA = "\u0648", "\u0644", "\u0628", "\u0645\u0646", "\u060c"


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
    if first > 1 and (one[0].isdigit() or sentence.words[first - 1].host in words.quantities):
        return preposition(sentence, first - 1, words)
    two = f"{sentence.words[first - 2].form} {one}" if first > 1 else ""
    if two in words.prepositions:
        return two
    host = sentence.words[first - 1].host
    return one if one in words.prepositions else host if host in words.prepositions else None


def chain_of(view: Field, placed: Placed) -> list[Placed]:
    """The mentions joined by «and» or a comma that end with one, in text order: «Mali, Niger and Chad»."""
    mentions = view.mentions()
    chain = [placed]
    for earlier in reversed(mentions[: mentions.index(placed)] if placed in mentions else ()):
        if not joined(view.sentence, earlier, chain[0]):
            break
        chain.insert(0, earlier)
    return chain


def joined(sentence: Sentence, earlier: Placed, later: Placed) -> bool:
    """Whether two mentions stand side by side, joined by «and», a comma, a dash or a slash."""
    beside = later.first == earlier.last + 1 and sentence.words[later.first].gap in (COMMA, "-", "/")
    return coordinated(sentence, earlier.last, later.first) or beside


def governor(sentence: Sentence, placed: Placed, words: Rolewords) -> str | None:
    """The preposition that governs a mention; for a name behind its title («with the Italian prime minister X»), the one before the title."""
    first = placed.first
    if first > 1 and sentence.words[first - 1].host in words.owned and not sentence.words[first].gap and not sentence.words[first].before:
        return preposition(sentence, first - 1, words)
    if placed.mention.kind == "person" and not sentence.words[first].before:
        for hit in sentence.heads.get("titles", ()):
            if hit.first < first <= hit.last + 2 and not any(w.gap for w in sentence.words[hit.first + 1 : first + 1]):
                return preposition(sentence, hit.first, words)
    return preposition(sentence, first, words)


def thing_of(view: Field, placed: Placed) -> int | None:
    """The word before a mention that is a thing of its («the headquarters of X»), or None."""
    at, words = placed.first - 1, view.sentence.words
    if at <= view.act.hit.last or words[placed.first].gap or words[placed.first].before or words[at].host not in view.words.owned:
        return None
    return at


def moved(view: Field, placed: Placed) -> bool:
    """Troops that somebody sends or masses are what is moved, neither doer nor target."""
    row, rule = view.act.row, placed.mention.evidence.rule if placed.mention.evidence else ""
    return row.type == "MOBILIZE" and row.frame == "agent_patient" and rule.startswith("groups/") and placed.mention.entity is None
