"""Options and small habits that several commands share."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from rawi.acquire.inputs import iso_day


def day_or_usage(value: str | None) -> str | None:
    """The day of --published; anything else is wrong usage."""
    if value is None:
        return None
    day = iso_day(value)
    if day is None:
        raise typer.BadParameter(f"{value!r} is no day; write it as 2020-05-21")
    return day


_PUBLISHED = "The day the article was published (2020-05-21), where the input does not say."
Published = Annotated[str | None, typer.Option("--published", metavar="DATE", callback=day_or_usage, help=_PUBLISHED)]
Outlet = Annotated[str | None, typer.Option("--outlet", metavar="NAME", help="Who published the article, where the input does not say.")]
AnyLanguage = Annotated[bool, typer.Option("--any-language", help="Read texts in other languages too.")]


def complain(message: object) -> None:
    """One message on stderr."""
    print(message, file=sys.stderr)
