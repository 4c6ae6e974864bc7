"""The documents say what the program does: commands exist, examples give what is shown, tables and columns are all described.

A page shows an example by two comments, each before a fenced block: ``<!-- file: NAME -->`` gives a file, ``<!-- shown: COMMAND -->`` what the
command prints with these files; blocks of ``pycon`` are run as they stand. ``python tests/test_docs.py --write`` writes what is shown anew.
"""

from __future__ import annotations

import code
import contextlib
import doctest
import io
import json
import os
import re
import shlex
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from rawi.cli import app
from rawi.lexicon.tables import data_folder, load_schema
from readme_commands import commands

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
TEXT = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in PAGES}
EXAMPLES = [name for name, text in TEXT.items() if "<!-- shown: " in text or "```pycon" in text]
COMMANDS = sorted(get_command(app).commands)  # type: ignore[attr-defined]
_FILE = re.compile(r"<!-- file: (\S+) -->\n```\w*\n(.*?)```", re.DOTALL)
_SHOWN = re.compile(r"(<!-- shown: rawi (.*?) -->\n```\w*\n)(.*?)(```)", re.DOTALL)
_PYCON = re.compile(r"(```pycon\n)(.*?)(```)", re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")


def renewed(text: str) -> str:
    """A page with every example's output as the program gives it now."""
    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.chdir(folder),
        patch.dict(os.environ, {"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"}),
    ):
        for name, content in _FILE.findall(text):
            Path(name).write_text(content, "utf-8")
        text = _SHOWN.sub(lambda m: m[1] + _output(m[2]) + m[4], text)
        session = code.InteractiveInterpreter()
        return _PYCON.sub(lambda m: m[1] + _session(m[2], session) + m[3], text)


def _output(command: str) -> str:
    """What a rawi command prints; one line of JSON is shown indented."""
    result = CliRunner().invoke(app, shlex.split(command))
    assert result.exit_code == 0, f"rawi {command}: exit {result.exit_code}: {result.output}"
    shown = result.stdout
    if shown.startswith('{"contract"'):
        shown = _compact(json.loads(shown) | {"made_by": {"rawi": "0.1.0", "lexicon": "0123456789abcdef", "model": None}}) + "\n"
    return "\n".join(line.rstrip() for line in shown.rstrip().split("\n")) + "\n"


def _compact(data: dict[str, object]) -> str:
    """A Reading with one record a line."""
    lines = []
    for key, value in data.items():
        rows = ",\n".join("  " + json.dumps(item, ensure_ascii=False) for item in value) if isinstance(value, list) else ""
        lines.append(f"{json.dumps(key)}: " + (f"[\n{rows}\n]" if rows else json.dumps(value, ensure_ascii=False)))
    return "{" + ",\n ".join(lines) + "}"


def _session(block: str, session: code.InteractiveInterpreter) -> str:
    """A block of Python as an interpreter shows it."""
    shown = []
    for item in doctest.DocTestParser().get_examples(block):
        first, *more = item.source.rstrip("\n").split("\n")
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            assert not session.runsource(item.source if not more else item.source + "\n", symbol="single")
        shown.append("\n".join([f">>> {first}", *(f"... {line}" for line in more)]) + "\n" + printed.getvalue())
    return "".join(shown)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_gives_what_is_shown(name: str) -> None:
    assert renewed(TEXT[name]) == TEXT[name], (
        f"{name} shows something else; run python tests/test_docs.py --write and look at the difference"
    )


def test_the_readme_and_the_contract_have_examples() -> None:
    assert {"README.md", "docs/records.md", "docs/tutorial.md"} <= set(EXAMPLES)


def test_the_readme_begins_with_two_commands() -> None:
    """Two ``sh`` blocks of one line each: set up and see; set up and test. Nothing but Python is asked for."""
    blocks = commands()[:2]
    assert all("\n" not in block for block in blocks)
    assert blocks[0].startswith("python3 -m venv") and blocks[0].endswith("rawi demo")
    assert blocks[1].startswith("python3 -m venv") and "pytest" in blocks[1] and "[dev]" in blocks[1]


def test_every_command_is_documented() -> None:
    pages = "\n".join(TEXT.values())
    assert [command for command in COMMANDS if not re.search(rf"rawi {command}\b", TEXT["README.md"] + TEXT["docs/tutorial.md"])] == []
    known = {*COMMANDS, "--help", "--version"}
    said = set(re.findall(r"(?:^|[`$/ ])rawi ((?:--)?[a-z][a-z-]*)(?= |`|$)", "\n".join(_code(pages)), re.MULTILINE))
    assert said - known == set()


def _code(text: str) -> list[str]:
    """What stands in backticks and in fenced sh and console blocks."""
    fenced = re.findall(r"```(?:sh|console)\n(.*?)```", text, re.DOTALL)
    plain = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    return fenced + [f"`{words}`" for words in re.findall(r"`(rawi [^`\n]+)`", plain)]


def test_every_option_on_the_pages_exists() -> None:
    known = {option for command in _commands(get_command(app)) for p in command.params for option in p.opts}
    said = {
        (line, option)
        for line in _code("\n".join(TEXT.values()))
        if line.lstrip("`$ ").startswith("rawi ")
        for option in re.findall(r"(?<=\s)--[a-z-]+", line)
    }
    assert {(line, option) for line, option in said if option not in known | {"--help"}} == set()


def _commands(group: Any) -> Iterator[Any]:
    """The commands of a group, and those of the groups within it."""
    for command in group.commands.values():
        yield command
        if hasattr(command, "commands"):
            yield from _commands(command)


@pytest.mark.parametrize("name", sorted(TEXT))
def test_every_link_leads_somewhere(name: str) -> None:
    folder = (ROOT / name).parent
    assert [link for link in _LINK.findall(TEXT[name]) if not (folder / link).exists()] == []


def _described() -> dict[str, str]:
    """File → columns, from the tables of docs/editing-the-data.md."""
    rows = re.findall(r"^\| `([^`]+)`[^|]* \| `([^`]+)`", TEXT["docs/editing-the-data.md"], re.MULTILINE)
    return dict(rows)


def test_every_table_is_documented_with_its_columns() -> None:
    declared = {table["files"]: " ".join(table["columns"]) for table in load_schema(data_folder()).tables.values()}
    described = _described()
    assert {file: described.get(file) for file in declared} == declared


def test_every_toml_file_is_documented() -> None:
    page = TEXT["docs/editing-the-data.md"]
    lists = {path.name for path in data_folder().glob("*.toml")}
    assert {name for name in lists if f"`{name}`" not in page} == set()
    named = set(re.findall(r"`([\w*/]+\.(?:tsv|toml|txt))`", page))
    assert {name for name in named if not any(data_folder().glob(name))} <= {"known_gaps.tsv"}


def test_every_value_of_a_set_is_documented() -> None:
    """Whoever fills a cell can look up what it may hold."""
    page = TEXT["docs/editing-the-data.md"]
    sets = load_schema(data_folder()).sets
    assert {(name, value) for name, values in sets.items() for value in values if not re.search(rf"\b{value}\b", page)} == set()


def test_the_changelog_keeps_its_form() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    versions = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    assert versions
    for version in versions:
        assert re.match(r"\[(?:Unreleased|\d+\.\d+\.\d+)\]", version)
        assert set(re.findall(r"^### (.*)$", version, re.MULTILINE)) <= {"Code", "Data", "Scores"}


def test_the_version_is_in_the_changelog() -> None:
    version = re.search(r'"(.*)"', (ROOT / "src/rawi/version.py").read_text("utf-8"))
    assert version and f"## [{version[1]}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["name"] == "rawi"


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit("usage: python tests/test_docs.py --write")
    for page, old in TEXT.items():
        new = renewed(old)
        if new != old:
            (ROOT / page).write_text(new, "utf-8")
            print(f"{page}: examples written anew; review before committing")
