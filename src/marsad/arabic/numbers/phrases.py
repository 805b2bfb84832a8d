"""Phrases: rows of words with a meaning, found by walking word by word.

Patterns are rows of slots, as ``phrases.toml`` explains.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar

from marsad.arabic.orthography import fold_word

T = TypeVar("T")
_CLITICS = ("و", "ف", "ب", "ل", "ك")
_MEANING = " "  # a key that is no word


class Phrases(Generic[T]):
    """A set of phrases that end, or start, at a given word. The first word may carry و ف ب ل or ك."""

    def __init__(self, rows: Iterable[tuple[str, T]] = (), *, backward: bool = False) -> None:
        """Take pairs of pattern and meaning; ``backward`` phrases are found from their last word."""
        self._root: dict[str, Any] = {}
        self._backward = backward
        self._openers: set[str] = set()
        for pattern, meaning in rows:
            for words in expand(pattern):
                self._add(words, meaning)

    def _add(self, words: tuple[str, ...], meaning: T) -> None:
        """Add a phrase; the first meaning given to it stays."""
        node = self._root
        row = words[::-1] if self._backward else words
        self._openers.update((row[0], *(clitic + row[0] for clitic in _CLITICS)))
        for word in row:
            node = node.setdefault(word, {})
        node.setdefault(_MEANING, meaning)

    @property
    def openers(self) -> set[str]:
        """Every word that a phrase may be found from, with its clitics."""
        return self._openers

    def opens(self, word: str) -> bool:
        """Whether a phrase is found from the word as it is, without a clitic."""
        return word in self._root

    def find(self, words: list[str], at: int, floor: int = 0) -> tuple[int, T] | None:
        """Find the longest phrase at ``at``.

        A forward phrase starts at ``at``, and the index behind it is returned; a backward one ends before
        ``at``, and the index of its first word is returned, ``floor`` or more.
        """
        if self._backward:
            return self._before(words, at, floor)
        if words[at] not in self._openers:
            return None
        found = None
        node = self._root.get(words[at]) or self._root.get(words[at][1:])
        while node is not None:
            at += 1
            if _MEANING in node:
                found = at, node[_MEANING]
            node = node.get(words[at]) if at < len(words) and words[at] else None
        return found

    def _before(self, words: list[str], at: int, floor: int) -> tuple[int, T] | None:
        at -= 1
        if at < floor or words[at] not in self._openers:
            return None
        node: dict[str, Any] | None = self._root
        found = None
        while at >= floor and node is not None:
            word = words[at]
            bare = node.get(word[1:]) if word[:1] in _CLITICS else None
            if bare is not None and _MEANING in bare:
                found = at, bare[_MEANING]
            node = node.get(word)
            if node is not None and _MEANING in node:
                found = at, node[_MEANING]
            at -= 1
        return found


def expand(pattern: str) -> Iterator[tuple[str, ...]]:
    """All rows of folded words that a pattern of slots stands for."""
    slots: list[list[str]] = []
    for slot in pattern.split():
        choices = [fold_word(word) for word in slot.removesuffix("?").split("|")]
        slots.append([*choices, ""] if slot.endswith("?") else choices)
    for row in itertools.product(*slots):
        yield tuple(word for word in row if word)


def flags(rows: Iterable[Mapping[str, Any]], *, backward: bool = False) -> Phrases[bool]:
    """Phrases of which only matters that they are there."""
    return Phrases(((pattern, True) for row in rows for pattern in row["patterns"]), backward=backward)
