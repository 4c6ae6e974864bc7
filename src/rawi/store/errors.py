"""What can go wrong with a store, told with the cure."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError


class StoreError(Exception):
    """The store cannot do what was asked; the message says where, why, and the cure. What was committed before is whole."""


class Unknown(StoreError):
    """The store has no such thing."""


class Conflict(StoreError):
    """Somebody else decided about the same record in between; look again, then decide."""


# What SQLite says → what a person is told.
_TOLD = (
    ("No space left", "the server's disk is full; free some space there and run the same command again, it goes on where it stopped"),
    ("read-only transaction", "the server takes no changes just now; connect to the one that does"),
    ("permission denied", "the database user may not do that; give it the rights, or use another"),
    ("disk is full", "the disk is full; free some space and run the same command again, it goes on where it stopped"),
    ("disk I/O error", "the disk did not take the data (full, a quota, or damaged); free some space and run the same command again"),
    ("readonly database", "the file or its folder may not be written; give yourself the permission, or choose another with --store"),
    ("attempt to write a readonly", "the file may not be written; give yourself the permission, or choose another with --store"),
    ("unable to open database file", "the file cannot be opened; check that its folder exists and that you may write to it"),
    ("database is locked", "another program has been writing to it for too long; wait for it to end, then try again"),
    ("not a database", "the file is no Rawi store; choose another with --store"),
    ("malformed", "the file is damaged; go back to a backup (rawi db backup makes them)"),
)


@contextmanager
def told(place: str) -> Iterator[None]:
    """Errors of the database inside become StoreErrors that name the store and the cure."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        message = str(getattr(error, "orig", None) or error).strip()
        cure = next((cure for said, cure in _TOLD if said in message), None)
        if cure is None and isinstance(error, OperationalError):
            cure = f"the database does not answer as it should ({message.splitlines()[0]}); check its address and that it runs"
        raise StoreError(f"{place}: {cure or message}.") from error
