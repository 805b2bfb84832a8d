"""What the words before an expression say of the side it lies on: announced, in the future, on a timetable."""

import functools
import re
from typing import Literal

from marsad.arabic.orthography import fold
from marsad.arabic.times.tables import load_table

Outlook = Literal["announced", "future", "scheduled", "present", ""]
# Letters and words before an expression that are looked at; a sign that ends a clause ends the look.
_LETTERS, _WORDS = 56, 6
_CLAUSE = re.compile(r"[^\w\s()]")
# Any verb with the prefix of the future, first and second person as well.
_FUTURE = re.compile(r"[وف]?(?:س[يتان]\w{3,}|سوف)")
# A verb of the third person in the present.
_PRESENT = re.compile(r"[وف]?ي\w{3,}")


@functools.cache
def _words() -> tuple[frozenset[str], frozenset[str], tuple[str, ...], tuple[str, ...]]:
    table = load_table("context")
    announced, scheduled = (
        frozenset(fold(clitic + word).text for word in table[name]["words"] for clitic in ("", "و", "ف"))  # type: ignore[call-overload]
        for name in ("announced", "scheduled")
    )
    future = table["future"]
    clitics = ("", "و", "ف")
    prefixes, nots = future["prefixes"], future["not"]  # type: ignore[call-overload]
    return announced, scheduled, tuple(prefixes), tuple(clitic + fold(word).text for word in nots for clitic in clitics)


def look_back(text: str, start: int) -> Outlook:
    """What the nearest telling word before ``start`` of a folded text says."""
    before = text[max(0, start - _LETTERS) : start]
    clause = _CLAUSE.split(before)[-1].split()[-_WORDS:]
    announced, scheduled, prefixes, nots = _words()
    for word in reversed(clause):
        if word in announced:
            return "announced"
        if word in scheduled:
            return "scheduled"
        if _FUTURE.match(word) and not word.startswith(nots):
            return "announced" if word.startswith(prefixes) else "future"
    return "present" if any(_PRESENT.fullmatch(word) for word in clause) else ""
