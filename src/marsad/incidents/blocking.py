"""Which tellings are compared at all: those with enough features in common. So the work grows with the news, not
its square.

A feature is a place with a day, a rare word, a large number, a run of words. One alone may be enough (the place and the
day); of others two are needed (a rare word of itself brings together what is not one incident in 29 pairs of 30). A
feature has several keys, of which two tellings that have it in common share at least one. All comes from one
telling alone, so the order of adding makes no difference.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import floor
from typing import TypeVar

from marsad.incidents.compare import NARROW_KM, REPORTING_DAYS
from marsad.incidents.tellings import Telling
from marsad.incidents.words import number, rarity

ENOUGH = 2
"""Two tellings are compared where the weights of their common features add up to this."""
CELL_DAYS = 4
"""Words and numbers: times are cut into cells of four days on two grids, shifted by two days, so that any two days
with at most one day between them share a cell."""
LONGEST_DAYS = 8
"""A longer time is no key: it says too little."""
TELLING = 8
"""Rarity (bits) from which on a word is a feature: one report in 256 has it, or fewer."""
PLACE = 5
"""Rarity from which on a word of a place's name is a key: no word for a town, a quarter or a side of it."""
RAREST_WORDS = 12
LARGE = 10
LOWEST_SHINGLES = 3
SQUARE = 0.2
"""Of the map, in degrees: about 20 km."""

Name = TypeVar("Name")


@dataclass(frozen=True, slots=True)
class Feature:
    """What two tellings may have in common: they do where they share one of its keys."""

    weight: int
    keys: frozenset[int]


def keys(telling: Telling) -> frozenset[int]:
    """All keys of a telling, as numbers that are the same on every machine."""
    return frozenset[int]().union(*(feature.keys for feature in features(telling)))


def features(telling: Telling) -> list[Feature]:
    """The features of a telling that may bring it together with others."""
    return [Feature(weight, frozenset(map(number, some))) for weight, some in _features(telling) if some]


def candidates(of: Iterable[Feature], blocks: Mapping[int, Iterable[Name]]) -> list[Name]:
    """What shares enough features: ``blocks`` gives, for each key, who has it."""
    common: Counter[Name] = Counter()
    nobody: tuple[Name, ...] = ()
    for feature in of:
        sharing = {name for key in feature.keys for name in blocks.get(key, nobody)}
        for _ in range(feature.weight):
            common.update(sharing)
    return [name for name, weight in common.items() if weight >= ENOUGH]


def _features(telling: Telling) -> Iterator[tuple[int, list[str]]]:
    days = _days(telling)
    yield ENOUGH, [f"place {name} {day}" for name in _places(telling) for day in days]
    cells = _cells(days if telling.published is None else (telling.published - 1, telling.published))
    for word in sorted(telling.words, key=lambda word: (-rarity(word), word))[:RAREST_WORDS]:
        if rarity(word) >= TELLING:
            yield 1, [f"word {word} {cell}" for cell in cells]
    for harm, count in telling.numbers:
        if count >= LARGE:
            yield 1, [f"number {harm} {count} {cell}" for cell in cells]
    yield ENOUGH, [f"text {shingle}" for shingle in sorted(telling.shingles)[:LOWEST_SHINGLES]]


def _places(telling: Telling) -> Iterator[str]:
    """Names of a place: its rarer words; of a town also the squares of a map that it lies in, on two grids."""
    yield from (word for word in telling.place_words if rarity(word) >= PLACE)
    place = telling.place
    if not place or place.latitude is None or place.longitude is None:
        return
    if (place.radius_km or 0) <= NARROW_KM:
        for shift in (0.0, 0.5):
            yield f"{floor(place.latitude / SQUARE + shift)} {floor(place.longitude / SQUARE + shift)} {shift}"
    else:
        yield f"{place.country} {place.name} {telling.type}"


def _days(telling: Telling) -> range:
    """The days that a telling may tell of, and the next one, so that reports of a night find each other."""
    if telling.days and telling.days[1] - telling.days[0] <= LONGEST_DAYS:
        return range(telling.days[0], telling.days[1] + 2)
    return range(telling.published - REPORTING_DAYS, telling.published + 1) if telling.published else range(0)


def _cells(days: Iterable[int]) -> list[str]:
    cells = {f"a{day // CELL_DAYS}" for day in days} | {f"b{(day + CELL_DAYS // 2) // CELL_DAYS}" for day in days}
    return sorted(cells)
