"""Cardinal numbers in words, digits and both: ``ألف ومئتان وخمسة وثلاثون``, ``330 ألف``, ``6,5 ملايين``.

Each function reads at a word's index and returns what it read, or None. Nothing here looks back, and nothing
reads further than a number can reach, so reading a whole text is linear.
"""

from dataclasses import dataclass, replace
from fractions import Fraction

from marsad.arabic.numbers import numerals
from marsad.arabic.numbers.tables import CLITICS
from marsad.arabic.numbers.tokens import Tokens

_LARGEST = 10**36

_CLOSING = (")", "»", '"', "”")

# Roles whose words stand for a number below one hundred.
_SMALL = frozenset({"unit", "ten", "teen", "tens"})


@dataclass(frozen=True, slots=True)
class Part:
    """A number read from the words ``start`` to ``end`` (not included).

    ``scale`` is the scale word at its end (1 if none), ``factor`` what that scale is multiplied by where
    the number is nothing else. ``last`` is where its last summand starts. ``digits`` is true where it is one plain
    numeral; ``decimal`` where it is written with decimals.
    """

    start: int
    end: int
    value: Fraction | int
    scale: int = 1
    factor: Fraction | int | None = None
    last: int = -1
    digits: bool = False
    decimal: bool = False


def cardinal(tokens: Tokens, at: int) -> Part | None:
    """The longest cardinal number that starts with the word at ``at``."""
    part = _group(tokens, at)
    if part is None:
        return None
    while part.scale >= 1000:
        following = _next_group(tokens, part.end)
        if following is None or following.value >= part.scale or following.decimal:
            break
        part = replace(
            following,
            start=at,
            value=part.value + following.value,
            factor=None,
            last=following.start if following.last < 0 else following.last,
            digits=False,
            decimal=part.decimal,
        )
    return part


def _next_group(tokens: Tokens, at: int) -> Part | None:
    """The group behind a scale: joined by و, or hundreds without it (``ألف خمس مائة``, ``٤ آلاف ٣ مائة``)."""
    joined = tokens.conjoined(at)
    part = _group(tokens, at if joined is None else joined)
    if part is None or (joined is None and (part.digits or part.value < 100)):
        return None
    # A numeral with a hyphen or slash behind it starts a range or date of its own.
    return None if part.digits and tokens.words[part.end] in ("-", "–", "/") else part


def _group(tokens: Tokens, at: int) -> Part | None:
    """A number below 1000 or a numeral, with the scale words that multiply it; or a scale word alone."""
    part = numeral(tokens, at) or _below_thousand(tokens, at)
    if part is not None and part.digits:
        part = _hundreds_of(tokens, part)
    if part is None:
        part = _lone_scale(tokens, at)
        if part is None:
            return None
    while True:
        entry = tokens.entries[part.end]
        if (
            entry is None
            or entry.role != "scale"
            or entry.conjunction
            or entry.preposition
            or entry.article
            or entry.number == "dual"
            or entry.value <= part.scale
            or part.value * entry.value >= _LARGEST
        ):
            return part
        part = Part(
            at,
            part.end + 1,
            part.value * entry.value,
            scale=entry.value,
            factor=part.value,
            decimal=part.decimal,
        )


def _lone_scale(tokens: Tokens, at: int) -> Part | None:
    """A scale word without a multiplier; its plural alone is a vague number and none here."""
    entry = tokens.entries[at]
    if entry is None or entry.role != "scale" or entry.number == "plural":
        return None
    two = entry.number == "dual"
    if entry.number == "either":
        # ألفا جندي are two thousand soldiers, ألفاً with its tanwin is one.
        two = "\u064b" not in tokens.original(at)
    factor = 2 if two else 1
    return Part(at, at + 1, factor * entry.value, scale=entry.value, factor=factor)


def numeral(tokens: Tokens, at: int) -> Part | None:
    """A numeral, unless it is glued to Latin letters or to a short unit (``20km``, ``180مل``, ``م2``)."""
    if not tokens.numeral(at):
        return None
    if at and tokens.glued(at - 1):
        before = tokens.words[at - 1]
        if _latin(before) or (before in tokens.tables.glued and before not in CLITICS):
            return None
    if tokens.glued(at):
        behind = tokens.words[at + 1]
        if _latin(behind) or behind in tokens.tables.glued:
            return None
    parsed = numerals.parse(tokens.words[at])
    if parsed is None:
        return None
    value, decimal = parsed
    if decimal and numerals.groups_by_point(tokens.words[at]) and _is_counted(tokens, at + 1):
        value, decimal = value * 1000, False
    return Part(at, at + 1, value, digits=True, decimal=decimal)


def _is_counted(tokens: Tokens, at: int) -> bool:
    """Whether the word can be a noun that is counted in whole numbers."""
    word = tokens.words[at]
    if word in _CLOSING:
        word = tokens.words[at + 1]
    known = tokens.entries[at] is not None or word in tokens.tables.measured
    return not known and len(word) > 2 and word.isalpha() and word[0] not in "وفبل" and not word.startswith("ال")


def _latin(word: str) -> bool:
    return word[:1].isascii() and word[:1].isalpha()


def _hundreds_of(tokens: Tokens, part: Part) -> Part:
    """``٣ مائة``, ``٢,١٢ مئة``, with what و adds to it."""
    entry = tokens.entries[part.end]
    if entry is None or entry.role != "hundred" or entry.conjunction or entry.preposition or entry.article:
        return part
    return _with_small(tokens, Part(part.start, part.end + 1, part.value * 100, last=part.start, decimal=part.decimal))


def _below_thousand(tokens: Tokens, at: int) -> Part | None:
    """A number of words below 1000, or a number of hundreds (``خمسة وتسعون مائة``)."""
    entry = tokens.entries[at]
    if entry is None:
        return None
    if entry.role in ("hundred", "hundreds") and not entry.joined:
        return _with_small(tokens, Part(at, at + 1, entry.value, last=at))
    part = below_hundred(tokens, at)
    if part is None:
        return None
    behind = tokens.entries[part.end]
    if behind and behind.role == "hundred" and not behind.conjunction and not behind.preposition:
        hundreds = Part(at, part.end + 1, part.value * behind.value, last=at)
        return hundreds if behind.article and not entry.article else _with_small(tokens, hundreds)
    return part


def _with_small(tokens: Tokens, part: Part) -> Part:
    """Hundreds with the number below 100 that و joins to them."""
    joined = tokens.conjoined(part.end)
    if joined is None:
        return part
    if tokens.numeral(joined):
        small = numeral(tokens, joined)
        if small is None or small.decimal or not 0 < small.value < 100 or _counts_on(tokens, small.end):
            return part
    else:
        small = below_hundred(tokens, joined)
        if small is None or tokens.role(small.end) == "hundred" or small.value == 0:
            return part
    return Part(part.start, small.end, part.value + small.value, last=joined)


def _counts_on(tokens: Tokens, at: int) -> bool:
    """Whether the numeral before ``at`` has a hundred or a scale of its own."""
    entry = tokens.entries[at]
    return bool(entry and entry.role in ("hundred", "scale") and not entry.conjunction)


def below_hundred(tokens: Tokens, at: int) -> Part | None:
    """A number below 100 in words: ``ثلاثة``, ``خمسة عشر``, ``واحد وعشرون``, ``ثلاثين``."""
    entry = tokens.entries[at]
    if entry is None or entry.role not in _SMALL:
        return None
    if entry.role == "unit" and entry.value:
        behind = tokens.entries[at + 1]
        if behind and behind.role == "ten" and not (behind.conjunction or behind.preposition or behind.article):
            return Part(at, at + 2, entry.value + behind.value, last=at)
        joined = tokens.conjoined(at + 1)
        if joined is not None and tokens.role(joined) == "tens":
            tens = tokens.entries[joined]
            if tens and not tens.preposition:
                return Part(at, joined + 1, entry.value + tens.value, last=at)
        if entry.pronoun or entry.compound:
            return None
    return Part(at, at + 1, entry.value, last=at)
