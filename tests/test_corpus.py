"""The corpus: every document is in its form, half of the sentences hold no event, the split is frozen."""

from __future__ import annotations

import hashlib
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from rawi.evaluate.corpus import GoldDocument, load_corpus, place_of
from rawi.evaluate.gold import GoldError
from rawi.lexicon.tables import data_folder, load_schema, read_table

FOLDER = Path(__file__).parent.parent / "corpus"
SENTENCES_LEAST, PER_TYPE_LEAST = 2_000, 40
# sha256 of the sorted ids of the test documents: frozen when the corpus was added.
TEST_IDS = "4901d4cc18078dd8f92507d0b333afa835743297addde129a8f495c692f9d16e"
MODES = frozenset({"visit", "host", "third-party", "multilateral", "phone_call", "arms_transfer", "withdraw", "release", "disarm", "ceasefire", "access", "resign", "assist", "change", "yield", "meet", "disapprove", "allege", "investigate", "violence", "restrict", "arrest", "relations", "expel", "territory", "demo", "riot", "strike", "hunger", "boycott", "obstruct", "convict", "discontinue", "troops", "weapons", "police", "militia", "deployment", "fighter_transfer", "seize", "blockade", "censor", "curfew", "martial-law", "deport", "withhold", "cyber", "seizure_of_territory", "displacement", "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives", "suicide-attack", "aerial", "drone", "heavy-weapons", "shelling", "crowd-control", "unconventional", "clash", "air_defence"})  # fmt: skip
STATUSES = frozenset({"occurred", "ongoing", "planned", "threatened", "demanded", "denied", "hypothetical"})


@cache
def documents() -> tuple[GoldDocument, ...]:
    return tuple(load_corpus(FOLDER))


def test_the_corpus_is_large_and_half_of_it_holds_no_event() -> None:
    sentences = [(s, any(s[0] <= e.start < s[1] for e in d.events)) for d in documents() for s in d.sentences]
    assert len(sentences) >= SENTENCES_LEAST
    assert 0.45 <= sum(not told for _, told in sentences) / len(sentences) <= 0.65


def test_every_type_has_examples() -> None:
    types = Counter(event.type for document in documents() for event in document.events)
    plover = load_schema(data_folder()).sets["plover"]
    assert set(types) == set(plover)
    assert {type: count for type, count in types.items() if count < PER_TYPE_LEAST} == {}


def test_ids_are_unique_and_values_are_of_the_sets() -> None:
    assert [id for id, count in Counter(d.id for d in documents()).items() if count > 1] == []
    sets = load_schema(data_folder()).sets
    events = [event for document in documents() for event in document.events]
    assert {event.mode for event in events} - {None} <= MODES and {event.status for event in events} <= STATUSES
    assert {count.measure for document in documents() for count in document.counts} <= set(sets["measure"])
    assert {said.stance for document in documents() for said in document.statements} <= set(sets["stance"])


def test_roles_and_speakers_stand_in_their_document() -> None:
    lost = [
        (d.id, words)
        for d in documents()
        for e in d.events
        for words in (*e.actors, *e.recipients, *e.places)
        if words.partition("#")[0] not in d.text
    ]
    lost += [(d.id, said.speaker) for d in documents() for said in d.statements if said.speaker.partition("#")[0] not in d.text]
    assert lost == []


def test_no_text_comes_twice() -> None:
    texts = Counter(d.text[slice(*span)] for d in documents() for span in d.sentences)
    assert [text for text, count in texts.items() if count > 1] == []


def test_the_split_is_frozen() -> None:
    split = tomllib.loads((FOLDER / "split.toml").read_text("utf-8"))
    assert not set(split["dev"]) & set(split["test"]) and set(split["dev"]) | set(split["test"]) <= {d.id for d in documents()}
    assert hashlib.sha256("\n".join(sorted(split["test"])).encode()).hexdigest() == TEST_IDS


def test_a_wrong_document_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(
        '[[document]]\nid = "x-1"\ntopic = "conflict"\n[[document.sentence]]\ntext = "abc"\nevents = [{ t = "z", type = "AID" }]\n'
    )
    with pytest.raises(GoldError, match=r"a\.toml: document x-1: .*'z' does not stand"):
        load_corpus(tmp_path)
    with pytest.raises(GoldError, match="no such folder"):
        load_corpus(tmp_path / "none")


def test_words_are_found_by_their_number() -> None:
    assert place_of("ab ab", "ab") == (0, 2) and place_of("ab ab", "ab#2", 10) == (13, 15)
    with pytest.raises(ValueError, match="does not stand"):
        place_of("ab", "ab#2")


def test_no_sentence_of_the_corpus_is_an_example_of_the_tables() -> None:
    examples = {
        row["example"] for table in ("triggers", "speech") for row in read_table(data_folder(), table, load_schema(data_folder()), [])
    }
    assert [d.id for d in documents() for span in d.sentences if d.text[slice(*span)] in examples] == []
