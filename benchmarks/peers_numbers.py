"""How ``marsad.arabic.numbers`` does on the peers' cases of numbers (``peers/numbers.jsonl``).

A case is right where every expected number is found with its value, one's text within the other's, each by a number
of its own, and nothing else of the suite's kind is found. Relative ordinals (``current-1``) are no
numbers and are left out.
"""

import re
from collections.abc import Iterable
from typing import Any

from marsad.arabic import numbers
from marsad.arabic.numbers import Number

# The kinds that a suite is about: a found number of one of these that it does not expect is wrong.
_KINDS = {
    "number": {"cardinal", "fraction"},
    "numeral": {"cardinal", "fraction"},
    "ordinal": {"ordinal"},
    "percent": {"percent"},
    "range": {"range"},
}
_RELATIVE = re.compile(r"(current|end)[+-]\d+")
_RANGE = re.compile(r"[\[(](-?[\d.]*),(-?[\d.]*)[\])]")
_BOUNDED = {"at_least", "more_than", "at_most", "less_than"}


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
