"""A statement's line of transmission, from the outlet inwards to the speaker."""

from __future__ import annotations

from dataclasses import dataclass

from rawi.demo.gloss import glosses, says, speaker_names
from rawi.demo.names import Mentions, mentions_of, name_ar, name_en, quoted
from rawi.records import Attribution, Reading


@dataclass(frozen=True, slots=True)
class Step:
    """One node of the line: ``role`` is outlet, a chain link's role, outer (an outer speaker) or speaker; ``mention`` an id or null,
    ``entity`` the registry's id of who it names."""

    role: str
    name_en: str
    name_ar: str
    mention: str | None = None
    entity: str | None = None


def chain_line(attribution: Attribution, reading: Reading) -> str:
    """«Tayf Post ← al-Watan ← Russian ambassador: threatens …»."""
    names = " ← ".join(step.name_en for step in chain_steps(attribution, reading))
    return f"{names}: {says(attribution, mentions_of(reading))} …"


def chain_steps(attribution: Attribution, reading: Reading) -> tuple[Step, ...]:
    """The nodes from the outlet to the speaker; nested speech passes through the outer speakers, each once."""
    mentions = mentions_of(reading)
    outlet = reading.article.outlet or "?"
    steps = [Step("outlet", glosses()["outlets"].get(outlet, outlet), outlet)]
    for outer in _outwards(attribution, reading)[::-1]:
        steps += [*_links(outer, mentions), _speaker(outer, mentions, "outer")]
    steps += [*_links(attribution, mentions), _speaker(attribution, mentions, "speaker")]
    later = {step.name_en: n for n, step in enumerate(steps)}
    return tuple(step for n, step in enumerate(steps) if later[step.name_en] == n)


def _outwards(attribution: Attribution, reading: Reading) -> list[Attribution]:
    """The statements around this one, the nearest first; a ring in damaged records ends the walk."""
    by_id = {a.id: a for a in reading.attributions}
    found: list[Attribution] = []
    seen = {attribution.id}
    outer = by_id.get(attribution.within or "")
    while outer and outer.id not in seen:
        seen.add(outer.id)
        found.append(outer)
        outer = by_id.get(outer.within or "")
    return found


def _links(attribution: Attribution, mentions: Mentions) -> list[Step]:
    """The record runs from the speaker outwards, the line inwards."""
    return [
        Step(
            link.role,
            name_en(mentions[link.mention], mentions),
            name_ar(mentions[link.mention]),
            link.mention,
            mentions[link.mention].entity,
        )
        if link.mention and link.mention in mentions
        else Step(link.role, quoted(link.text), link.text)
        for link in attribution.chain[::-1]
    ]


def _speaker(attribution: Attribution, mentions: Mentions, role: str) -> Step:
    ids = [i for i in (attribution.speaker, *attribution.co_speakers) if i and i in mentions]
    named = " + ".join(name_ar(mentions[i]) for i in ids)
    entity = mentions[ids[0]].entity if len(ids) == 1 else None
    return Step(role, speaker_names(attribution, mentions), named, ids[0] if ids else None, entity)
