"""rawi words: how Rawi cuts and reads single words."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from rawi.cli.options import complain

Text = Annotated[str, typer.Argument(metavar="TEXT", help="Arabic words, or - for standard input.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object a word, with every reading.")]
_FEATURES = ("pos", "tense", "voice", "person", "gender", "number", "state")


def words(text: Text, as_json: AsJson = False) -> None:
    """Show each word with its clitics, lemma and features, as far as its form alone shows them; the likeliest reading first."""
    from rawi.lexicon import load_lexicon
    from rawi.parse.analyse import Analyser

    found = Analyser(load_lexicon()).analyse(sys.stdin.read() if text == "-" else text)
    if not found:
        complain("no word was given; write Arabic words in quotes, or pass a text on standard input with -.")
        raise typer.Exit(1)
    for word in found:
        parts = {"start": word.start, "end": word.end, "text": word.text, "before": word.before, "host": word.host, "after": word.after}
        if as_json:
            print(json.dumps({**parts, "readings": [reading._asdict() for reading in word.readings]}, ensure_ascii=False))
            continue
        cut = "+".join(part for part in (word.before, word.host, word.after) if part)
        first = word.readings[0] if word.readings else None
        features = " ".join(value for name in _FEATURES if (value := getattr(first, name))) if first else "unknown"
        print(f"{word.text}\t{cut}\t{first.lemma if first else '-'}\t{features}")
