#!/usr/bin/env python3
"""Turn the annotations (words) into gold (offsets): annotations/<id>.toml and the sample of that id → gold/<id>.json.

    python scores/build_gold.py [ID…]      all annotations when none is named

The form of an annotation is told in scores/README.md. Every fault is printed with its file and words; then nothing is written.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parent / "src/rawi/data/samples"
PROCLITICS = frozenset("\u0648\u0641\u0628\u0644\u0643\u0633")  # wa fa bi li ka sa
ELLIPSIS = " … "
Record = dict[str, Any]

KINDS = frozenset(
    (
        "person",
        "state",
        "government",
        "military",
        "armed_group",
        "igo",
        "ngo",
        "media",
        "people",
        "place",
        "agreement",
    )
)
TYPES = frozenset(
    (
        "AGREE",
        "CONSULT",
        "SUPPORT",
        "CONCEDE",
        "COOPERATE",
        "AID",
        "RETREAT",
        "REQUEST",
        "ACCUSE",
        "REJECT",
        "THREATEN",
        "PROTEST",
        "SANCTION",
        "MOBILIZE",
        "COERCE",
        "ASSAULT",
    )
)
STATUSES = frozenset(("occurred", "ongoing", "planned", "threatened", "demanded", "denied", "hypothetical"))
STANCES = frozenset(("neutral", "assert", "doubt", "deny", "warn", "demand", "promise", "threaten", "accuse"))
MEASURES = frozenset(
    (
        "killed",
        "wounded",
        "displaced",
        "detained",
        "missing",
        "troops",
        "fighters",
        "vehicles",
        "aircraft",
        "attacks",
        "violations",
        "distance_km",
        "money",
        "other",
    )
)


class AnnotationError(ValueError):
    """Words that are not found, or an id or value that does not exist; the message says which and what to do."""


@dataclass(slots=True)
class Finder:
    """Finds words in one text, at word boundaries (a proclitic may stand before), as half-open code point spans."""

    text: str
    faults: list[str] = field(default_factory=list)

    def span(self, row: Record, key: str = "words") -> Record:
        """The span of ``row[key]``, within ``row['near']`` where given, the ``row['nth']`` time (1-based)."""
        try:
            start, end = self._find(row[key], row.get("near", ""), int(row.get("nth", 1)))
        except AnnotationError as error:
            self.faults.append(str(error))
            start, end = 0, 0
        return {"start": start, "end": end, "text": self.text[start:end]}

    def content(self, passage: str, near: str = "") -> Record:
        """The span of full words, or of «first words … last words»."""
        first, _, last = passage.partition(ELLIPSIS)
        span = self.span({"words": first, "near": near})
        if last:
            found = next(self._occurrences(last, span["end"], len(self.text)), None)
            if found is None:
                self.faults.append(f"{last!r} is not found after {first!r}; copy the words from the sample")
            else:
                span = {"start": span["start"], "end": found + len(last), "text": self.text[span["start"] : found + len(last)]}
        return span

    def _find(self, words: str, near: str, nth: int) -> tuple[int, int]:
        first, last = 0, len(self.text)
        if near:
            if self.text.count(near) != 1:
                raise AnnotationError(f"near = {near!r} stands {self.text.count(near)} times in the text; it must stand once")
            first = self.text.index(near)
            last = first + len(near)
        starts = list(self._occurrences(words, first, last))
        if len(starts) < nth:
            raise AnnotationError(
                f"{words!r} (near {near!r}) stands {len(starts)} times, number {nth} is asked; copy the words from the sample"
            )
        return starts[nth - 1], starts[nth - 1] + len(words)

    def _occurrences(self, words: str, first: int, last: int) -> Iterator[int]:
        """Starts of ``words`` in ``text[first:last]`` that are whole words."""
        start = self.text.find(words, first, last)
        while start >= 0:
            if self._whole(start, start + len(words)):
                yield start
            start = self.text.find(words, start + 1, last)

    def _whole(self, start: int, end: int) -> bool:
        """Whether only clitics stand before the span in its word, and nothing after it."""
        if not _letter(self.text[start]):
            return True
        before = start
        while before > 0 and _letter(self.text[before - 1]):
            before -= 1
        after = self.text[end] if end < len(self.text) else " "
        return start - before <= 2 and set(self.text[before:start]) <= PROCLITICS and not _letter(after)


def _letter(character: str) -> bool:
    """An Arabic letter or mark."""
    return "\u0621" <= character <= "\u0652"


def build(annotation: Record, sample: Record) -> Record:
    """The gold of one sample. Raises AnnotationError with every fault, one a line."""
    finder = Finder(sample["text"])
    gold: Record = {
        "article": {key: sample[key] for key in ("id", "text", "title", "published", "outlet")},
        "furniture": [finder.span(row) | {"kind": row["kind"]} for row in annotation.get("furniture", [])],
        "repairs": [finder.span(row) | {"repaired": row["repaired"]} for row in annotation.get("repairs", [])],
        "mentions": [_mention(row, annotation["things"], finder) for row in annotation.get("mentions", [])],
        "figures": [_figure(row, finder) for row in annotation.get("figures", [])],
        "attributions": [_attribution(row, finder) for row in annotation.get("attributions", [])],
        "events": [_event(row, finder) for row in annotation.get("events", [])],
    }
    for name in ("furniture", "repairs", "mentions", "figures"):
        gold[name].sort(key=lambda row: (row["start"], -row["end"]))
    faults = finder.faults + list(_faults(gold))
    if faults:
        raise AnnotationError("\n".join(faults))
    return gold


def _mention(row: Record, things: Record, finder: Finder) -> Record:
    """A mention; what it stands for is the thing that its id names (``sdf2`` → ``sdf``)."""
    thing = things.get(row["id"].rstrip("0123456789"))
    if thing is None:
        finder.faults.append(f"mention {row['id']} names no thing; add it to [things]")
        thing = {"kind": "people", "name_en": ""}
    place = {key: thing[key] for key in ("country", "lat", "lon", "within_km") if key in thing}
    return (
        finder.span(row)
        | {"id": row["id"], "kind": row.get("kind", thing["kind"]), "name_en": thing["name_en"], "loaded": row.get("loaded")}
        | place
    )


def _figure(row: Record, finder: Finder) -> Record:
    """A figure with its bounds; ``approx`` exact and the upper bound equal to the lower unless said otherwise."""
    approx = row.get("approx", "exact")
    high = row.get("high", row.get("low") if approx in ("exact", "about") else None)
    return finder.span(row) | {
        "id": row["id"],
        "measure": row["measure"],
        "low": row.get("low"),
        "high": high,
        "approx": approx,
        "part_of": row.get("part_of"),
    }


def _attribution(row: Record, finder: Finder) -> Record:
    cue = finder.span(row, "cue") | {"lemma": row["lemma"]}
    content = [finder.content(passage, row.get("content_near", "")) for passage in row.get("content", [])]
    return {
        "id": row["id"],
        "cue": cue,
        "speaker": row.get("speaker"),
        "co_speakers": row.get("co_speakers", []),
        "chain": [{"mention": mention, "role": "medium"} for mention in row.get("chain", [])],
        "within": row.get("within"),
        "form": row.get("form", "indirect"),
        "stance": row["stance"],
        "content": content,
    }


def _event(row: Record, finder: Finder) -> Record:
    days = row.get("date", [])
    voice = row.get("voice", "attributed" if "attribution" in row else "outlet")
    lists = {key: row.get(key, []) for key in ("actors", "recipients", "places", "figures")}
    return {
        "id": row["id"],
        "trigger": finder.span(row, "trigger"),
        "type": row["type"],
        "mode": row.get("mode"),
        "status": row.get("status", "occurred"),
        "voice": voice,
        **lists,
        "date": {"first": days[0], "last": days[-1]} if days else None,
        "attribution": row.get("attribution"),
        "same_as": row.get("same_as"),
        "note": row.get("note"),
    }


def _faults(gold: Record) -> Iterator[str]:
    """Doubled ids, references to nothing, and values outside the contract."""
    ids = {name: [row["id"] for row in gold[name]] for name in ("mentions", "figures", "attributions", "events")}
    yield from (f"{name}: the id {one} stands twice" for name, found in ids.items() for one in set(found) if found.count(one) > 1)
    allowed = [
        ("mentions", "kind", KINDS),
        ("figures", "measure", MEASURES),
        ("attributions", "stance", STANCES),
        ("events", "type", TYPES),
        ("events", "status", STATUSES),
    ]
    for name, key, values in allowed:
        yield from (f"{name} {row['id']}: {key} {row[key]!r} is not of the contract" for row in gold[name] if row[key] not in values)
    for row in gold["attributions"]:
        mentions = [row["speaker"], *row["co_speakers"], *(link["mention"] for link in row["chain"])]
        yield from _missing(row["id"], mentions, ids["mentions"])
        yield from _missing(row["id"], [row["within"]], ids["attributions"])
    for row in gold["events"]:
        yield from _missing(row["id"], row["actors"] + row["recipients"] + row["places"], ids["mentions"])
        yield from _missing(row["id"], row["figures"], ids["figures"])
        yield from _missing(row["id"], [row["attribution"]], ids["attributions"])
        yield from _missing(row["id"], [row["same_as"]], ids["events"])


def _missing(at: str, wanted: list[str | None], known: list[str]) -> Iterator[str]:
    yield from (f"{at} names {one}, which does not exist" for one in wanted if one and one not in known)


def main(names: list[str]) -> int:
    """Build the named annotations, or all. Returns the exit status."""
    paths = [HERE / "annotations" / f"{name}.toml" for name in names] or sorted((HERE / "annotations").glob("*.toml"))
    built: dict[Path, Record] = {}
    failed = False
    for path in paths:
        sample = tomllib.loads((SAMPLES / path.name).read_text("utf-8"))
        try:
            built[HERE / "gold" / f"{path.stem}.json"] = build(tomllib.loads(path.read_text("utf-8")), sample)
        except AnnotationError as error:
            failed = True
            print("\n".join(f"{path.name}: {line}" for line in str(error).splitlines()), file=sys.stderr)
    if failed:
        return 1
    for target, gold in built.items():
        target.parent.mkdir(exist_ok=True)
        target.write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(f"{len(built)} gold files in {HERE / 'gold'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
