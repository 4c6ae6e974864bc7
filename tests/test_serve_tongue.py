"""The words, numbers and dates of the interface; offsets for the browser; the files that are shipped."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from rawi.serve.offsets import Units
from rawi.serve.tongue import tongue

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tools"))
import make_catalogs  # noqa: E402
import vendor_assets  # noqa: E402


@given(some.text(max_size=40), some.data())
def test_offsets_are_those_of_utf16_and_lead_back(text: str, data: some.DataObject) -> None:
    at = data.draw(some.integers(0, len(text)))
    units = Units.of(text)
    assert units.units(at) == len(text[:at].encode("utf-16-le", "surrogatepass")) // 2
    assert units.point(units.units(at)) == at


def test_the_middle_of_a_wide_letter_is_its_beginning() -> None:
    units = Units.of("🔴 عاجل")
    assert [units.point(unit) for unit in range(4)] == [0, 0, 1, 2]


@pytest.mark.parametrize(
    ("code", "number", "share", "day"),
    [("en", "12,345", "0.74", "3 July 2019"), ("ar", "١٢٬٣٤٥", "٠٫٧٤", "٣ تموز/يوليو ٢٠١٩")],
)
def test_numbers_and_days_by_language(code: str, number: str, share: str, day: str) -> None:
    spoken = tongue(code)
    assert (spoken.number(12345), spoken.number(0.74, 2), spoken.day("2019-07-03")) == (number, share, day)
    assert spoken.day("soon") == "soon" and spoken.day(None) == ""


@pytest.mark.parametrize(
    ("count", "told"),
    [(0, "لا أحداث"), (1, "حدث واحد"), (2, "حدثان"), (7, "٧ أحداث"), (11, "١١ حدثاً"), (100, "١٠٠ حدث"), (103, "١٠٣ أحداث")],
)
def test_arabic_counts_in_six_ways(count: int, told: str) -> None:
    spoken = tongue("ar")
    form = spoken.messages.ngettext("%(shown)s event", "%(shown)s events", count)
    assert (form % {"shown": spoken.number(count)} if "%" in form else form) == told


def test_every_message_is_translated_and_compiled() -> None:
    made = make_catalogs.catalog()
    assert make_catalogs.missing(made) == []
    assert make_catalogs.PO.with_suffix(".mo").read_bytes() == make_catalogs.compiled(made), "run tools/make_catalogs.py"
    assert "#, fuzzy" not in make_catalogs.PO.read_text("utf-8")


def test_the_browser_files_are_those_of_the_lock() -> None:
    assert vendor_assets.check() == []
    shipped = [path for folder in ("fonts", "vendor") for path in (ROOT / "src/rawi/serve/static" / folder).iterdir()]
    locked = vendor_assets.LOCK.read_text("utf-8")
    assert [path.name for path in shipped if path.relative_to(ROOT).as_posix() not in locked] == []
    assert sum("LICENSE" in path.name or "OFL" in path.name for path in shipped) >= 4
