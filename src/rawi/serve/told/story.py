"""A story ready for its page: tellers beside episodes, day by day, the numbers and the names each outlet uses, the lines as a drawing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rawi.demo.gloss import speaker_names
from rawi.demo.names import bounds, mentions_of, name_ar
from rawi.records import Event, Figure, Reading
from rawi.review.anchors import event_of
from rawi.serve.told.drawing import Drawing, draw
from rawi.serve.told.names import By, on_whose_word
from rawi.store import Store, Told
from rawi.store.story_spread import Spread, Voice

READ = 14
"""Articles whose readings are looked into for numbers and names; the first tellers."""
_NAMED = 12
_NO_COUNTS = ("money", "distance_km", "other")
_NO_ACTORS = ("place", "agreement", "people", "media")


@dataclass(frozen=True, slots=True)
class Row:
    """A teller in the table: its article, and for each episode told, denied, both, unsure or silent."""

    voice: Voice
    cells: tuple[str, ...]

    @property
    def tells(self) -> int:
        """How many of the episodes it tells."""
        return sum(cell not in ("silent", "unsure") for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a story: the numbers of the episodes that were then, and who told on it."""

    day: str
    happened: tuple[int, ...]
    told: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A number told of an episode: the bounds as digits, and who gives it on whose word."""

    episode: int
    measure: str
    digits: str
    approx: str
    by: By
    clash: bool


@dataclass(frozen=True, slots=True)
class Called:
    """An actor and what it is called: (words, loaded or None, outlets with how often)."""

    en: str
    ar: str
    names: tuple[tuple[str, str | None, tuple[tuple[str, int], ...]], ...]


@dataclass(frozen=True, slots=True)
class StorySheet:
    """Everything the page of a story shows; ``read`` says of how many articles numbers and names were taken."""

    spread: Spread
    rows: tuple[Row, ...]
    days: tuple[Day, ...]
    numbers: tuple[Number, ...]
    called: tuple[Called, ...]
    drawing: Drawing | None
    read: int


def sheet_of(store: Store, name: str, mirrored: bool) -> StorySheet:
    """The page of a story. Raises Unknown where there is none."""
    spread = store.kept.spread(name)
    readings = store.kept.readings(voice.article for voice in spread.voices[:READ])
    copies = copied_outlets(spread.voices)
    chains = [chain for told in spread.episodes for chain in (told.detail or {}).get("chains", ())]
    return StorySheet(
        spread,
        _rows(spread),
        _days(spread),
        tuple(number for place, told in enumerate(spread.episodes, 1) for number in numbers_of(told, readings, place)),
        _called(readings.values()),
        draw(chains, copies, mirrored),
        len(readings),
    )


def copied_outlets(voices: Sequence[Voice]) -> dict[str, str]:
    """Outlet → the outlet whose article it repeats."""
    outlet = {voice.article: voice.outlet or voice.article for voice in voices}
    return {outlet[v.article]: outlet[v.copy_of] for v in voices if v.copy_of in outlet}


def _rows(spread: Spread) -> tuple[Row, ...]:
    denies = {
        (told.episode["id"], carrier["article"])
        for told in spread.episodes
        for chain in (told.detail or {}).get("chains", ())
        if chain["stance"] == "denies"
        for carrier in chain["carried_by"]
    }
    tells = {
        (told.episode["id"], carrier["article"])
        for told in spread.episodes
        for chain in (told.detail or {}).get("chains", ())
        if chain["stance"] == "tells"
        for carrier in chain["carried_by"]
    }

    def cell(episode: str, article: str) -> str:
        sure = spread.tells.get((episode, article))
        if sure is None:
            return "silent"
        if not sure:
            return "unsure"
        denied = (episode, article) in denies
        return "both" if denied and (episode, article) in tells else "denied" if denied else "told"

    ids = [told.episode["id"] for told in spread.episodes]
    return tuple(Row(voice, tuple(cell(id, voice.article) for id in ids)) for voice in spread.voices)


def _days(spread: Spread) -> tuple[Day, ...]:
    """Days on which something was, or was told, in order; what has no day is left out."""
    happened: dict[str, list[int]] = {}
    told: dict[str, list[Voice]] = {}
    for number, one in enumerate(spread.episodes, 1):
        if one.episode["date"]:
            happened.setdefault(one.episode["date"]["first"], []).append(number)
    for voice in spread.voices:
        if voice.day:
            told.setdefault(voice.day, []).append(voice)
    return tuple(Day(day, tuple(happened.get(day, ())), tuple(told.get(day, ()))) for day in sorted({*happened, *told}))


def numbers_of(told: Told, readings: Mapping[str, Reading], episode: int = 0) -> tuple[Number, ...]:
    """The numbers of an episode, those its tellers differ in first; parts of totals are left out."""
    clashing = {d["measure"] for d in (told.detail or {}).get("differences", ()) if d["field"] == "figure"}
    by: dict[tuple[str, str, str], dict[tuple[str, str, str], None]] = {}
    for report in told.episode["reports"]:
        reading = readings.get(report["article"])
        event = event_of(reading, report["event"]) if reading else None
        for figure in _figures(event, reading) if event and reading else ():
            source = _source(figure, event, reading)
            outlet = reading.article.outlet or reading.article.id if reading else ""
            by.setdefault((figure.measure, bounds(figure), figure.approx), {})[outlet, *source] = None
    numbers = [Number(episode, *key, on_whose_word(told), key[0] in clashing) for key, told in by.items()]
    return tuple(sorted(numbers, key=lambda number: (not number.clash, number.measure)))


def _figures(event: Event, reading: Reading) -> list[Figure]:
    return [f for f in reading.figures if f.id in event.figures and f.part_of is None and f.measure not in _NO_COUNTS]


def _source(figure: Figure, event: Event | None, reading: Reading | None) -> tuple[str, str]:
    """On whose word a number stands, in English and Arabic; empty for the outlet's own."""
    wanted = figure.attribution or (event.attribution if event else None)
    said = next((a for a in reading.attributions if a.id == wanted), None) if reading else None
    if said is None or reading is None:
        return "", ""
    mentions = mentions_of(reading)
    ids = [id for id in (said.speaker, *said.co_speakers) if id in mentions]
    return speaker_names(said, mentions), "\u060c ".join(name_ar(mentions[id]) for id in ids if id)


def _called(readings: Iterable[Reading]) -> tuple[Called, ...]:
    """What outlets call the actors that two of them name, or that one names with a loaded word: those first."""
    used: dict[str, dict[tuple[str, str | None], Counter[str]]] = {}
    shown: dict[str, tuple[str, str]] = {}
    for reading in readings:
        outlet = reading.article.outlet or reading.article.id
        for mention in reading.mentions:
            if mention.entity and mention.kind not in _NO_ACTORS:
                words = " ".join(mention.text.split())
                used.setdefault(mention.entity, {}).setdefault((words, mention.loaded), Counter())[outlet] += 1
                shown[mention.entity] = (mention.name_en or words, mention.name_ar or words)
    rows = []
    for entity, names in used.items():
        outlets = {outlet for by in names.values() for outlet in by}
        loaded = any(mark for _, mark in names)
        if loaded or (len(outlets) > 1 and len(names) > 1):
            rows.append(((not loaded, -sum(sum(by.values()) for by in names.values()), entity), Called(*shown[entity], _names(names))))
    return tuple(row for _, row in sorted(rows, key=lambda row: row[0])[:_NAMED])


def _names(names: Mapping[tuple[str, str | None], Counter[str]]) -> tuple[Any, ...]:
    ranked = sorted(names.items(), key=lambda item: (item[0][1] is None, -sum(item[1].values()), item[0][0]))
    return tuple((words, mark, tuple(by.most_common())) for (words, mark), by in ranked)
