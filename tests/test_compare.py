"""One story, many tellers: the situations that comparison must tell apart, in sentences of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rawi.cli import app
from rawi.compare import Comparison, Decisions, compare, name_actors, read_decisions, rely_on, trace
from rawi.compare.copies import CopyIndex, find_copies
from rawi.compare.decisions import Decision, DecisionError
from rawi.compare.describe import telling_of
from rawi.compare.kinship import spots_relation
from rawi.compare.likeness import fits
from rawi.compare.records import Chain, Episode, ReportRef
from rawi.compare.reports import Count, Spot
from rawi.compare.stories import StoryStream
from rawi.compare.weights import load_weights
from rawi.compare.words import core, words_of
from rawi.lexicon import LexiconError
from rawi.read import read
from rawi.records import Reading

STRIKE = "قالت وزارة الصحة اللبنانية إن غارة إسرائيلية على بلدة الخيام جنوبي لبنان أمس الثلاثاء أدت إلى مقتل سبعة أشخاص وإصابة تسعة بجروح."
LATER = "وأضافت الوزارة أن فرق الإسعاف ما زالت تبحث عن ناجين تحت أنقاض مبنى من ثلاث طبقات في الحي الشرقي من البلدة."
ROAD = "وأوضحت أن الطريق المؤدية إلى المستشفى الحكومي مقطوعة منذ الفجر بسبب الركام، وأن سيارات الإسعاف تسلك طريقا ترابية."


def told(text: str, outlet: str, day: str = "2024-10-16", id: str | None = None, title: str | None = None) -> Reading:
    return read(text, id=id or f"{outlet}-{day}", outlet=outlet, published=day, title=title)


def of_type(made: Comparison, kind: str) -> list[Episode]:
    """The episodes of a type."""
    return [episode for episode in made.episodes if episode.type == kind]


def the(made: Comparison, kind: str) -> Episode:
    """The one episode of a type."""
    found = of_type(made, kind)
    assert len(found) == 1, found
    return found[0]


def chains_of(made: Comparison, episode: Episode) -> list[Chain]:
    return [chain for chain in made.chains if chain.episode == episode.id]


def differences(made: Comparison, field: str) -> list[list[str]]:
    return [[value.value for value in found.values] for found in made.differences if found.field == field]


# Episodes


def test_one_call_with_two_tellers_is_one_episode() -> None:
    made = compare(
        [
            told(
                "بحث وزير الخارجية الروسي سيرغي لافروف ونظيره التركي مولود تشاووش أوغلو في اتصال هاتفي الوضع في ليبيا.", "أ", "2020-05-21"
            ),
            told(
                "أجرى وزيرا الخارجية الروسي سيرغي لافروف والتركي مولود جاويش أوغلو مباحثات هاتفية مساء أمس حول وقف القتال في ليبيا.",
                "ب",
                "2020-05-21",
            ),
        ]
    )
    calls = of_type(made, "CONSULT")
    assert [episode.outlets for episode in calls] == [2]
    assert {ref.article for ref in calls[0].reports} == {"أ-2020-05-21", "ب-2020-05-21"}


def test_two_calls_of_the_same_presidents_are_two() -> None:
    text = "بحث الرئيس الروسي فلاديمير بوتين ونظيره التركي رجب طيب أردوغان في اتصال هاتفي أمس الوضع في إدلب."
    again = "أجرى الرئيسان الروسي فلاديمير بوتين والتركي رجب طيب أردوغان أمس اتصالا هاتفيا تناول الوضع في إدلب."
    for second in (again, text):  # the same formula, used again for another call, too
        made = compare([told(text, "أ", "2020-05-19"), told(second, "ب", "2020-07-14")])
        assert len(of_type(made, "CONSULT")) == 2


def test_an_attack_told_again_and_again_in_one_article_is_one() -> None:
    made = compare(
        [
            told(
                "أعلنت وزارة الدفاع الروسية أن طائرات مسيرة هاجمت أمس قاعدة حميميم الجوية.\n\n"
                "وقال متحدث إن الهجوم على قاعدة حميميم لم يوقع إصابات.\n\n"
                "وكان مسلحون هاجموا قاعدة حميميم بطائرتين من دون طيار، بحسب الوزارة.",
                "أ",
                "2020-07-14",
            )
        ]
    )
    assert len(of_type(made, "ASSAULT")) == 1


def test_different_years_never_merge() -> None:
    text = "نقلت تركيا مقاتلين سوريين من إدلب إلى ليبيا للقتال إلى جانب حكومة الوفاق الوطني."
    made = compare([told(text, "أ", "2019-12-20"), told(text, "ب", "2020-05-21")])
    groups = [{report.article for report in group.reports} for group in made.gathered.groups]
    assert not [articles for articles in groups if len(articles) > 1]


def test_one_day_and_two_villages_stay_apart() -> None:
    made = compare(
        [
            told("قصفت طائرات روسية أمس الاثنين بلدة البارة في جبل الزاوية، بحسب الدفاع المدني السوري.", "أ", "2019-07-16"),
            told("قصفت طائرات روسية أمس الاثنين مدينة معرة النعمان، بحسب الدفاع المدني السوري.", "ب", "2019-07-16"),
        ]
    )
    assert len(of_type(made, "ASSAULT")) == 2


def test_a_village_and_its_governorate_are_one_place() -> None:
    made = compare(
        [
            told("قصفت طائرات روسية أمس مدينة سراقب، ما أدى إلى مقتل تسعة مدنيين.", "أ", "2020-01-30"),
            told("قصفت طائرات روسية أمس محافظة إدلب، ما أدى إلى مقتل تسعة مدنيين.", "ب", "2020-01-30"),
        ]
    )
    assert the(made, "ASSAULT").outlets == 2


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        (Spot("place/x", "SY", None, 35.0, 36.0, 2), Spot("place/x", "SY", None, 35.0, 36.0, 2), "point"),
        (Spot("place/x", "SY", "place/g", 35.0, 36.0, 2), Spot("place/g", "SY", None, 35.5, 36.5, 60), "nested"),
        (Spot("place/x", "SY", None, 35.0, 36.0, 2), Spot("place/y", "SY", None, 35.05, 36.0, 2), "near"),
        (Spot("place/x", "SY", None, 35.0, 36.0, 2), Spot("place/y", "SY", None, 35.5, 36.0, 2), "apart"),
        (Spot("place/x", "SY", None, 35.0, 36.0, 2), Spot("place/sy", "SY", None, 35.0, 38.0, 400), "country"),
        (Spot("place/x", "SY", None, 35.0, 36.0, 2), Spot("place/y", "LB", None, 34.0, 36.0, 2), "apart"),
        (Spot("~a", None, None, None, None, None), Spot("place/y", "LB", None, 34.0, 36.0, 2), "unknown"),
    ],
)
def test_how_two_places_stand_to_each_other(a: Spot, b: Spot, relation: str) -> None:
    assert spots_relation(a, b) == spots_relation(b, a) == relation


# Copies, stories


def test_a_copy_is_found_with_its_first_teller() -> None:
    text = "\n\n".join((STRIKE, LATER, ROAD))
    made = compare([told(text, "أ"), told("بيروت - " + text.replace("سبعة", "7"), "ب"), told("وصلت قافلة مساعدات إلى مدينة صور.", "ج")])
    assert [(copy.article, copy.of) for copy in made.copies] == [("ب-2024-10-16", "أ-2024-10-16")]
    assert made.copies[0].kind == "copy"
    assert len(made.stories) <= 2
    assert made.stories[0].tellers[1].copy_of == "أ-2024-10-16"


def test_agency_text_inside_a_longer_piece_is_found() -> None:
    own = "كتب مراسلنا من القرية أن الأهالي خرجوا صباحا إلى الحقول القريبة لجمع ما بقي من محصول الزيتون قبل المطر المتوقع نهاية الأسبوع."
    more = "ويقول المزارعون إن الموسم هذا العام هو الأضعف منذ سنوات طويلة وإن أسعار الزيت ارتفعت كثيرا في الأسواق المحلية."
    tellings = [telling_of(told("\n\n".join((STRIKE, LATER, ROAD)), "أ")), telling_of(told("\n\n".join((own, LATER, ROAD, more)), "ب"))]
    assert [copy.kind for copy in find_copies(tellings)] == ["partial_copy"]


def test_a_common_quotation_is_no_copy() -> None:
    quoted = "وقال المتحدث إن القوات ردت على مصادر النيران."
    first = "اندلعت اشتباكات في أطراف المدينة ليل الأربعاء بين مجموعتين محليتين، وأغلقت المتاجر أبوابها. " + quoted
    other = "عاد الهدوء إلى الأحياء الشمالية بعد ساعات من التوتر، وفتحت المدارس أبوابها صباح الخميس كالمعتاد. " + quoted
    assert find_copies([telling_of(told(first, "أ")), telling_of(told(other, "ب"))]) == ()


def test_what_is_kept_of_a_stream_is_bounded() -> None:
    index, stories = CopyIndex(window=5), StoryStream(window=5)
    for number in range(40):
        telling = telling_of(told(f"{STRIKE} رقم {number}", "أ", id=str(number)))
        stories.add(telling, index.add(telling))
    assert len(index._kept) == len(stories._kept) == len(stories._numbers) == 5
    assert max(map(len, index._passages.values())) <= 5


def test_articles_of_one_strike_are_one_story_and_others_are_not() -> None:
    other = "تظاهر مئات المعلمين أمس الثلاثاء في ساحة التحرير وسط بغداد للمطالبة بصرف رواتبهم المتأخرة منذ ثلاثة أشهر."
    rewritten = "سقط سبعة قتلى وتسعة جرحى الثلاثاء في ضربة جوية إسرائيلية استهدفت بلدة الخيام، وفق وزارة الصحة اللبنانية."
    made = compare([told(STRIKE, "أ"), told(other, "ب"), told(rewritten, "ج")])
    assert [story.articles for story in made.stories] == [("أ-2024-10-16", "ج-2024-10-16"), ("ب-2024-10-16",)]


def test_the_input_of_nothing_is_nothing() -> None:
    made = compare([])
    assert (made.stories, made.episodes, made.chains, made.differences, made.copies) == ((), (), (), (), ())


# Chains


def observatory(verb: str) -> str:
    return f"{verb} المرصد السوري لحقوق الإنسان أن طائرات روسية قصفت أمس مدينة أريحا، ما أدى إلى مقتل عشرة مدنيين."


def test_three_outlets_with_one_source_are_one_line() -> None:
    made = compare([told(observatory(verb), outlet, "2020-01-30") for verb, outlet in (("ذكر", "أ"), ("أفاد", "ب"), ("أعلن", "ج"))])
    episode = the(made, "ASSAULT")
    assert (episode.outlets, episode.chains, episode.standing) == (3, 1, "one_source")
    (chain,) = chains_of(made, episode)
    assert (chain.kind, chain.entity, len(chain.carried_by)) == ("named", "ngo/sohr", 3)


def test_copies_corroborate_nothing() -> None:
    text = "\n\n".join((STRIKE, LATER, ROAD))
    made = compare([told(text, "أ"), told(text, "ب"), told(text + " انتهى", "ج")])
    assert {episode.standing for episode in made.episodes} <= {"one_source", "unsourced"}
    assert max(episode.copies for episode in made.episodes) == 2


def test_two_independent_sources_corroborate() -> None:
    other = "قال الدفاع المدني السوري إن طائرات روسية قصفت أمس مدينة أريحا، ما أدى إلى مقتل عشرة مدنيين."
    made = compare([told(observatory("ذكر"), "أ", "2020-01-30"), told(other, "ب", "2020-01-30")])
    episode = the(made, "ASSAULT")
    assert (episode.chains, episode.standing) == (2, "corroborated")


def test_two_sources_of_one_article_do_not_corroborate() -> None:
    both = observatory("ذكر") + "\n\nوقال الدفاع المدني السوري إن طائرات روسية قصفت أمس مدينة أريحا."
    assert {episode.standing for episode in of_type(compare([told(both, "أ", "2020-01-30")]), "ASSAULT")} == {"one_side"}


def test_a_line_through_unnamed_sources_says_so() -> None:
    made = compare([told(f"قال مصدر أمني {how} إن طائرات روسية قصفت أمس مدينة أريحا.", how, "2020-01-30") for how in ("محلي", "محلي رفيع")])
    episode = the(made, "ASSAULT")
    assert episode.standing == "unnamed"
    assert {chain.kind for chain in chains_of(made, episode)} == {"unnamed"}


def test_outlets_of_one_house_in_their_own_voice_are_one_line() -> None:
    text = "قصفت طائرات روسية أمس مدينة أريحا، ما أدى إلى مقتل عشرة مدنيين."
    articles = [
        told(text, "قناة الدار", "2020-01-30"),
        told("أمس قصفت طائرات روسية مدينة أريحا وقتل عشرة مدنيين.", "صحيفة الدار", "2020-01-30"),
    ]
    apart, one = compare(articles), compare(articles, lambda outlet: "الدار")
    assert (the(apart, "ASSAULT").chains, the(one, "ASSAULT").chains) == (2, 1)
    assert the(apart, "ASSAULT").standing == the(one, "ASSAULT").standing == "unsourced"


def test_whoever_credits_a_teller_adds_no_line() -> None:
    text = "قصفت طائرات روسية أمس مدينة أريحا، ما أدى إلى مقتل عشرة مدنيين."
    credited = "قتل عشرة مدنيين أمس حين قصفت طائرات روسية مدينة أريحا.\n\nالمصدر: وكالة الضفة"
    made = compare([told(text, "وكالة الضفة", "2020-01-30"), told(credited, "موقع الغد", "2020-01-30")])
    (chain,) = chains_of(made, the(made, "ASSAULT"))
    assert [(carrier.outlet, carrier.via) for carrier in chain.carried_by] == [("وكالة الضفة", ()), ("موقع الغد", ("موقع الغد",))]


def test_announced_here_and_denied_there_is_disputed() -> None:
    denial = "نفت وزارة الدفاع الروسية أن تكون طائراتها قصفت أمس مدينة أريحا."
    made = compare([told(observatory("ذكر"), "أ", "2020-01-30"), told(denial, "ب", "2020-01-30")])
    disputed = [episode for episode in of_type(made, "ASSAULT") if episode.standing == "disputed"]
    assert len(disputed) == 1
    assert {chain.stance for chain in chains_of(made, disputed[0])} == {"tells", "denies"}
    assert [sorted(set(values)) for values in differences(made, "denial")] == [["denied", "told"]]


# Differences


def killed(number: str, outlet: str, day: str = "2020-01-30", before: str = "") -> Reading:
    return told(f"قصفت طائرات روسية يوم 29 يناير 2020 مدينة أريحا، ما أدى إلى مقتل {before}{number} مدنيين.", outlet, day)


def test_two_numbers_of_one_day_contradict() -> None:
    made = compare([killed("تسعة", "أ"), killed("خمسة", "ب")])
    assert differences(made, "figure") == [["9", "5"]]
    found = next(difference for difference in made.differences if difference.field == "figure")
    assert (found.measure, [value.outlet for value in found.values]) == ("killed", ["أ", "ب"])


def test_a_later_higher_number_is_an_update_and_a_lower_one_is_not() -> None:
    assert differences(compare([killed("خمسة", "أ"), killed("تسعة", "ب", "2020-01-31")]), "figure") == []
    assert differences(compare([killed("تسعة", "أ"), killed("خمسة", "ب", "2020-01-31")]), "figure") == [["9", "5"]]


def test_a_bound_that_fits_is_no_contradiction() -> None:
    assert differences(compare([killed("تسعة", "أ"), killed("خمسة", "ب", before="ما لا يقل عن ")]), "figure") == []


@pytest.mark.parametrize(
    ("a", "b", "fit"),
    [
        (Count("", "killed", 12, 12, "exact", False), Count("", "killed", 10, None, "at_least", False), True),
        (Count("", "killed", 12, 12, "exact", False), Count("", "killed", None, 10, "up_to", False), False),
        (Count("", "killed", 40, 40, "about", False), Count("", "killed", 42, 42, "exact", False), True),
        (Count("", "killed", 10, None, "dozens", False), Count("", "killed", 35, 35, "exact", False), True),
        (Count("", "killed", 10, None, "dozens", False), Count("", "killed", 3, 3, "exact", False), False),
    ],
)
def test_which_numbers_fit(a: Count, b: Count, fit: bool) -> None:
    assert fits(a, b) is fits(b, a) is fit


def test_whom_tellers_blame() -> None:
    made = compare(
        [
            told("قصفت طائرات روسية أمس سوقا في مدينة أريحا، ما أدى إلى مقتل تسعة مدنيين.", "أ", "2020-01-30"),
            told("قصفت هيئة تحرير الشام أمس سوقا في مدينة أريحا، ما أدى إلى مقتل تسعة مدنيين.", "ب", "2020-01-30"),
        ]
    )
    assert differences(made, "actor") == [["Russia", "Hay'at Tahrir al-Sham"]]


def test_what_each_outlet_leaves_out() -> None:
    demand = "وطالبت الأمم المتحدة بوقف إطلاق النار في جنوب لبنان."
    made = compare([told(f"{STRIKE}\n\n{demand}", "أ"), told(STRIKE, "ب")])
    (story,) = made.stories
    left_out = {teller.outlet: {made_of(made, id).type for id in teller.leaves_out} for teller in story.tellers}
    assert left_out == {"أ": set(), "ب": {"REQUEST", "RETREAT"}}


def made_of(made: Comparison, id: str) -> Episode:
    return next(episode for episode in made.episodes if episode.id == id)


# Decisions and lineage


def test_what_people_decided_is_replayed() -> None:
    articles = [killed("تسعة", "أ"), killed("خمسة", "ب")]
    plain = the(compare(articles), "ASSAULT")
    a = next(ref for ref in plain.reports if ref.article.startswith("أ"))
    different = [Decision("different", a, ref) for ref in plain.reports if ref.article.startswith("ب")]
    made = compare(articles, decisions=Decisions.made(different))
    assert not [e for e in made.episodes if a in e.reports and set(e.reports) & {decision.b for decision in different}]
    back = compare(articles, decisions=Decisions.made([*different, *(Decision("same", d.a, d.b) for d in different)]))
    assert len(of_type(back, "ASSAULT")) == 1


def test_a_person_may_join_what_no_feature_joins() -> None:
    articles = [killed("تسعة", "أ"), told("اعتقلت قوات الأمن العراقية أمس أربعة أشخاص في البصرة.", "ب", "2024-06-01")]
    first, second = compare(articles).episodes
    made = compare(articles, decisions=Decisions.made([Decision("same", first.reports[0], second.reports[0], "editor")]))
    (joined,) = made.episodes
    assert {ref.article for ref in joined.reports} == {"أ-2020-01-30", "ب-2024-06-01"}
    assert [step.kind for step in joined.lineage] == ["joined"]


def test_merge_split_and_growth_leave_a_trace() -> None:
    (episode,) = compare([killed("تسعة", "أ"), killed("تسعة", "ب")]).episodes
    a, b = (tuple(ref for ref in episode.reports if ref.article.startswith(outlet)) for outlet in "أب")

    def kinds(before: list[tuple[str, tuple[ReportRef, ...]]], now: list[Episode]) -> list[list[str]]:
        return [[step.kind for step in found.lineage] for found in trace(now, before)]

    assert kinds([("x", a), ("y", b)], [episode]) == [["merged"]]
    assert kinds([("x", a)], [episode]) == [["grew"]]
    assert kinds([("x", (*a, *b))], [episode]) == [["kept"]]
    one, other = compare([killed("تسعة", "أ")]).episodes[0], compare([killed("تسعة", "ب")]).episodes[0]
    assert kinds([("x", (*a, *b))], [one, other]) == [["split"], ["split"]]
    assert kinds([], [episode]) == [[]]


def test_a_line_that_is_no_decision_is_told_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_text('{"verdict": "perhaps", "a": {}, "b": {}}\n', "utf-8")
    with pytest.raises(DecisionError, match=r"decisions\.jsonl:1: .*same or different"):
        read_decisions(path)


# Ledgers


def test_the_ledger_of_names_counts_loaded_ones() -> None:
    articles = [
        told("قصفت ميليشيا حفتر أمس مطار معيتيقة. وقالت ميليشيا حفتر إنها استهدفت مخزنا.", "أ", "2020-01-10"),
        told("قصف الجيش الوطني الليبي أمس مطار معيتيقة.", "ب", "2020-02-10"),
    ]
    rows = {(row.outlet, row.name): row for row in name_actors(articles) if row.entity == "armed_group/lna"}
    loaded, plain = rows["أ", "ميليشيا حفتر"], rows["ب", "الجيش الوطني الليبي"]
    assert (loaded.loaded, loaded.count, loaded.first) == ("pejorative", 2, "2020-01-10")
    assert (plain.loaded, plain.count, plain.last) == ("legitimising", 1, "2020-02-10")


def test_the_ledger_of_sources_gives_shares() -> None:
    rows = rely_on([told(observatory("ذكر"), "أ", "2020-01-30"), told("قصفت طائرات روسية أمس مدينة أريحا.", "أ", "2020-02-01", id="own")])
    by = {row.source: row for row in rows}
    assert by["Syrian Observatory for Human Rights"].entity == "ngo/sohr"
    assert by["own word"].kind == "outlet"
    assert sum(row.share for row in rows) == pytest.approx(1, abs=0.01)


# Words and weights


@pytest.mark.parametrize(("a", "b"), [("والقصف", "قصف"), ("بالمدفعية", "مدفعية"), ("قذائفها", "قذائف"), ("المدنيين", "مدنيون")])
def test_words_are_matched_without_their_affixes(a: str, b: str) -> None:
    first, second = (core(words_of(word)[0]) for word in (a, b))
    assert first == second != ""


def test_a_weight_that_is_missing_is_named() -> None:
    with pytest.raises(LexiconError, match=r"compare_weights\.tsv: no row episode colour red"):
        load_weights()("episode", "colour", "red")


# Commands


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    rows = [
        {"id": "a", "outlet": "سانا", "published": "2020-01-30", "text": observatory("ذكر")},
        {"id": "b", "outlet": "عنب بلدي", "published": "2020-01-30", "text": observatory("أفاد")},
    ]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def run(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == code, result.output
    return result.stdout


@pytest.mark.parametrize("command", ["compare", "episodes", "naming", "sources"])
def test_the_commands_print_json_lines_and_text(command: str, articles: Path) -> None:
    rows = [json.loads(line) for line in run(command, "--json", str(articles)).splitlines()]
    assert rows
    text = run(command, str(articles))
    assert "Syrian Observatory" in text or command == "naming"


def test_readings_give_what_their_articles_give(articles: Path, tmp_path: Path) -> None:
    readings = tmp_path / "readings.jsonl"
    readings.write_text(run("read", str(articles)), "utf-8")
    assert run("compare", "--json", str(readings)) == run("compare", "--json", str(articles))


def test_a_story_with_its_chains_as_json(articles: Path) -> None:
    (row,) = [json.loads(line) for line in run("compare", "--json", str(articles)).splitlines()]
    assert row["story"]["articles"] == ["a", "b"]
    assert [(episode["outlets"], episode["chains"], episode["standing"]) for episode in row["episodes"]] == [(2, 1, "one_source")]
    assert [carrier["article"] for carrier in row["chains"][0]["carried_by"]] == ["a", "b"]


def test_why_shows_features_and_weights(articles: Path) -> None:
    assert "type=same:+1.0" in run("episodes", "--why", str(articles))


def test_a_bad_line_is_named_and_the_rest_is_compared(articles: Path, tmp_path: Path) -> None:
    readings = tmp_path / "readings.jsonl"
    readings.write_text(run("read", str(articles)) + '{"contract": 99}\n', "utf-8")
    result = CliRunner().invoke(app, ["episodes", "--json", str(readings)])
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert "readings.jsonl:3: holds no Reading" in result.stderr


def test_an_earlier_run_gives_lineage(articles: Path, tmp_path: Path) -> None:
    before = tmp_path / "before.jsonl"
    before.write_text(run("episodes", "--json", str(articles)), "utf-8")
    (episode,) = [json.loads(line) for line in run("episodes", "--json", "--before", str(before), str(articles)).splitlines()]
    assert [step["kind"] for step in episode["lineage"]] == ["kept"]


def test_without_a_path_the_store_is_compared(articles: Path, tmp_path: Path) -> None:
    store = str(tmp_path / "s.db")
    run("ingest", "--store", store, str(articles))
    assert run("episodes", "--json", "--store", store) == run("episodes", "--json", str(articles))


def test_what_is_said_of_files_is_refused_for_a_store(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["compare", "--outlet", "صدف", "--store", str(tmp_path / "s.db")])
    assert result.exit_code == 2
    assert "are for files" in result.stderr


def test_a_party_of_no_registry_keeps_its_letters() -> None:
    made = compare([told("قصفت طائرات حربية أمس فرق الإنقاذ في سراقب.", "صدف")])
    assert [name.name_ar for episode in made.episodes for name in episode.recipients] == ["فرق الإنقاذ"]
