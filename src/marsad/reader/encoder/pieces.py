"""Words as pieces of a fixed vocabulary: the likeliest split by the pieces' log-probabilities.

The model is the unigram one of Kudo (2018). Every piece keeps the letters of the text that it stands for.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

UNKNOWN = 0
"""The number of the piece for letters that no piece has."""
_BOUNDARY = "\u2581"
"""The mark before a word's first letter in the vocabulary."""
_UNLIKELY = 10.0
"""An unknown letter is so much less likely than the rarest piece, as in SentencePiece."""
_REMEMBERED = 1 << 16
_WORDS = re.compile(r"\S+")


class Piece(NamedTuple):
    """A piece by its number, and the letters ``start`` to ``end`` that it stands for."""

    number: int
    start: int
    end: int


@dataclass(eq=False)
class Pieces:
    """A vocabulary: ``numbers`` and ``scores`` (log-probabilities) by piece."""

    numbers: Mapping[str, int]
    scores: Mapping[str, float]
    _known: dict[str, list[Piece]] = field(default_factory=dict)

    @classmethod
    def of(cls, pieces: Sequence[str], scores: Sequence[float]) -> "Pieces":
        """The vocabulary of pieces in the order of their numbers; the first one, ``UNKNOWN``, stands for no letters."""
        known = range(UNKNOWN + 1, len(pieces))
        return cls({pieces[i]: i for i in known}, {pieces[i]: float(scores[i]) for i in known})

    def __post_init__(self) -> None:
        self._longest = max(map(len, self.numbers), default=1)
        self._unknown = min(self.scores.values(), default=0.0) - _UNLIKELY

    def split(self, text: str) -> list[Piece]:
        """The pieces of a text in order."""
        found: list[Piece] = []
        for match in _WORDS.finditer(text):
            base = match.start()
            found += [Piece(p.number, p.start + base, p.end + base) for p in self._of_word(match.group())]
        return found

    def _of_word(self, word: str) -> list[Piece]:
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[word] = self._likeliest(word)
        return known

    def _likeliest(self, word: str) -> list[Piece]:
        """Viterbi's algorithm over all splits of a word."""
        text = _BOUNDARY + word
        size = len(text)
        best = [0.0] + [float("-inf")] * size
        back = [(0, UNKNOWN)] * (size + 1)
        for start in range(size):
            for end in range(start + 1, min(size, start + self._longest) + 1):
                score = self.scores.get(text[start:end])
                if score is not None and best[start] + score > best[end]:
                    best[end] = best[start] + score
                    back[end] = (start, self.numbers[text[start:end]])
            if best[start] + self._unknown > best[start + 1]:
                best[start + 1] = best[start] + self._unknown
                back[start + 1] = (start, UNKNOWN)
        found: list[Piece] = []
        end = size
        while end:
            start, number = back[end]
            # The boundary is no letter of the word.
            found.append(Piece(number, max(0, start - 1), end - 1))
            end = start
        return found[::-1]
