"""Dates that an act shares: with the act it hangs together with in its sentence, with its statement, with its other tellings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rawi.code_events.field import WAW
from rawi.code_events.modality import SPEECH_ACTS
from rawi.code_events.rolewords import Rolewords
from rawi.code_events.status import COMMA
from rawi.parse.grid import Grid
from rawi.records import Attribution, DateSpan, Event

_SAME_TIME = 16  # words between two acts of a sentence that one date may stand for
_CUE_REACH = 9  # words between a verb of speech and its date
_HAPPENED = frozenset({"occurred", "denied"})

Dates = dict[str, DateSpan]


def share_dates(
    events: Sequence[Event], grid: Grid, attributions: Sequence[Attribution], dates: Sequence[DateSpan], words: Rolewords
) -> tuple[Event, ...]:
    """The events with the dates that their own words leave out, the surest source first."""
    known = {event.id: event.date for event in events if event.date is not None}
    if not known and not dates:
        return tuple(events)
    spoken = _days_of_speech(grid, attributions, dates)
    _from_statements(events, spoken, known)
    _within_sentences(events, grid, words, known)
    _among_tellings(events, known)
    return tuple(e if known.get(e.id) is e.date else _dated(e, known[e.id]) for e in events)


_SHARED = "shared_date"


def _dated(event: Event, date: DateSpan) -> Event:
    """The event with a date that is not of its own words, and says so."""
    because = event.evidence and replace(event.evidence, rule=f"{event.evidence.rule}+{_SHARED}")
    return replace(event, date=date, evidence=because)


def _days_of_speech(grid: Grid, attributions: Sequence[Attribution], dates: Sequence[DateSpan]) -> Dates:
    """The date of each statement: one that stands by its cue, outside its content; else the one day on which its speaker spoke."""
    days: Dates = {}
    spoke: dict[str, dict[tuple[str | None, str | None], DateSpan]] = {}
    near = grid.by_sentence(dates, lambda date: [(date.start, date.end)])
    for said in attributions:
        number = grid.sentence_at(said.cue.start)
        cue = grid.word_at(number, said.cue.start)
        outside = [d for d in near.get(number, ()) if _tells_when(said, d) and not _other_clause(grid, number, d, cue)]
        found = min(outside, key=lambda d: abs(grid.word_at(number, d.start) - cue), default=None)
        if found is not None and abs(grid.word_at(number, found.start) - cue) <= _CUE_REACH:
            days[said.id] = found
            spoke.setdefault(_speaker(said, grid), {}).setdefault((found.first, found.last), found)
    for said in attributions:
        told = spoke.get(_speaker(said, grid), {})
        if said.id not in days and len(told) == 1:
            days[said.id] = next(iter(told.values()))
    return days


def _tells_when(said: Attribution, date: DateSpan) -> bool:
    """The date stands before what is said; where that was said before the cue, behind the cue."""
    begins, ends = said.content[0].start, said.content[-1].end
    return date.end <= begins if said.cue.start < begins else date.start >= ends


def _other_clause(grid: Grid, number: int, date: DateSpan, cue: int) -> bool:
    """A comma stands between a date and the cue after it."""
    at = grid.word_at(number, date.start)
    return at < cue and any(COMMA in word.gap for word in grid.sentences[number].words[at + 1 : cue + 1])


def _speaker(said: Attribution, grid: Grid) -> str:
    """Who speaks: the entity, else the words; a statement of nobody stands alone."""
    mention = grid.by_id[said.speaker].mention if said.speaker else None
    return (mention.entity or mention.text) if mention else said.id


def _from_statements(events: Sequence[Event], spoken: Dates, known: Dates) -> None:
    """An act of speech was done on the day of the statement it stands in."""
    for event in events:
        if event.id not in known and event.type in SPEECH_ACTS and event.status in _HAPPENED and event.attribution in spoken:
            known[event.id] = spoken[event.attribution]


def _within_sentences(events: Sequence[Event], grid: Grid, words: Rolewords, known: Dates) -> None:
    """Acts of one sentence and statement happened on one day unless a word sets them apart («after», «before», «since»)."""
    for row in _by_sentence(events, grid):
        dated = [e for e in row if e.id in known]
        for event in row:
            if event.id in known or event.status not in _HAPPENED:
                continue
            near = [(d, e) for e in dated if e.status in _HAPPENED and (d := _apart(e, event, grid, words)) is not None]
            if near:
                known[event.id] = known[min(near, key=lambda pair: pair[0])[1].id]


def _by_sentence(events: Sequence[Event], grid: Grid) -> Iterator[list[Event]]:
    rows: dict[int, list[Event]] = {}
    for event in events:
        rows.setdefault(grid.sentence_at(event.trigger.start), []).append(event)
    return iter(rows.values())


def _apart(a: Event, b: Event, grid: Grid, words: Rolewords) -> int | None:
    """How many words part two acts; None where they may be of two days: other statements, too far, or a word between that says so."""
    number = grid.sentence_at(a.trigger.start)
    if a.attribution != b.attribution or not (a.type == b.type or _during(a, b) or _joined(b, grid, number)):
        return None
    one, other = sorted((grid.word_at(number, a.trigger.start), grid.word_at(number, b.trigger.start)))
    between = grid.sentences[number].words[one + 1 : other]
    if other - one > _SAME_TIME or any(w.form in words.other_time or w.host in words.other_time for w in between):
        return None
    return other - one


def _during(a: Event, b: Event) -> bool:
    """Words said at a meeting."""
    return a.type == "CONSULT" and b.type in SPEECH_ACTS


def _joined(event: Event, grid: Grid, number: int) -> bool:
    """«… and arrested»: the act goes on with the one before."""
    return grid.sentences[number].words[grid.word_at(number, event.trigger.start)].before.startswith(WAW)


def _among_tellings(events: Sequence[Event], known: Dates) -> None:
    """An act told twice has one date, whichever telling gives it."""
    for event in events:
        if event.same_as is None:
            continue
        for one, other in ((event.id, event.same_as), (event.same_as, event.id)):
            if one not in known and other in known:
                known[one] = known[other]
