from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.arabic.times import calendar
from marsad.arabic.times.calendar import Days, OutsideCalendarError, week_of

ARAB = week_of("saturday", ("friday", "saturday"))
EUROPEAN = week_of("monday", ("saturday", "sunday"))


@pytest.mark.parametrize(
    ("unit", "by", "first", "last"),
    [
        ("day", -1, "2017-10-16", "2017-10-16"),
        ("week", 0, "2017-10-14", "2017-10-20"),
        ("week", -1, "2017-10-07", "2017-10-13"),
        ("weekend", 0, "2017-10-20", "2017-10-21"),
        ("weekend", -1, "2017-10-13", "2017-10-14"),
        ("month", -1, "2017-09-01", "2017-09-30"),
        ("quarter", 0, "2017-10-01", "2017-12-31"),
        ("year", 1, "2018-01-01", "2018-12-31"),
        ("decade", -1, "2000-01-01", "2009-12-31"),
        ("century", -1, "1901-01-01", "2000-12-31"),
    ],
)
def test_units_before_and_after_a_tuesday(unit, by, first, last):
    found = calendar.shift_unit(unit, date(2017, 10, 17), by, ARAB)
    assert found == Days(date.fromisoformat(first), date.fromisoformat(last))


def test_a_weekend_may_be_saturday_and_sunday():
    assert calendar.unit_days("weekend", date(2016, 11, 7), EUROPEAN) == Days(date(2016, 11, 12), date(2016, 11, 13))


@pytest.mark.parametrize(
    ("hijri", "gregorian"),
    [
        ((1436, 10, 1), "2015-07-17"),
        ((1439, 1, 1), "2017-09-21"),
        # Outside the Umm al-Qura tables: the tabular calendar.
        ((1, 1, 1), "0622-07-19"),
        ((583, 7, 27), "1187-10-09"),
    ],
)
def test_hijri_days(hijri, gregorian):
    day = date.fromisoformat(gregorian)
    assert calendar.hijri_day(*hijri) == day
    assert calendar.hijri_of(day) == hijri


@given(st.dates(min_value=date(622, 7, 19)))
def test_hijri_and_back(day):
    assert abs((calendar.hijri_day(*calendar.hijri_of(day)) - day).days) <= 1


@pytest.mark.parametrize(("year", "day"), [(1818, "03-22"), (1943, "04-25"), (2017, "04-16"), (2024, "03-31")])
def test_easter(year, day):
    assert calendar.easter(year) == date.fromisoformat(f"{year}-{day}")


def test_a_month_after_the_31st_of_january():
    assert calendar.add_months(date(2015, 1, 31), 1) == date(2015, 2, 28)


@given(st.dates(), st.integers(1, 7), st.sampled_from([-1, 1]))
def test_the_nearest_weekday_is_less_than_a_week_away(day, weekday, step):
    try:
        found = calendar.weekday_near(day, weekday, step)
    except OutsideCalendarError:
        return
    assert found.isoweekday() == weekday
    assert 0 <= (found - day).days * step < 7
