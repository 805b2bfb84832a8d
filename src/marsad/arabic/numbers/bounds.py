"""The words that bound a number, before it (``ما لا يقل عن``) and after it (``على الأقل``, ``أو أكثر``)."""

from dataclasses import replace

from marsad.arabic.numbers.found import Found
from marsad.arabic.numbers.model import Bound
from marsad.arabic.numbers.tables import CLITICS
from marsad.arabic.numbers.tokens import Tokens

_QUOTES = frozenset("«»\"“”'()[]„‟")
_LOWER: frozenset[Bound] = frozenset({"at_least", "more_than"})
_UPPER: frozenset[Bound] = frozenset({"at_most", "less_than"})
_FAR = 4


def in_front(tokens: Tokens, start: int) -> int:
    """Index of the word in front of a number, past an attached clitic of a numeral and a quotation mark."""
    before = start - 1
    if before >= 0 and tokens.words[before] in CLITICS and tokens.numeral(start):
        before -= 1
    if before >= 0 and tokens.words[before] in _QUOTES:
        before -= 1
    if before >= 0 and tokens.words[before] in CLITICS and tokens.glued(before):
        before -= 1
    return before


def bounded(tokens: Tokens, found: Found, floor: int) -> Found:
    """The number with the bound words before and after it."""
    before = _bound_before(tokens, found.first, floor)
    after = _bound_after(tokens, found.end, far=found.kind != "percent")
    bound: Bound | None = None
    first, last = found.first, found.last
    if before:
        first, bound = before
        equal = tokens.tables.equal.find(tokens.words, found.end)
        if equal and bound in ("more_than", "less_than"):
            bound, last = ("at_least" if bound == "more_than" else "at_most"), equal[0]
            after = None
    if after and (bound is None or bound in ("about", "exact")):
        last, bound = after
    if bound is None:
        return found
    return replace(_with_bound(found, bound), first=first, last=last)


def _with_bound(found: Found, bound: Bound) -> Found:
    """Limits under a bound: a lower one opens the high side, an upper one the low side, if the other is closed."""
    if bound in _LOWER and found.low is not None:
        return replace(found, high=None, bound=bound)
    if bound in _UPPER and found.high is not None:
        return replace(found, low=None, bound=bound)
    return replace(found, bound=bound) if found.bound == "exact" else found


def _bound_before(tokens: Tokens, start: int, floor: int) -> tuple[int, Bound] | None:
    """Index of the first bound word in front of the number at ``start``, and the bound; not before ``floor``."""
    before = in_front(tokens, start)
    if before < floor:
        return None
    sign = tokens.tables.signs.get(tokens.words[before])
    if sign:
        return before, sign
    return tokens.tables.before.find(tokens.words, before + 1, floor)


def _bound_after(tokens: Tokens, end: int, *, far: bool) -> tuple[int, Bound] | None:
    """Index behind the bound words that follow a number, and the bound.

    Where ``far``, up to four words of the counted noun may stand between, but no other number, no punctuation, no و.
    """
    at = end + 1 if tokens.words[end] in _QUOTES else end
    words = tokens.words
    for index in range(at, min(at + (_FAR if far else 0) + 1, tokens.count)):
        found = tokens.tables.after.find(words, index)
        if found and (index == at or found[1][1]):
            # أو أقل من 6000 bounds the number behind it.
            return None if _is_number(tokens, found[0]) else (found[0], found[1][0])
        word = words[index]
        if not word[0].isalpha() or tokens.entries[index] is not None or (word[0] == "و" and index > at):
            return None
    return None


def _is_number(tokens: Tokens, at: int) -> bool:
    entry = tokens.entries[at]
    return tokens.numeral(at) or bool(entry and not entry.conjunction)


def join_bounds(tokens: Tokens, numbers: list[Found]) -> list[Found]:
    """Join a lower and an upper bound that stand side by side into a range (``أكبر من ١٠٠ وأصغر من ٣٠٠``)."""
    joined: list[Found] = []
    for number in numbers:
        last = joined[-1] if joined else None
        if last and last.kind != "vague" and number.kind == last.kind and _side_by_side(tokens, last, number):
            low, high = (last.low, number.high) if last.bound in _LOWER else (number.low, last.high)
            if low is not None and high is not None and low < high:
                joined[-1] = Found(
                    last.first,
                    last.start,
                    number.end,
                    number.last,
                    "percent" if last.kind == "percent" else "range",
                    None,
                    low,
                    high,
                    "range",
                    last.decimal or number.decimal,
                )
                continue
        joined.append(number)
    return joined


def _side_by_side(tokens: Tokens, one: Found, other: Found) -> bool:
    opposed = (one.bound in _LOWER and other.bound in _UPPER) or (one.bound in _UPPER and other.bound in _LOWER)
    return opposed and all(
        word in ("،", ",", "و") or word in tokens.tables.ranges["or"] for word in tokens.words[one.last : other.first]
    )
