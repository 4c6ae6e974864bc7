"""Sentences, mentions, figures, dates and attributions → events, links and agreements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rawi.code_events.agreements import describe_agreements
from rawi.code_events.context import fill_roles
from rawi.code_events.dating import share_dates
from rawi.code_events.features import WAR_ARTICLE, Candidate, Line, Whole, features_of, line_of, score_of, whole_of
from rawi.code_events.field import Field, Roles
from rawi.code_events.judge import LONE, Judge, load_judge
from rawi.code_events.links import find_links
from rawi.code_events.modality import Modality, Verdict
from rawi.code_events.retellings import mark_retellings
from rawi.code_events.roles import coordinate, find_roles
from rawi.code_events.rolewords import Rolewords, load_rolewords
from rawi.code_events.sharing import share_roles
from rawi.code_events.status import statement_around, status_of, voice_of
from rawi.code_events.surroundings import date_of, figures_of, nearest_places
from rawi.code_events.triggers import Act, find_acts
from rawi.lexicon import Lexicon
from rawi.parse.grid import Grid, Placed
from rawi.records import Agreement, Attribution, DateSpan, Event, Evidence, Figure, Link, Note, Quote, Span

__all__ = ["LONE", "WAR_ARTICLE", "Coded", "Judge", "Rolewords", "code_events", "features_of", "load_judge", "load_rolewords"]


@dataclass(frozen=True, slots=True)
class Coded:
    """What the stage gives: events with their figures, links, agreements, why some words were not coded, and what the judge saw of each
    event, by its id."""

    events: tuple[Event, ...]
    figures: tuple[Figure, ...]
    links: tuple[Link, ...]
    agreements: tuple[Agreement, ...]
    notes: tuple[Note, ...]
    seen: dict[str, Candidate]


_RECENT = 8  # acts of the sentence that the next one may depend on


@dataclass(frozen=True, slots=True)
class Told:
    """What the earlier stages found, by sentence, as the coder of one article needs it."""

    text: str
    grid: Grid
    attributions: dict[int, list[Attribution]]
    figures: dict[int, list[Figure]]
    dates: dict[int, list[DateSpan]]
    words: Rolewords
    judge: Judge
    seen: dict[str, Candidate]
    whole: Whole


def code_events(
    text: str,
    grid: Grid,
    attributions: Sequence[Attribution],
    figures: Sequence[Figure],
    dates: Sequence[DateSpan],
    lexicon: Lexicon,
    words: Rolewords,
    judge: Judge,
    dated: bool = True,
    titled: bool = False,
) -> Coded:
    """The events of an article, in text order; figures come back with the event and the statement they belong to."""
    told = _told(text, grid, attributions, figures, dates, words, judge, whole_of(grid, dated, titled, lexicon.words.function))
    taken: set[str] = set()
    events: list[Event] = []
    harms: set[str] = set()
    notes: list[Note] = []
    links: list[Link] = []
    for number in range(len(grid.sentences)):
        acts, declined = find_acts(grid, number, words)
        made = _events_of(told, acts, taken)
        events += made
        harms |= {event.id for event, act in zip(made, acts, strict=True) if act.row.frame == "patient"}
        notes += declined
        links += find_links(text, grid, number, made, words)
    told_again = mark_retellings(events, grid, frozenset(harms))
    marked = share_dates(told_again, grid, attributions, dates, words)
    agreements = describe_agreements(grid, dates, lexicon, words)
    return Coded(marked, _tied_figures(told, figures, marked), tuple(links), agreements, _uncoded(notes, marked, attributions), told.seen)


def _told(
    text: str,
    grid: Grid,
    attributions: Sequence[Attribution],
    figures: Sequence[Figure],
    dates: Sequence[DateSpan],
    words: Rolewords,
    judge: Judge,
    whole: Whole,
) -> Told:
    """Everything by the sentence it stands in."""
    near = grid.by_sentence
    return Told(text, grid, near(attributions, _letters_of), near(figures, _span_of), near(dates, _span_of), words, judge, {}, whole)


def _uncoded(notes: Sequence[Note], events: Sequence[Event], attributions: Sequence[Attribution]) -> tuple[Note, ...]:
    """The notes on words that no event or statement stands for."""
    coded = {(e.trigger.start, e.trigger.end) for e in events} | {(a.cue.start, a.cue.end) for a in attributions}
    return tuple(n for n in notes if (n.start, n.end) not in coded)


@dataclass(frozen=True, slots=True)
class Decided:
    """An act of a sentence with its status and roles, for the acts after it."""

    act: Act
    verdict: Verdict
    roles: Roles


def _events_of(told: Told, acts: Sequence[Act], taken: set[str]) -> list[Event]:
    """The acts of one sentence as events; each knows those before it."""
    made: list[Event] = []
    before: list[Decided] = []
    if not acts:
        return made
    line = line_of(told.grid.sentences[acts[0].sentence], told.whole)
    statements = [statement_around(act, told.attributions.get(act.sentence, ())) for act in acts]
    for index, (act, said) in enumerate(zip(acts, statements, strict=True)):
        left = acts[index - 1].hit.last + 1 if index else 0
        right = _end_of_field(told.grid, acts[index + 1 :], act.sentence)
        view = Field(told.grid, act, left, right, told.words, _subject_before(before))
        before.append(_decide(view, said, before[-_RECENT:]))
    share_roles([(d.act, d.verdict, d.roles) for d in before])
    for decided, said in zip(before, statements, strict=True):
        hit = decided.act.hit
        event = _event(told, line, decided, said, acts, _fresh(f"e{hit.start}-{hit.end}", taken))
        taken.add(event.id)
        made.append(event)
    return made


def _end_of_field(grid: Grid, later: Sequence[Act], sentence: int) -> int:
    """Where the next act begins; a word that names people by what befell or moves them («the detainees») fills roles of the acts before it."""
    named = {p.first for p in grid.free[sentence] if p.mention.kind == "people"}
    return next((a.hit.first for a in later if a.verbal or a.hit.first not in named), len(grid.sentences[sentence].words))


def _subject_before(before: Sequence[Decided]) -> Roles | None:
    """The roles of the last verb, else of the last act: whose subject a verb joined by «and» may continue."""
    verbs = (d.roles for d in reversed(before) if d.act.verbal and d.roles.actors)
    return next(verbs, before[-1].roles if before else None)


def _decide(view: Field, said: Attribution | None, before: Sequence[Decided]) -> Decided:
    """The roles and the status of an act."""
    roles = find_roles(view)
    fill_roles(view, roles, said, [(d.act, d.roles) for d in before])
    coordinate(view, roles)
    seen = Modality(view.act, view.sentence, roles.light, said, [(d.act, d.verdict) for d in before], view.words)
    return Decided(view.act, status_of(seen), roles)


def _event(told: Told, line: Line, decided: Decided, said: Attribution | None, acts: Sequence[Act], id: str) -> Event:
    """One decided act as an event with its voice, places, date, figures and score."""
    act, roles, hit = decided.act, decided.roles, decided.act.hit
    places = roles.places or nearest_places(told.grid, act, act.row.frame)
    date = date_of(told.grid, act, acts, told.dates.get(act.sentence, ()))
    figures = figures_of(told.grid, act, acts, told.figures.get(act.sentence, ()))
    seen = told.seen[id] = Candidate(act, line, roles, decided.verdict, said, places, date, figures, acts, told.whole)
    return Event(
        id=id,
        trigger=Quote(hit.start, hit.end, told.text[hit.start : hit.end]),
        type=act.row.type,
        mode=act.mode,
        status=decided.verdict.status,
        voice=voice_of(said),
        actors=_ids(roles.actors),
        recipients=_ids(roles.recipients),
        places=_ids([p for p, _ in places]),
        place_roles=tuple(where for _, where in places),
        date=date,
        figures=tuple(f.id for f in figures),
        attribution=said.id if said else None,
        same_as=None,
        score=score_of(seen, told.judge),
        evidence=_because(act, decided),
    )


def _because(act: Act, decided: Decided) -> Evidence:
    """The row, the form and the rules that made an event."""
    rules = (act.row.rule, act.tense, *dict.fromkeys(decided.roles.rules), decided.verdict.rule)
    return Evidence("+".join(rules), (Span(act.hit.start, act.hit.end),))


def _ids(found: Sequence[Placed]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p.mention.id for p in found))


def _fresh(made: str, taken: set[str]) -> str:
    """An id of kind and span, with a letter added on collision."""
    letter = ord("b")
    base = made
    while made in taken:
        made, letter = f"{base}{chr(letter)}", letter + 1
    return made


def _letters_of(said: Attribution) -> list[tuple[int, int]]:
    """The spans of a statement: its cue and its content."""
    return [(said.cue.start, said.cue.end), *((span.start, span.end) for span in said.content)]


def _span_of(record: Figure | DateSpan) -> list[tuple[int, int]]:
    return [(record.start, record.end)]


def _tied_figures(told: Told, figures: Sequence[Figure], events: Sequence[Event]) -> tuple[Figure, ...]:
    """Figures with the event that counts them and the innermost statement they stand in."""
    owner = {figure: event.id for event in reversed(events) for figure in event.figures}
    return tuple(replace(f, event=owner.get(f.id), attribution=_statement_of(f, told), of=_counted(f, told.grid)) for f in figures)


def _counted(figure: Figure, grid: Grid) -> str | None:
    """The mention of those counted: the one that shares letters with the figure, else one right after it."""
    number = grid.sentence_at(figure.start)
    for placed in grid.outer[number]:
        mention = placed.mention
        if (
            mention.kind not in ("place", "agreement")
            and mention.start < figure.end + 5
            and figure.start < mention.end
            and mention.end > figure.start + 2
        ):
            return mention.id
    return None


def _statement_of(figure: Figure, told: Told) -> str | None:
    near = told.attributions.get(told.grid.sentence_at(figure.start), ())
    holders = [a for a in near if any(s.start <= figure.start and figure.end <= s.end for s in a.content)]
    inner = min(holders, key=lambda a: sum(s.end - s.start for s in a.content), default=None)
    return inner.id if inner else None
