"""`rawi train` and the judge: the same texts give the same weights, a bag is judged by its likeliest candidate, whole articles are calibrated."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from rawi.cli import app
from rawi.code_events import WAR_ARTICLE, Judge
from rawi.code_events.judge import BIAS, WEIGHTS_FILE, load_judge
from rawi.read import default_reader
from rawi.train import Example
from rawi.train.candidates import gsr_examples
from rawi.train.fit import Settings, calibrated, fit
from rawi.train.folds import fold_of

CORPUS = """
[[document]]
id = "try-{n}"
published = "2021-03-0{n}"
teller = "a wire"
topic = "conflict"

[[document.sentence]]
text = "قصف الجيش السوري بلدة النيرب رقم {n} صباح اليوم."
events = [{{ t = "قصف", type = "ASSAULT", mode = "shelling", by = ["الجيش السوري"], at = ["بلدة النيرب"] }}]

[[document.sentence]]
text = "واصل المنتخب هجوم المباراة رقم {n} حتى النهاية."
none = ["هجوم"]
"""


def rawi(*arguments: object) -> Result:
    return CliRunner().invoke(app, list(map(str, arguments)))


def example(*features: str, accepted: bool, bag: str | None = None, weight: float = 1.0) -> Example:
    return Example(" ".join(features), "ASSAULT", features, accepted, weight, bag)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "try.toml").write_text("".join(CORPUS.format(n=n) for n in range(1, 7)), "utf-8")
    return folder


@pytest.fixture
def gsr(tmp_path: Path) -> Path:
    folder = tmp_path / "gsr"
    folder.mkdir()
    rows = [
        {"id": "1", "text": "قصفت الطائرات البلدة واغتال مسلحون قاضيا.", "event_type": "ASSAULT", "label": "yes"},
        {"id": "2", "text": "يحكي الكتاب كيف قصف الجيش المدينة قبل قرن.", "event_type": "ASSAULT", "label": "easy no"},
        {"id": "3", "text": "يصف الكاتب كيف اغتال رجل القاضي في روايته.", "event_type": "ASSAULT", "label": "difficult no"},
    ]
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "assault_detect.jsonl").write_text(lines, "utf-8")
    return folder


def test_what_speaks_for_and_against_is_told_apart() -> None:
    examples = [example("war", accepted=True)] * 30 + [example("sport", accepted=False)] * 30
    weights = fit(examples, Settings(ridge=0.1))
    judge = Judge(weights, None)
    assert judge.score(["war"]) > 0.9 and judge.score(["sport"]) < 0.1
    assert judge.score(["never seen"]) == pytest.approx(0.5, abs=0.05)
    assert judge.reasons(["sport", "never seen"])[0][0] == "sport"


def test_the_order_of_examples_changes_nothing_but_rounding() -> None:
    examples = [example("a", "b", accepted=True), example("a", accepted=False), example("b", "c", accepted=True)] * 5
    first, again = fit(examples), fit(list(reversed(examples)))
    assert first == pytest.approx(again, abs=0.002) and fit(examples) == first


def test_of_a_bag_only_the_likeliest_candidate_is_taken_for_right() -> None:
    """«yes» says of a sentence that an act is in it, not which of its candidates it is."""
    clear = [example("war", accepted=True)] * 20 + [example("sport", accepted=False)] * 20
    bags = [example(name, accepted=True, bag=str(n)) for n in range(20) for name in ("war", "sport")]
    judge = Judge(fit([*clear, *bags], Settings(ridge=0.1)), None)
    assert judge.score(["sport"]) < 0.2 < 0.8 < judge.score(["war"])


def test_a_feature_seen_once_has_no_weight() -> None:
    assert "once" not in fit([example("often", "once", accepted=True), *[example("often", accepted=True)] * 9])


def test_whole_articles_are_calibrated_to_the_share_that_is_right() -> None:
    whole = [example("act", WAR_ARTICLE, accepted=number < 3) for number in range(10)]
    weights = calibrated({BIAS: 1.0, "act": 1.0}, whole)
    assert Judge(weights, None).score(["act", WAR_ARTICLE]) == pytest.approx(0.3, abs=0.01)
    assert Judge(weights, None).score(["act"]) == Judge({BIAS: 1.0, "act": 1.0}, None).score(["act"])
    assert calibrated({BIAS: 1.0}, []) == {BIAS: 1.0}


def test_sentences_of_the_gold_standard_count_by_their_label(gsr: Path) -> None:
    found = list(gsr_examples(gsr, default_reader()))
    yes = [e for e in found if e.bag == "1"]
    assert len(yes) == 2 and all(e.accepted for e in yes)
    assert {(e.accepted, e.weight) for e in found if e.bag is None} == {(False, 1.0), (False, 0.2)}


def test_a_text_is_always_in_one_fold() -> None:
    assert (fold_of("نص", 5), fold_of("خبر", 5)) == (2, 4), "a fold must not depend on the run or the machine"
    assert len({fold_of(f"نص {n}", 5) for n in range(100)}) == 5


def test_train_writes_the_same_weights_twice_and_the_reader_uses_them(corpus: Path, gsr: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    written = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        result = rawi("train", "--corpus", corpus, "--gsr", gsr, "--gold", gold, "--out", tmp_path / name / WEIGHTS_FILE)
        assert result.exit_code == 0, result.stderr
        written.append((tmp_path / name / WEIGHTS_FILE).read_bytes())
    assert written[0] == written[1] and b"\nlone ASSAULT: ASSAULT letters " in written[0]
    judge = load_judge(tmp_path / "a")
    assert judge.name and judge.score(["lone ASSAULT: ASSAULT near مسلحون"]) > judge.score(["lone ASSAULT: ASSAULT letters كيف$"])
    assert [path.name for path in (tmp_path / "a").iterdir()] == [WEIGHTS_FILE]


def test_cross_validated_readings_cover_every_sentence(corpus: Path, gsr: Path, tmp_path: Path) -> None:
    out = tmp_path / "readings.jsonl"
    result = rawi("train", "--corpus", corpus, "--gsr", gsr, "--readings", out, "--folds", 2)
    assert result.exit_code == 0, result.stderr
    assert [json.loads(line)["article"]["id"] for line in out.read_text("utf-8").splitlines()] == ["1", "2", "3"]


def test_what_is_missing_is_named(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "weights"
    nowhere = rawi("train", "--corpus", tmp_path / "none", "--out", out)
    assert nowhere.exit_code == 1 and "none" in nowhere.stderr and not out.exists()
    empty = rawi("train", "--corpus", corpus, "--gsr", tmp_path, "--out", out)
    assert empty.exit_code == 1 and "_detect.jsonl" in empty.stderr and not out.exists()
    alone = rawi("train", "--corpus", corpus, "--readings", out)
    assert alone.exit_code == 2 and "--gsr" in alone.stderr


def test_without_weights_every_candidate_is_as_likely_as_not(tmp_path: Path) -> None:
    assert load_judge(tmp_path).name is None
    assert load_judge(tmp_path).score(["anything"]) == 0.5


def test_the_corpus_is_scored_by_type_and_with_calibration(corpus: Path) -> None:
    result = rawi("evaluate", "--corpus", corpus, "--part", "train", "--json")
    assert result.exit_code == 0, result.stderr
    figures = json.loads(result.stdout)
    assert figures["ASSAULT events"]["f1"] == 1 and 0 <= figures["calibration error"] <= 1
    assert "calibration error" in rawi("evaluate", "--corpus", corpus, "--part", "train").stdout
    assert rawi("evaluate", "--corpus", corpus, "--part", "none").exit_code == 2


def test_the_corpus_beside_the_code_is_scored_above_its_floor() -> None:
    """The test documents, which nobody looked at: a tenth below what was measured when the judge came."""
    figures = json.loads(rawi("evaluate", "--json", "--corpus", Path(__file__).parent.parent / "corpus", "--part", "test").stdout)
    assert figures["calibration error"] < 0.1
    assert figures["events (type+trigger)"]["f1"] > 0.57
