"""Groups: a noun such as forces, fighters, analysts with what belongs to it."""

from __future__ import annotations

from collections.abc import Iterator

from rawi.fold import fold_word
from rawi.lexicon.inflect import ARTICLE
from rawi.lexicon.rows import Actor, ActorName, CountryWord, Group, Title
from rawi.parse import Hit, Sentence
from rawi.recognise.adjectives import adjective_reading, qualifies
from rawi.recognise.candidates import Proposal, Reached, Scene
from rawi.recognise.complement import MIN, WHERE, complement, hit_at, inside_title, nisba_at

# Kinds whose noun means nobody in particular when it stands alone without the article.
_NEED_DEFINITE = frozenset({"government", "igo", "ngo", "media", "state"})


# Kinds whose place is no part of their name: «the regime in Idlib».
_NO_WHERE = _NEED_DEFINITE | {"military"}


def propose_groups(scene: Scene, number: int) -> Iterator[Proposal]:
    """Groups of one sentence, in order of words."""
    sentence = scene.sentences[number]
    for hit in sentence.heads.get("groups", ()):
        index = hit.first
        if qualifies(scene, sentence, index) or inside_title(sentence, index) or _one_person(sentence, hit):
            continue
        item = hit.entry.item
        assert isinstance(item, Group)
        if item.source_role == "document":
            continue
        reached = complement(scene, sentence, hit.last + 1, where=_where(item, sentence.words[index].host))
        if adjective_reading(sentence, hit, reached) or _dual_side(scene, sentence, hit) or _edges(scene, sentence, hit):
            continue
        bare = not _definite(sentence, hit) and reached.last == hit.last
        if item.kind in _NEED_DEFINITE and item.source_role != "medium" and bare:
            continue
        yield _group(scene, number, index, hit, item, reached)


def _definite(sentence: Sentence, hit: Hit) -> bool:
    """The noun has the article or an owner."""
    return any(w.host.startswith(ARTICLE) for w in sentence.words[hit.first : hit.last + 1]) or bool(sentence.words[hit.last].cuts[0].after)


def _one_person(sentence: Sentence, hit: Hit) -> bool:
    """A title of the same words names one person («the Russian official»)."""
    title = hit_at(sentence, hit.first, "titles")
    if title is None or title.last < hit.last or not isinstance(title.entry.item, Title):
        return False
    return fold_word(title.entry.item.title).split()[0] == sentence.words[hit.first].host.removeprefix(ARTICLE)


def _dual_side(scene: Scene, sentence: Sentence, hit: Hit) -> bool:
    """«the two sides, the Russian and the Turkish»: the nationalities are the mentions."""
    return sentence.words[hit.last].host in scene.linkers["two_sides"] and nisba_at(sentence, hit.last + 1) is not None


def _edges(scene: Scene, sentence: Sentence, hit: Hit) -> bool:
    """The outskirts of a place: a place or a noun of places follows."""
    beyond = hit_at(sentence, hit.last + 1, "places", "feature_words", "directions") if hit.last + 1 < len(sentence.words) else None
    return sentence.words[hit.last].host in scene.linkers["edges"] and beyond is not None and not beyond.before


def _where(item: Group, host: str) -> frozenset[str]:
    """Which prepositions of place may belong to the group: «fighters in X», «the fighters from X»; none to a body of state,
    nor to people: where they are is told of what befell them."""
    if item.kind in _NO_WHERE or item.kind == "people":
        return frozenset()
    return frozenset({MIN}) if host.startswith(ARTICLE) else WHERE


def _group(scene: Scene, number: int, index: int, hit: Hit, item: Group, reached: Reached) -> Proposal:
    first = index
    words = scene.sentences[number].words
    while first and words[first - 1].form in scene.linkers["quantities"] and not words[first].gap:
        first -= 1
    actor = _body_of(scene, item, reached)
    kind = (
        "igo"
        if reached.hit
        and isinstance(reached.hit.entry.item, ActorName)
        and reached.hit.entry.item.actor.kind == "igo"
        and item.kind in ("media", "ngo", "people", "government")
        else item.kind
    )
    return scene.proposal(
        number,
        first if first >= index - 1 else index,
        reached.last,
        kind,
        item.rule,
        entity=actor.id if actor else None,
        loaded=item.loaded or reached.loaded,
        opens=True,
        nests=words[index].host.startswith(ARTICLE),
        nation=reached.nation,
        priority=2,
        refers=_refers(scene, item, actor, reached, hit) if _definite(scene.sentences[number], hit) else None,
    )


def _refers(scene: Scene, item: Group, actor: Actor | None, reached: Reached, hit: Hit) -> str | None:
    """A bare noun («the army», «the regime») points at the body of the country in play."""
    bare = actor is None and reached.last == hit.last and item.kind in ("government", "military")
    return item.kind if bare and fold_word(item.noun) in scene.linkers["body_nouns"] else None


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
