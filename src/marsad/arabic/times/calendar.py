"""Calendar arithmetic: which days a week, weekend, month, season or Hijri year holds, and steps between them.

Everything is a run of days, ``Days(first, last)``, both inclusive. What lies outside the years 1 to 9999
raises ``OutsideCalendarError``. Weekdays are numbered as in ISO 8601: Monday is 1, Sunday is 7.
"""

import functools
import itertools
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# Meteorological seasons of the northern hemisphere: first month, number of months.
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
MONTHS_IN = {"month": 1, "quarter": 3, "halfyear": 6, "year": 12, "decade": 120, "century": 1200}
DAYS_IN = {"day": 1, "week": 7}


class OutsideCalendarError(ValueError):
    """A day that no ``datetime.date`` can hold, or that does not exist (30 February)."""


class Days(NamedTuple):
    """A run of days, first and last inclusive."""

    first: date
    last: date


class Week(NamedTuple):
    """How weeks lie: the ISO weekday that starts one, the weekend's first weekday and its length."""

    start: int
    weekend_start: int
    weekend_length: int


@functools.cache
def week_of(start: str, weekend: Sequence[str]) -> Week:
    """The week that starts on a weekday named in English; the weekend's days in order.

    Raises ValueError where a name is no weekday or the weekend's days do not follow one another.
    """
    for name in (start, *weekend):
        if name not in WEEKDAYS:
            raise ValueError(f"{name!r} is no weekday; one of {', '.join(WEEKDAYS)} is meant")
    numbers = [WEEKDAYS.index(name) for name in weekend]
    if not numbers or any((b - a) % 7 != 1 for a, b in itertools.pairwise(numbers)):
        raise ValueError(f"the days of the weekend {tuple(weekend)!r} do not follow one another")
    return Week(WEEKDAYS.index(start) + 1, numbers[0] + 1, len(numbers))


def make_day(year: int, month: int, day: int) -> date:
    """The day of the Gregorian calendar, or OutsideCalendarError."""
    try:
        return date(year, month, day)
    except (ValueError, OverflowError) as error:
        raise OutsideCalendarError(f"there is no day {year}-{month}-{day}") from error


def add_days(day: date, days: int) -> date:
    """The day so many days later (earlier where negative)."""
    try:
        return day + timedelta(days)
    except OverflowError as error:
        raise OutsideCalendarError(f"{days} days from {day} is outside the calendar") from error


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months later, or that month's last day where it is shorter."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = month_days(year, month0 + 1).last
    return last if day.day > last.day else last.replace(day=day.day)


def month_days(year: int, month: int, count: int = 1) -> Days:
    """The days of a month, or of ``count`` months beginning with it."""
    first = make_day(year, month, 1)
    next_year, next_month0 = divmod(year * 12 + month - 1 + count, 12)
    # The last month of year 9999 has no month after it.
    if (next_year, next_month0) == (10000, 0):
        return Days(first, date.max)
    return Days(first, add_days(make_day(next_year, next_month0 + 1, 1), -1))


def year_days(year: int) -> Days:
    """The days of a year."""
    return month_days(year, 1, 12)


def season_days(year: int, season: str) -> Days:
    """Three months from March, June, September or December; a winter belongs to the year it begins in."""
    return month_days(year, SEASONS[season], 3)


def weekday_near(day: date, weekday: int, step: int) -> date:
    """The weekday on ``day`` itself or the nearest one after it (``step`` 1) or before it (``step`` -1)."""
    return add_days(day, step * (step * (weekday - day.isoweekday()) % 7))


def unit_days(unit: str, day: date, week: Week) -> Days:
    """The day, week, weekend, month, quarter, year, decade or century that ``day`` lies in.

    For a weekend: the one that ``day`` lies in, else the next one. Decades and centuries are counted as
    the news counts them: the 1990s are 1990 to 1999, the twentieth century 1901 to 2000.
    """
    if unit == "day":
        return Days(day, day)
    if unit == "week":
        first = weekday_near(day, week.start, -1)
        return Days(first, add_days(first, 6))
    if unit == "weekend":
        last = weekday_near(day, (week.weekend_start + week.weekend_length - 2) % 7 + 1, 1)
        return Days(add_days(last, 1 - week.weekend_length), last)
    months = MONTHS_IN[unit]
    if months < 12:
        return month_days(day.year, (day.month - 1) // months * months + 1, months)
    years = months // 12
    start = (day.year - 1) // years * years + 1 if unit == "century" else day.year // years * years
    return month_days(max(start, 1), 1, months - 12 * (max(start, 1) - start))


def shift_unit(unit: str, day: date, count: int, week: Week) -> Days:
    """The unit that ``day`` lies in, moved by ``count`` of its kind: -1 is last week, last month, …"""
    if unit in MONTHS_IN:
        first = unit_days(unit, day, week).first
        return unit_days(unit, add_months(first, count * MONTHS_IN[unit]), week)
    return (
        unit_days(unit, add_days(unit_days(unit, day, week).last, 7 * count), week)
        if unit != "day"
        else (Days(add_days(day, count), add_days(day, count)))
    )


def add_units(day: date, unit: str, count: int) -> date:
    """The day so many units later, by the calendar: a month after 31 January is 28 February."""
    if unit in DAYS_IN:
        return add_days(day, count * DAYS_IN[unit])
    return add_months(day, count * MONTHS_IN[unit])


def hijri_month_days(year: int, month: int, count: int = 1) -> Days:
    """The days of ``count`` Hijri months: Umm al-Qura, outside its range the tabular calendar."""
    next_year, next_month0 = divmod(year * 12 + month - 1 + count, 12)
    after = hijri_day(next_year, next_month0 + 1, 1)
    return Days(hijri_day(year, month, 1), add_days(after, -1))


def hijri_day(year: int, month: int, day: int) -> date:
    """The Gregorian day of a Hijri date: Umm al-Qura (1343 to 1500), else the civil tabular calendar."""
    from hijridate import Hijri

    if not (1 <= month <= 12 and 1 <= day <= 30):
        raise OutsideCalendarError(f"there is no Hijri day {year}-{month}-{day}")
    try:
        found = Hijri(year, month, day, validate=True).to_gregorian()
        return date(found.year, found.month, found.day)
    except (ValueError, OverflowError):
        # A 30th of a month with 29 days is the first of the next one: the moon was seen late.
        days = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day
        try:
            return date.fromordinal(227014 + days)
        except (ValueError, OverflowError) as error:
            raise OutsideCalendarError(f"there is no Hijri day {year}-{month}-{day}") from error


def hijri_of(day: date) -> tuple[int, int, int]:
    """Hijri year, month and day of a Gregorian day (tabular outside the Umm al-Qura range)."""
    from hijridate import Gregorian

    try:
        return Gregorian(day.year, day.month, day.day).to_hijri().datetuple()
    except (ValueError, OverflowError):
        days = day.toordinal() - 227015
        year = (30 * days + 10646) // 10631
        into = days - ((year - 1) * 354 + (3 + 11 * year) // 30)
        month = min(12, max(1, -(-(2 * into - 57) // 59) + 1))
        return year, month, max(1, into - (29 * (month - 1) + month // 2) + 1)


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian computus)."""
    golden, century = year % 19, year // 100
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon = epact - epact // 28 * (1 - epact // 28 * (29 // (epact + 1)) * ((21 - golden) // 11))
    sunday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    days = moon - sunday
    return add_days(make_day(year, 3, 28), days)
