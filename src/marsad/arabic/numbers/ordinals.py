"""Ordinal numbers: ``الثاني``, ``الحادي والعشرين``, ``المئة والخامسة والعشرون``."""

from marsad.arabic.numbers.cardinals import Part, cardinal
from marsad.arabic.numbers.tokens import Tokens

_AFTER = "بعد"


def ordinal(tokens: Tokens, at: int) -> Part | None:
    """The ordinal number that starts with the word at ``at``."""
    entry = tokens.entries[at]
    if entry is None:
        return None
    below: Part | None = None
    if entry.role == "ordinal":
        below = _with_unit(tokens, at)
    elif not entry.article:
        return None
    elif entry.role == "tens":
        below = Part(at, at + 1, entry.value)
    elif entry.role == "unit" and entry.value in (1, 2):
        below = _cardinal_unit(tokens, at)
    elif entry.role in ("hundred", "hundreds", "scale"):
        return _above(tokens, at)
    return _after_hundreds(tokens, below) if below else None


def _with_unit(tokens: Tokens, at: int) -> Part | None:
    """An ordinal unit with its ten or tens."""
    entry = tokens.entries[at]
    if entry is None:
        return None
    behind = tokens.entries[at + 1]
    if behind and behind.role == "ten" and not behind.conjunction and not behind.preposition and entry.value < 10:
        return Part(at, at + 2, entry.value + behind.value)
    joined = tokens.conjoined(at + 1)
    if joined is not None and tokens.role(joined) == "tens" and entry.value < 10:
        tens = tokens.entries[joined]
        if tens and not tens.preposition:
            return Part(at, joined + 1, entry.value + tens.value)
    return None if entry.compound else Part(at, at + 1, entry.value)


def _after_hundreds(tokens: Tokens, below: Part) -> Part:
    """``الخامس والعشرون بعد المئة``: the hundreds or thousands stand behind بعد."""
    if tokens.words[below.end] != _AFTER or tokens.role(below.end + 1) not in ("hundred", "hundreds", "scale"):
        return below
    above = cardinal(tokens, below.end + 1)
    if above is None or above.value <= below.value:
        return below
    return Part(below.start, above.end, above.value + below.value)


def _cardinal_unit(tokens: Tokens, at: int) -> Part | None:
    """``الواحد والعشرون``, ``الأحد عشر``: the cardinal with the article, used as an ordinal."""
    part = cardinal(tokens, at)
    if part is None or part.end == at + 1 or part.value > 99:
        return None
    return part if part.value != 12 else None


def _above(tokens: Tokens, at: int) -> Part | None:
    """``المئة والخامسة والعشرون``: hundreds or thousands, then an ordinal below 100."""
    entry = tokens.entries[at]
    if entry is None:
        return None
    value = entry.value * (2 if entry.number == "dual" else 1)
    joined = tokens.conjoined(at + 1)
    if joined is None:
        return None
    below = ordinal(tokens, joined)
    if below is None or below.value >= value:
        return None
    return Part(at, below.end, value + below.value)
