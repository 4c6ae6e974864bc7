"""`rawi demo`: the bundled samples, read, as a digest on the console and one self-contained HTML report."""

from rawi.demo.chainline import chain_line
from rawi.demo.gloss import gloss_attribution, gloss_event
from rawi.demo.report import write_demo
from rawi.demo.samples import Sample, load_samples

__all__ = ["Sample", "chain_line", "gloss_attribution", "gloss_event", "load_samples", "write_demo"]
