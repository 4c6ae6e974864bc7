"""With RAWI_NO_SKIPS set (as .ci/run does) a test that is skipped or expected to fail counts as failed: nothing is passed over in
silence."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

NO_SKIPS = bool(os.environ.get("RAWI_NO_SKIPS"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A skipped or expected failure of a test becomes a failure."""
    report = yield
    if NO_SKIPS and (report.skipped or hasattr(report, "wasxfail")):
        _fail(report, item.nodeid)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """A file that skips itself becomes a failure."""
    report = yield
    if NO_SKIPS and report.skipped:
        _fail(report, collector.nodeid)
    return report


def _fail(report: pytest.TestReport | pytest.CollectReport, name: str) -> None:
    """Mark a report as failed, with the reason it gave for the skip."""
    reason = getattr(report, "wasxfail", None) or report.longrepr
    report.outcome = "failed"
    report.longrepr = f"{name} was skipped or expected to fail, and RAWI_NO_SKIPS is set: {reason}"
    if hasattr(report, "wasxfail"):
        del report.wasxfail
