"""What the commands make of their inputs; the workbench does the same, so that it stands in ``rawi.articles``."""

from rawi.articles import Assumption, Wishes, read_capture, readings

__all__ = ["Assumption", "Wishes", "read_capture", "readings"]
