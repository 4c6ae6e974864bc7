"""A line of its own that says where from and for whom: «Damascus – Voice of the Coast», right below the title."""

from __future__ import annotations

import re

from rawi.clean.lines import Line
from rawi.lexicon import Lexicon
from rawi.lexicon.trie import PhraseTrie, tokens

# A place of one to three words, a dash or stroke between spaces, an outlet or name of one to four words.
_FROM_AND_FOR = re.compile(r"(?P<place>\w+(?: \w+){0,2})\s+[-/|:]\s+(?P<outlet>[^\W\d_]+(?: [^\W\d_]+){0,3})")
_FIRST_LINES = 3
_PLACES = frozenset({"places", "countries"})
_AGENCIES = frozenset({"actors"})


def dateline_of_its_own(line: Line, below_title: int, lexicon: Lexicon) -> bool:
    """Whether a line within the first three below the title is a dateline and nothing of the story."""
    found = _FROM_AND_FOR.fullmatch(line.core) if 0 < below_title <= _FIRST_LINES and not line.stopped else None
    return found is not None and bool(_tables(found["place"], lexicon) & _PLACES) and not _tables(found["outlet"], lexicon) & _AGENCIES


def _tables(words: str, lexicon: Lexicon) -> set[str]:
    """The tables that know the words whole; an agency («Dubai - Reuters») is a source, no furniture."""
    node = lexicon.trie.root
    for token in tokens(words):
        node = node.get(token, {})
    return {entry.table for entry in PhraseTrie.entries(node)}
