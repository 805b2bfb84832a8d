"""One key for the many spellings of a place name.

A key is the folded name (one alef, ya and ha, no diacritics) with its words parted by single spaces. The
article stays: ``الباب`` is a town, ``باب`` is a door.
"""

import re

from marsad.arabic.orthography import fold

WORD = re.compile("[0-9A-Za-z\u00c0-\u024f\u0621-\u064a\u0679-\u06d3]+")
"""A run of letters or digits in folded text; the underscore of hashtags parts words."""

ARTICLE = "ال"
# First halves of compound names that many writers join to what follows.
_JOINED = ("ابو", "ام", "عبد", "دير", "تل", "كفر", "عين", "ديار", "بيت", "بني", "خان", "حضر")


def key(name: str) -> str:
    """The key under which the gazetteer keeps a name; empty if the name has no letters."""
    return " ".join(WORD.findall(fold(name).text))


def variants(name_key: str) -> set[str]:
    """Other keys under which a name is written: compounds joined or parted (``ابو غريب``, ``حفرالباطن``)."""
    found = set()
    first, _, rest = name_key.partition(" ")
    if rest and (first in _JOINED or (rest.startswith(ARTICLE) and " " not in rest)):
        found.add(first + rest)
    if name_key.startswith("ابو") and not rest and len(name_key) > 6:
        found.add("ابو " + name_key[3:])
    return found
