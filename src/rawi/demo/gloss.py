"""Records → one English sentence each. The vocabulary is data/report/glosses.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from rawi.demo.names import Mentions, bounds, is_plural, join, mentions_of, name_en, names_en, quoted
from rawi.lexicon.tables import data_folder
from rawi.records import Attribution, DateSpan, Event, Figure, Reading

_SPEECH = {"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT"}

_SAME = {("deny", "denied"), ("threaten", "threatened"), ("demand", "demanded")}
"""Stances whose verb says the status."""
_LETTERS = re.compile("[a-z]+")


@dataclass(frozen=True, slots=True)
class Sense:
    """How an act is said: «shelling», «shelled», «shell»; ``to`` stands before the recipient after the verb, ``of`` after the noun."""

    noun: str
    past: str
    base: str
    to: str
    of: str


@cache
def glosses() -> dict[str, Any]:
    """The tables of glosses.toml."""
    return tomllib.loads((data_folder() / "report/glosses.toml").read_text("utf-8"))


def sense_of(event: Event) -> Sense:
    """The sense of an event: by type and mode, by mode, by the family of the rule, by type."""
    tables = glosses()
    found = tables["senses"].get(f"{event.type}/{event.mode}") or tables["modes"].get(event.mode)
    if found is None and event.type in ("ASSAULT", "COERCE"):
        found = tables["families"].get(family(event))
    return Sense(**(found or tables["types"].get(event.type) or tables["types"]["ASSAULT"]))


def family(event: Event) -> str:
    """The first word of the trigger row's id: «victim» of ``triggers/victim-maqtal+default``."""
    rule = event.evidence.rule if event.evidence else ""
    return rule.partition("/")[2].partition("-")[0].partition("+")[0]


def gloss_event(event: Event, reading: Reading) -> str:
    """One English sentence: on whose word, who, what, to whom, where, when, how many."""
    mentions = mentions_of(reading)
    source = next((a for a in reading.attributions if a.id == event.attribution), None)
    own = source is not None and _is_the_saying(event, source)
    body = _deed(event, mentions, None if own else source) + _where(event, mentions) + _when(event.date) + _how_many(event, reading)
    if source is None:
        return _sentence(body)
    if own:
        via = _via(source, mentions)
        return _sentence(f"{body} ({via})" if via else body)
    return _sentence(f"{_said(source, mentions)}: {body}")


def gloss_attribution(attribution: Attribution, reading: Reading) -> str:
    """One English sentence: who says it, through whom, and which acts the words report."""
    mentions = mentions_of(reading)
    told = [e for e in reading.events if e.attribution == attribution.id and not _is_the_saying(e, attribution)]
    acts = [f"{_deed(event, mentions, attribution)}{_where(event, mentions)}" for event in told[:2]]
    more = f"; {len(told) - 2} more" if len(told) > 2 else ""
    principal = mentions.get(attribution.on_behalf_of or "")
    behalf = f" on behalf of {name_en(principal, mentions)}" if principal else ""
    said = _said(attribution, mentions) + behalf
    return _sentence(f"{said}: {'; '.join(acts)}{more}" if acts else f"{said} (no coded act in the words)")


def says(attribution: Attribution, mentions: Mentions) -> str:
    """«threatens» or «threaten»."""
    speakers = tuple(i for i in (attribution.speaker, *attribution.co_speakers) if i)
    pair: list[str] = glosses()["stances"].get(attribution.stance) or glosses()["stances"]["neutral"]
    return pair[is_plural(speakers, mentions)]


def speaker_names(attribution: Attribution, mentions: Mentions) -> str:
    """The speakers' names, or that none is told."""
    speakers = names_en((i for i in (attribution.speaker, *attribution.co_speakers) if i), mentions)
    return join(speakers) or "an unnamed source"


def day(value: str | None) -> str:
    """ISO day → «3 July 2019»; what is no ISO day is returned as it is."""
    try:
        found = date.fromisoformat(value or "")
    except ValueError:
        return value or ""
    return f"{found.day} {found:%B %Y}"


def days(span: DateSpan) -> str:
    """«3 July 2019» or «1 July 2019 to 10 July 2019»."""
    if span.first is None or span.last is None:
        return f"{'until' if span.first is None else 'since'} {day(span.last or span.first)}" if span.first or span.last else ""
    return day(span.first) if span.first == span.last else f"{day(span.first)} to {day(span.last)}"


def figure_words(figure: Figure) -> str:
    """«at least 10 killed»; what is counted otherwise stays in Arabic."""
    if figure.measure not in glosses()["measures"]:
        return quoted(figure.text)
    return f"{_bounds(figure)} {glosses()['measures'].get(figure.measure, figure.measure)}"


def bounds_in_words(figure: Figure) -> str:
    """«at least 10», «hundreds»: a figure without what it counts."""
    return _bounds(figure).removesuffix(" of")


def _bounds(figure: Figure) -> str:
    approx: str = glosses()["approx"].get(figure.approx, "{low}")
    low = bounds(figure) if figure.low is None or figure.low == figure.high else f"{figure.low:,.0f}"
    return approx.format(low=low, high=f"{figure.high or 0:,.0f}")


def _is_the_saying(event: Event, attribution: Attribution) -> bool:
    """The event is the speech act itself: its trigger is the cue."""
    cue, trigger = attribution.cue, event.trigger
    return event.type in _SPEECH and cue.start < trigger.end and trigger.start < cue.end


def _said(attribution: Attribution, mentions: Mentions) -> str:
    via = _via(attribution, mentions)
    return f"{speaker_names(attribution, mentions)} {f'({via}) ' if via else ''}{says(attribution, mentions)}"


def _via(attribution: Attribution, mentions: Mentions) -> str:
    names = [
        name_en(mentions[link.mention], mentions) if link.mention and link.mention in mentions else quoted(link.text)
        for link in attribution.chain
    ]
    return f"via {join(names)}" if names else ""


def _deed(event: Event, mentions: Mentions, source: Attribution | None) -> str:
    """Who did what to whom, in the status told; who speaks of himself is not named twice."""
    sense = sense_of(event)
    doer, recipients = join(names_en(event.actors, mentions)), join(names_en(event.recipients, mentions))
    himself = source is not None and doer == speaker_names(source, mentions)
    if himself:
        doer = "they" if is_plural(event.actors, mentions) else "it"
    elif doer and not recipients and not sense.to:
        return f"{_noun(sense, event, source)} by {doer}"
    if not doer:
        return _with(_noun(sense, event, source), sense.of, recipients)
    status = "occurred" if _already_said(event, source) and event.status == "denied" else event.status
    forms = glosses()["status"].get(status) or glosses()["status"]["occurred"]
    return _with(
        forms["self" if himself and "self" in forms else "doer"].format(actors=doer, past=sense.past, base=sense.base), sense.to, recipients
    )


def _noun(sense: Sense, event: Event, source: Attribution | None) -> str:
    """«threatened strike»; «strike» where the source's verb has said that it is a threat."""
    status = "occurred" if _already_said(event, source) else event.status
    forms = glosses()["status"].get(status) or glosses()["status"]["occurred"]
    said: str = forms["noun"].format(noun=sense.noun)
    return said


def _already_said(event: Event, source: Attribution | None) -> bool:
    return source is not None and (source.stance, event.status) in _SAME


def _with(words: str, preposition: str, recipients: str) -> str:
    return " ".join(part for part in (words, preposition, recipients) if part) if recipients else words


def _where(event: Event, mentions: Mentions) -> str:
    roles = event.place_roles + ("at",) * (len(event.places) - len(event.place_roles))
    by_word: dict[str, list[str]] = {}
    for place, role in zip(event.places, roles, strict=False):
        if place in mentions:
            name = name_en(mentions[place], mentions)
            by_word.setdefault(place_word(role, name), []).append(name)
    return "".join(f" {word} {join(dict.fromkeys(names))}" for word, names in by_word.items())


def place_word(role: str, name: str) -> str:
    """«in» a town, «at» an airport."""
    if role == "at" and not set(_LETTERS.findall(name.lower())).isdisjoint(glosses()["sites"]["at"]):
        return "at"
    word: str = glosses()["place_roles"].get(role, "in")
    return word


def _when(span: DateSpan | None) -> str:
    said = days(span) if span else ""
    return f", {said}" if said else ""


def _how_many(event: Event, reading: Reading) -> str:
    told = [figure_words(f) for f in reading.figures if f.id in event.figures]
    return f"; {join(told)}" if told else ""


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
