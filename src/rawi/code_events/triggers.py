"""Which words of a sentence report an act: trigger hits that their rows allow and that are no part of a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rawi.code_events.rolewords import Rolewords
from rawi.lexicon.inflect import ARTICLE, FINITE
from rawi.lexicon.rows import CountryWord, Trigger
from rawi.parse import Hit, Sentence
from rawi.parse.context import fires
from rawi.parse.grid import Grid
from rawi.records import Note

_NAMES = frozenset({"actors", "titles", "places", "agreements", "countries"})
_PREPOSED = ("\u0628", "\u0644", "\u0643")
_ACTING = frozenset({"triggers", "light_verbs", "speech", "status"})
_VERB_REACH, _NOUN_REACH, _OBJECT_REACH = 9, 6, 3
CLASSES = {
    "@force": frozenset({"military", "armed_group", "government", "state"}),
    "@place": frozenset({"place"}),
    "@person": frozenset({"person"}),
    "@igo": frozenset({"igo"}),
}


@dataclass(frozen=True, slots=True)
class Act:
    """A trigger that stands: its sentence, hit, row, and mode (its row's, or its object noun's)."""

    sentence: int
    hit: Hit
    row: Trigger
    mode: str | None = None

    @property
    def tense(self) -> str:
        """past, present, passive, masdar or participle."""
        return self.hit.entry.form.tense if self.hit.entry.form else "masdar"

    @property
    def verbal(self) -> bool:
        """A finite verb."""
        return self.tense in FINITE


def find_acts(grid: Grid, number: int, words: Rolewords) -> tuple[list[Act], list[Note]]:
    """The acts of a sentence in order, and notes on trigger words that report none."""
    sentence = grid.sentences[number]
    acts: list[Act] = []
    notes: list[Note] = []
    for index in dict.fromkeys(hit.first for hit in sentence.heads.get("triggers", ())):
        if acts and index <= acts[-1].hit.last:
            continue
        act, declined = _act_at(grid, number, _as_it_stands(sentence, index, words))
        if act is not None and acts and _object_of(sentence, acts[-1], act):
            acts[-1] = replace(acts[-1], mode=acts[-1].mode or act.row.mode)
        elif act is not None:
            acts.append(act)
        notes += declined
    return acts, notes


def _as_it_stands(sentence: Sentence, index: int, words: Rolewords) -> list[Hit]:
    """The trigger hits at a word; where one row's noun and verb are spelled alike, the one that the words beside it ask for."""
    hits = [h for h in sentence.at[index] if isinstance(h.entry.item, Trigger)]
    if len(hits) < 2:
        return hits
    nouns = {(h.entry.item.rule, h.last) for h in hits if _tense(h) == "masdar"}
    both = nouns & {(h.entry.item.rule, h.last) for h in hits if _tense(h) in FINITE} if nouns else nouns
    if not both:
        return hits
    wrong = FINITE if _nominal(sentence, index, words) else frozenset({"masdar"})
    return [h for h in hits if (h.entry.item.rule, h.last) not in both or _tense(h) not in wrong]


def _tense(hit: Hit) -> str:
    return hit.entry.form.tense if hit.entry.form else ""


def _nominal(sentence: Sentence, index: int, words: Rolewords) -> bool:
    """A noun stands here: after a preposition or «that», as the object of a verb or genitive of a noun of an act, or before a nationality without article."""
    word = sentence.words[index]
    if word.before[-1:] in _PREPOSED:
        return True
    if index + 1 < len(sentence.words) and not sentence.words[index + 1].gap:
        follower = next((h.entry.item for h in sentence.at[index + 1] if isinstance(h.entry.item, CountryWord)), None)
        if follower is not None and follower.use == "nisba" and not sentence.words[index + 1].form.startswith(ARTICLE):
            return True
    if index == 0 or word.gap or word.before:
        return False
    before = sentence.words[index - 1]
    acts = any(h.entry.table in _ACTING and _tense(h) in (*FINITE, "masdar") for h in sentence.at[index - 1])
    return acts or before.form in words.prepositions or before.form in words.that


def _object_of(sentence: Sentence, verb: Act, noun: Act) -> bool:
    """«imposed sanctions», «clashes broke out»: one act told by a verb and its noun of the same type, no preposition between."""
    if (
        noun.verbal
        or not verb.verbal
        or verb.row.type != noun.row.type
        or noun.hit.first - verb.hit.last > _OBJECT_REACH
        or noun.hit.before
    ):
        return False
    modes = {verb.row.mode, noun.row.mode} - {None}
    between = sentence.words[verb.hit.last + 1 : noun.hit.first + 1]
    return (
        len(modes) < 2
        and verb.row.frame != "patient"
        and not any(w.gap for w in between)
        and not any(len(w.form) <= 3 for w in between[:-1])
    )


def _act_at(grid: Grid, number: int, hits: Sequence[Hit]) -> tuple[Act | None, list[Note]]:
    """The longest allowed trigger at a word; rows with conditions are asked before rows without."""
    sentence = grid.sentences[number]
    notes: list[Note] = []
    for hit in hits if len(hits) < 2 else sorted(hits, key=_longest_conditioned):
        row = hit.entry.item
        assert isinstance(row, Trigger)
        reason = _declined(grid, number, sentence, hit, row)
        if reason is None:
            return Act(number, hit, row, row.mode), []
        notes = notes or [Note("code_events", hit.start, hit.end, f"{row.rule}: {reason}")]
    return None, notes


def _longest_conditioned(hit: Hit) -> tuple[int, bool]:
    return -hit.last, not hit.entry.item.needs  # type: ignore[union-attr]


def _declined(grid: Grid, number: int, sentence: Sentence, hit: Hit, row: Trigger) -> str | None:
    """Why a trigger word reports no act here, or None."""
    reach = _VERB_REACH if hit.entry.form is not None and hit.entry.form.tense in FINITE else _NOUN_REACH
    if not fires(hit, sentence, frozenset(), row.blocks) or (
        row.needs and not fires(hit, sentence, row.needs, frozenset(), reach) and not _mention_beside(grid, number, hit, row)
    ):
        return "the words beside it do not allow it (needs, blocks)"
    if _inside_name(sentence, hit) or any(
        _covers(p.first, p.last, hit) and p.mention.entity and p.mention.kind not in ("agreement",) for p in grid.placed[number]
    ):
        return "part of a name"
    return None


def _mention_beside(grid: Grid, number: int, hit: Hit, row: Trigger) -> bool:
    """A mention of a class that the row names («@force», «@place», «@person», «@igo») stands within four words of the trigger."""
    for name, kinds in CLASSES.items():
        if name in row.needs and any(
            p.mention.kind in kinds and -4 <= p.first - hit.last <= 4 and not p.first <= hit.first <= p.last for p in grid.placed[number]
        ):
            return True
    return False


def _covers(first: int, last: int, hit: Hit) -> bool:
    return first <= hit.first and hit.last <= last and first == hit.first


def _inside_name(sentence: Sentence, hit: Hit) -> bool:
    """A longer name of the lexicon covers the trigger."""
    for start in range(max(0, hit.first - 4), hit.first + 1):
        for other in sentence.at[start]:
            longer = other.last - other.first > hit.last - hit.first
            if longer and other.entry.table in _NAMES and other.last >= hit.last:
                return True
    return False
