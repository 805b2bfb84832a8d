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
from typing import Any

from marsad.arabic.numbers.model import Bound
from marsad.arabic.numbers.phrases import Phrases, flags
from marsad.arabic.orthography import fold_word

_CONJUNCTIONS = ("", "و", "ف")
_PREPOSITIONS = ("", "ب", "ل", "ك")
_ARTICLE = "ال"

# How the lists of forms in a row differ: name of the list, and the fields that its words have.
_FORMS: dict[str, dict[str, Any]] = {
    "forms": {},
    "dual": {"number": "dual"},
    "plural": {"number": "plural"},
    "either": {"number": "either"},
    "feminine": {"indefinite": False},
    "compound": {"compound": True},
}
_FLAGS = ("value", "share", "low", "high", "counts", "adds", "alone", "pronoun", "joins", "definite", "needs")
_OTHERS = ("suffixes", "exclude", "examples")


@dataclass(frozen=True, slots=True)
class Entry:
    """One reading of a written word.

    ``role`` is the table it comes from; ``value`` its number (for a fraction the denominator). The other
    fields are described in ``words.toml`` under the same names. ``joined`` is true where the word is a number only
    behind another one. ``skip`` counts the attached letters of conjunction and preposition.
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
    joins: bool = False
    joined: bool = False
    definite: bool = False
    compound: bool = False
    indefinite: bool = True
    needs: str = ""
    conjunction: bool = False
    preposition: bool = False
    article: bool = False
    skip: int = 0


class Tables:
    """Number words and phrases, ready for look-up; made once, used for any number of texts."""

    def __init__(self, words: Mapping[str, Any], phrases: Mapping[str, Any]) -> None:
        """Read the parsed TOML tables; what is not well formed is a ValueError that says where."""
        self.entries: dict[str, Entry] = {}
        for role, rows in words.items():
            for index, row in enumerate(rows, 1):
                try:
                    self._add_row(role, row)
                except (AttributeError, KeyError, TypeError, ValueError) as error:
                    raise ValueError(f"number words, [[{role}]] number {index}: {error}") from error
        for rows in words.values():
            for word in itertools.chain.from_iterable(row.get("exclude", ()) for row in rows):
                self.entries.pop(fold_word(word), None)
        try:
            self._add_phrases(phrases)
        except (AttributeError, KeyError, TypeError) as error:
            raise ValueError(f"phrases around numbers: {error!r} is missing or not well formed") from error

    def _add_row(self, role: str, row: Mapping[str, Any]) -> None:
        """Add the words of one row, in all forms and with all clitics."""
        unknown = row.keys() - {*_FORMS, *_FLAGS, *_OTHERS}
        if unknown:
            raise ValueError(f"there is no field {min(unknown)!r}")
        entry = Entry(role, **{name: row[name] for name in _FLAGS if name in row})
        for name, fields in _FORMS.items():
            forms = row.get(name, ())
            if forms:
                self._add(list(_with_clitics(replace(entry, **fields))), forms)
        stems = [form + suffix for suffix in row.get("suffixes", ()) for form in row["forms"]]
        self._add(list(_with_clitics(entry)), stems)

    def _add(self, variants: list[tuple[str, Entry]], forms: Iterable[str]) -> None:
        for form in forms:
            if not isinstance(form, str):
                raise ValueError(f"{form!r} is no word")
            stem = fold_word(form)
            for clitics, reading in variants:
                known = self.entries.get(clitics + stem)
                # The reading with fewer attached letters wins: واحد is one, not "and anyone".
                if known is None or reading.skip < known.skip:
                    self.entries[clitics + stem] = reading

    def _add_phrases(self, data: Mapping[str, Any]) -> None:
        self.before: Phrases[Bound] = Phrases(
            ((pattern, row["bound"]) for row in data["before"] for pattern in row["patterns"]), backward=True
        )
        self.after: Phrases[tuple[Bound, bool]] = Phrases(
            (pattern, (row["bound"], row.get("far", False))) for row in data["after"] for pattern in row["patterns"]
        )
        self.vague: Phrases[tuple[int, int | None]] = Phrases(
            (pattern, (row["low"], row.get("high"))) for row in data["vague"] for pattern in row["patterns"]
        )
        self.signs: dict[str, Bound] = {sign: row["bound"] for row in data["sign"] for sign in row["signs"]}
        self.equal = flags(data["equal"])
        self.percent = flags(data["percent"])
        self.percent_before = flags(data["percent_before"], backward=True)
        self.inside = _sets(data["inside"])
        self.part: Phrases[int] = Phrases(
            (pattern, parts) for parts, name in ((1, "part"), (2, "two_parts")) for pattern in data["inside"][name]
        )
        self.minus = frozenset(clitic + word for word in self.inside["minus"] for clitic in ("", "و", "ف"))
        self.plural = _sets(data["plural"])
        self.ranges = _sets(data["range"])
        self.one = _sets(data["one"])
        self.weekday = _sets(data["weekday"])
        self.date = _sets(data["date"])["words"]
        self.glued = _sets(data["glued"])["units"]
        self.measured = frozenset().union(*_sets(data["measured"]).values())
        self._add_exceptions(data["not"])
        self.starters = frozenset(
            self.vague.openers | self.part.openers | self.not_phrases.openers | self.minus | {"−"}
        )

    def _add_exceptions(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Words that keep a number word beside them from being a number: which roles and which words."""
        self.not_after: dict[str, set[str]] = {}
        self.not_before: dict[str, set[str]] = {}
        self.not_phrases = flags([{"patterns": row["phrases"]} for row in rows if "phrases" in row])
        for row in rows:
            kept_out = {*row.get("roles", ()), *map(fold_word, row.get("words", ()))}
            for name, neighbours in (("before", self.not_after), ("after", self.not_before)):
                for word in row.get(name, ()):
                    neighbours.setdefault(fold_word(word), set()).update(kept_out)


def _with_clitics(entry: Entry) -> Iterator[tuple[str, Entry]]:
    """Every conjunction, preposition and article that may be attached to a word, and the entry with it."""
    for conjunction, preposition, article in itertools.product(_CONJUNCTIONS, _PREPOSITIONS, ("", _ARTICLE)):
        # The alef of the article is not written after ل.
        joint = "ل" if preposition == "ل" and article else article
        reading = replace(
            entry,
            conjunction=bool(conjunction),
            preposition=bool(preposition),
            article=bool(article),
            skip=len(conjunction + preposition),
        )
        yield conjunction + preposition + joint, reading


CLITICS = frozenset(clitics for clitics, _ in _with_clitics(Entry(""))) - {""}
"""What may be attached to a numeral."""


def _sets(table: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    return {name: frozenset(map(fold_word, words)) for name, words in table.items() if name != "examples"}


def package_data() -> tuple[dict[str, Any], dict[str, Any]]:
    """Words and phrases as the package has them, parsed anew: a start for whoever wants to add some."""
    here = files(__package__)
    words, phrases = (tomllib.loads((here / name).read_text("utf-8")) for name in ("words.toml", "phrases.toml"))
    return words, phrases


@cache
def default() -> Tables:
    """The tables of the package."""
    return Tables(*package_data())
