"""Numbers on the Arabic cases of Microsoft Recognizers-Text and Facebook Duckling (``peers/numbers.jsonl``).

A case is right where every expected number is found with its value, one's text within the other's, each by a number
of its own, and nothing else of the suite's kind is found. Relative ordinals (``current-1``) are no
numbers and are left out.
"""

import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.shared import DATA, json_lines
from marsad.arabic import numbers
from marsad.arabic.numbers import Number

CASES = DATA / "peers" / "numbers.jsonl"
SET_ASIDE = Path(__file__).with_name("peers_set_aside.toml")
# The kinds that a suite is about, by the end of its name: a number of one of these that it does not expect is wrong.
_KINDS = {
    "number": {"cardinal", "fraction"},
    "numeral": {"cardinal", "fraction"},
    "ordinal": {"ordinal"},
    "percent": {"percent"},
    "range": {"range"},
}
# The share of cases that must be right, by the end of the suite's name.
FLOORS = {"number": 0.95, "numeral": 0.95, "ordinal": 0.95, "percent": 0.95, "range": 0.85}
_RELATIVE = re.compile(r"(current|end)[+-]\d+")
_RANGE = re.compile(r"[\[(](-?[\d.]*),(-?[\d.]*)[\])]")
_BOUNDED = {"at_least", "more_than", "at_most", "less_than"}


@dataclass(frozen=True)
class Row:
    """One suite: how many cases are right of how many, how many its own engine passes, and what is wrong.

    ``all_cases`` counts the cases set aside as well, ``all_right`` those of them that are right. ``own`` is the number
    that the suite marks as passed by its own engine, set aside or not.
    """

    name: str
    right: int
    cases: int
    all_right: int
    all_cases: int
    own: int
    floor: float
    wrong: tuple[str, ...]

    @property
    def share(self) -> float:
        """The share of cases that are right, without those set aside."""
        return self.right / self.cases if self.cases else 0.0


def rows(path: Path = CASES) -> list[Row]:
    """The table's rows, one a suite."""
    suites: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for case in cases(json_lines(path)):
        suites[case["suite"]].append(case)
    aside = set_aside()
    return [_row(name, suites[name], aside) for name in sorted(suites)]


def _row(name: str, suite: list[dict[str, Any]], aside: set[tuple[str, str]]) -> Row:
    kept = [case for case in suite if (name, case["input"].strip()) not in aside]
    wrong = [case for case in kept if not is_right(case)]
    return Row(
        name,
        len(kept) - len(wrong),
        len(kept),
        sum(map(is_right, suite)),
        len(suite),
        sum(bool(case["own_engine_passes"]) for case in suite),
        FLOORS[name.rpartition("-")[2]],
        tuple(map(_told, wrong)),
    )


def set_aside() -> set[tuple[str, str]]:
    """Suite and input of the cases that are left out, each with its reason in the file."""
    rows = tomllib.loads(SET_ASIDE.read_text("utf-8"))["numbers"]
    return {(row["suite"], row["input"].strip()) for row in rows}


def cases(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The cases that are about numbers, without the relative ordinals."""
    return [row for row in rows if not any(_RELATIVE.fullmatch(one["value"]) for one in row["expect"])]


def is_right(row: dict[str, Any]) -> bool:
    """Whether the numbers found in the case's input are the expected ones."""
    kind = row["suite"].rpartition("-")[2]
    found = numbers.find(row["input"])
    left = list(found)
    for one in row["expect"]:
        match = next((number for number in left if _matches(number, one, row["input"])), None)
        if match is None:
            return False
        left.remove(match)
    return not any(_is_about(number, kind) for number in left)


def _is_about(number: Number, kind: str) -> bool:
    return number.kind in _KINDS[kind] or (kind == "range" and number.bound in _BOUNDED)


def _matches(number: Number, expected: dict[str, str], text: str) -> bool:
    words = [text[number.start : number.end], text[number.bound_start : number.bound_end]]
    wanted = expected["text"].strip()
    if not any(wanted in word or word in wanted for word in words):
        return False
    sides = _RANGE.fullmatch(expected["value"])
    if sides:
        return all(_equal(ours, theirs) for ours, theirs in zip((number.low, number.high), sides.groups(), strict=True))
    return number.value is not None and _equal(number.value, expected["value"].rstrip("%"))


def _equal(ours: numbers.Value | None, theirs: str) -> bool:
    """Equal to the digits that the suite writes."""
    if ours is None or not theirs:
        return ours is None and not theirs
    return abs(float(ours) - float(theirs)) <= 1e-9 * max(1.0, abs(float(theirs)))


def _told(case: dict[str, Any]) -> str:
    found = [(one.text, one.kind, one.value, one.low, one.high) for one in numbers.find(case["input"])]
    wanted = [(one["text"], one["value"]) for one in case["expect"]]
    return f"{case['suite']}: {case['input']}\n    found {found}\n    wants {wanted}"


if __name__ == "__main__":
    for row in rows():
        print(f"{row.name}: {row.right} of {row.cases}, {row.share:.1%} (at least {row.floor:.0%})")
        if "--wrong" in sys.argv:
            print(*row.wrong, sep="\n")
