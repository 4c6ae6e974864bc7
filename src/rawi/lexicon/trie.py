"""Phrase lookup: a trie over folded tokens, plain Python."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from rawi.lexicon.inflect import Form
from rawi.lexicon.rows import Item

WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_HERE = ""
# A bare alef may stand for any, a teh marbuta for heh; what the text writes otherwise it means.
_LENIENT = "\u0627\u0629"

Node = dict[str, Any]


class Entry(NamedTuple):
    """What a phrase stands for: a table's item, the inflected form (None for a name), and for nouns the alefs as the table spells them."""

    table: str
    item: Item
    form: Form | None = None
    alefs: str | None = None

    def spelled_like(self, alefs: str) -> bool:
        """Whether the alefs of a text allow this entry: a hamza that the text writes must be the entry's own."""
        if self.alefs is None or len(self.alefs) != len(alefs):
            return True
        return all(seen == own or seen in _LENIENT for seen, own in zip(alefs, self.alefs, strict=True))


def tokens(phrase: str) -> list[str]:
    """The tokens of a folded phrase, cut as text is."""
    return [phrase] if phrase.isalpha() else WORD.findall(phrase)


class PhraseTrie:
    """All phrases of the lexicon by their tokens."""

    __slots__ = ("root",)

    def __init__(self) -> None:
        self.root: Node = {}

    def add(self, phrase: Sequence[str], entry: Entry) -> None:
        """Enter a phrase; the same phrase may stand for several entries."""
        if not phrase:
            return
        node = self.root
        for token in phrase:
            following = node.get(token)
            if following is None:
                following = node[token] = {}
            node = following
        here = node.get(_HERE)
        if here is None:
            node[_HERE] = [entry]
        else:
            here.append(entry)

    def starts(self) -> Iterable[str]:
        """Every token that begins a phrase."""
        return self.root.keys()

    @staticmethod
    def entries(node: Node) -> list[Entry]:
        """What ends at a node."""
        found: list[Entry] = node.get(_HERE, [])
        return found
