"""Weekdays, days counted from publication, last and next units, one of several, shares."""

from dataclasses import replace

from marsad.arabic.times.meaning import (
    Either,
    Fields,
    Holiday,
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
from marsad.arabic.times.productions.found import CLOCK_UNITS, Found, is_told, shift_of


def told(found: Found) -> Meaning | None:
    """العام نفسه, ذلك اليوم, ذلك الحين: what was told last, or the unit that it lies in."""
    unit = found.data("u")["unit"] if "u" in found.named else ""
    return None if unit in CLOCK_UNITS else Shifted(unit, 0, told=True)


def shifted(found: Found) -> Meaning | None:
    """الأسبوع الماضي, هذا العام."""
    unit, by = found.data("u")["unit"], shift_of(found) or 0
    if unit == "day" and "s" in found.named and found.data("s").get("final"):
        return None
    if unit in CLOCK_UNITS:
        return Window(((unit, 1),), 1 if by > 0 else -1) if by else None
    return Shifted(unit, by, told=is_told(found))


def weekday(found: Found) -> Fields:
    """A weekday, with "last" or "next" where one is said."""
    return Fields(weekday=found.data("w")["iso"], shift=shift_of(found))


def weekday_of_this_week(found: Found) -> Fields:
    """هذا الأحد."""
    return Fields(weekday=found.data("w")["iso"], shift=0)


def weekday_and_number(found: Found) -> Meaning | None:
    """الجمعة 15: the fifteenth that is a Friday. الأحد الأول is the month's first Sunday."""
    day, iso = found.data("d"), found.data("w")["iso"]
    written = found.named["d"]
    if written.role == "small" and day < 10 and written.end - written.start > 2:
        # الأربعاء، واحد منهم: a small number in words counts what comes.
        return None
    if found.role("d") == "ordinal" and day <= 5:
        return Nth(int(day), "weekday", Shifted("month", 0), iso)
    return Fields(day=int(day), weekday=iso)


def weekday_and_rank(found: Found) -> Meaning | None:
    """Thursday the first where that is true, else the month's first Thursday.

    الخميس الأول من أكتوبر, الأربعاء الثالث من الشهر المقبل.
    """
    rank, iso = int(found.data("d")), found.data("w")["iso"]
    if not 1 <= rank <= 31:
        return None
    month: Meaning
    day: Meaning
    if "m" in found.named:
        month = Fields(found.data("y"), found.data("m")["number"])
        day = replace(month, day=rank, weekday=iso)
    else:
        month = Shifted("month", shift_of(found) or 0)
        day = Within(Fields(day=rank, weekday=iso), month)
    return Either(day, iso, Nth(rank, "weekday", month, iso)) if rank <= 5 else day


def weekdays_within(found: Found) -> Meaning | None:
    """الأسبوع المقبل بين الأربعاء والجمعة."""
    week = found.data("d")
    if not isinstance(week, Shifted) or week.unit != "week":
        return None
    days = []
    for name in "ab":
        day = found.data(name) if isinstance(found.data(name), Meaning) else Fields(weekday=found.data(name)["iso"])
        if not isinstance(day, Fields) or day != Fields(weekday=day.weekday):
            return None
        days.append(Within(day, week))
    return Span(days[0], days[1])


def weekday_and_date(found: Found) -> Meaning | None:
    """الخميس 15 أغسطس; الأحد من الأسبوع الماضي."""
    date, iso = found.data("d"), found.data("w")["iso"]
    bare = found.role("w") == "bare_weekday" and not any(t.role in ("a_day", "today") for t in found.tokens)
    if isinstance(date, Fields):
        if date.weekday is not None or (date.day is None and date.month is None):
            return None
        return None if bare else replace(date, weekday=iso) if date.day else Within(Fields(weekday=iso), date)
    if isinstance(date, Shifted) and date.unit == "day":
        return None if bare else replace(date, weekday=iso)
    if isinstance(date, Within) and isinstance(date.inner, Fields) and date.inner.day:
        return replace(date, inner=replace(date.inner, weekday=iso))
    if isinstance(date, Shifted | Within | Holiday):
        return Within(Fields(weekday=iso), date)
    return None


def relative_day(found: Found) -> Meaning | None:
    """أمس, اليوم الأحد, أمس الثلاثاء 7 يوليو, الليلة الماضية."""
    entry, date = found.data("r"), found.data("d")
    if "s" in found.named and found.data("s").get("final"):
        return None
    by = entry.get("days", 0) + (shift_of(found) or 0)
    iso = found.data("w")["iso"] if "w" in found.named else None
    day = Shifted("day", by, iso, told=is_told(found))
    if date is not None:
        if not isinstance(date, Fields) or not date.day:
            return None
        return replace(date, weekday=date.weekday or iso)
    return TimeOfDay(part="NI", day=day) if found.role("r") == "tonight" else day


def day_in_two_calendars(found: Found) -> Meaning | None:
    """A Hijri date with its Gregorian twin: the Gregorian one is what the world goes by."""
    one_of, other = found.data("d"), found.data("g")
    if not (isinstance(one_of, Fields) and isinstance(other, Fields)) or one_of.era == other.era:
        return None
    gregorian = one_of if one_of.era == "gregorian" else other
    hijri = other if gregorian is one_of else one_of
    return replace(gregorian, weekday=hijri.weekday or gregorian.weekday)


def unit_of(found: Found) -> Meaning | None:
    """أسبوع 16 سبتمبر: the week that the day lies in."""
    day = found.data("d")
    return UnitOf("week", day) if isinstance(day, Fields) and day.day else None


def nth(found: Found) -> Meaning | None:
    """أول جمعة من يوليو, الأسبوع الأخير من 2015, الستة أشهر الأولى من هذا العام."""
    token = found.named["n"]
    if token.role == "part":
        position = {"start": 1, "end": -1}.get(token.data["part"], 0)
    elif token.role == "shift":
        position = -1 if token.data["by"] == -1 else 0
    else:
        position = int(token.data)
    if not position:
        return None
    of = found.data("d")
    if "w" in found.named:
        return Nth(position, "weekday", of, found.data("w")["iso"], after="after" in found.named)
    amounts = found.data("a")
    if amounts is not None or "c" in found.named:
        unit, count = amounts[0] if amounts else (found.data("u")["unit"], found.data("c"))
        return Nth(position, unit, of, count=int(count)) if count >= 1 and abs(position) == 1 else None
    unit = found.data("u").get("unit", "third")
    if of is None:
        if "era" in found.named and found.data("era")["era"] != "gregorian":
            return None
        elsewhere = found.following is not None and found.following.role == "of"
        if unit != "century" and (unit != "quarter" or elsewhere):
            # The second half, the third quarter of something that is no time.
            return None
    return Nth(position, unit, of)


def within(found: Found) -> Meaning | None:
    """يونيو من العام الماضي."""
    inner, outer = found.data("x"), found.data("d")
    smaller = (
        isinstance(inner, Season | Holiday)
        or (isinstance(inner, Fields) and inner.year is None and inner.shift is None)
        or (isinstance(inner, Nth) and inner.unit != "century")
    )
    yearlike = (isinstance(outer, Shifted) and outer.unit in ("year", "month", "week")) or (
        isinstance(outer, Fields) and outer.year is not None and outer.month is None
    )
    if not (smaller and yearlike):
        return None
    return replace(inner, of=outer) if isinstance(inner, Nth) else Within(inner, outer)


def season_within(found: Found) -> Meaning | None:
    """صيف العام نفسه."""
    outer = found.data("d")
    yearly = isinstance(outer, Shifted) and outer.unit == "year"
    if not (yearly or (isinstance(outer, Fields) and outer.year and not outer.month)):
        return None
    return Within(Season(found.data("c")["code"]), outer)


def part(found: Found) -> Meaning | None:
    """مطلع 2014, أواخر الشهر الماضي."""
    return Part(found.data("p")["part"], found.data("d"))
