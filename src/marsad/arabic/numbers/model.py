"""What a number found in a text is."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Value = int | float | Fraction
"""A number: int where it is whole, float where it was written with decimals, Fraction where with words."""

Kind = Literal["cardinal", "ordinal", "fraction", "percent", "range", "vague"]

Bound = Literal["exact", "about", "at_least", "more_than", "at_most", "less_than", "range", "vague"]
"""How the number is bounded; the codebook's section 4 has the same names."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text.

    ``text`` is ``source[start:end]``, the number itself without attached و ف ب ل ك; ``bound_start`` and
    ``bound_end`` take in the words that bound it (and the counted noun, where it stands between the number
    and them: ``60 قتيلا على الأقل``). Offsets are code points of the text as given.

    ``value`` is None for ranges and vague numbers; a percentage has its percent points (``20 %`` is 20). ``low``
    and ``high`` are the limits that the wording leaves, None where a side is open. Both are inclusive: the codebook
    keeps the strictness of "more than" in ``bound``. They are whole numbers wherever people are counted, and
    follow ``value`` otherwise (``أكثر من نصف`` has ``low`` 1/2). An ordinal has its rank in all three.
    """

    start: int
    end: int
    text: str
    bound_start: int
    bound_end: int
    kind: Kind
    value: Value | None
    low: Value | None
    high: Value | None
    bound: Bound
