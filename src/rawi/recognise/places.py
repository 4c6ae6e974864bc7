"""Places: gazetteer names, feature word + name, relative areas, names in a list of villages."""

from __future__ import annotations

from collections.abc import Iterator

from rawi.fold import fold_word
from rawi.lexicon.inflect import ARTICLE
from rawi.lexicon.rows import CountryWord, Direction, FeatureWord, Place
from rawi.parse import Hit, Sentence
from rawi.recognise.candidates import Proposal, Scene
from rawi.recognise.complement import FI, MIN, hit_at, joined, nisba_at

WAW, COMMA = "\u0648", "\u060c"
# The mark of an adverbial accusative, in the source as written.
_TANWIN = "\u064b"
_AREA = "area"
# Ids of rows that a script brought in: nobody weighed whether their names are words.
_BULK = "place/gn-"
# Features whose unknown name is taken on their word.
_NAMED = frozenset(
    {"city", "town", "village", "neighbourhood", "camp", "admin2", "mountain", "base", "crossing", "island", "site", "airport", "port"}
)


def propose_places(scene: Scene, number: int) -> Iterator[Proposal]:
    """Places of one sentence, in order of words."""
    sentence = scene.sentences[number]
    for hit in sentence.heads.get("feature_words", ()):
        yield from _featured(scene, number, hit.first, hit)
    for hit in sentence.heads.get("directions", ()):
        yield from _directed(scene, number, hit.first, hit)
    for hit in sentence.heads.get("places", ()):
        if not _capital(sentence, hit.first, hit):
            yield from _bare(scene, number, hit.first, hit)
            yield from _joined_to_known(scene, number, hit)
        yield from _joined_before_area(scene, number, hit)


def _capital(sentence: Sentence, index: int, hit: Hit) -> bool:
    """A bare capital may stand for its government: that is for the rules of countries."""
    return any(isinstance(h.entry.item, CountryWord) and h.entry.item.use == "capital" and h.last == hit.last for h in sentence.at[index])


def options_at(sentence: Sentence, index: int) -> tuple[int, tuple[str, ...]]:
    """The last word and the gazetteer ids of the longest place name at a word."""
    hits = [h for h in sentence.at[index] if h.entry.table == "places"] if index < len(sentence.at) else []
    if not hits:
        return index - 1, ()
    return hits[0].last, tuple(h.entry.item.id for h in hits if h.last == hits[0].last)  # type: ignore[union-attr]


def _bare(scene: Scene, number: int, index: int, hit: Hit) -> Iterator[Proposal]:
    """A gazetteer name by itself; one that is an ordinary word too needs a preposition of place or a place beside it."""
    sentence = scene.sentences[number]
    item = hit.entry.item
    assert isinstance(item, Place)
    last, ids = options_at(sentence, index)
    sure = [i for i in ids if not scene.lexicon.places[i].ambiguous]
    if not sure and not _supported(scene, sentence, index):
        return
    tail = nisba_at(sentence, last + 1) if last + 1 < len(sentence.words) and joined(sentence, last + 1) else None
    end = tail.last if tail and not tail.before and tail.entry.item.country.iso2 in {scene.lexicon.places[i].country for i in ids} else last  # type: ignore[union-attr]
    yield scene.proposal(
        number, index, end, "place", item.rule, anchor=" ".join(_likely(scene, ids, sure)), nests=True, priority=3 if last > index else 0
    )


def _likely(scene: Scene, ids: tuple[str, ...], sure: list[str]) -> list[str]:
    """The places that a name may mean: those that are no words, and of the others those whose country is in play; without any, all."""
    in_play = [i for i in ids if i in sure or scene.countries.get(scene.lexicon.places[i].country or "")]
    return in_play if sure else list(ids)


def _supported(scene: Scene, sentence: Sentence, index: int) -> bool:
    """Something beside an ambiguous word says that it is a place."""
    before = sentence.words[index - 1] if index else None
    if before is not None and hit_at(sentence, index - 1, "feature_words", "directions"):
        return True
    coordinated = sentence.words[index].before.startswith(WAW) and index > 0 and bool(options_at(sentence, index - 1)[1])
    follows = (
        index + 1 < len(sentence.words) and sentence.words[index + 1].before.startswith(WAW) and bool(options_at(sentence, index + 1)[1])
    )
    located = before is not None and bool({before.form, before.host} & scene.linkers["place_before"])
    return coordinated or _from_to(scene, sentence, index) or (located and (follows or _closes(scene, sentence, index)))


def _from_to(scene: Scene, sentence: Sentence, index: int) -> bool:
    """«from X to Y»: a preposition of motion on both sides."""
    after = sentence.words[index + 1].form if index + 1 < len(sentence.words) else ""
    return index > 0 and sentence.words[index - 1].host == MIN and after in scene.linkers["place_before"]


def _closes(scene: Scene, sentence: Sentence, index: int) -> bool:
    """A name of our own rows ends its phrase, and its country is in play: no genitive follows that would make an ordinary noun of it."""
    last, ids = options_at(sentence, index)
    places = [scene.lexicon.places[i] for i in ids]
    if not any(scene.countries.get(place.country or "") for place in places if not place.id.startswith(_BULK)):
        return False
    following = sentence.words[last + 1] if last + 1 < len(sentence.words) else None
    return following is None or bool(following.gap) or bool(following.before) or following.form in scene.lexicon.words.function


def _featured(scene: Scene, number: int, index: int, hit: Hit) -> Iterator[Proposal]:
    """A feature word with its name: «the town of X», «the countryside of X and Y», «villages X, Y and Z»."""
    sentence, item, after = scene.sentences[number], hit.entry.item, hit.last + 1
    assert isinstance(item, FeatureWord)
    if not _may_have_name(sentence, hit, item):
        return
    last, ids = (after - 1, ()) if sentence.words[after].before else options_at(sentence, after)
    if not ids and item.feature == _AREA:
        ids, last = _country_at(sentence, after)
    several = _plural(sentence, hit, item) and _goes_on(sentence, max(last, after) + 1)
    if ids and item.feature == _AREA:
        yield from _area(scene, number, index, after, last, ids, item)
    elif ids and not several and item.feature == "site":
        yield scene.proposal(number, index, last, "place", item.rule, anchor=" ".join(ids), relation="site in", opens=True, priority=2)
    elif ids and not several:
        tail = nisba_at(sentence, last + 1)
        end = tail.last if tail and not tail.before and joined(sentence, last + 1) else last
        yield scene.proposal(number, index, end, "place", item.rule, anchor=f"{item.feature}: {' '.join(ids)}", priority=2, nests=True)
    elif (
        not ids
        and item.feature in _NAMED
        and (_name_like(scene, sentence, after) or _quarter(sentence, item, after))
        and not _longer_name(sentence, index, after)
    ):
        first, end = (after, _name_end(scene, sentence, after)) if several else (index, after)
        yield scene.proposal(number, first, end, "place", f"{item.rule}+name", priority=1)
    if several:
        yield from _listed(scene, number, after, item)


def _may_have_name(sentence: Sentence, hit: Hit, item: FeatureWord) -> bool:
    """The word is in construct (no article, no enclitic) and a word without preposition and article follows at once."""
    after = hit.last + 1
    definite = sentence.words[hit.first].host.startswith(ARTICLE) and not fold_word(item_word(item)).startswith(ARTICLE)
    if hit.after or definite or after >= len(sentence.words) or not joined(sentence, after):
        return False
    follower = sentence.words[after]
    return not (follower.before and follower.host.startswith(ARTICLE))


def _goes_on(sentence: Sentence, at: int) -> bool:
    """Another name is joined to a list: «and» fused to the next word, or a comma before it."""
    for near in (at, at + 1):
        if near < len(sentence.words) and (sentence.words[near].form.startswith(WAW) or COMMA in sentence.words[near].gap):
            return True
    return False


def _quarter(sentence: Sentence, item: FeatureWord, after: int) -> bool:
    """A quarter may be called by any noun with the article («the quarter of flowers»), but for people («of the displaced»)."""
    if item.feature != "neighbourhood" or after >= len(sentence.words):
        return False
    return sentence.words[after].form.startswith(ARTICLE) and not hit_at(sentence, after, "groups", "titles", "collectives")


def _name_end(scene: Scene, sentence: Sentence, first: int) -> int:
    """The last word of an unknown name of a list: up to the next «and», comma or known word."""
    last = first
    while last + 1 < len(sentence.words) and last - first < 2:
        word = sentence.words[last + 1]
        if word.gap or word.form.startswith(WAW) or not _name_like(scene, sentence, last + 1):
            break
        last += 1
    return last


def _plural(sentence: Sentence, hit: Hit, item: FeatureWord) -> bool:
    """«villages», «the two provinces»: the feature word heads several names and belongs to none."""
    return sentence.words[hit.first].host.removeprefix(ARTICLE) != fold_word(item_word(item)).split()[0]


def _longer_name(sentence: Sentence, index: int, last: int) -> bool:
    """A name of the registries begins with the feature word itself («Tel Aviv»)."""
    return any(h.last >= last and h.entry.table in ("countries", "places", "actors") for h in sentence.at[index])


def item_word(item: FeatureWord) -> str:
    """The head word of a feature row."""
    return item.rule.partition("/")[2]


def _country_at(sentence: Sentence, index: int) -> tuple[tuple[str, ...], int]:
    """A country name as a place."""
    hit = hit_at(sentence, index, "countries")
    if hit and isinstance(hit.entry.item, CountryWord) and hit.entry.item.use in ("name", "capital"):
        return (hit.entry.item.country.place,), hit.last
    return (), index - 1


def _area(scene: Scene, number: int, index: int, after: int, last: int, ids: tuple[str, ...], item: FeatureWord) -> Iterator[Proposal]:
    """An area relative to an anchor; a direction adjective after it narrows it; coordinated anchors are areas too."""
    sentence = scene.sentences[number]
    end, side = last, ""
    direction = hit_at(sentence, last + 1, "directions")
    if (
        direction
        and isinstance(direction.entry.item, Direction)
        and joined(sentence, last + 1)
        and sentence.words[last + 1].form.startswith(ARTICLE)
    ):
        end, side = direction.last, direction.entry.item.direction
    relation = f"{side or 'area'} of"
    yield scene.proposal(number, index, end, "place", item.rule, anchor=" ".join(ids), relation=relation, opens=True, priority=2)


def _name_like(scene: Scene, sentence: Sentence, index: int) -> bool:
    """A word that no table knows, nor an adjective, so that after «town» or «village» it is taken for a name."""
    word = sentence.words[index]
    readings = scene.lexicon.stems.analyses(word.host)
    adverbial = bool(readings) and _TANWIN in scene.folded.source[word.start : word.end]
    if adverbial or word.host in scene.lexicon.words.plain or any(reading.pos in ("adjective", "adverb") for reading in readings):
        return False
    return not sentence.at[index] and len(word.form) > 2 and not word.form[0].isdigit()


def _listed(scene: Scene, number: int, at: int, item: FeatureWord) -> Iterator[Proposal]:
    """Unknown names of a list after its first one: «villages A, B and C in …»; known ones are found by themselves."""
    sentence = scene.sentences[number]
    first = at
    while at < len(sentence.words):
        last, ids = options_at(sentence, at)
        if not ids:
            if not _name_like(scene, sentence, at):
                return
            last = _name_end(scene, sentence, at)
            if at > first:
                fused = sentence.words[at].form.startswith(WAW) and not sentence.words[at].gap
                yield scene.proposal(number, at, last, "place", f"{item.rule}+list", skip=int(fused), priority=1)
        at = last + 1
        if at < len(sentence.words) and not (sentence.words[at].form.startswith(WAW) or COMMA in sentence.words[at].gap):
            return


def _joined_to_known(scene: Scene, number: int, hit: Hit) -> Iterator[Proposal]:
    """Unknown names after two known ones of a list: «Kafr Nabl and Hass and B and C»."""
    sentence = scene.sentences[number]
    before = sentence.words[hit.first]
    listed = before.before.startswith(WAW) and hit.first > 0 and any(h.last == hit.first - 1 for h in sentence.heads.get("places", ()))
    at = hit.last + 1
    while listed and at < len(sentence.words) and sentence.words[at].form.startswith(WAW) and not sentence.words[at].gap:
        if options_at(sentence, at)[1] or not _name_like(scene, sentence, at):
            return
        yield scene.proposal(number, at, at, "place", "places/list", skip=1, priority=1)
        at += 1


def _joined_before_area(scene: Scene, number: int, hit: Hit) -> Iterator[Proposal]:
    """An unknown name between a known one and the area of both: «Al-Qahira and Qulaydin in the Ghab plain»."""
    sentence, places = scene.sentences[number], scene.lexicon.places
    at = hit.last + 1
    if at + 2 >= len(sentence.words) or sentence.words[at + 1].form != FI or not joined(sentence, at + 1):
        return
    word = sentence.words[at]
    fused = word.form.startswith(WAW) and not word.gap and not options_at(sentence, at)[1]
    areas = {places[i].country for i in options_at(sentence, at + 2)[1]}
    known = {places[i].country for i in options_at(sentence, hit.first)[1] if places[i] is not scene.capitals.get(places[i].country or "")}
    if fused and areas & known and not scene.lexicon.stems.analyses(word.form[1:]) and _name_like(scene, sentence, at):
        yield scene.proposal(number, at, at, "place", "places/list", skip=1, priority=1)


def _directed(scene: Scene, number: int, index: int, hit: Hit) -> Iterator[Proposal]:
    """«north of Syria», «the north-west of Syria», «south-east of Idlib»."""
    sentence = scene.sentences[number]
    item = hit.entry.item
    assert isinstance(item, Direction)
    side, at = item.direction, hit.last + 1
    further = hit_at(sentence, at, "directions")
    if further and isinstance(further.entry.item, Direction) and joined(sentence, at):
        side, at = side + further.entry.item.direction, further.last + 1
    if at < len(sentence.words) and sentence.words[at].form == MIN and joined(sentence, at):
        at += 1
    if at >= len(sentence.words) or not joined(sentence, at) or sentence.words[at].before:
        return
    feature = hit_at(sentence, at, "feature_words")
    name = feature.last + 1 if feature and options_at(sentence, feature.last + 1)[1] else at
    last, ids = options_at(sentence, name)
    if not ids:
        ids, last = _country_at(sentence, name)
    if ids:
        yield scene.proposal(number, index, last, "place", item.rule, anchor=" ".join(ids), relation=f"{side} of", opens=True, priority=2)
