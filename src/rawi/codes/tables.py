"""Loads data/codes/: the classifications of others and the conditions under which an event gets their codes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from rawi.codes.checks import check_rows
from rawi.codes.words import Wording, wording
from rawi.lexicon.tables import LexiconError, Row, data_folder, load_schema, read_table

Source = tuple[str, str, str | None]
T = TypeVar("T")


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
    """A class of actors: ACLED's label and its old digit (None where ACLED has none), and what conditions may ask of it."""

    source: Source
    name: str
    label: str | None
    digit: int | None
    tags: frozenset[str]


class ActorRule(NamedTuple):
    """Which class an actor belongs to by entity, registry type, sector code or kind; ISO days, None where open."""

    source: Source
    by: str
    value: str
    cls: str
    first: str | None
    last: str | None


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


@dataclass(frozen=True, slots=True)
class CodeTables:
    """All of data/codes/, rows in the order of their tables."""

    plover: Mapping[str, PloverType]
    modes: tuple[ModeCode, ...]
    content_modes: tuple[ContentMode, ...]
    statuses: tuple[StatusRule, ...]
    cameo: Mapping[str, CameoCode]
    acled: tuple[Condition, ...]
    acled_types: Mapping[str, SubEvent]
    ucdp: tuple[Condition, ...]
    classes: Mapping[str, ActorClass]
    actor_rules: tuple[ActorRule, ...]
    party_words: tuple[PartyWords, ...]
    cues: tuple[Cue, ...]
    precisions: tuple[Precision, ...]


TABLES = (
    "plover",
    "modes",
    "content_modes",
    "statuses",
    "cameo",
    "acled",
    "acled_types",
    "ucdp",
    "inter",
    "actor_classes",
    "party_words",
    "cues",
    "precisions",
)


@cache
def load_codes(folder: Path | None = None) -> CodeTables:
    """The tables of a data folder, the bundled ones where it has none of its own. Raises LexiconError with every fault, one a line."""
    folder = folder if folder and (folder / "codes").is_dir() else data_folder()
    schema, faults = load_schema(folder), list[str]()
    rows = {name: read_table(folder, name, schema, faults) for name in TABLES}
    if not faults:
        faults += check_rows(rows)
    if faults:
        raise LexiconError("\n".join(faults))
    return _tables(rows)


def _tables(rows: Mapping[str, tuple[Row, ...]]) -> CodeTables:
    """The checked rows, typed."""
    return CodeTables(
        plover=_by_id(rows["plover"], _plover),
        modes=_each(rows["modes"], lambda r: ModeCode(source(r), r["type"], r["mode"], r["when"], r["cameo"])),
        content_modes=_each(
            rows["content_modes"], lambda r: ContentMode(source(r), r["speech"], r["content"], r["content_mode"], r["mode"])
        ),
        statuses=_each(rows["statuses"], lambda r: StatusRule(source(r), r["status"], r["type"], r["as"], r["cameo"], r["why"])),
        cameo=_by_id(rows["cameo"], _cameo),
        acled=_each(rows["acled"], lambda r: _condition(r, r["sub_event"], r["crowd_as"])),
        acled_types=_by_id(
            rows["acled_types"],
            lambda r: SubEvent(source(r), r["id"], r["event_type"], r["disorder"], int(r["rank"]), r["civilian"]),
        ),
        ucdp=_each(rows["ucdp"], lambda r: _condition(r, r["violence"], None)),
        classes=_by_id(rows["inter"], lambda r: ActorClass(source(r), r["id"], r["label"], _whole(r["digit"]), frozenset(r["tags"]))),
        actor_rules=_each(rows["actor_classes"], lambda r: ActorRule(source(r), r["by"], r["value"], r["class"], r["from"], r["to"])),
        party_words=_each(rows["party_words"], lambda r: PartyWords(source(r), r["class"], wording(r["words"]))),
        cues=_each(rows["cues"], lambda r: Cue(r["id"], r["near"], wording(r["words"]))),
        precisions=_each(
            rows["precisions"],
            lambda r: Precision(source(r), r["of"], r["value"], _whole(r["acled"]), _whole(r["ucdp"]), r["day"]),
        ),
    )


def source(row: Row) -> Source:
    """The row as a ground names it: rule, file and line, mark."""
    return f"{row.table}/{row['id']}", row.where, row.cells.get("mark")


def _each(rows: Iterable[Row], made: Callable[[Row], T]) -> tuple[T, ...]:
    return tuple(made(row) for row in rows)


def _by_id(rows: Iterable[Row], made: Callable[[Row], T]) -> dict[str, T]:
    return {row["id"]: made(row) for row in rows}


def _plover(row: Row) -> PloverType:
    return PloverType(source(row), int(row["quad"]), row["score"], row["mutual"] is not None, row["cameo"])


def _cameo(row: Row) -> CameoCode:
    return CameoCode(
        source(row),
        row["id"],
        row["name"],
        row["type"],
        row["mode"],
        row["contexts"],
        row["goldstein"],
        int(row["quad"]),
        row["scored"],
        row["now"],
    )


def _condition(row: Row, gives: str | None, crowd_as: str | None) -> Condition:
    types, modes, doer, victim = (frozenset(row[name]) for name in ("type", "mode", "doer", "victim"))
    return Condition(source(row), types, modes, doer, victim, row["when"], gives, crowd_as, row["why"])


def _whole(value: Any) -> int | None:
    return None if value is None else int(value)
