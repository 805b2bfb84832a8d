"""What holds for any text: no exception, words where the record says, the same record every time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import marsad
from marsad.reader import BuiltIn
from marsad.record import Record

WORDS = st.sampled_from(
    [
        "مقتل",
        "قتل",
        "وأصيب",
        "12",
        "ثلاثة",
        "عشرات",
        "مدنياً",
        "جنود",
        "بينهم",
        "أطفال",
        "في",
        "غارة",
        "انفجار",
        "على",
        "مدينة",
        "حلب",
        "أمس",
        "الثلاثاء",
        "قال",
        "المتحدث",
        "إن",
        "وأضاف",
        "بحسب",
        "مصدر",
        "نفى",
        "الجيش",
        "داعش",
        "استعاد",
        "السيطرة",
        "،",
        ".",
        ":",
        "«",
        "»",
        '"',
        "(",
        ")",
        "أكثر",
        "من",
        "على",
        "الأقل",
        "ـــ",
        "٣",
        "مِن",
        "😀",
        "\n",
        "\u200f",
        "\x00",
    ]
)
NEWS = st.lists(WORDS, max_size=60).map(" ".join)
DATES = st.one_of(st.none(), st.dates())


each = pytest.mark.parametrize("engine", [BuiltIn(), BuiltIn(rules_only=True)], ids=["models", "rules"])


@each
@settings(max_examples=100, deadline=None)
@given(title=NEWS, text=NEWS, published=DATES)
def test_any_news_has_a_record_whose_words_stand_in_it(engine, title, text, published):
    record = marsad.read(text + " خبر", title=title, published=published, engine=engine)
    for span in record.spans():
        assert record.report.field(span.field)[span.start : span.end] == span.text
    assert Record.model_validate_json(record.model_dump_json()) == record
    assert marsad.read(text + " خبر", title=title, published=published, engine=engine) == record


@each
@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=300))
def test_any_text_can_be_read(engine, text):
    marsad.read(text + " خبر", engine=engine)
