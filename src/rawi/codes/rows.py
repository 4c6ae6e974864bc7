"""What the tables of data/codes/ hold, typed: one class a table, one field a column; ``source`` is the row as a ground names it."""

from __future__ import annotations

from typing import NamedTuple

from rawi.codes.words import Wording

Source = tuple[str, str, str | None]


class PloverType(NamedTuple):
    """One of PLOVER's sixteen types: quad class, score from -10 to 10, default CAMEO code; ``mutual``: all parties are actors."""

    source: Source
    quad: int
    score: float
    mutual: bool
    cameo: str


class ModeCode(NamedTuple):
    """The CAMEO code of a type with a mode (None: with any), where all the facts of ``when`` hold."""

    source: Source
    type: str
    mode: str | None
    when: tuple[str, ...]
    cameo: str


class ContentMode(NamedTuple):
    """The mode that a speech act has by what it asks for, rejects or threatens."""

    source: Source
    speech: str
    content: tuple[str, ...]
    content_mode: str | None
    mode: str


class StatusRule(NamedTuple):
    """What becomes of an event of a status: coded as it is, coded as another type, or, with ``why``, not at all."""

    source: Source
    status: str
    types: tuple[str, ...]
    as_type: str | None
    cameo: str | None
    why: str | None


class CameoCode(NamedTuple):
    """A CAMEO 1.1b3 code; ``type`` and ``mode`` are those of the published conversion, ``now`` where PLOVER's manual differs."""

    source: Source
    code: str
    name: str
    type: str | None
    mode: str | None
    contexts: tuple[str, ...]
    goldstein: float | None
    quad: int
    scored: str
    now: tuple[str, ...]


class Condition(NamedTuple):
    """A row of acled.tsv or ucdp.tsv; an empty set fits anything. ``gives`` is None where nothing may be coded, for the reason
    ``why``; ``crowd_as``: the class that the unarmed side has here."""

    source: Source
    types: frozenset[str]
    modes: frozenset[str]
    doer: frozenset[str]
    victim: frozenset[str]
    when: tuple[str, ...]
    gives: str | None
    crowd_as: str | None
    why: str | None


class SubEvent(NamedTuple):
    """ACLED's sub-event; ``civilian``: does it count as targeting civilians always, never, or if the victims are civilians."""

    source: Source
    name: str
    event_type: str
    disorder: str
    rank: int
    civilian: str


class ActorClass(NamedTuple):
    """A class of actors: ACLED's label and its old digit (None where ACLED has none), what conditions may ask of it, the CAMEO role of
    an armed group of this class, and ACLED's name for members without a name of their own."""

    source: Source
    name: str
    label: str | None
    digit: int | None
    tags: frozenset[str]
    sector: str | None
    unnamed: str | None


class ActorRule(NamedTuple):
    """Which class an actor belongs to by entity, registry type, sector code or kind; ISO days, None where open."""

    source: Source
    by: str
    value: str
    cls: str
    first: str | None
    last: str | None


class ActorSector(NamedTuple):
    """The CAMEO role of actors of a kind whose English name has one of these words (empty: of all of the kind)."""

    source: Source
    kind: str
    words: tuple[str, ...]
    sector: str | None


class CountryCode(NamedTuple):
    """A country as ISO numbers it, and as ACLED and UCDP name and group it; a name is None where it is that of countries.tsv."""

    source: Source
    numeric: int | None
    acled_name: str | None
    acled_region: str
    ucdp_id: int | None
    ucdp_name: str | None
    ucdp_region: str


class CivilianGroup(NamedTuple):
    """A group of civilians that ACLED names beside «Civilians», and the words that tell it."""

    source: Source
    name: str
    words: Wording


class PartyWords(NamedTuple):
    """Words of a mention that tell its class."""

    source: Source
    cls: str
    words: Wording


class Cue(NamedTuple):
    """Words that make a fact hold: ``near`` is trigger, close (five words on each side) or sentence."""

    fact: str
    near: str
    words: Wording


class Precision(NamedTuple):
    """How exact ACLED and UCDP hold a day, a span of days or a place of this kind to be; ``day``: which day of it ACLED files."""

    source: Source
    of: str
    values: tuple[str, ...]
    acled: int | None
    ucdp: int | None
    day: str | None
