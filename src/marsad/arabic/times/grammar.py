"""The grammar's engine: rules of ``data/grammar.toml`` over runs of tokens, pass after pass.

Each role is one letter, so that a run is a short string and a pattern a regular expression over it. What
matches where depends on the roles only and is remembered; runs of the same shape are common in the news.
"""

import functools
import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from marsad.arabic.times.lexer import Token
from marsad.arabic.times.productions import MODULES, Found

_ROLES = re.compile(r"(?:([a-z_]+):)?([a-z_]+(?:\|[a-z_]+)*)")


class _Letters(dict[str, str]):
    """The letter that stands for a role; each role gets its own when it first turns up."""

    def __missing__(self, role: str) -> str:
        letter = self[role] = chr(0x100 + len(self))
        return letter


_letters = _Letters()


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over roles and the production that makes something of what it matches."""

    pattern: "re.Pattern[str]"
    make: Callable[[Found], Any]


@dataclass(frozen=True, slots=True)
class Pass:
    """Rules that are tried together, and the role of what they give."""

    name: str
    gives: str
    rules: tuple[Rule, ...]


@functools.cache
def passes() -> tuple[Pass, ...]:
    """The grammar, read and compiled. Raises ValueError naming a pattern or production that is wrong."""
    written = tomllib.loads((files(__package__) / "data" / "grammar.toml").read_text(encoding="utf-8"))
    result = []
    for entry in written["pass"]:
        rules = []
        for rule in entry["rules"]:
            pattern = _compile(rule["pattern"], written["patterns"], written["classes"])
            rules.append(Rule(pattern, _production(rule["make"])))
        result.append(Pass(entry["name"], entry["gives"], tuple(rules)))
    return tuple(result)


def _production(name: str) -> Callable[[Found], Any]:
    """The production that a rule names."""
    for module in MODULES:
        made = getattr(module, name, None)
        if made is not None and made.__module__ == module.__name__:
            return made  # type: ignore[no-any-return]
    raise ValueError(f"grammar.toml: no production is called {name!r}")


def _compile(pattern: str, parts: dict[str, str], classes: dict[str, list[str]]) -> "re.Pattern[str]":
    """A pattern over roles as a regular expression over their letters."""

    def roles(match: re.Match[str]) -> str:
        names = [name for role in match[2].split("|") for name in _members(role, classes)]
        letters = "[" + "".join(_letters[name] for name in names) + "]"
        return f"(?P<{match[1]}>{letters})" if match[1] else letters

    for name, part in parts.items():
        pattern = pattern.replace("{" + name + "}", part)
    if "{" in pattern:
        raise ValueError(f"grammar.toml: the pattern {pattern!r} names a part that is not in [patterns]")
    try:
        expression = _ROLES.sub(roles, pattern).replace(" ", "")
        if re.search(r"(?<!\?):", expression):
            raise ValueError(f"grammar.toml: the pattern {pattern!r} has a name before several roles")
        return re.compile(expression)
    except re.error as error:
        raise ValueError(f"grammar.toml: the pattern {pattern!r} is wrong: {error}") from error


def _members(role: str, classes: dict[str, list[str]]) -> list[str]:
    return classes.get(role, [role])


@functools.lru_cache(maxsize=16384)
def _candidates(number: int, letters: str) -> tuple[tuple[int, tuple[tuple[int, int, dict[str, int]], ...]], ...]:
    """For each place where a rule of a pass matches: the rules with their ends and groups, longest first."""
    found: dict[int, list[tuple[int, int, dict[str, int]]]] = {}
    for index, rule in enumerate(passes()[number].rules):
        match = rule.pattern.search(letters)
        while match:
            groups = {name: match.start(name) for name in match.groupdict() if match[name] is not None}
            found.setdefault(match.start(), []).append((index, match.end(), groups))
            match = rule.pattern.search(letters, match.start() + 1)
    return tuple(
        (start, tuple(sorted(there, key=lambda item: (-item[1], item[0])))) for start, there in sorted(found.items())
    )


def parse(run: Sequence[Token]) -> list[Token]:
    """What the passes leave of a run: expressions as tokens whose data is a meaning, and what joined none."""
    tokens = list(run)
    letters = "".join([_letters[token.role] for token in tokens])
    for number, step in enumerate(passes()):
        candidates = _candidates(number, letters)
        if candidates:
            tokens = _apply(step, tokens, candidates)
            letters = "".join([_letters[token.role] for token in tokens])
    return tokens


def _apply(step: Pass, tokens: list[Token], candidates: Sequence[Any]) -> list[Token]:
    result: list[Token] = []
    done = 0
    for start, found in candidates:
        if start < done:
            continue
        for index, end, groups in found:
            following = tokens[end] if end < len(tokens) else None
            previous = tokens[start - 1] if start else None
            match = Found({n: tokens[i] for n, i in groups.items()}, tokens[start:end], previous, following)
            made = step.rules[index].make(match)
            if made is not None:
                result += tokens[done:start]
                result.append(
                    Token(step.gives, tokens[start].start, tokens[end - 1].end, made, tokens[start].preposition)
                )
                done = end
                break
    return result + tokens[done:]
