"""Which days calendar dates, weekdays, feasts, seasons and units stand for."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from marsad.arabic.times import calendar, timex
from marsad.arabic.times.calendar import Days, OutsideCalendarError
from marsad.arabic.times.meaning import Decade, Either, Fields, Holiday, Season, Shifted, UnitOf, Within
from marsad.arabic.times.resolution.base import (
    Context,
    Resolved,
    UnresolvedError,
    days_of,
    of_days,
    of_unit,
    resolve,
    resolves,
)


@resolves(Fields)
def _fields(said: Fields, context: Context, within: Days | None = None) -> Resolved:
    if said.year is not None:
        days = _field_days(said, said.year, said.month)
    elif said.month is None and said.day is None:
        days = _weekday(said, context, within)
    else:
        days = _choose(list(_possible(said, context, within)), said, context, within)
    if said.era == "hijri" or said.day is not None or said.weekday is not None:
        return of_days(days)
    return of_unit("month" if said.month else "year", days, context.week)


def _field_days(said: Fields, year: int, month: int | None) -> Days:
    if said.era == "hijri":
        if said.day is not None:
            day = calendar.hijri_day(year, month or 1, said.day)
            return Days(day, day)
        return calendar.hijri_month_days(year, month or 1, 1 if month else 12)
    if said.day is not None:
        day = calendar.make_day(year, month or 1, said.day)
        return Days(day, day)
    return calendar.month_days(year, month) if month else calendar.year_days(year)


def _possible(said: Fields, context: Context, within: Days | None) -> Iterator[Days]:
    """What the open fields may stand for, around today or within other days, from early to late."""
    near = within or Days(context.today, context.today)
    if said.era == "hijri":
        years = range(calendar.hijri_of(near.first)[0] - 1, calendar.hijri_of(near.last)[0] + 2)
    else:
        years = range(near.first.year - 1, near.last.year + 2)
    months = (said.month,) if said.month else range(1, 13)
    for year in years[:200]:
        for month in months:
            try:
                yield _field_days(said, year, month)
            except OutsideCalendarError:
                continue


# A day of almost a year ago is said with its year; one that comes within weeks need not be. In days.
_LONG_AGO, _SOON = 310, 45


def _choose(possible: list[Days], said: Fields | Season | Holiday, context: Context, within: Days | None) -> Days:
    """The one that lies within, is last or next, falls on the weekday, or is preferred."""
    if within:
        possible = [days for days in possible if days.first >= within.first and days.last <= within.last]
        return _first(possible)
    today = context.today
    weekday = said.weekday if isinstance(said, Fields) else None
    if weekday:
        agreeing = [days for days in possible if days.first.isoweekday() == weekday]
        if agreeing and isinstance(said, Fields) and said.month is None:
            # "Friday the 15th" is the nearest one.
            return _nearest(agreeing, today)
        possible = agreeing or possible
    if said.shift == 0:
        return _nearest(possible, today)
    if (said.shift or 0) < 0:
        return _first([days for days in reversed(possible) if days.last < today])
    if (said.shift or 0) > 0:
        return _first([days for days in possible if days.first > today])
    if context.prefer == "future":
        preferred = [days for days in possible if days.last >= today]
    else:
        preferred = [days for days in reversed(possible) if days.first <= today]
        if preferred and (today - preferred[0].first).days > _LONG_AGO:
            following = [days for days in possible if days.first > today]
            day = isinstance(said, Fields) and said.day is not None
            if context.scheduled or (day and following and (following[0].first - today).days < _SOON):
                preferred = following or preferred
    # Where no day on the preferred side agrees with the weekday, one on the other does.
    return preferred[0] if preferred else _nearest(possible, today)


def _first(possible: list[Days]) -> Days:
    if not possible:
        raise UnresolvedError
    return possible[0]


def _nearest(possible: list[Days], today: date) -> Days:
    def distance(days: Days) -> int:
        if days.first <= today <= days.last:
            return 0
        return min(abs((days.first - today).days), abs((days.last - today).days))

    return _first(sorted(possible, key=distance))


def _weekday(said: Fields, context: Context, within: Days | None) -> Days:
    weekday = said.weekday or 1
    if within:
        day = calendar.weekday_near(within.first, weekday, 1)
        if day > within.last:
            raise UnresolvedError
        return Days(day, day)
    today, shift = context.today, said.shift
    if shift == 0:
        # "This Sunday" lies in this week, unless plans can no longer mean that day.
        day = calendar.weekday_near(calendar.unit_days("week", today, context.week).first, weekday, 1)
        if context.prefer == "future" and day < today:
            day = calendar.add_days(day, 7)
        return Days(day, day)
    if shift is None:
        shift = 1 if context.prefer == "future" else 0
    if shift > 0:
        day = calendar.add_days(calendar.weekday_near(calendar.add_days(today, 1), weekday, 1), 7 * (shift - 1))
    elif shift < 0:
        day = calendar.add_days(calendar.weekday_near(calendar.add_days(today, -1), weekday, -1), 7 * (shift + 1))
        if day in context.yesterdays:
            # What the text calls yesterday it does not call last Friday.
            day = calendar.add_days(day, -7)
    else:
        day = calendar.weekday_near(today, weekday, -1)
    return Days(day, day)


@resolves(Season)
def _season(said: Season, context: Context, within: Days | None = None) -> Resolved:
    if said.year is not None:
        days = calendar.season_days(said.year, said.code)
    elif said.shift == 0 and said.code != "WI":
        # This spring is that of this year, even in autumn; a winter lies in two years.
        days = calendar.season_days(context.today.year, said.code)
    else:
        near = within or Days(context.today, context.today)
        possible = []
        for year in range(max(1, near.first.year - 2), min(9998, near.last.year + 2) + 1):
            possible.append(calendar.season_days(year, said.code))
        days = _choose(possible, said, context, within)
    return of_days(days, timex.month(days.first), timex.month(days.last), f"{days.first.year:04d}-{said.code}")


@resolves(Holiday)
def _holiday(said: Holiday, context: Context, within: Days | None = None) -> Resolved:
    entry = dict(said.entry)
    year = said.year or entry.get("year")
    if year is not None and not entry.get("hijri"):
        return of_days(_holiday_days(entry, year))
    if year is not None:
        within = calendar.year_days(year)
    near = within or Days(context.today, context.today)
    years = range(near.first.year - 1, near.last.year + 2)
    if entry.get("hijri"):
        years = range(calendar.hijri_of(near.first)[0] - 1, calendar.hijri_of(near.last)[0] + 2)
    possible = []
    for each in years[:200]:
        try:
            possible.append(_holiday_days(entry, each))
        except OutsideCalendarError:
            continue
    return of_days(_choose(possible, said, context, within))


def _holiday_days(entry: dict[str, Any], year: int) -> Days:
    if "easter" in entry:
        first = calendar.add_days(calendar.easter(year), entry["easter"])
    elif entry.get("hijri"):
        first = calendar.hijri_day(year, entry["month"], entry["day"])
    else:
        first = calendar.make_day(year, entry["month"], entry["day"])
    return Days(first, calendar.add_days(first, entry.get("days", 1) - 1))


@resolves(Decade)
def _decade(said: Decade, context: Context) -> Resolved:
    # Where no century is said: السبعينيات are the 1970s.
    start = ((said.century or 20) - 1) * 100 + said.tens
    return of_unit("decade", calendar.month_days(start, 1, 120), context.week)


@resolves(Shifted)
def _shifted(said: Shifted, context: Context) -> Resolved:
    previous = context.previous if said.told else None
    if said.told and not said.by and previous is None:
        raise UnresolvedError
    if previous is not None and not said.unit:
        return previous
    if previous is not None:
        base = (previous.last if said.by > 0 else previous.first) or context.today
    else:
        base = context.today
    return of_unit(said.unit, calendar.shift_unit(said.unit, base, said.by, context.week), context.week)


@resolves(Within)
def _within(said: Within, context: Context) -> Resolved:
    outer = days_of(resolve(said.outer, context))
    if isinstance(said.inner, Fields):
        return _fields(said.inner, context, outer)
    if isinstance(said.inner, Season):
        return _season(said.inner, context, outer)
    if isinstance(said.inner, Holiday):
        return _holiday(said.inner, context, outer)
    raise UnresolvedError


@resolves(UnitOf)
def _unit_of(said: UnitOf, context: Context) -> Resolved:
    days = days_of(resolve(said.of, context))
    return of_unit(said.unit, calendar.unit_days(said.unit, days.first, context.week), context.week)


@resolves(Either)
def _either(said: Either, context: Context) -> Resolved:
    found = resolve(said.day, context)
    if found.first is not None and found.first.isoweekday() == said.weekday:
        return found
    return resolve(said.other, context)
