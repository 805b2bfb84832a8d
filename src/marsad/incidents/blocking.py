"""Which tellings are compared at all: those that share a key. So the work grows with the news, not its square.

Keys are made from one telling alone. Times are cut into cells of four days on two grids, shifted by two days, so
that any two days with at most one day between them share a cell.
"""

from collections.abc import Iterable, Iterator
from math import floor

from marsad.incidents.compare import NARROW_KM, REPORTING_DAYS
from marsad.incidents.tellings import Telling
from marsad.incidents.words import number, rarity

CELL_DAYS = 4
LONGEST_DAYS = 8
"""A longer time is no key: it says too little."""
TELLING = 8
"""Rarity (bits) from which on a word is a key: one report in 256 has it, or fewer."""
RAREST_WORDS = 12
LARGE = 10
LOWEST_SHINGLES = 3
SQUARE = 0.2
"""Degrees: about 20 km."""


def keys(telling: Telling) -> frozenset[int]:
    """The keys of a telling, as numbers that are the same on every machine."""
    return frozenset(number(key) for key in _keys(telling))


def _keys(telling: Telling) -> Iterator[str]:
    published = [telling.published - 1, telling.published] if telling.published else []
    told = _days(telling)
    rarest = sorted(telling.words, key=lambda word: (-rarity(word), word))[:RAREST_WORDS]
    for cell in _cells([*published, *told]):
        for name in _places(telling):
            yield f"place {name} {cell}"
    for cell in _cells(published or told):
        for word in rarest:
            if rarity(word) >= TELLING:
                yield f"word {word} {cell}"
        for harm, count in telling.numbers:
            if count >= LARGE:
                yield f"number {harm} {count} {cell}"
    for shingle in sorted(telling.shingles)[:LOWEST_SHINGLES]:
        yield f"text {shingle}"


def _places(telling: Telling) -> Iterator[str]:
    """Names of a place: its rarer words; of a town also the squares of a map that it lies in, on two grids."""
    yield from (word for word in telling.place_words if rarity(word) >= TELLING)
    place = telling.place
    if not place or place.latitude is None or place.longitude is None:
        return
    if (place.radius_km or 0) <= NARROW_KM:
        for shift in (0.0, 0.5):
            yield f"{floor(place.latitude / SQUARE + shift)} {floor(place.longitude / SQUARE + shift)} {shift}"
    else:
        yield f"{place.country} {place.name} {telling.type}"


def _days(telling: Telling) -> Iterable[int]:
    if telling.days:
        first, last = telling.days
        return range(first, last + 1) if last - first <= LONGEST_DAYS else ()
    return range(telling.published - REPORTING_DAYS, telling.published + 1) if telling.published else ()


def _cells(days: Iterable[int]) -> list[str]:
    cells = {f"a{day // CELL_DAYS}" for day in days} | {f"b{(day + CELL_DAYS // 2) // CELL_DAYS}" for day in days}
    return sorted(cells)
