"""The tables of number words and of the phrases around them, as the grammar uses them.

The data are ``words.toml`` and ``phrases.toml`` beside this file. Whoever wants other words passes own tables:
``Tables(words, phrases)`` takes what ``tomllib`` makes of such files.
"""

import itertools
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, Generic, TypeVar

from marsad.arabic.numbers.model import Bound
from marsad.arabic.orthography import fold_word

_CONJUNCTIONS = ("", "و", "ف")
_PREPOSITIONS = ("", "ب", "ل", "ك")
_ARTICLE = "ال"
_CLITICS = ("", "و", "ف", "ب", "ل", "ك")  # what the first word of a phrase may carry


CLITICS = frozenset(
    map("".join, itertools.product(_CONJUNCTIONS, _PREPOSITIONS, ("", _ARTICLE)))
) - {""} | {"لل", "ولل", "فلل"}
"""What may be attached to a numeral."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Entry:
    """One reading of a written word.

    ``role`` is the table it comes from; ``value`` its number (for a fraction the denominator). The other
    fields are described in ``words.toml`` under the same names. ``skip`` counts the attached letters that are
    not part of the number: conjunction and preposition.
    """

    role: str
    value: int = 0
    number: str = "singular"
    share: int = 0
    low: int = 0
    high: int | None = None
    counts: bool = False
    adds: bool = False
    alone: bool = True
    pronoun: bool = False
    joined: bool = False
    definite: bool = False
    compound: bool = False
    indefinite: bool = True
    needs: str = ""
    conjunction: bool = False
    preposition: bool = False
    article: bool = False
    skip: int = 0


class Phrases(Generic[T]):
    """Rows of words, each with what it means, found by walking word by word from either end."""

    def __init__(self, *, backward: bool = False) -> None:
        """Make an empty set; ``backward`` phrases are found from their last word."""
        self._root: dict[str, Any] = {}
        self._backward = backward
        self._openers: set[str] = set()

    def add(self, words: Iterable[str], meaning: T) -> None:
        """Add a phrase; the first meaning given to it stays."""
        row = list(words)
        node = self._root
        edge = row[-1 if self._backward else 0]
        self._openers.update(clitic + edge for clitic in _CLITICS)
        for word in reversed(row) if self._backward else row:
            node = node.setdefault(word, {})
        node.setdefault("", meaning)

    def starts(self) -> set[str]:
        """Every word that a phrase may be found from, with its clitics."""
        return self._openers

    def opens(self, word: str) -> bool:
        """Whether a phrase begins with the word as it is, without a clitic."""
        return word in self._root

    def find(self, words: list[str], at: int, floor: int = 0) -> tuple[int, T] | None:
        """Find the longest phrase at ``at``.

        A forward phrase starts at ``at``, and the index behind it is returned; a backward one ends before
        ``at``, and the index of its first word is returned, ``floor`` or more. The first word may carry a clitic.
        """
        step = -1 if self._backward else 1
        index = at - 1 if self._backward else at
        if index < floor or words[index] not in self._openers:
            return None
        node = self._root
        found = None
        first = True
        while floor <= index < len(words) and (word := words[index]):
            below = node.get(word)
            stripped = None
            if (self._backward or first) and len(word) > 2 and word[0] in _CLITICS:
                stripped = node.get(word[1:])
            if self._backward and stripped is not None and "" in stripped:
                found = index, stripped[""]
            if below is None and not self._backward:
                below = stripped
            if below is None:
                break
            node = below
            first = False
            if "" in node:
                found = (index if self._backward else index + 1), node[""]
            index += step
        return found


def expand(pattern: str) -> Iterator[tuple[str, ...]]:
    """All rows of folded words that a pattern of slots stands for (see ``phrases.toml``)."""
    slots: list[list[str]] = []
    for slot in pattern.split():
        optional = slot.endswith("?")
        choices = [fold_word(word) for word in slot.removesuffix("?").split("|")]
        slots.append([*choices, ""] if optional else choices)
    for row in itertools.product(*slots):
        yield tuple(word for word in row if word)


def with_clitics(entry: Entry, form: str) -> Iterator[tuple[str, Entry]]:
    """The folded form with every conjunction, preposition and article that may be attached to it."""
    stem = fold_word(form)
    for conjunction, preposition, article in itertools.product(_CONJUNCTIONS, _PREPOSITIONS, ("", _ARTICLE)):
        # The alef of the article is not written after ل.
        joint = "ل" if preposition == "ل" and article else article
        yield (
            conjunction + preposition + joint + stem,
            replace(
                entry,
                conjunction=bool(conjunction),
                preposition=bool(preposition),
                article=bool(article),
                skip=len(conjunction + preposition),
            ),
        )


class Tables:
    """Number words and phrases, ready for look-up. ``words`` and ``phrases`` are the parsed TOML tables."""

    def __init__(self, words: Mapping[str, Any], phrases: Mapping[str, Any]) -> None:
        """Read the tables; a table that is not well formed is a ValueError that says where."""
        self.entries: dict[str, Entry] = {}
        self.excluded: set[str] = set()
        for role, rows in words.items():
            for row in rows:
                try:
                    self._add_row(role, row)
                except (KeyError, TypeError) as error:
                    raise ValueError(f"number words, [[{role}]] {row.get('forms')}: {error}") from error
        for word in self.excluded:
            self.entries.pop(word, None)
        self.before: Phrases[Bound] = self._phrases(phrases["before"], "bound", backward=True)
        self.after: Phrases[tuple[Bound, bool]] = Phrases()
        for row in phrases["after"]:
            for pattern in row["patterns"]:
                for words_ in expand(pattern):
                    self.after.add(words_, (row["bound"], row.get("far", False)))
        self.signs: dict[str, Bound] = {sign: row["bound"] for row in phrases["sign"] for sign in row["signs"]}
        self.vague: Phrases[tuple[int, int | None]] = Phrases()
        for row in phrases["vague"]:
            for pattern in row["patterns"]:
                for words_ in expand(pattern):
                    self.vague.add(words_, (row["low"], row.get("high")))
        self.equal: Phrases[bool] = self._flags(phrases["equal"])
        self.percent: Phrases[bool] = self._flags(phrases["percent"])
        self.percent_before: Phrases[bool] = self._flags(phrases["percent_before"], backward=True)
        self.ranges = _sets(phrases["range"])
        self.inside = _sets(phrases["inside"])
        self.part: Phrases[bool] = self._flags([{"patterns": phrases["inside"]["part"]}])
        self.one = _sets(phrases["one"])
        self.weekday = _sets(phrases["weekday"])
        self.measured = frozenset().union(*_sets(phrases["measured"]).values())
        self.date = _sets(phrases["date"])["words"]
        self.glued = frozenset(fold_word(unit) for unit in phrases["glued"]["units"])
        self.not_after: dict[str, set[str]] = {}
        self.not_before: dict[str, set[str]] = {}
        self.not_phrases: Phrases[bool] = Phrases()
        for row in phrases["not"]:
            kept_out = {*row.get("roles", ()), *map(fold_word, row.get("words", ()))}
            for name, neighbours in (("before", self.not_after), ("after", self.not_before)):
                for word in row.get(name, ()):
                    neighbours.setdefault(fold_word(word), set()).update(kept_out)
            for pattern in row.get("phrases", ()):
                for words_ in expand(pattern):
                    self.not_phrases.add(words_, True)
        self.starters = self.vague.starts() | self.part.starts() | self.not_phrases.starts() | self.inside["minus"] | {"−"}

    def _add_row(self, role: str, row: Mapping[str, Any]) -> None:
        fields = {
            name: row[name]
            for name in (
                "value",
                "share",
                "low",
                "high",
                "counts",
                "adds",
                "alone",
                "pronoun",
                "joined",
                "definite",
            )
            if name in row
        }
        fields["needs"] = row.get("needs", "")
        entry = Entry(role=role, **fields)
        for name, number in (
            ("forms", "singular"),
            ("dual", "dual"),
            ("plural", "plural"),
            ("either", "either"),
        ):
            self._add(replace(entry, number=number), row.get(name, ()))
        self._add(replace(entry, indefinite=False), row.get("feminine", ()))
        self._add(replace(entry, compound=True), row.get("compound", ()))
        for suffix in row.get("suffixes", ()):
            self._add(entry, [form + suffix for form in row["forms"]])
        self.excluded.update(fold_word(word) for word in row.get("exclude", ()))

    def _add(self, entry: Entry, forms: Iterable[str]) -> None:
        for form in forms:
            for word, reading in with_clitics(entry, form):
                known = self.entries.get(word)
                # The reading with fewer attached letters wins: واحد is one, not "and anyone".
                if known is None or reading.skip < known.skip:
                    self.entries[word] = reading

    @staticmethod
    def _phrases(rows: Iterable[Mapping[str, Any]], field: str, *, backward: bool = False) -> Phrases[Any]:
        phrases: Phrases[Any] = Phrases(backward=backward)
        for row in rows:
            for pattern in row["patterns"]:
                for words in expand(pattern):
                    phrases.add(words, row[field])
        return phrases

    @classmethod
    def _flags(cls, rows: Iterable[Mapping[str, Any]], *, backward: bool = False) -> Phrases[bool]:
        return cls._phrases([{**row, "flag": True} for row in rows], "flag", backward=backward)


def _sets(table: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    return {
        name: frozenset(fold_word(word) for entry in words for word in entry.split("|"))
        for name, words in table.items()
        if name != "examples"
    }


@cache
def default() -> Tables:
    """The tables of the package."""
    here = files(__package__)
    return Tables(
        tomllib.loads((here / "words.toml").read_text("utf-8")),
        tomllib.loads((here / "phrases.toml").read_text("utf-8")),
    )
