"""What holds for any text and any day."""

import time
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.arabic import times
from marsad.arabic.times.tables import lexicon

# Words of the tables, number words and digits in any order: most of it nonsense, all of it to be survived.
_phrases = sorted({" ".join((word, *sense.rest)) for word, senses in lexicon().items() for sense in senses})
_numbers = ["ثلاثة", "الثالث", "عشرين", "والعشرين", "ألفين", "مليون", "الأول", "واحد", "خمسة عشر", "الحادي"]
_digits = st.one_of(
    st.integers(0, 40).map(str),
    st.integers(0, 10**7).map(str),
    st.builds("{}/{}/{}".format, st.integers(0, 40), st.integers(0, 40), st.integers(0, 3000)),
    st.builds("{}:{}".format, st.integers(0, 30), st.integers(0, 70)),
    st.builds("{}-{}".format, st.integers(0, 2100), st.integers(0, 2100)),
)
_words = st.one_of(st.sampled_from(_phrases), st.sampled_from(_numbers), _digits, st.sampled_from("،/-()و. \n"))
_texts = st.one_of(st.text(), st.lists(_words, max_size=9).map(" ".join))
_days = st.one_of(
    st.dates(),
    st.sampled_from([date.min, date(1, 1, 9), date(622, 7, 19), date(1343, 1, 1), date(2077, 11, 17), date.max]),
)


@settings(max_examples=400, deadline=None)
@given(_texts, _days, st.sampled_from(["past", "future"]), st.sampled_from(["saturday", "sunday", "monday"]))
def test_any_text_on_any_day(text, day, prefer, week):
    found = times.find(text, day, prefer, week)
    assert found == times.find(text, day, prefer, week)
    end = 0
    for one in found:
        assert end <= one.start < one.end
        end = one.end
        assert one.text == text[one.start : one.end]
        first, last = one.interval
        assert first is None or last is None or first <= last
        assert one.type in ("DATE", "TIME", "DURATION", "SET")
        assert one.value
    assert isinstance(times.anchor(text, day), date)


@settings(max_examples=200, deadline=None)
@given(_texts)
def test_what_is_not_anchored_needs_no_day(text):
    without = times.find(text, None)
    free = [one for one in times.find(text, date(2017, 10, 17)) if not one.anchored]
    assert free == [one for one in without if one in free]
    assert all(one.when is None for one in without if one.anchored)


@pytest.mark.parametrize(
    "text",
    [
        "1" * 10**6,
        "1 " * 500_000,
        "و" * 10**6,
        "يوم " * 250_000,
        "يوم" * 300_000,
        "1/2/" * 250_000,
        "خمسة و" * 150_000,
    ],
    ids=["digits", "numbers", "waw", "days", "days in one word", "slashes", "fives"],
)
def test_a_megabyte_of_one_thing_takes_seconds_at_most(text):
    started = time.process_time()
    times.find(text, date(2017, 10, 17))
    assert time.process_time() - started < 30


def test_a_day_may_be_given_with_its_time():
    assert times.find("أمس", datetime(2017, 10, 17, 12, 30)) == times.find("أمس", date(2017, 10, 17))


def test_without_a_day_relative_times_stay_open():
    (found,) = times.find("أمس", None)
    assert (found.when, found.interval, found.anchored) == (None, (None, None), True)
    (found,) = times.find("في 5 حزيران 2015", None)
    assert (found.when, found.anchored) == ("2015-06-05", False)


@pytest.mark.parametrize(
    "wrong", [{"prefer": "now"}, {"week": "السبت"}, {"weekend": ("friday", "sunday")}, {"weekend": ()}]
)
def test_a_wrong_setting_is_told(wrong):
    with pytest.raises(ValueError, match=r"prefer|weekday|weekend"):
        times.find("أمس", date(2017, 10, 17), **wrong)
