"""Fractions, and numbers with a fraction, a sign, a decimal point in words or a power.

``ثلثي``, ``ثلاثة أرباع``, ``واحد ونصف``, ``مليون ونصف المليون``, ``3/4``, ``1 من 3``, ``سالب واحد``, ``2,5^-1``.
"""

from dataclasses import dataclass, replace
from fractions import Fraction

from marsad.arabic.numbers.cardinals import Part, cardinal, numeral
from marsad.arabic.numbers.model import Kind
from marsad.arabic.numbers.tokens import Tokens

_LONGEST_SLASH = 1000  # 2015/2016 is a season and 2222/2222 a telephone number, neither a fraction
_LARGEST_POWER = 999
_LARGEST_CHANCE = 1000
_DEEPEST = 3  # fractions of fractions
_DECIMALS = 12  # digits behind the point, said one by one
_RARE_SHARES = (7, 9)  # سبع and تسع by themselves are the numbers, خمس is a fifth
_SMALL = frozenset({"unit", "ten", "teen", "tens"})


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of any kind but range and vague, read from the words ``start`` to ``end`` (not included).

    ``part`` is the cardinal, where it is nothing else.
    """

    start: int
    end: int
    value: Fraction | int | float
    kind: Kind
    decimal: bool = False
    part: Part | None = None


def amount(tokens: Tokens, at: int) -> Amount | None:
    """The longest cardinal or fraction, with its sign, that starts with the word at ``at``."""
    negative = _minus(tokens, at)
    first = at + negative
    found = _unsigned(tokens, first)
    if found is None or not negative:
        return found
    return replace(found, start=at, value=-found.value, part=None)


def _minus(tokens: Tokens, at: int) -> int:
    """1 where a minus, written or in words, stands at ``at`` before a number."""
    if tokens.words[at] in tokens.tables.minus:
        return 1
    if tokens.words[at] in ("-", "−") and tokens.numeral(at + 1) and tokens.glued(at):
        before = tokens.words[at - 1] if at and tokens.glued(at - 1) else ""
        # A hyphen behind a letter or digit joins (10-12, إس-300); a sign is free on that side.
        return 0 if before[-1:].isalnum() or before in (")", "-", "/", "–") else 1
    return 0


def _unsigned(tokens: Tokens, at: int) -> Amount | None:
    share = _share(tokens, at)
    if share is not None:
        return share
    if tokens.tables.part.find(tokens.words, at):
        return _part_of(tokens, at, None)
    part = cardinal(tokens, at)
    if part is None:
        return None
    if part.digits:
        written = _slash(tokens, part) or _power(tokens, part)
        if written:
            return written
    return (
        _point(tokens, part)
        or _denominated(tokens, part)
        or _and_fraction(tokens, part)
        or _part_of(tokens, at, part)
        or _ratio(tokens, part)
        or Amount(part.start, part.end, part.value, "cardinal", part.decimal, part)
    )


def _slash(tokens: Tokens, part: Part) -> Amount | None:
    """``3/4`` and ``2 1/4`` in digits."""
    whole: Part | None = None
    top = part
    if not _is_slash(tokens, part.end):
        following = numeral(tokens, part.end)
        if following is None or not _is_slash(tokens, following.end) or tokens.glued(part.end - 1):
            return None
        whole, top = part, following
    bottom = numeral(tokens, top.end + 1)
    if bottom is None or top.decimal or bottom.decimal or bottom.value == 0:
        return None
    before = tokens.words[top.start - 1] if top.start else ""
    date = _is_slash(tokens, bottom.end) or before == "/" or before in tokens.tables.date
    if date or (top.value >= _LONGEST_SLASH and bottom.value >= _LONGEST_SLASH):
        return None
    if whole is not None and top.value >= bottom.value:
        return None
    value = (whole.value if whole else 0) + Fraction(top.value) / Fraction(bottom.value)
    return Amount(part.start, bottom.end, value, "fraction", decimal=True)


def _is_slash(tokens: Tokens, at: int) -> bool:
    return tokens.words[at] == "/" and tokens.glued(at - 1) and tokens.glued(at) and tokens.numeral(at + 1)


def _power(tokens: Tokens, part: Part) -> Amount | None:
    """``2,5^-1``; None where the result is no finite number."""
    if tokens.words[part.end] != "^" or not tokens.glued(part.end - 1):
        return None
    at = part.end + 1
    sign = -1 if tokens.words[at] == "-" else 1
    if tokens.words[at] in ("-", "+"):
        at += 1
    exponent = numeral(tokens, at)
    if exponent is None or exponent.value > _LARGEST_POWER:
        return None
    try:
        value: float = float(part.value) ** (sign * float(exponent.value))
    except (OverflowError, ZeroDivisionError):
        return None
    return Amount(part.start, exponent.end, value, "cardinal", decimal=True)


def _point(tokens: Tokens, part: Part) -> Amount | None:
    """``اثنان فاصلة خمسة`` (2.5) and ``مئتين فاصلة ثلاثة من مئة`` (200.03)."""
    if tokens.words[part.end] not in tokens.tables.inside["point"] or part.decimal:
        return None
    at = part.end + 1
    while _is_zero(tokens, at) and tokens.role(at + 1) in _SMALL:
        at += 1
    zeros = at - part.end - 1
    below = cardinal(tokens, at)
    if below is None or below.decimal:
        return None
    if tokens.words[below.end] in tokens.tables.inside["of"]:
        whole = cardinal(tokens, below.end + 1)
        if whole and whole.value > below.value:
            value = part.value + Fraction(below.value) / Fraction(whole.value)
            return Amount(part.start, whole.end, value, "cardinal", decimal=True)
    # In واحد فاصلة خمسة مليون the scale belongs to the whole.
    digits, scale = (below.value, 1) if below.factor is None else (below.factor, below.scale)
    end = below.end
    while scale == 1 and digits < 10**_DECIMALS and end - at == len(str(digits)) and _is_digit(tokens, end):
        # ثلاثة فاصلة واحد أربعة: digit by digit
        digits = 10 * digits + tokens.entries[end].value  # type: ignore[union-attr]
        end += 1
    value = (part.value + Fraction(digits) / 10 ** (zeros + len(str(digits)))) * scale
    return Amount(part.start, end, value, "cardinal", decimal=True)


def _is_digit(tokens: Tokens, at: int) -> bool:
    entry = tokens.entries[at]
    return entry is not None and entry.role == "unit" and not (entry.conjunction or entry.preposition or entry.article)


def _is_zero(tokens: Tokens, at: int) -> bool:
    entry = tokens.entries[at]
    return entry is not None and entry.role == "unit" and entry.value == 0


def _denominator(tokens: Tokens, at: int) -> int:
    """Denominator of the fraction word at ``at`` that a number counts (``أرباع``, ``خمس``); 0 if it is none."""
    entry = tokens.entries[at]
    if entry is None or entry.conjunction or entry.preposition or entry.article:
        return 0
    if entry.role == "fraction" and entry.number != "dual":
        return entry.value
    return entry.share if entry.role == "unit" else 0


def _denominated(tokens: Tokens, part: Part) -> Amount | None:
    """A number of parts: ``خمسة أثمان``, ``مئة وثلاثون أخماس``, ``مئة وثلاثة أرباع`` (100 and 3/4)."""
    denominator = _denominator(tokens, part.end)
    if not denominator or part.scale > 1 or part.decimal:
        return None
    parts = Fraction(part.value) / denominator
    last = cardinal(tokens, part.last) if part.last > part.start else None
    if last and last.end == part.end and 1 < last.value < 10 and _splits(tokens, part):
        parts = part.value - last.value + Fraction(last.value) / denominator
    entry = tokens.entries[part.end]
    if entry and entry.number == "singular" and denominator == 2:
        return None  # ثلاثة نصف is no way to count halves
    return _times(tokens, Amount(part.start, part.end + 1, parts, "fraction"))


def _splits(tokens: Tokens, part: Part) -> bool:
    """Whether the last summand is a bare unit behind hundreds, so that the fraction may count it alone."""
    entry = tokens.entries[part.last]
    return bool(entry and entry.role == "unit" and part.last + 1 == part.end)


def _and_fraction(tokens: Tokens, part: Part) -> Amount | None:
    """A number and a fraction: ``خمسة وربع``, ``ثلاث وعشرون وثلاثة أخماس``, ``مليون ونصف المليون``."""
    joined = tokens.conjoined(part.end)
    if joined is None or part.decimal:
        return None
    fraction = _share(tokens, joined)
    if fraction is None and not tokens.numeral(joined):
        count = cardinal(tokens, joined)
        fraction = _denominated(tokens, count) if count else None
    if fraction is None:
        return None
    value = fraction.value
    if value < 1 and part.scale >= 1000 and part.factor is not None:
        value *= part.scale  # مليون ونصف is a million and half of a million
    elif value >= max(part.scale, 1):
        return None
    total = part.value + value
    return Amount(part.start, fraction.end, total, "cardinal" if total == int(total) else "fraction")


def _share(tokens: Tokens, at: int) -> Amount | None:
    """A fraction word that counts by itself: ``نصف``, ``ثلثي``, ``خمس السكان``, ``نصف مليون``."""
    entry = tokens.entries[at]
    if entry is None:
        return None
    if entry.role == "fraction" and entry.number != "plural":
        two = entry.number == "dual"
        if entry.definite and not two and (entry.conjunction or not tokens.words[at + 1].startswith("ال")):
            return None
        return _times(tokens, Amount(at, at + 1, Fraction(2 if two else 1, entry.value), "fraction"))
    if not entry.share or entry.article:
        return None
    behind = tokens.entries[at + 1]
    if behind and not behind.article and not (behind.share and behind.role == "unit"):
        return None
    if entry.role == "ten" and not tokens.words[at + 1].startswith("ال"):
        return None
    if entry.value in _RARE_SHARES and not tokens.words[at + 1].startswith("ال"):
        return None
    if _is_whole(tokens, at + 1):
        return _times(tokens, Amount(at, at + 1, Fraction(1, entry.share), "fraction"))
    return None


def _is_whole(tokens: Tokens, at: int) -> bool:
    """Whether the word is what a fraction is taken of: definite, or nothing at all, or again a fraction."""
    word = tokens.words[at]
    return word.startswith("ال") or not word or not word[0].isalnum() or bool(tokens.entries[at])


def _times(tokens: Tokens, share: Amount) -> Amount:
    """The fraction of the number behind it: ``نصف مليون``, ``نصف دستة``, ``خمس خمس العشرين``."""
    for _ in range(_DEEPEST):
        entry = tokens.entries[share.end]
        if entry is None or entry.conjunction or entry.preposition:
            return share
        if entry.role == "scale" and entry.number in ("singular", "either"):
            value = share.value * entry.value
            kind: Kind = "cardinal" if value == int(value) else "fraction"
            return Amount(share.start, share.end + 1, value, kind)
        if entry.article and entry.role in ("tens", "hundred", "hundreds", "ten"):
            return Amount(share.start, share.end + 1, share.value * entry.value, "fraction")
        if entry.role != "unit" or not entry.share or entry.article:
            return share
        share = Amount(share.start, share.end + 1, share.value / entry.share, "fraction")
    return share


def _part_of(tokens: Tokens, at: int, part: Part | None) -> Amount | None:
    """``جزء من مئة``, ``مئة أجزاء من خمسة وثلاثين``, ``مئتان وثلاثة جزء من مئة`` (200 and 3/100)."""
    found = tokens.tables.part.find(tokens.words, part.end if part else at)
    if found is None:
        return None
    whole = cardinal(tokens, found[0])
    if whole is None or whole.value == 0:
        return None
    value = part.value if part else found[1]
    units: Fraction | int = 0
    if part and value > whole.value and part.last > part.start:
        units = value - value % whole.value
    return Amount(at, whole.end, units + Fraction(value - units) / Fraction(whole.value), "fraction")


def _ratio(tokens: Tokens, part: Part) -> Amount | None:
    """``واحد على عشرين``, ``2000 على 3``, ``واحد من مئة``, and ``1 في 3`` where no noun follows."""
    inside = tokens.tables.inside
    joint = tokens.words[part.end]
    over, of = joint in inside["over"], joint in inside["of"]
    if not (over or of or joint in inside["in"]):
        return None
    behind = part.end + 1
    if of and tokens.words[behind] in inside["whole"]:
        behind += 1
    whole = cardinal(tokens, behind)
    if whole is None or whole.value == 0 or tokens.tables.percent.find(tokens.words, part.end):
        return None
    ends = not tokens.words[whole.end][:1].isalnum() or tokens.words[whole.end] in tokens.tables.ranges["or"]
    if not over and (part.value >= whole.value or not (ends or (of and part.value == 1))):
        return None
    if tokens.tables.percent.find(tokens.words, whole.end):
        return None
    if not (over or of) and whole.digits and whole.value > _LARGEST_CHANCE:
        return None  # 3 في 2015 is three in the year 2015
    return Amount(part.start, whole.end, Fraction(part.value) / Fraction(whole.value), "fraction")
