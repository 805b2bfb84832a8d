"""Numbers in digits: how they are written, and what they are worth.

All works on folded text, where the digits are 0-9.
"""

import re
from fractions import Fraction
from functools import lru_cache

# A group separator is repeated; a point groups only where it stands more than once (1.234.567), else it is decimal.
_GROUPS = "|".join(
    f"(?:{separator}[0-9]{{3}}){{{least},7}}"
    for separator, least in ((",", 1), ("،", 1), ("٬", 1), ("'", 1), (" ", 1), (r"\.", 2))
)
_GROUPED = f"[1-9][0-9]{{0,2}}(?:{_GROUPS})"
_FORMS = (
    r"[0-9]{1,4}ر[0-9]{1,9}(?![0-9\w])",
    r"[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,7},[0-9]++(?![.,،٬٫]?[0-9])",
    rf"{_GROUPED}(?:[.,،٫][0-9]++)?(?![.,،٬٫ ]?[0-9])",
    r"(?<![0-9][.,،٫])[0-9]++[.,،٫][0-9]++(?![.,،٬٫][0-9])",
    r"(?<![0-9])[.٫][0-9]++(?![.,،٬٫][0-9])",
    r"[0-9]++",
)
NUMERAL = rf"(?:{'|'.join(_FORMS)})(?:[eE][+-]?[0-9]{{1,3}}(?!\w))?"
"""Pattern of one numeral, without sign."""

LONGEST = 24
"""More digits than this are an identifier, not a quantity."""

_LEAST_CODE = 7  # so many digits from a zero on are a telephone number or another code
_DECIMAL = re.compile(r"(.*?)(?:[.,،٫]([0-9]+))?(?:[eE]([+-]?[0-9]+))?", re.DOTALL)
_grouped = re.compile(_GROUPED + r"(?=[.,،٫eE]|\Z)")
_one_point = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_separators = re.compile(r"[^0-9]")


@lru_cache(maxsize=4096)
def parse(numeral: str) -> tuple[Fraction | int, bool] | None:
    """Value of a numeral and whether it is written with decimals; None where it is too long to be a quantity."""
    if len(numeral) > 2 * LONGEST:
        return None
    decimals, letter, whole = numeral.partition("ر")
    if letter:
        # Wire services write ر between decimals and whole, in the order of reading: 5ر47 is 47.5.
        return int(whole) + Fraction(int(decimals), 10 ** len(decimals)), True
    if "," in numeral and "." in numeral and numeral.index(".") < numeral.index(","):
        numeral = numeral.replace(".", "")  # 1.234,5
    grouped = _grouped.match(numeral)
    whole = grouped[0] if grouped else ""
    match = _DECIMAL.fullmatch(numeral, len(whole)) if grouped else _DECIMAL.fullmatch(numeral)
    if match is None:
        return None
    digits = _separators.sub("", whole or match[1])
    decimals = match[2] or ""
    if len(digits) + len(decimals) > LONGEST or (digits[0:1] == "0" and len(digits) >= _LEAST_CODE):
        return None
    value: Fraction | int = int(digits or "0")
    if decimals:
        value += Fraction(int(decimals), 10 ** len(decimals))
    if match[3]:
        exponent = int(match[3])
        value *= Fraction(10) ** exponent
    return (int(value) if value == int(value) else value), bool(decimals or match[3])


def groups_by_point(numeral: str) -> bool:
    """Whether the point of a numeral may group thousands (``12.500``) instead of starting decimals."""
    return _one_point.fullmatch(numeral) is not None
