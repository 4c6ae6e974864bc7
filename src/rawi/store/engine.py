"""Connections to SQLite and PostgreSQL: how a store's address is read, and what a transaction is on each."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool

from rawi.store.errors import StoreError, told

_SECONDS_TO_WAIT = 30
# One writer at a time on PostgreSQL too: ids are given out inside the transaction. The letters «RAWI».
_WRITER_LOCK = 0x52415749
# Measured on 50,000 articles: with pages of 8 kB two thirds of the size and half the time of 4 kB.
_PAGE_SIZE = 8192


@dataclass(frozen=True, slots=True)
class Database:
    """An open database: ``place`` is how messages name it, ``path`` the file of SQLite, None for PostgreSQL."""

    engine: Engine
    place: str
    path: Path | None
    read_only: bool = False

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file."""
        return self.path is not None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the store and changes nothing."""
        with told(self.place), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The one write transaction of the moment: all of it is kept, or, when anything inside fails, nothing."""
        if self.read_only:
            raise StoreError(f"{self.place}: the file or its folder may not be written; give yourself the permission.")
        with told(self.place), self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            if not self.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _WRITER_LOCK})
            yield connection


def open_database(address: str | Path, create: bool) -> Database:
    """The database of a path or URL. Raises StoreError for an address that is none, or a file that is not there and not to be made."""
    written = str(address)
    if "://" not in written:
        return _sqlite(Path(written), create)
    try:
        url = make_url(written)
    except ArgumentError as error:
        raise StoreError(f"{written}: is no database address; write a path, or postgresql://user@host/name.") from error
    if url.drivername == "sqlite":
        return _sqlite(Path(url.database or ""), create)
    if url.drivername.partition("+")[0] not in ("postgresql", "postgres"):
        raise StoreError(f"{url.drivername}: Rawi keeps its store in SQLite or PostgreSQL; write a path, or postgresql://user@host/name.")
    place = url.render_as_string(hide_password=True)
    try:
        engine = create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True, isolation_level="READ COMMITTED")
    except ModuleNotFoundError as error:
        raise StoreError(f"{place}: PostgreSQL needs its driver; install it with: pip install 'rawi[postgres]'.") from error
    return Database(engine, place, None)


def _sqlite(path: Path, create: bool) -> Database:
    """The database of a file; one that cannot be written is opened for reading."""
    place = str(path)
    if not path.exists() and not create:
        raise StoreError(f"{place}: there is no store; make one with: rawi ingest SOURCE… --store {place}")
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise StoreError(f"{place}: is a folder, or in a folder that does not exist; choose a file with --store.")
    read_only = path.exists() and not (os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK))
    with told(place):
        _check_sqlite(place)
        engine = create_engine("sqlite://", creator=lambda: _connected(path, read_only), poolclass=QueuePool, pool_size=8, max_overflow=-1)
        event.listen(engine, "begin", _begin)
    return Database(engine, place, path, read_only)


def _check_sqlite(place: str) -> None:
    """Raises StoreError where Python's SQLite has no full-text search."""
    options = sqlite3.connect(":memory:").execute("PRAGMA compile_options").fetchall()
    if ("ENABLE_FTS5",) not in options:
        raise StoreError(f"{place}: this Python's SQLite has no FTS5; use a Python from python.org or your system, or PostgreSQL.")


def _connected(path: Path, read_only: bool) -> sqlite3.Connection:
    """A connection with the settings of every store. A file without its log, in a folder that may not be written, cannot change
    under us; anything else is opened as usual."""
    name = f"file:{quote(str(path.absolute()))}"
    if read_only:
        unlogged = not path.with_name(path.name + "-wal").exists()
        name += "?immutable=1" if unlogged else "?mode=ro"
    connection = sqlite3.connect(name, timeout=_SECONDS_TO_WAIT, isolation_level=None, check_same_thread=False, uri=True)
    if not read_only:
        connection.execute(f"PRAGMA page_size={_PAGE_SIZE}")
        if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
    for setting in ("foreign_keys=ON", "temp_store=MEMORY", "cache_size=-65536"):
        connection.execute(f"PRAGMA {setting}")
    return connection


def _begin(connection: Connection) -> None:
    """A writer takes its lock at once: SQLite refuses to upgrade a reading transaction while another writes, without waiting."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")


def rows(connection: Connection, statement: Any, **values: Any) -> list[Any]:
    """All rows of a statement."""
    return list(connection.execute(statement, values) if values else connection.execute(statement))
