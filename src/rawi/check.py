"""Runs every example and not_example of the tables: does the row fire where it must, and only there?

A failing row is a fault unless data/known_gaps.tsv admits it; a gap that has closed must leave that list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rawi.clean import CleanError, article_from_text
from rawi.fold import fold
from rawi.lexicon import Lexicon
from rawi.lexicon.tables import LexiconError, Row, Schema, load_schema, read_table
from rawi.parse import Hit
from rawi.parse.analyse import Analyser
from rawi.read import Reader, make_reader
from rawi.records import Evidence, Reading

GAPS_FILE = "known_gaps.tsv"
_GAPS = Schema(
    {"which": ("example", "not_example")},
    {"known_gaps": {"files": GAPS_FILE, "columns": {"rule": "text", "which": "which", "why": "text"}}},
)
_NO_REASON = "to be looked at"
_LINE_BREAK = "\u00b6"  # how a one-line cell writes the lines of an example
_NAME_COLUMNS = {"titles": "title", "groups": "noun", "collectives": "noun", "verbs": "lemma"}
_LIGHT_REACH = 9  # words between a light verb and the noun that is its object, as in code_events.roles


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that does not fire, or a not_example that does."""

    rule: str
    which: str
    where: str
    sentence: str
    reason: str | None = None

    def __str__(self) -> str:
        told = "does not fire" if self.which == "example" else "fires"
        return f"{self.where}: {self.which} of {self.rule.partition('/')[2]} {told}: {self.sentence}" + (
            f" ({self.reason})" if self.reason else ""
        )


@dataclass(frozen=True, slots=True)
class Gap:
    """A row of known_gaps.tsv: a failure that is admitted, and why."""

    rule: str
    which: str
    why: str
    where: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What the examples show: failures beyond the known gaps, the gaps that hold, the gaps that have closed, and (checked, failed) by
    table."""

    failures: tuple[Failure, ...]
    admitted: tuple[Failure, ...]
    closed: tuple[Gap, ...]
    tables: dict[str, tuple[int, int]]

    @property
    def good(self) -> bool:
        """Nothing fails beyond the known gaps, and none of those is out of date."""
        return not self.failures and not self.closed


@dataclass(frozen=True, slots=True)
class Trial:
    """One example as read: the row under test, the Reading, and where the row's own words stand in it."""

    row: Row
    rule: str
    reading: Reading
    hits: tuple[Hit, ...]

    def overlaps(self, start: int, end: int) -> bool:
        """Whether a span shares letters with the row's words."""
        return any(hit.start < end and start < hit.end for hit in self.hits)

    def rules_here(self) -> Iterator[str]:
        """The rules of the events, statements and mentions that share letters with the row's words."""
        records: list[tuple[Evidence | None, int, int]] = [(e.evidence, e.trigger.start, e.trigger.end) for e in self.reading.events]
        records += [(a.evidence, a.cue.start, a.cue.end) for a in self.reading.attributions]
        records += [(m.evidence, m.start, m.end) for m in self.reading.mentions]
        for evidence, start, end in records:
            if evidence and self.overlaps(start, end):
                yield evidence.rule


def run_checks(lexicon: Lexicon, table: str | None = None, step: Callable[[], None] | None = None) -> CheckReport:
    """Every example of the tables (or of one), each read by itself; ``step`` is called after each row."""
    reader, analyser = make_reader(lexicon), Analyser(lexicon)
    gaps = {(gap.rule, gap.which): gap for gap in read_gaps(lexicon.folder)}
    found: list[Failure] = []
    tables: dict[str, tuple[int, int]] = {}
    tested: set[tuple[str, str]] = set()
    for row in checkable_rows(lexicon.folder, table):
        failed = list(_failures(reader, analyser, row))
        checked, wrong = tables.get(row.table, (0, 0))
        tables[row.table] = (checked + 1, wrong + bool(failed))
        tested |= {(rule_of(row), which) for which in ("example", "not_example")}
        found += failed
        if step:
            step()
    failing = {(f.rule, f.which) for f in found}
    closed = tuple(gap for key, gap in gaps.items() if key not in failing and (key in tested or table is None))
    return CheckReport(
        tuple(f for f in found if (f.rule, f.which) not in gaps), tuple(f for f in found if (f.rule, f.which) in gaps), closed, tables
    )


def checkable_rows(folder: Path, table: str | None = None) -> Iterator[Row]:
    """The rows that carry examples. Raises LexiconError for a table that has none."""
    schema = load_schema(folder)
    names = [name for name, declared in schema.tables.items() if "example" in declared["columns"] and (name in _FIRES or name == "verbs")]
    if table is not None and table not in names:
        raise LexiconError(f"{table} is no table with examples; these are: {', '.join(names)}.")
    faults: list[str] = []
    for name in [table] if table else names:
        yield from (row for row in read_table(folder, name, schema, faults) if row["example"] or row.cells.get("not_example"))


def rule_of(row: Row) -> str:
    """The row as evidence names it."""
    return f"{row.table}/{row[_NAME_COLUMNS.get(row.table, 'id')]}"


def read_gaps(folder: Path) -> tuple[Gap, ...]:
    """The admitted failures of a data folder. Raises LexiconError for a bad row."""
    faults: list[str] = []
    rows = read_table(folder, "known_gaps", _GAPS, faults) if (folder / GAPS_FILE).exists() else ()
    if faults:
        raise LexiconError("\n".join(faults))
    return tuple(Gap(row["rule"], row["which"], row["why"], row.where) for row in rows)


def write_gaps(folder: Path, report: CheckReport) -> int:
    """Write every failure to known_gaps.tsv, old reasons kept, closed gaps dropped; how many rows there are now."""
    reasons = {(gap.rule, gap.which): gap.why for gap in read_gaps(folder)}
    failing = dict.fromkeys(sorted((f.rule, f.which) for f in (*report.failures, *report.admitted)))
    lines = ["rule\twhich\twhy", *(f"{rule}\t{which}\t{reasons.get((rule, which), _NO_REASON)}" for rule, which in failing)]
    (folder / GAPS_FILE).write_text("\n".join(lines) + "\n", "utf-8", newline="\n")
    return len(failing)


def _failures(reader: Reader, analyser: Analyser, row: Row) -> Iterator[Failure]:
    """What is wrong with one row's examples."""
    if row.table == "verbs":
        if not _is_read_as_verb(analyser, row):
            yield Failure(rule_of(row), "example", row.where, row["example"], "no word of it is read as a form of the verb")
        return
    fires, quiet = _FIRES[row.table], _QUIET.get(row.table, _FIRES[row.table])
    for which, wanted in (("example", fires), ("not_example", quiet)):
        if row[which]:
            trial = _tried(reader, row, which)
            if trial is None or wanted(trial) != (which == "example"):
                yield Failure(rule_of(row), which, row.where, row[which], _reason(trial, which))


def _is_read_as_verb(analyser: Analyser, row: Row) -> bool:
    """Whether a word of the example may be a form of the row's verb."""
    words = analyser.analyse(row["example"])
    return any(reading.pos == "verb" and reading.lemma == row["lemma"] for word in words for reading in word.readings)


def _tried(reader: Reader, row: Row, which: str) -> Trial | None:
    """The example as read, or None when it cannot be."""
    text = "\n".join(part.strip() for part in row[which].split(_LINE_BREAK))
    try:
        reading = reader.read(article_from_text(text, id=which, lexicon=reader.lexicon))
    except CleanError:
        return None
    rule = rule_of(row)
    sentences = reader.parser.parse(fold(text, reading.repairs, reading.furniture))
    return Trial(row, rule, reading, tuple(hit for s in sentences for at in s.at for hit in at if hit.entry.item.rule == rule))


def _reason(trial: Trial | None, which: str) -> str | None:
    """What is known of why an example does not fire."""
    if trial is None:
        return "the sentence is refused"
    if which == "not_example":
        return None
    if trial.row.table != "furniture" and not trial.hits:
        return "no form of the row stands in it"
    notes = [note.reason for note in trial.reading.notes if trial.overlaps(note.start, note.end)]
    return "; ".join((*notes, *(f"{rule} fires" for rule in dict.fromkeys(trial.rules_here())))) or None


def _parts(records: Iterable[object]) -> Iterator[Sequence[str]]:
    """The rules behind each record, the row first."""
    for record in records:
        evidence = getattr(record, "evidence", None)
        if evidence is not None:
            yield evidence.rule.split("+")


def _speaks(trial: Trial) -> bool:
    """An attribution by this row."""
    return any(rules[0] == trial.rule for rules in _parts(trial.reading.attributions))


def _acts(trial: Trial) -> bool:
    """An event by this row."""
    return any(rules[0] == trial.rule for rules in _parts(trial.reading.events))


def _acts_alike(trial: Trial) -> bool:
    """An event by this row, or of its type over its words: a longer row may win."""
    return _acts(trial) or any(e.type == trial.row["type"] and trial.overlaps(e.trigger.start, e.trigger.end) for e in trial.reading.events)


def _mentions(trial: Trial) -> bool:
    """A mention by this row."""
    return any(rules[0] == trial.rule for rules in _parts(trial.reading.mentions))


def _mentions_alike(trial: Trial) -> bool:
    """A mention by this row, or one of its kind over its words: a longer name may win."""
    return _mentions(trial) or any(m.kind == trial.row["kind"] and trial.overlaps(m.start, m.end) for m in trial.reading.mentions)


def _refers(trial: Trial) -> bool:
    """A mention by this row, or its words alone: one sentence may hold nothing that they could point back at."""
    return _mentions(trial) or bool(trial.hits)


def _names(trial: Trial) -> bool:
    """A mention of this actor."""
    return any(mention.entity == trial.row["id"] for mention in trial.reading.mentions)


def _carries(trial: Trial) -> bool:
    """An event whose subject or status this row gave."""
    wanted = (f"{trial.rule}/", f"subject_of_{trial.row['id']}/")
    return any(f"{rule}/".startswith(wanted) for rules in _parts(trial.reading.events) for rule in rules[1:])


def _carries_or_leads(trial: Trial) -> bool:
    """An event that this light verb shaped; one whose subject plays no role shows only in the noun that follows it."""
    if _carries(trial):
        return True
    text = trial.reading.article.text
    between = (
        text[hit.end : event.trigger.start] for hit in trial.hits for event in trial.reading.events if hit.end <= event.trigger.start
    )
    return trial.row["subject"] == "none" and any(len(words.split()) <= _LIGHT_REACH for words in between)


def _cuts(trial: Trial) -> bool:
    """Furniture of this row's kind."""
    return any(furniture.kind == trial.row["kind"] for furniture in trial.reading.furniture)


_FIRES: dict[str, Callable[[Trial], bool]] = {
    "actors": _names,
    "titles": _mentions_alike,
    "groups": _mentions_alike,
    "collectives": _refers,
    "speech": _speaks,
    "triggers": _acts_alike,
    "light_verbs": _carries_or_leads,
    "status": _carries,
    "furniture": _cuts,
}
_QUIET: dict[str, Callable[[Trial], bool]] = {
    "titles": _mentions,
    "groups": _mentions,
    "collectives": _mentions,
    "triggers": _acts,
    "light_verbs": _carries,
}
