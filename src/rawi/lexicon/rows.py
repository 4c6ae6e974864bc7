"""What the tables hold, typed: one class a table, one field a column; ``rule`` names the row, ``where`` its file and line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
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


@dataclass(frozen=True, slots=True)
class Side:
    """A dated relation between two actors: ``actor`` backs, opposes, governs or is part of ``other``; ISO days, None where open."""

    actor: str
    relation: str
    other: str
    conflict: str
    first: str | None
    last: str | None
    where: str


@dataclass(frozen=True, slots=True)
class ActorName:
    """One Arabic name of an actor; ``loaded`` says what the name conveys beside the actor."""

    actor: Actor
    name: str
    loaded: str | None
    ambiguous: bool
    rule: str


@dataclass(frozen=True, slots=True)
class Country:
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


@dataclass(frozen=True, slots=True)
class CountryWord:
    """A word for a country: its name, its adjective (nisba), its people or its capital."""

    country: Country
    word: str
    use: str
    rule: str


@dataclass(frozen=True, slots=True)
class Place:
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


@dataclass(frozen=True, slots=True)
class Office:
    """Who held an office from when to when (ISO days, last day inclusive or None)."""

    title: str
    country: str | None
    holder: str
    first: str
    last: str | None
    where: str


@dataclass(frozen=True, slots=True)
class Title:
    """A noun before a person's name."""

    title: str
    kind: str
    office: bool
    rule: str


@dataclass(frozen=True, slots=True)
class Group:
    """A noun that makes a typed mention."""

    noun: str
    kind: str
    loaded: str | None
    source_role: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Collective:
    """A word that points back at ``number`` parties or at one of a kind."""

    noun: str
    number: int
    kind: str
    rule: str


@dataclass(frozen=True, slots=True)
class Speech:
    """A cue of reported speech."""

    id: str
    lemma: str
    position: str
    stance: str
    event: str | None
    needs: frozenset[str]
    blocks: frozenset[str]
    rule: str


@dataclass(frozen=True, slots=True)
class Trigger:
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


@dataclass(frozen=True, slots=True)
class LightVerb:
    """A verb whose noun object is the act: which role its subject plays there."""

    id: str
    subject: str
    status: str | None
    needs: frozenset[str]
    rule: str


@dataclass(frozen=True, slots=True)
class StatusCue:
    """A cue of modality or negation."""

    id: str
    status: str
    scope: str
    rule: str


@dataclass(frozen=True, slots=True)
class Direction:
    """A word for a compass direction."""

    direction: str
    rule: str


@dataclass(frozen=True, slots=True)
class FeatureWord:
    """A noun that says what a place is; ``feature`` as in the gazetteer, or area."""

    feature: str
    rule: str


@dataclass(frozen=True, slots=True)
class KnownAgreement:
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
