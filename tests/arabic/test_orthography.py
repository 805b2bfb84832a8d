import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.arabic.orthography import fold, fold_word


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("أُصيب", "اصيب"),
        ("إصابة", "اصابه"),
        ("مدنيـــاً", "مدنيا"),
        ("مستشفى", "مستشفي"),
        ("١٢ قتيلاً", "12 قتيلا"),
        ("مسؤولون", "مسوولون"),
    ],
)
def test_one_spelling_for_many(written, folded):
    assert fold_word(written) == folded


def test_a_span_keeps_the_marks_of_its_last_letter():
    text = "قُتل مدنيّاً أمس"
    folded = fold(text)
    start = folded.text.index("مدنيا")
    assert text[slice(*folded.span(start, start + 5))] == "مدنيّاً"


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("أإى ًّـ\u200f٣بت "))), st.data())
def test_every_slice_leads_back_to_its_letters(text, data):
    folded = fold(text)
    if folded.text:
        start = data.draw(st.integers(0, len(folded.text) - 1))
        end = data.draw(st.integers(start + 1, len(folded.text)))
        assert fold(text[slice(*folded.span(start, end))]).text == folded.text[start:end]
