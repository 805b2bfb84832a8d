"""Sentences of Arabic news text, by rules and the table ``sentences.toml``.

Arabic has no capitals, so a full stop ends a sentence unless something speaks against it: digits or Latin letters on
both sides, an abbreviation, a number of a list, an open quotation or parenthesis. Two or more dots are a pause more
often than an end. A line break ends a sentence unless a web page put it inside one.
"""

import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from importlib import resources

_END = re.compile(r"(\.{2,}|…|[.!؟?]+)[\"'»”)\]]*|\n")
_QUOTATION = re.compile(r"«[^«»\n]{1,400}»|“[^“”\n]{1,400}”|\([^()\n]{1,200}\)")
_STRAIGHT = re.compile(r"\"[^\"\n]{1,400}\"")
_FINISHED = re.compile(r"[.!؟?…:؛][\"'»”)\]\s]*$")
_NEXT_WORD = re.compile(r"\s*(\S*)")
_MARK_WITHIN = re.compile(r"[،,؛.)»”:]")
_WORDS_BEFORE_PAUSE_ENDS = 6


@dataclass(frozen=True)
class _Table:
    goes_on_after: frozenset[str]
    begins_within: frozenset[str]
    abbreviations: tuple[str, ...]


@cache
def _table() -> _Table:
    data = tomllib.loads(resources.files("marsad.arabic").joinpath("sentences.toml").read_text("utf-8"))
    return _Table(
        frozenset(data["line_goes_on_after"]),
        frozenset(data["line_begins_within"]),
        tuple(data["abbreviations"]),
    )


def split(text: str) -> list[tuple[int, int]]:
    """Slices of the sentences, in order, without the white space around them; offsets in code points."""
    found: list[tuple[int, int]] = []
    start = 0
    quotations = _quotations(text)
    for match in _END.finditer(text):
        if _ends(text, start, match, quotations):
            _keep(text, start, match.end(), found)
            start = match.end()
    _keep(text, start, len(text), found)
    return found


def _keep(text: str, start: int, end: int, found: list[tuple[int, int]]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append((start, end))


def _ends(text: str, start: int, match: re.Match[str], quotations: list[tuple[int, int]]) -> bool:
    """Whether the mark or line break is the end of the sentence that began at ``start``."""
    mark = match.group(1)
    if mark is None:
        return not _line_goes_on(text, start, match.start())
    if _is_open(match.end(), quotations):
        return False
    if mark == ".":
        return not (
            _joins(text, match.start())
            or _abbreviates(text, start, match.start())
            or text[start : match.start()].strip().isdigit()
        )
    if mark[0] in ".…":
        return _pause_ends(text, start, match)
    return True


def _quotations(text: str) -> list[tuple[int, int]]:
    """Slices in quotation marks and parentheses; straight marks count where a line has an even number of them."""
    pairs = [match.span() for match in _QUOTATION.finditer(text)]
    at = 0
    for line in text.split("\n") if '"' in text else ():
        if line.count('"') % 2 == 0:
            pairs += [(at + m.start(), at + m.end()) for m in _STRAIGHT.finditer(line)]
        at += len(line) + 1
    apart: list[tuple[int, int]] = []
    for start, end in sorted(pairs):
        if apart and start < apart[-1][1]:  # A parenthesis within a quotation.
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def _is_open(place: int, quotations: list[tuple[int, int]]) -> bool:
    """Whether a place lies inside a quotation."""
    i = bisect_right(quotations, (place, -1)) - 1
    return i >= 0 and quotations[i][0] < place < quotations[i][1]


def _joins(text: str, stop: int) -> bool:
    """Whether the stop stands between digits or Latin letters (2.5, example.com)."""
    before, after = text[stop - 1 : stop], text[stop + 1 : stop + 2]
    if after.isdigit():
        return True
    return after.isascii() and after.isalpha() and before.isascii() and before.isalnum()


def _abbreviates(text: str, start: int, stop: int) -> bool:
    """Whether the stop shortens a word: behind a single letter (د. علي) or an entry of the table within a line."""
    word = re.split(r"[\s(\"«“]", text[max(start, stop - 8) : stop])[-1]
    if len(word.rpartition(".")[2]) == 1 and word[-1].isalpha():
        return True
    return word in _table().abbreviations and not text[stop + 1 : stop + 3].lstrip(" ").startswith(("\n", "و"))


def _pause_ends(text: str, start: int, match: re.Match[str]) -> bool:
    """Dots end a sentence before a line break, or where some words stand before them and a new clause follows."""
    after = _NEXT_WORD.match(text, match.end())
    following = text[match.end() : match.end() + 2].lstrip(" ")
    if not following or following.startswith("\n"):
        return True
    long_enough = len(text[start : match.start()].split()) >= _WORDS_BEFORE_PAUSE_ENDS
    return long_enough and after is not None and after[1].startswith("و") and len(after[1]) > 3


def _line_goes_on(text: str, start: int, line_end: int) -> bool:
    """Whether the line that ends here stops in the middle of a sentence."""
    line = text[start:line_end]
    if not line.strip():
        return False
    following = text[line_end + 1 : line_end + 40].lstrip(" \t\u00a0\r")
    if not following or following.startswith("\n"):
        return False
    if line.rstrip().endswith(("،", ",")) or line.split()[-1] in _table().goes_on_after:
        return True
    if _FINISHED.search(line[-8:]):
        return False
    first = following.split(None, 1)[0]
    return bool(_MARK_WITHIN.match(first)) or first in _table().begins_within
