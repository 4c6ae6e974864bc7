"""The Store: everything that Rawi was given and made of it, in one SQLite file or a PostgreSQL database.

    with Store.open("rawi.db") as store:
        page = store.search("truce", Filters(type=("AGREE",)), limit=20)
        reading = store.reading(page.hits[0].article)
        store.decide(Decision(article=..., version=1, record="e12-17", action="accept", coder="amal"))

Threads and processes: one Store may be used from any number of threads; each call is one transaction on a connection of its own. Readers
see one state throughout a call and never wait for the writer. Writers take turns, whole calls at a time, also across programs. On SQLite a
writer waits up to 30 seconds for another, then raises StoreError.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, select

from rawi.lexicon import load_lexicon
from rawi.outlets import load_outlets
from rawi.records import Article, MadeBy, Reading, Span
from rawi.store import audit, contents, decisions, episodes, event_pages, reading_again, search, tallying, upgrade, verify
from rawi.store.adding import Added, Batch, Incoming
from rawi.store.audit import Audited
from rawi.store.contents import EventChoice, EventOf, ReadingOf, Receipt, Version
from rawi.store.decisions import Decided, Decision
from rawi.store.engine import Database, open_database
from rawi.store.event_pages import EventEntry, EventQuery, Withdrawn
from rawi.store.indexing import Indexer, current_readings
from rawi.store.kept import Kept
from rawi.store.projection import Registry
from rawi.store.query import Filters, parse_query
from rawi.store.search_words import SearchWords, search_words
from rawi.store.snippets import Matcher
from rawi.store.tables import ArticleRow, CaptureRow, IndexedRow, ReadingRow, VersionRow


class Store:
    """An open store; see the head of the module. Every method raises StoreError when the database cannot do it."""

    def __init__(self, database: Database, copied: Path | None = None) -> None:
        """Use ``Store.open``. ``copied`` is the backup that opening an older file made."""
        self.database, self.copied = database, copied
        self._made: Indexer | None = None

    @classmethod
    def open(cls, address: str | Path, *, create: bool = True, upgrade_server: bool = False) -> Store:
        """The store at a path or a ``postgresql://`` address. A file that is not there is made (with ``create``); one of an older Rawi is
        copied beside itself and brought up; a server's database is made or brought up with ``upgrade_server`` only."""
        database = open_database(address, create)
        return cls(database, upgrade.make_ready(database, upgrade_server))

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let the connections go."""
        self.database.engine.dispose()

    @property
    def place(self) -> str:
        """The store's address as messages name it, without a password."""
        return self.database.place

    @property
    def kept(self) -> Kept:
        """The comparison that is kept: stories and episodes."""
        return Kept(self.database)

    @property
    def _indexer(self) -> Indexer:
        """Loaded when first needed: it takes the lexicon."""
        if self._made is None:
            self._made = Indexer(search_words(), Registry(load_lexicon()), load_outlets())
        return self._made

    # What comes in

    def known(self, marks: Sequence[str], made_by: MadeBy) -> set[str]:
        """Those of the marks (``identity.mark_of``) whose capture is here and whose version was read by ``made_by``: nothing is left to do."""
        read = (ReadingRow.version_id == CaptureRow.version_id) & (ReadingRow.lexicon == made_by.lexicon)
        read &= (ReadingRow.rawi == made_by.rawi) & (ReadingRow.model == (made_by.model or ""))
        with self.database.reading() as connection:
            chosen = select(CaptureRow.mark).join(ReadingRow, read).where(CaptureRow.mark.in_(list(marks)))
            return set(connection.execute(chosen).scalars())

    def add(self, items: Sequence[Incoming]) -> Added:
        """Enter captures with their readings in one transaction: all of them, or, when anything fails, none. What is here already is not
        entered again."""
        indexer = self._indexer  # loaded before the transaction, so that nobody waits for that
        with self.database.writing() as connection:
            if indexer.made_with(connection) is None:
                indexer.note_stems(connection)
            batch = Batch(connection, items, indexer)
            for item in items:
                batch.take(item)
            return batch.write()

    def unread(self, made_by: MadeBy, after: int = 0, limit: int = 50) -> list[tuple[int, Article]]:
        """The next articles, by number from ``after`` on, whose current version was not read by ``made_by``."""
        with self.database.reading() as connection:
            return reading_again.unread(connection, made_by, after, limit)

    def add_readings(self, readings: Sequence[Reading]) -> int:
        """Enter new readings of current versions, and go by them from now on; how many were new. The old ones stay."""
        indexer = self._indexer
        with self.database.writing() as connection:
            return reading_again.add_readings(connection, readings, indexer)

    # What is here

    def counts(self) -> dict[str, int]:
        """How many rows the main tables have."""
        with self.database.reading() as connection:
            return contents.counts(connection)

    def article(self, name: str, version: int | None = None) -> Version:
        """An article's current version, or the one of a number. Raises StoreError where there is none."""
        number = ArticleRow.current if version is None else version
        with self.database.reading() as connection:
            return contents.versions(connection, name, VersionRow.number == number)[0]

    def name_of_text(self, sha256: str) -> str | None:
        """The article that has, or had, the text of a digest; None where there is none."""
        with self.database.reading() as connection:
            return contents.name_of_text(connection, sha256)

    def versions(self, name: str) -> list[Version]:
        """All versions of an article, the oldest first. Raises StoreError for an unknown article."""
        with self.database.reading() as connection:
            return contents.versions(connection, name, VersionRow.number > 0)

    def reading(self, name: str, version: int | None = None, made_by: MadeBy | None = None) -> Reading:
        """The reading of an article that search and exports go by; with ``version`` the newest of that version, with ``made_by`` the one
        made so. Raises StoreError where there is none."""
        with self.database.reading() as connection:
            return contents.reading(connection, name, version, made_by)

    def readings(self, name: str) -> list[ReadingOf]:
        """By what and when each version of an article was read, the oldest first."""
        with self.database.reading() as connection:
            return contents.readings(connection, name)

    def each_reading(self) -> Iterator[Reading]:
        """The current reading of every article, in the order of arrival."""
        return (reading for reading, _ in self.each_dated_reading())

    def each_dated_reading(self) -> Iterator[tuple[Reading, str]]:
        """The same, each with when it was made (ISO, UTC)."""
        last = 0
        while True:
            with self.database.reading() as connection:
                found = current_readings(connection, last)
            if not found:
                return
            yield from ((reading, made) for _, reading, made in found)
            last = found[-1][0]

    def captures(self, name: str) -> list[Receipt]:
        """Every receipt of an article, in the order of arrival."""
        with self.database.reading() as connection:
            return contents.captures(connection, name)

    def received(self, sha256: str) -> bytes:
        """The bytes of a capture as they were received. Raises StoreError for an unknown digest."""
        with self.database.reading() as connection:
            return contents.received(connection, sha256)

    def events(self, chosen: EventChoice | None = None, *, after: tuple[str, str] | None = None, limit: int = 100) -> list[EventOf]:
        """Events of current readings, the newest article's first and by their ids within one. ``after``: the (article, event) to go on
        from."""
        with self.database.reading() as connection:
            return contents.events(connection, chosen or EventChoice(), after, limit)

    def event_page(self, query: EventQuery, *, after: str | None = None, limit: int = 100) -> list[EventEntry]:
        """Events of current readings that meet a query, in its order; ``after``: the cursor of the one to go on from."""
        with self.database.reading() as connection:
            return event_pages.event_page(connection, query, after, limit)

    def withdrawn(self, since: str | None = None, *, after: str | None = None, limit: int = 100) -> list[Withdrawn]:
        """Events that are no longer in their article's current reading, from a time (UTC) on."""
        with self.database.reading() as connection:
            return event_pages.withdrawn(connection, since, after, limit)

    # Search

    def search(
        self, query: str, filters: Filters | None = None, *, order: str = search.NEWEST, limit: int = 20, after: str | None = None
    ) -> search.Page:
        """A page of the articles that meet a query (words, "phrases", -words that must not be there) and the filters; an empty query is
        met by all. ``order``: newest or best; ``after``: what the page before gave to go on with."""
        words = self._indexer.words
        with self.database.reading() as connection:
            return search.find(connection, parse_query(query, words), filters or Filters(), words, order, limit, after)

    def count(self, query: str, filters: Filters | None = None) -> int:
        """How many articles meet a query and the filters."""
        with self.database.reading() as connection:
            return search.count(connection, parse_query(query, self._indexer.words), filters or Filters())

    def matches(self, name: str, query: str) -> tuple[Span, ...]:
        """Every word of an article's text that meets a query."""
        words = self._indexer.words
        with self.database.reading() as connection:
            chosen = select(IndexedRow.cuts).join(ArticleRow, ArticleRow.id == IndexedRow.article_id).where(ArticleRow.name == name)
            cuts = connection.execute(chosen).scalar()
        return Matcher(parse_query(query, words), words).matches(self.article(name).article.text, cuts)

    def index_is_stale(self) -> bool:
        """Whether the tables of words have changed since the index was made: some words may then be missed until ``index_anew``."""
        with self.database.reading() as connection:
            return self._indexer.is_stale(connection)

    def index_is_short(self) -> bool:
        """Whether articles are missing from the index, which only damage can cause, or from the counts, which an older Rawi did not keep."""
        with self.database.reading() as connection:
            return verify.is_short(connection) or tallying.is_short(connection)

    def index_anew(self, step: Callable[[], None] = lambda: None) -> int:
        """Enter every article into the index anew; how many. ``step`` is called for each. Searches go on meanwhile."""
        last = entered = 0
        while True:
            with self.database.writing() as connection:
                found = current_readings(connection, last)
                self._indexer.enter(connection, [(id, reading) for id, reading, _ in found])
                if not found:
                    self._indexer.note_stems(connection)
                    return entered
            entered, last = entered + len(found), found[-1][0]
            for _ in found:
                step()

    @contextmanager
    def counting(self) -> Iterator[tuple[Connection, SearchWords]]:
        """A transaction for a page that counts: what the functions of ``counting`` and ``parts_taken`` ask with."""
        words = self._indexer.words
        with self.database.reading() as connection:
            yield connection, words

    def counts_are_short(self) -> bool:
        """Whether articles are missing from the counts, as in a store that an older Rawi made, until ``index_anew``."""
        with self.database.reading() as connection:
            return tallying.is_short(connection)

    # Decisions, episodes, audit

    def decide(self, decision: Decision, after: int | None = None) -> Decided:
        """Add a decision and its row in the audit. ``after``: the id of the last decision about the record that the coder saw (0 for
        none); where there is a newer one, Conflict is raised and nothing is written."""
        with self.database.writing() as connection:
            return decisions.decide(connection, decision, after)

    def decisions(
        self, article: str | None = None, record: str | None = None, coder: str | None = None, *, after: int = 0, limit: int = 1000
    ) -> list[Decided]:
        """Decisions in order: of an article, a record, a coder; from the one after an id on."""
        with self.database.reading() as connection:
            return decisions.decisions(connection, article, record, coder, after, limit)

    def latest_decisions(self, coder: str, *, before: int | None = None, limit: int = 50) -> list[tuple[Decided, int | None]]:
        """A coder's decisions, the last one first; with each the id of the decision that took it back, or None."""
        with self.database.reading() as connection:
            return decisions.latest(connection, coder, before, limit)

    def put_episodes(self, made: Sequence[dict[str, Any]], retired: Iterable[str] = ()) -> None:
        """Enter episodes (the Episode of the record contract), each in place of the one with its id; take the retired ones out."""
        with self.database.writing() as connection:
            episodes.put_episodes(connection, [episodes.Told(episode) for episode in made], retired)

    def episodes(self, article: str | None = None, event: str | None = None, *, after: str = "", limit: int = 1000) -> list[dict[str, Any]]:
        """Episodes by id: all, or those that an article or one of its events is a report of."""
        with self.database.reading() as connection:
            return episodes.episodes(connection, article, event, after, limit)

    def note(self, deed: audit.Deed) -> None:
        """Append a deed to the audit."""
        with self.database.writing() as connection:
            audit.record(connection, deed)

    def audit(self, record: str | None = None, *, after: int = 0, limit: int = 100) -> list[Audited]:
        """Rows of the audit in order, of one record or all, from the one after an id on."""
        with self.database.reading() as connection:
            return audit.deeds(connection, record, after, limit)

    def faults(self, step: Callable[[], None] = lambda: None) -> list[str]:
        """What is wrong with the store, each with the cure; ``step`` is called for every capture looked at."""
        with self.database.reading() as connection:
            return list(verify.faults(connection, self._indexer, step))

    def backup(self, target: Path) -> Path:
        """A whole copy in a new file, which is returned (a number is added to a name that is taken). SQLite only."""
        return upgrade.backup(self.database, target)
