"""Who says so, where, when and with which stance."""

from functools import partial

import pytest

import marsad
from marsad.reader import BuiltIn

read = partial(marsad.read, engine=BuiltIn(rules_only=True))

REPORTED = "2019-07-23"

SOURCES = [
    ("قال المتحدث باسم الجيش إن جنديين قتلا في كمين", "المتحدث باسم الجيش", None),
    ("قتل جنديان في كمين، بحسب مصدر أمني", "مصدر أمني", None),
    ("أفاد المرصد السوري لحقوق الإنسان بمقتل جنديين في كمين", "المرصد السوري لحقوق الإنسان", None),
    ("ونقلت وكالة فرانس برس عن مصدر طبي مقتل جنديين في كمين", "مصدر طبي", "وكالة فرانس برس"),
    ("قتل جنديان في كمين وفق ما أعلنت وزارة الدفاع", "وزارة الدفاع", None),
    ("قتل جنديان في كمين", None, None),
]


@pytest.mark.parametrize(("text", "source", "via"), SOURCES)
def test_source_of_a_figure(text, source, via):
    figure = read(text + ".", published=REPORTED).figures[0]
    assert (figure.source and figure.source.text, figure.source and figure.source.via) == (source, via)


def test_attribution_carries_on_while_the_account_does():
    record = read(
        "قال مدير المستشفى أحمد علي إن خمسة مدنيين قتلوا في القصف المدفعي.\nوأضاف أن عشرين شخصاً أصيبوا.\n",
        published=REPORTED,
    )
    assert [f.source and f.source.text for f in record.figures] == ["مدير المستشفى أحمد علي"] * 2


def test_a_short_name_is_given_in_full():
    record = read(
        "قال المتحدث باسم الشرطة علي حسن إن مسلحين هاجموا مركزاً للشرطة.\nوقال المتحدث إن جنديين قتلا في الهجوم.",
        published=REPORTED,
    )
    assert record.figures[0].source is not None
    assert record.figures[0].source.text == "المتحدث باسم الشرطة علي حسن"


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("قتل جنديان أمس في كمين", "2019-07-22"),
        ("قتل جنديان يوم الأحد في كمين", "2019-07-21"),
        ("قتل جنديان في كمين في يونيو الماضي", "2019-06"),
        ("قتل جنديان في كمين", None),
    ],
)
def test_when(text, when):
    assert read(text + ".", published=REPORTED).figures[0].when == when


def test_without_a_date_relative_times_stay_open():
    assert read("قتل جنديان أمس في كمين.").figures[0].when is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("قتل جنديان في كمين في مدينة مأرب", ("مدينة مأرب", "YE")),
        ("قتل جنديان في كمين بمحافظة الأنبار", ("محافظة الأنبار", "IQ")),
    ],
)
def test_place(text, place):
    found = read(text + ".", published=REPORTED).figures[0].place
    assert found is not None
    assert (found.text, found.country) == place


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("قتل جنديان في كمين", "reported"),
        ("وسط أنباء عن مقتل جنديين في كمين", "unconfirmed"),
        ("تضاربت الأنباء حول مقتل جنديين في كمين", "disputed"),
        ("نفى الجيش مقتل جنديين في كمين", "denied"),
    ],
)
def test_stance(text, stance):
    assert read(text + ".", published=REPORTED).figures[0].stance == stance


def test_sides_of_an_event():
    event = read("اندلعت اشتباكات بين القوات العراقية وتنظيم داعش في الرمادي.", published=REPORTED).events[0]
    assert event.actors == ("القوات العراقية", "تنظيم داعش")
    event = read("قصف الحوثيون مواقع المقاومة الشعبية في تعز.", published=REPORTED).events[0]
    assert event.actors == ("الحوثيون",)
