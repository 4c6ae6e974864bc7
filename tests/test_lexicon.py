"""Tables → Lexicon: what loads, and that a row that cannot be right is refused by file and line with the cure."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from rawi.fold import fold_word
from rawi.lexicon import LexiconError, load_lexicon
from rawi.lexicon.inflect import conjugate, decline, decline_adjective
from rawi.lexicon.tables import data_folder, load_schema
from rawi.lexicon.trie import PhraseTrie, tokens


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The bundled tables, each cut to its header and first rows, to be spoiled."""
    copy = tmp_path / "data"
    shutil.copytree(data_folder(), copy, ignore=shutil.ignore_patterns("samples", "__pycache__"))
    for path in copy.rglob("*.tsv"):
        if path.name != "folding.tsv":
            path.write_text("\n".join(path.read_text("utf-8").split("\n")[:3]) + "\n", "utf-8")
    return copy


def _spoil(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def _fault(folder: Path) -> str:
    with pytest.raises(LexiconError) as error:
        load_lexicon(folder)
    return str(error.value)


def test_the_bundled_tables_load() -> None:
    lexicon = load_lexicon()
    assert len(lexicon.actors) > 1000
    assert len(lexicon.places) > 1000
    assert len(lexicon.digest) == 16


def test_the_shortened_copy_loads(folder: Path) -> None:
    assert load_lexicon(folder).digest != load_lexicon().digest


def test_the_digest_follows_every_table(folder: Path) -> None:
    before = load_lexicon(folder).digest
    (folder / "weekdays.tsv").write_text((folder / "weekdays.tsv").read_text("utf-8") + "# a comment\n", "utf-8")
    load_lexicon.cache_clear()
    assert load_lexicon(folder).digest != before


@pytest.fixture
def own(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same tables as the program's own."""
    monkeypatch.setattr("rawi.lexicon.data_folder", lambda: folder)
    return folder


def _kept(folder: Path) -> Path:
    load_lexicon.cache_clear()
    load_lexicon(folder)
    return next((folder / "__pycache__").glob("lexicon.*.pickle"))


def test_what_was_built_is_kept_beside_the_tables_and_is_the_same(own: Path) -> None:
    kept = _kept(own)
    first, written = load_lexicon(own), kept.stat().st_mtime_ns
    load_lexicon.cache_clear()
    again = load_lexicon(own)
    assert kept.stat().st_mtime_ns == written
    assert again is not first
    assert (again.digest, again.words, again.clitics, again.actors) == (first.digest, first.words, first.clitics, first.actors)
    assert again.trie.root == first.trie.root


@pytest.mark.parametrize(
    "damage", [lambda old: b"", lambda old: old[:1000], lambda old: b"x" + old[1:], lambda old: old[:32] + b"no pickle"]
)
def test_a_damaged_or_stale_file_is_built_anew(own: Path, damage: Callable[[bytes], bytes]) -> None:
    kept = _kept(own)
    whole = kept.read_bytes()
    kept.write_bytes(damage(whole))
    assert len(_kept(own).read_bytes()) == len(whole)


def test_a_table_that_changed_is_built_anew(own: Path) -> None:
    stamp = _kept(own).read_bytes()[:32]
    (own / "weekdays.tsv").write_text((own / "weekdays.tsv").read_text("utf-8") + "# a comment\n", "utf-8")
    assert _kept(own).read_bytes()[:32] != stamp


def test_a_folder_that_cannot_be_written_loads(own: Path) -> None:
    shutil.rmtree(own / "__pycache__", ignore_errors=True)
    (own / "__pycache__").write_text("a file stands where the folder would be", "utf-8")
    load_lexicon.cache_clear()
    assert load_lexicon(own).actors


def test_tables_of_others_are_never_read_as_a_pickle(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = _kept(own)
    built = kept.read_bytes()
    kept.write_bytes(built[:32] + b"cbuiltins\nopen\n(S'" + str(own / "ran").encode() + b"'\nS'w'\ntR.")
    monkeypatch.undo()
    load_lexicon.cache_clear()
    assert load_lexicon(own).actors
    assert not (own / "ran").exists()
    assert kept.read_bytes() != built


def test_a_foreign_letter_is_refused_by_file_line_and_name(folder: Path) -> None:
    _spoil(folder, "weekdays.tsv", "monday\t1\t", "monday\t1\tالاثن\u06ccن;")
    assert _fault(folder) == "weekdays.tsv:2: names has U+06CC FARSI YEH where Arabic writes U+064A YEH or U+0649 ALEF MAKSURA; replace it."


@pytest.mark.parametrize("letter", ["\u06a9", "\u0640", "\u00a0", "\u200f", "\ufefb"])
def test_every_forbidden_character_is_refused(folder: Path, letter: str) -> None:
    _spoil(folder, "weekdays.tsv", "monday\t1\t", f"monday\t1\tكل{letter}مة;")
    assert "replace it" in _fault(folder)


def test_a_missing_cell_is_refused(folder: Path) -> None:
    _spoil(folder, "weekdays.tsv", "monday\t1\t", "monday\t")
    assert _fault(folder) == "weekdays.tsv:2: 2 cells where 3 columns are declared; check the tabs."


def test_an_empty_cell_is_refused_where_one_is_needed(folder: Path) -> None:
    _spoil(folder, "weekdays.tsv", "monday\t", "\t")
    assert _fault(folder) == "weekdays.tsv:2: id is empty; fill it in."


def test_a_word_that_is_no_number_is_refused(folder: Path) -> None:
    _spoil(folder, "weekdays.tsv", "monday\t1", "monday\tone")
    assert "weekdays.tsv:2: iso:" in _fault(folder)


def test_a_value_outside_its_set_is_refused_with_the_choices(folder: Path) -> None:
    _spoil(folder, "governing.tsv", "\tkilled\t", "\tslain\t")
    assert "governing.tsv:2: measure: 'slain' is none of killed, wounded" in _fault(folder)


def test_a_wrong_header_is_refused_with_the_right_one(folder: Path) -> None:
    _spoil(folder, "weekdays.tsv", "id\tiso\tnames", "id\tnames\tiso")
    assert _fault(folder) == "weekdays.tsv:1: columns are id names iso; they must be id iso names, with one tab between two."


def test_every_fault_is_told_at_once(folder: Path) -> None:
    _spoil(folder, "weekdays.tsv", "monday\t1", "monday\tone")
    _spoil(folder, "governing.tsv", "\tkilled\t", "\tslain\t")
    assert len(_fault(folder).splitlines()) == 2


def test_broken_toml_is_refused_by_file_and_line(folder: Path) -> None:
    (folder / "particles.toml").write_text("a = 1\nb = ?\nc = 2\n", "utf-8")
    fault = _fault(folder)
    assert fault.startswith("particles.toml:")
    assert "line 2" in fault


def test_every_declared_table_has_a_file_and_every_file_a_table() -> None:
    data = data_folder()
    schema = load_schema(data)
    declared = {path for table in schema.tables.values() for path in data.glob(table["files"])}
    assert all(any(data.glob(table["files"])) for table in schema.tables.values())
    assert declared == set(data.rglob("*.tsv")) - {data / "folding.tsv", data / "known_gaps.tsv"}


def test_a_rule_name_leads_to_its_file_and_line() -> None:
    where = load_lexicon().where
    file, line = where["countries/SY"].split(":")
    assert (data_folder() / file).read_text("utf-8").split("\n")[int(line) - 1].startswith("SY\t")


def test_every_country_is_a_state_and_a_place() -> None:
    lexicon = load_lexicon()
    assert all(c.state in lexicon.actors and c.place in lexicon.places for c in lexicon.countries.values())


@pytest.mark.parametrize(
    ("past", "present", "expected"),
    [
        ("قصف", "يقصف", "قصف قصفت قصفوا يقصف تقصف يقصفون نقصف"),
        ("قال", "يقول", "قال قالت قالوا يقول تقول يقال قيل قلنا"),
        ("دعا", "يدعو", "دعا دعت دعوا يدعو تدعو يدعون"),
        ("أعلن", "يعلن", "أعلن أعلنت أعلنوا يعلن تعلن يعلنون"),
        ("هاجم", "يهاجم", "هاجم هاجمت هوجم يهاجم يهاجمون"),
        ("التقى", "يلتقي", "التقى التقت التقوا يلتقي يلتقون"),
        ("نفى", "ينفي", "نفى نفت نفوا ينفي تنفي"),
    ],
)
def test_verbs_inflect(past: str, present: str, expected: str) -> None:
    forms = {form.text for form in conjugate(past, present)}
    assert {fold_word(word) for word in expected.split()} <= forms


def test_nouns_and_adjectives_inflect() -> None:
    assert {fold_word(w) for w in ("غارة", "الغارة", "غارات", "الغارات", "غارتين", "غارتان")} <= {f.text for f in decline("غارة")}
    assert {fold_word(w) for w in ("مدعوم", "المدعومة", "مدعومون", "المدعومين")} <= {f.text for f in decline_adjective("مدعوم")}


def test_an_inflected_form_knows_its_person_number_and_gender() -> None:
    form = next(f for f in conjugate("قصف", "يقصف") if f.text == fold_word("قصفت"))
    assert (form.tense, form.person, form.number, form.gender) == ("past", "3", "s", "f")


def test_the_trie_keeps_every_entry_of_a_phrase_and_ignores_the_empty_one() -> None:
    trie = PhraseTrie()
    trie.add([], "nothing")  # type: ignore[arg-type]
    trie.add(tokens("a b"), "one")  # type: ignore[arg-type]
    trie.add(tokens("a b"), "two")  # type: ignore[arg-type]
    assert PhraseTrie.entries(trie.root["a"]["b"]) == ["one", "two"]
    assert PhraseTrie.entries(trie.root["a"]) == []
    assert list(trie.starts()) == ["a"]


def test_ids_of_triggers_are_unique_across_their_tables() -> None:
    """An id in the evidence of a record leads to one row."""
    ids = [
        line.split("\t")[0]
        for path in sorted((data_folder() / "triggers").glob("*.tsv"))
        for line in path.read_text("utf-8").splitlines()[1:]
    ]
    assert [id for id, count in Counter(ids).items() if id and count > 1] == []
