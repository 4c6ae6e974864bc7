"""Every record type. Offsets are code points of ``Article.text``, half-open; sequences are tuples; nothing changes once made.

The JSON of these records is the contract of the project (docs/records.md): field order here is key order there.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

import orjson

CONTRACT = 1


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The letters under the span."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Quote:
    """A span with its letters."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a record exists: the rule or data row (``table/row``) that fired and the spans of its cues."""

    rule: str
    cues: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One article as received: ``text`` is never altered afterwards."""

    id: str
    text: str
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    published_from: str | None = None
    sha256: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Furniture:
    """Words of the page that are not words of the story."""

    start: int
    end: int
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Repair:
    """A spelling that evades filters, and the word it stands for."""

    start: int
    end: int
    text: str
    repaired: str


@dataclass(frozen=True, slots=True)
class SentenceSpan:
    """Where a sentence stands and what it is: title, lead, body or subhead."""

    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A registry entry that a mention might stand for, with its score from 0 to 1."""

    entity: str
    score: float


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name an actor, a place or an agreement; ``entity`` is a registry id or null."""

    id: str
    start: int
    end: int
    text: str
    kind: str
    entity: str | None = None
    name_en: str | None = None
    name_ar: str | None = None
    members: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    loaded: str | None = None
    evidence: Evidence | None = None
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision_km: float | None = None
    relation: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A count with its bounds; ``of`` is a mention id, ``part_of`` a figure id."""

    id: str
    start: int
    end: int
    text: str
    measure: str
    low: float | None
    high: float | None
    approx: str
    of: str | None = None
    part_of: str | None = None
    event: str | None = None
    attribution: str | None = None
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """The word that says somebody speaks."""

    start: int
    end: int
    text: str
    lemma: str | None


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One step of transmission: institution, spokesman, medium, document or unnamed."""

    mention: str | None
    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """A statement: who says it, through whom it came, how, and which letters it covers."""

    id: str
    cue: Cue
    speaker: str | None
    co_speakers: tuple[str, ...]
    on_behalf_of: str | None
    chain: tuple[ChainLink, ...]
    within: str | None
    form: str
    stance: str
    content: tuple[Span, ...]
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class DateSpan:
    """First and last ISO day, both inclusive, with the words that say so."""

    first: str | None
    last: str | None
    precision: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Event:
    """A report that somebody did something: type and mode are PLOVER 2021's."""

    id: str
    trigger: Quote
    type: str
    mode: str | None
    status: str
    voice: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    places: tuple[str, ...]
    place_roles: tuple[str, ...]
    date: DateSpan | None
    figures: tuple[str, ...]
    attribution: str | None
    same_as: str | None
    score: float
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two events as the text claims it: response, cause, condition or trade_off."""

    id: str
    kind: str
    cue: Quote
    antecedent: str
    consequent: str
    attribution: str | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the article says of an agreement it names."""

    mention: str
    entity: str | None
    parties: tuple[str, ...]
    date: DateSpan | None
    zone: str | None
    clauses: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """What a stage saw and declined, with the reason."""

    stage: str
    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class MadeBy:
    """What made a Reading: program version, lexicon digest, model name."""

    rawi: str
    lexicon: str
    model: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything one article says, with the letters that say it."""

    contract: int = field(default=CONTRACT, kw_only=True)
    article: Article
    furniture: tuple[Furniture, ...] = ()
    repairs: tuple[Repair, ...] = ()
    sentences: tuple[SentenceSpan, ...] = ()
    mentions: tuple[Mention, ...] = ()
    figures: tuple[Figure, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[Event, ...] = ()
    links: tuple[Link, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    notes: tuple[Note, ...] = ()
    made_by: MadeBy = field(default_factory=lambda: MadeBy("", "", None))

    def to_json(self) -> str:
        """One line of JSON, the record contract. Lone surrogates are escaped, so that the line is valid UTF-8."""
        try:
            return orjson.dumps(self).decode("utf-8")
        except orjson.JSONEncodeError:
            return json.dumps(plain(self), separators=(",", ":"))

    @staticmethod
    def from_json(line: str) -> Reading:
        """The Reading that ``to_json`` wrote; unknown keys are ignored. Raises ValueError for another contract."""
        data = _loads(line)
        if data.get("contract") != CONTRACT:
            raise ValueError(f"this Reading speaks contract {data.get('contract')!r}, this Rawi speaks {CONTRACT}; read the article again")
        made: Reading = _maker(Reading)(data)  # type: ignore[misc]
        return made


def _loads(line: str) -> Any:
    """JSON of a line; the standard parser takes escaped lone surrogates, which orjson refuses."""
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:
        return json.loads(line)


_NAMES: dict[type, tuple[str, ...]] = {}


def plain(record: Any) -> Any:
    """A record as JSON types: objects keep the field order, tuples become lists."""
    kind = type(record)
    if kind in (str, int, float, bool) or record is None:
        return record
    if kind is tuple:
        return [plain(item) for item in record]
    names = _NAMES.get(kind)
    if names is None:
        names = _NAMES[kind] = tuple(f.name for f in fields(record))
    return {name: plain(getattr(record, name)) for name in names}


@cache
def _maker(kind: Any) -> Callable[[Any], Any] | None:
    """What makes the annotated type ``kind`` of JSON types; None where the value is taken as it is."""
    options = [option for option in get_args(kind) if option not in (type(None), ...)]
    if get_origin(kind) is tuple:
        item = _maker(options[0])
        return (lambda value: tuple([None if one is None else item(one) for one in value])) if item else tuple
    if options or kind in (str, int, float, bool):
        return _maker(options[0]) if options else None
    parts = [(name, _maker(hint)) for name, hint in get_type_hints(kind).items()]
    return lambda value: kind(
        **{name: make(value[name]) if make and value[name] is not None else value[name] for name, make in parts if name in value}
    )
