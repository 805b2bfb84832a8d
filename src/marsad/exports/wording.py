"""How values are said to people, in English and in Arabic, and which order figures are told in."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from marsad.exports.labels import bound_form, page_words
from marsad.record import Bound, Figure

if TYPE_CHECKING:
    from marsad.incidents import Claim

_SIGN = {
    Bound.ABOUT: "about ",
    Bound.AT_LEAST: "≥ ",
    Bound.MORE_THAN: "> ",
    Bound.AT_MOST: "≤ ",
    Bound.LESS_THAN: "< ",
}
# Control characters other than tab and line feed, and the characters that turn the direction of text.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_MISPLACED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def number_in_english(figure: Figure) -> str:
    """The number with its bound, as analysts write it: ``3,250``, ``≥ 12``, ``20–99 (vague)``."""
    low, high = figure.low, figure.high
    if low is not None and high is not None:
        number = f"{low:,}" if low == high else f"{low:,}–{high:,}"
        # A sign for an open side has nothing to say where both sides are given.
        sign = _SIGN.get(figure.bound, "") if low == high or figure.bound is Bound.ABOUT else ""
    else:
        number = f"{low if high is None else high:,}"
        sign = _SIGN.get(figure.bound, "≥ " if high is None else "≤ ")
    return f"{sign}{number}{' (vague)' if figure.bound is Bound.VAGUE else ''}"


def number_in_arabic(figure: "Figure | Claim") -> str:
    """The number with its bound in Arabic words, digits as most of the press writes them (``0``-``9``)."""
    low, high = figure.low, figure.high
    two = low is not None and high is not None and low != high
    bound = figure.bound
    if not two:
        # One number stands for both sides: a form that asks for the open side gets the given one.
        low, high = (low, low) if low is not None else (high, high)
    return bound_form(bound, two_numbers=two).format(low=f"{low:,}", high=f"{high:,}")


def time_in_arabic(when: str) -> str:
    """An ISO 8601 time with the Arabic words for ``from … to``, ``since`` and ``until``.

    Each date stands in isolates: after Arabic letters the parts of a bare ``2017-10-17`` would be shown in
    the wrong order (Unicode Bidirectional Algorithm, W2 and W4).
    """
    start, slash, end = (part if part in "/.." else f"\u2066{part}\u2069" for part in when.partition("/"))
    words = page_words()
    if not slash:
        return start
    if end == "..":
        return f"{words['since']} {start}"
    if start == "..":
        return f"{words['up_to']} {end}"
    return f"{words['from']} {start} {words['until']} {end}"


def outline(figures: Iterable[Figure]) -> Iterator[tuple[int, Figure]]:
    """Figures with their parts right after them, each with its depth (0 for a figure that is no part).

    A part whose total is not among the figures stands at depth 0. Otherwise the given order is kept.
    """
    figures = list(figures)
    given = {figure.id for figure in figures}
    parts: dict[str | None, list[Figure]] = {}
    for figure in figures:
        parts.setdefault(figure.part_of if figure.part_of in given else None, []).append(figure)
    # A stack, not recursion: a chain of parts can be as long as the report.
    waiting = [(0, figure) for figure in reversed(parts.get(None, []))]
    while waiting:
        depth, figure = waiting.pop()
        yield depth, figure
        waiting += [(depth + 1, part) for part in reversed(parts.get(figure.id, []))]


def one_line(text: str) -> str:
    """Text for one line of a terminal: white space runs made one space, control and direction characters out.

    A report must not be able to move the cursor, colour the screen or turn the lines around it.
    """
    return " ".join(_UNSEEN.sub(" ", text).split())


def printable(text: str) -> str:
    """Text with each control character shown as ``�`` (tab and line feed stay); the length is kept."""
    return _MISPLACED.sub("\N{REPLACEMENT CHARACTER}", text)
