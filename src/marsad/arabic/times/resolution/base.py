"""What resolving starts from and comes to, and the way from a meaning to its resolver."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeVar

from marsad.arabic.times import calendar, timex
from marsad.arabic.times.calendar import Days, Week
from marsad.arabic.times.meaning import Meaning

Prefer = Literal["past", "future"]
Kind = Literal["DATE", "TIME", "DURATION", "SET"]


class UnresolvedError(Exception):
    """The expression needs a day of publication that is not known, or says too little."""


@dataclass
class Context:
    """What the words do not say: the day they count from, the side of a bare weekday, how weeks lie.

    ``ahead`` says that a verb in the future stands near, ``scheduled`` one in the present; ``previous`` is
    what the text told last, ``told_here`` whether it did so in the same sentence; ``yesterdays`` are days that
    it calls so beside their weekday. ``asked`` tells afterwards whether the day of publication was needed.
    """

    published: date | None
    prefer: Prefer
    week: Week
    ahead: bool = False
    scheduled: bool = False
    previous: "Resolved | None" = None
    told_here: bool = False
    yesterdays: frozenset[date] = frozenset()
    asked: bool = False

    @property
    def today(self) -> date:
        """The day of publication; notes that it was asked for."""
        self.asked = True
        if self.published is None:
            raise UnresolvedError
        return self.published


@dataclass(frozen=True, slots=True)
class Resolved:
    """Days, and how exactly they are said.

    ``start`` and ``end`` are ISO 8601 dates as short as the words are vague (``2015-04`` for "three months
    ago"), None where that side is open; ``when`` overrules the two where a span would begin elsewhere.
    """

    first: date | None
    last: date | None
    start: str | None
    end: str | None
    when: str | None = None
    value: str | None = None
    type: Kind = "DATE"


_Resolver = Callable[[Any, Context], Resolved]
_resolvers: dict[type[Meaning], _Resolver] = {}
F = TypeVar("F", bound=Callable[..., Resolved])


def resolves(kind: type[Meaning]) -> Callable[[F], F]:
    """Mark the function that resolves meanings of one kind."""

    def mark(resolver: F) -> F:
        _resolvers[kind] = resolver
        return resolver

    return mark


def resolve(meaning: Meaning, context: Context) -> Resolved:
    """What a meaning comes to. Raises UnresolvedError or OutsideCalendarError where it comes to no day."""
    return _resolvers[type(meaning)](meaning, context)


def of_days(days: Days, start: str | None = None, end: str | None = None, value: str | None = None) -> Resolved:
    """A run of days, said to the day or as shortly as ``start`` and ``end`` are."""
    first = start or timex.day(days.first)
    last = end or timex.day(days.last)
    return Resolved(days.first, days.last, first, last, None, value)


def of_unit(unit: str, days: Days, week: Week) -> Resolved:
    """A whole unit of the calendar, as exactly as its kind is: a month by year and month."""
    if unit == "year":
        name = timex.year(days.first)
        return of_days(days, name, name, name)
    if unit in calendar.MONTHS_IN:
        cut = timex.year if unit in ("decade", "century") else timex.month
        value = cut(days.first) if unit == "month" else timex.unit(unit, days.first)
        return of_days(days, cut(days.first), cut(days.last), value)
    return of_days(days, value=timex.unit(unit, days.first, week))


def days_of(resolved: Resolved) -> Days:
    """The days, where both sides are known."""
    if resolved.first is None or resolved.last is None:
        raise UnresolvedError
    return Days(resolved.first, resolved.last)
