"""Why a record exists: its words, its fields, and every data row and rule behind it by file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from rawi.code_events import Judge
from rawi.codes import derive
from rawi.codes.told import told
from rawi.fold import fold
from rawi.lexicon import Lexicon
from rawi.parse import Hit, Parser, Sentence
from rawi.read import default_reader, make_reader
from rawi.records import Article, Event, Evidence, Reading, plain

_SPAN = re.compile(r"(\d+)-(\d+)")
_TOLD_ELSEWHERE = frozenset({"id", "start", "end", "text", "evidence"})
_STAGES = {
    "event": "code_events",
    "attribution": "attribute",
    "mention": "recognise",
    "figure": "recognise",
}  # whose code names the rules of a record


class UnknownRecord(LookupError):
    """No record of the Reading has this id; the message names the cure."""


@dataclass(frozen=True, slots=True)
class Source:
    """One rule of a record: its name, where it stands (file and line) and the row or code line itself; None where nobody knows."""

    rule: str
    where: str | None
    line: str | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is known of a record or span: ``start, end`` in the article's text, fields as JSON types, rules, the judge's reasons with
    their weights, an event's codes in other classifications."""

    kind: str
    id: str
    start: int
    end: int
    fields: tuple[tuple[str, Any], ...] = ()
    sources: tuple[Source, ...] = ()
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


def explain(reading: Reading, key: str, lexicon: Lexicon) -> tuple[Explanation, ...]:
    """Every record with an id (``m412-418``) or exactly under a span (``412-418``); for a span without one, why nothing was coded there."""
    span = _SPAN.fullmatch(key)
    start, end = (int(span[1]), int(span[2])) if span else (-1, -1)
    if span and not 0 <= start < end <= len(reading.article.text):
        raise UnknownRecord(f"{key} is outside the text, which has {len(reading.article.text)} letters; give START-END within it")
    found = [
        (kind, record)
        for kind, record in _records(reading)
        if (_extent(record) == (start, end) if span else getattr(record, "id", None) == key)
    ]
    if found:
        return tuple(_explained(kind, record, reading, lexicon) for kind, record in found)
    if not span:
        raise UnknownRecord(f"{reading.article.id} has no record {key}; {_nearest(reading, key)}")
    return (_uncoded(reading, start, end, lexicon),)


def _records(reading: Reading) -> Iterator[tuple[str, Any]]:
    """Every record of a Reading with what it is."""
    for kind in ("event", "attribution", "mention", "figure", "link", "agreement", "furniture", "repair"):
        for record in getattr(reading, kind if kind == "furniture" else f"{kind}s"):
            yield kind, record


def _extent(record: Any) -> tuple[int, int] | None:
    """The span of a record's own words: of the trigger, of the cue, or the record's."""
    words = getattr(record, "trigger", None) or getattr(record, "cue", None) or record
    return (words.start, words.end) if hasattr(words, "start") else None


def _explained(kind: str, record: Any, reading: Reading, lexicon: Lexicon) -> Explanation:
    if kind == "agreement":
        return _explained_agreement(record, reading, lexicon)
    start, end = _extent(record) or (0, 0)
    evidence: Evidence | None = getattr(record, "evidence", None)
    fields = tuple(
        (name, _shown(value, reading)) for name, value in plain(record).items() if name not in _TOLD_ELSEWHERE and value not in (None, [])
    )
    sources = tuple(_source(rule, kind, lexicon) for rule in evidence.rule.split("+")) if evidence else ()
    entity = getattr(record, "entity", None)
    if entity:
        sources += tuple(s for s in (_entity(entity, lexicon),) if s.where and s.where not in {known.where for known in sources})
    reasons = _reasons(record, reading, lexicon) if isinstance(record, Event) else ()
    codes = told(derive(record, reading, lexicon)) if isinstance(record, Event) else ()
    notes = _notes(reading, start, end)
    return Explanation(kind, getattr(record, "id", f"{start}-{end}"), start, end, fields, sources, reasons, notes, codes=codes)


def _explained_agreement(record: Any, reading: Reading, lexicon: Lexicon) -> Explanation:
    """An agreement stands under the words of its mention."""
    mention = next(m for m in reading.mentions if m.id == record.mention)
    fields = tuple((name, _shown(value, reading)) for name, value in plain(record).items() if value not in (None, []))
    return Explanation(
        "agreement", mention.id, mention.start, mention.end, fields, (_entity(record.entity, lexicon),) if record.entity else ()
    )


def _shown(value: Any, reading: Reading) -> Any:
    """A field with the words of the records that its ids name."""
    if isinstance(value, list):
        return [_shown(item, reading) for item in value]
    record = next((r for _, r in _records(reading) if getattr(r, "id", None) == value), None) if isinstance(value, str) else None
    return f"{value} {_words(record, reading)}" if record else value


def _words(record: Any, reading: Reading) -> str:
    """The words of a record."""
    start, end = _extent(record) or (0, 0)
    return reading.article.text[start:end]


def _source(rule: str, kind: str, lexicon: Lexicon) -> Source:
    """Where a rule of the evidence stands: a row of the tables, or a line of the code."""
    table, _, row = rule.partition("/")
    for name in (
        rule,
        rule.rpartition("/")[0],
        f"triggers/{row}" if table == "content_of" else "",
        f"light_verbs/{rule.removeprefix('subject_of_')}",
    ):
        if name in lexicon.where:
            return _row(rule, lexicon.where[name], lexicon.folder)
    if table == "agreements" and row in lexicon.agreements:
        return _entity(row, lexicon)
    code = _code_line(rule, _STAGES[kind]) or _code_line(re.split(r"[/:]", rule)[0], _STAGES[kind])
    return Source(rule, code[0], code[1]) if code else Source(rule, None, None)


def _entity(entity: str, lexicon: Lexicon) -> Source:
    """The registry row of an entity."""
    known = lexicon.actors.get(entity) or lexicon.places.get(entity) or lexicon.agreements.get(entity)
    return _row(entity, known.where, lexicon.folder) if known else Source(entity, None, None)


def _row(rule: str, where: str, folder: Path) -> Source:
    """A row of a table as it stands in its file."""
    file, _, number = where.rpartition(":")
    if not number.isdigit():
        return Source(rule, str(folder / where), None)
    lines = (folder / file).read_text("utf-8").split("\n")
    return Source(rule, f"{folder / file}:{number}", lines[int(number) - 1].strip().expandtabs(2) if int(number) <= len(lines) else None)


@cache
def _code_line(rule: str, stage: str) -> tuple[str, str] | None:
    """The first line of a stage's code that gives a rule its name."""
    wanted = re.compile(rf"""f?["']{re.escape(rule)}(?:["'/:{{])""")
    for path in sorted(Path(__file__).parent.glob(f"{stage}/*.py")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if wanted.search(line):
                return f"{path}:{number}", line.strip()
    return None


def _notes(reading: Reading, start: int, end: int) -> tuple[str, ...]:
    """What the stages declined at a span, with the reasons."""
    near = (note for note in reading.notes if note.start < end and start < note.end)
    return tuple(f"{n.stage}: {reading.article.text[n.start : n.end]} ({n.start}-{n.end}): {n.reason}" for n in near)


def _nearest(reading: Reading, key: str) -> str:
    """The ids of the same kind that stand nearest to the one asked for."""
    number = re.search(r"\d+", key)
    at = int(number[0]) if number else 0
    alike = [record for _, record in _records(reading) if hasattr(record, "id") and record.id[0] == key[:1]]
    near = ", ".join(record.id for record in sorted(alike, key=lambda r: abs((_extent(r) or (0, 0))[0] - at))[:5])
    return f"the nearest are {near}" if near else "ids look like e412-418; a span START-END says why nothing is coded there"


def _uncoded(reading: Reading, start: int, end: int, lexicon: Lexicon) -> Explanation:
    """A span without a record of its own: what covers it, the notes there, and what the lexicon knows of its words."""
    covering = [record for _, record in _records(reading) if (e := _extent(record)) and e[0] < end and start < e[1]]
    ids = tuple(f"{getattr(r, 'id', type(r).__name__.lower())} {_words(r, reading)}" for r in covering)
    hits = [hit for sentence in _parsed(reading, lexicon) for at in sentence.at for hit in at if hit.start < end and start < hit.end]
    known = tuple(dict.fromkeys(f"{hit.entry.item.rule} {_where(hit, lexicon)}" for hit in hits))
    return Explanation(
        "nothing coded",
        f"{start}-{end}",
        start,
        end,
        (("covered by", list(ids)),) if ids else (),
        (),
        (),
        _notes(reading, start, end),
        known,
    )


def _where(hit: Hit, lexicon: Lexicon) -> str:
    return lexicon.where.get(hit.entry.item.rule) or str(getattr(hit.entry.item, "where", ""))


def _parsed(reading: Reading, lexicon: Lexicon) -> tuple[Sentence, ...]:
    return Parser(lexicon).parse(fold(reading.article.text, reading.repairs, reading.furniture))


_TOLD = 12  # reasons


class LexiconKey:
    """A lexicon by its digest, to remember by."""

    def __init__(self, value: Lexicon) -> None:
        self.value = value

    def __hash__(self) -> int:
        return hash(self.value.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LexiconKey) and other.value.digest == self.value.digest


def _reasons(event: Event, reading: Reading, lexicon: Lexicon) -> tuple[str, ...]:
    """What made the event's score, strongest first, with its weight; the article is read again to see what the judge saw."""
    judge, seen = _judged(reading.article, LexiconKey(lexicon))
    features = seen.get(event.id)
    if features is None:
        return ("the lexicon has changed since this was read: read the article again for the reasons",)
    if judge.score(features) != event.score:
        return (f"scored {event.score} by other weights than this Rawi has",)
    reasons = judge.reasons(features)
    rest = sum(weight for _, weight in reasons[_TOLD:])
    told = [f"{weight:+.2f} {name}" for name, weight in reasons[:_TOLD]]
    return (*told, *([f"{rest:+.2f} {len(reasons) - _TOLD} weaker reasons"] if len(reasons) > _TOLD else []), f"= {event.score}")


@lru_cache(maxsize=8)
def _judged(article: Article, lexicon: LexiconKey) -> tuple[Judge, dict[str, tuple[str, ...]]]:
    """The judge of a lexicon, and what it sees of each event of an article."""
    reader = default_reader() if lexicon.value is default_reader().lexicon else make_reader(lexicon.value)
    return reader.judge, reader.read_with_reasons(article)[1]
