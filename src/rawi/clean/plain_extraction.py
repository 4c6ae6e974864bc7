"""The paragraphs of a page without any guess at its theme: the fallback, linear in the page's size."""

from __future__ import annotations

import re
from typing import Any

_SKIPPED = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "nav",
        "header",
        "footer",
        "aside",
        "form",
        "button",
        "select",
        "textarea",
        "iframe",
        "svg",
        "figure",
        "figcaption",
        "head",
    }
)
_BLOCKS = frozenset(
    {
        "p",
        "div",
        "td",
        "th",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "br",
        "hr",
        "blockquote",
        "section",
        "article",
        "main",
        "table",
        "tr",
        "ul",
        "ol",
        "body",
        "pre",
        "dd",
        "dt",
        "dl",
        "center",
    }
)
_SPACES = re.compile(r"[^\S\n]+|\n+")
# A paragraph of a story is a sentence at least; what is shorter counts only between two of them.
_PARAGRAPH_LETTERS = 60
_LINK_SHARE = 0.5
_RUNNING_LETTERS = 30
_STORY_SHARE = 0.8
_LAYOUT = frozenset({"body", "div", "table", "tbody", "tr", "td", "center", "section", "article", "main", "form"})


def plain_text(tree: Any) -> str:
    """The paragraphs from the first to the last long one of the body, one a line; "" where there is no long one."""
    blocks: list[list[str]] = [[]]
    linked: list[int] = [0]
    _gather(_story_part(tree), blocks, linked)
    shown = [(_SPACES.sub(" ", "".join(block)).strip(), letters) for block, letters in zip(blocks, linked, strict=True)]
    kept = [(text, letters < _LINK_SHARE * len(text)) for text, letters in shown if text]
    long = [index for index, (text, own) in enumerate(kept) if own and len(text) >= _PARAGRAPH_LETTERS]
    return "\n".join(text for text, own in kept[long[0] : long[-1] + 1] if own) if long else ""


def _story_part(tree: Any) -> Any:
    """The smallest element that holds most of the running text: of a table layout the story's cell."""
    letters = letters_within(tree)
    part, least = tree, _STORY_SHARE * letters[tree]
    while least and (inside := [child for child in part if letters.get(child, 0) >= least and child.tag in _LAYOUT]):
        part = inside[0]
    return part


def letters_within(tree: Any) -> dict[Any, int]:
    """How many letters of running text (stretches as long as a sentence, outside links) each element holds."""
    letters: dict[Any, int] = {}
    for element in reversed([element for element in tree.iter() if isinstance(element.tag, str)]):
        linked = element.tag in ("a", "script", "style")
        inside = sum(letters[child] + _running(child.tail) for child in element if child in letters)
        letters[element] = 0 if linked else _running(element.text) + inside
    return letters


def _running(text: str | None) -> int:
    shown = len(text.strip()) if text else 0
    return shown if shown >= _RUNNING_LETTERS else 0


def _gather(tree: Any, blocks: list[list[str]], linked: list[int]) -> None:
    """Walk the tree without recursion: letters go to the last block, block tags open a new one; ``linked`` counts letters inside links."""
    walk = [(tree, False, False)]
    while walk:
        element, in_link, done = walk.pop()
        if not done:
            if not isinstance(element.tag, str) or element.tag in _SKIPPED:
                _add(element.tail, in_link, blocks, linked)
                continue
            _open(element, blocks, linked)
            inside = in_link or element.tag == "a"
            _add(element.text, inside, blocks, linked)
            walk.append((element, in_link, True))
            walk += [(child, inside, False) for child in reversed(element)]
            continue
        _open(element, blocks, linked)
        _add(element.tail, in_link, blocks, linked)


def _open(element: Any, blocks: list[list[str]], linked: list[int]) -> None:
    """Begin a block at a block tag, unless an empty one is open."""
    if element.tag in _BLOCKS and blocks[-1]:
        blocks.append([])
        linked.append(0)


def _add(letters: str | None, in_link: bool, blocks: list[list[str]], linked: list[int]) -> None:
    if letters:
        blocks[-1].append(letters)
        linked[-1] += len(letters) if in_link else 0
