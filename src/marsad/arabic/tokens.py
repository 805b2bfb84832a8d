"""Words of Arabic text with their offsets, and what may be attached to a word.

A light layer without weights: words are runs of letters or digits; the readings of a word are what
remains when conjunctions, prepositions, the article and pronouns that may be attached are taken off.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from marsad.arabic.orthography import Folded, fold

_word = re.compile(r"\d+(?:[.,٫٬]\d+)*|[^\W\d_]+|[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark: ``text`` is ``source[start:end]``, ``form`` its folded spelling."""

    start: int
    end: int
    text: str
    form: str

    @property
    def joined(self) -> bool:
        """Whether the word begins with the letter of the conjunction ``و``."""
        return self.form.startswith("و")


def tokenize(text: str, folded: Folded | None = None) -> list[Token]:
    """Split text into words, numbers and single marks; offsets in code points of ``text``."""
    folded = folded or fold(text)
    tokens = []
    for match in _word.finditer(folded.text):
        start, end = folded.span(match.start(), match.end())
        tokens.append(Token(start, end, text[start:end], match.group()))
    return tokens


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a written word: ``stem`` without its clitics.

    ``conjunction`` (و ف), ``preposition`` (ب ل ك), ``future`` (س, or the ل of purpose), ``article`` and
    ``pronoun`` say what was taken off; ``offset`` is how many characters stood before the stem.
    """

    stem: str
    offset: int
    conjunction: bool = False
    preposition: str = ""
    future: bool = False
    article: bool = False
    pronoun: str = ""

    @property
    def leading(self) -> int:
        """How many characters before the word are و ف ب ل ك س, which a quotation of the word leaves out."""
        return self.offset - (2 if self.article and self.preposition != "ل" else 0)

    @property
    def for_purpose(self) -> bool:
        """Whether the word is bound to what goes before as its purpose or its addressee (``لطرد``, ``لوكالة``)."""
        return self.preposition == "ل"

    @property
    def nominal(self) -> bool:
        """Whether the clitics are those of a noun."""
        return not self.future and not (self.article and self.pronoun)

    @property
    def verbal(self) -> bool:
        """Whether the clitics are those of a verb."""
        return not self.article and not self.preposition


# News speaks in the third person; ي and ك are far more often the word's own than a pronoun.
_PRONOUNS = ("هما", "هم", "هن", "ها", "كم", "نا", "ه")
_SHORTEST_STEM = 2


@lru_cache(maxsize=1 << 16)
def readings(form: str) -> tuple[Reading, ...]:
    """All readings of a folded word, the word as it stands first; stems have two letters or more."""
    found = [Reading(form, 0)]
    heads: list[tuple[int, bool]] = [(0, False)]
    if form[:1] in ("و", "ف") and len(form) > _SHORTEST_STEM:
        heads.append((1, True))
    for at, conjunction in heads:
        rest = form[at:]
        if at:
            found.append(Reading(rest, at, conjunction))
        if rest.startswith("ال"):
            found.append(Reading(rest[2:], at + 2, conjunction, article=True))
        elif rest.startswith("لل"):
            found.append(Reading(rest[2:], at + 2, conjunction, preposition="ل", article=True))
        if rest[:1] in ("ب", "ل", "ك"):
            found.append(Reading(rest[1:], at + 1, conjunction, preposition=rest[0]))
            if rest[1:3] == "ال":
                found.append(Reading(rest[3:], at + 3, conjunction, preposition=rest[0], article=True))
        if rest[:1] in ("س", "ل"):
            found.append(Reading(rest[1:], at + 1, conjunction, future=True))
    for reading in tuple(found):
        if reading.article:
            continue
        for pronoun in _PRONOUNS:
            if reading.stem.endswith(pronoun):
                stem = reading.stem[: -len(pronoun)]
                found.append(_with_pronoun(reading, stem, pronoun))
                if stem.endswith("ت"):
                    found.append(_with_pronoun(reading, stem[:-1] + "ه", pronoun))
    return tuple(reading for reading in found if len(reading.stem) >= _SHORTEST_STEM)


def _with_pronoun(reading: Reading, stem: str, pronoun: str) -> Reading:
    return Reading(
        stem,
        reading.offset,
        reading.conjunction,
        reading.preposition,
        reading.future,
        pronoun=pronoun,
    )
