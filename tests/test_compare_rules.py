"""What comparison must tell apart and what it must join, one rule a test, in sentences of our own."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rawi.cli import app
from rawi.compare import Comparison, compare, name_actors, rely_on
from rawi.compare.copies import find_copies
from rawi.compare.counts import count_of
from rawi.compare.datelines import datelines
from rawi.compare.describe import telling_of
from rawi.compare.kinship import spots_relation
from rawi.compare.records import Episode
from rawi.compare.reports import Spot
from rawi.compare.words import counts_among, none_among, tells_another, words_of
from rawi.read import read
from rawi.records import Event, Evidence, Figure, Quote, Reading

DAY = "2020-01-30"
STRIKE = "قصفت طائرات روسية أمس مدينة أريحا، ما أدى إلى مقتل تسعة مدنيين."


def told(text: str, outlet: str, day: str = DAY, title: str | None = None) -> Reading:
    return read(text, id=f"{outlet}-{day}", outlet=outlet, published=day, title=title)


def of_type(made: Comparison, kind: str) -> list[Episode]:
    return [episode for episode in made.episodes if episode.type == kind]


def differences(made: Comparison, field: str) -> list[set[str]]:
    return [{value.value for value in found.values} for found in made.differences if found.field == field]


# Episodes


def test_a_definite_noun_speaks_of_what_was_told() -> None:
    later = "وقال سكان إن الهجوم استمر نحو ساعة."
    made = compare([told(f"{STRIKE}\n\n{later}", "أ"), told(STRIKE, "ب")])
    assert len(of_type(made, "ASSAULT")) == 1


def test_a_similar_attack_is_another() -> None:
    text = "قصفت قوات الدعم السريع أمس بطائرة مسيرة محطة الكهرباء في مدينة الأبيض.\n\nويأتي القصف بعد ثلاثة أسابيع من هجوم مماثل لها على المدينة نفسها أوقع قتلى."
    made = compare([told(text, "أ", "2025-04-28")])
    apart = [{ref.event for ref in episode.reports} for episode in of_type(made, "ASSAULT")]
    assert len(apart) > 1


@pytest.mark.parametrize(
    ("trigger", "after", "another"), [("هجوم", " مماثل على", True), ("الهجوم", " الثاني", False), ("غارة", " على", False)]
)
def test_which_words_tell_of_another_act(trigger: str, after: str, another: bool) -> None:
    assert tells_another(trigger, after) is another


def test_what_was_shot_down_is_not_what_was_struck() -> None:
    made = compare(
        [
            told("أسقطت الدفاعات الجوية الروسية أمس 12 طائرة مسيرة أوكرانية فوق مقاطعة بيلغورود.", "أ", "2024-05-13"),
            told("ضربت طائرات مسيرة أوكرانية أمس مستودعا للوقود في مقاطعة بيلغورود.", "ب", "2024-05-13"),
        ]
    )
    assert len(of_type(made, "ASSAULT")) == 2


def test_the_words_of_two_powers_are_two_acts() -> None:
    made = compare(
        [
            told("رفضت السعودية والكويت أي ادعاءات إيرانية بشأن حقل الدرة.", "أ", "2023-08-04"),
            told("رفضت إيران البيان السعودي الكويتي بشأن حقل الدرة.", "ب", "2023-08-05"),
        ]
    )
    assert len(of_type(made, "REJECT")) == 2


def test_a_dateline_is_no_place_of_the_act() -> None:
    text = "القاهرة (المشرق) - قصفت طائرات حربية أمس سوقا، ما أدى إلى مقتل تسعة مدنيين."
    assert datelines(text) == ((0, len("القاهرة (المشرق) -")),)
    (episode,) = of_type(compare([told(text, "المشرق")]), "ASSAULT")
    assert episode.places == ()


@pytest.mark.parametrize(
    ("line", "is_one"), [("صنعاء | المسار", True), ("الأنبار/ دجلة برس", True), ("قال متحدث - لم يذكر اسمه - إن القصف توقف", False)]
)
def test_what_is_a_dateline(line: str, is_one: bool) -> None:
    assert bool(datelines(f"{line}\n\n{STRIKE}")) is is_one


def test_an_area_told_by_a_direction_has_no_edge() -> None:
    area = Spot("~شمالي س", "SY", None, 35.0, 36.0, 10)
    assert spots_relation(area, Spot("place/y", "SY", None, 35.15, 36.0, 2)) == "nested"
    assert spots_relation(area, Spot("place/z", "SY", None, 35.5, 36.0, 2)) == "apart"


# Stories and copies


def test_the_other_side_of_one_day_is_one_story() -> None:
    made = compare(
        [
            told(
                "أفاد مراسلنا في النبطية عن غارة نفذتها مسيرة إسرائيلية صباح اليوم على سيارة عند طريق كفررمان، ما أدى إلى سقوط قتيلين.",
                "أ",
                "2024-06-20",
            ),
            told("أعلن الجيش الإسرائيلي أن طائرة هاجمت صباح اليوم في منطقة النبطية سيارة كان يستقلها قائد في حزب الله.", "ب", "2024-06-20"),
            told("تظاهر مئات المعلمين أمس في بيروت للمطالبة بصرف رواتبهم المتأخرة.", "ج", "2024-06-20"),
        ]
    )
    assert [len(story.articles) for story in made.stories] == [2, 1]


def test_a_second_round_of_talks_is_another_story() -> None:
    made = compare(
        [
            told("اختتم وزراء المياه في مصر والسودان وإثيوبيا أمس في القاهرة محادثات بشأن سد النهضة استمرت يومين.", "أ", "2023-08-29"),
            told(
                "بدأت في أديس أبابا اليوم جولة ثانية من المفاوضات بين مصر وإثيوبيا والسودان حول سد النهضة وقواعد تشغيله.", "ب", "2023-09-23"
            ),
        ]
    )
    assert len(made.stories) == 2


def test_a_sentence_that_both_quote_is_no_copy() -> None:
    quoted = (
        "وقالت القيادة في بيانها إن قواتها نفذت عملية دقيقة ضد أهداف مشروعة وإنها ستواصل الدفاع عن حدود البلاد بكل الوسائل المتاحة لها."
    )
    first = "أغلقت المتاجر أبوابها في المدينة وخلت الشوارع من المارة منذ ساعات الصباح الأولى كما روى سكان لمراسلنا عبر الهاتف."
    more = "ونقلت سيارات الإسعاف عددا من المصابين إلى المستشفى العام حيث وقف الأهالي في طوابير طويلة أمام بنك الدم حتى المساء."
    other = "عقد مجلس الوزراء جلسة طارئة بحث فيها الوضع على الحدود وكلف لجنة من ثلاثة وزراء بمتابعة ملف النازحين في المحافظات الشرقية."
    last = "ومن المقرر أن تستأنف الدراسة في الجامعات يوم الأحد المقبل بعد توقف دام أسبوعين كاملين بسبب الظروف الراهنة في البلاد عموما."
    tellings = [telling_of(told("\n\n".join((first, more, quoted)), "أ")), telling_of(told("\n\n".join((quoted, other, last)), "ب"))]
    assert find_copies(tellings) == ()


def test_the_order_within_a_day_does_not_change_what_is_joined() -> None:
    articles = [
        told(STRIKE, "أ"),
        told("قال الدفاع المدني السوري إن غارات روسية على أريحا أمس أوقعت تسعة قتلى.", "ب"),
        told("نفت وزارة الدفاع الروسية أن تكون طائراتها قصفت أمس مدينة أريحا.", "ج"),
    ]
    found = {
        frozenset(frozenset(ref.article for ref in episode.reports) for episode in compare(order).episodes)
        for order in itertools.permutations(articles)
    }
    assert len(found) == 1


# Standing


def test_who_speaks_does_not_corroborate_what_is_said() -> None:
    made = compare(
        [
            told("طالبت مصر بالتوصل إلى اتفاق ملزم بشأن سد النهضة قبل أي ملء جديد.", "أ", "2023-09-24"),
            told("قالت وزارة الخارجية الإثيوبية إن مصر طالبت باتفاق ملزم بشأن سد النهضة.", "ب", "2023-09-24"),
        ]
    )
    assert {episode.standing for episode in of_type(made, "REQUEST")} <= {"one_side", "one_source"}


def test_two_sources_that_no_registry_knows_do_not_corroborate() -> None:
    made = compare(
        [
            told(f"قال رئيس لجنة الأسرى المحلية إن {STRIKE}".replace("إن قصفت طائرات روسية", "إن طائرات روسية قصفت"), "أ"),
            told(f"قال مدير مستشفى أريحا الجراحي إن {STRIKE}".replace("إن قصفت طائرات روسية", "إن طائرات روسية قصفت"), "ب"),
        ]
    )
    assert "corroborated" not in {episode.standing for episode in made.episodes}


# Differences


def test_a_denial_of_a_part_is_found() -> None:
    made = compare(
        [
            told("هاجمت طائرة إسرائيلية أمس سيارة قرب النبطية كان يستقلها قيادي في حزب الله، بحسب الجيش الإسرائيلي.", "أ", "2024-06-21"),
            told(
                "قتل مسعفان أمس في غارة إسرائيلية على سيارة قرب النبطية.\n\nونفى مصدر في الدفاع المدني وجود أي قيادي في السيارة.",
                "ب",
                "2024-06-21",
            ),
        ]
    )
    (values,) = differences(made, "denial")
    assert "told" in values
    assert any(value.startswith("denied: ") and "قيادي" in value for value in values)


def test_no_civilians_among_them() -> None:
    made = compare(
        [
            told("أفرج الحوثيون أمس عن 18 أسيرا في تعز، بينهم سبعة مدنيين، بحسب مكتب حقوق الإنسان في المحافظة.", "أ", "2022-06-09"),
            told(
                "أفرج الحوثيون أمس عن 18 أسيرا في تعز. وقال متحدث باسمهم إن المفرج عنهم أسرى حرب وإنه لا مدنيين بينهم.", "ب", "2022-06-09"
            ),
        ]
    )
    assert any(any(value.startswith("denied: ") for value in values) for values in differences(made, "denial"))


@pytest.mark.parametrize(
    ("sentence", "who"),
    [("أسرى حرب ولا وجود لمدنيين بينهم", ["وجود", "لمدنيين"]), ("لم يكن بينهم مدنيون", ["يكن"]), ("قتل تسعة بينهم طفلان", [])],
)
def test_of_whom_a_sentence_says_that_none_was_among_them(sentence: str, who: list[str]) -> None:
    assert none_among(words_of(sentence)) == who
    assert counts_among(words_of(sentence)) is (not who)


def test_none_hurt_here_and_some_there_is_a_denial() -> None:
    made = compare(
        [
            told("قصفت طائرات روسية أمس مدينة أريحا، ما أدى إلى إصابة تسعة مدنيين.", "أ"),
            told("قصفت طائرات روسية أمس مدينة أريحا، ولم تقع إصابات، بحسب مصدر أمني.", "ب"),
        ]
    )
    assert differences(made, "figure") == []
    assert len(differences(made, "denial")) == 1


def test_to_refuse_is_not_to_deny() -> None:
    made = compare(
        [
            told(
                "طردت السلطات العسكرية في النيجر أمس القائم بأعمال سفارة بنين.", "أ", "2024-06-14", "النيجر تطرد القائم بأعمال سفارة بنين"
            ),
            told("رفضت حكومة بنين اليوم الجمعة قرار النيجر طرد القائم بأعمالها، ووصفته بأنه أحادي.", "ب", "2024-06-14"),
        ]
    )
    assert differences(made, "denial") == []


def test_what_a_denial_takes_for_granted_is_not_denied() -> None:
    made = compare(
        [
            told("تظاهر آلاف المعلمين أمس في الرباط.", "أ", "2023-03-15"),
            told("نفت السلطات المغربية وقوع أي وفيات خلال مظاهرة المعلمين أمس في الرباط.", "ب", "2023-03-15"),
        ]
    )
    assert not [episode for episode in of_type(made, "PROTEST") if episode.standing == "disputed"]


def test_whoever_is_accused_of_an_act_is_its_doer_there() -> None:
    made = compare(
        [
            told("قصفت قوات الدعم السريع أمس محطة المياه في مدينة الأبيض بالسودان.", "أ", "2025-04-06"),
            told(
                "قالت غرفة طوارئ الأبيض في السودان إن محطة المياه أصيبت أمس. واتهمت الغرفة سلاح الجو التابع للجيش بقصف المحطة في مدينة الأبيض أمس.",
                "ب",
                "2025-04-06",
            ),
        ]
    )
    assert len(differences(made, "actor")) == 1


@pytest.mark.parametrize(
    ("figure", "row", "measure", "part"),
    [
        ("15 إرهابيا|fighters|governing/x", "triggers/kill-qada-ala", "killed", False),
        ("12 آخرين|other|numbers/digits", "triggers/arrest-itaqala", "detained", False),
        ("20 قذيفة|other|numbers/digits", "triggers/kill-qatala", "other", False),
        ("2500 جندي|troops|counted/jundi", "triggers/deploy-intashara", "troops", False),
        ("اثنين من الجرحى|wounded|counted/jarih", "triggers/wound-asaba", "wounded", True),
        ("ثلاثة من المواطنين|killed|governing/qatala", "triggers/kill-awda", "killed", False),
    ],
)
def test_what_the_act_makes_of_those_counted(figure: str, row: str, measure: str, part: bool) -> None:
    text, told_as, rule = figure.split("|")
    event = Event(
        "e", Quote(0, 1, "x"), "ASSAULT", None, "occurred", "outlet", (), (), (), (), None, (), None, None, 0.9, Evidence(f"{row}+past")
    )
    count = count_of(Figure("f", 0, 1, text, told_as, 2, 2, "exact", evidence=Evidence(rule)), event, [])
    assert (count.measure, count.part) == (measure, part)


def killed(number: str, outlet: str) -> Reading:
    return told(f"قصفت طائرات روسية يوم 29 يناير 2020 مدينة أريحا، ما أدى إلى مقتل {number} مدنيين.", outlet)


def test_a_number_that_rose_is_an_update_even_on_one_day() -> None:
    risen = told("ارتفعت حصيلة القصف الروسي على مدينة أريحا يوم 29 يناير 2020 إلى مقتل تسعة مدنيين.", "ب")
    assert differences(compare([killed("خمسة", "أ"), risen]), "figure") == []
    assert len(differences(compare([killed("خمسة", "أ"), killed("تسعة", "ب")]), "figure")) == 1


def test_a_higher_number_of_the_attackers_is_no_update() -> None:
    army = told("أعلنت وزارة الدفاع الصومالية مقتل خمسة جنود في هجوم شنته حركة الشباب أمس على قاعدة بريري.", "أ", "2022-05-28")
    claim = told("أعلنت حركة الشباب أنها قتلت 31 جنديا في هجوم شنته حركة الشباب يوم الجمعة على قاعدة بريري.", "ب", "2022-05-29")
    assert len(differences(compare([army, claim]), "figure")) == 1


def test_a_number_of_an_act_too_unlikely_counts_beside_the_likely_one() -> None:
    made = compare(
        [
            told("سقطت قذيفة أطلقها الحوثيون على حي الروضة بمدينة تعز أمس، ما تسبب في مقتل طفلين وجرح تسعة مدنيين.", "أ", "2021-12-03"),
            told("قتل طفلان وأصيب خمسة أشخاص أمس عندما انفجرت قذيفة للحوثيين في حي الروضة بمدينة تعز.", "ب", "2021-12-03"),
        ]
    )
    assert [found.measure for found in made.differences if found.field == "figure"] == ["wounded"]


def test_to_deny_what_another_announced_is_to_deny_the_act() -> None:
    made = compare(
        [
            told("أعلن الجيش السوري أن دفاعاته الجوية أسقطت أمس صواريخ إسرائيلية فوق مصياف.", "أ", "2022-09-05"),
            told("نفى المرصد السوري لحقوق الإنسان ما أعلنه الجيش السوري عن إسقاط صواريخ إسرائيلية فوق مصياف أمس.", "ب", "2022-09-05"),
        ]
    )
    assert len(differences(made, "denial")) == 1


def test_a_denial_of_what_nobody_told_is_no_difference() -> None:
    made = compare(
        [
            told("دخلت أمس 200 شاحنة مساعدات من مصر إلى قطاع غزة عبر معبر كرم أبو سالم.", "أ", "2024-05-27"),
            told(
                "دخلت أمس مساعدات إلى قطاع غزة عبر معبر كرم أبو سالم.\n\nونفت البلدية وجود نقص في أدوية الأطفال بالصيدليات.",
                "ب",
                "2024-05-27",
            ),
        ]
    )
    assert differences(made, "denial") == []


def test_a_number_many_times_as_high_counts_something_else() -> None:
    assert differences(compare([killed("خمسة", "أ"), killed("900", "ب")]), "figure") == []


def test_what_both_sides_hand_over_is_the_double_of_what_each_does() -> None:
    made = compare(
        [
            told("تبادلت روسيا وأوكرانيا أمس 164 أسيرا بوساطة إماراتية.", "أ", "2024-11-13"),
            told("أفرجت أوكرانيا أمس عن 82 أسيرا في تبادل مع روسيا بوساطة إماراتية.", "ب", "2024-11-13"),
        ]
    )
    assert differences(made, "figure") == []


def test_the_day_of_a_statement_is_no_other_day_of_the_act() -> None:
    made = compare(
        [
            told("قصفت طائرات روسية يوم الاثنين مدينة أريحا، ما أدى إلى مقتل تسعة مدنيين.", "أ"),
            told("قال الدفاع المدني السوري اليوم الخميس إن طائرات روسية قصفت مدينة أريحا، ما أدى إلى مقتل تسعة مدنيين.", "ب"),
        ]
    )
    assert differences(made, "date") == []


def test_within_a_day_the_hour_tells_who_was_first(tmp_path: Path) -> None:
    path = tmp_path / "told.jsonl"
    text = "\n\n".join(
        (STRIKE, "وأضاف الدفاع المدني أن القصف أصاب سوقا شعبية في وسط المدينة وأن فرق الإنقاذ ما زالت ترفع الأنقاض حتى المساء.")
    )
    rows = [
        {"id": id, "outlet": id, "published": published, "text": text}
        for id, published in (
            ("late", "2020-01-30T21:00"),
            ("none", DAY),
            ("zone", "2020-01-30T12:00+03:00"),
            ("early", "2020-01-30T10:00"),
        )
    ]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    result = CliRunner().invoke(app, ["compare", "--json", str(path)])
    assert json.loads(result.stdout)["story"]["articles"] == ["zone", "early", "late", "none"]


# Ledgers over time


def test_names_and_sources_by_month() -> None:
    articles = [
        told("قصفت ميليشيا حفتر مطار معيتيقة.", "أ", "2020-01-10"),
        told("قالت ميليشيا حفتر إنها قصفت مطار معيتيقة.", "أ", "2020-01-20"),
        told("قصف الجيش الوطني الليبي مطار معيتيقة.", "أ", "2020-03-02"),
    ]
    rows = [(row.period, row.name, row.count) for row in name_actors(articles, "month") if row.entity == "armed_group/lna"]
    assert rows == [("2020-01", "ميليشيا حفتر", 2), ("2020-03", "الجيش الوطني الليبي", 1)]
    assert {row.period for row in name_actors(articles)} == {None}
    shares: dict[str | None, float] = {}
    for row in rely_on(articles, "month"):
        shares[row.period] = shares.get(row.period, 0) + row.share
    assert {period: round(share, 2) for period, share in shares.items()} == {"2020-01": 1, "2020-03": 1}


@pytest.mark.parametrize("command", ["naming", "sources"])
def test_the_ledgers_show_periods(command: str, tmp_path: Path) -> None:
    path = tmp_path / "told.jsonl"
    path.write_text(json.dumps({"id": "a", "outlet": "صدف", "published": DAY, "text": STRIKE}, ensure_ascii=False), "utf-8")
    shown = CliRunner().invoke(app, [command, "--by", "month", str(path)])
    assert "2020-01 " in shown.stdout
    assert CliRunner().invoke(app, [command, "--by", "moon", str(path)]).exit_code == 2
