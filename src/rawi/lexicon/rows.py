"""What the tables hold, typed: one class a table, one field a column; ``rule`` names the row, ``where`` its file and line.

Named tuples, because the kept lexicon holds tens of thousands and is read back twice as fast so.
"""

from __future__ import annotations

from typing import NamedTuple


class Actor(NamedTuple):
    """A registry entry: a state, body, force, organisation, outlet or public person; ``wikidata``, ``cameo`` (CAMEO/PLOVER actor code)
    and ``inter`` (ACLED's actor type) are None where no table says."""

    id: str
    kind: str
    name_ar: str
    name_en: str
    country: str | None
    parent: str | None
    side: str | None
    where: str
    wikidata: str | None = None
    cameo: str | None = None
    inter: str | None = None


class Side(NamedTuple):
    """A dated relation between two actors: ``actor`` backs, opposes, governs or is part of ``other``; ISO days, None where open."""

    actor: str
    relation: str
    other: str
    conflict: str
    first: str | None
    last: str | None
    where: str


class NameUse(NamedTuple):
    """Who uses the names of an actor that convey something: those that hold ``wording`` (folded), or with None all others of the kind;
    ``used_by``: actor ids; ISO days, None where open."""

    actor: str
    conveys: str
    wording: str | None
    used_by: tuple[str, ...]
    first: str | None
    last: str | None
    note: str
    where: str


class ActorName(NamedTuple):
    """One Arabic name of an actor; ``loaded`` says what the name conveys beside the actor."""

    actor: Actor
    name: str
    loaded: str | None
    ambiguous: bool
    rule: str


class Country(NamedTuple):
    """A state with its adjective and capital; ``state`` is its actor id, ``place`` its place id."""

    iso2: str
    name_ar: str
    name_en: str
    lat: float
    lon: float
    radius_km: float
    where: str
    iso3: str = ""

    @property
    def state(self) -> str:
        """The actor id of the state."""
        return f"state/{self.iso2.lower()}"

    @property
    def place(self) -> str:
        """The place id of its territory."""
        return f"place/{self.iso2.lower()}"


class CountryWord(NamedTuple):
    """A word for a country: its name, its adjective (nisba), its people or its capital."""

    country: Country
    word: str
    use: str
    rule: str


class Place(NamedTuple):
    """A gazetteer row; coordinates in degrees, precision in km."""

    id: str
    name_ar: str
    name_en: str
    feature: str
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    precision_km: float
    ambiguous: bool
    where: str
    aliases: tuple[str, ...] = ()
    source: str = ""

    @property
    def rule(self) -> str:
        """The row as evidence names it."""
        return f"places/{self.id}"


class Office(NamedTuple):
    """Who held an office from when to when (ISO days, last day inclusive or None)."""

    title: str
    country: str | None
    holder: str
    first: str
    last: str | None
    where: str


class Title(NamedTuple):
    """A noun before a person's name."""

    title: str
    kind: str
    office: bool
    rule: str


class Group(NamedTuple):
    """A noun that makes a typed mention."""

    noun: str
    kind: str
    loaded: str | None
    source_role: str | None
    rule: str


class Collective(NamedTuple):
    """A word that points back at ``number`` parties or at one of a kind."""

    noun: str
    number: int
    kind: str
    rule: str


class Speech(NamedTuple):
    """A cue of reported speech."""

    id: str
    lemma: str
    position: str
    stance: str
    event: str | None
    needs: frozenset[str]
    blocks: frozenset[str]
    rule: str


class Trigger(NamedTuple):
    """A word or phrase that reports an act."""

    id: str
    type: str
    mode: str | None
    frame: str
    genitive: str | None
    recipient_prep: frozenset[str]
    needs: frozenset[str]
    blocks: frozenset[str]
    rule: str


class LightVerb(NamedTuple):
    """A verb whose noun object is the act: which role its subject plays there."""

    id: str
    subject: str
    status: str | None
    needs: frozenset[str]
    rule: str


class StatusCue(NamedTuple):
    """A cue of modality or negation."""

    id: str
    status: str
    scope: str
    rule: str


class Direction(NamedTuple):
    """A word for a compass direction."""

    direction: str
    rule: str


class FeatureWord(NamedTuple):
    """A noun that says what a place is; ``feature`` as in the gazetteer, or area."""

    feature: str
    rule: str


class KnownAgreement(NamedTuple):
    """An agreement of the registry."""

    id: str
    name_ar: str
    name_en: str
    parties: tuple[str, ...]
    date: str | None
    where: str

    @property
    def rule(self) -> str:
        """The entry as evidence names it."""
        return f"agreements/{self.id}"


Item = (
    ActorName
    | CountryWord
    | Place
    | Title
    | Group
    | Collective
    | Speech
    | Trigger
    | LightVerb
    | StatusCue
    | Direction
    | FeatureWord
    | KnownAgreement
)
