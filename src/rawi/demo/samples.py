"""data/samples/*.toml → Samples."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rawi.lexicon.tables import data_folder


@dataclass(frozen=True, slots=True)
class Sample:
    """One dispatch written for this project; ``country`` is the theatre (ISO 3166-1 alpha-2), ``published`` an ISO day."""

    id: str
    title: str
    outlet: str
    side: str
    country: str
    published: str
    sources: tuple[str, ...]
    note: str
    text: str


@cache
def load_samples() -> tuple[Sample, ...]:
    """The bundled samples in the order of their numbers."""
    return tuple(_sample(path) for path in sorted((data_folder() / "samples").glob("*.toml")))


def _sample(path: Path) -> Sample:
    row = tomllib.loads(path.read_text("utf-8"))
    return Sample(
        row["id"],
        row["title"],
        row["outlet"],
        row["side"],
        row["country"],
        row["published"],
        tuple(row["sources"]),
        row["note"],
        row["text"],
    )
