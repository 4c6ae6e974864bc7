"""Which words of a sentence report an act: trigger hits that their rows allow and that are no part of a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rawi.code_events.rolewords import Rolewords
from rawi.lexicon.inflect import ARTICLE, FINITE
from rawi.lexicon.rows import CountryWord, Trigger
from rawi.parse import Hit, Sentence
from rawi.parse.context import blocked, needed
from rawi.parse.grid import Grid
from rawi.records import Note

_NAMES = frozenset({"actors", "titles", "places", "agreements", "countries"})
ALEF, _DUAL = "\u0627", "\u0627\u0646"
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
        act, declined = _act_at(grid, number, _by_voice(grid, number, _as_it_stands(sentence, index, words), words))
        if act is not None and acts and _object_of(sentence, acts[-1], act):
            acts[-1] = replace(acts[-1], mode=acts[-1].mode or act.row.mode)
        elif act is not None:
            acts.append(act)
        notes += declined
    return _taken_in_a_fight(_told_by_acts(acts)), notes


def _told_by_acts(acts: list[Act]) -> list[Act]:
    """«the protesters» report a protest where no act of protest beside them does; else they are who does it."""
    at = [act.hit.first for act in acts if act.row.type == "PROTEST" and not act.row.id.startswith(PROTESTERS)]
    if not at:
        return acts
    return [act for act in acts if not act.row.id.startswith(PROTESTERS) or min(abs(act.hit.first - i) for i in at) > _TOLD_NEAR]


# The rows of people who by their name protest, and how many words an act of theirs may stand off.
PROTESTERS, _TOLD_NEAR = "protester-", 8


def _taken_in_a_fight(acts: list[Act]) -> list[Act]:
    """Territory whose taking is told right beside a blow or a fight is part of it: ASSAULT, else COERCE as its row says."""
    blows = [act.hit.first for act in acts if act.row.type == "ASSAULT"]
    if not blows:
        return acts
    near = [act.mode == _TERRITORY and min(abs(act.hit.first - at) for at in blows) <= _BESIDE for act in acts]
    return [replace(a, row=a.row._replace(type="ASSAULT")) if beside else a for a, beside in zip(acts, near, strict=True)]


_TERRITORY, _BESIDE = "seizure_of_territory", 4  # words


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


def _by_voice(grid: Grid, number: int, hits: list[Hit], words: Rolewords) -> list[Hit]:
    """Where a finite verb may be «was killed» or «killed», the one that the words after it ask for: somebody armed and one more noun, a
    number or a pronoun make it active."""
    finite = [h for h in hits if _tense(h) in FINITE]
    suffers = [h for h in finite if _row(h).frame == "patient" and not _row(h).needs]
    does = [h for h in finite if _row(h).frame == "agent_patient" and not _row(h).needs]
    if not suffers or not does:
        return hits
    active = _has_doer(grid, number, does[0], words)
    return [h for h in hits if h not in (suffers if active else does)]


def _row(hit: Hit) -> Trigger:
    assert isinstance(hit.entry.item, Trigger)
    return hit.entry.item


def _has_doer(grid: Grid, number: int, hit: Hit, words: Rolewords) -> bool:
    """Somebody armed or a state follows the verb, and whom he did it to: a mention, a number or the verb's own pronoun."""
    after = [p for p in grid.free[number] if hit.last < p.first <= hit.last + _VERB_REACH]
    if not after or after[0].first > hit.last + 2 or after[0].mention.kind not in CLASSES["@force"]:
        return False
    row = grid.sentences[number].words
    behind = row[after[0].last + 1] if after[0].last + 1 < len(row) else None
    object_follows = any(p.first == after[0].last + 1 and not row[p.first].before and not row[p.first].gap for p in after[1:])
    counted = behind is not None and not behind.gap and (behind.form[0].isdigit() or behind.host in words.quantities)
    return bool(hit.after) or object_follows or counted


def _tense(hit: Hit) -> str:
    return hit.entry.form.tense if hit.entry.form else ""


def _nominal(sentence: Sentence, index: int, words: Rolewords) -> bool:
    """A noun stands here: after a preposition, a number or «that», as the object of a verb or genitive of a noun of an act, before a
    nationality without article, or with the alef of the accusative where no dual noun before it could be the subject of a dual verb."""
    word = sentence.words[index]
    if word.before[-1:] in _PREPOSED:
        return True
    dual = index > 0 and sentence.words[index - 1].host.endswith(_DUAL)
    if word.host.endswith(ALEF) and not dual and any(h.entry.form is not None and h.entry.form.number == "d" for h in sentence.at[index]):
        return True
    if index + 1 < len(sentence.words) and not sentence.words[index + 1].gap:
        follower = next((h.entry.item for h in sentence.at[index + 1] if isinstance(h.entry.item, CountryWord)), None)
        if follower is not None and follower.use == "nisba" and not sentence.words[index + 1].form.startswith(ARTICLE):
            return True
    if index == 0 or word.gap or word.before:
        return False
    before = sentence.words[index - 1]
    acts = any(h.entry.table in _ACTING and _tense(h) in (*FINITE, "masdar") for h in sentence.at[index - 1])
    pronoun = before.form != before.before + before.host
    governed = before.form in words.prepositions or before.form in words.that or (pronoun and before.host in words.prepositions)
    return acts or governed or before.form[0].isdigit()


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


def _longest_conditioned(hit: Hit) -> tuple[int, bool, bool]:
    """Rows with conditions before rows without; of these what protesters do before what it would be of others."""
    return -hit.last, not _row(hit).needs, _row(hit).type != "PROTEST"


def _declined(grid: Grid, number: int, sentence: Sentence, hit: Hit, row: Trigger) -> str | None:
    """Why a trigger word reports no act here, or None."""
    reach = _VERB_REACH if hit.entry.form is not None and hit.entry.form.tense in FINITE else _NOUN_REACH
    if (row.blocks and blocked(hit, sentence, row.blocks)) or (
        row.needs and not needed(hit, sentence, row.needs, reach) and not _mention_beside(grid, number, hit, row)
    ):
        return "the words beside it do not allow it (needs, blocks)"
    if _inside_name(sentence, hit) or any(
        _covers(p.first, p.last, hit) and p.mention.entity and p.mention.kind not in ("agreement",) for p in grid.placed[number]
    ):
        return "part of a name"
    return None


def _mention_beside(grid: Grid, number: int, hit: Hit, row: Trigger) -> bool:
    """A mention of a class that the row names («@force», «@place», «@person», «@igo») stands within four words of the trigger."""
    for name in row.needs.intersection(CLASSES):
        kinds = CLASSES[name]
        if any(
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
