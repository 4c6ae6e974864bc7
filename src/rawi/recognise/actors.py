"""Actors that a registry names, and agreements: by name, by «agreement between X and Y»."""

from __future__ import annotations

from collections.abc import Iterator

from rawi.fold import fold_word
from rawi.lexicon.inflect import ARTICLE
from rawi.lexicon.rows import ActorName, Collective, CountryWord, KnownAgreement
from rawi.parse import Hit, Sentence
from rawi.recognise.adjectives import qualifies
from rawi.recognise.candidates import Proposal, Scene
from rawi.recognise.complement import hit_at, inside_title, joined, name_at, nisba_at

BAYN = "\u0628\u064a\u0646"
WAW = "\u0648"
_HEADS = ("groups", "titles", "collectives")


def propose_actors(scene: Scene, number: int) -> Iterator[Proposal]:
    """Registry names of one sentence; a name that is an ordinary word too needs its head noun, quotation marks or a title."""
    sentence = scene.sentences[number]
    for index in dict.fromkeys(hit.first for hit in sentence.heads.get("actors", ())):
        hits = () if inside_title(sentence, index) else sentence.at[index]
        for hit in hits if len(hits) < 2 else sorted(hits, key=lambda h: (-h.last, -_in_play(scene, h))):
            item = hit.entry.item
            if (
                not isinstance(item, ActorName)
                or _plain_country(item, hits)
                or _of_elsewhere(scene, sentence, hit, item)
                or (_ambiguous(item, hit, hits) and not _supported(scene, sentence, hit))
            ):
                continue
            kind = item.actor.kind
            yield scene.proposal(
                number,
                index,
                hit.last,
                kind,
                item.rule,
                entity=item.actor.id,
                loaded=item.loaded,
                opens=kind in ("military", "armed_group", "government"),
                nests=kind in ("person", "government", "military", "armed_group", "igo"),
                nation=item.actor.country,
                priority=4,
            )
            break


BI = "\u0628"
# An ordinary word is taken for a name of a country that the article names as often.
_OFTEN = 2


def _in_play(scene: Scene, hit: Hit) -> int:
    """How often the country of a name's actor is in play, for names that several share."""
    item = hit.entry.item
    return scene.countries.get(item.actor.country or "", 0) if isinstance(item, ActorName) else 0


def _of_elsewhere(scene: Scene, sentence: Sentence, hit: Hit, item: ActorName) -> bool:
    """«the bygone regime», where another country than the entry's is more in play."""
    name = " ".join(word.host for word in sentence.words[hit.first : hit.last + 1])
    if not name.endswith(tuple(scene.linkers["elsewhere_too"])):
        return False
    most = max((count for country, count in scene.countries.items() if country != item.actor.country), default=0)
    return most >= max(_OFTEN, 2 * scene.countries.get(item.actor.country or "", 0))


def _plain_country(item: ActorName, hits: tuple[Hit, ...]) -> bool:
    """A state by its plain name: whether it acts or is a place is for the rules of countries."""
    return item.actor.kind == "state" and item.loaded is None and any(isinstance(h.entry.item, CountryWord) for h in hits)


def _ambiguous(item: ActorName, hit: Hit, hits: tuple[Hit, ...]) -> bool:
    """The table says so, or the single word is the word of an act too («Fatah», opening)."""
    return item.ambiguous or (hit.last == hit.first and _act_too(hits))


def _act_too(hits: tuple[Hit, ...]) -> bool:
    return any(h.entry.table in ("triggers", "light_verbs") and h.entry.form is not None and h.first == h.last for h in hits)


def _supported(scene: Scene, sentence: Sentence, hit: Hit) -> bool:
    """What makes an ordinary word a name: a quotation mark or head noun before it, an act or verb of speech beside it; several words
    unless they qualify a noun."""
    index = hit.first
    if sentence.words[index].gap in ('"', "“", "”", "«") or (
        index > 0 and not hit.before and any(_heads_name(h) for h in sentence.at[index - 1])
    ):
        return True
    if qualifies(scene, sentence, index) or (hit.last == hit.first and (hit.before.endswith(BI) or _act_too(sentence.at[index]))):
        return False
    if _in_play(scene, hit) >= _OFTEN and not (index and hit_at(sentence, index - 1, "feature_words", "directions")):
        return True
    if index and _acts(sentence.at[index - 1]):
        return True
    item = hit.entry.item
    full_name = hit.last > hit.first and isinstance(item, ActorName) and item.actor.kind == "person"
    if not full_name and _of_a_thing(scene, sentence, index):
        return False
    return hit.last > hit.first or (hit.last + 1 < len(sentence.at) and _acts(sentence.at[hit.last + 1]))


def _heads_name(hit: Hit) -> bool:
    """A noun for people or a body, after which an ordinary word is a name («the fighters of …»)."""
    return hit.entry.table in _HEADS and not (isinstance(hit.entry.item, Collective) and hit.entry.item.kind == "place")


def _acts(hits: tuple[Hit, ...]) -> bool:
    return any(h.entry.table in _ACTING for h in hits)


def _of_a_thing(scene: Scene, sentence: Sentence, index: int) -> bool:
    """The word is the genitive of a noun right before it («systems of defence», «Azhar street»): no verb, no particle, no article."""
    word, before = sentence.words[index], sentence.words[index - 1] if index else None
    if before is None or word.gap or word.before or len(before.host) < 3:
        return False
    function_word = before.form in scene.tables.function_words or before.host in scene.tables.function_words
    verb = before.host.startswith(_PRESENT) or (before.host.endswith(_TEH) and not before.host.endswith(_PLURAL))
    return not function_word and not verb and not before.host.startswith(ARTICLE)


_ACTING = frozenset({"speech", "triggers", "light_verbs"})
_PRESENT = ("\u064a", "\u062a")
_TEH = "\u062a"
_PLURAL = "\u0627\u062a"


def propose_agreements(scene: Scene, number: int) -> Iterator[Proposal]:
    """Agreements by their registry names, and «an agreement between X and Y»."""
    sentence = scene.sentences[number]
    nouns = scene.linkers["agreement_nouns"]
    known_at = {hit.first: hit for hit in sentence.heads.get("agreements", ())}
    for index in sorted({*known_at, *(at for at, word in enumerate(sentence.words) if word.host in nouns)}):
        known = known_at.get(index)
        if known:
            item = known.entry.item
            assert isinstance(item, KnownAgreement)
            yield scene.proposal(number, index, known.last, "agreement", item.rule, entity=item.id, opens=True, priority=5)
        else:
            yield from _unnamed(scene, number, index)


def _unnamed(scene: Scene, number: int, index: int) -> Iterator[Proposal]:
    """«agreement [of …] between X and Y», «the agreement» (points back at the last one named), «agreement of <place>»."""
    sentence = scene.sentences[number]
    between = next((at for at in range(index + 1, min(index + 4, len(sentence.words))) if sentence.words[at].form == BAYN), None)
    if between is not None:
        last = _parties_end(sentence, between + 1)
        if last is not None:
            yield scene.proposal(number, index, last, "agreement", "agreements/between", opens=True, priority=5)
            return
    named = name_at(sentence, index + 1)
    if named and not named.before and joined(sentence, index + 1) and not sentence.words[index].form.startswith(ARTICLE):
        yield scene.proposal(number, index, named.last, "agreement", "agreements/of_place", priority=4)
    elif sentence.words[index].host.startswith(ARTICLE):
        yield scene.proposal(number, index, index, "agreement", "agreements/back", refers="agreement", priority=1)


def _parties_end(sentence: Sentence, at: int) -> int | None:
    """The last word of «X and Y» after «between»."""
    first = name_at(sentence, at)
    if first is None:
        return None
    second = name_at(sentence, first.last + 1)
    return second.last if second and second.before.startswith(WAW) else None


def propose_collectives(scene: Scene, number: int) -> Iterator[Proposal]:
    """«the two presidents», «the two countries», «the parties», «the ministry», «his country»: words that point back."""
    sentence = scene.sentences[number]
    for hit in sentence.heads.get("collectives", ()):
        index = hit.first
        item = hit.entry.item
        assert isinstance(item, Collective)
        if _points_back(sentence, index, item) and not _is_head(sentence, hit.last + 1, item):
            yield scene.proposal(
                number,
                index,
                hit.last,
                "state" if item.kind == "actor" else item.kind,
                item.rule,
                number=item.number,
                refers=item.kind,
                priority=0,
                nests=item.number > 1,
            )


def _points_back(sentence: Sentence, index: int, item: Collective) -> bool:
    """The word has the article that its row has; a single person or body with a title or group noun of its own is for those rules."""
    word = sentence.words[index]
    if inside_title(sentence, index):
        return False
    if item.number == 1 and item.kind != "place" and hit_at(sentence, index, "titles", "groups", "actors"):
        return False
    return word.host.startswith(ARTICLE) or not fold_word(item.noun).startswith(ARTICLE)


def _is_head(sentence: Sentence, at: int, item: Collective) -> bool:
    """A name, or for «the two presidents» a nationality, follows at once: the word is its head and no reference of its own."""
    if item.kind == "person" and item.number > 1 and nisba_at(sentence, at):
        return True
    if item.number > 1 and item.kind != "person":
        return False
    follower = name_at(sentence, at)
    return bool(
        follower
        and not follower.before
        and joined(sentence, at)
        and not (isinstance(follower.entry.item, CountryWord) and follower.entry.item.use == "nisba")
    )
