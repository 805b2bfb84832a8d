"""The bits of many pairs, quickly: the same sum as ``compare`` gives, without the reasons.

What tellings give for place, time, numbers and people repeats itself, so each outcome is worked out once for two
values; of the words, only what decides the outcome is counted.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass

from marsad.incidents.compare import (
    compare_numbers,
    compare_people,
    compare_places,
    compare_texts,
    compare_times,
    compare_types,
    words_outcome,
)
from marsad.incidents.tellings import Telling
from marsad.incidents.weights import weights
from marsad.incidents.words import rarity

_REPEATED: tuple[tuple[str, Callable[[Telling, Telling], str], Callable[[Telling], Hashable]], ...] = (
    ("type", compare_types, lambda t: t.type),
    ("time", compare_times, lambda t: (t.days, t.published)),
    ("place", compare_places, lambda t: _place(t)),
    ("numbers", compare_numbers, lambda t: t.numbers),
    ("people", compare_people, lambda t: t.people),
)
"""Comparisons, and what of a telling decides their outcome."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A telling with the numbers of its values, in the order of ``_REPEATED``."""

    telling: Telling
    type: int
    time: int
    place: int
    numbers: int
    people: int


class Scorer:
    """Scores pairs of tellings that it has prepared; what it has worked out serves the next ones."""

    def __init__(self) -> None:
        self._numbers: tuple[dict[Hashable, int], ...] = tuple({} for _ in _REPEATED)
        self._known: tuple[dict[int, dict[int, float]], ...] = tuple({} for _ in _REPEATED)
        self._rarity: dict[str, int] = {}

    def prepare(self, telling: Telling) -> Prepared:
        """A telling made ready for ``links``."""
        self._rarity.update((word, rarity(word)) for word in telling.words)
        values = [
            numbers.setdefault(value(telling), len(numbers))
            for numbers, (_, _, value) in zip(self._numbers, _REPEATED, strict=True)
        ]
        return Prepared(telling, *values)

    def links(self, one: Prepared, others: Iterable[Prepared]) -> Iterator[tuple[Prepared, float]]:
        """The others that weigh more with ``one`` than a pair that was never compared, with their bits."""
        table = weights()
        words, texts, floor = table.bits["words"], table.bits["text"], table.missing
        most, none = max(words.values()) + max(texts.values()), words["none"] + max(texts.values())
        types, times, places, numbers, people = (
            known.setdefault(getattr(one, name), {}) for known, (name, _, _) in zip(self._known, _REPEATED, strict=True)
        )
        told, weight, told_by = one.telling.words, one.telling.weight, one.telling.report
        rarity_of = self._rarity.__getitem__
        for other in others:
            if (bits := types.get(other.type)) is None:
                bits = self._work_out(0, one, other)
            if (more := times.get(other.time)) is None:
                more = self._work_out(1, one, other)
            bits += more
            if (more := places.get(other.place)) is None:
                more = self._work_out(2, one, other)
            bits += more
            if (more := numbers.get(other.numbers)) is None:
                more = self._work_out(3, one, other)
            bits += more
            if (more := people.get(other.people)) is None:
                more = self._work_out(4, one, other)
            bits += more + table.prior
            telling = other.telling
            # What a report tells apart speaks in full against one incident, so it is kept however low.
            sibling = telling.report == told_by
            if sibling:
                bits += table.same_report
            if bits + most <= floor and not sibling:
                continue
            common = told & telling.words
            if not common and bits + none <= floor and not sibling:
                continue
            bits += words[words_outcome(sum(map(rarity_of, common)), min(weight, telling.weight))]
            bits = round(bits + texts[compare_texts(one.telling, telling)], 3)
            if bits > floor or sibling:
                yield other, bits

    def _work_out(self, at: int, one: Prepared, other: Prepared) -> float:
        name, outcome, _ = _REPEATED[at]
        bits = weights().bits[name][outcome(one.telling, other.telling)]
        self._known[at].setdefault(getattr(one, name), {})[getattr(other, name)] = bits
        return bits


def _place(telling: Telling) -> Hashable:
    place = telling.place
    if place is None:
        return None
    return place.text, place.country, place.name, place.latitude, place.longitude, place.radius_km
