"""The store: articles, captures, readings, episodes, decisions and audit in SQLite or PostgreSQL, and the search over them."""

from rawi.store.adding import Added, Incoming
from rawi.store.audit import Audited, Deed
from rawi.store.contents import EventChoice, EventOf, ReadingOf, Receipt, Version
from rawi.store.decisions import Decided, Decision
from rawi.store.episodes import Told
from rawi.store.errors import Conflict, StoreError, Unknown
from rawi.store.event_pages import EventEntry, EventQuery, Withdrawn
from rawi.store.query import Filters
from rawi.store.search import BEST, NEWEST, Hit, Page
from rawi.store.store import Store
from rawi.store.stories import Compared, StoryEntry, StoryQuery

__all__ = [
    "BEST",
    "NEWEST",
    "Added",
    "Audited",
    "Compared",
    "Conflict",
    "Decided",
    "Decision",
    "Deed",
    "EventChoice",
    "EventEntry",
    "EventOf",
    "EventQuery",
    "Filters",
    "Hit",
    "Incoming",
    "Page",
    "ReadingOf",
    "Receipt",
    "Store",
    "StoreError",
    "StoryEntry",
    "StoryQuery",
    "Told",
    "Unknown",
    "Version",
    "Withdrawn",
]
