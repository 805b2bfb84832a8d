"""What the reader takes for an event, its type, and which words name the same one."""

from functools import partial

import pytest

import marsad
from marsad.reader import BuiltIn

read = partial(marsad.read, engine=BuiltIn(rules_only=True))

REPORTED = "2019-07-23"

TABLE = [
    ("شنت طائرات التحالف غارات على مواقع في صنعاء", ["airstrike"]),
    ("قصفت المدفعية أحياء المدينة", ["shelling"]),
    ("قصفت طائرات النظام أحياء المدينة", ["airstrike"]),
    ("فجر انتحاري نفسه وسط المصلين في الكويت", ["bombing"]),
    ("اندلعت اشتباكات عنيفة بين الجيش ومسلحين", ["clash"]),
    ("استعادت القوات العراقية السيطرة على الرمادي", ["control"]),
    ("اغتال مسلحون مجهولون ضابطاً في عدن", ["attack"]),
    ("خطف مسلحون مهندساً أجنبياً", ["abduction"]),
    ("اعتقلت القوات الإسرائيلية عشرين فلسطينياً", ["arrest"]),
    ("تظاهر آلاف العراقيين في البصرة", ["protest"]),
    ("أعلن التحالف وقف إطلاق النار لخمسة أيام", ["agreement"]),
    ("اعترضت الدفاعات الجوية صاروخاً باليستياً فوق جازان", ["interdiction"]),
    ("أرسلت تركيا تعزيزات عسكرية إلى الحدود بعد الاشتباكات", ["deployment", "clash"]),
    # A standing condition is no event
    ("المدينة التي يسيطر عليها المسلحون منذ أعوام", []),
    # War words outside war
    ("خسر الفريق المباراة أمام ضيفه بعد معركة كروية حامية", []),
    ("التقى الوزير نظيره الفرنسي وبحثا التعاون الاقتصادي", []),
]


@pytest.mark.parametrize(("text", "types"), TABLE, ids=[text[:40] for text, _ in TABLE])
def test_events_of_a_sentence(text, types):
    assert [e.type for e in read(text + ".", published=REPORTED).events] == types


def test_headline_lead_and_later_words_are_one_event():
    record = read(
        "قتل خمسة أشخاص الاثنين في هجوم انتحاري استهدف مسجداً في كابول.\nوتبنى تنظيم داعش الهجوم.",
        title="خمسة قتلى في تفجير بكابول",
        published=REPORTED,
    )
    assert [(e.type, len(e.mentions)) for e in record.events] == [("bombing", 4)]


def test_a_killing_whose_means_are_told_is_no_event_of_its_own():
    record = read("مقتل ثلاثة مدنيين بقصف مدفعي على درعا.", published=REPORTED)
    assert [e.type for e in record.events] == ["shelling"]
