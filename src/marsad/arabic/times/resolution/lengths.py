"""So long before and after, from one time to the other, times of day, lengths and sets."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from marsad.arabic.times import calendar, timex
from marsad.arabic.times.calendar import Days, OutsideCalendarError
from marsad.arabic.times.meaning import (
    Amounts,
    Ancient,
    Away,
    Every,
    Fields,
    Lasting,
    Meaning,
    Span,
    TimeOfDay,
    Window,
)
from marsad.arabic.times.resolution.base import (
    Context,
    Kind,
    Resolved,
    UnresolvedError,
    days_of,
    of_days,
    resolve,
    resolves,
)

_PRECISION = {"year": timex.year, "decade": timex.year, "century": timex.year, "month": timex.month}


_IN_MONTHS = {"quarter": 3, "halfyear": 6, "month": 1, "year": 12, "decade": 120, "century": 1200}


def step(day: date, amounts: Amounts, sign: int) -> date:
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


@resolves(Away)
def _away(said: Away, context: Context) -> Resolved:
    if said.event:
        return _event_before(said, context)
    told = said.sign > 0 and said.base is None and not (said.from_now or context.ahead)
    if told and context.prefer == "past":
        # "after two months" in a tale counts from what was told before.
        if context.previous is None:
            raise UnresolvedError
        day = step(days_of(context.previous).first, said.amounts, 1)
    elif said.base is not None:
        base = days_of(resolve(said.base, context))
        if isinstance(said.base, Fields) and said.base.day is None and said.base.weekday is None:
            # "seven months after March" is a month.
            day = step(base.first, said.amounts, said.sign)
        else:
            day = step(base.first if said.sign < 0 else base.last, said.amounts, said.sign)
    else:
        day = step(context.today, said.amounts, said.sign)
    name = _finest(said.amounts)(day)
    return Resolved(day, day, name, name, None, name)


def _event_before(said: Away, context: Context) -> Resolved:
    """When the event was that something came so long after: بعد يومين من تحرير المدينة.

    What came after it is told in the same sentence, or is the report's news.
    """
    clock = {unit for unit, _ in said.amounts} & {"second", "minute", "hour"}
    if said.sign < 0 or context.ahead or context.prefer == "future" or clock:
        raise UnresolvedError
    base, previous = context.today, context.previous
    if previous is not None and previous.last is not None and context.told_here:
        base = previous.last
    day = step(base, said.amounts, -1)
    name = _finest(said.amounts)(day)
    return Resolved(day, day, name, name, None, name)


@resolves(Window)
def _window(said: Window, context: Context) -> Resolved:
    sign = said.sign or (1 if context.prefer == "future" else -1)
    today = context.today
    cut: Callable[[date], str] = timex.day
    if not any(count for _, count in said.amounts):
        unit = said.amounts[0][0]
        cut = _PRECISION.get(unit, timex.day)
        if unit in ("hour", "minute", "second"):
            # The codebook: "in the past hours" is the day before to the day of publication.
            other = calendar.add_days(today, sign)
            return of_days(Days(min(today, other), max(today, other)))
        if sign < 0:
            return Resolved(None, today, None, cut(today))
        return Resolved(today, None, cut(today), None)
    hours = all(unit in ("hour", "minute", "second") for unit, _ in said.amounts)
    other = step(today, said.amounts, sign)
    if hours and other == today:
        other = calendar.add_days(today, sign)
    if all(unit in _IN_MONTHS for unit, _ in said.amounts):
        cut = _finest(said.amounts)
        if cut is timex.month and not said.sign:
            # "within two months" counts by days, "in the past two months" by months.
            cut = timex.day
    if sign < 0:
        return of_days(Days(other, today), cut(other), cut(today))
    first = today if hours else calendar.add_days(today, 1)
    return of_days(Days(min(first, other), other), cut(min(first, other)), cut(other))


@resolves(Span)
def _span(said: Span, context: Context) -> Resolved:
    first = last = None
    if isinstance(said.first, TimeOfDay) and isinstance(said.last, TimeOfDay):
        # اليوم من العاشرة حتى الثانية عشرة: the day is said once.
        day = said.first.day or said.last.day
        said = Span(replace(said.first, day=day), replace(said.last, day=said.last.day or day))
    if said.first is not None and said.last is not None:
        first, last = _sides(said.first, said.last, context)
    elif said.first is not None:
        month = isinstance(said.first, Fields) and said.first.month is not None
        if said.ahead and month and _is_open(said.first):
            context.prefer = "future"
        first = resolve(said.first, context)
    elif said.last is not None:
        context.scheduled = True
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
    if context.prefer == "past" and (_is_open(first) or not _is_open(last)):
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


@resolves(TimeOfDay)
def _time_of_day(said: TimeOfDay, context: Context) -> Resolved:
    value = timex.time(said)
    if said.day is None:
        return Resolved(None, None, None, None, None, value, "TIME")
    day = resolve(said.day, context)
    if day.value is None and day.first is not None and day.first == day.last:
        day = replace(day, value=timex.day(day.first))
    return replace(day, value=(day.value or "") + value, type="TIME")


@resolves(Ancient)
def _ancient(said: Ancient, context: Context) -> Resolved:
    return Resolved(None, None, None, None, None, f"BC{said.year:04d}")


@resolves(Lasting)
def _lasting(said: Lasting, context: Context) -> Resolved:
    return Resolved(None, None, None, None, None, timex.duration(said.amounts), "DURATION")


@resolves(Every)
def _every(said: Every, context: Context) -> Resolved:
    value = f"XXXX-WXX-{said.weekday}" if said.weekday else timex.duration(said.amounts)
    return Resolved(None, None, None, None, None, value, "SET")
