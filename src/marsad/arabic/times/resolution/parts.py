"""Which days the n-th unit of something and its beginning, middle and end are."""

from dataclasses import replace

from marsad.arabic.times import calendar, timex
from marsad.arabic.times.calendar import Days, Week
from marsad.arabic.times.meaning import Nth, Part, Shifted
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

# By the months of a season, half-year or year: the first month of each part, from 0, and how many it has.
# "Early in the year" is its first half, as most peers have it; its beginning is January.
_MONTHS = {
    3: {"start": (0, 1), "early": (0, 1), "middle": (1, 1), "late": (2, 1), "end": (2, 1)},
    6: {"start": (0, 1), "early": (0, 2), "middle": (2, 2), "late": (4, 2), "end": (5, 1)},
    12: {"start": (0, 1), "early": (0, 6), "middle": (5, 2), "late": (6, 6), "end": (11, 1)},
}


# Units that are shares of what they stand in; of a year, quarters and halves are units of the calendar.
_SHARES = {"halfyear": 2, "third": 3, "quarter": 4}


@resolves(Nth)
def _nth(said: Nth, context: Context) -> Resolved:
    if said.of is None:
        if said.unit == "century":
            return of_unit("century", calendar.month_days((said.n - 1) * 100 + 1, 1, 1200), context.week)
        frame = calendar.unit_days("year", context.today, context.week)
    else:
        frame = days_of(resolve(said.of, context))
    if said.after:
        day = calendar.weekday_near(calendar.add_days(frame.last, 1), said.weekday or 1, 1)
        day = calendar.add_days(day, 7 * (said.n - 1))
        return of_days(Days(day, day))
    if said.unit == "weekday":
        if said.n > 0:
            first = calendar.add_days(calendar.weekday_near(frame.first, said.weekday or 1, 1), 7 * (said.n - 1))
        else:
            first = calendar.add_days(calendar.weekday_near(frame.last, said.weekday or 1, -1), 7 * (said.n + 1))
        return _inside(of_days(Days(first, first)), frame)
    return _inside(_nth_units(said, frame, context.week), frame)


def _nth_units(said: Nth, frame: Days, week: Week) -> Resolved:
    """The n-th units that begin in the frame, ``count`` of them in a row."""
    unit, count = said.unit, said.count
    if unit in ("second", "minute", "hour"):
        raise UnresolvedError
    a_year = 365 <= (frame.last - frame.first).days + 1 <= 366
    if unit in _SHARES and count == 1 and (unit == "third" or not a_year):
        return _share(said.n, _SHARES[unit], frame)
    if unit == "weekend":
        first = calendar.weekday_near(frame.first, week.weekend_start, 1)
        return of_days(Days(calendar.add_days(first, 7 * (said.n - 1)), calendar.add_days(first, 7 * said.n - 6)))
    if said.n > 0:
        first = frame.first if unit != "week" else calendar.weekday_near(frame.first, week.start, 1)
        start = calendar.add_units(first, unit, said.n - 1)
    elif unit == "week":
        start = calendar.add_days(calendar.weekday_near(frame.last, week.start, -1), 7 * (said.n + 2 - count))
    else:
        after = calendar.add_days(frame.last, 1)
        start = calendar.add_units(after, unit, said.n + 1 - count)
    days = Days(start, calendar.add_days(calendar.add_units(start, unit, count), -1))
    if unit in calendar.MONTHS_IN and start.day == 1:
        resolved = of_unit(unit if count == 1 else "quarter", days, week)
        return replace(resolved, value=resolved.value if count == 1 else None)
    return of_days(days)


def _share(n: int, parts: int, frame: Days) -> Resolved:
    """The n-th half, third or quarter of a month by its days, of a longer time by its months."""
    if n > parts:
        raise UnresolvedError
    at = n - 1 if n > 0 else parts + n
    length = (frame.last - frame.first).days + 1
    if length <= 31:
        # Of 31 days the last part has one more.
        each = length // parts
        first = calendar.add_days(frame.first, at * each)
        return of_days(Days(first, frame.last if at == parts - 1 else calendar.add_days(first, each - 1)))
    months = round(length / 30.4375)
    if months % parts:
        raise UnresolvedError
    start = calendar.add_months(frame.first, at * months // parts)
    days = Days(start, calendar.add_days(calendar.add_months(start, months // parts), -1))
    return of_days(days)


def _inside(found: Resolved, frame: Days) -> Resolved:
    if found.first is None or not frame.first <= found.first <= frame.last:
        raise UnresolvedError
    return found


@resolves(Part)
def _part(said: Part, context: Context) -> Resolved:
    if said.part == "end" and isinstance(said.of, Shifted) and said.of.unit == "week":
        return resolve(Shifted("weekend", said.of.by), context)
    whole = resolve(said.of, context)
    days = days_of(whole)
    length = (days.last - days.first).days + 1
    if said.part == "rest":
        left = Days(max(context.today, days.first), days.last)
        return of_days(left) if left.first <= left.last else whole
    if length < 7:
        return whole
    if length <= 31:
        return _part_of_month(said.part, days, whole)
    if length <= 366:
        return _part_of_months(said.part, days, whole, round(length / 30.4))
    return _part_of_years(said.part, days, whole, round(length / 365.25))


def _part_of_month(part: str, days: Days, whole: Resolved) -> Resolved:
    """Thirds of a month, its first day, its 15th; ``when`` stays the month."""
    third = ((days.last - days.first).days + 1) // 3
    fifteenth = calendar.add_days(days.first, 14 if third >= 9 else 3)
    first, last = {
        "start": (days.first, days.first),
        "early": (days.first, calendar.add_days(days.first, third - 1)),
        "middle": (fifteenth, fifteenth),
        "late": (calendar.add_days(days.first, 2 * third), days.last),
        "end": (calendar.add_days(days.first, 2 * third), days.last),
    }[part]
    when = timex.when(whole.start, whole.end)
    start = timex.day(first) if part == "middle" else whole.start
    return Resolved(first, last, start, whole.end, when, whole.value)


def _part_of_months(part: str, days: Days, whole: Resolved, months: int) -> Resolved:
    """Months of a season, half-year or year; ``when`` is a month or, for the vaguer words, the whole."""
    start, count = _MONTHS[min(_MONTHS, key=lambda known: abs(known - months))][part]
    first = calendar.add_months(days.first, start)
    last = calendar.add_days(calendar.add_months(first, count), -1)
    if days.first.day != 1:
        return Resolved(first, last, timex.day(first), timex.day(last), None, whole.value)
    when = None if count == 1 else timex.when(whole.start, whole.end)
    return Resolved(first, last, timex.month(first), timex.month(last), when, whole.value)


def _part_of_years(part: str, days: Days, whole: Resolved, years: int) -> Resolved:
    """The first or last year, or a third, of a decade or century."""
    third = max(years // 3, 1)
    start, count = {
        "start": (0, 1),
        "early": (0, third),
        "middle": (third, years - 2 * third),
        "late": (years - third, third),
        "end": (years - 1, 1),
    }[part]
    run = calendar.month_days(days.first.year + start, 1, 12 * count)
    return of_days(run, timex.year(run.first), timex.year(run.last), whole.value)
