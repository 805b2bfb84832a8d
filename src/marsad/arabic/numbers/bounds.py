"""The words that bound a number, before it (``ما لا يقل عن``) and after it (``على الأقل``, ``أو أكثر``)."""

from marsad.arabic.numbers.model import Bound
from marsad.arabic.numbers.tables import CLITICS
from marsad.arabic.numbers.tokens import Tokens

_QUOTES = frozenset("«»\"“”'()[]„‟")
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


def bound_before(tokens: Tokens, start: int, floor: int) -> tuple[int, Bound] | None:
    """Index of the first bound word in front of the number at ``start``, and the bound; not before ``floor``."""
    before = in_front(tokens, start)
    if before < floor:
        return None
    sign = tokens.tables.signs.get(tokens.words[before])
    if sign:
        return before, sign
    found = tokens.tables.before.find(tokens.words, before + 1, floor)
    return found


def bound_after(tokens: Tokens, end: int, *, far: bool) -> tuple[int, Bound] | None:
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


LOWER: frozenset[Bound] = frozenset({"at_least", "more_than"})
UPPER: frozenset[Bound] = frozenset({"at_most", "less_than"})
