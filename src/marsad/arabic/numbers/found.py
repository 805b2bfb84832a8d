"""A number while it is being found: words of the text instead of offsets."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from marsad.arabic.numbers.model import Bound, Kind

Exact = Fraction | int | float


@dataclass(frozen=True, slots=True)
class Found:
    """A number as words ``start`` to ``end`` (not included), with its bound words ``first`` to ``last``.

    ``decimal`` is true where it is written with decimals.
    """

    first: int
    start: int
    end: int
    last: int
    kind: Kind
    value: Exact | None
    low: Exact | None
    high: Exact | None
    bound: Bound
    decimal: bool = False

    @classmethod
    def exact(cls, start: int, end: int, kind: Kind, value: Exact, *, decimal: bool = False) -> Self:
        """A number without bounds."""
        return cls(start, start, end, end, kind, value, value, value, "exact", decimal)

    @classmethod
    def vague(cls, start: int, end: int, low: int, high: int | None) -> Self:
        """A vague number with its limits."""
        return cls(start, start, end, end, "vague", None, low, high, "vague")
