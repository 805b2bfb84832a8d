"""How times are written: ISO 8601, TIMEX3, and the shortest interval of ``codebook.md``, section 6."""

import calendar as _calendar
from datetime import date

from marsad.arabic.times.calendar import Week
from marsad.arabic.times.meaning import Amounts, Fields, Meaning, Season, Shifted, TimeOfDay

_LETTERS = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W", "weekend": "WE", "month": "M",
    "quarter": "Q", "halfyear": "H", "year": "Y", "decade": "DE", "century": "CE",
}  # fmt: skip
UNITS = tuple(_LETTERS)
"""All units, from short to long."""
# Decades and centuries are counted in years, as ISO 8601 has no letter for them.
_IN_YEARS = {"decade": 10, "century": 100}


def day(value: date) -> str:
    """2017-10-17."""
    return value.isoformat()


def month(value: date) -> str:
    """2017-10."""
    return value.isoformat()[:7]


def year(value: date) -> str:
    """2017."""
    return value.isoformat()[:4]


def unit(name: str, first: date, week: Week | None = None) -> str | None:
    """TIMEX3 of a whole unit by its first day; None where TIMEX3 has no name for it (weeks from Saturday)."""
    if name == "day":
        return day(first)
    if name in ("week", "weekend") and week and week.start == 1:
        iso = first.isocalendar()
        return f"{iso.year:04d}-W{iso.week:02d}" + ("-WE" if name == "weekend" else "")
    if name == "quarter":
        return f"{year(first)}-Q{(first.month + 2) // 3}"
    if name == "halfyear":
        return f"{year(first)}-H{(first.month + 5) // 6}"
    if name == "decade":
        return year(first)[:3]
    if name == "century":
        return f"{(first.year - 1) // 100:02d}"
    return None


def duration(amounts: Amounts) -> str:
    """P1M21D; unknown numbers are X: PXD."""
    dates = times = ""
    for name, count in sorted(amounts, key=lambda item: -UNITS.index(item[0])):
        if count and name in _IN_YEARS and len(amounts) == 1:
            name, count = "year", count * _IN_YEARS[name]
        letter = _LETTERS[name]
        number = "X" if not count else f"{count:.10g}"
        if letter[0] == "T":
            times += number + letter[1]
        else:
            dates += number + letter
    return "P" + dates + ("T" + times if times else "")


def time(said: TimeOfDay) -> str:
    """T08:00:31, TMO; with the zone where one is said."""
    if said.hour is None:
        return f"T{said.part or 'X'}"
    text = f"T{said.hour:02d}"
    if said.minute is not None:
        text += f":{said.minute:02d}"
    if said.second is not None:
        text += f":{said.second:02d}"
    if said.zone is not None:
        text += "Z" if not said.zone else f"{int(said.zone):+03d}:{int(abs(said.zone) % 1 * 60):02d}"
    return text


def when(start: str | None, end: str | None) -> str | None:
    """The codebook's string: one date, or an interval, in the shortest form that says the same."""
    if start is None and end is None:
        return None
    if start is None or end is None:
        return f"{start or '..'}/{end or '..'}"
    if start == end:
        return start
    start, end = _shorten(start, end)
    return start if start == end else f"{start}/{end}"


def _shorten(start: str, end: str) -> tuple[str, str]:
    """Months in the place of their first and last days, then years in the place of their months."""
    if len(start) == len(end) == 10 and start.endswith("-01"):
        last = _calendar.monthrange(int(end[:4]), int(end[5:7]))[1]
        if int(end[8:]) == last:
            start, end = start[:7], end[:7]
    if len(start) == len(end) == 7 and start.endswith("-01") and end.endswith("-12"):
        start, end = start[:4], end[:4]
    return start, end


def unanchored(meaning: Meaning) -> str:
    """TIMEX3 of what cannot be resolved: its known fields, or that it is past, present or future."""
    if isinstance(meaning, Fields) and meaning.era == "gregorian":
        if meaning.weekday and not (meaning.day or meaning.month):
            return f"XXXX-WXX-{meaning.weekday}"
        first = f"{meaning.year:04d}" if meaning.year else "XXXX"
        middle = f"-{meaning.month:02d}" if meaning.month else "-XX" if meaning.day else ""
        return first + middle + (f"-{meaning.day:02d}" if meaning.day else "")
    if isinstance(meaning, Season):
        return f"XXXX-{meaning.code}"
    if isinstance(meaning, TimeOfDay):
        return "XXXX-XX-XX" + time(meaning)
    by = meaning.by if isinstance(meaning, Shifted) else getattr(meaning, "shift", None) or getattr(meaning, "sign", -1)
    return "PRESENT_REF" if not by else "FUTURE_REF" if by > 0 else "PAST_REF"
