"""An episode ready for its page: each report with its sentence and the words that say it, on whose word, and why it is of this episode."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from rawi.demo.cards import Lit
from rawi.demo.chainline import Step, chain_steps
from rawi.demo.gloss import gloss_event
from rawi.demo.names import mentions_of
from rawi.records import Attribution, Event, Reading
from rawi.review.anchors import event_of
from rawi.review.episodes import about
from rawi.serve.told.drawing import Drawing, draw
from rawi.serve.told.names import arabic_of
from rawi.serve.told.story import Number, copied_outlets, numbers_of
from rawi.store import Decided, Store, Told, Unknown
from rawi.store.story_spread import Spread

MOST = 24
"""Articles of an episode whose reports are shown with their words."""
_WIDTH = 620.0
_AROUND = 320
"""Letters of a sentence on either side of the trigger at most."""


@dataclass(frozen=True, slots=True)
class Report:
    """One report: what it says in English, and by whom it came. An ``event`` of None is no longer in the article's reading."""

    ref: str
    event: Event | None
    gloss: str = ""
    steps: tuple[Step, ...] = ()
    stance: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with the reports in it, cut at the words that say them (text, kinds of mark); ``cut``: it is longer than shown."""

    pieces: tuple[tuple[str, tuple[str, ...]], ...]
    cut: bool
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """What one article tells of the episode. ``reason`` is why it was taken for the same (the Reason of the record contract)."""

    article: str
    outlet: str | None
    title: str | None
    day: str | None
    sure: bool
    passages: tuple[Passage, ...]
    reason: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class EpisodeSheet:
    """Everything the page of an episode shows. ``others`` are the other episodes of its story, as (id, Told); ``left_out`` articles had no
    room."""

    told: Told
    story: Spread | None
    accounts: tuple[Account, ...]
    left_out: int
    numbers: tuple[Number, ...]
    drawing: Drawing | None
    arabic: dict[str, str]
    decisions: tuple[Decided, ...]
    others: tuple[Told, ...]

    @property
    def episode(self) -> dict[str, Any]:
        """The Episode of the record contract."""
        return self.told.episode


def find(store: Store, id: str) -> str | None:
    """The episode that an id stands for now: it, or the one that has the report it was named after; None where there is none."""
    if store.kept.episodes([id]):
        return id
    article, _, event = id.rpartition("/")
    return store.kept.episode_of(article, event)


def sheet_of(store: Store, id: str, mirrored: bool) -> EpisodeSheet:
    """The page of an episode. Raises Unknown where there is none."""
    found = store.kept.episodes([id])
    if not found:
        raise Unknown(f"{id}: the store has no such episode; it was merged, split, or made anew since.")
    told = found[0]
    stories = store.kept.stories_telling(id)
    story = store.kept.spread(stories[0]) if stories else None
    refs = [(ref, True) for ref in told.episode["reports"]] + [(ref, False) for ref in told.episode.get("unsure") or ()]
    articles = list(dict.fromkeys(ref["article"] for ref, _ in refs))
    readings = store.kept.readings(articles[:MOST])
    why = (told.detail or {}).get("reasons", ())
    reasons = {(row["article"], row["event"]): row for row in why if row["article"] != row["against"]}
    accounts = tuple(
        _account(readings[name], [ref["event"] for ref, is_sure in refs if (ref["article"], is_sure) == (name, sure)], sure, reasons)
        for name, sure in dict.fromkeys((ref["article"], sure) for ref, sure in refs)
        if name in readings
    )
    copies = copied_outlets(story.voices) if story else {}
    return EpisodeSheet(
        told, story, accounts, len(articles) - len(readings), numbers_of(told, readings),
        draw((told.detail or {}).get("chains", ()), copies, mirrored, _WIDTH), arabic_of(told), tuple(about(store, told.episode)),
        tuple(one for one in story.episodes if one.episode["id"] != id) if story else (),
    )  # fmt: skip


def _account(reading: Reading, ids: list[str], sure: bool, reasons: dict[tuple[str, str], dict[str, Any]]) -> Account:
    article = reading.article
    told = {id: event_of(reading, id) for id in ids}
    places: dict[tuple[int, int, bool], list[Event]] = {}
    for event in filter(None, told.values()):
        places.setdefault(_sentence(event, reading), []).append(event)
    passages = [_passage(place, events, reading) for place, events in sorted(places.items())]
    gone = tuple(Report(id, None) for id, event in told.items() if event is None)
    passages += [Passage((), False, gone)] if gone else []
    reason = next((reasons[article.id, id] for id in ids if (article.id, id) in reasons), None)
    return Account(article.id, article.outlet, article.title, article.published, sure, tuple(passages), reason)


def _passage(place: tuple[int, int, bool], events: list[Event], reading: Reading) -> Passage:
    """The events of one sentence."""
    start, end, cut = place
    said = {a.id: a for a in reading.attributions}
    sources = [said.get(event.attribution or "") for event in events]
    lit = [one for event, source in zip(events, sources, strict=True) for one in _lit(event, source, reading)]
    reports = tuple(
        Report(
            event.id, event, gloss_event(event, reading), chain_steps(source, reading) if source else (), source.stance if source else ""
        )
        for event, source in zip(events, sources, strict=True)
    )
    return Passage(tuple(_pieces(reading.article.text, start, end, lit)), cut, reports)


def _sentence(event: Event, reading: Reading) -> tuple[int, int, bool]:
    """Where the event's sentence stands; a monstrous one is cut around its trigger."""
    at = event.trigger
    holding = next((s for s in reading.sentences if s.start <= at.start < s.end), None)
    start, end = (holding.start, max(holding.end, at.end)) if holding else (at.start, at.end)
    near = max(start, at.start - _AROUND), min(end, at.end + _AROUND)
    return *near, near != (start, end)


def _lit(event: Event, source: Attribution | None, reading: Reading) -> list[Lit]:
    """The words that say it, with their kinds."""
    mentions = mentions_of(reading)
    found: list[Lit] = [("actor", mentions[id]) for id in (*event.actors, *event.recipients) if id in mentions]
    found += [("place", mentions[id]) for id in event.places if id in mentions]
    found += [("figure", figure) for figure in reading.figures if figure.id in event.figures]
    found += [("date", event.date)] if event.date else []
    if source:
        found.append(("cue", source.cue))
        found += [("actor", mentions[id]) for id in (source.speaker, *source.co_speakers) if id in mentions]
    return [*found, ("trigger", event.trigger)]


def _pieces(text: str, start: int, end: int, lit: list[Lit]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The sentence cut where a marked word begins or ends."""
    spans = [(max(span.start, start), min(span.end, end), kind) for kind, span in lit if span.start < end and start < span.end]
    edges = sorted({start, end, *(edge for a, b, _ in spans for edge in (a, b))})
    for a, b in pairwise(edges):
        yield text[a:b], tuple(dict.fromkeys(kind for first, last, kind in spans if first <= a and b <= last))
