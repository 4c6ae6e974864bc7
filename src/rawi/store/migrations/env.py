"""Alembic's entry: runs the revisions on the connection that ``rawi.store.upgrade`` hands over."""

from __future__ import annotations

from alembic import context

from rawi.store import tally_tables  # noqa: F401  (its tables are the Model's too)
from rawi.store.tables import Model

# Made by hand in the revisions, per database: full-text search.
_BY_HAND = ("words_fts", "vector", "indexed_vector")


def _ours(name: str | None) -> bool:
    return not (name or "").startswith(_BY_HAND)


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Model.metadata,
    render_as_batch=True,
    include_object=lambda item, name, kind, reflected, other: _ours(name),
    compare_type=False,
)
with context.begin_transaction():
    context.run_migrations()
