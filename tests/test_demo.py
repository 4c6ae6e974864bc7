"""The demo's report: whole, closed, escaped, and true to the records it shows."""

from __future__ import annotations

import csv
import re
import tomllib
from base64 import b64encode
from collections import Counter
from dataclasses import replace
from functools import cache
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from rich.console import Console

from rawi.demo import chain_line, gloss_attribution, gloss_event, load_samples, write_demo
from rawi.demo.cards import lay_open
from rawi.demo.gloss import glosses, sense_of
from rawi.demo.names import quoted
from rawi.demo.report import read_sample, render, strings, write_whole
from rawi.demo.samples import Sample
from rawi.demo.svgmap import OVERVIEW, draw_plate, find_spots
from rawi.lexicon.tables import data_folder
from rawi.read import default_reader
from rawi.records import Article, Attribution, ChainLink, Cue, Event, Evidence, Figure, Mention, Quote, Reading, Span

ROOT = Path(__file__).parent.parent
REPORT = data_folder() / "report"
SAMPLES = load_samples()

each_sample = pytest.mark.parametrize("sample", SAMPLES, ids=[sample.id for sample in SAMPLES])


@cache
def readings() -> dict[str, Reading]:
    reader = default_reader()
    return {sample.id: read_sample(sample, reader) for sample in SAMPLES}


@cache
def html() -> str:
    return render([(sample, readings()[sample.id]) for sample in SAMPLES])


@cache
def page() -> Any:
    return lxml.html.document_fromstring(html())


def test_the_page_holds_every_sample_and_each_id_once() -> None:
    assert len(SAMPLES) == 24
    assert page().xpath("//section[contains(@class,'leaf')]/@id") == [sample.id for sample in SAMPLES]
    ids = Counter(page().xpath("//@id"))
    assert [i for i, times in ids.items() if times > 1] == []
    targets = {link[1:] for link in page().xpath("//a/@href") if link.startswith("#")}
    assert targets <= set(ids)


def test_every_sample_is_marked_and_cites_its_sources() -> None:
    for sample in SAMPLES:
        leaf = page().get_element_by_id(sample.id)
        assert "sample written for this project; facts from the public record" in leaf.text_content()
        assert [li.text_content() for li in leaf.xpath(".//*[contains(@class,'facts-from')]//li")] == list(sample.sources)


def test_nothing_is_loaded_from_anywhere() -> None:
    addresses = page().xpath("//@src | //@href | //@srcset | //@poster | //@action | //@data | //@background | //@formaction")
    assert [a for a in addresses if not a.startswith(("#", "data:"))] == []
    assert re.findall(r"url\((?!data:)[^)]*\)", html()) == []
    assert "@import" not in html() and 'http-equiv="refresh"' not in html()
    script = page().xpath("//script")[0].text
    assert re.findall(r"\b(?:fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|import\s*\()", script) == []


def test_the_policy_names_the_one_style_and_the_one_script() -> None:
    policy = page().xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; ") and "unsafe" not in policy
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        (element,) = page().xpath(f"//{tag}")
        digest = b64encode(sha256(element.text.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy
    assert page().xpath("//@style") == [], "the policy would refuse a style attribute"
    assert [name for element in page().iter() for name in element.attrib if name.startswith("on")] == []


def test_the_page_is_small() -> None:
    assert len(html().encode()) <= 2_500_000
    assert sum(path.stat().st_size for path in (REPORT / "fonts").glob("*.woff2")) <= 200_000
    assert (ROOT / "docs/report.png").stat().st_size <= 500_000


@each_sample
def test_the_article_stands_on_the_page_letter_for_letter(sample: Sample) -> None:
    shown = page().get_element_by_id(f"t-{sample.id}")
    lines = [line.text_content() for line in shown.xpath("./h3 | ./p")]
    assert lines == [line for line in readings()[sample.id].article.text.splitlines() if line]


@each_sample
def test_what_a_card_lights_is_its_records_words(sample: Sample) -> None:
    reading = readings()[sample.id]
    words = (
        {e.id: e.trigger.text for e in reading.events}
        | {a.id: a.cue.text for a in reading.attributions}
        | {f.id: f.text for f in reading.figures}
    )
    leaf = page().get_element_by_id(sample.id)
    pieces = {int(span.get("data-i")): span.text_content() for span in leaf.xpath(".//span[@data-i]")}
    cards = leaf.xpath(".//article[contains(@class,'card')]")
    assert {card.get("id") for card in cards} == {f"{sample.id}-{i}" for i in words}
    for card in cards:
        first, last = map(int, card.get("data-l").split(" ")[0].split(":")[1].split("-"))
        assert "".join(pieces[i] for i in range(first, last + 1)) == words[card.get("id").removeprefix(f"{sample.id}-")]


@each_sample
def test_every_marked_run_is_a_record(sample: Sample) -> None:
    reading = readings()[sample.id]
    cut = lay_open(reading).cut
    pieces = {piece.index: piece for line in cut.lines for piece in line}
    dates = [e.date for e in reading.events if e.date]
    kinds = [(m, "place" if m.kind == "place" else "agreement" if m.kind == "agreement" else "actor") for m in reading.mentions]
    kinds += [(r, "repair") for r in reading.repairs] + [(f, "furniture") for f in reading.furniture] + [(d, "date") for d in dates]  # type: ignore[misc]
    for record, kind in kinds:
        first, last = map(int, cut.run(record.start, record.end).split("-"))
        run = [pieces[i] for i in range(first, last + 1) if i in pieces]
        assert "".join(piece.text for piece in run) == "".join(record.text.splitlines())
        assert all(kind in piece.kinds for piece in run)


def test_marks_never_box_a_letter() -> None:
    """Padding, borders or boxes on an inline part break the joining of Arabic letters."""
    css = (REPORT / "report.css").read_text("utf-8")
    rules = re.findall(r"([^{}]*(?:\.k-|\.lit-|::highlight|\.text \.m|\[data-i\])[^{}]*)\{([^{}]*)\}", css)
    properties = {part.split(":")[0].strip() for _, body in rules for part in body.split(";") if part.strip()}
    assert len(rules) > 20
    assert properties <= {"background-color", "color", "cursor", "text-decoration", "text-underline-offset", "text-decoration-skip-ink"}


def test_hostile_text_stays_text() -> None:
    evil = "<script>alert(1)</script>\u202eقصف الجيش المدينة\u2069"
    sample = replace(SAMPLES[0], title=evil, outlet='"><img src=http://evil.example/x onerror=alert(1)>', side="</style><b>", note="{{ 7*7 }}\ud800",
                     text=f"{evil}\n\nقال المتحدث «<b onclick=x>» إن الجيش قصف المدينة\u202e.\n", sources=("javascript:alert(1)",))  # fmt: skip
    reading = read_sample(sample, default_reader())
    made = render([(sample, reading)])
    tree = lxml.html.document_fromstring(made)
    assert len(tree.xpath("//script")) == 1 and tree.xpath("//img") == [] and tree.xpath("//@onclick | //@onerror") == []
    assert "{{ 7*7 }}" in tree.text_content()
    assert re.findall("[\u202a-\u202e\u2066-\u2069\ud800-\udfff]", made) == []
    assert "<script>alert(1)</script>" in tree.text_content()
    made.encode("utf-8")


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "rawi-demo.html"
    write_whole(path, "old")
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "new \ud800")
    assert path.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["rawi-demo.html"]


def test_the_path_is_the_last_line_printed(tmp_path: Path) -> None:
    console = Console(width=60, file=StringIO())
    path = write_demo(tmp_path, console)
    printed = console.file.getvalue()  # type: ignore[attr-defined]
    assert path == tmp_path / "rawi-demo.html" and printed.splitlines()[-1] == str(path)
    assert path.read_text("utf-8") == html()
    unwrapped = "".join(printed.split())
    assert [sample.id for sample in SAMPLES if "".join(sample.title.split()) not in unwrapped] == []


@each_sample
def test_glosses_are_sentences(sample: Sample) -> None:
    reading = readings()[sample.id]
    said = [gloss_event(e, reading) for e in reading.events] + [gloss_attribution(a, reading) for a in reading.attributions]
    lines = [chain_line(a, reading) for a in reading.attributions]
    assert [s for s in said if not s or s != s.strip() or "\n" in s or "  " in s or "{" in s or "None" in s] == []
    outlet = glosses()["outlets"][sample.outlet]
    assert [line for line in lines if not line.startswith(f"{outlet} ← ") or not line.endswith(" …")] == []
    assert said


def ambassador() -> Reading:
    """One article by an invented outlet: the ambassador told a newspaper that Russia would attack again."""
    words = "قال السفير الروسي لصحيفة الوطن إن روسيا ستقصف إدلب"
    find = words.index
    span = {word: (find(word), find(word) + len(word)) for word in ("قال", "السفير الروسي", "الوطن", "روسيا", "ستقصف", "إدلب")}

    def mention(word: str, kind: str, name: str | None, **more: Any) -> Mention:
        return Mention(word, *span[word], word, kind, name_en=name, **more)

    mentions = (
        mention("السفير الروسي", "person", "Russian ambassador"),
        mention("الوطن", "media", "al-Watan"),
        mention("روسيا", "state", "Russia"),
        mention("إدلب", "place", None),
    )
    chain = (ChainLink("الوطن", "medium", "الوطن"),)
    content = (Span(find("روسيا"), len(words)),)
    attribution = Attribution(
        "a1", Cue(*span["قال"], "قال", "قال"), "السفير الروسي", (), "روسيا", chain, None, "indirect", "threaten", content
    )
    event = Event(
        "e1",
        Quote(*span["ستقصف"], "ستقصف"),
        "ASSAULT",
        "shelling",
        "threatened",
        "attributed",
        ("روسيا",),
        (),
        ("إدلب",),
        ("at",),
        None,
        (),
        "a1",
        None,
        0.9,
    )
    return Reading(Article("x", words, outlet="Tayf Post"), mentions=mentions, attributions=(attribution,), events=(event,))


def test_the_glosses_of_one_threat() -> None:
    reading = ambassador()
    (event,), (attribution,) = reading.events, reading.attributions
    assert gloss_event(event, reading) == "Russian ambassador (via al-Watan) threatens: shelling by Russia in «إدلب»"
    assert chain_line(attribution, reading) == "Tayf Post ← al-Watan ← Russian ambassador: threatens …"
    assert gloss_attribution(attribution, reading).startswith("Russian ambassador (via al-Watan) threatens on behalf of Russia: ")
    own = replace(reading, attributions=(replace(attribution, speaker="روسيا", chain=()),))
    assert gloss_event(event, own) == "Russia threatens: it would shell in «إدلب»"
    troops = replace(event, type="MOBILIZE", mode="troops", voice="outlet", attribution=None)
    assert gloss_event(troops, reading) == "Russia to move troops in «إدلب»"
    assert gloss_event(replace(troops, status="denied"), reading) == "It is denied that Russia moved troops in «إدلب»"
    assert gloss_event(replace(troops, status="hypothetical", actors=()), reading) == "Possible reinforcement in «إدلب»"


def test_figures_in_a_gloss_keep_their_bounds() -> None:
    reading = ambassador()
    figures = tuple(
        Figure(i, 0, 3, "قال", measure, low, high, approx)
        for i, measure, low, high, approx in (
            ("f1", "killed", 14, 14, "exact"),
            ("f2", "wounded", 10, None, "dozens"),
            ("f3", "displaced", 160000, None, "more_than"),
        )
    )
    event = replace(reading.events[0], figures=("f1", "f2", "f3"), attribution=None, actors=(), status="occurred")
    assert (
        gloss_event(event, replace(reading, figures=figures))
        == "Shelling in «إدلب»; 14 killed, dozens of wounded and more than 160,000 displaced"
    )


def test_nested_speech_passes_through_the_outer_speaker_once() -> None:
    reading = ambassador()
    inner = replace(reading.attributions[0], id="a2", speaker="روسيا", on_behalf_of=None, chain=(), within="a1", stance="deny")
    ring = replace(inner, id="a3", within="a3")
    whole = replace(reading, attributions=(*reading.attributions, inner, ring))
    assert chain_line(inner, whole) == "Tayf Post ← al-Watan ← Russian ambassador ← Russia: denies …"
    assert chain_line(replace(inner, speaker="السفير الروسي"), whole) == "Tayf Post ← al-Watan ← Russian ambassador: denies …"
    assert chain_line(ring, whole) == "Tayf Post ← Russia: denies …"


def test_quoted_words_pair_their_guillemets() -> None:
    assert quoted("صحيفة «الأيام\n الجديدة»") == "«صحيفة الأيام الجديدة»"


def coded() -> set[tuple[str, str]]:
    """Every (type, mode) that a trigger row can code."""
    found = set()
    for path in sorted((data_folder() / "triggers").glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
            found |= {(row["type"], row["mode"] or "") for row in rows if row["type"]}
    return found


def test_every_type_and_mode_has_its_words_in_both_languages() -> None:
    said, tables = strings(), glosses()
    assert [kind for kind, _ in coded() if kind not in said["type"] or kind not in tables["types"]] == []
    assert [mode for _, mode in coded() if mode and mode not in said["mode"]] == []
    assert [
        (kind, mode) for kind, mode in coded() if mode and f"{kind}/{mode}" not in tables["senses"] and mode not in tables["modes"]
    ] == []
    assert [(group, key) for group, pairs in said.items() for key, pair in pairs.items() if len(pair) != 2 or not all(pair)] == []


def test_every_value_of_the_sets_has_its_words() -> None:
    sets = tomllib.loads((data_folder() / "columns.toml").read_text("utf-8"))["sets"]
    assert set(sets["stance"]) == set(strings()["stance"]) == set(glosses()["stances"])
    assert set(sets["measure"]) == set(strings()["measure"])
    assert {"occurred", *sets["status"]} == set(strings()["status"]) == set(glosses()["status"])
    assert set(sets["approx"]) <= set(strings()["approx"])
    assert set(strings()["approx"]) == set(glosses()["approx"])


def test_the_sense_follows_mode_then_family_then_type() -> None:
    event = replace(ambassador().events[0], evidence=Evidence("triggers/victim-maqtal+default"))
    assert sense_of(event).noun == "shelling"
    assert sense_of(replace(event, mode=None)).noun == "deaths"
    assert sense_of(replace(event, mode=None, evidence=None)).noun == "attack"
    assert sense_of(replace(event, type="RETREAT", mode="withdraw")).noun == "withdrawal"
    assert sense_of(replace(event, type="SANCTION", mode="withdraw")).noun == "walk-out"


def test_the_radius_on_the_map_is_the_precision() -> None:
    spots = find_spots(readings().values())
    plate = draw_plate(OVERVIEW, spots, 900)
    by_km = {dot.spot.km: dot.r for dot in plate.dots}
    wide = {km: r for km, r in by_km.items() if r > 5}
    ratios = [r / km for km, r in wide.items()]
    assert len(wide) >= 3 and max(ratios) - min(ratios) < 0.02
    assert [dot.r for dot in plate.dots] == sorted((dot.r for dot in plate.dots), reverse=True), "small circles lie on top"
    assert {iso for iso, _ in plate.outlines} >= {"SY", "LY", "SD", "YE", "PS", "LB"}
    assert sum(spot.count for spot in spots) == sum(
        int(n) for n in page().xpath("//section[contains(@class,'overview')]//tbody/tr/td[2]/text()")
    )
