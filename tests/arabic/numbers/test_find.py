"""Numbers in news: what is found, with which limits, and what is none."""

from fractions import Fraction

import pytest

from marsad.arabic import numbers


def _told(text: str) -> list[object]:
    """Each number as kind, its text, low, high and bound."""
    return [(one.kind, one.text, one.low, one.high, one.bound) for one in numbers.find(text)]


# text, value of its only number
VALUES = [
    ("مقتل 12 مدنياً", 12),
    ("مقتل ١٢ مدنياً", 12),
    ("مقتل ۱۲ مدنياً", 12),
    ("«9» أشخاص", 9),
    ("الضحايا الـ32", 32),
    ("إصابة 20شخصاً", 20),
    ("نزوح 1,234,567 شخصاً", 1234567),
    ("نزوح ١٬٢٣٤٬٥٦٧ شخصاً", 1234567),
    ("نزوح 1.234.567 شخصاً", 1234567),
    ("نزوح 12 300 شخص", 12300),
    ("نزوح 12.300 شخص", 12300),
    ("بلغت 12.3 مليون", 12300000),
    ("بلغت 12,3 مليون", 12300000),
    ("باعت 5ر47 مليون هاتف", 47500000),
    ("ثلاثمئة وخمسة وستون يوماً", 365),
    ("ثلاثمائة وخمسة وستين يوماً", 365),
    ("ثلاث مائة و خمسة و ستون يوماً", 365),
    ("أَلْفٌ وَمِئَتانِ", 1200),
    ("ألفا جندي", 2000),
    ("عشرون ألفاً", 20000),
    ("ألفاً", 1000),
    ("مئتا ألف نازح", 200000),
    ("خمسة ملايين و949 ألف زائر", 5949000),
    ("مليون ونصف المليون لاجئ", 1500000),
    ("مليونين ونصف مليون", 2500000),
    ("ثلاثة أرباع المليون", 750000),
    ("نصف مليون نازح", 500000),
    ("أربع عشرة امرأة", 14),
    ("أحد عشر جندياً", 11),
    ("اثنتا عشرة قذيفة", 12),
    ("إحدى وعشرين غارة", 21),
    ("سالب خمسة", -5),
    ("-12", -12),
    ("2^10", 1024),
    ("1e5", 100000),
    ("شربت نصف العصير", Fraction(1, 2)),
    ("ثلثا السكان", Fraction(2, 3)),
    ("خمس السكان", Fraction(1, 5)),
    ("خمس نساء", 5),
    ("خمسة وربع", Fraction(21, 4)),
    ("ثلاثة أخماس", Fraction(3, 5)),
    ("واحد على عشرين", Fraction(1, 20)),
    ("3/4", 0.75),
    ("5 1/2", 5.5),
    ("خمسة فاصلة صفر خمسة", 5.05),
]


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_value(text, value):
    (number,) = numbers.find(text)
    assert number.value == value
    assert type(number.value) is type(value)


# text, the number's own words, its words with their bounds, low, high, bound
BOUNDS = [
    ("قتل ما لا يقل عن 12 شخصاً", "12", "ما لا يقل عن 12", 12, None, "at_least"),
    ("60 قتيلا على الأقل وجرحى", "60", "60 قتيلا على الأقل", 60, None, "at_least"),
    ("خمسة جنود أتراك على الأقل", "خمسة", "خمسة جنود أتراك على الأقل", 5, None, "at_least"),
    ("بأكثر من ثلاثين", "ثلاثين", "بأكثر من ثلاثين", 30, None, "more_than"),
    ("عددهم يفوق عشرين ألفاً", "عشرين ألفاً", "يفوق عشرين ألفاً", 20000, None, "more_than"),
    ("لم يتجاوز عددهم 34 سائحاً", "34", "لم يتجاوز عددهم 34", None, 34, "at_most"),
    ("أقل من مئة", "مئة", "أقل من مئة", None, 100, "less_than"),
    ("قرابة الـ250 ألف شخص", "250 ألف", "قرابة الـ250 ألف", 250000, 250000, "about"),
    ("50 قتيلاً تقريباً", "50", "50 قتيلاً تقريباً", 50, 50, "about"),
    ("ما لا يقل عن عشرات المدنيين", "عشرات", "ما لا يقل عن عشرات", 20, None, "at_least"),
    ("200 أو أكثر", "200", "200 أو أكثر", 200, None, "at_least"),
    ("ما بين 20 و30 قتيلاً", "20 و30", "ما بين 20 و30", 20, 30, "range"),
    ("بين 3 و4 آلاف مقاتل", "3 و4 آلاف", "بين 3 و4 آلاف", 3000, 4000, "range"),
    ("من 49 مليار دولار إلى 51 مليار دولار", "49 مليار دولار إلى 51 مليار", None, 49 * 10**9, 51 * 10**9, "range"),
    ("أكثر من 100 وأقل من 300", "100 وأقل من 300", "أكثر من 100 وأقل من 300", 100, 300, "range"),
    ("ما بين الخمسين والستين", "الخمسين والستين", "ما بين الخمسين والستين", 50, 60, "range"),
    ("500 وما فوق", "500", "500 وما فوق", 500, None, "at_least"),
    ("أكثر بقليل من 50", "50", "أكثر بقليل من 50", 50, None, "more_than"),
    ("أكثر من نصف السكان", "نصف", "أكثر من نصف", Fraction(1, 2), None, "more_than"),
]


@pytest.mark.parametrize(("text", "own", "bounded", "low", "high", "bound"), BOUNDS)
def test_bound(text, own, bounded, low, high, bound):
    (number,) = numbers.find(text)
    assert (number.text, number.low, number.high, number.bound) == (own, low, high, bound)
    if bounded:
        assert text[number.bound_start : number.bound_end] == bounded


def test_a_bound_belongs_to_the_number_that_it_stands_beside():
    assert _told("قتل 60 شخصاً على الأقل و30 جريحاً") == [
        ("cardinal", "60", 60, None, "at_least"),
        ("cardinal", "30", 30, 30, "exact"),
    ]
    assert _told("يساوي 5000 أو أقل من 6000") == [
        ("cardinal", "5000", 5000, 5000, "exact"),
        ("cardinal", "6000", None, 6000, "less_than"),
    ]


def test_numbers_side_by_side_stay_apart():
    assert [one.value for one in numbers.find("قتل 5 و7")] == [5, 7]
    assert [one.value for one in numbers.find("الأرقام هي 1، 234، 567")] == [1, 234, 567]
    assert [one.value for one in numbers.find("192.168.1.2")] == [192, 168, 1, 2]


def test_a_rise_and_a_score_are_no_ranges():
    assert [one.kind for one in numbers.find("ارتفع عدد القتلى من 10 إلى 12")] == ["cardinal", "cardinal"]
    assert [one.kind for one in numbers.find("فاز الفريق 1-3")] == ["cardinal", "cardinal"]
    assert [one.kind for one in numbers.find("2017-10-17")] == ["cardinal"] * 3


NONE = [
    "وقال الاثنين إن القوات",
    "مساء الأحد",
    "في تشرين الثاني",
    "الملازم أول أحمد",
    "أول من أمس",
    "أمس الأول",
    "مجموعة العشرين",
    "قمة مجموعة الـ20",
    "الساعة 10:30",
    "طائرة F16",
    "منظومة إس-300",
    "لم يصب أحد بأذى",
    "لا أحد يعرف",
    "تسعى الحكومة إلى حل",
    "أثنى المدرب على لاعبيه",
    "وفق نص البيان",
    "دفع ثمن الحرب",
    "لست وحدي",
    "وعده بالنصر",
    "طفلان وجنود وقتلى",
    "هؤلاء ميتين",
    "https://example.org/2015/7?q=30%25",
    "9" * 30,
]


@pytest.mark.parametrize("text", NONE)
def test_no_number(text):
    assert not numbers.find(text)


ORDINALS = [
    ("المرحلة الثانية", 2),
    ("القرن الحادي والعشرين", 21),
    ("الذكرى الخامسة عشرة", 15),
    ("الدورة المئة والخامسة والعشرين", 125),
    ("العدد الخامس والعشرون بعد المئة", 125),
    ("القرن العشرين", 20),
]


@pytest.mark.parametrize(("text", "value"), ORDINALS)
def test_ordinal(text, value):
    (number,) = numbers.find(text)
    assert (number.kind, number.value) == ("ordinal", value)


def test_a_definite_number_after_a_plural_counts():
    (number,) = numbers.find("المصابين الثلاثين")
    assert (number.kind, number.value) == ("cardinal", 30)


def test_own_tables():
    words = {"unit": [{"value": 7, "forms": ["هفت"]}]}
    tables = numbers.Tables(words, numbers.package_data()[1])
    assert [one.value for one in numbers.find("هفت سبعة", tables)] == [7]


def test_a_broken_table_is_named():
    with pytest.raises(ValueError, match="unit"):
        numbers.Tables({"unit": [{"value": 7, "forms": [7]}]}, numbers.package_data()[1])
