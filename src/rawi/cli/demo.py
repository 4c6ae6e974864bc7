"""rawi demo: the bundled samples read, shown and written as one report."""

from __future__ import annotations

from pathlib import Path


def demo() -> None:
    """Read the bundled sample articles: a digest here, a report in ./rawi-demo.html."""
    from rich.console import Console

    from rawi.demo import write_demo

    write_demo(Path.cwd(), Console())
