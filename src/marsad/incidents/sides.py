"""Whether two names are of one side of a conflict; the words are in ``data/sides.toml``."""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from marsad.incidents.words import words

_SHORTEST = 3


def side(names: Iterable[str]) -> frozenset[str]:
    """What tells a side from others: the words of its names but for kinds of armed body, without their endings."""
    found: set[str] = set()
    kinds, endings, same = _table()
    for name in names:
        own = _told(name, kinds, endings)
        found |= own
        found.update(f"= {number}" for number, some in enumerate(same) if any(one <= own for one in some))
    return frozenset(found)


def rivals(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether both are named and have nothing in common: two sides, not two names of one."""
    return bool(one and other) and not one & other


def _told(name: str, kinds: frozenset[str], endings: tuple[str, ...]) -> frozenset[str]:
    return frozenset(_stem(word, endings) for word in words(name) if word not in kinds) or frozenset(words(name))


def _stem(word: str, endings: tuple[str, ...]) -> str:
    ending = next((e for e in endings if word.endswith(e) and len(word) - len(e) >= _SHORTEST), "")
    return word.removesuffix(ending)


@cache
def _table() -> tuple[frozenset[str], tuple[str, ...], tuple[tuple[frozenset[str], ...], ...]]:
    table = tomllib.loads(files(__package__).joinpath("data", "sides.toml").read_text(encoding="utf-8"))
    kinds = frozenset(word for kind in table["kinds"] for word in words(kind))
    endings = tuple(table["endings"])
    same = (tuple(_told(name, kinds, endings) for name in group["names"]) for group in table["same"])
    return kinds, endings, tuple(same)
