"""What holds for any text: no exception, words where the record says, the same record every time."""

from hypothesis import given, settings
from hypothesis import strategies as st

import marsad
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


@settings(max_examples=150, deadline=None)
@given(NEWS, NEWS, DATES)
def test_any_news_has_a_record_whose_words_stand_in_it(title, text, published):
    record = marsad.read(text + " خبر", title=title, published=published)
    for span in record.spans():
        assert record.report.field(span.field)[span.start : span.end] == span.text
    assert Record.model_validate_json(record.model_dump_json()) == record
    assert marsad.read(text + " خبر", title=title, published=published) == record


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_can_be_read(text):
    marsad.read(text + " خبر")
