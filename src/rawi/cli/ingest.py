"""rawi ingest, rawi reread: articles into the store, and read again when the tables have changed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from rawi.cli.options import AnyLanguage, Outlet, Published, complain
from rawi.cli.store_options import StoreAddress, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rawi.acquire import Capture, Refusal
    from rawi.cli.progress import Progress
    from rawi.store.ingest import Taken

_SOURCES = "Files (.txt .html .htm .jsonl .ndjson .warc .warc.gz), folders, or - for standard input."
Sources = Annotated[list[str], typer.Argument(metavar="SOURCE…", help=_SOURCES, show_default=False)]


def ingest(
    sources: Sources,
    store: StoreAddress = None,
    published: Published = None,
    outlet: Outlet = None,
    any_language: AnyLanguage = False,
) -> None:
    """Read articles and keep them in the store, with the bytes as received. Run it again after a break: it goes on where it stopped."""
    from rawi.acquire import Refusal, captures
    from rawi.articles import Wishes, read_capture
    from rawi.cli.progress import Progress
    from rawi.read import default_reader
    from rawi.store.ingest import Source, Taken
    from rawi.store.ingest import ingest as take_in

    reader = default_reader()
    source = Source(partial(read_capture, reader=reader, wishes=Wishes(published, outlet, any_language)), reader.made_by, outlet, published)
    taken = Taken()
    with opened(store, create=True) as kept, Progress() as progress:
        for told in take_in(kept, _told_of(captures(sources), progress), source):
            if isinstance(told, Refusal):
                progress.tell(str(told))
            else:
                progress.step(told.seen - progress.done)
                taken = told
    complain(_told(taken))
    raise typer.Exit(taken.refused > 0)


def _told_of(found: Iterator[Capture | Refusal], progress: Progress) -> Iterator[Capture | Refusal]:
    """The captures; an encoding that was assumed is told."""
    from rawi.articles import Assumption

    for item in found:
        assumed = getattr(item, "assumed", None)
        if assumed:
            progress.tell(str(Assumption(item.source, assumed)))
        yield item


def _told(taken: Taken) -> str:
    """The counts of a run on one line."""
    added = taken.added
    known = taken.seen - taken.refused - added.articles - added.versions
    return f"{taken.seen} pages: {added.articles} new articles, {added.versions} new versions, {known} known, {taken.refused} refused"


def reread(store: StoreAddress = None) -> None:
    """Read again every article whose reading another version of the tables made; the old readings are kept."""
    from rawi.cli.progress import Progress
    from rawi.read import default_reader

    reader, last, new = default_reader(), 0, 0
    with opened(store) as kept, Progress() as progress:
        while found := kept.unread(reader.made_by, last):
            new += kept.add_readings([reader.read(article) for _, article in found])
            last = found[-1][0]
            progress.step(len(found))
    complain(f"{new} articles read again")
