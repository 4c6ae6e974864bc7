"""What belongs to a head noun: adjectives, genitives, «affiliated to …», «of the province of …»."""

from __future__ import annotations

from rawi.lexicon.inflect import ARTICLE
from rawi.lexicon.rows import ActorName, CountryWord, Group
from rawi.parse import Hit, Sentence
from rawi.recognise.candidates import Reached, Scene

_QUOTES = frozenset({"", '"', "“", "”", "«", "»", "'"})
_LONGEST = 7
LI, MIN, FI, ILA = "\u0644", "\u0645\u0646", "\u0641\u064a", "\u0627\u0644\u064a"
LADA, QIBAL, GHAYR = "\u0644\u062f\u064a", "\u0642\u0628\u0644", "\u063a\u064a\u0631"


def hit_at(sentence: Sentence, index: int, *tables: str) -> Hit | None:
    """The longest hit of these tables that begins at a word."""
    if index >= len(sentence.at) or not sentence.at[index]:
        return None
    for hit in sentence.at[index]:
        if hit.entry.table in tables:
            return hit
    return None


def nisba_at(sentence: Sentence, index: int) -> Hit | None:
    """A nationality adjective at a word."""
    if index >= len(sentence.at):
        return None
    return next((h for h in sentence.at[index] if isinstance(h.entry.item, CountryWord) and h.entry.item.use in ("nisba", "people")), None)


def name_at(sentence: Sentence, index: int) -> Hit | None:
    """A registry name, country name or place name at a word (no adjective)."""
    if index >= len(sentence.at):
        return None
    for hit in sentence.at[index]:
        item = hit.entry.item
        if isinstance(item, CountryWord):
            if item.use in ("name", "capital", "people"):
                return hit
        elif hit.entry.table in ("actors", "places"):
            return hit
    return None


def qualifies(scene: Scene, sentence: Sentence, index: int) -> bool:
    """A word with the article right after another with the article is its adjective («the Turkish support provided …»), no noun of its
    own."""
    if index == 0 or sentence.words[index].before or sentence.words[index].gap or not sentence.words[index].form.startswith(ARTICLE):
        return False
    if any(h.entry.form is not None and h.entry.form.tense in ("past", "present") for h in sentence.at[index - 1]):
        return False
    previous = sentence.words[index - 1].host
    other = previous in scene.linkers["no_adjective"] or previous in scene.linkers["quantities"]  # «thousands» begins like the article
    return previous.startswith(ARTICLE) and not other and len(previous) > 3


def adjectival(sentence: Sentence, index: int, hit: Hit) -> bool:
    """A word in -i without the article right after a noun without it is its adjective («press conference»), no group."""
    form = sentence.words[index].form
    plain = index > 0 and hit.last <= index and not sentence.words[index].gap and not sentence.words[index].before
    if not plain or not form.endswith("\u064a") or form.startswith(ARTICLE):
        return False
    if sentence.words[index - 1].form in _PREPOSITIONS:
        return False
    return not any(h.entry.form is not None and h.entry.form.tense in ("past", "present") for h in sentence.at[index - 1])


_PREPOSITIONS = frozenset({MIN, FI, ILA, LADA, "\u0639\u0646", "\u0645\u0639", "\u0639\u0644\u064a"})


def adjective_reading(sentence: Sentence, hit: Hit, reached: Reached) -> bool:
    """Whether a title or group word reads as the adjective of the noun before it: it looks like one and nothing of its own follows it."""
    own = reached.nation is not None or (reached.hit is not None and reached.hit.first == hit.last + 1)
    return not own and adjectival(sentence, hit.first, hit)


def covered(sentence: Sentence, index: int) -> bool:
    """A name or title of several words that begins at the word or before it covers it («minister of defence»)."""
    return any(
        hit.entry.table in _NAMING and hit.last >= index and hit.last > hit.first
        for at in range(max(0, index - 3), index + 1)
        for hit in sentence.at[at]
    )


_NAMING = frozenset({"titles", "actors", "agreements"})


def inside_title(sentence: Sentence, index: int) -> bool:
    """A title that begins before the word covers it («minister of foreign affairs»)."""
    return any(hit.first < index <= hit.last and hit.first >= index - 3 for hit in sentence.heads.get("titles", ()))


def joined(sentence: Sentence, index: int) -> bool:
    """Nothing but space or a quotation mark stands before the word."""
    return index < len(sentence.words) and sentence.words[index].gap in _QUOTES


def complement(scene: Scene, sentence: Sentence, index: int, where: frozenset[str] = frozenset({FI, MIN, ILA, LADA})) -> Reached:
    """How far the complement reaches of the noun that ends before ``index``; ``where``: the prepositions of place that belong to it."""
    reached = Reached(index - 1)
    at = index
    while at < len(sentence.words) and at - index < _LONGEST and joined(sentence, at):
        after = _adjective(scene, sentence, at, reached) or _genitive(sentence, at, index, reached) or _tie(scene, sentence, at, reached)
        if after is None and sentence.words[at].form in where:
            after = _whereabouts(sentence, at, reached)
        if after is None:
            break
        at = after
        reached.last = at - 1
    return reached


def _adjective(scene: Scene, sentence: Sentence, at: int, reached: Reached) -> int | None:
    """A nationality, or another adjective with the article; not after a name."""
    if reached.hit is not None and not nisba_at(sentence, at):
        return None
    word = sentence.words[at]
    nisba = None if _country_behind_definite(sentence, at) else nisba_at(sentence, at)
    if nisba is None and _indefinite_adjective(scene, sentence, at, reached):
        return at + 1
    if nisba and not nisba.before.endswith((LI, "\u0628")):
        if reached.nation and not nisba.before:
            return None
        nation = nisba.entry.item.country.iso2  # type: ignore[union-attr]
        reached.others += [nation] if reached.nation else []
        reached.nation = reached.nation or nation
        return nisba.last + 1
    if word.form == GHAYR and at + 1 < len(sentence.words):
        return at + 2
    if word.form in scene.linkers["no_adjective"] or word.before or not word.form.startswith(ARTICLE) or len(word.form) < 5:
        return None
    if sentence.words[at - 1].host.startswith(ARTICLE) and _plain_noun(scene, word.host):
        return None
    return None if _heads_something(sentence, at) else at + 1


def _country_behind_definite(sentence: Sentence, at: int) -> bool:
    """A country whose name is spelled as its indefinite adjective («Turkiya») after a noun with the article, which it cannot describe."""
    uses = {hit.entry.item.use for hit in sentence.at[at] if isinstance(hit.entry.item, CountryWord)}
    return "name" in uses and at > 0 and sentence.words[at - 1].host.startswith(ARTICLE) and not sentence.words[at].host.startswith(ARTICLE)


def _plain_noun(scene: Scene, host: str) -> bool:
    """A word with the article that the tables know as a noun and as nothing else: the object of a verb, no adjective."""
    readings = scene.lexicon.stems.analyses(host)
    return bool(readings) and all(reading.pos == "noun" for reading in readings)


def _heads_something(sentence: Sentence, at: int) -> bool:
    """The word begins a name, a title or a group of its own, or is the noun of an act."""
    return any(
        (hit.entry.table in _HEADS and not (hit.entry.table == "directions" and sentence.words[at].form.startswith(ARTICLE)))
        or isinstance(hit.entry.item, CountryWord)
        or (hit.entry.form is not None and hit.entry.form.tense == "masdar")
        for hit in sentence.at[at]
    )


_HEADS = frozenset({"actors", "places", "titles", "groups", "collectives", "agreements", "feature_words", "directions"})
_ADJECTIVAL = ("\u064a", "\u064a\u0647", "\u064a\u0648\u0646", "\u064a\u064a\u0646", "\u064a\u0646", "\u0648\u0646")


def _indefinite_adjective(scene: Scene, sentence: Sentence, at: int, reached: Reached) -> bool:
    """One adjective without article right after a noun without article: «military analysts», «medical sources»."""
    word, noun = sentence.words[at], sentence.words[at - 1] if at else None
    if (
        noun is None
        or noun.host.startswith(ARTICLE)
        or at - 1 != reached.last
        or len(word.form) < 4
        or word.before
        or reached.nation
        or reached.adjectives
    ):
        return False
    fits = (
        word.form.endswith(_ADJECTIVAL)
        and (not _heads_something(sentence, at) or _describes(sentence, at))
        and word.form not in scene.lexicon.particles.get("prepositions", ())
    )
    finite = any(hit.entry.form is not None and hit.entry.form.tense in ("past", "present") for hit in sentence.at[at])
    reached.adjectives += int(fits and not finite)
    return fits and not finite


def _describes(sentence: Sentence, at: int) -> bool:
    """A group noun in -in or -un right after another in the plural is its adjective («military experts»)."""
    before = any(h.entry.table == "groups" and h.last == at - 1 for h in sentence.at[at - 1])
    plain = sentence.words[at].form.endswith(_ADJECTIVAL) and not sentence.words[at].form.startswith(ARTICLE)
    return before and plain and any(h.entry.table == "groups" for h in sentence.at[at])


def _genitive(sentence: Sentence, at: int, index: int, reached: Reached) -> int | None:
    """A name right after the noun: «forces of Haftar»."""
    if at != index or reached.nation or (at > 0 and sentence.words[at - 1].form.startswith(ARTICLE)):
        return None
    hit = name_at(sentence, at)
    area = hit_at(sentence, at, "feature_words", "directions")
    if hit is None and area is not None and not area.before:
        inner = hit_at(sentence, area.last + 1, "places")
        return _take(reached, inner) if inner and not inner.before else None
    if hit is None:
        body = hit_at(sentence, at, "groups")
        definite = (
            body is not None
            and sentence.words[at].form.startswith(ARTICLE)
            and isinstance(body.entry.item, Group)
            and body.entry.item.kind in ("government", "armed_group", "military")
        )
        if body is None or not definite:
            return None
        reached.loaded = body.entry.item.loaded  # type: ignore[union-attr]
        reached.hit = body
        return body.last + 1
    return None if hit.before else _take(reached, hit)


def _take(reached: Reached, hit: Hit) -> int:
    """Note whom the complement names; the index after it."""
    item = hit.entry.item
    reached.hit = hit
    if isinstance(item, CountryWord):
        reached.nation, reached.entity = item.country.iso2, item.country.state
    elif isinstance(item, ActorName):
        reached.nation, reached.entity = item.actor.country, item.actor.id
    return hit.last + 1


def _tie(scene: Scene, sentence: Sentence, at: int, reached: Reached) -> int | None:
    """«affiliated to X», «backed by X», «placed in X»."""
    form = sentence.words[at].host
    links = scene.linkers
    if reached.hit is not None:
        return None
    if form in links["affiliated_to"]:
        return _named_after(sentence, at + 1, (LI,), reached) or _pronoun_after(sentence, at + 1)
    if reached.hit is not None or reached.nation:
        return None
    if form in links["backed_by"]:
        skip = at + 1
        if skip < len(sentence.words) and sentence.words[skip].form == MIN:
            skip += 2 if skip + 1 < len(sentence.words) and sentence.words[skip + 1].form == QIBAL else 1
            return _named_after(sentence, skip, ("",), reached)
        return None
    if form in links["placed_in"]:
        return _whereabouts(sentence, at + 1, reached)
    return None


def _named_after(sentence: Sentence, at: int, clitics: tuple[str, ...], reached: Reached) -> int | None:
    hit = name_at(sentence, at)
    if hit is None or not hit.before.startswith(clitics):
        return None
    kept = (reached.nation, reached.entity, reached.hit)
    after = _take(reached, hit)
    reached.more.append(hit.entry.item.actor.id if isinstance(hit.entry.item, ActorName) else "")
    reached.nation, reached.entity, reached.hit = kept
    return after


def _pronoun_after(sentence: Sentence, at: int) -> int | None:
    """«affiliated to it»: the preposition with an enclitic."""
    if at < len(sentence.words) and sentence.words[at].form in _LI_PRONOUNS:
        return at + 1
    return None


_LI_PRONOUNS = frozenset({"\u0644\u0647", "\u0644\u0647\u0627", "\u0644\u0647\u0645", "\u0644\u0647\u0645\u0627"})
WHERE = frozenset({FI, MIN, ILA, LADA})


def _whereabouts(sentence: Sentence, at: int, reached: Reached) -> int | None:
    """A preposition of place and a name of a place, with the feature word between."""
    if at + 1 >= len(sentence.words) or sentence.words[at].form not in WHERE or reached.hit is not None:
        return None
    name = at + 1
    if hit_at(sentence, name, "feature_words") and name_at(sentence, name + 1):
        name += 1
    hit = name_at(sentence, name)
    if hit is None or hit.before or (isinstance(hit.entry.item, ActorName) and sentence.words[at].form != LADA):
        return None
    reached.hit = hit
    return hit.last + 1
