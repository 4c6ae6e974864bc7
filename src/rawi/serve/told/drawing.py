"""Lines of transmission as a drawing: who says so at one side, who passed it on beside, who carries it at the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

_ROW, _TOP = 34.0, 14.0
_COLUMNS = 3
_MOST = 14
"""Nodes of a column; those with most lines are drawn."""
_GAP = 12.0
_SIDE = 0.26
"""Of the width, for the names at either side."""
_LETTER = 7.2
"""Width of a letter, about; longer names are drawn short, and whole in their title."""


def papers_of(chains: Iterable[Mapping[str, Any]]) -> set[str]:
    """The outlets that carry some chains; an article without one stands for it."""
    return {carrier["outlet"] or carrier["article"] for chain in chains for carrier in chain["carried_by"]}


def passed_on(carrier: Mapping[str, Any], outlets: Iterable[str]) -> tuple[str, ...]:
    """Through whom an outlet has a line: a teller's short name stands for the teller, and nobody has it through himself."""
    teller = carrier["outlet"] or carrier["article"]
    whole = ((name, next((outlet for outlet in outlets if outlet.startswith(f"{name} ")), name)) for name in carrier["via"])
    return tuple(dict.fromkeys(outlet for name, outlet in whole if outlet != teller and not teller.startswith(name)))


@dataclass(slots=True)
class Node:
    """Somebody on the way: ``kind`` is named, unnamed, outlet or medium; ``own``: tells it in its own words; ``x, y`` are the dot's."""

    en: str
    ar: str
    kind: str
    own: bool = False
    column: int = 0
    x: float = 0.0
    y: float = 0.0
    anchor: str = "start"
    text_x: float = 0.0
    text_y: float = 0.0
    longest: int = 30

    def short(self, name: str) -> str:
        """A name as it is drawn."""
        return name if len(name) <= self.longest else f"{name[: self.longest - 1]}\u2026"


@dataclass(slots=True)
class Edge:
    """A step from one node to the next; ``stance`` is tells, denies or both; ``copied``: letter for letter; ``weight``: episodes."""

    path: str
    stance: str
    copied: bool
    weight: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing of lines; ``left_out`` nodes had no room."""

    width: float
    height: float
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int


@dataclass(slots=True)
class _Steps:
    """The steps that were found, before anything has a place."""

    nodes: dict[str, Node] = field(default_factory=dict)
    steps: defaultdict[tuple[str, str], dict[str, set[str]]] = field(default_factory=lambda: defaultdict(dict))
    copied: set[tuple[str, str]] = field(default_factory=set)

    def take(self, chain: Mapping[str, Any], outlets: set[str]) -> None:
        """Enter one line of transmission."""
        own = chain["kind"] == "outlet"
        source = f"o {chain['source']}" if own else f"s {chain['entity'] or chain['source']}"
        self.nodes.setdefault(source, Node(chain["source"], chain["source_ar"] or chain["source"], chain["kind"]))
        self.nodes[source].own |= own
        for carrier in chain["carried_by"]:
            teller, via = carrier["outlet"] or carrier["article"], passed_on(carrier, outlets)
            way = [source, *(f"o {name}" for name in via), f"o {teller}"]
            for name in (*via, teller):
                self.nodes.setdefault(f"o {name}", Node(name, name, "outlet" if name in outlets else "medium"))
            for a, b in pairwise(way):
                if a != b:
                    self.steps[a, b].setdefault(chain["stance"], set()).add(chain["episode"])


def draw(chains: Iterable[Mapping[str, Any]], copies: Mapping[str, str], mirrored: bool, width: float = 940.0) -> Drawing | None:
    """The drawing of some chains (the Chain of the record contract). ``copies``: outlet → the outlet it copied; ``mirrored``: from right to
    left. None where nobody passed anything on."""
    told = list(chains)
    outlets = papers_of(told)
    found = _Steps()
    for chain in told:
        found.take(chain, outlets)
    if not found.steps:
        return None
    _columns(found)
    shown, left_out = _shown(found)
    _place(shown, found, mirrored, width)
    edges = tuple(
        Edge(_path(found.nodes[a], found.nodes[b]), _stance(by), copies.get(b[2:]) == a[2:], len(set().union(*by.values())))
        for (a, b), by in found.steps.items()
        if a in shown and b in shown
    )
    tallest = max(sum(node.column == column for node in shown.values()) for column in range(_COLUMNS))
    return Drawing(width, _TOP * 2 + _ROW * tallest, tuple(shown.values()), edges, left_out)


def _columns(found: _Steps) -> None:
    """Sources first; whoever has it from another stands further on."""
    for _ in range(_COLUMNS):
        for a, b in found.steps:
            found.nodes[b].column = min(max(found.nodes[b].column, found.nodes[a].column + 1), _COLUMNS - 1)


def _shown(found: _Steps) -> tuple[dict[str, Node], int]:
    """The nodes that have room: those with most lines, in the order they came; one that nothing is passed on from or to is left away."""
    lines: defaultdict[str, int] = defaultdict(int)
    for (a, b), by in found.steps.items():
        for key in (a, b):
            lines[key] += sum(map(len, by.values()))
    kept: set[str] = set()
    for column in range(_COLUMNS):
        here = [key for key, node in found.nodes.items() if node.column == column and key in lines]
        kept |= set(sorted(here, key=lambda key: -lines[key])[:_MOST])
    return {key: node for key, node in found.nodes.items() if key in kept}, len(lines) - len(kept)


def _place(shown: dict[str, Node], found: _Steps, mirrored: bool, width: float) -> None:
    """Columns from the reader's side on; in each, nodes beside those they have it from."""
    last = max(node.column for node in shown.values())
    xs = [width * _SIDE, width * (0.5 if last == 2 else 1 - _SIDE), width * (1 - _SIDE)]
    before: dict[str, float] = {}
    for column in range(_COLUMNS):
        here = [key for key, node in shown.items() if node.column == column]
        heard = {key: [before[a] for a, b in found.steps if b == key and a in before] for key in here}
        here.sort(key=lambda key: sum(heard[key]) / len(heard[key]) if heard[key] else 0.0)
        for number, key in enumerate(here):
            node = shown[key]
            node.x, node.y, node.longest = xs[column], _TOP + _ROW * (number + 0.5), int((width * _SIDE - _GAP) / _LETTER)
            node.anchor, node.text_x = ("end", node.x - _GAP) if column == 0 else ("start", node.x + _GAP)
            node.text_y = node.y + 4.5
            if 0 < column < last:  # lines go on from here: the name stands above
                node.anchor, node.text_x, node.text_y = "middle", node.x, node.y - 9.0
            before[key] = node.y
            if mirrored:
                node.x, node.text_x = width - node.x, width - node.text_x
                node.anchor = {"start": "end", "end": "start"}.get(node.anchor, node.anchor)


def _path(a: Node, b: Node) -> str:
    """A line from dot to dot."""
    bend = (a.x + b.x) / 2
    return f"M{a.x:.1f} {a.y:.1f}C{bend:.1f} {a.y:.1f} {bend:.1f} {b.y:.1f} {b.x:.1f} {b.y:.1f}"


def _stance(by: Mapping[str, set[str]]) -> str:
    return "both" if len(by) > 1 else next(iter(by))
