"""What the grammar's rules make of the tokens that they match. Each function is named by a rule.

A production gets the matched tokens by the names in its pattern, and returns a meaning (or data of the role
that its pass gives), or None where the words do not mean a time after all.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from marsad.arabic.times.lexer import Token
from marsad.arabic.times.meaning import (
    Amounts,
    Ancient,
    Away,
    Decade,
    Either,
    Era,
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
    frozen,
)

# Years of the Hijri calendar in living memory: عام 1428 in a Saudi newspaper is 2007.
_CLOCK_UNITS = frozenset(("second", "minute", "hour"))
_HIJRI_YEARS = range(1250, 1500)


@dataclass(frozen=True, slots=True)
class Found:
    """The tokens of a match: by name, all of them, and the ones around it."""

    named: dict[str, Token]
    tokens: Sequence[Token]
    previous: Token | None
    following: Token | None

    def data(self, name: str) -> Any:
        """What the named token says, None where it is not there."""
        token = self.named.get(name)
        return token.data if token else None

    def role(self, name: str) -> str:
        """The role of the named token, empty where it is not there."""
        token = self.named.get(name)
        return token.role if token else ""


def same(found: Found) -> Any:
    """What the one named token says, with what stands around it."""
    return found.data("a")


# ---------------------------------------------------------------- months, dates


def strong_month(found: Found) -> Any:
    """A month's name, by what stands beside it surely a month."""
    return found.data("m")


def month_with_twin(found: Found) -> Any:
    """One month by two names: حزيران/يونيو."""
    return found.data("m") if found.data("m")["number"] == found.data("n")["number"] else None


def numbered_month(found: Found) -> Any:
    """شهر 3, الشهر الثامن: months by number. "For the eighth month" (للشهر) is none."""
    number = found.data("n")
    if not 1 <= number <= 12 or found.tokens[0].preposition == "ل" or (number == 1 and found.role("n") == "small"):
        return None
    if found.tokens[0].role == "the_month" and (found.role("n") != "ordinal" or number < 2):
        return None
    return {"number": int(number)}


def _shift(found: Found) -> int | None:
    if "s" in found.named:
        return int(found.data("s")["by"])
    return 0 if any(token.role == "this" for token in found.tokens) else None


def _told(found: Found) -> bool:
    return "s" in found.named and bool(found.data("s").get("told"))


def _era(found: Found, year: int | None, default: Era = "gregorian") -> Era:
    era: Era | None = found.data("era")["era"] if "era" in found.named else None
    if era == "hijri" or (era is None and default == "hijri"):
        return "hijri"
    return "hijri" if era is None and year in _HIJRI_YEARS and default != "gregorian" else "gregorian"


def fields(found: Found) -> Fields | None:
    """A date with the name of its month: 5 حزيران 2015, مارس الماضي."""
    day = found.data("d")
    if day is not None and not 1 <= day <= 31:
        return None
    return Fields(found.data("y"), found.data("m")["number"], day, shift=_shift(found))


def hijri_fields(found: Found) -> Fields | None:
    """A date with the name of a Hijri month. A year after 1800 beside it is Gregorian and says which one."""
    day, year = found.data("d"), found.data("y") or found.data("z")
    if (day is not None and not 1 <= day <= 30) or (year is not None and not isinstance(year, int)):
        return None
    month = Fields(None, found.data("m")["number"], day, era="hijri", shift=_shift(found))
    if year is not None and (year >= 1800 or _era(found, year, "hijri") == "gregorian"):
        return Within(month, Fields(year))  # type: ignore[return-value]
    return replace(month, year=year)


def numeric_date(found: Found) -> Fields | None:
    """Three numbers: year first or last; the month is the middle one unless that cannot be."""
    numbers: list[int] = found.data("n")
    if numbers[0] > 31:
        year, month, day = numbers
    else:
        day, month, year = numbers
        year += 0 if year > 99 else 2000 if year < 50 else 1900
    if month > 12:
        month, day = day, month
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Fields(year, month, day, era="hijri" if year in _HIJRI_YEARS else "gregorian")


def numeric_month(found: Found) -> Meaning | None:
    """3/2015 and 2015-3. Two years, as in 2014-2018, are no month."""
    numbers: list[int] = found.data("n")
    year, month = max(numbers), min(numbers)
    if not 1 <= month <= 12:
        return None
    return Fields(year, month, era="hijri" if year in _HIJRI_YEARS else "gregorian")


def numeric_day(found: Found) -> Fields | None:
    """22/4, day first; a fraction or a score unless a word of time stands before it or one number is over 12."""
    day, month = found.data("n")
    if month > 12:
        day, month = month, day
    cue = len(found.tokens) > 1 or (found.previous is not None and found.previous.role in ("in", "weekday"))
    if not (1 <= month <= 12 and 1 <= day <= 31) or not (cue or day > 12):
        return None
    if found.following is not None and found.following.role in ("word", "units"):
        return None
    return Fields(None, month, day)


def day_within(found: Found) -> Meaning | None:
    """10 من الشهر الجاري."""
    day = int(found.data("d"))
    return Within(Fields(day=day), Shifted("month", _shift(found) or 0)) if 1 <= day <= 31 else None


def dotted_day(found: Found) -> Fields | None:
    """في 4.22, a day and a month where a point parts them."""
    token = found.named["n"]
    if not isinstance(token.data, float):
        return None
    whole, digits = int(token.data), token.end - token.start - len(str(int(token.data))) - 1
    if digits not in (1, 2):
        return None
    return _day_and_month(whole, round((token.data - whole) * 10**digits))


def dashed_day(found: Found) -> Fields | None:
    """في 22-4."""
    return _day_and_month(found.data("n"), found.data("b"))


def _day_and_month(day: int, month: int) -> Fields | None:
    if month > 12:
        day, month = month, day
    return Fields(None, month, day) if 12 < day <= 31 and 1 <= month <= 12 else None


def day_alone(found: Found) -> Fields | None:
    """في 15: that day of the month."""
    return Fields(day=int(found.data("d"))) if 1 <= found.data("d") <= 31 else None


def days_of_month(found: Found) -> Meaning | None:
    """يوليو 13-15, بين 3 و12 سبتمبر."""
    first, last = int(found.data("a")), int(found.data("b"))
    if not 1 <= first < last <= 31:
        return None
    hijri = found.role("m") in ("hmonth", "weak_hmonth")
    year = found.data("y")
    month = Fields(year, found.data("m")["number"], last, era="hijri" if hijri else "gregorian", shift=_shift(found))
    if hijri and year is not None and year not in _HIJRI_YEARS:
        return None
    return Span(replace(month, day=first), month)


def day_of_same_month(found: Found) -> Meaning | None:
    """في 14 و17 من الشهر الحالي: the first of the two days."""
    day, other = int(found.data("d")), found.data("e")
    if not 1 <= day <= 31:
        return None
    if isinstance(other, Fields) and other.day and not other.weekday:
        return replace(other, day=day)
    if isinstance(other, Within) and isinstance(other.inner, Fields) and other.inner.day:
        return Within(Fields(day=day), other.outer)
    return None


def years(found: Found) -> Meaning | None:
    """2014-2018; with "and" only after بين or عامي."""
    first, last = found.data("a"), found.data("b")
    roles = [token.role for token in found.tokens]
    if not (1800 <= first < last <= 2100 or (first in _HIJRI_YEARS and first < last <= first + 50)) or ("and" in roles and not {"between", "dual_of"} & set(roles)):
        return None
    era: Era = "hijri" if last in _HIJRI_YEARS else "gregorian"
    return Span(Fields(first, era=era), Fields(last, era=era))


def month_of_year(found: Found) -> Meaning:
    """مارس السنة القادمة."""
    return Within(Fields(None, found.data("m")["number"]), Shifted("year", _shift(found) or 0))


def holiday(found: Found) -> Holiday:
    """A fixed or movable day, with its year or "last", "next"."""
    return Holiday(frozen(found.data("h")), found.data("y"), _shift(found))


def season(found: Found) -> Season | None:
    """A season with its year or "last", "next"; alone only after a preposition or with the article."""
    token = found.named["c"]
    if len(found.tokens) == 1 and not token.definite:
        return None
    return Season(token.data["code"], found.data("y"), _shift(found))


def season_of_year(found: Found) -> Meaning | None:
    """خريف العام الماضي."""
    if found.data("u").get("unit") != "year":
        return None
    return Within(Season(found.data("c")["code"]), Shifted("year", _shift(found) or 0))


def decade(found: Found) -> Decade | None:
    """التسعينيات, with its century where one is said."""
    century = None
    if "n" in found.named:
        century = found.data("n")
    elif "s" in found.named:
        century = 21 + found.data("s")["by"]
    return Decade(found.data("c")["tens"], century)


def year_with_twin(found: Found) -> Fields | None:
    """عام 1382-1962: one year by both calendars."""
    low, high = sorted((found.data("y"), found.data("z")))
    if low not in _HIJRI_YEARS or not 1800 <= high <= 2100 or not -2 <= 622 + low * 0.97 - high <= 2:
        return None
    return Fields(high)


def year(found: Found) -> Meaning | None:
    """عام 2014, and by the Hijri calendar عام 1428."""
    number = found.data("y")
    if not isinstance(number, int) or not 1 <= number <= 9999 or found.role("y") == "small":
        return None
    era = found.data("era")["era"] if "era" in found.named else None
    if era == "bc":
        return Ancient(number)
    hijri = era == "hijri" or (era is None and number in _HIJRI_YEARS)
    return Fields(number, era="hijri" if hijri else "gregorian")


def bare_year(found: Found) -> Fields | None:
    """A year by itself after a preposition: في 2012 وقع هجوم. Before an accusative it counts something."""
    number, following = found.data("y"), found.following
    if not (1800 if following else 1000) <= number <= 2100:
        return None
    if following is not None and following.role in ("units", "singular", "dual", "and"):
        return None if following.role != "and" else Fields(number)
    if following is not None and following.role == "word" and (number % 100 == 0 or following.data):
        return None
    return Fields(number)


# ---------------------------------------------------------------- amounts


def _unit_value(token: Token) -> float:
    return 2 if token.role == "dual" else 1


def amount(found: Found) -> Amounts | None:
    """ثلاثة أيام, أسبوعين, بضعة أشهر; 0 of a unit is an unknown number (أيام)."""
    unit = found.named["u"]
    count = found.data("n")
    if isinstance(count, dict):
        count = count["value"]
    if count is None:
        few = any(token.role == "few" for token in found.tokens)
        count = 3 if few else 0 if unit.role == "units" else _unit_value(unit)
        lasting = found.previous is not None and found.previous.role == "lasting"
        if unit.definite and not lasting:
            return None
    if count == float("inf"):
        return None
    return ((unit.data.get("unit", "day"), count),)


def one(found: Found) -> Amounts | None:
    """شهر واحد."""
    unit = found.named["u"]
    if found.data("n") not in (1, 2) or found.named["n"].end - found.named["n"].start < 3:
        return None
    return ((unit.data["unit"], found.data("n")),)


def unit_amount(found: Found) -> Amounts | None:
    """قبل شهر. A day before an ordinary word is not counted: منذ يوم التأسيس."""
    if found.role("u") == "a_day" and found.following is not None and found.following.role == "word":
        return None
    return amount(found)


_SHARES = {"halfyear": 0.5, "quarter": 0.25}


def part_of_unit(found: Found) -> Amounts | None:
    """نصف ساعة, ربع قرن."""
    share = _SHARES.get(found.data("h")["unit"])
    return ((found.data("u")["unit"], share),) if share else None


def amount_and_part(found: Found) -> Amounts | None:
    """شهر ونصف الشهر."""
    share = _SHARES.get(found.data("h")["unit"])
    first = found.data("a")
    amounts: Amounts = first if isinstance(first, tuple) else ((first["unit"], 1),)
    return ((amounts[0][0], amounts[0][1] + share),) if share and len(amounts) == 1 else None


def sum_of_amounts(found: Found) -> Amounts | None:
    """شهر و21 يوما."""
    sides: list[Amounts] = []
    for name in ("a", "b"):
        data = found.data(name)
        sides.append(data if isinstance(data, tuple) else ((data["unit"], 1),))
    units = [unit for side in sides for unit, _ in side]
    return sides[0] + sides[1] if len(set(units)) == len(units) else None


# ---------------------------------------------------------------- relative to the day of publication


def told(found: Found) -> Meaning | None:
    """العام نفسه, ذلك اليوم, ذلك الحين: what was told last, or the unit that it lies in."""
    unit = found.data("u").get("unit", "day") if "u" in found.named else ""
    return None if unit in _CLOCK_UNITS else Shifted(unit, 0, told=True)


def shifted(found: Found) -> Meaning | None:
    """الأسبوع الماضي, هذا العام."""
    unit, by = found.data("u").get("unit", "day"), _shift(found) or 0
    if unit in _CLOCK_UNITS:
        return Window(((unit, 1),), 1 if by > 0 else -1) if by else None
    return Shifted(unit, by, told=_told(found))


def window(found: Found) -> Meaning | None:
    """الأشهر الأربعة الماضية. الأيام الحالية is none."""
    sign = found.data("s")["by"]
    if not sign:
        return None
    amounts = found.data("a")
    if amounts is None:
        count = found.data("n")
        if isinstance(count, dict):
            count = count["value"]
        default = 2 if found.role("u") == "dual" else 0
        amounts = ((found.data("u")["unit"], count or default),)
    return Window(amounts, 1 if sign > 0 else -1)


def window_of_amount(found: Found) -> Meaning | None:
    """خلال أسبوع: the week before publication, or after it in plans."""
    if not all(count for _, count in found.data("a")):
        return None
    # "in two minutes", "in five hours" tell how long; "within 24 hours" when.
    brief = _CLOCK_UNITS if found.role("way") == "in" else _CLOCK_UNITS - {"hour"}
    return None if brief & {unit for unit, _ in found.data("a")} else Window(found.data("a"), 0)


def away(found: Found) -> Meaning | None:
    """قبل أسبوعين, بعد 7 أشهر من مارس 2011, ثلاثة أيام مضت."""
    way = found.role("way")
    sign = 1 if way in ("after", "from_now") else -1
    base = found.data("d")
    following = found.following
    event = base is None and following is not None and following.role in ("of", "on")
    from_now = any(token.role in ("from_now", "passed") for token in found.tokens)
    return Away(found.data("a"), sign, base, event, from_now)


# ---------------------------------------------------------------- weekdays


def away_from_told(found: Found) -> Meaning:
    """قبل ذلك بعام."""
    sign = 1 if found.role("way") == "after" else -1
    return Away(found.data("a"), sign, Shifted("", 0, told=True))


def weekday(found: Found) -> Fields:
    """A weekday, with "last" or "next" where one is said."""
    return Fields(weekday=found.data("w")["iso"], shift=_shift(found))


def weekday_of_this_week(found: Found) -> Meaning:
    """هذا الأحد."""
    return Within(Fields(weekday=found.data("w")["iso"]), Shifted("week", 0))


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
    """الخميس الأول من أكتوبر: Thursday the first where that is true, else the month's first Thursday."""
    month, rank, iso = Fields(found.data("y"), found.data("m")["number"]), int(found.data("d")), found.data("w")["iso"]
    if not 1 <= rank <= 31:
        return None
    day = replace(month, day=rank, weekday=iso)
    return Either(day, Nth(rank, "weekday", month, iso)) if rank <= 5 else day


def weekdays_within(found: Found) -> Meaning | None:
    """الأسبوع المقبل بين الأربعاء والجمعة."""
    week = found.data("d")
    if not isinstance(week, Shifted) or week.unit != "week":
        return None
    first, last = (Within(Fields(weekday=found.data(name)["iso"]), week) for name in "ab")
    return Span(first, last)


def unit_of(found: Found) -> Meaning | None:
    """أسبوع 16 سبتمبر: the week that the day lies in."""
    day = found.data("d")
    return UnitOf("week", day) if isinstance(day, Fields) and day.day else None


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
    if isinstance(date, Shifted | Within | Holiday):
        return Within(Fields(weekday=iso), date)
    return None


def relative_day(found: Found) -> Meaning | None:
    """أمس, اليوم الأحد, أمس الثلاثاء 7 يوليو, الليلة الماضية."""
    entry, date = found.data("r"), found.data("d")
    by = entry.get("days", 0) + (_shift(found) or 0)
    iso = found.data("w")["iso"] if "w" in found.named else None
    day = Shifted("day", by, iso, told=_told(found))
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


# ---------------------------------------------------------------- one of several, shares


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
    unit = found.data("u").get("unit", "day")
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


def part(found: Found) -> Meaning | None:
    """مطلع 2014, أواخر الشهر الماضي."""
    return Part(found.data("p")["part"], found.data("d"))


# ---------------------------------------------------------------- times of day


def _hour(hour: int, found: Found) -> tuple[int, str | None] | None:
    """The hour on the 24-hour clock, by the part of the day that is said with it."""
    said = found.data("p")
    code = said["code"] if said else None
    if not 0 <= hour <= 24:
        return None
    if code in ("PM", "AF", "EV") and hour < 12:
        hour += 12
    elif (code == "NI" and 6 <= hour < 12) or (code == "MI" and hour < 5):
        hour += 12
    elif code in ("AM", "MO", "DA", "NI") and hour == 12:
        hour = 0
    return hour % 24, code


def _time(found: Found, hour: int, minute: int | None, second: int | None) -> TimeOfDay | None:
    of_day = _hour(hour, found)
    if of_day is None or not 0 <= (minute or 0) < 60 or not 0 <= (second or 0) < 60:
        return None
    zone = found.data("z")
    return TimeOfDay(
        of_day[0],
        minute,
        second,
        zone=zone.get("hours") if zone else None,
        local=bool(zone) and "hours" not in zone,
    )


def clock(found: Found) -> TimeOfDay | None:
    """8:00:31 صباحا."""
    numbers: list[int] = found.data("t")
    return _time(found, numbers[0], numbers[1], numbers[2] if len(numbers) > 2 else None)


def hour(found: Found) -> TimeOfDay | None:
    """الساعة السابعة والنصف مساء."""
    number = found.data("h")
    if number > 24 or (found.following is not None and found.following.role in ("units", "word") and len(found.tokens) == 1):
        return None
    minutes = found.data("m")["value"] if "m" in found.named else None
    if minutes is not None and minutes < 0:
        return _time(found, int(number) - 1, 60 + minutes, None)
    return _time(found, int(number), minutes, None)


def clock_digits(found: Found) -> TimeOfDay | None:
    """0800 بتوقيت غرينتش, 15.00 ت غ."""
    value = found.data("n")
    if isinstance(value, float):
        if not 0 <= value < 24:
            return None
        return _time(found, int(value), round((value - int(value)) * 100), None)
    if value <= 24 and found.named["n"].end - found.named["n"].start < 3:
        return _time(found, value, None, None)
    return _time(found, value // 100, value % 100, None)


def time_of_day(found: Found) -> Meaning | None:
    """مساء أمس, الأحد الساعة 8."""
    token, day = found.named["p"], found.data("d")
    if not isinstance(day, Fields | Shifted | Within | Holiday | Nth | Away | TimeOfDay):
        return None
    if isinstance(day, Fields) and not (day.day or day.weekday):
        return None
    if isinstance(day, Shifted) and day.unit != "day":
        return None
    if isinstance(day, TimeOfDay):
        if day.day is None or token.role != "time" or day.hour is not None:
            return None
        return replace(token.data, part=day.part, day=day.day)
    if token.role == "time":
        return replace(token.data, day=day)
    return TimeOfDay(part=token.data.get("code", "NI"), day=day)


def time_today(found: Found) -> Meaning | None:
    """هذا الصباح; a clock time alone."""
    if found.role("p") == "time":
        return found.data("p")  # type: ignore[no-any-return]
    return TimeOfDay(part=found.data("p")["code"], day=Shifted("day", 0))


def night_between(found: Found) -> Meaning | None:
    """ليل السبت الأحد: the night that begins on the first of the two."""
    first, second = found.data("a"), found.data("b")
    if not (isinstance(first, TimeOfDay) and first.part in ("NI", "EV") and isinstance(first.day, Fields)):
        return None
    if not isinstance(second, Fields) or second.weekday is None or first.day.weekday is None:
        return None
    if second.day and not first.day.day:
        return None
    return first if (second.weekday - first.day.weekday) % 7 == 1 else None


# ---------------------------------------------------------------- spans, sets, durations


def night_of_first(found: Found) -> Meaning | None:
    """الليلة الفاصلة بين الأحد والإثنين."""
    day = found.data("a")
    return TimeOfDay(part="NI", day=day) if isinstance(day, Fields) and (day.weekday or day.day) else None


def _fill(first: Any, last: Meaning) -> Meaning | None:
    """The first side of a span with what it leaves to the second: من 3 إلى 5 أيار, بين عامي 2011 و2014."""
    if isinstance(first, Meaning):
        if isinstance(first, Fields) and isinstance(last, Fields) and first.month and not first.year and not first.shift:
            return replace(first, year=last.year, era=last.era, shift=last.shift)
        return first
    if isinstance(last, Within) and isinstance(last.inner, Fields) and last.inner.day:
        return Within(Fields(day=int(first)), last.outer)
    if not isinstance(last, Fields):
        return None
    if last.day and first <= 31:
        return replace(last, day=int(first), weekday=None)
    return Fields(first) if last.year and not last.month and first > 31 else None


def span(found: Found) -> Meaning | None:
    """From one to the other. With only "and" between them they must follow one another: الأربعاء والخميس."""
    last = found.data("b")
    first = _fill(found.data("a"), last)
    if first is None:
        return None
    roles = [token.role for token in found.tokens]
    if "to" in roles or "until" in roles or "dash" in roles or "between" in roles or "dual_of" in roles:
        return Span(first, last)
    one_day = isinstance(first, Shifted) and isinstance(last, Shifted) and first.unit == last.unit == "day"
    if one_day and last.by - first.by == 1:  # type: ignore[union-attr]
        return Span(first, last)
    if isinstance(first, Fields) and isinstance(last, Fields) and first.weekday and last.weekday:
        return Span(first, last) if (last.weekday - first.weekday) % 7 == 1 and not first.day else None
    return None


def since(found: Found) -> Meaning:
    """منذ مارس 2011, منذ ثلاثة أيام."""
    day = found.data("a")
    if isinstance(day, tuple):
        return Span(Away(day, -1), None)
    return Span(day, None, ahead=found.tokens[0].role == "from_on")


def until(found: Found) -> Meaning:
    """حتى نهاية العام."""
    return Span(None, found.data("b"))


def every(found: Found) -> Meaning | None:
    """كل يوم, أسبوعيا, كل جمعة."""
    if "w" in found.named:
        if "u" in found.named and found.data("u")["unit"] != "day":
            return None
        return Every((("week", 1),), found.data("w")["iso"])
    amounts = found.data("a") or ((found.data("s")["unit"], 1),)
    return Every(amounts) if all(count for _, count in amounts) else None


def lasting(found: Found) -> Meaning | None:
    """لمدة ثلاثة أيام."""
    amounts = found.data("a")
    if amounts is None:
        amounts = ((found.data("u")["unit"], 1),)
    return Lasting(amounts) if isinstance(amounts, tuple) else None


def same_date(found: Found) -> Any:
    """About a day: the day."""
    return found.data("d")
