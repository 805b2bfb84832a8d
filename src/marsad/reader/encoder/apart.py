"""Classes of distance between two spots of a report, by which a pair head tells near from far."""

from bisect import bisect_left

WORDS = (0, 1, 2, 3, 5, 8, 12, 18, 30, 60)
"""Limits of the classes of words between two spots of one sentence."""
SENTENCES = 8
"""So many sentences apart is as far as it goes."""
_SIDES = len(WORDS)
_TITLES = 4
_ACROSS = (2 * _SIDES + 1) * _TITLES
CLASSES = _ACROSS + (2 * SENTENCES + 1) * _TITLES

Place = tuple[int, int, int]
"""A sentence by its number, and tokens ``start`` to ``end`` of it."""


def apart(own: Place, other: Place, titles: frozenset[int]) -> int:
    """The class of the distance from one spot to another; ``titles`` are the sentences of the title."""
    title = 2 * (own[0] in titles) + (other[0] in titles)
    if own[0] != other[0]:
        far = max(-SENTENCES, min(SENTENCES, other[0] - own[0]))
        return _ACROSS + (far + SENTENCES) * _TITLES + title
    if other[1] >= own[2]:
        side = _side(other[1] - own[2] + 1)
    elif own[1] >= other[2]:
        side = -_side(own[1] - other[2] + 1)
    else:
        side = 0
    return (side + _SIDES) * _TITLES + title


def _side(words: int) -> int:
    return min(bisect_left(WORDS, words), _SIDES)
