"""rawi explain: the words, the rules and the data rows behind one record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rawi.cli.options import AnyLanguage, Outlet, Published, complain

if TYPE_CHECKING:
    from rich.console import Console

    from rawi.explain import Explanation
    from rawi.records import Reading

Source = Annotated[
    str, typer.Argument(metavar="PATH", help="A text, HTML or JSON Lines file, or the Readings that rawi read wrote.", show_default=False)
]
Key = Annotated[
    str, typer.Argument(metavar="ID", help="A record's id (e412-418), or a span (412-418): why is nothing coded there?", show_default=False)
]
Which = Annotated[str | None, typer.Option("--article", metavar="ID", help="Which article, where PATH holds several.")]


def explain(
    path: Source, id: Key, article: Which = None, published: Published = None, outlet: Outlet = None, any_language: AnyLanguage = False
) -> None:
    """Show the words behind a record, its fields, and each data row and rule by file and line."""
    from rich.console import Console

    from rawi.articles import Wishes
    from rawi.explain import UnknownRecord
    from rawi.explain import explain as explained
    from rawi.read import default_reader

    reader = default_reader()
    reading = _chosen(path, article, Wishes(published, outlet, any_language))
    try:
        found = explained(reading, id, reader.lexicon)
    except UnknownRecord as error:
        complain(f"{path}: {error.args[0]}.")
        raise typer.Exit(1) from error
    console = Console(soft_wrap=True, highlight=False)
    if reading.made_by.lexicon != reader.lexicon.digest:
        complain(f"{path}: read with the tables {reading.made_by.lexicon}, explained with {reader.lexicon.digest}; lines may have moved.")
    for explanation in found:
        _print(explanation, reading, console)


def _chosen(path: str, article: str | None, wishes: object) -> Reading:
    """The one Reading that PATH and --article name; anything else ends the run with the cure."""
    found = list(kept_readings(path)) if holds_readings(path) else list(_read(path, wishes))
    wanted = [r for r in found if article is None or r.article.id == article]
    if len(wanted) == 1:
        return wanted[0]
    ids = ", ".join(r.article.id for r in found[:8]) + (" …" if len(found) > 8 else "")
    if found and article is None:
        raise typer.BadParameter(f"{path} holds {len(found)} articles; choose one with --article ({ids})", param_hint="--article")
    complain(f"{path}: no article {article}; it has {ids}." if found else f"{path}: nothing could be read.")
    raise typer.Exit(1)


def holds_readings(path: str) -> bool:
    """Whether the file holds Readings."""
    file = Path(path)
    if not file.is_file():
        return False
    with file.open("rb") as opened:
        return opened.read(4096).lstrip().startswith(b'{"contract":')


def kept_readings(path: str) -> list[Reading]:
    """The Readings that a file holds."""
    from rawi.records import Reading

    found = []
    with Path(path).open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            try:
                found += [Reading.from_json(line)] if line.strip() else []
            except (ValueError, TypeError, UnicodeDecodeError) as error:
                complain(f"{path}:{number}: is no Reading ({error}); read the article again.")
                raise typer.Exit(1) from error
    return found


def _read(path: str, wishes: object) -> list[Reading]:
    """The Readings of the articles of a file; what is refused is told."""
    from rawi.articles import Wishes, readings
    from rawi.read import default_reader
    from rawi.records import Reading

    assert isinstance(wishes, Wishes)
    found = []
    for item in readings([path], default_reader(), wishes):
        if isinstance(item, Reading):
            found.append(item)
        else:
            complain(item)
    return found


def _print(found: Explanation, reading: Reading, console: Console) -> None:
    from rich.text import Text

    from rawi.digest import context

    console.print(
        Text(f"{found.kind} {found.id}", style="bold").append(f"  letters {found.start}-{found.end} of {reading.article.id}", style="dim")
    )
    console.print(Text("  ").append(context(reading.article.text, found.start, found.end)))
    for name, value in found.fields:
        console.print(Text(f"  {name}: ", style="cyan").append(_flat(value)))
    for source in found.sources:
        console.print(Text(f"  rule {source.rule}", style="green").append(f"  {source.where or 'no row or line of this name'}"))
        if source.line:
            console.print(Text(f"      {source.line}", style="dim"))
    for title, rows in (("score", found.reasons), ("codes", found.codes), ("declined", found.notes), ("the lexicon knows", found.known)):
        for row in rows:
            console.print(Text(f"  {title}: ", style="yellow").append(row))
    if found.kind == "nothing coded" and not (found.notes or found.known or found.fields):
        console.print("  no table has these words: a new row would be the cure")


def _flat(value: object) -> str:
    """A field's value on one line."""
    if isinstance(value, dict):
        return ", ".join(f"{key} {_flat(item)}" for key, item in value.items() if item not in (None, [], ""))
    return "; ".join(map(_flat, value)) if isinstance(value, list) else str(value)
