"""What the API answers with, made of the records of the store; models.py describes the same for OpenAPI."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, select

from rawi.export.told import Told
from rawi.records import Article, Event, Mention, Reading, plain
from rawi.review import CODEBOOK, Standing, standings
from rawi.review.anchors import event_of
from rawi.serve.api.answers import named
from rawi.store import EventEntry, Version
from rawi.store.contents import current
from rawi.store.decisions import decisions
from rawi.store.tables import ArticleRow, EventRow

_ALL = 1_000_000  # decisions of one article


def article_of(article: Article) -> dict[str, Any]:
    """What is told of an article beside each of its records."""
    return {name: getattr(article, name) for name in ("id", "outlet", "title", "url", "published")}


def whole_article(version: Version, versions: Iterable[Version]) -> dict[str, Any]:
    """An article with its text, and which versions there are."""
    known = [{"number": each.number, "seen": each.seen, "sha256": each.article.sha256} for each in versions]
    return {**plain(version.article), "version": version.number, "seen": version.seen, "versions": known}


def review_of(standing: Standing) -> dict[str, Any]:
    """What stands of the decisions about a record."""
    told = ("version", "verdict", "reason", "coder", "coder_kind", "decided", "corrections", "found", "outdated")
    return {name: getattr(standing, name) for name in told}


def made_with(reading: Reading) -> dict[str, Any]:
    """By which definitions and tables a record was made."""
    return {"codebook_version": CODEBOOK, "lexicon": reading.made_by.lexicon, "rawi": reading.made_by.rawi}


def event_record(event: Event, reading: Reading, version: int, standing: Standing, updated: str) -> dict[str, Any]:
    """An event that can be understood alone: with its mentions, its figures, the statement it stands in, and its review."""
    told = Told(event, reading)
    said = told.attribution
    speakers = (said.speaker, *said.co_speakers, said.on_behalf_of, *(link.mention for link in said.chain)) if said else ()
    wanted = named((*event.actors, *event.recipients, *event.places, *speakers))
    return {
        "id": told.id,
        "article": {**article_of(reading.article), "version": version},
        "event": plain(event),
        "gloss": told.gloss,
        "sentence": told.sentence,
        "mentions": [plain(mention) for mention in _with_members(wanted, reading)],
        "figures": [plain(figure) for figure in reading.figures if figure.id in event.figures],
        "attribution": plain(said),
        "review": review_of(standing),
        "updated": updated,
        **made_with(reading),
    }


def _with_members(wanted: set[str], reading: Reading) -> list[Mention]:
    members = {member for mention in reading.mentions if mention.id in wanted for member in mention.members}
    return [mention for mention in reading.mentions if mention.id in wanted | members]


class Readings:
    """The current readings and standings of articles, each looked up once."""

    def __init__(self, connection: Connection) -> None:
        """Inside one transaction."""
        self._connection = connection
        self._known: dict[str, tuple[int, int, Reading, dict[str, Standing]]] = {}

    def of(self, article: str) -> tuple[int, int, Reading, dict[str, Standing]]:
        """An article's number, the number of its version, its reading, and what stands of decisions. Raises Unknown."""
        if article not in self._known:
            id, number, reading = current(self._connection, article)
            known = standings(reading, decisions(self._connection, article=article, limit=_ALL))
            self._known[article] = (id, number, reading, known)
        return self._known[article]

    def events(self, entries: Iterable[EventEntry]) -> Iterator[dict[str, Any]]:
        """The events of some entries."""
        for entry in entries:
            record = self.event(entry.event.article, entry.event.event, entry.changed)
            if record is not None:
                yield record

    def event(self, article: str, id: str, updated: str | None = None) -> dict[str, Any] | None:
        """One event of an article; None where its reading has no such one. Raises Unknown for an unknown article."""
        article_id, number, reading, known = self.of(article)
        event = event_of(reading, id)
        if event is None:
            return None
        if updated is None:
            chosen = select(EventRow.changed).join(ArticleRow, ArticleRow.id == EventRow.article_id)
            updated = self._connection.execute(chosen.where(ArticleRow.id == article_id, EventRow.event == id)).scalar() or ""
        standing = known.get(id) or Standing(article, id, "id")
        return event_record(event, reading, number, standing, updated)


def decision_record(one: Any) -> dict[str, Any]:
    """A decision as it stands in the store."""
    return {"id": one.id, "decided": one.decided, **asdict(one.decision)}
