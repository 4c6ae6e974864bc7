"""`rawi serve`: the workbench, pages and API over one store, for one person's browser on this machine."""

from rawi.serve.app import make_app
from rawi.serve.safety import Door

__all__ = ["Door", "make_app"]
