"""Ordinal numbers: ``الثاني``, ``الحادي والعشرين``, ``المئة والخامسة والعشرون``."""

from marsad.arabic.numbers.cardinals import Part, cardinal
from marsad.arabic.numbers.tokens import Tokens


def ordinal(tokens: Tokens, at: int) -> Part | None:
    """The ordinal number that starts with the word at ``at``."""
    entry = tokens.entries[at]
    if entry is None:
        return None
    if entry.role == "ordinal":
        return _with_unit(tokens, at)
    if not entry.article:
        return None
    if entry.role == "tens":
        return Part(at, at + 1, entry.value)
    if entry.role == "unit" and entry.value in (1, 2):
        return _cardinal_unit(tokens, at)
    if entry.role in ("hundred", "hundreds", "scale"):
        return _above(tokens, at)
    return None


def _with_unit(tokens: Tokens, at: int) -> Part | None:
    """An ordinal unit with its ten, tens, or the hundreds after بعد."""
    entry = tokens.entries[at]
    assert entry is not None
    behind = tokens.entries[at + 1]
    if behind and behind.role == "ten" and not behind.conjunction and not behind.preposition and entry.value < 10:
        return Part(at, at + 2, entry.value + behind.value)
    joined = tokens.conjoined(at + 1)
    if joined is not None and tokens.role(joined) == "tens" and entry.value < 10:
        tens = tokens.entries[joined]
        if tens and not tens.preposition:
            return Part(at, joined + 1, entry.value + tens.value)
    if entry.compound:
        return None
    if tokens.words[at + 1] == "بعد" and tokens.role(at + 2) in ("hundred", "hundreds", "scale"):
        above = cardinal(tokens, at + 2)
        if above and above.value > entry.value:
            return Part(at, above.end, above.value + entry.value)
    return Part(at, at + 1, entry.value)


def _cardinal_unit(tokens: Tokens, at: int) -> Part | None:
    """``الواحد والعشرون``, ``الأحد عشر``: the cardinal with the article, used as an ordinal."""
    part = cardinal(tokens, at)
    if part is None or part.end == at + 1 or part.value > 99:
        return None
    return part if part.value != 12 else None


def _above(tokens: Tokens, at: int) -> Part | None:
    """``المئة والخامسة والعشرون``: hundreds or thousands, then an ordinal below 100."""
    entry = tokens.entries[at]
    assert entry is not None
    value = entry.value * (2 if entry.number == "dual" else 1)
    joined = tokens.conjoined(at + 1)
    if joined is None:
        return None
    below = ordinal(tokens, joined)
    if below is None or below.value >= value:
        return None
    return Part(at, below.end, value + below.value)
