"""Whether a word is the adjective of the noun before it, and so no noun of its own."""

from __future__ import annotations

from rawi.lexicon.inflect import ARTICLE
from rawi.lexicon.rows import Group
from rawi.parse import Hit, Sentence
from rawi.recognise.candidates import Reached, Scene
from rawi.recognise.complement import FI, ILA, LADA, MIN, covered


def qualifies(scene: Scene, sentence: Sentence, index: int) -> bool:
    """A word with the article right after another with the article is its adjective («the Turkish support provided …»), no noun of its
    own."""
    if index == 0 or sentence.words[index].before or sentence.words[index].gap or not sentence.words[index].form.startswith(ARTICLE):
        return False
    if any(h.entry.form is not None and h.entry.form.tense in ("past", "present") for h in sentence.at[index - 1]):
        return False
    previous = sentence.words[index - 1].host
    if not previous.startswith(ARTICLE) or len(previous) <= 3 or previous in scene.linkers["no_adjective"] | scene.linkers["quantities"]:
        return False
    return _may_be_adjective(sentence, index)


def _may_be_adjective(sentence: Sentence, index: int) -> bool:
    """An adjective of relation, a participle, or a sound plural; and a plural only behind people («the protesting residents»), not behind
    somebody's title («the prime minister the protesters»)."""
    word = sentence.words[index].form.removeprefix(ARTICLE)
    plural = word.endswith(_PLURALS) and not word.endswith(_OF_RELATION)
    if plural and _one_body(sentence, index - 1):
        return False
    return plural or word.startswith(_MEEM) or word.endswith(_OF_RELATION) or word[1:2] == "\u0627"


def _one_body(sentence: Sentence, index: int) -> bool:
    """Whether a title, a name or the noun of a body ends at a word: no plural agrees with it."""
    if covered(sentence, index):
        return True
    back = range(max(0, index - 3), index + 1)
    bodies = [h for at in back for h in sentence.at[at] if h.last == index and h.entry.table in _BODIES]
    return any(not isinstance(h.entry.item, Group) or h.entry.item.kind in _ONE for h in bodies)


_BODIES = frozenset({"titles", "actors", "groups", "countries", "places"})
_ONE = frozenset({"government", "igo", "ngo", "media"})
_PLURALS, _MEEM = ("\u0648\u0646", "\u064a\u0646"), "\u0645"
_OF_RELATION = ("\u064a", "\u064a\u0647", "\u064a\u064a\u0646", "\u064a\u0648\u0646", "\u064a\u0627\u062a")


def adjectival(sentence: Sentence, index: int, hit: Hit) -> bool:
    """A word in -i or -iyya without the article right after a noun without it is its adjective («press conference»), no group."""
    form = sentence.words[index].form
    plain = index > 0 and hit.last <= index and not sentence.words[index].gap and not sentence.words[index].before
    if not plain or not form.endswith(_RELATED) or form.startswith(ARTICLE):
        return False
    if sentence.words[index - 1].form in _PREPOSITIONS or (
        form.endswith(_RELATED[1]) and sentence.words[index - 1].host.startswith(ARTICLE)
    ):
        return False
    return not any(h.entry.form is not None and h.entry.form.tense in ("past", "present") for h in sentence.at[index - 1])


_RELATED = ("\u064a", "\u064a\u0647")
_PREPOSITIONS = frozenset({MIN, FI, ILA, LADA, "\u0639\u0646", "\u0645\u0639", "\u0639\u0644\u064a"})


def adjective_reading(sentence: Sentence, hit: Hit, reached: Reached) -> bool:
    """Whether a title or group word reads as the adjective of the noun before it: it looks like one and nothing of its own follows it."""
    own = reached.nation is not None or (reached.hit is not None and reached.hit.first == hit.last + 1)
    return not own and adjectival(sentence, hit.first, hit)
