"""What a time expression says, before anyone asks on which day it was published.

The grammar makes these; ``resolution`` turns them into days.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Era = Literal["gregorian", "hijri"]
Amounts = tuple[tuple[str, float], ...]
"""Units with how many of each: ``(("month", 1), ("day", 21))``. None of a unit is an unknown number."""


class Meaning:
    """Base of all meanings."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Fields(Meaning):
    """A calendar date with some fields open; ``shift`` says last (-1), this (0) or next (1)."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    era: Era = "gregorian"
    shift: int | None = None


@dataclass(frozen=True, slots=True)
class Shifted(Meaning):
    """The unit of the day of publication, moved: last week, today, next year. A weekday may stand beside it.

    ``told`` counts from what was told last instead; without a unit it is that itself.
    """

    unit: str
    by: int
    weekday: int | None = None
    told: bool = False


@dataclass(frozen=True, slots=True)
class Season(Meaning):
    """A season by its TIMEX3 code."""

    code: str
    year: int | None = None
    shift: int | None = None


@dataclass(frozen=True, slots=True)
class Holiday(Meaning):
    """A fixed or movable day: an entry of the table ``holiday``."""

    entry: tuple[tuple[str, Any], ...]
    year: int | None = None
    shift: int | None = None


@dataclass(frozen=True, slots=True)
class Decade(Meaning):
    """The years from ``tens`` of a century; of the last hundred years where no century is said."""

    tens: int
    century: int | None = None


@dataclass(frozen=True, slots=True)
class Nth(Meaning):
    """The n-th unit or weekday of something (-1: the last), or ``after`` it; ``count`` of them in a row."""

    n: int
    unit: str
    of: Meaning | None
    weekday: int | None = None
    count: int = 1
    after: bool = False


@dataclass(frozen=True, slots=True)
class Part(Meaning):
    """A share of something: its start, end, middle, what is left of it."""

    part: str
    of: Meaning


@dataclass(frozen=True, slots=True)
class Within(Meaning):
    """The first one that lies in the second: Sunday of last week, June of last year."""

    inner: Meaning
    outer: Meaning


@dataclass(frozen=True, slots=True)
class UnitOf(Meaning):
    """The unit that a day lies in: the week of 16 September."""

    unit: str
    of: Meaning


@dataclass(frozen=True, slots=True)
class Either(Meaning):
    """A day that should fall on a weekday; where it does not, the other reading."""

    day: Meaning
    weekday: int
    other: Meaning


@dataclass(frozen=True, slots=True)
class Away(Meaning):
    """So much before (``sign`` -1) or after (1) a day, that of publication where none is said.

    ``base`` is None there; ``event`` is true where it is counted from something that is no time, ``from_now``
    where the words say that it is counted from now.
    """

    amounts: Amounts
    sign: int
    base: Meaning | None = None
    event: bool = False
    from_now: bool = False


@dataclass(frozen=True, slots=True)
class Window(Meaning):
    """The run of days so long before or after the day of publication; ``sign`` 0 leaves it to ``prefer``."""

    amounts: Amounts
    sign: int


@dataclass(frozen=True, slots=True)
class Span(Meaning):
    """From one to the other, either side open; ``ahead`` where it begins at a day that is mostly to come."""

    first: Meaning | None
    last: Meaning | None
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Ancient(Meaning):
    """A year before our era; no ``date`` holds it."""

    year: int


@dataclass(frozen=True, slots=True)
class TimeOfDay(Meaning):
    """A clock time or part of the day, on a day that may be said."""

    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    part: str | None = None
    day: Meaning | None = None
    zone: float | None = None
    local: bool = False


@dataclass(frozen=True, slots=True)
class Lasting(Meaning):
    """A length of time that lies nowhere."""

    amounts: Amounts


@dataclass(frozen=True, slots=True)
class Every(Meaning):
    """Again and again: an amount or a weekday, at a time of day."""

    amounts: Amounts
    weekday: int | None = None
    at: TimeOfDay | None = None


def frozen(entry: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    """A table's entry as a value that can be compared and hashed."""
    return tuple(sorted(entry.items()))
