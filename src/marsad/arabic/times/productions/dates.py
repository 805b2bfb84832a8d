"""Calendar dates: months by name and number, days in words and digits, years, seasons, feasts."""

from dataclasses import replace
from typing import Any

from marsad.arabic.times.meaning import (
    Ancient,
    Decade,
    Era,
    Fields,
    Holiday,
    Meaning,
    Season,
    Shifted,
    Span,
    Within,
    frozen,
)
from marsad.arabic.times.productions.found import HIJRI_YEARS, Found, shift_of

# An entry of a table of months.
Entry = dict[str, Any]


def strong_month(found: Found) -> Entry:
    """A month's name, by what stands beside it surely a month."""
    month: Entry = found.data("m")
    return month


def month_with_twin(found: Found) -> Entry | None:
    """One month by two names: حزيران/يونيو."""
    return found.data("m") if found.data("m")["number"] == found.data("n")["number"] else None


def numbered_month(found: Found) -> Entry | None:
    """شهر 3, الشهر الثامن: months by number. "For the eighth month" (للشهر) is none."""
    number = found.data("n")
    if not 1 <= number <= 12 or found.tokens[0].preposition == "ل" or (number == 1 and found.role("n") == "small"):
        return None
    if found.tokens[0].role == "the_month" and (found.role("n") != "ordinal" or number < 2):
        return None
    return {"number": int(number)}


def fields(found: Found) -> Fields | None:
    """A date with the name of its month: 5 حزيران 2015, مارس الماضي."""
    day = found.data("d")
    if day is not None and (not 1 <= day <= 31 or _is_first_of_several(found)):
        return None
    if "d" in found.named and found.role("m") == "weak_month" and found.named["m"].start < found.named["d"].start:
        said = found.named["d"]
        if said.role == "small" and day < 10 and said.end - said.start > 2:
            # أب لثلاثة: a small number in words counts what comes.
            return None
    return Fields(found.data("y"), found.data("m")["number"], day, shift=shift_of(found))


def _is_first_of_several(found: Found) -> bool:
    """الأسابيع الثلاثة الأولى من يوليو: "the first" counts the weeks."""
    previous = found.previous
    return found.role("d") == "ordinal" and previous is not None and previous.role in ("small", "num")


def hijri_fields(found: Found) -> Meaning | None:
    """A date with the name of a Hijri month. A Gregorian year beside it says which one is meant."""
    day, year = found.data("d"), found.data("y") or found.data("z")
    if (day is not None and not 1 <= day <= 30) or (year is not None and not isinstance(year, int)):
        return None
    month = Fields(None, found.data("m")["number"], day, era="hijri", shift=shift_of(found))
    gregorian = "era" in found.named and found.data("era")["era"] == "gregorian"
    if year is not None and (gregorian or year >= 1800):
        return Within(month, Fields(year))
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
    return Fields(year, month, day, era="hijri" if year in HIJRI_YEARS else "gregorian")


def numeric_month(found: Found) -> Meaning | None:
    """3/2015 and 2015-3. Two years, as in 2014-2018, are no month."""
    numbers: list[int] = found.data("n")
    year, month = max(numbers), min(numbers)
    if not 1 <= month <= 12 or not (1800 <= year <= 2100 or year in HIJRI_YEARS):
        return None
    return Fields(year, month, era="hijri" if year in HIJRI_YEARS else "gregorian")


def numeric_day(found: Found) -> Fields | None:
    """22/4, day first; a fraction or score unless a word of time stands before it or a number is over 12."""
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
    if not 1 <= day <= 31 or _is_first_of_several(found):
        return None
    return Within(Fields(day=day), Shifted("month", shift_of(found) or 0))


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
    """في 15: that day of the month; يوم واحد is an amount."""
    token = found.named["d"]
    if any(t.role == "a_day" for t in found.tokens) and token.data < 3 and token.end - token.start > 2:
        return None
    return Fields(day=int(token.data)) if 1 <= token.data <= 31 else None


def day_to_come(found: Found) -> Meaning | None:
    """للحادي والعشرين, إلى الحادي والعشرين: for that day of this month. Up to ten it ranks something else."""
    token = found.named["d"]
    to = token.preposition == "ل" or (found.previous is not None and found.previous.role == "to")
    return Within(Fields(day=int(token.data)), Shifted("month", 0)) if to and 10 < token.data <= 31 else None


def days_of_month(found: Found) -> Meaning | None:
    """يوليو 13-15, بين 3 و12 سبتمبر."""
    first, last = int(found.data("a")), int(found.data("b"))
    if not 1 <= first < last <= 31:
        return None
    hijri = found.role("m") in ("hmonth", "weak_hmonth")
    year = found.data("y")
    month = Fields(year, found.data("m")["number"], last, era="hijri" if hijri else "gregorian", shift=shift_of(found))
    if hijri and year is not None and year not in HIJRI_YEARS:
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
    if "slash" in roles and last != first + 1:
        return None
    if not (1800 <= first < last <= 2100 or (first in HIJRI_YEARS and first < last <= first + 50)) or (
        "and" in roles and not {"between", "dual_of"} & set(roles)
    ):
        return None
    era: Era = "hijri" if last in HIJRI_YEARS else "gregorian"
    return Span(Fields(first, era=era), Fields(last, era=era))


def month_of_year(found: Found) -> Meaning:
    """مارس السنة القادمة."""
    return Within(Fields(None, found.data("m")["number"]), Shifted("year", shift_of(found) or 0))


def holiday(found: Found) -> Holiday:
    """A fixed or movable day, with its year or "last", "next"."""
    return Holiday(frozen(found.data("h")), found.data("y"), shift_of(found))


def season(found: Found) -> Season | None:
    """A season with its year or "last", "next"; alone only after a preposition or with the article."""
    token = found.named["c"]
    if len(found.tokens) == 1 and not token.definite:
        return None
    return Season(token.data["code"], found.data("y"), shift_of(found))


def season_of_year(found: Found) -> Meaning | None:
    """خريف العام الماضي."""
    if found.data("u").get("unit") != "year":
        return None
    return Within(Season(found.data("c")["code"]), Shifted("year", shift_of(found) or 0))


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
    if low not in HIJRI_YEARS or not 1800 <= high <= 2100 or not -2 <= 622 + low * 0.97 - high <= 2:
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
    hijri = era == "hijri" or (era is None and number in HIJRI_YEARS)
    return Fields(number, era="hijri" if hijri else "gregorian")


def year_in_halves(found: Found) -> Fields | None:
    """عام تسعة عشر وثمانية وسبعين: a year in words by its hundreds and the rest."""
    high, low = found.named["h"], found.named["y"]
    in_words = min(high.end - high.start, low.end - low.start) > 4
    return Fields(100 * high.data + low.data) if in_words and high.data in (18, 19, 20) and low.data < 100 else None


def bare_year(found: Found) -> Fields | None:
    """A year by itself after a preposition: في 2012 وقع هجوم. Before an accusative it counts something."""
    number, following = found.data("y"), found.following
    whole = found.previous is not None and found.previous.role == "whole"
    if not (1800 if following or whole else 1000) <= number <= 2100:
        return None
    if following is not None and following.role in ("units", "singular", "dual", "and"):
        return None if following.role != "and" else Fields(number)
    if following is not None and following.role == "word" and (number % 100 == 0 or following.data):
        return None
    return Fields(number)
