"""The schema's revisions: a new store gets all of them; an old file is copied first and then brought up; a server's store only on command."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from rawi.store.engine import Database
from rawi.store.errors import StoreError, told

if TYPE_CHECKING:
    from alembic.config import Config

_MIGRATIONS = Path(__file__).parent / "migrations"


# The revision that this Rawi works with: the last of the folder's (told here, since looking it up costs every start a fifth of a second).
NEWEST = "0004"


def revision_of(database: Database) -> str | None:
    """The revision a database is at; None for one without our tables. Raises StoreError for a database of something else."""
    with database.reading() as connection:
        tables = set(inspect(connection).get_table_names())
        if "alembic_version" not in tables:
            if tables and database.is_sqlite:
                raise StoreError(f"{database.place}: the file is a database, but no Rawi store; choose another with --store.")
            return None
        found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return found


def make_ready(database: Database, upgrade: bool) -> Path | None:
    """Bring a database to the newest revision; what was copied aside before, if anything was.

    A new database and an older file are brought up at once; an older PostgreSQL database only with ``upgrade``. Raises StoreError where
    that is not allowed, or the store is of a newer Rawi.
    """
    found, wanted = revision_of(database), NEWEST
    if found == wanted:
        return None
    if found is not None and found not in _revisions():
        raise StoreError(f"{database.place}: was made by a newer Rawi (revision {found}, this one knows {wanted}); update Rawi.")
    if not database.is_sqlite and not upgrade:
        state = "has no Rawi tables yet" if found is None else f"is at revision {found}, this Rawi needs {wanted}"
        raise StoreError(f"{database.place}: {state}; run: rawi db upgrade --store {database.place}")
    copied = None
    if found is not None and database.path is not None:
        copied = backup(database, database.path.with_name(f"{database.path.name}.before-{wanted}"))
    with database.writing() as connection:
        _run(connection)
    return copied


def backup(database: Database, target: Path) -> Path:
    """A whole copy of a SQLite store in a new file, made while others may read and write. Raises StoreError."""
    if database.path is None:
        raise StoreError(f"{database.place}: is on a server; back it up there, for instance with: pg_dump --format=custom")
    target = next(free for free in _names(target) if not free.exists())
    part = target.with_name(f".{target.name}.part")
    try:
        with (
            told(str(target)),
            closing(sqlite3.connect(f"{database.path.absolute().as_uri()}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(part)) as copy,
        ):
            source.backup(copy)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return target


def _names(target: Path) -> list[Path]:
    return [target, *(target.with_name(f"{target.name}-{number}") for number in range(2, 1000))]


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config


def _revisions() -> set[str]:
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def _run(connection: Connection) -> None:
    from alembic import command

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
