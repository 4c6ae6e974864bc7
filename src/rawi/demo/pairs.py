"""Two tellers of one occurrence side by side: names, figures and sources, as hand-listed in data/report/pairs.toml."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from rawi.demo.cards import COUNTED_FROM
from rawi.demo.gloss import says, speaker_names
from rawi.demo.names import bounds, mentions_of, quoted
from rawi.demo.samples import Sample
from rawi.lexicon.tables import data_folder
from rawi.records import Reading

_ACTORS = {"person", "state", "government", "military", "armed_group", "igo", "ngo"}


@dataclass(frozen=True, slots=True)
class Naming:
    """The words one article uses for an actor: (words, loaded mark or null, how often)."""

    words: tuple[tuple[str, str | None, int], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One figure as one article gives it."""

    bounds: str
    words: str
    on_whose_word: str | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two samples of opposed sides; every row has one cell a side."""

    title: tuple[str, str]
    samples: tuple[Sample, Sample]
    namings: tuple[tuple[str, str, Naming, Naming], ...]
    figures: tuple[tuple[str, tuple[Told, ...], tuple[Told, ...]], ...]
    sources: tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]


def find_pairs(samples: Mapping[str, Sample], readings: Mapping[str, Reading]) -> tuple[Pair, ...]:
    """The listed pairs of which both samples are at hand."""
    rows = tomllib.loads((data_folder() / "report/pairs.toml").read_text("utf-8"))["pair"]
    return tuple(_pair(row, samples, readings) for row in rows if all(i in readings for i in row["samples"]))


def _pair(row: dict[str, list[str]], samples: Mapping[str, Sample], readings: Mapping[str, Reading]) -> Pair:
    one, other = row["samples"]
    a, b = readings[one], readings[other]
    return Pair(
        (row["title"][0], row["title"][1]), (samples[one], samples[other]), _namings(a, b), _figures(a, b), (_sources(a), _sources(b))
    )


def _namings(a: Reading, b: Reading) -> tuple[tuple[str, str, Naming, Naming], ...]:
    """Actors that both name, or that one names with a loaded word: the loaded first."""
    names = {m.entity: (m.name_en, m.name_ar or m.text) for r in (a, b) for m in r.mentions if m.entity and m.name_en and m.kind in _ACTORS}
    rows = []
    for entity, (en, ar) in names.items():
        one, other = _naming(a, entity), _naming(b, entity)
        loaded = any(word[1] for word in one.words + other.words)
        if loaded or (one.words and other.words):
            rows.append((not loaded, not (one.words and other.words), (en or "", ar, one, other)))
    return tuple(row for *_, row in sorted(rows, key=lambda row: row[:2])[:7])


def _naming(reading: Reading, entity: str | None) -> Naming:
    used = Counter((" ".join(m.text.split()), m.loaded) for m in reading.mentions if m.entity == entity)
    return Naming(tuple((words, loaded, count) for (words, loaded), count in used.most_common(3)))


def _figures(a: Reading, b: Reading) -> tuple[tuple[str, tuple[Told, ...], tuple[Told, ...]], ...]:
    measures = dict.fromkeys(f.measure for r in (a, b) for f in r.figures if f.measure != "other")
    return tuple((measure, _told(a, measure), _told(b, measure)) for measure in measures)


def _told(reading: Reading, measure: str) -> tuple[Told, ...]:
    mentions = mentions_of(reading)
    sources = {a.id: speaker_names(a, mentions) for a in reading.attributions}
    told = (Told(bounds(f), quoted(f.text), sources.get(f.attribution or "")) for f in reading.figures if f.measure == measure)
    return tuple(dict.fromkeys(told))


def _sources(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Who speaks and in which manner, in the order of the text; whoever has coded acts first."""
    mentions = mentions_of(reading)
    used = Counter(e.attribution for e in reading.events if e.score >= COUNTED_FROM)
    ranked = sorted(reading.attributions, key=lambda a: -used[a.id])
    return tuple(dict.fromkeys((speaker_names(a, mentions), says(a, mentions)) for a in ranked if a.speaker))[:5]
