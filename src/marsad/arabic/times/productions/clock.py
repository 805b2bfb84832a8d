"""Clock times, parts of the day, nights."""

from dataclasses import replace

from marsad.arabic.times.meaning import Away, Fields, Holiday, Meaning, Nth, Shifted, TimeOfDay, Within
from marsad.arabic.times.productions.found import SHARES, Found


def _hour(hour: int, found: Found) -> tuple[int, str | None] | None:
    """The hour on the 24-hour clock, by the part of the day that is said with it."""
    said = found.data("p")
    code = said["code"] if said else None
    if not 0 <= hour <= 24:
        return None
    if (code in ("PM", "AF", "EV") and hour < 12) or (code == "NI" and 6 <= hour < 12) or (code == "MI" and hour < 5):
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
    if number > 24 or (
        found.following is not None and found.following.role in ("units", "word") and len(found.tokens) == 1
    ):
        return None
    minutes = found.data("m")["value"] if "m" in found.named else None
    if "share" in found.named:
        share = SHARES.get(found.data("share")["unit"])
        minutes = int(60 * share) if share else None
    elif "a" in found.named:
        ((unit, count), *more) = found.data("a")
        if unit != "minute" or more or not 0 < count < 60:
            return None
        minutes = int(count)
    if minutes is not None and minutes < 0:
        return _time(found, int(number) - 1, 60 + minutes, None)
    return _time(found, int(number), minutes, None)


def clock_digits(found: Found) -> TimeOfDay | None:
    """0800 بتوقيت غرينتش, 15.00 ت غ."""
    value = found.data("n")
    if "z" not in found.named and not isinstance(value, float):
        return None
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
    time = token.data if isinstance(token.data, TimeOfDay) else None
    if isinstance(day, TimeOfDay):
        if day.day is None or time is None or day.hour is not None:
            return None
        return replace(time, part=day.part, day=day.day)
    if time is not None:
        return replace(time, day=day)
    return TimeOfDay(part=token.data.get("code", "NI"), day=day)


def time_today(found: Found) -> TimeOfDay | None:
    """هذا الصباح; a clock time alone. هذا العصر is this age."""
    said = found.data("p")
    if not isinstance(said, TimeOfDay) and said["code"] == "AF":
        return None
    return said if isinstance(said, TimeOfDay) else TimeOfDay(part=said["code"], day=Shifted("day", 0))


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


def part_of_day(found: Found) -> TimeOfDay | None:
    """وقت متأخر من مساء أمس."""
    said = found.data("a")
    return said if isinstance(said, TimeOfDay) else None


def night_of_first(found: Found) -> Meaning | None:
    """الليلة الفاصلة بين الأحد والإثنين."""
    day = found.data("a")
    return TimeOfDay(part="NI", day=day) if isinstance(day, Fields) and (day.weekday or day.day) else None
