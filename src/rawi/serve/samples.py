"""The bundled samples in a store, read and compared, for `rawi serve --demo` and the tests of the pages."""

from __future__ import annotations

from rawi.acquire import Capture
from rawi.demo import Sample, load_samples
from rawi.demo.report import read_sample
from rawi.read import default_reader
from rawi.review.comparing import keep_comparison
from rawi.store import Incoming, Store
from rawi.store.identity import mark_of


def fill(store: Store) -> None:
    """Read the samples into a store, and keep what they say together."""
    reader = default_reader()
    captures = [(sample, _capture(sample)) for sample in load_samples()]
    store.add([Incoming(capture, mark_of(capture, None, None), read_sample(sample, reader)) for sample, capture in captures])
    keep_comparison(store)


def _capture(sample: Sample) -> Capture:
    source = f"samples/{sample.id}.toml"
    key = f"sample:{sample.id}"
    return Capture(sample.id, source, text=sample.text, title=sample.title, outlet=sample.outlet, published=sample.published, key=key)
