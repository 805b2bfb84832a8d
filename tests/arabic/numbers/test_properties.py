"""What always holds: offsets point at their words, nothing raises, same input gives same output, time is linear."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.arabic import numbers

_PLAIN = """
و ف ب ال لل في من على إلى بين ما أو نحو أكثر أقل الأقل المئة بالمئة واحد أحد اثنان ثلاثة ثلاث خمس خمسة عشر عشرة عشرون
والعشرين مئة ومئة ثلاثمئة ألف ألفاً آلاف الآلاف مليون ملايين نصف ونصف ربع أخماس ثلثي جزء فاصلة سالب الأول الثاني الحادي
بعد عشرات بضع بضعة نيف ونيف عدة بعض عدد كبير دزينة صفر 0 1 12 300 1,234 1.5 .5 2015 - / ^ e e5 % < >= ، . ر : «
قتيلا الجنود يساوي يتجاوز لا يزيد عن الاثنين أمس
"""
_WORDS = [*re.findall(r"\S+", _PLAIN), "\n", "ـ", "\u064b", "\u200f"]
TEXTS = st.one_of(
    st.text(),
    st.text(alphabet="٠١٢,.٫،٬ /^-eر%وألف\u064b"),
    st.lists(st.sampled_from(_WORDS), max_size=25).map(" ".join),
    st.lists(st.sampled_from(_WORDS), max_size=25).map("".join),
)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_numbers_hold_together(text):
    found = numbers.find(text)
    assert found == numbers.find(text)
    end = 0
    for one in found:
        assert one.text and one.text == text[one.start : one.end]
        assert one.bound_start <= one.start < one.end <= one.bound_end
        assert end <= one.bound_start
        end = one.bound_end
        if one.kind != "percent":
            assert (one.value is None) == (one.kind in ("range", "vague"))
        if one.low is not None and one.high is not None:
            assert one.low <= one.high
        if one.bound == "exact":
            assert one.low == one.high == one.value
        assert one.low is not None or one.high is not None


HOSTILE = [
    *("و", "و ", "9", "9 ", "123 ", "1,234,", "1.1.", "1-", "1/2 ", "1e1", "1^1", ".", "- ", "\u064b", "ا\u064b"),
    *(
        "ألف",
        "ألف ",
        "ألف و",
        "خمس ",
        "نصف ",
        "بين 1 ",
        "1 من ",
        "واحد من ",
        "بضع ",
        "ونيف ",
        "عدد ",
        "مئة و",
        "ما لا ",
    ),
    *(
        "أكثر من ",
        "1 على الأقل",
        "في ",
        "العشرون بعد ",
        "ثلاثة فاصلة صفر ",
        "آلاف ",
        "عشرات ",
        "عدة ",
        "2 آلاف و",
        "صفر ",
    ),
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_the_text_and_no_faster(piece):
    """Four times the text may take at most ten times as long; a quadratic scan would take sixteen times."""
    numbers.find(piece)
    short, long = piece * (60_000 // len(piece)), piece * (240_000 // len(piece))
    ratio = min(_seconds(long) / max(_seconds(short), 1e-3) for _ in range(2))
    assert ratio < 10


def _seconds(text: str) -> float:
    started = time.process_time()
    numbers.find(text)
    return time.process_time() - started
