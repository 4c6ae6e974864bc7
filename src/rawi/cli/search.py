"""rawi search: the articles of the store that meet a query."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rawi.cli.options import complain, day_or_usage
from rawi.cli.store_options import StoreAddress, opened

if TYPE_CHECKING:
    from rawi.store import Hit, Page

_QUERY = 'Words that must all be there; "a phrase"; -word for what must not. Left out, the filters alone count.'
Asked = Annotated[str, typer.Argument(metavar="QUERY", help=_QUERY, show_default=False)]


def _several(flag: str, metavar: str, help: str) -> Any:
    return typer.Option(flag, metavar=metavar, help=f"{help}; may be given again, any will do.", show_default=False)


OfOutlet = Annotated[list[str] | None, _several("--outlet", "NAME", "Who published it")]
First = Annotated[str | None, typer.Option("--from", metavar="DATE", callback=day_or_usage, help="Published on this day or later.")]
Last = Annotated[str | None, typer.Option("--to", metavar="DATE", callback=day_or_usage, help="Published on this day or before.")]
Actor = Annotated[list[str] | None, _several("--actor", "NAME", "Who is told to have acted, or to have been acted upon")]
Place = Annotated[list[str] | None, _several("--place", "NAME", "Where: a place, a province, a country or its ISO code")]
Kind = Annotated[list[str] | None, _several("--type", "TYPE", "A type or mode of event, such as ASSAULT or shelling")]
Status = Annotated[
    list[str] | None, _several("--status", "STATUS", "occurred, ongoing, planned, threatened, demanded, denied or hypothetical")
]
Speaker = Annotated[list[str] | None, _several("--speaker", "NAME", "On whose word")]
Side = Annotated[list[str] | None, _several("--side", "NAME", "Whom the speaker belongs to")]
Best = Annotated[bool, typer.Option("--best", help="All words in the title first, then in the lead; without it the newest first.")]
Limit = Annotated[int, typer.Option("--limit", metavar="N", min=1, max=1000, help="How many.")]
After = Annotated[str | None, typer.Option("--after", metavar="CURSOR", help="Go on after a hit: the cursor that came with it.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")


def search(
    query: Asked = "",
    store: StoreAddress = None,
    outlet: OfOutlet = None,
    first: First = None,
    last: Last = None,
    actor: Actor = None,
    place: Place = None,
    kind: Kind = None,
    status: Status = None,
    speaker: Speaker = None,
    side: Side = None,
    best: Best = False,
    limit: Limit = 20,
    after: After = None,
    as_json: AsJson = False,
) -> None:
    """Find articles by their words and by what is told in them. The filters about events must hold of one and the same event."""
    from rawi.store import BEST, NEWEST, Filters
    from rawi.store.names import with_registry_ids

    named = {"outlet": outlet, "actor": actor, "place": place, "type": kind, "status": status, "speaker": speaker, "side": side}
    values: dict[str, Any] = {field: tuple(given or ()) for field, given in named.items()}
    with opened(store) as kept:
        filters = with_registry_ids(Filters(first=first, last=last, **values))
        page = kept.search(query, filters, order=BEST if best else NEWEST, limit=limit, after=after)
        if kept.index_is_stale():
            complain("The tables of words have changed since the index was made, so a few words may be missed; run: rawi db upgrade")
    _print(page, as_json)


def _print(page: Page, as_json: bool) -> None:
    for hit in page.hits:
        print(json.dumps(_row(hit), ensure_ascii=False) if as_json else _shown(hit, sys.stdout.isatty()))
    if not page.hits:
        complain("Nothing found.")
    elif page.after:
        complain(f"More: --after {page.after}")


def _row(hit: Hit) -> dict[str, Any]:
    row = {"article": hit.article, "title": hit.title, "outlet": hit.outlet, "published": hit.published, "snippet": hit.snippet}
    spans = [{"start": match.start, "end": match.end, "text": match.text} for match in hit.matches]
    return row | {"start": hit.start, "end": hit.end, "matches": spans, "url": hit.url, "cursor": hit.cursor}


def _shown(hit: Hit, bold: bool) -> str:
    """A hit for people: who and when, the title, and the passage with the words that meet the query bold, or in brackets."""
    before, behind = ("\x1b[1m", "\x1b[0m") if bold else ("[", "]")
    pieces, at = [], hit.start
    for match in hit.matches:
        pieces += [_plain(hit.snippet[at - hit.start : match.start - hit.start]), before, _plain(match.text), behind]
        at = match.end
    passage = "".join([*pieces, _plain(hit.snippet[at - hit.start :])])
    head = " · ".join(_plain(part) for part in (hit.article, hit.outlet, hit.published) if part)
    return "\n".join(part for part in (head, f"  {_plain(hit.title)}" if hit.title else "", f"  …{passage}…") if part)


def _plain(words: str) -> str:
    """Words on one line, without letters that steer a terminal."""
    return _CONTROL.sub(" ", words)
