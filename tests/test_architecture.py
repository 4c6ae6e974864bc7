"""The invariants of docs/ARCHITECTURE.md, each told as an absence: what is forbidden there is looked for in src/rawi here."""

from __future__ import annotations

import ast
import re
import statistics
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "rawi"
PAGE = (ROOT / "docs" / "ARCHITECTURE.md").read_text("utf-8")
FILES = sorted(SOURCE.rglob("*.py"))
NAMES = [path.relative_to(SOURCE).as_posix() for path in FILES]
STAGES = ("clean", "recognise", "attribute", "code_events")
PURE = ("records", "fold", "lexicon", "parse", *STAGES, "read", "codes")

# Longer than the rule allows when the rule was made; a number here may only fall, a name only go.
LONG_FILES: dict[str, int] = {"records.py": 329}
LONG_FUNCTIONS: dict[str, int] = {}

each_file = pytest.mark.parametrize("name", NAMES)


@cache
def tree(name: str) -> ast.Module:
    return ast.parse((SOURCE / name).read_text("utf-8"))


def part(name: str) -> str:
    """The package a file belongs to: ``clean/page.py`` → clean, ``read.py`` → read."""
    return name.split("/")[0].removesuffix(".py")


def imported(name: str) -> Iterator[str]:
    """Every module a file imports, wherever the import stands; ``from a import b`` gives both ``a`` and ``a.b``."""
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}:{node.lineno}: relative import; write it from rawi down"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def levels() -> dict[str, int]:
    """Package → height, from the line of the page that holds the arrows."""
    line = next(line for line in PAGE.splitlines() if line.startswith("records"))
    return {name.strip(): height for height, group in enumerate(line.split("←")) for name in group.split("|")}


@each_file
def test_imports_run_downhill(name: str) -> None:
    if name == "__init__.py":
        return
    height = levels()
    here = part(name)
    assert here in height, f"{here} is not in the import line of docs/ARCHITECTURE.md"
    for module in imported(name):
        if module.startswith("rawi."):
            there = module.split(".")[1]
            assert there == here or height[there] < height[here], f"{name} imports {module}, which is not below it"


def test_stages_never_import_each_other() -> None:
    of_stages = [(name, module) for name in NAMES if part(name) in STAGES for module in imported(name) if module.startswith("rawi.")]
    met = [(name, module) for name, module in of_stages if module.split(".")[1] in STAGES and module.split(".")[1] != part(name)]
    assert met == []
    assert {levels()[stage] for stage in STAGES} == {levels()["clean"]}


def test_the_package_itself_imports_only_read_records_and_version() -> None:
    assert {module.split(".")[1] for module in imported("__init__.py") if module.startswith("rawi.")} <= {"read", "records", "version"}


@each_file
def test_no_arabic_letter_in_code(name: str) -> None:
    lines = (SOURCE / name).read_text("utf-8").split("\n")
    assert [number for number, line in enumerate(lines, 1) if re.search("[\u0621-\u064a]", line)] == [], "words live in data/"


@each_file
def test_no_variant_of_the_text_is_made_outside_fold(name: str) -> None:
    """``a.replace(b, c)`` of two strings, ``translate``, ``maketrans``, ``normalize``; a path's or a date's ``replace`` is none."""
    if name == "fold.py":
        return
    calls = [node for node in ast.walk(tree(name)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    assert [node.lineno for node in calls if _alters(node)] == []


def _alters(node: ast.Call) -> bool:
    called = node.func.attr  # type: ignore[attr-defined]
    return called in ("translate", "maketrans", "normalize") or (called == "replace" and len(node.args) >= 2)


NETWORK = {"socket", "ssl", "urllib.request", "http", "requests", "httpx", "aiohttp", "urllib3", "ftplib", "smtplib", "asyncio"}


@each_file
def test_no_network_outside_acquire(name: str) -> None:
    if part(name) != "acquire":
        assert [m for m in imported(name) if m in NETWORK or m.split(".")[0] in NETWORK] == []


@each_file
def test_no_clock_environment_or_chance_in_what_reads(name: str) -> None:
    if part(name) not in PURE:
        return
    modules = {module.split(".")[0] for module in imported(name)}
    assert modules & {"time", "random", "secrets", "uuid", "os", "locale", "zoneinfo", "platform"} == set()
    touched = {node.attr for node in ast.walk(tree(name)) if isinstance(node, ast.Attribute)}
    assert touched & {"now", "today", "utcnow", "environ", "getenv"} == set()


@each_file
def test_files_are_named_from_the_domain(name: str) -> None:
    assert {Path(name).stem, *Path(name).parent.parts} & {
        "util",
        "utils",
        "helper",
        "helpers",
        "common",
        "misc",
        "base",
        "manager",
        "core",
        "tools",
    } == set()


@each_file
def test_files_are_short(name: str) -> None:
    lines = len((SOURCE / name).read_text("utf-8").splitlines())
    assert lines <= max(300, LONG_FILES.get(name, 0))


def functions() -> list[tuple[str, int]]:
    """``file:function`` and its lines, decorators left out."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [
        (f"{name}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1)
        for name in NAMES
        for node in ast.walk(tree(name))
        if isinstance(node, kinds)
    ]


def test_functions_are_short() -> None:
    assert {where: lines for where, lines in functions() if lines > max(30, LONG_FUNCTIONS.get(where, 0))} == {}
    assert statistics.median(lines for _, lines in functions()) < 10


def test_the_exceptions_only_shrink() -> None:
    """An exception that the code no longer needs is taken off the list."""
    sizes = {name: len((SOURCE / name).read_text("utf-8").splitlines()) for name in NAMES}
    assert {name for name, lines in LONG_FILES.items() if sizes.get(name, 0) < min(lines, 301)} == set()
    assert {where for where in LONG_FUNCTIONS if dict(functions()).get(where, 0) <= 30} == set()


@each_file
def test_everything_public_has_a_docstring(name: str) -> None:
    """Every module, and every public class and function of a module that is not a method of a private class."""
    if all(isinstance(node, ast.Assign) for node in tree(name).body):
        return
    assert ast.get_docstring(tree(name))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    bare = [
        node.name for node in tree(name).body if isinstance(node, kinds) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert bare == []


def test_the_page_and_the_folders_agree() -> None:
    folders = {path.name for path in SOURCE.iterdir() if path.is_dir() and path.name[0] not in "._" and path.name != "data"}
    modules = {path.stem for path in SOURCE.glob("*.py") if path.stem != "__init__"}
    assert set(levels()) == folders | modules
    for name in folders:
        assert f"`{name}/`" in PAGE, f"docs/ARCHITECTURE.md does not speak of {name}/"


def test_every_path_on_the_page_exists() -> None:
    named = set(re.findall(r"`([\w/.*-]+\.(?:py|tsv|toml|md|json)|[\w/]+/)`", PAGE))
    places = (SOURCE, SOURCE / "data", ROOT, ROOT / "docs")
    assert sorted(p for p in named if not any(any(place.glob(p.rstrip("/"))) for place in places)) == []


def test_every_invariant_of_the_page_names_its_test() -> None:
    section = PAGE.split("## Invariants")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("* ")]
    assert len(rows) >= 10
    known = "\n".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    for row in rows:
        tests = re.findall(r"`(test_\w+)`", row)
        assert tests, row
        assert all(f"def {test}(" in known for test in tests), row
