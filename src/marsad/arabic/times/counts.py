"""Number words inside time expressions, read by ``marsad.arabic.numbers``."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from marsad.arabic.numbers import cardinal, default, ordinal, tokenise_at
from marsad.arabic.orthography import Folded

# Tables of number words that count units of time or days of a month; shares and vague numbers do not.
_ROLES = frozenset(("unit", "ten", "teen", "tens", "hundred", "hundreds", "scale", "ordinal"))


@dataclass(frozen=True, slots=True)
class Count:
    """A number in words, where it stands in the folded text, its attached preposition, whether it has the article."""

    start: int
    end: int
    value: int | float
    ordinal: bool
    definite: bool
    preposition: str


@functools.cache
def count_words() -> dict[str, int]:
    """Written words, folded, that may be part of a number, with how many letters of them are clitics."""
    return {word: entry.skip for word, entry in default().entries.items() if entry.role in _ROLES}


def read_counts(folded: Folded, start: int, end: int, most: int) -> Iterator[Count]:
    """The numbers in words between two indices of a folded text of ``most`` words or less."""
    tokens = tokenise_at(folded, default(), start, most)
    at = 0
    while at < tokens.count and tokens.starts[at] < end:
        entry = tokens.entries[at]
        if entry is None or entry.role not in _ROLES:
            at += 1
            continue
        rank, number = ordinal(tokens, at), cardinal(tokens, at)
        part = rank if rank and (number is None or rank.end >= number.end) else number
        if part is None:
            at += 1
            continue
        value = int(part.value) if part.value == int(part.value) else float(part.value)
        begin = tokens.starts[at] + entry.skip
        preposition = folded.text[begin - 1] if entry.preposition else ""
        if folded.text.startswith("لل", begin - 1):
            # ل cannot be parted from the article.
            begin -= 1
        yield Count(begin, tokens.ends[part.end - 1], value, part is rank, entry.article, preposition)
        at = part.end
