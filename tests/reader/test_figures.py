"""What the reader finds in sentences: harm, low, high, bound, group, and which figure it is a part of."""

from functools import partial

import pytest

import marsad
from marsad.reader import BuiltIn

read = partial(marsad.read, engine=BuiltIn(rules_only=True))

REPORTED = "2019-07-23"

TABLE = [
    ("مقتل 12 مدنياً في غارة جوية على إدلب", [("killed", 12, 12, "exact", "civilians", None)]),
    ("قتل جنديان في انفجار عبوة ناسفة قرب العريش", [("killed", 2, 2, "exact", "combatants", None)]),
    ("أسفر الانفجار عن مقتل جندي", [("killed", 1, 1, "exact", "combatants", None)]),
    (
        "قتل 20 شخصاً بينهم ثلاثة أطفال وامرأتان في تفجير سيارة مفخخة",
        [
            ("killed", 20, 20, "exact", "people", None),
            ("killed", 3, 3, "exact", "children", "f1"),
            ("killed", 2, 2, "exact", "women", "f1"),
        ],
    ),
    (
        "قتل خمسة جنود وأصيب سبعة آخرون في كمين نصبه مسلحون",
        [("killed", 5, 5, "exact", "combatants", None), ("wounded", 7, 7, "exact", "combatants", None)],
    ),
    (
        "أوقع التفجير الانتحاري 32 قتيلاً على الأقل وعشرات الجرحى",
        [("killed", 32, None, "at_least", "people", None), ("wounded", 20, 99, "vague", "people", None)],
    ),
    ("إن 43 شخصاً قتلوا في القصف المدفعي على عدن", [("killed", 43, 43, "exact", "people", None)]),
    ("ارتفع عدد القتلى في الغارات إلى 60", [("killed", 60, 60, "exact", "people", None)]),
    ("نزح أكثر من ثلاثة آلاف مدني بسبب المعارك", [("displaced", 3000, None, "more_than", "civilians", None)]),
    (
        "أدت الاشتباكات إلى سقوط قتلى وجرحى",
        [("killed", 2, None, "vague", "people", None), ("wounded", 2, None, "vague", "people", None)],
    ),
    ("اعتقلت قوات الأمن 16 مسلحاً بعد اشتباكات", [("detained", 16, 16, "exact", "combatants", None)]),
    ("خطف مسلحون ثلاثة أطباء في طرابلس", [("abducted", 3, 3, "exact", "medics", None)]),
    ("أفرج المسلحون عن عشرة أسرى", [("freed", 10, 10, "exact", "people", None)]),
    (
        "قتل ضابط وأربعة جنود في هجوم على حاجز للجيش",
        [("killed", 1, 1, "exact", "combatants", None), ("killed", 4, 4, "exact", "combatants", None)],
    ),
    ("سقط ما بين 10 و15 قتيلاً في قصف الطيران", [("killed", 10, 15, "range", "people", None)]),
    ("مقتل نحو 330 ألف شخص في المعارك", [("killed", 330000, 330000, "about", "people", None)]),
    ("سقط 27 شخصاً بين قتيل وجريح في القصف المدفعي", [("casualties", 27, 27, "exact", "people", None)]),
    # Nothing that was done to people, or nothing that happened
    ("شن الطيران عشر غارات ودمر خمس دبابات", []),
    ("لم يصب أحد في القصف المدفعي على البلدة", []),
    ("استمرت المعارك أربعة أشهر على بعد 20 كيلومتراً من المدينة", []),
    ("وصل 3000 مقاتل إلى الجبهة بعد المعارك", []),
]


@pytest.mark.parametrize(("text", "figures"), TABLE, ids=[text[:40] for text, _ in TABLE])
def test_figures_of_a_sentence(text, figures):
    record = read(text + ".", published=REPORTED)
    found = [(f.harm, f.low, f.high, f.bound, f.group, f.part_of) for f in record.figures]
    assert found == figures


def test_a_figure_told_again_is_one_figure_in_the_words_of_the_text():
    record = read(
        "قتل ثمانية أشخاص على الأقل في غارة جوية على سوق في صعدة.", title="مقتل 8 في غارة على صعدة", published=REPORTED
    )
    assert [(f.low, f.high, f.span.text) for f in record.figures] == [(8, None, "ثمانية أشخاص على الأقل")]


def test_the_words_of_a_figure_are_without_what_is_attached_to_them():
    record = read("أدت الغارة إلى مقتل ضابط وثلاثة جنود.", published=REPORTED)
    assert [f.span.text for f in record.figures] == ["ضابط", "ثلاثة جنود"]
