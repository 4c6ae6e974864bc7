"""Samples and Readings → one self-contained HTML file: style, script, faces and maps inside, no request of any kind."""

from __future__ import annotations

import os
import re
import tempfile
import tomllib
from base64 import b64encode
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from rich.console import Console

from rawi.clean import article_from_text
from rawi.demo.cards import COUNTED_FROM, Spread, lay_open
from rawi.demo.digest import print_digest
from rawi.demo.gloss import day, glosses
from rawi.demo.pairs import find_pairs
from rawi.demo.samples import Sample, load_samples
from rawi.demo.svgmap import FRAMES, OVERVIEW, Plate, count_unplaced, draw_plate, find_spots
from rawi.lexicon.tables import data_folder
from rawi.read import Reader, default_reader
from rawi.records import Reading
from rawi.version import VERSION

NAME = "rawi-demo.html"
_LOW = ";ascent-override:96%;descent-override:46%"
"""Naskh declares very tall lines; without this the tint of a marked word touches the lines around it."""
_FACES = (("Rawi Naskh", "naskh", f"400 700{_LOW}"), ("Rawi Serif", "serif-400", "400"), ("Rawi Serif", "serif-600", "600"),
          ("Rawi Sans", "sans-400", "400"), ("Rawi Sans Arabic", "sans-arabic-400", "400"))  # fmt: skip
_WORDS = re.compile("(\u00ab[^\u00ab\u00bb]*\u00bb)")
_UNSHOWABLE = re.compile("[\u202a-\u202e\u2066-\u2069\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Bidirectional overrides could reorder the page, lone surrogates cannot be written: both are shown as U+FFFD."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One article of the report."""

    sample: Sample
    reading: Reading
    spread: Spread
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Theatre:
    """One theatre of the index: its plate and its articles."""

    country: str
    plate: Plate
    leaves: tuple[Leaf, ...]
    events: int


def write_demo(folder: Path, console: Console) -> Path:
    """Read the bundled samples, print their digest to ``console`` and write ``folder/rawi-demo.html``; its path is the last line
    printed."""
    reader = default_reader()
    leaves = []
    for sample in load_samples():
        reading = read_sample(sample, reader)
        print_digest(sample, reading, console)
        leaves.append((sample, reading))
    path = folder / NAME
    write_whole(path, render(leaves))
    console.print(str(path), markup=False, highlight=False, soft_wrap=True)
    return path


def read_sample(sample: Sample, reader: Reader) -> Reading:
    """The Reading of one sample."""
    article = article_from_text(
        sample.text, id=sample.id, title=sample.title, outlet=sample.outlet, published=sample.published, lexicon=reader.lexicon
    )
    return reader.read(article)


def render(read: Sequence[tuple[Sample, Reading]]) -> str:
    """The whole page."""
    leaves = [_leaf(sample, reading) for sample, reading in read]
    readings = [reading for _, reading in read]
    spots = find_spots(readings)
    style, script = _style(), _asset("report.js")
    page = _environment().get_template("report.html.j2")
    return page.render(
        leaves=leaves, theatres=_theatres(leaves), overview=draw_plate(OVERVIEW, spots, 900), spots=spots, unplaced=count_unplaced(readings),
        pairs=find_pairs({s.id: s for s, _ in read}, {s.id: r for s, r in read}), strings=strings(), outlets=glosses()["outlets"], version=VERSION,
        style=Markup(style), script=Markup(script), style_hash=_hash(style), script_hash=_hash(script), day=day,
    )  # fmt: skip


def write_whole(path: Path, text: str) -> None:
    """Write ``path`` so that it is either the old file or the whole new one."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def showable(value: Any) -> Any:
    """What a template prints: text loses what could reorder or break the page; markup of our own passes."""
    return _UNSHOWABLE.sub("\ufffd", value) if isinstance(value, str) and not isinstance(value, Markup) else value


def isolated(gloss: str) -> Markup:
    """An English sentence with the article's words «…» each in its own direction, so that what follows them is not turned round."""
    pieces = _WORDS.split(gloss)
    return Markup("").join(
        Markup('<bdi lang="ar" dir="rtl">{}</bdi>').format(showable(p)) if n % 2 else escape(showable(p)) for n, p in enumerate(pieces)
    )


@cache
def strings() -> dict[str, dict[str, list[str]]]:
    """The labels of the page: group → key → [English, Arabic]."""
    return tomllib.loads(_asset("strings.toml"))


def _leaf(sample: Sample, reading: Reading) -> Leaf:
    spread = lay_open(reading)
    counts = Counter({"events": len(spread.events), "statements": len(spread.statements), "figures": len(spread.figures)})
    counts["disputed"] = sum("violation" in card.tags or "denial" in card.tags for card in (*spread.events, *spread.statements))
    return Leaf(sample, reading, spread, counts)


def _theatres(leaves: Sequence[Leaf]) -> list[Theatre]:
    found = []
    for country, frame in FRAMES.items():
        own = tuple(leaf for leaf in leaves if leaf.sample.country == country)
        if own:
            spots = find_spots([leaf.reading for leaf in own])
            events = sum(e.score >= COUNTED_FROM for leaf in own for e in leaf.reading.events)
            found.append(Theatre(country, draw_plate(frame, spots, 380), own, events))
    return found


@cache
def _environment() -> Environment:
    folder = data_folder() / "report"
    made = Environment(
        loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=showable
    )
    made.filters["isolated"] = isolated
    return made


def _style() -> str:
    faces = "".join(
        f"@font-face{{font-family:'{family}';font-weight:{weight};font-display:block;src:url(data:font/woff2;base64,{_font(file)}) format('woff2')}}\n"
        for family, file, weight in _FACES
    )
    return f"{faces}{_asset('report.css')}"


def _font(name: str) -> str:
    return b64encode((data_folder() / "report/fonts" / f"{name}.woff2").read_bytes()).decode("ascii")


def _asset(name: str) -> str:
    return (data_folder() / "report" / name).read_text("utf-8")


def _hash(text: str) -> str:
    """What the Content-Security-Policy names an inline block by."""
    return f"'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
