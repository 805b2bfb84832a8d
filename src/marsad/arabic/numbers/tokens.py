"""Words of a folded text with their readings as number words."""

import itertools
import re
from dataclasses import dataclass, replace

from marsad.arabic.numbers import numerals
from marsad.arabic.numbers.tables import Entry, Tables
from marsad.arabic.orthography import Folded

# Letters of Arabic and Latin in one set, which is quicker to match than the general class; that comes last.
_ARABIC = "\u0620-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f"
_LETTERS = f"{_ARABIC}A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_token = re.compile(rf"(https?://\S+|www\.\S+|[{_LETTERS}]++|{numerals.NUMERAL}|[<>=≥≤]+|[^\w\s]|[^\W\d_]+|\w)")
_PADDING = 4
_LONG_WORD = 32


@dataclass(slots=True)
class Tokens:
    """The words, numerals and signs of a text, and a few empty ones behind them so that one may look ahead.

    ``starts`` and ``ends`` are indices of the folded text; ``entries`` has the reading of each number word.
    """

    folded: Folded
    tables: Tables
    count: int
    words: list[str]
    starts: list[int]
    ends: list[int]
    entries: list[Entry | None]

    def glued(self, at: int) -> bool:
        """Whether nothing stands between the word at ``at`` and the next one."""
        return self.ends[at] == self.starts[at + 1] and at + 1 < self.count

    def role(self, at: int) -> str:
        """Table of the number word at ``at``; empty for any other word."""
        entry = self.entries[at]
        return entry.role if entry else ""

    def numeral(self, at: int) -> bool:
        """Whether the word at ``at`` is written in digits."""
        word = self.words[at]
        return "0" <= word[:1] <= "9" or (word[:1] in (".", "٫") and len(word) > 1)

    def conjoined(self, at: int) -> int | None:
        """Index of the number word or numeral that و joins at ``at``; None where no و stands there."""
        if self.words[at] == "و":
            entry = self.entries[at + 1]
            if self.numeral(at + 1) or (entry and not entry.conjunction):
                return at + 1
            return None
        entry = self.entries[at]
        return at if entry and entry.conjunction else None

    def original(self, at: int) -> str:
        """The word as it is written in the text."""
        start, end = self.folded.span(self.starts[at], self.ends[at])
        return self.folded.original[start:end]


def tokenise(folded: Folded, tables: Tables) -> Tokens:
    """Split a folded text into words and look each of them up."""
    return _tokens(folded, tables, _token.split(folded.text), 0)


def tokenise_at(folded: Folded, tables: Tables, at: int, most: int = 24) -> Tokens:
    """The first words from index ``at`` of the folded text on, ``most`` at the most."""
    return _tokens(folded, tables, _token.split(folded.text[at : at + most * _LONG_WORD], most), at)


def _tokens(folded: Folded, tables: Tables, pieces: list[str], offset: int) -> Tokens:
    # Pieces are gaps and words in turn: much quicker to make than a match object for each word.
    edges = list(itertools.accumulate(map(len, pieces), initial=offset))
    words = pieces[1::2]
    entries: list[Entry | None] = list(map(tables.entries.get, words))
    end = edges[-1]
    tokens = Tokens(
        folded,
        tables,
        len(words),
        words + [""] * _PADDING,
        edges[1:-1:2] + [end] * _PADDING,
        edges[2::2] + [end] * _PADDING,
        entries + [None] * _PADDING,
    )
    for at, entry in enumerate(entries):
        if entry is not None and entry.needs and not set(entry.needs) & set(tokens.original(at)):
            tokens.entries[at] = replace(entry, joined=True) if entry.joins else None
    return tokens
