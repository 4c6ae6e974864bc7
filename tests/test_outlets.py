"""The outlets: real ones of all sides with owner and source, found by name and address; what cannot be right is refused by entry."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from rawi.cli import app
from rawi.fold import fold_word
from rawi.lexicon import LexiconError, load_lexicon
from rawi.lexicon.tables import FORBIDDEN, data_folder
from rawi.outlets import KINDS, OUTLETS_FILE, Outlets, host_of, load_outlets

# A session's working folder may hold an outlets.toml; the tests of the bundled ones must not see it.
ELSEWHERE = data_folder()
COUNTRIES = "SY LB PS IL IQ JO EG SD LY YE SA AE QA KW BH OM DZ MA EH TN MR TR IR RU CN GB FR DE US"
# Every side of the wars whose news Rawi reads has a voice of its own in the list.
SIDES = (
    "government/sy government/sy-aanes armed_group/sdf ngo/syrian-opposition government/lb armed_group/hezbollah ngo/lebanese-forces ngo/psp "
    "ngo/fpm ngo/amal ngo/ssnp government/ps armed_group/hamas armed_group/pij government/iq ngo/kdp ngo/puk ngo/new-generation ngo/hikma "
    "government/eg ngo/muslim-brotherhood government/sd armed_group/rsf government/ly-gnu armed_group/lna government/ye armed_group/houthis "
    "ngo/stc ngo/islah government/sa government/ae government/qa government/kw government/bh government/om government/jo government/dz "
    "government/ma armed_group/polisario government/tn government/mr government/tr government/ir government/ru government/cn government/us"
)
# What says how good or bad an outlet is has no place beside the facts of who owns it.
VERDICTS = ("propaganda", "mouthpiece", "regime", "terror", "militia", "biased", "reliable", "credible", "fake", "lies", "so-called")
ENTRY = """
[[outlet]]
id = "sadaf"
name_ar = "صدف نيوز"
name_en = "Sadaf News"
aliases = ["وكالة صدف"]
domains = ["sadaf.example"]
country = "SY"
kind = "website"
owner = "private"
family = "sadaf"
source = "its own site"
"""


@cache
def bundled() -> Outlets:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ELSEWHERE)
        return load_outlets()


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The path of an outlets.toml in the working folder, not written yet."""
    monkeypatch.chdir(tmp_path)
    return tmp_path / OUTLETS_FILE


def rawi(*arguments: object) -> Result:
    return CliRunner().invoke(app, list(map(str, arguments)))


def refusal(path: Path, text: str) -> str:
    path.write_text(text, "utf-8")
    with pytest.raises(LexiconError) as refused:
        load_outlets(path)
    return str(refused.value)


def test_there_are_many_and_each_is_complete() -> None:
    assert len(bundled()) >= 60
    for outlet in bundled():
        assert all((outlet.owner, outlet.source, outlet.family, outlet.domains)), outlet.id
        assert outlet.kind in KINDS
        assert any("\u0621" <= letter <= "\u064a" for letter in outlet.name_ar), outlet.id
    assert {outlet.kind for outlet in bundled()} == set(KINDS)


@pytest.mark.parametrize("country", COUNTRIES.split())
def test_every_country_has_an_outlet(country: str) -> None:
    assert country in {outlet.country for outlet in bundled()}


@pytest.mark.parametrize("side", SIDES.split())
def test_every_side_has_an_outlet(side: str) -> None:
    assert side in {outlet.side for outlet in bundled()}


def test_no_domain_and_no_feed_stands_twice() -> None:
    for values in ([d for o in bundled() for d in o.domains], [f for o in bundled() for f in o.feeds]):
        assert [value for value, count in Counter(values).items() if count > 1] == []


def test_a_feed_is_at_its_outlet_s_own_address() -> None:
    """Aggregators republish; a feed of theirs is not the outlet's."""
    hosted = {"feeds.bbci.co.uk": "bbc-arabic"}
    for outlet in bundled():
        for feed in outlet.feeds:
            host = host_of(feed) or ""
            assert bundled().of(feed) is outlet or hosted.get(host) == outlet.id, feed


def test_owners_are_told_without_verdicts() -> None:
    told = {outlet.id: f"{outlet.owner} {outlet.name_en}".lower() for outlet in bundled()}
    assert [(id, word) for id, text in told.items() for word in VERDICTS if word in text] == []


def test_names_are_spelled_with_arabic_letters() -> None:
    names = [name for outlet in bundled() for name in outlet.names]
    assert [name for name in names if set(name) & set(FORBIDDEN)] == []


def test_an_outlet_of_the_registry_has_its_country_and_kind() -> None:
    actors = load_lexicon().actors
    known = [(outlet, actors[outlet.entity]) for outlet in bundled() if outlet.entity]
    assert len(known) >= 100
    assert [outlet.id for outlet, actor in known if actor.kind != "media"] == []
    # An Arabic service may be run from elsewhere than its house.
    assert [outlet.id for outlet, actor in known if actor.country != outlet.country] == ["cnn-arabic"]


def test_the_registry_s_name_finds_the_same_outlet_or_none() -> None:
    """A name of the registry never leads to another outlet than the one that is this entity."""
    actors = load_lexicon().actors
    for outlet in bundled():
        if outlet.entity:
            found = bundled().of(actors[outlet.entity].name_ar)
            assert found in (outlet, None), (outlet.id, found)


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("الجزيرة", "al-jazeera"),
        ("الجزيره", "al-jazeera"),
        ("  قَناة   الجـزيرة ", "al-jazeera"),
        ("وكاله انباء الاناضول", "anadolu"),
        ("rt arabic", "rt-arabic"),
        ("SANA (SYRIAN ARAB NEWS AGENCY)", "sana"),
        ("https://www.aljazeera.net/news/2020/1/1/x", "al-jazeera"),
        ("HTTP://mubasher.aljazeera.net:443/x?a=b", "al-jazeera-mubasher"),
        ("ar.aljazeera.net", "al-jazeera"),
        ("arabic.rt.com/middle_east", "rt-arabic"),
        ("english.aawsat.com.", "asharq-al-awsat"),
        ("24.mtv.com.lb", "mtv-lebanon"),
        ("saba.ye", "saba-sanaa"),
        ("sabanew.net", "saba-aden"),
    ],
)
def test_names_and_addresses_that_are_found(name: str, id: str) -> None:
    found = bundled().of(name)
    assert found is not None and found.id == id


@pytest.mark.parametrize(
    "name",
    ["", " ", "وكالة سبأ", "صحيفة لا وجود لها", "notaljazeera.net", "net", "https://", "http://[::1", "aljazeera.net.example", "الوطن"],
)
def test_what_is_unknown_or_stands_for_two_is_none(name: str) -> None:
    """The bare name of an agency or paper that both sides of a war, or several countries, have is nobody's."""
    assert bundled().of(name) is None


def test_families() -> None:
    assert {o.id for o in bundled().family("srmg")} == {"asharq-al-awsat", "asharq-news", "independent-arabia"}
    assert {"rt-arabic", "sputnik-arabic"} <= {o.id for o in bundled().family("rossiya-segodnya")}
    assert bundled().family("nobody") == ()
    for family in {outlet.family for outlet in bundled()}:
        assert len({outlet.side for outlet in bundled().family(family)} - {None}) <= 1, family


def test_get() -> None:
    wafa = bundled().get("wafa")
    assert wafa is not None and wafa.entity == "media/wafa" and wafa.side == "government/ps"
    assert bundled().get("nobody") is None


def test_an_entry_of_the_working_folder_is_added(own: Path) -> None:
    own.write_text(ENTRY, "utf-8")
    known = load_outlets()
    assert len(known) == len(bundled()) + 1
    found = known.of("وكاله صدف")
    assert found is not None and (found.id, found.side, found.entity, found.feeds) == ("sadaf", None, None, ())
    assert found.where == f"{own}:entry 1 (sadaf)"


def test_an_entry_with_an_id_of_ours_changes_the_keys_it_gives(own: Path) -> None:
    own.write_text('[[outlet]]\nid = "wafa"\nfeeds = ["https://www.wafa.ps/own"]\nside = ""\n', "utf-8")
    wafa, before = load_outlets(own).get("wafa"), bundled().get("wafa")
    assert wafa is not None and before is not None
    assert (wafa.feeds, wafa.side, wafa.name_ar, wafa.domains) == (("https://www.wafa.ps/own",), None, before.name_ar, before.domains)


def test_a_given_file_stands_in_place_of_the_working_folder_s(own: Path, tmp_path: Path) -> None:
    own.write_text("broken", "utf-8")
    (tmp_path / "mine.toml").write_text(ENTRY, "utf-8")
    assert load_outlets(tmp_path / "mine.toml").get("sadaf") is not None


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('kind = "website"', 'kind = "blog"', "kind 'blog' is none of agency, newspaper"),
        ('country = "SY"', 'country = "XX"', "country 'XX' is not in countries.tsv"),
        ('country = "SY"', "", "country missing; fill in"),
        ('source = "its own site"', 'source = " "', "source missing; fill in"),
        ('domains = ["sadaf.example"]', "domains = []", "domains missing; fill in"),
        ('owner = "private"', 'owner = "private"\nentity = "media/nobody"', "entity 'media/nobody' is no actor"),
        ('owner = "private"', 'owner = "private"\nside = "government/nowhere"', "side 'government/nowhere' is no actor"),
        ('owner = "private"', 'owner = "private"\nentity = "media/sana"', "entity media/sana is that of sana"),
        ('owner = "private"', 'owner = "private"\nowned = "x"', "unknown key owned; these are known: id,"),
        ('owner = "private"', "owner = 3", "owner is no text; write it in quotes"),
        ('domains = ["sadaf.example"]', 'domains = "sadaf.example"', "domains is no list of texts"),
        ('domains = ["sadaf.example"]', 'domains = ["sadaf.example", 3]', "domains is no list of texts"),
        ('domains = ["sadaf.example"]', 'domains = ["https://sadaf.example"]', "domain 'https://sadaf.example' is no host"),
        ('domains = ["sadaf.example"]', 'domains = ["www.sadaf.example"]', "domain 'www.sadaf.example' is no host"),
        ('domains = ["sadaf.example"]', 'domains = ["aljazeera.net"]', "domain aljazeera.net is that of al-jazeera (outlets.toml:entry"),
        ('owner = "private"', 'owner = "private"\nfeeds = ["sadaf.example/feed"]', "feed 'sadaf.example/feed' is no web address"),
        ('owner = "private"', 'owner = "private"\nfeeds = ["https://sana.sy/feed/"]', "feed https://sana.sy/feed/ is that of sana"),
        ('aliases = ["وكالة صدف"]', 'aliases = ["سانا"]', "name سانا is that of sana"),
        ('id = "sadaf"', 'id = "Sadaf News"', "id 'Sadaf News' is none; write small Latin letters"),
        ('id = "sadaf"', "", "id '' is none; write small Latin letters"),
        ('family = "sadaf"', 'family = "Sadaf Group"', "family 'Sadaf Group' is no id"),
    ],
)
def test_a_bad_entry_is_refused_by_file_and_entry(own: Path, old: str, new: str, told: str) -> None:
    assert old in ENTRY
    message = refusal(own, ENTRY.replace(old, new))
    assert f"{own}:entry 1 (" in message and told in message, message


def test_every_fault_is_told_at_once(own: Path) -> None:
    message = refusal(own, ENTRY + ENTRY.replace("sadaf", "nawras").replace("SY", "XX") + ENTRY + '[[other]]\nid = "x"\n')
    assert "entry 3 (sadaf): id sadaf stands in this file already" in message
    assert "entry 2 (nawras): country 'XX'" in message and "unknown table other" in message


@pytest.mark.parametrize(
    ("text", "told"),
    [("outlet = 3", "outlet is no list of tables"), ("outlet = [1]", "outlet is no list of tables"), ("[[outlet]\n", "correct the TOML")],
)
def test_a_file_of_another_form_is_refused(own: Path, text: str, told: str) -> None:
    assert told in refusal(own, text)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"none\.toml: no such file"):
        load_outlets(tmp_path / "none.toml")


def test_a_file_in_another_encoding_is_refused(own: Path) -> None:
    own.write_bytes(ENTRY.encode("cp1256"))
    with pytest.raises(LexiconError, match="correct the TOML"):
        load_outlets()


def test_who_publishes_changes_no_reading(tmp_path: Path) -> None:
    """A feed's new address must not make every stored reading old."""
    folder = tmp_path / "data"
    shutil.copytree(data_folder(), folder, ignore=shutil.ignore_patterns("samples", "__pycache__", "triggers", "nouns", "places"))
    before = load_lexicon(folder).digest
    load_lexicon.cache_clear()
    (folder / OUTLETS_FILE).write_text(ENTRY, "utf-8")
    assert load_lexicon(folder).digest == before
    (folder / OUTLETS_FILE).unlink()
    assert (
        len(load_outlets(tmp_path / "one.toml" if (tmp_path / "one.toml").write_text(ENTRY, "utf-8") else None, load_lexicon(folder))) == 1
    )


def test_check_covers_the_outlets(own: Path) -> None:
    own.write_text(ENTRY.replace("SY", "XX"), "utf-8")
    result = rawi("check", "--table", "collectives")
    assert result.exit_code == 1 and f"{own}:entry 1 (sadaf): country 'XX'" in result.stderr
    own.write_text(ENTRY, "utf-8")
    result = rawi("check", "--table", "collectives")
    assert result.exit_code == 0 and f"outlets        {len(bundled()) + 1} entries" in result.stderr


def test_the_command_lists_all(own: Path) -> None:
    lines = rawi("outlets").stdout.splitlines()
    assert len(lines) == len(bundled())
    assert all(line.count("\t") == 6 for line in lines)
    rows = [json.loads(line) for line in rawi("outlets", "--json").stdout.splitlines()]
    assert [row["id"] for row in rows] == [outlet.id for outlet in bundled()]


def test_the_command_shows_one(own: Path) -> None:
    shown = rawi("outlets", "asharq-news").stdout
    assert "name_ar\tالشرق للأخبار" in shown and "same_family\tasharq-al-awsat; independent-arabia" in shown and "\tNone" not in shown
    row = json.loads(rawi("outlets", "https://www.asharq.com/x", "--json").stdout)
    assert (row["id"], row["family"], row["same_family"]) == ("asharq-news", "srmg", ["asharq-al-awsat", "independent-arabia"])


def test_the_command_takes_a_file(own: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(ENTRY, "utf-8")
    assert "Sadaf News" in rawi("outlets", "صدف نيوز", "--file", tmp_path / "mine.toml").stdout
    result = rawi("outlets", "--file", tmp_path / "none.toml")
    assert result.exit_code == 1 and "no such file" in result.stderr and result.stdout == ""


def test_an_unknown_name_gets_the_nearest(own: Path) -> None:
    result = rawi("outlets", "الميادينن")
    assert result.exit_code == 1 and result.stdout == ""
    assert "no such outlet is known. Nearest:" in result.stderr and "= al-mayadeen" in result.stderr
    assert fold_word("الميادين") in fold_word(result.stderr)
