"""Numbered units: «brigade 20», «the 36th division»: the noun with its figure or ordinal, and the nationality behind it."""

from __future__ import annotations

from collections.abc import Iterator

from rawi.lexicon.inflect import ARTICLE
from rawi.lexicon.rows import Group
from rawi.parse import Sentence
from rawi.recognise.candidates import Proposal, Scene
from rawi.recognise.complement import joined, nisba_at


def propose_units(scene: Scene, number: int) -> Iterator[Proposal]:
    """Units of one sentence that a figure or an ordinal names."""
    sentence = scene.sentences[number]
    for hit in sentence.heads.get("groups", ()):
        item = hit.entry.item
        if not isinstance(item, Group) or item.kind != "military" or hit.last + 1 >= len(sentence.words):
            continue
        if item.noun in scene.linkers["units"] and _numbered(scene, sentence, hit.last):
            end, nation = hit.last + 1, None
            nisba = nisba_at(sentence, end + 1) if joined(sentence, end + 1) else None
            if nisba is not None and not nisba.before:
                end, nation = nisba.last, nisba.entry.item.country.iso2  # type: ignore[union-attr]
            yield scene.proposal(number, hit.first, end, "military", item.rule, opens=True, nation=nation, priority=3)


def _numbered(scene: Scene, sentence: Sentence, noun: int) -> bool:
    """A figure right behind the noun, or an ordinal that agrees with its article."""
    following = sentence.words[noun + 1]
    if following.gap or following.before:
        return False
    if following.form.isdigit():
        return True
    definite = sentence.words[noun].host.startswith(ARTICLE)
    return definite and following.form.startswith(ARTICLE) and following.form.removeprefix(ARTICLE) in scene.linkers["ordinals"]
