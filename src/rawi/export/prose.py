"""The notes of an event: one neutral English sentence on what is reported and on whose word, and its figures. Words in data/report/prose.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Any

from rawi.codes.deaths import number_of
from rawi.codes.divisions import bare
from rawi.demo.gloss import day, figure_words, place_word, sense_of
from rawi.demo.names import join
from rawi.export.sides import groups_of, is_told_plainly
from rawi.export.told import Told
from rawi.export.where import Spot, spot_of
from rawi.lexicon.tables import data_folder
from rawi.outlets import Outlets
from rawi.records import Figure, Mention

_WORD = re.compile("[a-z]+")


@cache
def _prose() -> dict[str, Any]:
    return tomllib.loads((data_folder() / "report/prose.toml").read_text("utf-8"))


def notes_of(told: Told, outlets: Outlets) -> str:
    """What is reported, in the manner of conflict data."""
    deed, when = _deed(told) + _where(spot_of(told)), _when(told)
    sentence = f"{when}, {deed}{_source(told, outlets)}."
    return sentence + _figures(told) + _fatalities(told)


def _when(told: Told) -> str:
    """«On 5 March 2020», «Between … and …»."""
    words, span = _prose()["when"], told.event.date
    first, last = (span.first, span.last) if span else (None, None)
    known = {"first": day(first), "last": day(last)}
    if first and last:
        which = "day" if first == last else "days"
    else:
        which = "since" if first else "until" if last else "untold"
    said: str = words[which].format(**known)
    return said


def _deed(told: Told) -> str:
    """Who is reported to have done what to whom, in the status told."""
    event, sense = told.event, sense_of(told.event)
    doers, others = _people(told, recipients=False), _people(told, recipients=True)
    both = not others and len(doers) > 1 and bool(sense.to) and told.two_sided
    if both:
        doers, others = doers[:1], doers[1:]
    forms = _prose()["status"].get(event.status) or _prose()["status"]["occurred"]
    doer, other = join(doers), join(others)
    if doer and (other or sense.to):  # a verb without a preposition cannot stand without its object
        rest = " ".join(part for part in (sense.to, other) if part) if other else ""
        said = forms["doer"].format(doer=doer, past=sense.past, base=sense.base, rest=f" {rest}" if rest else "")
    else:
        by = f" by {doer}" if doer else ""
        rest = f" {sense.of} {other}" if other and sense.of else ""
        said = forms["noun"].format(noun=sense.noun, rest=rest + by)
    found: str = said
    return found if doer else found[:1].lower() + found[1:]


def _people(told: Told, recipients: bool) -> list[str]:
    """One side in running text: the registry's names, else a plain word for the class («civilians»), else the article's own words."""
    event = told.scene.event if told.labels else told.event
    classes = {party.mention: party.cls for side in told.scene.sides for party in side}
    names = []
    for id in event.recipients if recipients else event.actors:
        mention = told.mentions.get(id)
        if mention is None:
            continue
        cls = classes.get(id)
        named = mention.name_en or mention.members or not is_told_plainly(cls, told)
        keys = () if named else (*groups_of((mention,), told), cls.name if cls else "")
        words = next((_prose()["people"][key] for key in keys if key in _prose()["people"]), None)
        names += [words[_are_several(mention, told)]] if words else [_the(name) for name in told.names((id,))]
    return list(dict.fromkeys(names))


def _are_several(mention: Mention, told: Told) -> bool:
    """Whether a mention is of more than one, by its count or by its form."""
    counted = any(figure.of == mention.id and (figure.low or 0) > 1 for figure in told.reading.figures)
    return counted or number_of(mention, told.lexicon) in ("p", "d")


def _the(name: str) -> str:
    """A name with its article where English gives it one."""
    return f"the {name}" if not set(_WORD.findall(name.lower())).isdisjoint(_prose()["the"]) else name


def _where(spot: Spot | None) -> str:
    """« in Ariha (Ariha, Idlib)»."""
    if spot is None:
        return ""
    divisions = [each.name_en for each in (spot.lies.admin2, spot.lies.admin1) if each and each.name_en != bare(spot.name)[0]]
    word = _prose()["words"]["around"] if spot.relative else place_word("at", spot.name)
    return f" {word} {spot.name}" + (f" ({', '.join(dict.fromkeys(divisions))})" if divisions else "")


def _source(told: Told, outlets: Outlets) -> str:
    """« , according to …, as reported by …»."""
    words, said = _prose()["words"], ""
    if told.attribution is not None:
        speakers, chain = join(map(_the, told.speakers)) or words["unnamed"], join(map(_the, told.chain))
        said = words["source_via" if chain else "source"].format(speakers=speakers, chain=chain)
    outlet = outlet_name(told, outlets)
    return said + (words["outlet"].format(outlet=outlet) if outlet else "")


def outlet_name(told: Told, outlets: Outlets) -> str | None:
    """The outlet's English name where it is known, else its name as given."""
    known = outlets.of(told.reading.article.outlet or told.reading.article.url or "")
    return known.name_en if known else told.reading.article.outlet


def _figures(told: Told) -> str:
    """Every whole count of the event; the same measure from several tellers each with its teller."""
    counted = [f for f in told.reading.figures if (f.id in told.event.figures or f.event == told.event.id) and f.part_of is None]
    if not counted:
        return ""
    tellers = {figure.measure: {f.attribution for f in counted if f.measure == figure.measure} for figure in counted}
    said = [_count(figure, len(tellers[figure.measure]) > 1, told) for figure in counted]
    figures: str = _prose()["words"]["figures"].format(figures="; ".join(dict.fromkeys(said)))
    return figures


def _count(figure: Figure, with_teller: bool, told: Told) -> str:
    """«at least 10 killed», with who counts where several do."""
    counted = figure_words(figure)
    if not with_teller:
        return counted
    said = next((a for a in told.reading.attributions if a.id == figure.attribution), None)
    speakers = told.names(tuple(id for id in (said.speaker, *said.co_speakers) if id)) if said else []
    words = _prose()["words"]
    by: str = words["by"].format(count=counted, teller=join(map(_the, speakers)) or words["unnamed"])
    return by if said else counted


def _fatalities(told: Told) -> str:
    """The count that is coded, with the highest told where it differs."""
    low, high = told.codes.fatalities, told.scene.deaths.high
    if low is None:
        return ""
    which = "fatalities_range" if high is not None and high > low else "fatalities"
    said: str = _prose()["words"][which].format(low=low, high=high)
    return said
