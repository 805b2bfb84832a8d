"""Patterns of the codebook, and the matcher that finds them in text.

A pattern is words with spaces between them:

=================  ===========================================================================
``غارة``           the word, with whatever is attached to it (``والغارة``, ``بغارة``, ``غارتها``)
``شن/يشن``         a verb, past and present, in all its forms (``شنت``, ``سيشنون``, ``يشنها``)
``غارات|ضربات``    one or the other
``...``            up to three words in between
``=قتل``           the word as it stands, with nothing attached but ``و`` or ``ف``
=================  ===========================================================================

Spelling is folded on both sides: hamza, diacritics, alef maqsura and ta marbuta make no difference.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from marsad.arabic.orthography import fold_word
from marsad.arabic.tokens import Reading, Token, readings
from marsad.arabic.verbs import past_forms, present_forms

GAP = 3
"""How many words ``...`` may stand for."""

_Kind = Literal["noun", "verb", "exact"]


class PatternError(ValueError):
    """A pattern that cannot be read; the message says why."""


class _Word(NamedTuple):
    kind: _Kind
    stem: str


@dataclass(frozen=True, slots=True)
class _Pattern:
    key: str
    words: tuple[frozenset[_Word] | None, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens ``start`` to ``end`` (exclusive) match a pattern of the entry ``key``.

    ``reading`` says what is attached to the first word; ``verbal`` that the pattern begins with a verb.
    """

    key: str
    start: int
    end: int
    reading: Reading
    verbal: bool


@lru_cache(maxsize=1 << 14)
def parse_pattern(pattern: str) -> tuple[frozenset[_Word] | None, ...]:
    """Words of a pattern, each as its possible stems; None stands for ``...``. Raises PatternError."""
    words: list[frozenset[_Word] | None] = []
    for part in pattern.split():
        if part == "...":
            words.append(None)
            continue
        choices: set[_Word] = set()
        for choice in part.split("|"):
            if not choice.strip("="):
                raise PatternError(f"{pattern!r} has an empty word")
            choices |= _choices(choice, pattern)
        words.append(frozenset(choices))
    if not words:
        raise PatternError("a pattern needs at least one word")
    if words[0] is None or words[-1] is None:
        raise PatternError(f"{pattern!r} begins or ends with '...'")
    if any(a is None and b is None for a, b in itertools.pairwise(words)):
        raise PatternError(f"{pattern!r} has two '...' in a row")
    return tuple(words)


def _choices(choice: str, pattern: str) -> set[_Word]:
    if choice.startswith("="):
        return {_Word("exact", fold_word(choice[1:]))}
    if "/" not in choice:
        return {_Word("noun", fold_word(choice))}
    past, _, present = choice.partition("/")
    if not past or len(present) < 2 or present[0] not in "يت":
        raise PatternError(f"in {pattern!r}, {choice!r} is not a verb as past/present, such as شن/يشن")
    return {_Word("verb", form) for form in past_forms(past) | present_forms(present)}


@lru_cache(maxsize=1 << 16)
def _as_words(form: str) -> tuple[tuple[_Word, Reading], ...]:
    """What a written word can be in a pattern, the reading with the fewest clitics first."""
    found = []
    for reading in readings(form):
        if not reading.preposition and not reading.article and not reading.pronoun and not reading.future:
            found.append((_Word("exact", reading.stem), reading))
        if reading.nominal:
            found.append((_Word("noun", reading.stem), reading))
        if reading.verbal:
            found.append((_Word("verb", reading.stem), reading))
    return tuple(found)


class Matcher:
    """Finds the patterns of many entries at once."""

    def __init__(self, patterns: Iterable[tuple[str, str]]) -> None:
        """Take pairs of an entry's key and one of its patterns. Raises PatternError."""
        self._by_first: dict[_Word, list[_Pattern]] = defaultdict(list)
        for key, text in patterns:
            pattern = _Pattern(key, parse_pattern(text))
            for first in pattern.words[0] or ():
                self._by_first[first].append(pattern)
        self._firsts: dict[str, tuple[tuple[_Pattern, Reading, bool], ...]] = {}

    def _starting(self, form: str) -> tuple[tuple[_Pattern, Reading, bool], ...]:
        """Patterns that may begin with a written word, each with the reading that fits with the fewest clitics."""
        seen: dict[int, tuple[_Pattern, Reading, bool]] = {}
        for word, reading in _as_words(form):
            for pattern in self._by_first.get(word, ()):
                seen.setdefault(id(pattern), (pattern, reading, word.kind == "verb"))
        starting = tuple(seen.values())
        if len(self._firsts) < 1 << 17:
            self._firsts[form] = starting
        return starting

    def all(self, tokens: Sequence[Token]) -> Iterator[Match]:
        """Every match, in order of its first token; of one entry at one place only the longest."""
        firsts = self._firsts
        for start, token in enumerate(tokens):
            starting = firsts.get(token.form)
            if starting is None:
                starting = self._starting(token.form)
            if not starting:
                continue
            longest: dict[str, Match] = {}
            for pattern, reading, verbal in starting:
                end = _end_of(pattern.words, tokens, start)
                if not end:
                    continue
                best = longest.get(pattern.key)
                # A word that can be noun or verb (قتل) is taken for the verb, as news sentences begin with verbs.
                if best is None or end > best.end or (end == best.end and verbal and not best.verbal):
                    longest[pattern.key] = Match(pattern.key, start, end, reading, verbal)
            yield from longest.values()

    def best(self, tokens: Sequence[Token]) -> list[Match]:
        """Matches that do not overlap: where several do, the longest, then the first."""
        found = list(self.all(tokens))
        if len(found) < 2:
            return found
        taken: list[Match] = []
        used: set[int] = set()
        for match in sorted(found, key=lambda m: (m.start - m.end, m.start)):
            if used.isdisjoint(range(match.start, match.end)):
                used.update(range(match.start, match.end))
                taken.append(match)
        return sorted(taken, key=lambda m: m.start)


def _end_of(words: tuple[frozenset[_Word] | None, ...], tokens: Sequence[Token], start: int) -> int | None:
    """Where the pattern ends that begins at token ``start``; None where it does not match."""
    at, gap = start + 1, False
    for choices in words[1:]:
        if choices is None:
            gap = True
            continue
        last = min(at + (GAP if gap else 0), len(tokens) - 1)
        for here in range(at, last + 1):
            if any(word in choices for word, _ in _as_words(tokens[here].form)):
                at, gap = here + 1, False
                break
            if not tokens[here].form[0].isalnum() and tokens[here].form not in "\"'«»“”":
                return None
        else:
            return None
    return at
