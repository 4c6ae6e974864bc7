"""Loads data/codes/: the classifications of others and the conditions under which an event gets their codes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from rawi.codes.checks import check_rows
from rawi.codes.rows import (
    ActorClass,
    ActorRule,
    ActorSector,
    CameoCode,
    CivilianGroup,
    Condition,
    ContentMode,
    CountryCode,
    Cue,
    ModeCode,
    PartyWords,
    PloverType,
    Precision,
    Source,
    StatusRule,
    SubEvent,
)
from rawi.codes.words import wording
from rawi.lexicon.tables import LexiconError, Row, data_folder, load_schema, read_table

T = TypeVar("T")


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
    sectors: tuple[ActorSector, ...]
    countries: Mapping[str, CountryCode]
    groups: tuple[CivilianGroup, ...]
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
    "actor_sectors",
    "country_codes",
    "civilian_groups",
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
        classes=_by_id(rows["inter"], _class),
        actor_rules=_each(rows["actor_classes"], lambda r: ActorRule(source(r), r["by"], r["value"], r["class"], r["from"], r["to"])),
        sectors=_each(rows["actor_sectors"], lambda r: ActorSector(source(r), r["kind"], r["words"], r["sector"])),
        countries=_by_id(rows["country_codes"], _country),
        groups=_each(rows["civilian_groups"], lambda r: CivilianGroup(source(r), r["name"], wording(r["words"]))),
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


def _class(row: Row) -> ActorClass:
    return ActorClass(source(row), row["id"], row["label"], _whole(row["digit"]), frozenset(row["tags"]), row["sector"], row["name"])


def _country(row: Row) -> CountryCode:
    numbers = (_whole(row["numeric"]), _whole(row["ucdp_id"]))
    return CountryCode(source(row), numbers[0], row["acled_name"], row["acled_region"], numbers[1], row["ucdp_name"], row["ucdp_region"])


def _whole(value: Any) -> int | None:
    return None if value is None else int(value)
