"""An event with everything the conditions of data/codes/ ask about it, and whether a condition fits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rawi.codes.deaths import Deaths, deaths_of
from rawi.codes.facts import cue_facts, figures_of, told_facts
from rawi.codes.parties import Sides, is_two_sided, sides_of, tags_of
from rawi.codes.rows import Condition
from rawi.codes.same_act import harms_of, joined, with_counted
from rawi.codes.tables import CodeTables
from rawi.lexicon import Lexicon
from rawi.records import Event, Reading


class Scene(NamedTuple):
    """What an event's codes are derived from; ``doer``, ``victim``: the tags of its sides."""

    event: Event
    reading: Reading
    tables: CodeTables
    lexicon: Lexicon
    sides: Sides
    doer: frozenset[str]
    victim: frozenset[str]
    deaths: Deaths
    facts: frozenset[str]


def scene_of(event: Event, reading: Reading, tables: CodeTables, lexicon: Lexicon) -> Scene:
    """The scene of an event, with the parties that the other half of the same act tells."""
    harms = harms_of(event, reading)
    two_sided = is_two_sided(event, tables)
    event = with_counted(joined(event, harms, two_sided), reading, two_sided)
    sides = sides_of(event, reading, tables, lexicon)
    cues = cue_facts(event, reading, tables, lexicon)
    # An attempt on a life kills nobody unless somebody counts the dead.
    attempt = event.mode == "targeted" and "attempt" in cues
    killing = not attempt and any("killing" in cue_facts(each, reading, tables, lexicon) for each in (event, *harms))
    deaths = deaths_of(event, reading, figures_of(event, reading, "killed"), killing, lexicon)
    facts = cues | frozenset(told_facts(event, reading, sides, deaths, lexicon))
    return Scene(event, reading, tables, lexicon, sides, tags_of(sides.doers), tags_of(sides.victims), deaths, facts)


def fits(condition: Condition, scene: Scene) -> bool:
    """Whether a row of acled.tsv or ucdp.tsv is about this scene."""
    return (
        (not condition.types or scene.event.type in condition.types)
        and (not condition.modes or (scene.event.mode or "-") in condition.modes)
        and (not condition.doer or not condition.doer.isdisjoint(scene.doer))
        and (not condition.victim or not condition.victim.isdisjoint(scene.victim))
        and all_hold(condition.when, scene.facts)
    )


def all_hold(when: Iterable[str], facts: frozenset[str]) -> bool:
    """Whether the facts of a cell hold; «no X» asks that X does not."""
    return all((fact.removeprefix("no ") in facts) != fact.startswith("no ") for fact in when)
