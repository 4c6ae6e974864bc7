"""Groups: a noun such as forces, fighters, analysts with what belongs to it."""

from __future__ import annotations

from collections.abc import Iterator

from rawi.lexicon.inflect import ARTICLE
from rawi.lexicon.rows import Actor, ActorName, CountryWord, Group
from rawi.parse import Hit, Sentence
from rawi.recognise.candidates import Proposal, Reached, Scene
from rawi.recognise.complement import adjectival, complement, inside_title, nisba_at, qualifies

# Kinds whose noun means nobody in particular when it stands alone without the article.
_NEED_DEFINITE = frozenset({"government", "military", "igo", "ngo", "media", "state"})


def propose_groups(scene: Scene, number: int) -> Iterator[Proposal]:
    """Groups of one sentence, in order of words."""
    sentence = scene.sentences[number]
    for hit in sentence.heads.get("groups", ()):
        index = hit.first
        if qualifies(scene, sentence, index) or inside_title(sentence, index):
            continue
        item = hit.entry.item
        assert isinstance(item, Group)
        if item.source_role == "document":
            continue
        reached = complement(scene, sentence, hit.last + 1, where=item.kind not in _NEED_DEFINITE)
        if (reached.last == hit.last and adjectival(sentence, index, hit)) or _dual_side(scene, sentence, hit):
            continue
        definite = sentence.words[index].host.startswith(ARTICLE) or bool(sentence.words[hit.last].cuts[0].after)
        if item.kind in _NEED_DEFINITE and not definite and reached.last == hit.last:
            continue
        yield _group(scene, number, index, hit, item, reached)


def _dual_side(scene: Scene, sentence: Sentence, hit: Hit) -> bool:
    """«the two sides, the Russian and the Turkish»: the nationalities are the mentions."""
    return sentence.words[hit.last].host in scene.linkers["two_sides"] and nisba_at(sentence, hit.last + 1) is not None


def _group(scene: Scene, number: int, index: int, hit: Hit, item: Group, reached: Reached) -> Proposal:
    first = index
    words = scene.sentences[number].words
    while first and words[first - 1].form in scene.linkers["quantities"] and not words[first].gap:
        first -= 1
    actor = _body_of(scene, item, reached)
    kind = "igo" if reached.hit and isinstance(reached.hit.entry.item, ActorName) and reached.hit.entry.item.actor.kind == "igo" and item.kind in ("media", "ngo", "people", "government") else item.kind
    return scene.proposal(number, first if first >= index - 1 else index, reached.last, kind, item.rule, entity=actor.id if actor else None, loaded=item.loaded or reached.loaded,
                          opens=True, nests=words[index].host.startswith(ARTICLE), nation=reached.nation, priority=2, refers=_refers(item, actor, reached, hit))


def _refers(item: Group, actor: Actor | None, reached: Reached, hit: Hit) -> str | None:
    """A bare noun («the army», «the regime») points at the body of the country in play."""
    return item.kind if actor is None and reached.last == hit.last and item.kind in ("government", "military") else None


def _body_of(scene: Scene, item: Group, reached: Reached) -> Actor | None:
    """The army or government of the nation that the complement names."""
    nation = reached.nation
    if nation is None or item.kind not in ("military", "government") or reached.more:
        return None
    if reached.hit and isinstance(reached.hit.entry.item, ActorName) and reached.hit.entry.item.actor.kind == "person":
        return None
    if reached.hit and not isinstance(reached.hit.entry.item, CountryWord | ActorName):
        return None
    return scene.body(item.kind, nation)
