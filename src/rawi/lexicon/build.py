"""Turns checked rows into the entries of the trie and the registries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain

from rawi.fold import alefs_of, fold_word
from rawi.lexicon.inflect import ALEF, ARTICLE, HEH, TEH, Form, conjugate, decline, decline_adjective
from rawi.lexicon.rows import (
    Actor,
    ActorName,
    Collective,
    Country,
    CountryWord,
    Direction,
    FeatureWord,
    Group,
    Item,
    LightVerb,
    NameUse,
    Office,
    Place,
    Side,
    Speech,
    StatusCue,
    Title,
    Trigger,
)
from rawi.lexicon.tables import Row
from rawi.lexicon.trie import Entry, PhraseTrie, tokens


def block_set(words: Iterable[str]) -> frozenset[str]:
    """Folded words of a blocks cell; «~word» blocks from anywhere in the sentence and keeps its mark."""
    return frozenset("~" + fold_word(word[1:]) if word.startswith("~") else fold_word(word) for word in words)


def condition_set(words: Iterable[str]) -> frozenset[str]:
    """Folded words of a needs or blocks cell; short function words in every form they fuse to («an» as «bi-anna-hu», «an» with
    pronouns)."""
    folded = set(folded_set(words))
    for word in [w for w in folded if len(w) <= 3]:
        folded |= {word + pronoun for pronoun in _PRONOUNS}
    if folded & {_BI, _ANNA}:
        folded |= {clitic + _ANNA + pronoun for clitic in (_BI, "") for pronoun in ("", *_PRONOUNS)}
    return frozenset(folded)


_BI, _ANNA = "\u0628", "\u0627\u0646"
_PRONOUNS = tuple(fold_word(p) for p in ("\u0647", "\u0647\u0627", "\u0647\u0645", "\u0647\u0645\u0627", "\u0646\u0627"))


def folded_set(words: Iterable[str]) -> frozenset[str]:
    """Folded words of a list cell."""
    return frozenset(fold_word(word) for word in words)


def enter_countries(rows: Iterable[Row], trie: PhraseTrie) -> dict[str, Country]:
    """Countries by ISO code; their names, adjectives, peoples and capitals enter the trie."""
    countries = {}
    for row in rows:
        country = Country(row["iso2"], row["name_ar"], row["name_en"], row["lat"], row["lon"], row["radius_km"], row.where, row["iso3"])
        countries[country.iso2] = country
        uses = {"name": (row["name_ar"], *row["aliases"]), "people": row["people"], "capital": row["capital"]}
        for use, words in uses.items():
            for word in words:
                _enter_name(trie, "countries", CountryWord(country, word, use, f"countries/{country.iso2}"), word, article=use == "people")
        for nisba in row["nisba"]:
            item = CountryWord(country, nisba, "nisba", f"countries/{country.iso2}")
            for form in decline_adjective(nisba):
                trie.add(tokens(form.text), Entry("countries", item, form))
    return countries


def enter_actors(rows: Iterable[Row], codes: Iterable[Row], trie: PhraseTrie) -> dict[str, Actor]:
    """Actors by id; every name enters the trie, loaded ones with what they convey."""
    actors = {}
    coded = {row["id"]: (row["wikidata"], row["cameo"], row["inter"]) for row in codes}
    for row in rows:
        plain = (row["id"], row["kind"], row["name_ar"], row["name_en"], row["country"], row["parent"], row["side"], row.where)
        actor = Actor(*plain, *coded.get(row["id"], (_imported_from(row["id"]), None, None)))
        actors[actor.id] = actor
        loaded = dict(row["loaded_names"])
        for name in dict.fromkeys((row["name_ar"], *row["aliases"], *loaded)):
            item = ActorName(actor, name, loaded.get(name), row["not_example"] is not None, f"actors/{actor.id}")
            _enter_name(trie, "actors", item, name, article=False)
    return actors


def _imported_from(id: str) -> str | None:
    """The Wikidata item that an imported row's id holds («person/wd-q42-…»)."""
    found = re.match(r"\w+/wd-(q\d+)", id)
    return found[1].upper() if found else None


def sides(rows: Iterable[Row]) -> dict[str, tuple[Side, ...]]:
    """The dated relations of each actor, in the order of the table."""
    found: dict[str, list[Side]] = {}
    for row in rows:
        side = Side(row["actor"], row["relation"], row["other"], row["conflict"], row["from"], row["to"], row.where)
        found.setdefault(side.actor, []).append(side)
    return {actor: tuple(relations) for actor, relations in found.items()}


def name_uses(rows: Iterable[Row]) -> dict[str, tuple[NameUse, ...]]:
    """Who uses the loaded names of each actor, in the order of the table."""
    found: dict[str, list[NameUse]] = {}
    for row in rows:
        wording = fold_word(row["wording"]) if row["wording"] else None
        use = NameUse(row["actor"], row["conveys"], wording, row["used_by"], row["from"], row["to"], row["note"], row.where)
        found.setdefault(use.actor, []).append(use)
    return {actor: tuple(uses) for actor, uses in found.items()}


def _enter_name(trie: PhraseTrie, table: str, item: Item, name: str, article: bool) -> None:
    """Enter a name as it is written, with the article too where it may take one."""
    folded = fold_word(name)
    for phrase in (folded, ARTICLE + folded) if article and not folded.startswith(ARTICLE) else (folded,):
        trie.add(tokens(phrase), Entry(table, item, alefs=_alefs(name, phrase)))


def _alefs(name: str, form: str) -> str | None:
    """The alefs of a form as the table spells the name it comes from: an added or dropped article, an added accusative; None where
    that fails."""
    own = alefs_of(name)
    folded = fold_word(name)
    if form == folded:
        return own
    if form.startswith(ARTICLE) and not folded.startswith(ARTICLE):
        own = ALEF + own
    elif folded.startswith(ARTICLE) and not form.startswith(ARTICLE):
        own = own[1:]
    if folded.endswith(HEH) and not form.endswith(HEH):
        own = own[:-1]
    missing = form.count(ALEF) + form.endswith(HEH) - len(own)
    return own + ALEF * missing if missing in (0, 1) else None


def offices(rows: Iterable[Row]) -> dict[tuple[str, str | None], list[Office]]:
    """Offices by folded title and country."""
    held: dict[tuple[str, str | None], list[Office]] = {}
    for row in rows:
        office = Office(row["title_ar"], row["country"], row["holder"], row["from"], row["to"], row.where)
        held.setdefault((fold_word(office.title), office.country), []).append(office)
    return held


def enter_places(rows: Iterable[Row], trie: PhraseTrie) -> dict[str, Place]:
    """Places by id; every name enters the trie."""
    places = {}
    for row in rows:
        place = Place(
            row["id"],
            row["name_ar"],
            row["name_en"],
            row["feature"],
            row["country"],
            row["admin1"],
            row["lat"],
            row["lon"],
            row["precision_km"],
            row["ambiguous"] is not None,
            row.where,
            row["aliases"],
            row["source"],
        )
        places[place.id] = place
        for name in dict.fromkeys((place.name_ar, *row["aliases"])):
            _enter_name(trie, "places", place, name, article=False)
    return places


def enter_nouns(table: str, rows: Iterable[Row], trie: PhraseTrie) -> None:
    """Titles, groups, collectives, directions and feature words: listed forms, with and without the article."""
    for row in rows:
        item, head, forms = _noun_item(table, row)
        for name in dict.fromkeys((head, *forms)):
            for form in _noun_forms(fold_word(name)):
                trie.add(tokens(form.text), Entry(table, item, form, _alefs(name, form.text)))


def _noun_item(table: str, row: Row) -> tuple[Item, str, tuple[str, ...]]:
    """The typed item of a noun row, its head and its other forms."""
    if table == "titles":
        return Title(row["title"], row["kind"], row["office"] is not None, f"titles/{row['title']}"), row["title"], row["forms"]
    if table == "groups":
        return Group(row["noun"], row["kind"], row["loaded"], row["source_role"], f"groups/{row['noun']}"), row["noun"], row["forms"]
    if table == "collectives":
        return Collective(row["noun"], int(row["number"]), row["kind"], f"collectives/{row['noun']}"), row["noun"], row["forms"]
    if table == "directions":
        return Direction(row["direction"], f"directions/{row['word']}"), row["word"], row["forms"]
    return FeatureWord(row["feature"], f"feature_words/{row['word']}"), row["word"], row["forms"]


def _noun_forms(folded: str) -> list[Form]:
    """A listed form as it is, with the article, as an indefinite accusative and before an enclitic."""
    head, *rest = folded.split(" ")
    tail = "".join(" " + word for word in rest)
    bare = head.removeprefix(ARTICLE) if len(head) > 4 else head
    heads = [head, bare, ARTICLE + bare]
    if not rest:
        heads += [bare[:-1] + TEH] if bare.endswith(HEH) else [bare + ARTICLE[0]]
    return [Form(text + tail, "noun", "3") for text in dict.fromkeys(heads)]


def enter_speech(rows: Iterable[Row], trie: PhraseTrie) -> None:
    """Cues of reported speech in all their forms."""
    for row in rows:
        lemma = row["lemma"] or row["phrase"]
        item = Speech(
            row["id"],
            lemma,
            row["position"],
            row["stance"],
            row["event"],
            condition_set(row["needs"]),
            block_set(row["blocks"]),
            f"speech/{row['id']}",
        )
        _enter_forms("speech", row, item, trie)


def enter_triggers(rows: Iterable[Row], trie: PhraseTrie) -> None:
    """Words that report an act in all their forms."""
    for row in rows:
        item = Trigger(
            row["id"],
            row["type"],
            row["mode"],
            row["frame"],
            row["genitive"],
            folded_set(row["recipient_prep"]),
            condition_set(row["needs"]),
            block_set(row["blocks"]),
            f"triggers/{row['id']}",
        )
        _enter_forms("triggers", row, item, trie)


def enter_light_verbs(rows: Iterable[Row], trie: PhraseTrie) -> None:
    """Light verbs in all their forms."""
    for row in rows:
        _enter_forms(
            "light_verbs",
            row,
            LightVerb(row["id"], row["subject"], row["status"], folded_set(row["needs"]), f"light_verbs/{row['id']}"),
            trie,
        )


def enter_status(rows: Iterable[Row], trie: PhraseTrie) -> None:
    """Cues of modality in all their forms."""
    for row in rows:
        _enter_forms("status", row, StatusCue(row["id"], row["status"], row["scope"], f"status/{row['id']}"), trie)


def _enter_forms(table: str, row: Row, item: Item, trie: PhraseTrie) -> None:
    """Enter every form that a row with principal parts generates; a phrase inflects its first word when there is a lemma."""
    phrase = row.cells.get("phrase")
    forms = _generated(row)
    if phrase:
        head, _, rest = fold_word(phrase).partition(" ")
        trie.add(tokens(fold_word(phrase)), Entry(table, item, Form(head, "noun" if not row["present"] else "past", "3", "s", "m")))
        for form in forms if rest else ():
            for tail in _agreeing(form, rest):
                trie.add(tokens(f"{form.text} {tail}"), Entry(table, item, form))
        return
    for form in forms:
        trie.add(tokens(form.text), Entry(table, item, form))


def _agreeing(form: Form, rest: str) -> list[str]:
    """The rest of a phrase as written, and where it is one adjective, agreeing with the form of the noun before it."""
    if " " in rest or form.tense not in ("masdar", "noun") or rest.startswith(ARTICLE):
        return [rest]
    endings = ["", ALEF] if form.gender != "f" else ["", HEH]
    return [ARTICLE + rest + ending for ending in ("", HEH)] if form.text.startswith(ARTICLE) else [rest + ending for ending in endings]


def _generated(row: Row) -> list[Form]:
    """The forms of lemma, present, masdar and participle cells, each once; a verbal noun spelled like its verb stands beside it."""
    lemma, present = row["lemma"], row["present"]
    verbs = (
        conjugate(lemma, present, first_person=row.table == "speech") if lemma and present else decline(lemma, "masdar") if lemma else []
    )
    nouns = chain.from_iterable(decline(noun, "masdar") for noun in row.cells.get("masdar", ()))
    participles = chain.from_iterable(decline_adjective(p) for p in row.cells.get("participle", ()))
    unique: dict[tuple[str, bool], Form] = {}
    for form in chain(verbs, nouns, participles):
        unique.setdefault((form.text, form.tense == "masdar"), form)
    return list(unique.values())
