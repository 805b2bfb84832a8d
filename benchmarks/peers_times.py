"""Time expressions on the Arabic cases of Microsoft Recognizers-Text and Facebook Duckling.

A case is right if the first day is the suite's, the last day the suite's or the day before it (its ends
are now inclusive, now not), and the spans are equal once leading prepositions, "day" and "for the duration
of" are taken off. Durations are compared by their length, sets and seasons by their span alone.
Run with the weeks and weekends of the suites.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from benchmarks.shared import DATA, json_lines
from marsad.arabic import times
from marsad.arabic.orthography import fold

CASES = DATA / "peers" / "times.jsonl"
SET_ASIDE = Path(__file__).with_name("peers_set_aside.toml")
# Suites that are measured together, with the share of cases that must be right.
POOLS: dict[str, tuple[tuple[str, ...], float]] = {
    "dates and durations": (
        ("recognizers-date", "recognizers-duration", "duckling-time", "duckling-duration"),
        0.88,
    ),
    "periods": (("recognizers-period",), 0.70),
    "model": (("recognizers-model",), 0.80),
}
_LEADING = re.compile(r"\A(?:(?:في|من|منذ|خلال|الي|حتي|بين|يوم|لمده|مده|لفتره)\s+)+")
_SECONDS = {"Y": 31536000, "M": 2592000, "W": 604800, "D": 86400, "H": 3600, "TM": 60, "S": 1}


@dataclass(frozen=True)
class Row:
    """One pool of suites: how many cases are right of how many, the floor, and the cases that are wrong."""

    name: str
    right: int
    cases: int
    floor: float
    wrong: tuple[str, ...]

    @property
    def share(self) -> float:
        """The share that is right."""
        return self.right / self.cases if self.cases else 0.0


def rows(path: Path = CASES) -> list[Row]:
    """The table's rows, one a pool."""
    aside = set_aside()
    result = []
    for name, (suites, floor) in POOLS.items():
        cases = [case for case in _cases(path) if case["suite"] in suites]
        cases = [case for case in cases if (case["suite"], case["input"].strip()) not in aside]
        wrong = [_told(case) for case in cases if not is_right(case)]
        result.append(Row(name, len(cases) - len(wrong), len(cases), floor, tuple(wrong)))
    return result


def set_aside() -> set[tuple[str, str]]:
    """Suite and input of the cases that are left out on both sides; the file gives the reasons."""
    with SET_ASIDE.open("rb") as file:
        return {(case["suite"], case["input"].strip()) for case in tomllib.load(file).get("times", [])}


def _cases(path: Path) -> Iterator[dict[str, Any]]:
    """The cases that count: of the model's only those with a date, a range of dates or a duration."""
    for case in json_lines(path):
        if case["suite"] != "recognizers-model" or _counts(case):
            yield case


def _counts(case: dict[str, Any]) -> bool:
    kinds = {value["type"] for expected in case["expect"] for value in expected["any_of"]}
    return bool(kinds) and kinds <= {"date", "daterange", "duration"}


def is_right(case: dict[str, Any]) -> bool:
    """Whether every expected expression is found with its days or its length."""
    prefer = case.get("prefer", "past")
    found = _find(case, prefer)
    return all(any(_agrees(case, expected, one, prefer) for one in found) for expected in case["expect"])


def _find(case: dict[str, Any], prefer: Literal["past", "future"]) -> list[times.TimeExpression]:
    published = datetime.fromisoformat(case["reference"])
    return times.find(case["input"], published, prefer, week="monday", weekend=("saturday", "sunday"))


def _agrees(case: dict[str, Any], expected: dict[str, Any], found: times.TimeExpression, prefer: str) -> bool:
    wanted, got = _bare(expected["text"]), _bare(found.text)
    # Attached prepositions are taken off as well: لبضعة أيام.
    if wanted != got and wanted not in (f"ل{got}", f"ب{got}", f"ل{got.removeprefix('ا')}"):
        return False
    for first, last, seconds in _values(case, expected, prefer):
        if seconds is not None:
            if found.type == "DURATION" and abs(_length(found.value) - seconds) < 1:
                return True
        elif first is None or _same_days(found.interval, first, last):
            return True
    return False


def _values(
    case: dict[str, Any], expected: dict[str, Any], prefer: str
) -> Iterator[tuple[date | None, date | None, float | None]]:
    """First day, last day (None where the suite says nothing of it) and length of what a case expects."""
    if "any_of" in expected:
        for value in expected["any_of"]:
            if value["type"] == "duration":
                yield None, None, float(value["value"])
            elif value["type"] == "date":
                yield _date(value["value"]), _date(value["value"]), None
            else:
                yield _date(value.get("start")), _date(value.get("end")), None
    elif "start" in expected:
        first = _date(expected["start"])
        assert first is not None
        last = _date(expected.get("end_open"))
        yield first, last or _end_of(first, expected["grain"], expected["text"]), None
    elif prefer in expected or "past" in expected:
        value = expected["past"]
        if "duration" in value:
            yield None, None, float(value["duration"])
        elif "date" in value:
            yield _date(value["date"]), _date(value["date"]), None
        else:
            yield _date(value.get("startDate")), _date(value.get("endDate")), None
    else:
        yield None, None, _length(expected["timex"])


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def _end_of(first: date, grain: str, text: str) -> date | None:
    """The last day where the suite gives the first and how long."""
    if grain == "week":
        return first + timedelta(7)
    if grain == "year":
        return first.replace(year=first.year + 1)
    # The suite writes months as days: 2/2013.
    return None if re.fullmatch(r"\d+/\d{4}", text) else first


def _same_days(interval: tuple[date | None, date | None], first: date, last: date | None) -> bool:
    if interval[0] != first:
        return False
    return last is None or interval[1] in (last, last - timedelta(1))


def _bare(text: str) -> str:
    folded = " ".join(fold(text).text.split()).strip(" .،,")
    return _LEADING.sub("", folded, count=1)


def _length(value: str) -> float:
    """Seconds of an ISO 8601 duration."""
    dates, _, clock = value.lstrip("P").partition("T")
    total = 0.0
    for number, letter in re.findall(r"([\d.]+)([YMWD])", dates):
        total += float(number) * _SECONDS[letter]
    for number, letter in re.findall(r"([\d.]+)([HMS])", clock):
        total += float(number) * _SECONDS["TM" if letter == "M" else letter]
    return total


def _told(case: dict[str, Any]) -> str:
    found = [(one.text, one.value, [str(d) for d in one.interval]) for one in _find(case, case.get("prefer", "past"))]
    wanted = [{key: value for key, value in one.items() if value} for one in case["expect"]]
    return f"{case['suite']}: {case['input']} ({case['reference'][:10]})\n    found {found}\n    wants {wanted}"
