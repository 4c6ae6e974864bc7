"""rawi check, rawi evaluate: are the tables right, and how good are the readings?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rawi.cli.options import complain

if TYPE_CHECKING:
    from rawi.check import CheckReport

Data = Annotated[Path | None, typer.Option("--data", metavar="DIR", exists=True, file_okay=False, help="Another folder of tables.")]
Table = Annotated[str | None, typer.Option("--table", metavar="NAME", help="Only the examples of one table.")]
WriteGaps = Annotated[bool, typer.Option("--write-gaps", help="For maintainers: write all failures to data/known_gaps.tsv.")]
Gold = Annotated[Path, typer.Option("--gold", metavar="DIR", help="A folder of gold, one JSON file an article.")]
Readings = Annotated[
    Path | None, typer.Option("--readings", metavar="FILE", help="Readings to score in place of reading the gold's articles now.")
]
Articles = Annotated[
    Path | None,
    typer.Option("--articles", metavar="FILE", help="JSON Lines with outlet, title and publication day of the gold's articles."),
]
Floors = Annotated[Path, typer.Option("--floors", metavar="FILE", help="The figures below which nothing may fall (TOML).")]
Corpus = Annotated[Path | None, typer.Option("--corpus", metavar="DIR", help="Score the corpus instead, by type and with calibration.")]
Part = Annotated[str, typer.Option("--part", metavar="NAME", help="Which part of the corpus: train, dev or test.")]
_TELLINGS = "Score comparison instead: a folder of stories with many tellers, such as corpus/tellings/dev."
Tellings = Annotated[Path | None, typer.Option("--tellings", metavar="DIR", help=_TELLINGS)]
AsJson = Annotated[bool, typer.Option("--json", help="Print the figures as JSON on standard output.")]


def check(data: Data = None, table: Table = None, gaps: WriteGaps = False) -> None:
    """Load every table and run its examples: each row must fire on its example and not on its not_example."""
    from rawi.check import run_checks, write_gaps
    from rawi.cli.progress import Progress
    from rawi.codes import load_codes
    from rawi.codes.divisions import load_divisions
    from rawi.lexicon import LexiconError, load_lexicon
    from rawi.outlets import load_outlets

    if gaps and table:
        raise typer.BadParameter("needs the examples of all tables; leave --table out", param_hint="--write-gaps")
    try:
        lexicon = load_lexicon(data.resolve() if data else None)
        outlets = load_outlets(lexicon=lexicon)
        load_codes(lexicon.folder)
        load_divisions(lexicon)
        with Progress("rows") as progress:
            report = run_checks(lexicon, table, progress.step)
    except LexiconError as error:
        complain(error)
        raise typer.Exit(1) from error
    _tell(report, len(outlets))
    if gaps:
        complain(f"known_gaps.tsv: {write_gaps(lexicon.folder, report)} rows")
    elif not report.good:
        raise typer.Exit(1)


def _tell(report: CheckReport, outlets: int) -> None:
    """Failures on standard output, what was checked on standard error."""
    for failure in report.failures:
        print(failure)
    for gap in report.closed:
        print(f"{gap.where}: {gap.which} of {gap.rule} holds now; remove the row.")
    for name, (checked, failed) in report.tables.items():
        complain(f"{name:12s} {checked:5d} rows, {failed} failing")
    complain(f"{'outlets':12s} {outlets:5d} entries")
    complain(f"{len(report.failures)} failures, {len(report.admitted)} known gaps, {len(report.closed)} gaps closed")


def evaluate(
    gold: Gold = Path("scores/gold"),
    readings: Readings = None,
    articles: Articles = None,
    floors: Floors = Path("scores/floors.toml"),
    as_json: AsJson = False,
    corpus: Corpus = None,
    part: Part = "test",
    tellings: Tellings = None,
) -> None:
    """Score readings against gold, figure by figure; exit 1 when one is below its floor."""
    if tellings is not None:
        _evaluate_tellings(tellings, as_json)
    elif corpus is not None:
        _evaluate_corpus(corpus, part, as_json)
    else:
        _evaluate_gold(gold, readings, articles, floors, as_json)


def _evaluate_gold(gold: Path, readings: Path | None, articles: Path | None, floors: Path, as_json: bool) -> None:
    """The figures of whole articles against their floors."""
    from rich.console import Console

    from rawi.evaluate import GoldError, evaluate_gold, read_floors, table_of

    try:
        tally = evaluate_gold(gold, readings, articles)
        wanted = read_floors(floors, gold)
    except GoldError as error:
        complain(error)
        raise typer.Exit(1) from error
    if as_json:
        print(json.dumps(tally.as_json(), ensure_ascii=False))
    Console(stderr=True).print(table_of(tally, wanted))
    below = {name: floor for name, floor in wanted.items() if tally.f1(name) < floor}
    for name, floor in below.items():
        complain(f"{name}: {tally.f1(name):.3f} is below its floor {floor:.3f}; mend it, or give the reason in {floors} and lower it.")
    raise typer.Exit(bool(below))


def _evaluate_corpus(corpus: Path, part: str, as_json: bool) -> None:
    """The figures of a part of the corpus: by type, calibration, and which types were missed or taken for others."""
    from rich.console import Console

    from rawi.evaluate import GoldError, evaluate_corpus, table_of
    from rawi.evaluate.corpus import PARTS

    if part not in PARTS:
        raise typer.BadParameter(f"is none of {', '.join(PARTS)}", param_hint="--part")
    try:
        tally, calibration = evaluate_corpus(corpus, (part,))
    except GoldError as error:
        complain(error)
        raise typer.Exit(1) from error
    if as_json:
        confused = {f"{gold} as {got}": count for (gold, got), count in calibration.confused.most_common()}
        print(json.dumps({**tally.as_json(), "calibration error": round(calibration.error, 4), "confused": confused}, ensure_ascii=False))
        return
    Console().print(table_of(tally, {}))
    print(f"calibration error {calibration.error:.3f} over {len(calibration.judged)} candidates")
    for (gold, got), count in calibration.confused.most_common(_CONFUSED):
        print(f"  {gold} read as {got}: {count}")


_CONFUSED = 12  # rows


def _evaluate_tellings(folder: Path, as_json: bool) -> None:
    """The figures of comparison on a folder of tellings, and in words what is wrong."""
    from rich.console import Console

    from rawi.cli.progress import Progress
    from rawi.evaluate import GoldError, table_of
    from rawi.evaluate.telling_score import evaluate_tellings

    try:
        with Progress() as progress:
            tally, wrong = evaluate_tellings(folder, progress.step)
    except GoldError as error:
        complain(error)
        raise typer.Exit(1) from error
    if as_json:
        print(json.dumps({**tally.as_json(), "wrong": wrong}, ensure_ascii=False))
        return
    Console().print(table_of(tally, {}))
    for line in wrong:
        print(line)
