"""Whether two tellings tell one incident: a probability, and what spoke for and against it.

The outcomes of seven comparisons are weighed by the table in ``data/weights.toml`` (the model of Fellegi and Sunter,
1969, as in Splink) and summed. The result depends on the two tellings only, and is the same both ways.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp2

from marsad.incidents.tellings import Days, Telling
from marsad.incidents.weights import COMPARISONS, weights
from marsad.incidents.words import rarity
from marsad.places import kilometres
from marsad.record import Place

NARROW_KM = 25.0
"""A place with a doubt of at most this is a town or a part of one; a wider one is a region."""
SAME_KM = 2.0
NEAR_KM = 30.0
RARE, COMMON = 9, 6
"""Rarity (bits) from which on a place's name is rare, and below which it is common."""
MOST, HALF, MANY, SOME, FEW = 0.6, 0.4, 0.25, 0.15, 0.07
FEW_BITS = 40
"""So many bits of shared words make a share of words count in full."""
LONG_DAYS = 3
UNDATED_DAYS = 3
REPORTING_DAYS = 3
"""A report that names no day is about the days just before its publication."""


@dataclass(frozen=True, slots=True)
class Reason:
    """The outcome of one comparison, and its weight in bits (below 0 it spoke against)."""

    comparison: str
    outcome: str
    bits: float


@dataclass(frozen=True, slots=True)
class Match:
    """Two tellings compared: all reasons, their sum with the prior in bits, and the probability."""

    one: str
    other: str
    reasons: tuple[Reason, ...]
    bits: float

    @property
    def probability(self) -> float:
        """That both tell one incident, from 0 to 1."""
        return 1 / (1 + exp2(-max(-60.0, min(60.0, self.bits))))


def compare(one: Telling, other: Telling) -> Match:
    """Compare two tellings, and explain the result."""
    bits = weights().bits
    reasons = [Reason(name, outcome := _COMPARE[name](one, other), bits[name][outcome]) for name in COMPARISONS]
    if one.report == other.report:
        reasons.append(Reason("report", "same", weights().same_report))
    first, second = sorted((one.id, other.id))
    return Match(first, second, tuple(reasons), weights().prior + sum(reason.bits for reason in reasons))


def compare_types(one: Telling, other: Telling) -> str:
    """``same``, ``kin`` (reports give one happening either type) or ``other``."""
    if one.type is other.type:
        return "same"
    return "kin" if frozenset((one.type, other.type)) in weights().kin else "other"


def compare_places(one: Telling, other: Telling) -> str:
    """How the two places lie to each other, with the doubt of both."""
    a, b = one.place, other.place
    if a is None or b is None:
        return "unknown"
    named_alike = bool(one.place_words & other.place_words)
    if a.country and b.country and a.country != b.country:
        return "near" if named_alike else "other_country"
    apart = _kilometres(a, b)
    doubts = (a.radius_km or 0.0, b.radius_km or 0.0)
    if max(doubts) > NARROW_KM:
        if apart is not None and apart > sum(doubts):
            return "near" if named_alike else "apart"
        return "region" if min(doubts) > NARROW_KM else "within"
    if named_alike and (apart is None or apart <= NEAR_KM):
        return _same_place(max(map(rarity, one.place_words & other.place_words)))
    if apart is None:
        return "unknown"
    if apart <= SAME_KM and a.name and b.name:
        return _same_place(min(max(map(rarity, t.place_words), default=0) for t in (one, other)))
    if apart <= max(doubts) and min(doubts) < max(doubts):
        return "within"
    return "near" if apart <= NEAR_KM + sum(doubts) else "apart"


def _same_place(bits: int) -> str:
    return "same_rare" if bits >= RARE else "same" if bits >= COMMON else "same_common"


def _kilometres(a: Place, b: Place) -> float | None:
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    return kilometres(a.latitude, a.longitude, b.latitude, b.longitude)


def compare_times(one: Telling, other: Telling) -> str:
    """How the two times lie to each other; a report without a day speaks of the days before its publication."""
    if one.days and other.days:
        gap = _gap(one.days, other.days)
        if gap <= 0:
            longest = max(last - first for first, last in (one.days, other.days))
            return "same" if longest < LONG_DAYS else "overlap"
        return "next_day" if gap == 1 else "near" if gap <= LONG_DAYS else "apart"
    if one.published is None or other.published is None:
        return "unknown"
    gap = _gap(_assumed(one), _assumed(other))
    return "undated_close" if gap <= 0 else "undated_far"


def _assumed(telling: Telling) -> Days:
    if telling.days:
        return telling.days
    assert telling.published is not None
    return telling.published - REPORTING_DAYS, telling.published


def _gap(a: Days, b: Days) -> int:
    """Days between two intervals; 0 or less where they overlap."""
    return max(a[0], b[0]) - min(a[1], b[1])


def compare_words(one: Telling, other: Telling) -> str:
    """How much the shared words weigh."""
    return words_outcome(sum(map(rarity, one.words & other.words)), min(one.weight, other.weight))


def words_outcome(shared: int, lighter: int) -> str:
    """The weight of the shared words as a share of the lighter telling's, damped where little is shared."""
    share = shared / max(1, lighter) * min(1.0, shared / FEW_BITS)
    if share < FEW:
        return "none" if shared < FEW_BITS / 4 else "few"
    return "most" if share >= MOST else "half" if share >= HALF else "many" if share >= MANY else "some"


def compare_texts(one: Telling, other: Telling) -> str:
    """The share of runs of words that the two have in common (containment of the shorter, estimated)."""
    if not one.shingles or not other.shingles:
        return "own"
    share = len(one.shingles & other.shingles) / min(len(one.shingles), len(other.shingles))
    return "copied" if share >= 0.5 else "partly" if share >= 0.15 else "phrase" if share >= 0.04 else "own"


def compare_numbers(one: Telling, other: Telling) -> str:
    """The numbers of people, harm by harm: the best agreement counts."""
    same = max((number for _, number in one.numbers & other.numbers), default=0)
    if same:
        return "same_large" if same >= 10 else "same" if same > 3 else "same_small"
    pairs = [(a, b) for harm, a in one.numbers for also, b in other.numbers if harm == also]
    if not pairs:
        return "unknown"
    return "close" if any(max(a, b) < 2 * min(a, b) for a, b in pairs) else "different"


def compare_people(one: Telling, other: Telling) -> str:
    """Whether actors and targets share a telling word."""
    if not one.people or not other.people:
        return "unknown"
    return "shared" if one.people & other.people else "different"


_COMPARE: dict[str, Callable[[Telling, Telling], str]] = {
    "type": compare_types,
    "place": compare_places,
    "time": compare_times,
    "words": compare_words,
    "text": compare_texts,
    "numbers": compare_numbers,
    "people": compare_people,
}
