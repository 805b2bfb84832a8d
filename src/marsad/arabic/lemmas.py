"""Edit scripts: how a form turns into its lemma, learned as a class and applied to forms never seen.

A script keeps the longest piece that form and lemma share and says what happens on its left and on its
right, recursively, as Chrupała's edit trees do: ``المدينة`` → ``مدينة`` and ``الحكومة`` → ``حكومة`` are one script.
"""

import json
from functools import lru_cache
from typing import TypeAlias

from marsad.arabic.orthography import MARKS

Node: TypeAlias = "tuple[str, str] | tuple[int, int, Node, Node]"


def bare(word: str) -> str:
    """The word without diacritics and tatweel, or the word where nothing else is there."""
    return MARKS.sub("", word) or word


def _shared(a: str, b: str) -> tuple[int, int, int]:
    """Where the longest common piece starts in ``a`` and ``b``, and its length."""
    best = (0, 0, 0)
    lengths = [0] * (len(b) + 1)
    for i, letter in enumerate(a):
        row = [0] * (len(b) + 1)
        for j, other in enumerate(b):
            if letter == other:
                row[j + 1] = lengths[j] + 1
                if row[j + 1] > best[2]:
                    best = (i - row[j + 1] + 1, j - row[j + 1] + 1, row[j + 1])
        lengths = row
    return best


def _tree(a: str, b: str) -> Node:
    i, j, length = _shared(a, b)
    if not length:
        return (a, b)
    left, right = _tree(a[:i], b[:j]), _tree(a[i + length :], b[j + length :])
    return (i, len(a) - i - length, left, right)


def script(form: str, lemma: str) -> str:
    """The edit script from a form to its lemma, as a JSON string."""
    return json.dumps(_tree(form, lemma), ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=4096)
def _parsed(text: str) -> Node:
    return json.loads(text)  # type: ignore[no-any-return]


def _apply(node: Node, form: str) -> str | None:
    if len(node) == 2:
        return node[1] if form == node[0] else None
    before, after, left, right = node
    if len(form) <= before + after:
        return None
    head = _apply(left, form[:before])
    tail = _apply(right, form[len(form) - after :])
    if head is None or tail is None:
        return None
    return head + form[before : len(form) - after] + tail


def apply(text: str, form: str) -> str | None:
    """The lemma that a script makes of a form, or None where the script does not fit it."""
    return _apply(_parsed(text), form)
