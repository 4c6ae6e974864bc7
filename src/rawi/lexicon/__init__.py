"""Loads data/ into one frozen Lexicon; refuses a bad row by file and line, with the cure."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rawi.fold import fold_word
from rawi.lexicon import build
from rawi.lexicon.compiled import built_once
from rawi.lexicon.inflect import decline_adjective
from rawi.lexicon.rows import Actor, Country, KnownAgreement, NameUse, Office, Place, Side
from rawi.lexicon.stems import Stems, build_stems
from rawi.lexicon.tables import LexiconError, Row, data_folder, load_schema, read_table
from rawi.lexicon.trie import Entry, PhraseTrie, tokens

__all__ = ["Lexicon", "LexiconError", "load_lexicon"]


@dataclass(frozen=True, slots=True)
class Clitics:
    """Letters written together with a word, folded, longest first; ``fixed``: words that are always cut in one way."""

    proclitics: tuple[str, ...]
    with_article: tuple[str, ...]
    enclitics: tuple[str, ...]
    fixed: dict[str, tuple[str, str, str]]
    with_pronouns: frozenset[str]


@dataclass(frozen=True, slots=True)
class KnownWords:
    """Single words, folded. ``attested``: known whole, so never cut; ``plain``: those of them that are words, not only the first word of a
    name; ``future``: presents, before which the future particle stands; ``function``: closed classes; ``names``: whole names of the
    registries; ``of_persons``: parts of personal names."""

    attested: frozenset[str]
    plain: frozenset[str]
    future: frozenset[str]
    function: frozenset[str]
    names: frozenset[str]
    of_persons: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything data/ says: one phrase trie over all tables, the registries, the plain word lists."""

    digest: str
    trie: PhraseTrie
    countries: dict[str, Country]
    actors: dict[str, Actor]
    offices: dict[tuple[str, str | None], list[Office]]
    sides: dict[str, tuple[Side, ...]]
    name_uses: dict[str, tuple[NameUse, ...]]
    places: dict[str, Place]
    agreements: dict[str, KnownAgreement]
    particles: dict[str, frozenset[str]]
    words: KnownWords
    stems: Stems
    clitics: Clitics
    where: dict[str, str]
    folder: Path


# Lists of particles.toml whose words are never cut; the others hold words with their clitics.
_UNCUT = frozenset(
    {"prepositions", "conjunctions", "relative", "subordinators", "negation", "demonstratives", "pronouns", "quantifiers", "time_words"}
)


@cache
def load_lexicon(folder: Path | None = None) -> Lexicon:
    """The Lexicon of a data folder (the bundled one by default). Raises LexiconError with every fault, one a line."""
    bundled = data_folder()
    folder = folder or bundled
    digest = _digest(folder)
    # Unpickling runs code, and a folder of tables may be another's: only the program's own is kept and read built.
    return built_once(folder, digest, lambda: _built(folder, digest)) if folder == bundled else _built(folder, digest)


def _built(folder: Path, digest: str) -> Lexicon:
    """The Lexicon from its tables."""
    schema = load_schema(folder)
    faults: list[str] = []
    rows = {name: read_table(folder, name, schema, faults) for name in schema.tables}
    trie, faults = PhraseTrie(), [*faults, *_doubled(rows["actors"]), *_doubled(rows["places"])]
    countries = build.enter_countries(rows["countries"], trie)
    actors = _with_states(countries, build.enter_actors(rows["actors"], rows["actor_codes"], trie))
    places = {**_territories(countries), **build.enter_places(rows["places"], trie)}
    _enter_words(rows, trie)
    agreements, particles = _agreements(folder, trie), _particles(folder)
    if faults:
        raise LexiconError("\n".join(faults))
    return Lexicon(
        digest=digest,
        trie=trie,
        countries=countries,
        actors=actors,
        offices=build.offices(rows["offices"]),
        sides=build.sides(rows["sides"]),
        name_uses=build.name_uses(rows["naming"]),
        places=places,
        agreements=agreements,
        particles=particles,
        words=_known_words(folder, rows, trie, particles),
        stems=build_stems(rows["verbs"], rows["nouns"]),
        clitics=_clitics(folder),
        where=_where(rows),
        folder=folder,
    )


def _doubled(rows: tuple[Row, ...]) -> list[str]:
    """Faults for ids that stand twice."""
    first: dict[str, Row] = {}
    for row in rows:
        first.setdefault(row["id"], row)
    again = [row for row in rows if first[row["id"]] is not row]
    return [
        f"{row.where}: id {row['id']} stands at {first[row['id']].where} already; join the rows, or give one another id." for row in again
    ]


def _enter_words(rows: dict[str, tuple[Row, ...]], trie: PhraseTrie) -> None:
    """Every table of words that inflect."""
    for table in ("titles", "groups", "collectives", "directions", "feature_words"):
        build.enter_nouns(table, rows[table], trie)
    build.enter_speech(rows["speech"], trie)
    build.enter_triggers(rows["triggers"], trie)
    build.enter_light_verbs(rows["light_verbs"], trie)
    build.enter_status(rows["status"], trie)


_NAMES = frozenset({"actors", "places", "countries", "agreements"})


def _known_words(folder: Path, rows: dict[str, tuple[Row, ...]], trie: PhraseTrie, particles: dict[str, frozenset[str]]) -> KnownWords:
    """The single words of all tables by what they tell."""
    function = frozenset(word for name in _UNCUT & particles.keys() for word in particles[name] if " " not in word)
    entered = [(token, entry) for token, node in trie.root.items() for entry in trie.entries(node)]
    dates = {token for table in ("months", "weekdays") for row in rows[table] for name in row["names"] for token in tokens(fold_word(name))}
    words = PhraseTrie()
    _enter_words(rows, words)
    plain = frozenset({*words.starts(), *function, *_linker_forms(folder), *_words(folder / "vocabulary.txt"), *dates})
    return KnownWords(
        attested=plain.union(trie.starts()),
        plain=plain,
        future=frozenset(token for token, entry in entered if entry.form and entry.form.tense == "present"),
        function=function,
        names=frozenset(token for token, entry in entered if entry.table in _NAMES),
        of_persons=_words(folder / "name_words.txt"),
    )


def _with_states(countries: dict[str, Country], actors: dict[str, Actor]) -> dict[str, Actor]:
    """The actors, with a state for every country that has no row of its own."""
    states = {c.state: Actor(c.state, "state", c.name_ar, c.name_en, c.iso2, None, None, c.where) for c in countries.values()}
    return {**states, **actors}


def _territories(countries: dict[str, Country]) -> dict[str, Place]:
    """Every country as a place: its centre, with its radius as precision."""
    return {
        c.place: Place(c.place, c.name_ar, c.name_en, "country", c.iso2, None, c.lat, c.lon, c.radius_km, False, c.where)
        for c in countries.values()
    }


def _agreements(folder: Path, trie: PhraseTrie) -> dict[str, KnownAgreement]:
    """agreements.toml by id; every name enters the trie."""
    known = {}
    for index, entry in enumerate(_toml(folder / "agreements.toml").get("agreement", ()), 1):
        agreement = KnownAgreement(
            entry["id"],
            entry["name_ar"],
            entry["name_en"],
            tuple(entry.get("parties", ())),
            _day(entry.get("date")),
            f"agreements.toml:entry {index}",
        )
        known[agreement.id] = agreement
        for name in dict.fromkeys((entry["name_ar"], *entry.get("aliases", ()))):
            trie.add(tokens(fold_word(name)), Entry("agreements", agreement))
    return known


def _day(value: object) -> str | None:
    return None if value in (None, "") else str(value)


def _particles(folder: Path) -> dict[str, frozenset[str]]:
    """The plain word lists of particles.toml, folded."""
    return {name: build.folded_set(words) for name, words in _toml(folder / "particles.toml").items()}


def _words(path: Path) -> frozenset[str]:
    """The words of a plain list, folded: vocabulary.txt (no part of a name, so that they are neither cut nor taken for one) or
    name_words.txt (parts of personal names)."""
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return frozenset(fold_word(word) for line in lines if not line.startswith("#") for word in line.split())


def _clitics(folder: Path) -> Clitics:
    lists = _toml(folder / "clitics.toml")
    folded = {name: tuple(sorted({fold_word(c) for c in words}, key=len, reverse=True)) for name, words in lists.items() if name != "fixed"}
    fixed = {}
    for cut in lists["fixed"]:
        before, host, after = (fold_word(part) for part in cut.split("+"))
        fixed[before + host.removeprefix("" if not before.endswith("\u0644\u0644") else "\u0627\u0644") + after] = (before, host, after)
    return Clitics(folded["proclitics"], folded["proclitics_with_article"], folded["enclitics"], fixed, frozenset(folded["with_pronouns"]))


def _toml(path: Path) -> dict[str, Any]:
    """A TOML file of the data folder. Raises LexiconError with file, line and cure."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{path.name}: {error}; correct the TOML there.") from error


# Who owns an outlet, where its feed is, or what a coder is told changes no reading.
_UNREAD = frozenset({"outlets.toml", "codebook.tsv", "own_columns.tsv"})


def _digest(folder: Path) -> str:
    """The first 16 hex digits of the sha256 over every table that readings depend on, names and bytes."""
    seen = hashlib.sha256()
    for path in sorted(p for pattern in ("**/*.tsv", "*.toml", "*.txt") for p in folder.glob(pattern) if p.name not in _UNREAD):
        seen.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return seen.hexdigest()[:16]


# Tables whose rows no rule names.
_UNNAMED = frozenset(
    {
        "offices",
        "verbs",
        "nouns",
        "wikidata_kinds",
        "actor_codes",
        "sides",
        "naming",
        "compare_weights",
        "type_kin",
        "codebook",
        "own_columns",
    }
)


def _where(rows: dict[str, tuple[Row, ...]]) -> dict[str, str]:
    """Rule name (``table/row``) → file and line, for `rawi explain`."""
    keys = {"countries": "iso2", "titles": "title", "groups": "noun", "collectives": "noun", "directions": "word", "feature_words": "word"}
    told = {"name_words/run": "name_words.txt:1"}
    return told | {
        f"{table}/{row[keys.get(table, 'id')]}": row.where for table, found in rows.items() if table not in _UNNAMED for row in found
    }


def _linker_forms(folder: Path) -> frozenset[str]:
    """The adjectives of linkers.toml in all forms, so that they are not cut."""
    lists = _toml(folder / "linkers.toml")
    words = [
        word
        for name in ("affiliated_to", "backed_by", "tied_with", "placed_in", "un_adjectives", "international")
        for word in lists.get(name, ())
    ]
    return frozenset(form.text for word in words for form in decline_adjective(word))
