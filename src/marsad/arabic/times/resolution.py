"""From what an expression says and the day of publication to days, TIMEX3 and the codebook's ``when``."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from marsad.arabic.times import calendar, timex
from marsad.arabic.times.calendar import Days, OutsideCalendarError, Week
from marsad.arabic.times.meaning import (
    Amounts,
    Ancient,
    Away,
    Decade,
    Either,
    Every,
    Fields,
    Holiday,
    Lasting,
    Meaning,
    Nth,
    Part,
    Season,
    Shifted,
    Span,
    TimeOfDay,
    UnitOf,
    Window,
    Within,
)

Prefer = Literal["past", "future"]
Kind = Literal["DATE", "TIME", "DURATION", "SET"]


class UnresolvedError(Exception):
    """The expression needs a day of publication that is not known, or says too little."""


@dataclass
class Context:
    """What the words do not say: the day they count from, which side a bare weekday lies on, how weeks lie.

    ``ahead`` says that a verb in the future stands near, ``scheduled`` one in the present, ``previous`` is what the text told last, ``yesterdays``
    are days that it calls so beside their weekday.
    """

    published: date | None
    prefer: Prefer
    week: Week
    ahead: bool = False
    scheduled: bool = False
    previous: "Resolved | None" = None
    yesterdays: frozenset[date] = frozenset()
    asked: bool = False

    @property
    def today(self) -> date:
        """The day of publication; notes that it was asked for."""
        self.asked = True
        if self.published is None:
            raise UnresolvedError
        return self.published


@dataclass(frozen=True, slots=True)
class Resolved:
    """Days, and how exactly they are said.

    ``start`` and ``end`` are ISO 8601 dates as short as the words are vague (``2015-04`` for "three months
    ago"), None where that side is open; ``when`` overrules the two where a span would begin elsewhere.
    """

    first: date | None
    last: date | None
    start: str | None
    end: str | None
    when: str | None = None
    value: str | None = None
    type: Kind = "DATE"


def resolve(meaning: Meaning, context: Context) -> Resolved:
    """What a meaning comes to. Raises UnresolvedError or OutsideCalendarError where it comes to no day."""
    return _RESOLVERS[type(meaning)](meaning, context)


def _of_days(days: Days, start: str | None = None, end: str | None = None, value: str | None = None) -> Resolved:
    first = start or timex.day(days.first)
    last = end or timex.day(days.last)
    return Resolved(days.first, days.last, first, last, None, value)


def _of_unit(unit: str, days: Days, week: Week) -> Resolved:
    """A whole unit of the calendar, as exactly as its kind is: a month by year and month."""
    if unit == "year":
        name = timex.year(days.first)
        return _of_days(days, name, name, name)
    if unit in calendar.MONTHS_IN:
        cut = timex.year if unit in ("decade", "century") else timex.month
        value = cut(days.first) if unit == "month" else timex.unit(unit, days.first)
        return _of_days(days, cut(days.first), cut(days.last), value)
    return _of_days(days, value=timex.unit(unit, days.first, week))


# ---------------------------------------------------------------- calendar dates


def _fields(said: Fields, context: Context, within: Days | None = None) -> Resolved:
    if said.year is not None:
        days = _field_days(said, said.year, said.month)
    elif said.month is None and said.day is None:
        days = _weekday(said, context, within)
    else:
        days = _choose(list(_possible(said, context, within)), said, context, within)
    if said.era == "hijri" or said.day is not None or said.weekday is not None:
        return _of_days(days)
    return _of_unit("month" if said.month else "year", days, context.week)


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
            return min(agreeing, key=lambda days: _distance(days, today))
        possible = agreeing or possible
    if said.shift == 0:
        return min(possible, key=lambda days: _distance(days, today))
    if (said.shift or 0) < 0:
        return _first([days for days in reversed(possible) if days.last < today])
    if (said.shift or 0) > 0:
        return _first([days for days in possible if days.first > today])
    if context.prefer == "future":
        preferred = [days for days in possible if days.last >= today]
    else:
        preferred = [days for days in reversed(possible) if days.first <= today]
        if preferred and context.scheduled and (today - preferred[0].first).days > 300:
            # Almost a year ago, beside a verb in the present: the next one is meant.
            preferred = [days for days in possible if days.first > today] or preferred
    if not preferred and possible:
        # Only the other side agrees with the weekday.
        return min(possible, key=lambda days: _distance(days, today))
    return _first(preferred)


def _first(possible: list[Days]) -> Days:
    if not possible:
        raise UnresolvedError
    return possible[0]


def _distance(days: Days, today: date) -> int:
    if days.first <= today <= days.last:
        return 0
    return min(abs((days.first - today).days), abs((days.last - today).days))


def _weekday(said: Fields, context: Context, within: Days | None) -> Days:
    weekday = said.weekday or 1
    if within:
        day = calendar.weekday_near(within.first, weekday, 1)
        if day > within.last:
            raise UnresolvedError
        return Days(day, day)
    today, shift = context.today, said.shift
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


def _season(said: Season, context: Context, within: Days | None = None) -> Resolved:
    if said.year is not None:
        days = calendar.season_days(said.year, said.code)
    else:
        near = within or Days(context.today, context.today)
        possible = []
        for year in range(max(1, near.first.year - 2), min(9998, near.last.year + 2) + 1):
            possible.append(calendar.season_days(year, said.code))
        days = _choose(possible, said, context, within)
    return _of_days(days, timex.month(days.first), timex.month(days.last), f"{days.first.year:04d}-{said.code}")


def _holiday(said: Holiday, context: Context, within: Days | None = None) -> Resolved:
    entry = dict(said.entry)
    year = said.year or entry.get("year")
    if year is not None and not entry.get("hijri"):
        return _of_days(_holiday_days(entry, year))
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
    return _of_days(_choose(possible, said, context, within))


def _holiday_days(entry: dict[str, Any], year: int) -> Days:
    if "easter" in entry:
        first = calendar.add_days(calendar.easter(year), entry["easter"])
    elif entry.get("hijri"):
        first = calendar.hijri_day(year, entry["month"], entry["day"])
    else:
        first = calendar.make_day(year, entry["month"], entry["day"])
    return Days(first, calendar.add_days(first, entry.get("days", 1) - 1))


def _decade(said: Decade, context: Context) -> Resolved:
    if said.century is not None:
        start = (said.century - 1) * 100 + said.tens
    else:
        # The last such years that are over: in 2017 السبعينيات are the 1970s.
        start = 1900 + said.tens
    return _of_unit("decade", calendar.month_days(start, 1, 120), context.week)


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
    return _of_unit(said.unit, calendar.shift_unit(said.unit, base, said.by, context.week), context.week)


# ---------------------------------------------------------------- one of several, parts


def _nth(said: Nth, context: Context) -> Resolved:
    if said.of is None:
        if said.unit == "century":
            return _of_unit("century", calendar.month_days((said.n - 1) * 100 + 1, 1, 1200), context.week)
        frame = calendar.unit_days("year", context.today, context.week)
    else:
        frame = _days(resolve(said.of, context))
    if said.after:
        day = calendar.weekday_near(calendar.add_days(frame.last, 1), said.weekday or 1, 1)
        day = calendar.add_days(day, 7 * (said.n - 1))
        return _of_days(Days(day, day))
    if said.unit == "weekday":
        if said.n > 0:
            first = calendar.add_days(calendar.weekday_near(frame.first, said.weekday or 1, 1), 7 * (said.n - 1))
        else:
            first = calendar.add_days(calendar.weekday_near(frame.last, said.weekday or 1, -1), 7 * (said.n + 1))
        return _inside(_of_days(Days(first, first)), frame)
    return _inside(_nth_units(said, frame, context.week), frame)


def _nth_units(said: Nth, frame: Days, week: Week) -> Resolved:
    """The n-th units that begin in the frame, ``count`` of them in a row."""
    unit, count = said.unit, said.count
    if unit in ("second", "minute", "hour"):
        raise UnresolvedError
    if unit == "weekend":
        first = calendar.weekday_near(frame.first, week.weekend_start, 1)
        return _of_days(Days(calendar.add_days(first, 7 * (said.n - 1)), calendar.add_days(first, 7 * said.n - 6)))
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
        resolved = _of_unit(unit if count == 1 else "quarter", days, week)
        return replace(resolved, value=resolved.value if count == 1 else None)
    return _of_days(days)


def _inside(found: Resolved, frame: Days) -> Resolved:
    if found.first is None or not frame.first <= found.first <= frame.last:
        raise UnresolvedError
    return found


def _days(resolved: Resolved) -> Days:
    if resolved.first is None or resolved.last is None:
        raise UnresolvedError
    return Days(resolved.first, resolved.last)


def _part(said: Part, context: Context) -> Resolved:
    if said.part in ("end", "middle") and isinstance(said.of, Shifted) and said.of.unit == "week":
        if said.part == "end":
            return _shifted(Shifted("weekend", said.of.by), context)
    whole = resolve(said.of, context)
    days = _days(whole)
    length = (days.last - days.first).days + 1
    if said.part == "rest":
        return _of_days(Days(max(context.today, days.first), days.last))
    if length < 7:
        return replace(whole, value=whole.value)
    if length <= 31:
        return _part_of_month(said.part, days, whole)
    return _part_of_years(said.part, days, whole, length)


def _part_of_month(part: str, days: Days, whole: Resolved) -> Resolved:
    """Thirds of a month; its beginning is its first day, its middle its 15th, and ``when`` stays the month."""
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


def _part_of_years(part: str, days: Days, whole: Resolved, length: int) -> Resolved:
    """Of a year the first month, a half, the middle two months; of longer times the first year, thirds."""
    if length <= 366:
        bounds = {"start": (0, 1), "early": (0, 6), "middle": (5, 2), "late": (6, 6), "end": (11, 1)}[part]
        if length < 360:
            third = length // 90
            bounds = {"start": (0, 1), "early": (0, 1), "middle": (third, 1), "late": (2, 1), "end": (2, 1)}[part]
        first = calendar.add_months(days.first, bounds[0])
        last = calendar.add_days(calendar.add_months(first, bounds[1]), -1)
        if days.first.day != 1:
            return Resolved(first, last, timex.day(first), timex.day(last), None, whole.value)
        when = None if bounds[1] == 1 else timex.when(whole.start, whole.end)
        return Resolved(first, last, timex.month(first), timex.month(last), when, whole.value)
    years = round(length / 365.25)
    third = max(years // 3, 1)
    start, count = {
        "start": (0, 1), "early": (0, third), "middle": (third, years - 2 * third),
        "late": (years - third, third), "end": (years - 1, 1),
    }[part]  # fmt: skip
    run = calendar.month_days(days.first.year + start, 1, 12 * count)
    return _of_days(run, timex.year(run.first), timex.year(run.last), whole.value)


def _within(said: Within, context: Context) -> Resolved:
    outer = _days(resolve(said.outer, context))
    if isinstance(said.inner, Fields):
        return _fields(said.inner, context, outer)
    if isinstance(said.inner, Season):
        return _season(said.inner, context, outer)
    if isinstance(said.inner, Holiday):
        return _holiday(said.inner, context, outer)
    raise UnresolvedError


def _unit_of(said: UnitOf, context: Context) -> Resolved:
    days = _days(resolve(said.of, context))
    return _of_unit(said.unit, calendar.unit_days(said.unit, days.first, context.week), context.week)


def _either(said: Either, context: Context) -> Resolved:
    found = resolve(said.day, context)
    if found.first is not None and found.first.isoweekday() == said.day.weekday:
        return found
    return resolve(said.other, context)


# ---------------------------------------------------------------- so long before, after, since


_PRECISION = {"year": timex.year, "decade": timex.year, "century": timex.year, "month": timex.month}
_IN_MONTHS = {"quarter": 3, "halfyear": 6, "month": 1, "year": 12, "decade": 120, "century": 1200}


def _step(day: date, amounts: Amounts, sign: int) -> date:
    """The day so much later or earlier; less than a day counts from 24 hours on."""
    for unit, count in amounts:
        if not count:
            raise UnresolvedError
        if unit in _IN_MONTHS:
            months = count * _IN_MONTHS[unit]
            if months > 120000:
                raise OutsideCalendarError("too long ago")
            day = calendar.add_months(day, sign * int(months))
            rest = (months - int(months)) * 30
        else:
            rest = count * {"day": 1, "week": 7, "weekend": 7, "hour": 1 / 24}.get(unit, 0)
        if rest > 4000000:
            raise OutsideCalendarError("too long ago")
        day = calendar.add_days(day, sign * int(rest))
    return day


def _finest(amounts: Amounts) -> Callable[[date], str]:
    """How exactly "so long ago" names a day: three months ago is a month, two years ago a year."""
    units = [unit for unit, _ in amounts]
    if any(count != int(count) for _, count in amounts):
        return timex.month if all(unit in _IN_MONTHS for unit in units) else timex.day
    if all(unit in ("year", "decade", "century") for unit in units):
        return timex.year
    return timex.month if all(unit in _IN_MONTHS for unit in units) else timex.day


def _away(said: Away, context: Context) -> Resolved:
    told = said.sign > 0 and said.base is None and not (said.from_now or context.ahead)
    if said.event:
        raise UnresolvedError
    if told and context.prefer == "past":
        # "after two months" in a tale counts from what was told before.
        if context.previous is None:
            raise UnresolvedError
        day = _step(_days(context.previous).first, said.amounts, 1)
    elif said.base is not None:
        base = _days(resolve(said.base, context))
        if isinstance(said.base, Fields) and said.base.day is None and said.base.weekday is None:
            # "seven months after March" is a month.
            day = _step(base.first, said.amounts, said.sign)
        else:
            day = _step(base.first if said.sign < 0 else base.last, said.amounts, said.sign)
    else:
        day = _step(context.today, said.amounts, said.sign)
    name = _finest(said.amounts)(day)
    return Resolved(day, day, name, name, None, name)


def _window(said: Window, context: Context) -> Resolved:
    sign = said.sign or (1 if context.prefer == "future" else -1)
    today = context.today
    cut = timex.day
    if not any(count for _, count in said.amounts):
        unit = said.amounts[0][0]
        cut = _PRECISION.get(unit, timex.day)
        if unit in ("hour", "minute", "second"):
            # The codebook: "in the past hours" is the day before to the day of publication.
            other = calendar.add_days(today, sign)
            return _of_days(Days(min(today, other), max(today, other)))
        if sign < 0:
            return Resolved(None, today, None, cut(today))
        return Resolved(today, None, cut(today), None)
    hours = all(unit in ("hour", "minute", "second") for unit, _ in said.amounts)
    other = _step(today, said.amounts, sign)
    if hours and other == today:
        other = calendar.add_days(today, sign)
    if all(unit in _IN_MONTHS for unit, _ in said.amounts):
        cut = _finest(said.amounts)
        if cut is timex.month and not said.sign:
            # "within two months" counts by days, "in the past two months" by months.
            cut = timex.day
    if sign < 0:
        return _of_days(Days(other, today), cut(other), cut(today))
    first = today if hours else calendar.add_days(today, 1)
    return _of_days(Days(min(first, other), other), cut(min(first, other)), cut(other))


def _span(said: Span, context: Context) -> Resolved:
    first = last = None
    if said.first is not None and said.last is not None:
        first, last = _sides(said.first, said.last, context)
    elif said.first is not None:
        month = isinstance(said.first, Fields) and said.first.month is not None
        if said.ahead and month and _is_open(said.first):
            context.prefer = "future"
        first = resolve(said.first, context)
    elif said.last is not None:
        last = resolve(said.last, context)
    from_day = first.first if first else None
    to_day = last.last if last else None
    if from_day and to_day and from_day > to_day:
        raise UnresolvedError
    start, end = first.start if first else None, last.end if last else None
    value = None
    if start is None and end is None:
        # From one clock time to the other, on a day that nobody says.
        sides = [side.value if side and side.value else ".." for side in (first, last)]
        value = "/".join(sides)
    kind: Kind = "TIME" if value else "DATE"
    return Resolved(from_day, to_day, start, end, None, value, kind)


def _sides(first: Meaning, last: Meaning, context: Context) -> tuple[Resolved, Resolved]:
    """Both sides of a span; the one that is open is the nearest to the other."""
    if context.prefer == "past":
        end = resolve(last, context)
        if _is_open(first) and end.last is not None:
            return resolve(first, Context(end.last, "past", context.week)), end
        return resolve(first, context), end
    start = resolve(first, context)
    if _is_open(last) and start.first is not None:
        return start, resolve(last, Context(start.first, "future", context.week))
    return start, resolve(last, context)


def _is_open(meaning: Meaning) -> bool:
    return isinstance(meaning, Fields) and meaning.year is None and meaning.shift is None


# ---------------------------------------------------------------- times of day, durations, sets


def _time_of_day(said: TimeOfDay, context: Context) -> Resolved:
    value = timex.time(said)
    if said.day is None:
        return Resolved(None, None, None, None, None, value, "TIME")
    day = resolve(said.day, context)
    if day.value is None and day.first is not None and day.first == day.last:
        day = replace(day, value=timex.day(day.first))
    return replace(day, value=(day.value or "") + value, type="TIME")


def _ancient(said: Ancient, context: Context) -> Resolved:
    return Resolved(None, None, None, None, None, f"BC{said.year:04d}")


def _lasting(said: Lasting, context: Context) -> Resolved:
    return Resolved(None, None, None, None, None, timex.duration(said.amounts), "DURATION")


def _every(said: Every, context: Context) -> Resolved:
    value = f"XXXX-WXX-{said.weekday}" if said.weekday else timex.duration(said.amounts)
    return Resolved(None, None, None, None, None, value, "SET")


_RESOLVERS: dict[type[Meaning], Callable[[Any, Context], Resolved]] = {
    Fields: _fields,
    Season: _season,
    Holiday: _holiday,
    Decade: _decade,
    Shifted: _shifted,
    Nth: _nth,
    Part: _part,
    Within: _within,
    UnitOf: _unit_of,
    Either: _either,
    Away: _away,
    Window: _window,
    Span: _span,
    TimeOfDay: _time_of_day,
    Ancient: _ancient,
    Lasting: _lasting,
    Every: _every,
}
