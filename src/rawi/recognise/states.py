"""Countries: a name or capital that acts (state) or where something is (place); a nationality alone in a role."""

from __future__ import annotations

from collections.abc import Iterator

from rawi.lexicon.inflect import ARTICLE
from rawi.lexicon.rows import CountryWord, Place, Speech, Trigger
from rawi.parse import Hit, Sentence
from rawi.recognise.candidates import Proposal, Scene
from rawi.recognise.complement import LADA, MIN, covered, hit_at, nisba_at

BI, ALA, BAYNA = "\u0628", "\u0639\u0644\u064a", "\u0628\u064a\u0646"


def propose_states(scene: Scene, number: int) -> Iterator[Proposal]:
    """States, and countries as places, of one sentence."""
    sentence = scene.sentences[number]
    for index in dict.fromkeys(hit.first for hit in sentence.heads.get("countries", ())):
        titled = _titled(scene, sentence, index)
        for hit in sentence.at[index]:
            item = hit.entry.item
            if not isinstance(item, CountryWord) or (titled and item.use != "name"):
                continue
            if titled:
                yield _with_title(scene, number, index, hit, item)
            elif item.use == "name" or item.use == "capital":
                yield _named(scene, number, index, hit, item)
            else:
                yield from _adjective(scene, number, index, hit, item)
            break


def _titled(scene: Scene, sentence: Sentence, index: int) -> bool:
    """«the State of Qatar»: a word for a state right before a country."""
    word = sentence.words[index]
    return index > 0 and not word.gap and not word.before and sentence.words[index - 1].host in scene.linkers["state_words"]


def _with_title(scene: Scene, number: int, index: int, hit: Hit, item: CountryWord) -> Proposal:
    """A country with the word for a state before its name."""
    placed = stands_for_place(scene, scene.sentences[number], index - 1, hit)
    kind, entity = ("place", item.country.place) if placed else ("state", item.country.state)
    return scene.proposal(number, index - 1, hit.last, kind, item.rule, entity=entity, nation=item.country.iso2, priority=3)


def _named(scene: Scene, number: int, index: int, hit: Hit, item: CountryWord) -> Proposal:
    """A country or capital by its name."""
    placed = stands_for_place(scene, scene.sentences[number], index, hit)
    country = item.country
    if placed and item.use == "capital":
        homonyms = [h.entry.item.id for h in scene.sentences[number].at[index] if isinstance(h.entry.item, Place) and h.last == hit.last]
        anchor = " ".join(homonyms) if len(homonyms) > 1 else f"capital:{country.iso2}"
        return scene.proposal(number, index, hit.last, "place", item.rule, anchor=anchor, nests=True, nation=country.iso2)
    kind, entity = ("place", country.place) if placed else ("state", country.state)
    return scene.proposal(number, index, hit.last, kind, item.rule, entity=entity, nests=True, nation=country.iso2)


def stands_for_place(scene: Scene, sentence: Sentence, index: int, hit: Hit) -> bool:
    """Whether the words before a country or capital make it the scene of something rather than somebody."""
    if hit.before.endswith(BI) or (index and sentence.words[index - 1].form == LADA and hit.entry.item.use == "capital"):  # type: ignore[union-attr]
        return True
    if index == 0:
        return False  # a capital or country that opens a sentence acts
    previous = sentence.words[index - 1]
    if {previous.form, previous.host} & scene.linkers["place_before"] and not sentence.words[index].gap:
        return True
    if hit_at(sentence, index - 1, "directions", "feature_words"):
        return True
    if previous.form == MIN:
        return not _source_of_act(scene, sentence, index - 1)
    if index > 1 and previous.form == BAYNA and sentence.words[index - 2].host in scene.linkers["between_places"]:
        return True
    if hit.before.endswith("\u0648") and index >= 2:
        return _coordinated_place(scene, sentence, index)
    item = hit.entry.item
    if not isinstance(item, CountryWord) or item.use != "capital":
        return False
    return _target(sentence, index) or (item.country.iso2 in scene.theatres and not _acts(scene, sentence, index, hit))


def _target(sentence: Sentence, index: int) -> bool:
    """A capital that is struck or besieged: the object of the act or after «on»; not the government that closes a border or expels."""
    at = index - 2 if sentence.words[index - 1].form == ALA else index - 1
    if at < 0 or any(isinstance(h.entry.item, Speech) for h in sentence.at[at]):
        return False
    acts = [h.entry.item for h in sentence.at[at] if isinstance(h.entry.item, Trigger)]
    she = at == index - 1 and any(_she(h) for h in sentence.at[at])
    return any(item.type == "ASSAULT" or (item.type == "COERCE" and not she) for item in acts)


def _she(hit: Hit) -> bool:
    """«she closed»: a capital right behind is who closed."""
    form = hit.entry.form
    return form is not None and form.gender == "f" and form.tense in ("past", "present") and not hit.after


def _punished(sentence: Sentence, index: int) -> bool:
    """«sanctions on Baghdad»: after «on», what is done to a government."""
    if sentence.words[index - 1].form != ALA or index < 2:
        return False
    return any(isinstance(h.entry.item, Trigger) and h.entry.item.type in _POLITICAL for h in sentence.at[index - 2])


_POLITICAL = frozenset({"SANCTION", "ACCUSE", "REQUEST", "REJECT"})


def _acts(scene: Scene, sentence: Sentence, index: int, hit: Hit) -> bool:
    """A capital beside a finite verb, or after «between, with, against», stands for its government."""
    before = sentence.words[index - 1]
    if (before.host in scene.linkers["state_before"] and before.host != ALA) or _punished(sentence, index):
        return True
    if not before.cuts[0].after and _is_verb(scene, before.host):
        return True
    if _will_or_will_not(scene, sentence, index, hit):
        return True
    beside = (*sentence.at[index - 1], *(sentence.at[hit.last + 1] if hit.last + 1 < len(sentence.at) else ()))
    return any(
        h.entry.form is not None
        and h.entry.form.tense in ("past", "present")
        and not h.after
        and h.entry.table in ("speech", "triggers", "light_verbs")
        for h in beside
    )


def _will_or_will_not(scene: Scene, sentence: Sentence, index: int, hit: Hit) -> bool:
    """«that Kyiv will not accept»: a particle of the verb right behind, no noun before."""
    behind = sentence.words[hit.last + 1].form if hit.last + 1 < len(sentence.words) else ""
    return behind in scene.linkers["before_verb"] and sentence.words[index - 1].form in (
        *scene.linkers["that"],
        *scene.lexicon.words.function,
    )


def _is_verb(scene: Scene, host: str) -> bool:
    """Whether a word can only be a finite verb: of the third person, or one with its ending; one of no known stem that ends like «she did»."""
    readings = scene.lexicon.stems.analyses(host)
    if not readings:
        return len(host) > 3 and host.endswith(_SHE) and not host.endswith(_PLURAL) and not host.startswith(ARTICLE)
    return all(reading.pos == "verb" for reading in readings) and any(reading.person == "3" for reading in readings)


_SHE, _PLURAL = "\u062a", "\u0627\u062a"


def _source_of_act(scene: Scene, sentence: Sentence, index: int) -> bool:
    """«backed by Russia», «asked of Turkey»: the preposition depends on an act, not on motion."""
    if index == 0:
        return False
    if sentence.words[index - 1].host in scene.linkers["backed_by"] or _asked(sentence, index):
        return True
    return any(
        isinstance(h.entry.item, Speech) or (isinstance(h.entry.item, Trigger) and h.entry.item.type in ("REQUEST", "AID", "ACCUSE"))
        for h in sentence.at[index - 1]
    )


def _asked(sentence: Sentence, at: int) -> bool:
    """«the United Nations asked of Islamabad»: a verb of demand some words before «from», its subject between."""
    for back in range(at - 1, max(-1, at - _SUBJECT), -1):
        if sentence.words[back + 1].gap:
            return False
        for hit in sentence.at[back]:
            form = hit.entry.form
            if isinstance(hit.entry.item, Trigger) and form is not None and form.tense in ("past", "present"):
                return hit.entry.item.type == "REQUEST"
    return False


_SUBJECT = 6  # words


def _coordinated_place(scene: Scene, sentence: Sentence, index: int) -> bool:
    """«in Syria and Libya»: the word before is a country that is a place itself."""
    for hit in sentence.at[index - 1]:
        if isinstance(hit.entry.item, CountryWord) and hit.entry.item.use in ("name", "capital"):
            return stands_for_place(scene, sentence, index - 1, hit)
        if hit.entry.table == "places":
            return True
    return False


def _adjective(scene: Scene, number: int, index: int, hit: Hit, item: CountryWord) -> Iterator[Proposal]:
    """A nationality that alone fills a role: after the noun of an act, after a weapon, in a pair, as a people, or as an adverb."""
    sentence = scene.sentences[number]
    if item.use == "people" and sentence.words[index].host.startswith(ARTICLE) and not _follows_noun(sentence, index):
        yield scene.proposal(number, index, hit.last, "state", item.rule, entity=item.country.state, nation=item.country.iso2)
        return
    territory = _territory(scene, number, index, hit, item)
    if territory:
        yield territory
    elif (
        _after_act(scene, sentence, index)
        or _of_side(scene, sentence, index)
        or _in_pair(sentence, index)
        or _adverb(scene, sentence, index)
    ):
        yield scene.proposal(
            number, index, hit.last, "state", f"{item.rule}+role", entity=item.country.state, nation=item.country.iso2, priority=-1
        )


def propose_un(scene: Scene, number: int) -> Iterator[Proposal]:
    """«UN warnings», «international calls»: the adjective of the UN or of nobody in particular after the noun of an act."""
    sentence = scene.sentences[number]
    un_adjectives, international = scene.linkers["un_adjectives"], scene.linkers["international"]
    for index, word in enumerate(sentence.words):
        un = word.form in un_adjectives
        if (un or word.form in international) and _after_act(scene, sentence, index):
            yield scene.proposal(
                number,
                index,
                index,
                "igo",
                "linkers/un_adjectives+role" if un else "linkers/international+role",
                entity="igo/un" if un else None,
                priority=-1,
            )


def _follows_noun(sentence: Sentence, index: int) -> bool:
    return index > 0 and bool(hit_at(sentence, index - 1, "groups", "titles", "collectives"))


def _after_act(scene: Scene, sentence: Sentence, index: int) -> bool:
    """The adjective follows the noun of an act («the Turkish support»), or one more adjective after it."""
    for back in (1, 2):
        at = index - back
        if at < 0 or sentence.words[at + 1].gap:
            return False
        if back == 2 and hit_at(sentence, index - 1, "titles", "groups", "actors", "collectives"):
            return False
        if covered(sentence, at):
            return False
        for hit in sentence.at[at]:
            if hit.last < index and hit.entry.form and hit.entry.form.tense == "masdar" and isinstance(hit.entry.item, Trigger | Speech):
                return True
            if hit.last < index and sentence.words[at].form in scene.linkers["weapons"]:
                return True
        if sentence.words[at].host in scene.linkers["weapons"]:
            return True
    return False


def _in_pair(sentence: Sentence, index: int) -> bool:
    """«the Russian-Turkish relations», «the sides Russian and Turkish»: two nationalities side by side."""
    for near, joint in ((index - 1, index), (index + 1, index + 1)):
        if 0 <= near < len(sentence.words) and nisba_at(sentence, near) and sentence.words[joint].gap in ("-", "/"):
            return True
    return False


def _of_side(scene: Scene, sentence: Sentence, index: int) -> bool:
    """«the two sides, the Russian and the Turkish»."""
    near = {sentence.words[at].host for at in (index - 1, index - 2) if at >= 0}
    return bool(near & scene.linkers["two_sides"])


def _adverb(scene: Scene, sentence: Sentence, index: int) -> bool:
    """«backed by the Emirates» said with an adverb: participle + nationality in the accusative."""
    word = sentence.words[index]
    return index > 0 and word.form.endswith("\u0627") and sentence.words[index - 1].host in scene.linkers["backed_by"]


def _territory(scene: Scene, number: int, index: int, hit: Hit, item: CountryWord) -> Proposal | None:
    """«the Libyan lands»: a noun of territory with a nationality is the country as a place."""
    sentence = scene.sentences[number]
    if index == 0 or sentence.words[index].gap or sentence.words[index - 1].host not in scene.linkers["territory_nouns"]:
        return None
    other = nisba_at(sentence, hit.last + 1)
    if other and sentence.words[other.first].gap in ("-", "/"):
        return scene.proposal(
            number, index - 1, other.last, "place", f"{item.rule}+border", anchor=item.country.place, relation="border of", priority=1
        )
    return scene.proposal(
        number, index - 1, hit.last, "place", f"{item.rule}+territory", entity=item.country.place, nation=item.country.iso2, priority=1
    )
