"""A bar on standard error for long runs, and messages that do not tear it."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

_SHOWN_FROM = 20  # articles; fewer are over before a bar helps


class Progress:
    """Counts articles; the bar appears after the first twenty, on a terminal only. ``quiet`` keeps it away."""

    def __init__(self, unit: str = "articles", quiet: bool = False) -> None:
        self.unit = unit
        self.done = 0
        self._quiet = quiet or not sys.stderr.isatty()
        self._bar: Bar | None = None

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()

    def step(self, more: int = 1) -> None:
        """One more article is read, or several."""
        self.done += more
        if self._bar is None and self.done > _SHOWN_FROM and not self._quiet:
            self._bar = self._started()
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], completed=self.done)

    def tell(self, message: str) -> None:
        """One message on standard error, above the bar where there is one."""
        if self._bar is None:
            print(message, file=sys.stderr)
        else:
            self._bar.console.print(message, markup=False, highlight=False, soft_wrap=True)

    def _started(self) -> Bar:
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bar

        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed:.0f} " + self.unit), TimeElapsedColumn())
        bar = Bar(*columns, console=Console(stderr=True), transient=True)
        bar.add_task("reading", total=None, completed=self.done)
        bar.start()
        return bar
