"""Vague numbers, with the limits of the codebook's section 4: ``عشرات``, ``مئات الآلاف``, ``عدد من``, ``بضعة``."""

from dataclasses import dataclass

from marsad.arabic.numbers.cardinals import cardinal
from marsad.arabic.numbers.tokens import Tokens

_LARGEST = 10**12  # what is larger is multiplied no further


@dataclass(frozen=True, slots=True)
class Vague:
    """A vague number read from the words ``start`` to ``end`` (not included), with its limits."""

    start: int
    end: int
    low: int
    high: int | None


def vague(tokens: Tokens, at: int) -> Vague | None:
    """The vague number that starts with the word at ``at``."""
    entry = tokens.entries[at]
    if entry is None:
        found = tokens.tables.vague.find(tokens.words, at)
        return Vague(at, found[0], *found[1]) if found else None
    if entry.role == "scale" and entry.number == "plural":
        return _times(tokens, Vague(at, at + 1, 2 * entry.value, 10 * entry.value - 1))
    if entry.role != "vague":
        return None
    if entry.adds:
        added = _with_tens(tokens, at, entry.low, entry.high or 9)
        if added:
            return added
    if not entry.alone:
        return None
    one = Vague(at, at + 1, entry.low, entry.high)
    return _times(tokens, one) if entry.counts else one


def _times(tokens: Tokens, one: Vague) -> Vague:
    """Scales behind it: ``عشرات الآلاف``, ``عدة مئات``, ``مئات آلاف``."""
    while True:
        entry = tokens.entries[one.end]
        if entry is None or entry.conjunction or entry.preposition or one.high is None or one.high > _LARGEST:
            return one
        if entry.role == "scale" and entry.number in ("plural", "singular") and entry.value > 12:
            one = Vague(one.start, one.end + 1, one.low * entry.value, (one.high + 1) * entry.value - 1)
        elif entry.role == "vague" and entry.counts and entry.high in (99, 999) and one.high == 9:
            unit = (entry.high + 1) // 10
            one = Vague(one.start, one.end + 1, one.low * unit, (one.high + 1) * unit - 1)
        else:
            return one


def _with_tens(tokens: Tokens, at: int, low: int, high: int) -> Vague | None:
    """``بضعة عشر``, ``بضع وعشرون``, ``نيف وعشرون``."""
    behind = tokens.entries[at + 1]
    if behind and behind.role == "ten" and not behind.conjunction:
        return Vague(at, at + 2, 10 + low, 10 + high)
    joined = tokens.conjoined(at + 1)
    if joined is not None and tokens.role(joined) in ("tens", "hundred", "hundreds"):
        base = cardinal(tokens, joined)
        if base:
            return Vague(at, base.end, int(base.value) + low, int(base.value) + high)
    return None


def odd(tokens: Tokens, end: int, value: int) -> int | None:
    """Index behind ``ونيف`` after a round number that ends before ``end``; None if it does not stand there."""
    joined = tokens.conjoined(end)
    if joined is None or tokens.role(joined) != "vague" or value % 10:
        return None
    entry = tokens.entries[joined]
    return joined + 1 if entry and not entry.alone else None
