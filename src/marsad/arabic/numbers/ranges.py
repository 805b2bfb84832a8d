"""Ranges: ``بين 3 آلاف و7 آلاف``, ``من 10 إلى 12``, ``10-12``, ``20 أو 30``."""

from dataclasses import replace

from marsad.arabic.numbers.found import Exact, Found
from marsad.arabic.numbers.fractions import Amount, amount
from marsad.arabic.numbers.tokens import Tokens

_LOOK_BACK = 6
_YEARS = range(1900, 2101)


def range_from(tokens: Tokens, first: Amount, before: int) -> Found | None:
    """The range whose lower limit is ``first``; ``before`` is the index of the word in front of it (or -1)."""
    words, joints = tokens.words, tokens.tables.ranges
    opener = _bare(words[before], joints["between"] | joints["from"]) if before >= 0 else ""
    joint = words[first.end]
    between, at = opener in joints["between"], None
    if opener and _repeats_noun(tokens, first):
        first = replace(first, end=first.end + 1)
        joint = words[first.end]
    if between:
        at = _second(tokens, first.end)
    if at is None and (joint in joints["to"] or joint in joints["or"]):
        at = first.end + 1
    dashed = at is None and joint in joints["dashes"]
    if dashed:
        at = first.end + 1
    if at is None or (before >= 0 and not dashed and words[before] in joints["year"]):
        return None
    second = amount(tokens, at)
    # A range that starts with zero is a score (0-1).
    if second is None or (
        dashed and (first.value == 0 or _is_chain(tokens, first, second) or _is_month(tokens, first, second))
    ):
        return None
    low, high = _shared_scale(first, second), second.value
    if not low < high or (not between and _tells_change(tokens, first.start)):
        return None
    opened = before if opener and not dashed and (between or joint in joints["to"]) else first.start
    if opened < first.start and opened and words[opened - 1] in joints["before"]:
        opened -= 1
    decimal = first.decimal or second.decimal
    return Found(opened, first.start, second.end, second.end, "range", None, low, high, "range", decimal)


def _repeats_noun(tokens: Tokens, first: Amount) -> bool:
    """Whether the counted noun stands behind both limits (``من 49 مليار دولار إلى 51 مليار دولار``)."""
    noun = tokens.words[first.end]
    if tokens.entries[first.end] is not None or len(noun) < 3 or not noun.isalpha():
        return False
    joined = tokens.conjoined(first.end + 1)
    behind = first.end + 2 if joined is None else joined
    second = amount(tokens, behind)
    # The noun's form follows the number (أشخاص, شخصا), so letters in common are enough.
    return second is not None and len(set(noun) & set(tokens.words[second.end])) >= 3


def _second(tokens: Tokens, at: int) -> int | None:
    """Index of the upper limit that و joins at ``at``, which may be negative."""
    joined = tokens.conjoined(at)
    if joined is not None:
        return joined
    minus = tokens.tables.inside["minus"] | {"-"}
    if tokens.words[at] == "و" and tokens.words[at + 1] in minus:
        return at + 1
    return at if _bare(tokens.words[at], minus) else None


def _bare(word: str, words: frozenset[str]) -> str:
    """The word, or what is left of it without و or another clitic, if it is one of ``words``; else empty."""
    if word in words:
        return word
    return word[1:] if word[:1] in ("و", "ف", "ل", "ب") and word[1:] in words else ""


def _shared_scale(first: Amount, second: Amount) -> Exact:
    """The lower limit; it takes the scale of the upper one where it has none itself (``بين 3 و4 آلاف``)."""
    low, high = first.part, second.part
    if low and high and low.scale == 1 and high.factor is not None and low.value < high.factor:
        return low.value * high.scale
    return first.value


def _is_chain(tokens: Tokens, first: Amount, second: Amount) -> bool:
    """Whether the two numerals are part of a date or telephone number: more of them are glued on either side."""
    dashes = tokens.tables.ranges["dashes"] | {"/"}
    glued_on = tokens.words[second.end] in dashes and tokens.glued(second.end - 1) and tokens.numeral(second.end + 1)
    start = first.start
    glued_before = start > 1 and tokens.glued(start - 1) and tokens.words[start - 1] in dashes
    return glued_on or glued_before


def _is_month(tokens: Tokens, first: Amount, second: Amount) -> bool:
    """Whether a numeral and a year are written as a month: 12-2017."""
    glued = tokens.glued(first.end - 1) and tokens.glued(first.end)
    return glued and 1 <= first.value <= 12 and second.value in _YEARS


def _tells_change(tokens: Tokens, start: int) -> bool:
    """Whether the words before tell of a rise or fall from one number to the other, or of a match's score."""
    joints = tokens.tables.ranges
    told = joints["change"] | joints["score"]
    return any(_bare(word, told) for word in tokens.words[max(0, start - _LOOK_BACK) : start])
