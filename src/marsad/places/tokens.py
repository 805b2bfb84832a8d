"""A text as folded words with their offsets, and the ways to read a written word."""

import re
from dataclasses import dataclass

from marsad.arabic.orthography import Folded, fold
from marsad.places.spelling import ARTICLE, WORD

BREAK = re.compile(r"[\n.!?؟؛]")
"""What ends a sentence, as far as places are concerned."""

QUOTES = "«»\"“”'‘’"


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a written word: ``skip`` letters joined before it, the word, and the preposition among them."""

    skip: int
    form: str
    preposition: str

    @property
    def locative(self) -> int:
        """How surely the joined preposition is one of place: ``ب`` is (2), ``ل`` may be (1)."""
        return {"ب": 2, "ل": 1}.get(self.preposition, 0)


def readings(word: str) -> list[Reading]:
    """The word as it is, then without joined conjunction and preposition."""
    found = [Reading(0, word, "")]
    starts = [0]
    if word[0] in "وف" and len(word) > 3:
        found.append(Reading(1, word[1:], ""))
        starts.append(1)
    for at in starts:
        rest = word[at:]
        if len(rest) < 4:
            if len(rest) == 3 and rest[0] in "بل":
                found.append(Reading(at + 1, rest[1:], rest[0]))
            continue
        if rest.startswith("لل"):
            found.append(Reading(at + 2, ARTICLE + rest[2:], "ل"))
        elif rest[0] in "بل":
            found.append(Reading(at + 1, rest[1:], rest[0]))
    return found


class Tokens:
    """A text cut into words, folded, with the way back to its own offsets."""

    def __init__(self, text: str) -> None:
        self.original = text
        self.folded: Folded = fold(text)
        spans = [match.span() for match in WORD.finditer(self.folded.text)]
        self.words = [self.folded.text[start:end] for start, end in spans]
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]

    def __len__(self) -> int:
        return len(self.words)

    def gap(self, index: int) -> str:
        """What stands between the word before ``index`` and the word at it."""
        before = self.ends[index - 1] if index else 0
        return self.folded.text[before : self.starts[index] if index < len(self) else None]

    def joined(self, index: int) -> bool:
        """Whether the word at ``index`` goes on with the one before it: only space, hyphen or underscore between."""
        if not 0 < index < len(self.words):
            return False
        gap = self.folded.text[self.ends[index - 1] : self.starts[index]]
        return gap == " " or gap.strip(" -_") == ""

    def quoted(self, index: int) -> bool:
        """Whether a quotation mark opens or closes right before the word at ``index``."""
        return index < len(self) and self.gap(index).strip(" ") in tuple(QUOTES)

    def before(self, index: int) -> str:
        """The word right before ``index`` in the same sentence, or empty."""
        if index <= 0 or BREAK.search(self.gap(index)):
            return ""
        return self.words[index - 1]

    def text(self, first: int, last: int) -> str:
        """The folded words ``first`` to ``last``, parted by single spaces."""
        return " ".join(self.words[first : last + 1])

    def span(self, first: int, last: int, skip: int = 0) -> tuple[int, int]:
        """Offsets in the original of the words ``first`` to ``last``, without ``skip`` joined letters."""
        return self.folded.span(self.starts[first] + skip, self.ends[last])
