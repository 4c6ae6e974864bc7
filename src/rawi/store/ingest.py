"""Captures into the store, a batch at a time; what was taken in before is passed over, so that a run that was cut off goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from rawi.acquire import Capture, Refusal
from rawi.records import MadeBy, Reading
from rawi.store.adding import Added, Incoming
from rawi.store.identity import mark_of
from rawi.store.store import Store

_TOGETHER = 50  # captures a batch
_BYTES_TOGETHER = 32_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """How captures become readings: ``read`` gives a Reading or why there is none, ``made_by`` says what reads; ``outlet`` and
    ``published`` are what was said of all captures that do not say."""

    read: Callable[[Capture], Reading | Refusal]
    made_by: MadeBy
    outlet: str | None = None
    published: str | None = None


@dataclass(slots=True)
class Taken:
    """What a run came to so far: captures seen, passed over as known, refused, and what was added."""

    seen: int = 0
    known: int = 0
    refused: int = 0
    added: Added = field(default_factory=Added)


def ingest(store: Store, found: Iterable[Capture | Refusal], source: Source) -> Iterator[Refusal | Taken]:
    """Take captures in. Yields each Refusal as it comes, and after each batch the counts so far: what they tell of is kept, whatever
    happens afterwards. Raises StoreError where the store does not take a batch; the batches before are whole."""
    taken = Taken()
    for batch in _batches(found):
        marked = {id(item): mark_of(item, source.outlet, source.published) for item in batch if isinstance(item, Capture)}
        known = store.known(list(marked.values()), source.made_by)
        new: list[Incoming] = []
        for item in batch:
            taken.seen += 1
            mark = marked.get(id(item), "")
            if mark in known:
                taken.known += 1
                continue
            reading = item if isinstance(item, Refusal) else _read(item, source)
            if isinstance(reading, Refusal):
                taken.refused += 1
                yield reading
            elif isinstance(item, Capture):
                new.append(Incoming(item, mark, reading))
        if new:
            taken.added.count(store.add(new))
        yield taken


def _read(capture: Capture, source: Source) -> Reading | Refusal:
    """The reading of a capture, or why it cannot be kept."""
    reading = source.read(capture)
    if isinstance(reading, Reading):
        article = reading.article
        if any("\0" in (told or "") for told in (article.text, article.title, article.outlet, article.byline, article.url)):
            return Refusal(capture.source, "holds a NUL character, which no database takes; remove it")
    return reading


def _batches(found: Iterable[Capture | Refusal]) -> Iterator[list[Capture | Refusal]]:
    batch: list[Capture | Refusal] = []
    size = 0
    for item in found:
        batch.append(item)
        size += len(item.raw) if isinstance(item, Capture) else 0
        if len(batch) >= _TOGETHER or size >= _BYTES_TOGETHER:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
