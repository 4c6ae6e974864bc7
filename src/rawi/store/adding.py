"""Captures and their readings → rows, a batch in one transaction: the same page twice is one article, a changed page a new version."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, insert, select, update

from rawi.acquire import Capture
from rawi.records import Article, Reading
from rawi.store import identity
from rawi.store.audit import Deed, now, record
from rawi.store.indexing import Indexer
from rawi.store.tables import ArticleKey, ArticleRow, Blob, CaptureRow, ReadingRow, VersionRow


class Incoming(NamedTuple):
    """A capture, what was said of it on the command line (``mark``, by ``identity.mark_of``), and its reading."""

    capture: Capture
    mark: str
    reading: Reading


@dataclass(slots=True)
class Added:
    """What a batch, or several, came to: captures that were new, articles, versions of articles known before, readings."""

    captures: int = 0
    articles: int = 0
    versions: int = 0
    readings: int = 0

    def count(self, other: Added) -> None:
        """Add another batch's counts."""
        self.captures += other.captures
        self.articles += other.articles
        self.versions += other.versions
        self.readings += other.readings


class _Version(NamedTuple):
    """A version in hand: ``facts`` are what was known beside the text."""

    id: int
    number: int
    content: str
    sha256: str
    facts: tuple[str | None, ...]

    def tells(self, article: Article) -> bool:
        """Whether the version says all that a capture of the same text says."""
        return self.sha256 == article.sha256 and all(new in (None, old) for new, old in zip(_facts(article), self.facts, strict=True))


@dataclass(slots=True)
class _Article:
    """An article in hand."""

    id: int
    name: str
    current: int
    reading_id: int | None = None
    versions: list[_Version] = field(default_factory=list)


class Batch:
    """One batch inside one write transaction. Rows are gathered and written together at the end."""

    def __init__(self, connection: Connection, items: Sequence[Incoming], indexer: Indexer) -> None:
        self._connection, self._indexer, self._at = connection, indexer, now()
        self.added = Added()
        self._rows: dict[Any, list[dict[str, Any]]] = {
            model: [] for model in (Blob, ArticleRow, ArticleKey, VersionRow, CaptureRow, ReadingRow)
        }
        self._next = {model: _last_id(connection, model) for model in (ArticleRow, VersionRow, CaptureRow, ReadingRow)}
        self._changed: dict[int, tuple[_Article, Reading]] = {}
        self._load(items)

    def _load(self, items: Sequence[Incoming]) -> None:
        """What the store knows already of what comes."""
        keys = {key for item in items for key in identity.keys_of(item.capture, item.reading.article)}
        texts = {item.reading.article.sha256 for item in items}
        by_key = select(ArticleKey.key, ArticleKey.article_id).where(ArticleKey.key.in_(keys))
        self._by_key: dict[str, int] = {row.key: row.article_id for row in self._connection.execute(by_key)}
        unaddressed = select(VersionRow.sha256, VersionRow.article_id).join(ArticleRow, ArticleRow.id == VersionRow.article_id)
        self._by_text: dict[str, set[int]] = {}
        for text, id in self._connection.execute(unaddressed.where(VersionRow.sha256.in_(texts), ArticleRow.url.is_(None))):
            self._by_text.setdefault(text, set()).add(id)
        self._names = set(self._one(ArticleRow.name, {item.capture.id for item in items}))
        self._marks = set(self._one(CaptureRow.mark, {item.mark for item in items}))
        self._blobs = set(self._one(Blob.sha256, {identity.sha256_of(identity.bytes_of(item.capture)) for item in items}))
        self._articles = self._loaded({*self._by_key.values(), *(id for ids in self._by_text.values() for id in ids)})
        versions = [version.id for article in self._articles.values() for version in article.versions]
        read = select(ReadingRow.version_id, ReadingRow.lexicon, ReadingRow.rawi, ReadingRow.model, ReadingRow.id)
        self._read = {tuple(row[:4]): row[4] for row in self._connection.execute(read.where(ReadingRow.version_id.in_(versions)))}

    def _loaded(self, ids: set[int]) -> dict[int, _Article]:
        articles = {
            row.id: _Article(row.id, row.name, row.current, row.reading_id)
            for row in self._connection.execute(select(ArticleRow.__table__).where(ArticleRow.id.in_(ids)))
        }
        told = [getattr(VersionRow, name) for name in ("id", "number", "content", "sha256", *_FACTS)]
        for article_id, *row in self._connection.execute(select(VersionRow.article_id, *told).where(VersionRow.article_id.in_(ids))):
            articles[article_id].versions.append(_Version(row[0], row[1], row[2], row[3], tuple(row[4:])))
        return articles

    def _one(self, column: Any, values: Iterable[str]) -> Iterable[str]:
        return self._connection.execute(select(column).where(column.in_(list(values)))).scalars()

    def take(self, item: Incoming) -> None:
        """Enter one capture with its reading."""
        article = self._article_of(item.capture, item.reading.article)
        version = self._version_of(article, item.reading.article)
        self._capture(item, version.id)
        if version.content != identity.content_of(item.reading.article):
            return  # the same text with less known of it: its reading would know less too
        reading = replace(item.reading, article=replace(item.reading.article, id=article.name))
        reading_id, is_new = self._reading(version.id, reading)
        # An old version that is met again stays old; another lexicon's reading of the current one takes over.
        if version.number == article.current and (is_new or article.reading_id is None):
            article.reading_id = reading_id
            self._changed[article.id] = (article, reading)

    def _article_of(self, capture: Capture, article: Article) -> _Article:
        keys = identity.keys_of(capture, article)
        addressed = identity.address_of(article.url) is not None
        known = next((self._by_key[key] for key in keys if key in self._by_key), None)
        if known is None and not addressed:
            known = self._of_same_text(article)
        if known is None:
            known = self._new_article(capture.id, article, keys[0] if keys else identity.content_of(article))
        if not addressed:
            self._by_text.setdefault(article.sha256, set()).add(known)
        for key in keys:
            if key not in self._by_key:
                self._by_key[key] = known
                self._rows[ArticleKey].append({"key": key, "article_id": known})
        return self._articles[known]

    def _of_same_text(self, article: Article) -> int | None:
        """An article without an address that has the same text, unless two outlets are named: those are copies, not one article."""
        for id in sorted(self._by_text.get(article.sha256, ())):
            outlets = {version.facts[_FACTS.index("outlet")] for version in self._articles[id].versions} - {None}
            if article.outlet is None or not outlets or article.outlet in outlets:
                return id
        return None

    def _new_article(self, wanted: str, article: Article, key: str) -> int:
        name = wanted if wanted not in self._names else identity.free_name(wanted, key)
        self._names.add(name)
        id = self._id(ArticleRow)
        url = article.url if identity.address_of(article.url) else None
        self._articles[id] = _Article(id, name, 0)
        self._rows[ArticleRow].append({"id": id, "name": name, "url": url, "current": 0, "reading_id": None, "first_seen": self._at})
        self.added.articles += 1
        return id

    def _version_of(self, known: _Article, article: Article) -> _Version:
        content = identity.content_of(article)
        same = [version for version in known.versions if version.content == content]
        for version in (*same, *(version for version in known.versions if version.tells(article))):
            return version
        id = self._id(VersionRow)
        self.added.versions += known.current > 0
        known.current += 1
        version = _Version(id, known.current, content, article.sha256, _facts(article))
        known.versions.append(version)
        known.reading_id = None
        told = ("sha256", "title", "outlet", "url", "byline", "published", "published_from", "language", "text")
        row = {name: getattr(article, name) for name in told}
        self._rows[VersionRow].append(
            row | {"id": id, "article_id": known.id, "number": known.current, "content": content, "seen": self._at}
        )
        return version

    def _capture(self, item: Incoming, version: int) -> None:
        if item.mark in self._marks:
            return
        capture, data = item.capture, identity.bytes_of(item.capture)
        sha256 = identity.sha256_of(data)
        self._marks.add(item.mark)
        if sha256 not in self._blobs:
            self._blobs.add(sha256)
            self._rows[Blob].append({"sha256": sha256, "size": len(data), "data": identity.packed(data)})
        row = {"id": self._id(CaptureRow), "mark": item.mark, "version_id": version, "sha256": sha256, "source": capture.source}
        row |= {"url": capture.url, "received": capture.received or self._at, "content_type": capture.content_type}
        self._rows[CaptureRow].append(row | {"headers": [list(pair) for pair in capture.headers] or None})
        self.added.captures += 1

    def _reading(self, version: int, reading: Reading) -> tuple[int, bool]:
        made = reading.made_by
        key = (version, made.lexicon, made.rawi, made.model or "")
        if key in self._read:
            return self._read[key], False
        id = self._read[key] = self._id(ReadingRow)
        data = identity.packed(reading.to_json().encode("utf-8"))
        self._rows[ReadingRow].append(dict(zip(_READING_KEY, key, strict=True)) | {"id": id, "made": self._at, "data": data})
        self.added.readings += 1
        return id, True

    def _id(self, model: Any) -> int:
        self._next[model] += 1
        return self._next[model]

    def write(self) -> Added:
        """Write what was gathered, and enter what changed into the index and the audit."""
        for model, rows in self._rows.items():
            if rows:
                self._connection.execute(insert(model), rows)
        for article, _ in self._changed.values():
            values = {"current": article.current, "reading_id": article.reading_id}
            self._connection.execute(update(ArticleRow).where(ArticleRow.id == article.id).values(values))
        self._indexer.enter(self._connection, [(article.id, reading) for article, reading in self._changed.values()])
        if any(self._rows.values()):
            counts = {name: getattr(self.added, name) for name in Added.__slots__}
            record(self._connection, Deed("rawi", "program", "add", "articles", None, counts))
        return self.added


# What makes a version beside its text.
_FACTS = ("title", "outlet", "byline", "published")


def _facts(article: Article) -> tuple[str | None, ...]:
    return tuple(getattr(article, name) for name in _FACTS)


_READING_KEY = ("version_id", "lexicon", "rawi", "model")


def _last_id(connection: Connection, model: Any) -> int:
    return connection.execute(select(func.max(model.id))).scalar() or 0
