"""Words that a person names, found in the report."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from marsad.arabic.orthography import MARKS, fold
from marsad.corrections.correction import CorrectionError
from marsad.record import Report, Span

_CHOICE = re.compile(r"(.+)#(\d+)", re.DOTALL)
_LETTERS = r"\w\u0610-\u061a\u064b-\u065f\u0670"
_AROUND = 20
_SHOWN = 6
_FIELDS: tuple[Literal["title", "text"], ...] = ("title", "text")


def occurrences(report: Report, words: str) -> list[Span]:
    """Every place where the words stand, in the title first: letter by letter, else in another spelling.

    Nobody types the report's vowel signs; what is recorded are the report's own letters, with their signs.
    """
    exact = [
        report.span(field, match.start(), match.end())
        for field in _FIELDS
        for match in re.finditer(re.escape(words), report.field(field))
    ]
    whole_letters = [span for span in exact if not MARKS.match(report.field(span.field), span.end)]
    return whole_letters or list(_respelled(report, fold(words).text)) or exact


def _respelled(report: Report, words: str) -> Iterator[Span]:
    for field in _FIELDS if words.strip() else ():
        folded = fold(report.field(field))
        for match in re.finditer(re.escape(words), folded.text):
            yield report.span(field, *folded.span(match.start(), match.end()))


def find(report: Report, given: str, near: Sequence[Span] = ()) -> Span:
    """The span of the words that a person names, ``WORDS`` or ``WORDS#2`` for the second place where they stand.

    Without a number whole words go before parts of words. Of several places it is the one nearest to the spans
    ``near``; without those the words must be clear. Raises CorrectionError.
    """
    words = given.strip()
    found, number = occurrences(report, words), None
    if not found and (choice := _CHOICE.fullmatch(words)):
        words, number = choice[1].strip(), int(choice[2])
        found = occurrences(report, words)
    if not words or not found:
        raise CorrectionError(f"«{words}» does not stand in the report")
    if number is not None:
        if not 1 <= number <= len(found):
            raise CorrectionError(f"«{words}» stands {len(found)} times in the report, there is no #{number}")
        return found[number - 1]
    likely = [span for span in found if _whole(report, span)] or found
    if len(likely) == 1:
        return likely[0]
    if near:
        return min(likely, key=lambda span: min(distance(span, other) for other in near))
    told = ", ".join(f"{words}#{found.index(span) + 1} {_context(report, span)}" for span in likely[:_SHOWN])
    raise CorrectionError(f"«{words}» stands {len(likely)} times in the report; say which: {told}")


def distance(one: Span, other: Span) -> tuple[bool, int]:
    """How far apart two spans are; those of one field are nearer."""
    return (one.field != other.field, abs(one.start - other.start))


def _whole(report: Report, span: Span) -> bool:
    """Whether the words are no part of a longer word."""
    text = report.field(span.field)
    before, after = text[: span.start][-1:], text[span.end : span.end + 1]
    return not re.match(f"[{_LETTERS}]", before) and not re.match(f"[{_LETTERS}]", after)


def _context(report: Report, span: Span) -> str:
    text = report.field(span.field)
    around = text[max(0, span.start - _AROUND) : span.end + _AROUND]
    return f"({span.field}: …{' '.join(around.split())}…)"
