"""The words of time expressions, read from the TOML tables beside this file.

Each table is named by the role its words play (``weekday``, ``month``, ``since``, …); the grammar speaks of
roles only. A lexicon leads from a written word, clitics and all, to what it may stand for.
"""

import functools
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from marsad.arabic.orthography import fold

TABLES = ("days", "months", "units", "words", "zones")
# Units whose bare singular is a role of its own; the others are plain ``unit``.
_OWN_ROLE = frozenset(("hour", "day", "week", "month", "year"))


@dataclass(frozen=True, slots=True)
class Sense:
    """What a written word may stand for.

    ``rest`` are the words that must follow; ``skip`` letters of the first word are clitics before the
    expression, the first of them ``and`` where ``joined``; ``definite`` is with the article.
    """

    role: str
    data: Mapping[str, Any]
    rest: tuple[str, ...]
    skip: int
    joined: bool
    preposition: str
    definite: bool


Lexicon = dict[str, tuple[Sense, ...]]


def load_table(name: str) -> dict[str, list[dict[str, Any]]]:
    """One table as it is written: role to entries."""
    return tomllib.loads((files(__package__) / "data" / f"{name}.toml").read_text(encoding="utf-8"))


@functools.cache
def roles(kind: str) -> frozenset[str]:
    """The roles that ``data/roles.toml`` lists under a name."""
    return frozenset(str(role) for role in load_table("roles")[kind])


@functools.cache
def lexicon() -> Lexicon:
    """Every written first word, folded, with its senses, those of most words first."""
    senses: dict[str, list[Sense]] = {}
    for table in TABLES:
        for role, entries in load_table(table).items():
            for entry in entries:
                for word_role, definite, phrase in _phrases(role, entry):
                    for written, sense in _spellings(word_role, entry, definite, phrase):
                        senses.setdefault(written, []).append(sense)
    # A word that is in a table as it stands comes before one that is made by taking off a clitic.
    return {
        word: tuple(sorted(found, key=lambda s: (-sum(map(len, s.rest)), s.skip))) for word, found in senses.items()
    }


def _phrases(role: str, entry: Mapping[str, Any]) -> Iterator[tuple[str, bool, str]]:
    """The role, definiteness and folded words of each phrase of an entry."""
    if role == "unit":
        yield from _unit_phrases(entry)
        return
    for word in entry["words"]:
        phrase = fold(word).text
        yield role, phrase.startswith("ال"), phrase
        if entry.get("article"):
            yield role, True, "ال" + phrase
    for word in entry.get("bare", ()):
        yield f"bare_{role}", False, fold(word).text
    for word in entry.get("weak", ()):
        yield f"weak_{role}", False, fold(word).text


def _unit_phrases(entry: Mapping[str, Any]) -> Iterator[tuple[str, bool, str]]:
    unit = entry["unit"]
    singular = f"a_{unit}" if unit in _OWN_ROLE else unit if unit == "weekend" else "a_unit"
    forms = [(singular, word) for word in entry["singular"]]
    forms += [("units", word) for word in entry["plural"]] + [("dual", word) for word in entry["dual"]]
    for role, word in forms:
        phrase = fold(word).text
        if role == "weekend":
            yield role, "ال" in phrase, phrase
            continue
        yield role, False, phrase
        # The definite day is "today", which has a table of its own.
        if role != "a_day":
            yield role.replace("a_", "the_"), True, "ال" + phrase
    for word in entry.get("dual_of", ()):
        yield "dual_of", False, fold(word).text


def _spellings(role: str, entry: Mapping[str, Any], definite: bool, phrase: str) -> Iterator[tuple[str, Sense]]:
    """The phrase's first word with each clitic that may stand before it."""
    first, *rest = phrase.split()
    bare = role in roles("particles") or role.startswith("weak") or len(first) < 3
    prepositions = ("",) if bare else ("", "ب", "ل", "ك")
    data = {key: value for key, value in entry.items() if key not in ("words", "bare", "weak", "examples")}
    for conjunction in ("", "و", "ف"):
        for preposition in prepositions:
            # ل before the article swallows its alef: للاسبوع.
            word = first[1:] if preposition == "ل" and first.startswith("ال") else first
            written = conjunction + preposition + word
            # With the article it cannot be parted from: the word begins with it.
            skip = len(conjunction) if word != first else len(conjunction + preposition)
            sense = Sense(role, data, tuple(rest), skip, conjunction == "و", preposition, definite)
            yield written, sense
