"""The command line: data on stdout, messages on stderr; exit 0 when all of it worked, 1 when something was refused, 2 for wrong usage."""

from __future__ import annotations

import os
import sys
import traceback
from io import TextIOWrapper

import typer

from rawi.cli import (
    codes,
    compare,
    db,
    demo,
    explain,
    export,
    extend,
    ingest,
    outlets,
    quality,
    read,
    registry,
    review,
    search,
    serve,
    train,
    words,
)
from rawi.version import VERSION

app = typer.Typer(
    name="rawi",
    help="Reads Arabic conflict news: who is reported to have done what to whom, where and when, and on whose word.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("read")(read.read)
app.command("explain")(explain.explain)
app.command("ingest")(ingest.ingest)
app.command("reread")(ingest.reread)
app.command("search")(search.search)
app.command("serve")(serve.serve)
app.command("export")(export.export)
app.command("codes")(codes.codes)
app.command("check")(quality.check)
app.command("evaluate")(quality.evaluate)
app.command("train")(train.train)
app.command("demo")(demo.demo)
app.command("who")(registry.who)
app.command("where")(registry.where)
app.command("outlets")(outlets.outlets)
app.command("words")(words.words)
app.command("compare")(compare.compare)
app.command("episodes")(compare.episodes)
app.command("naming")(compare.naming)
app.command("sources")(compare.sources)
app.add_typer(extend.places, name="places")
app.add_typer(extend.actors, name="actors")
app.add_typer(db.app, name="db")
app.add_typer(review.app, name="review")


@app.command("version")
def version() -> None:
    """Print Rawi's version."""
    print(VERSION)


def main() -> None:
    """Run the command line; a fault of Rawi's own is one line, or a traceback with RAWI_DEBUG=1."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except Exception as error:
        _tell(error)
        sys.exit(1)


def _tell(error: Exception) -> None:
    """One message for an error that no command expected."""
    from rawi.lexicon import LexiconError

    if os.environ.get("RAWI_DEBUG") == "1":
        traceback.print_exception(error)
    elif isinstance(error, LexiconError):
        print(error, file=sys.stderr)
        print("rawi: the tables above cannot be used; correct them, then run: rawi check", file=sys.stderr)
    else:
        print(f"rawi: {type(error).__name__}: {error} (RAWI_DEBUG=1 shows where; please report this)", file=sys.stderr)
