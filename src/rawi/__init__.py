"""Rawi reads Arabic conflict news and records who is reported to have done what to whom, where and when, and on whose word."""

from rawi.read import read
from rawi.records import Article, Reading
from rawi.version import VERSION as __version__

__all__ = ["Article", "Reading", "__version__", "read"]
