"""Reading values out of whatever JSON a model gives: each function takes anything and never fails."""

from enum import StrEnum
from typing import Any, TypeVar

E = TypeVar("E", bound=StrEnum)

MOST = 300
"""The most values that a list is read for: no report states more."""


def rows(value: object) -> list[dict[str, Any]]:
    """The objects of a list."""
    return [row for row in value[:MOST] if isinstance(row, dict)] if isinstance(value, list) else []


def items(value: object) -> list[object]:
    """The members of a list; a value that is none is its own only member, and nothing has none."""
    if isinstance(value, list):
        return value[:MOST]
    return [] if value is None else [value]


def words(value: object) -> str | None:
    """Words, given as they are or as ``text`` of an object; None where there are none."""
    if isinstance(value, dict):
        value = value.get("text")
    return value if isinstance(value, str) and value.strip() else None


def whole(value: object) -> int | None:
    """A whole number, also where it is written as a string or with decimals of nought."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str) and value.strip().isdecimal() and len(value) < 10:
        return int(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value if isinstance(value, int) else None


def one_of(kind: type[E], value: object) -> E | None:
    """The member of an enumeration with that value; None where there is none."""
    try:
        return kind(value.strip().lower()) if isinstance(value, str) else None
    except ValueError:
        return None


def name(value: object) -> str | None:
    """The name that a statement has or refers to."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)[:40] if abs(value) < 10**9 else None
    return words(value)
