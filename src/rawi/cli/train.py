"""rawi train: learn the judge's weights from the corpus and the public gold standard records."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rawi.cli.options import complain
from rawi.cli.store_options import opened

if TYPE_CHECKING:
    from rawi.read import Reader
    from rawi.train import Example

Corpus = Annotated[Path, typer.Option("--corpus", metavar="DIR", help="The corpus; its test documents are left out.")]
Gsr = Annotated[Path | None, typer.Option("--gsr", metavar="DIR", help="The OEDA Arabic gold standard records (*_detect.jsonl).")]
Gold = Annotated[
    Path, typer.Option("--gold", metavar="DIR", help="Gold of whole articles, which sets how often their candidates are right.")
]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where the weights go; by default the program's own table.")]
Folds = Annotated[int, typer.Option("--folds", metavar="N", min=2, help="With --readings: in how many parts the texts are cut.")]
Readings = Annotated[
    Path | None,
    typer.Option(
        "--readings", metavar="FILE", help="Write no weights; read the gold standard's sentences, each by a judge that never saw it."
    ),
]
_STORE = "Learn from what people decided about the records of this store too."
Reviewed = Annotated[str | None, typer.Option("--store", metavar="PATH", help=_STORE, show_default=False)]


def train(
    corpus: Corpus = Path("corpus"),
    gsr: Gsr = None,
    gold: Gold = Path("scores/gold"),
    out: Out = None,
    folds: Folds = 5,
    readings: Readings = None,
    store: Reviewed = None,
) -> None:
    """Learn what a careful coder accepts; the same texts and tables give the same weights."""
    from rawi.code_events.judge import WEIGHTS_FILE
    from rawi.evaluate import GoldError
    from rawi.read import default_reader
    from rawi.train import gold_examples, learn, write_unseen, write_weights

    reader = default_reader()
    try:
        examples = [*learn(corpus, gsr, reader), *_reviewed(store, reader)]
        if readings is not None:
            if gsr is None:
                raise typer.BadParameter("needs the sentences to read; give --gsr", param_hint="--readings")
            complain(f"{readings}: {write_unseen(readings, examples, gsr, reader, folds)} readings")
            return
        whole = list(gold_examples(gold, reader))
        path = out or reader.lexicon.folder / WEIGHTS_FILE
        complain(f"{path}: {write_weights(path, examples, whole)} weights from {len(examples)} candidates")
    except GoldError as error:
        complain(error)
        raise typer.Exit(1) from error


def _reviewed(store: str | None, reader: Reader) -> list[Example]:
    """The candidates that were decided about in a store; none without one."""
    from rawi.train import store_examples

    if store is None:
        return []
    with opened(store) as kept:
        found = list(store_examples(kept, reader))
    complain(f"{kept.place}: {len(found)} candidates that people decided about")
    return found
