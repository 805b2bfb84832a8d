"""What the words before an expression say of the side it lies on: announced, to come, on a timetable."""

import functools
import re
from dataclasses import dataclass
from typing import Literal

from marsad.arabic.orthography import fold
from marsad.arabic.times.tables import lexicon, load_table

Outlook = Literal["announced", "future", "scheduled", "present", ""]
# Letters and words before an expression that are looked at; a sign that ends a clause ends the look.
_LETTERS, _WORDS = 56, 6
_CLAUSE = re.compile(r"[^\w\s()]")
# Any verb with the prefix of the future, first and second person as well.
_FUTURE = re.compile(r"[وف]?(?:س[يتان]\w{3,}|سوف)")
# Endings of the other words that begin like verbs in the future: سياراتهم, سيطرت.
_ENDINGS = (
    "ه", "ات", "ي", "يه", "يين", "يون", "ها", "هم", "نا", "ين", "ون", "ان", "ا", "ت", "وا", "ته", "تها", "تهم",
    "اته", "اتها", "اتهم", "يا", "تين", "تان",
)  # fmt: skip
# A verb of the third person in the present.
_PRESENT = re.compile(r"[وف]?ي\w{3,}")


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of ``data/context.toml``, folded; ``future`` are beginnings of verbs, ``nouns`` of other words."""

    announced: frozenset[str]
    scheduled: frozenset[str]
    future: tuple[str, ...]
    nouns: frozenset[str]


@functools.cache
def _words() -> _Words:
    table = {name: entry for name, (entry,) in load_table("context").items()}

    def folded(words: list[str]) -> list[str]:
        return [fold(clitic + word).text for word in words for clitic in ("", "و", "ف")]

    return _Words(
        frozenset(folded(table["announced"]["words"])),
        frozenset(folded(table["scheduled"]["words"])),
        tuple(folded(table["future"]["prefixes"])),
        frozenset(folded(table["future"]["nouns"])),
    )


def _is_noun(word: str, nouns: frozenset[str]) -> bool:
    """Whether a word is one of the nouns, with or without an ending of up to four letters."""
    endings = ("", *_ENDINGS)
    return any(word.endswith(end) and word[: len(word) - len(end)] in nouns for end in endings)


def look_back(text: str, start: int) -> Outlook:
    """What the words of the clause before ``start`` of a folded text say."""
    before = text[max(0, start - _LETTERS) : start]
    clause = _CLAUSE.split(before)[-1].split()[-_WORDS:]
    words = _words()
    if any(word in words.announced for word in clause):
        return "announced"
    for word in reversed(clause):
        if _FUTURE.match(word) and not _is_noun(word, words.nouns):
            return "announced" if word.startswith(words.future) else "future"
    if any(word in words.scheduled for word in clause):
        return "scheduled"
    present = (word for word in clause if _PRESENT.fullmatch(word))
    # يونيو and يوم are no verbs.
    return "present" if any(word not in lexicon() for word in present) else ""
