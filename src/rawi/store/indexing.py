"""Articles' current readings → the rows of their events, their entries in the search index, and what they give to the counts."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from rawi.outlets import Outlet, Outlets
from rawi.records import Article, Reading
from rawi.store import tallying, word_index
from rawi.store.audit import now
from rawi.store.decisions import settle
from rawi.store.identity import unpacked
from rawi.store.projection import Registry, article_keys, event_rows
from rawi.store.search_words import SearchWords
from rawi.store.subjects import tallied
from rawi.store.tables import ArticleRow, EventRow, Fact, ReadingRow, WithdrawnRow

_STEMS = "stems"
_TOGETHER = 200  # articles a transaction when everything is entered anew


@dataclass(frozen=True, slots=True)
class Indexer:
    """What entering needs: how words are stemmed, the registries, and the outlets."""

    words: SearchWords
    registry: Registry
    outlets: Outlets

    def enter(self, connection: Connection, readings: list[tuple[int, Reading]]) -> None:
        """Enter articles (number, current reading), each in place of what was there of it."""
        if not readings:
            return
        articles = EventRow.article_id.in_([id for id, _ in readings])
        before = {(id, event) for id, event in connection.execute(select(EventRow.article_id, EventRow.event).where(articles))}
        connection.execute(delete(EventRow).where(articles))
        at, entries, rows, counts = now(), [], [], {}
        for id, reading in readings:
            outlet = self._outlet_of(reading.article)
            events = event_rows(reading, id, outlet, self.registry)
            rows += [event | {"changed": at, "settled": 0} for event in events]
            counts[id] = tallied(reading, outlet, self.registry.lexicon)
            entries.append(word_index.entry_of(id, reading, article_keys(reading.article, outlet, events), self.words))
        if rows:
            connection.execute(insert(EventRow), rows)
        settle(connection, [id for id, _ in readings])
        _withdraw(connection, before, {(row["article_id"], row["event"]) for row in rows}, at)
        word_index.put(connection, entries)
        tallying.enter(connection, counts)

    def _outlet_of(self, article: Article) -> Outlet | None:
        """The outlet by the name it goes by, else by the article's address."""
        told = (name for name in (article.outlet, article.url) if name)
        return next((found for found in map(self.outlets.of, told) if found), None)

    def is_stale(self, connection: Connection) -> bool:
        """Whether the index was made with other stems than ours."""
        return self.made_with(connection) not in (None, self.words.digest)

    def made_with(self, connection: Connection) -> str | None:
        """The digest of the stems that the index was made with; None before the first article."""
        return connection.execute(select(Fact.value).where(Fact.name == _STEMS)).scalar()

    def note_stems(self, connection: Connection) -> None:
        """Write down which stems the index is made with."""
        connection.execute(delete(Fact).where(Fact.name == _STEMS))
        connection.execute(insert(Fact), {"name": _STEMS, "value": self.words.digest})


def _withdraw(connection: Connection, before: set[tuple[int, str]], after: set[tuple[int, str]], at: str) -> None:
    """Note the events that are gone; take the note off those that are back."""
    if gone := before - after:
        connection.execute(insert(WithdrawnRow), [{"article_id": id, "event": event, "at": at} for id, event in sorted(gone)])
    articles = WithdrawnRow.article_id.in_({id for id, _ in after})
    noted = connection.execute(select(WithdrawnRow.article_id, WithdrawnRow.event).where(articles)).all()
    for id, event in {(row.article_id, row.event) for row in noted} & after:
        connection.execute(delete(WithdrawnRow).where(WithdrawnRow.article_id == id, WithdrawnRow.event == event))


def current_readings(connection: Connection, after: int, limit: int = _TOGETHER) -> list[tuple[int, Reading, str]]:
    """The next articles by number with their current readings, and when each was made."""
    joined = select(ArticleRow.id, ReadingRow.data, ReadingRow.made).join(ReadingRow, ReadingRow.id == ArticleRow.reading_id)
    found = connection.execute(joined.where(ArticleRow.id > after).order_by(ArticleRow.id).limit(limit)).all()
    return [(id, reading_from(data), made) for id, data, made in found]


def reading_from(data: bytes) -> Reading:
    """A Reading as the store keeps it."""
    return Reading.from_json(unpacked(data).decode("utf-8"))
