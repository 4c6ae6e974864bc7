"""Files of this machine into the store while the page goes on: one after the other, with the counts so far and why one was passed over."""

from __future__ import annotations

import re
import shutil
import tempfile
import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from rawi.acquire import Capture, Refusal, captures
from rawi.articles import Wishes, read_capture
from rawi.read import default_reader
from rawi.store import Store, StoreError
from rawi.store.ingest import Source, Taken, ingest

MOST_TOLD = 200
"""Refusals that are kept for the page; the others are counted."""
_WEB = re.compile(r"https?://", re.I)
_UNSAFE = re.compile(r"[^\w.\- ]+")


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be opened: a path or address as it was typed, or a file that was sent (``folder`` is then its temporary one)."""

    path: str
    wishes: Wishes
    folder: str | None = None


@dataclass(slots=True)
class Opening:
    """The files that are being opened. ``counts`` are of all orders since the last pause; ``fault`` is what the store could not do."""

    store: Store
    orders: deque[Order] = field(default_factory=deque)
    running: bool = False
    stopping: bool = False
    seen: int = 0
    known: int = 0
    new: int = 0
    versions: int = 0
    refused: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    fault: str | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, order: Order) -> None:
        """Open something, now or behind what is being opened."""
        with self.lock:
            self.orders.append(order)
            if self.running:
                return
            self.running, self.stopping, self.fault = True, False, None
            self.seen = self.known = self.new = self.versions = self.refused = 0
            self.refusals.clear()
        threading.Thread(target=self._work, name="opening", daemon=True).start()

    def stop(self) -> None:
        """Stop after the batch that is being kept; what is kept stays."""
        with self.lock:
            self.stopping = True
            waiting, self.orders = list(self.orders), deque()
        for order in waiting:
            _forget(order)

    def _work(self) -> None:
        while (order := self._next()) is not None:
            try:
                self._open(order)
            except StoreError as error:
                self.fault = str(error)
            except Exception as error:
                self.fault = f"{order.path}: opening it failed inside Rawi ({type(error).__name__}); please report this."
            finally:
                _forget(order)

    def _next(self) -> Order | None:
        """The next order; the work ends where there is none, before another can be added."""
        with self.lock:
            self.running = bool(self.orders)
            return self.orders.popleft() if self.orders else None

    def _open(self, order: Order) -> None:
        reader, wishes = default_reader(), order.wishes
        source = Source(partial(read_capture, reader=reader, wishes=wishes), reader.made_by, wishes.outlet, wishes.published)
        before = (self.seen, self.known, self.new, self.versions)
        for told in ingest(self.store, self._found(order), source):
            if isinstance(told, Refusal):
                self._refuse(told)
            else:
                self._count(before, told)

    def _found(self, order: Order) -> Iterator[Capture | Refusal]:
        """The captures of an order until it is stopped; a file that was sent is known by its name, not by where it lay."""
        for item in _captures(order):
            if self.stopping:
                return
            yield item if order.folder is None else _renamed(item, order.folder)

    def _refuse(self, refusal: Refusal) -> None:
        self.refused += 1
        if len(self.refusals) < MOST_TOLD:
            self.refusals.append(refusal)

    def _count(self, before: tuple[int, ...], taken: Taken) -> None:
        now = (taken.seen, taken.known, taken.added.articles, taken.added.versions)
        self.seen, self.known, self.new, self.versions = (a + b for a, b in zip(before, now, strict=True))


def sent(name: str, data: bytes, wishes: Wishes) -> Order:
    """An order for a file that was sent: its bytes under its name in a temporary folder."""
    folder = tempfile.mkdtemp(prefix="rawi-sent-")
    path = Path(folder) / (_UNSAFE.sub("_", Path(name).name).lstrip(".")[-120:] or "file.txt")
    path.write_bytes(data)
    return Order(str(path), wishes, folder)


def _captures(order: Order) -> Iterator[Capture | Refusal]:
    """The captures of a path; what is neither file nor folder (a pipe, a device) is refused, since reading it may never end."""
    if _WEB.match(order.path):
        yield from captures([order.path])
        return
    path = Path(order.path).expanduser().absolute()
    if path.exists() and not (path.is_file() or path.is_dir()):
        yield Refusal(order.path, "is neither a file nor a folder; give one of these")
        return
    yield from captures([str(path)])


def _renamed(item: Capture | Refusal, folder: str) -> Capture | Refusal:
    name = f"{folder}/"
    if isinstance(item, Refusal):
        return replace(item, source=_without(item.source, name))
    key = _without(item.key, name) if item.key else None
    return replace(item, source=_without(item.source, name), key=f"sent:{key}" if key else None)


def _without(told: str, name: str) -> str:
    before, _, behind = told.partition(name)
    return before + behind


def _forget(order: Order) -> None:
    if order.folder is not None:
        shutil.rmtree(order.folder, ignore_errors=True)
