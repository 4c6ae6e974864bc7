"""Keeps what was built of the tables beside them, as Python keeps compiled modules beside their source: data/__pycache__/."""

from __future__ import annotations

import gc
import hashlib
import pickle
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
_PACKAGE = Path(__file__).parent.parent
# The code that decides what is built: a change there makes the kept file stale, as a change of a table does.
_BUILDERS = ("fold.py", "records.py", "lexicon/*.py")
_STAMP_BYTES = 32


def built_once(folder: Path, digest: str, build: Callable[[], T]) -> T:
    """What ``build`` makes of the tables with this digest: taken from the file kept beside them, else made, and kept where the folder
    can be written. Where it cannot, nothing is said: every start is only slower."""
    path = folder / "__pycache__" / f"lexicon.{sys.implementation.cache_tag}.pickle"
    stamp = hashlib.sha256(f"{digest} {folder} {sys.version} {_builders()}".encode()).digest()
    with _collector_off():
        kept: T | None = _kept(path, stamp)
        if kept is not None:
            return kept
        built = build()
        _keep(path, stamp, built)
        return built


@cache
def _builders() -> str:
    """A digest of the code that builds."""
    files = sorted(path for pattern in _BUILDERS for path in _PACKAGE.glob(pattern))
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()


def _kept(path: Path, stamp: bytes) -> T | None:
    """What the file holds, or None where it is missing, stale or damaged."""
    with suppress(Exception):
        written = path.read_bytes()
        if written[:_STAMP_BYTES] == stamp:
            found: T = pickle.loads(memoryview(written)[_STAMP_BYTES:])
            return found
    return None


def _keep(path: Path, stamp: bytes, built: object) -> None:
    """Write the file whole or not at all."""
    with suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        written = stamp + pickle.dumps(built, protocol=pickle.HIGHEST_PROTOCOL)
        unfinished = path.with_name(f"{path.name}.{id(built):x}")
        try:
            unfinished.write_bytes(written)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)


@contextmanager
def _collector_off() -> Iterator[None]:
    """Without the garbage collector, which would walk a hundred thousand new objects again and again and find nothing."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
