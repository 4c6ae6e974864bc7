"""The commands that README.md promises: ``python tests/readme_commands.py N`` prints the N-th ``sh`` block (from 1), which holds one
command line."""

from __future__ import annotations

import re
import sys
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"
_BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def commands() -> list[str]:
    """The text of every ``sh`` block of the README, in order."""
    return [block.strip() for block in _BLOCK.findall(README.read_text("utf-8"))]


if __name__ == "__main__":
    print(commands()[int(sys.argv[1]) - 1])
