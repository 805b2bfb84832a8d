"""A report as the reader sees it: sentences with their words, and the codebook's words found in them.

Everything in a sentence is told by token indices within that sentence; ``Sentence.span`` leads back to
the report's own words.
"""

import dataclasses
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, Literal, TypeVar

from marsad import places
from marsad.arabic import numbers, sentences, times
from marsad.arabic.numbers import Number
from marsad.arabic.orthography import fold
from marsad.arabic.times import TimeExpression
from marsad.arabic.tokens import Token, tokenize
from marsad.codebook import Codebook, Entry, HarmWord, Match, Reporting, Trigger
from marsad.places import Resolved
from marsad.record import Report, Span

LONGEST_SENTENCE = 200
"""Words and marks after which a sentence is cut: no sentence of the news is longer, but texts without a stop are."""

FieldName = Literal["title", "text"]
_FIELDS: tuple[FieldName, ...] = ("title", "text")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Located(Generic[T]):
    """Something found in a sentence: tokens ``start`` to ``end`` (exclusive)."""

    start: int
    end: int
    value: T


@dataclass(eq=False)
class Sentence:
    """One sentence: ``index`` counts from the title (0) through the text; offsets are those of the field."""

    report: Report
    codebook: Codebook
    index: int
    field: FieldName
    start: int
    end: int
    tokens: list[Token]
    numbers: list[Located[Number]] = dataclasses.field(default_factory=list)
    times: list[Located[TimeExpression]] = dataclasses.field(default_factory=list)
    places: list[Located[Resolved]] = dataclasses.field(default_factory=list)
    _found: dict[str, list[Match]] = dataclasses.field(default_factory=dict)

    def span(self, start: int, end: int, leading: int = 0) -> Span:
        """Words of the report from token ``start`` to ``end`` (exclusive), without ``leading`` letters before them."""
        first = self.tokens[start]
        begin = first.start
        if 0 < leading < len(first.form):
            begin += fold(first.text).span(leading, len(first.form))[0]
        return self.report.span(self.field, begin, self.tokens[end - 1].end)

    def token_after(self, position: int) -> int:
        """The first token that begins at or behind a position of the field."""
        return bisect_left(self.tokens, position, key=lambda token: token.start)

    def token_at(self, position: int) -> int:
        """The token that holds a position of the field."""
        return max(0, bisect_right(self.tokens, position, key=lambda token: token.start) - 1)

    def matches(self, kind: type[Entry]) -> list[Match]:
        """Words of the entries of one kind, without overlaps, in order."""
        if kind.kind not in self._found:
            self._found[kind.kind] = self.codebook.matcher(kind).best(self.tokens)
        return self._found[kind.kind]

    @cached_property
    def verbs(self) -> set[int]:
        """Tokens that the codebook knows as verbs."""
        return {match.start for kind in (Trigger, HarmWord, Reporting) for match in self.matches(kind) if match.verbal}

    @cached_property
    def counted_or_dated(self) -> set[int]:
        """Tokens that belong to a number or a time."""
        spans = [(t.start, t.end) for t in self.times] + [(n.start, n.end) for n in self.numbers]
        return {i for start, end in spans for i in range(start, end)}

    @cached_property
    def place_names(self) -> frozenset[str]:
        """Names of the places in the sentence."""
        return frozenset(p.value.name or p.value.text for p in self.places if p.value.role == "place")

    @cached_property
    def days(self) -> frozenset[str]:
        """Times that the sentence gives."""
        return frozenset(t.value.when for t in self.times if t.value.when)

    def is_mark(self, at: int) -> bool:
        """Whether the token is no word or number."""
        return not self.tokens[at].form[0].isalnum()

    @cached_property
    def text(self) -> str:
        """The sentence's words as they stand in the report."""
        return self.report.field(self.field)[self.start : self.end]


@dataclass
class Document:
    """A report with its sentences, the title's first."""

    report: Report
    codebook: Codebook
    sentences: list[Sentence]

    def named_places(self) -> Iterator[Resolved]:
        """All places that the report names, in order."""
        for sentence in self.sentences:
            for at in sentence.places:
                yield at.value


def split(report: Report, codebook: Codebook) -> Document:
    """Split a report into sentences and words."""
    document = Document(report, codebook, [])
    for name in _FIELDS:
        text = report.field(name)
        for start, end in sentences.split(text):
            tokens = [Token(t.start + start, t.end + start, t.text, t.form) for t in tokenize(text[start:end])]
            for at in range(0, len(tokens), LONGEST_SENTENCE):
                piece = tokens[at : at + LONGEST_SENTENCE]
                index = len(document.sentences)
                document.sentences.append(Sentence(report, codebook, index, name, piece[0].start, piece[-1].end, piece))
    return document


def annotate(document: Document) -> None:
    """Find the numbers, times and places of a document, each in its sentence."""
    report = document.report
    whole = f"{report.title or ''}\n{report.text}"
    anchor = times.anchor(whole, report.published) if report.published else None
    found_places = places.find(whole, published=report.published, outlet=report.outlet)
    base = 0
    for name in _FIELDS:
        text = report.field(name)
        rows = [sentence for sentence in document.sentences if sentence.field == name]
        if rows:
            for number in numbers.find(text):
                _locate(rows, number.bound_start, number.bound_end, number, lambda row: row.numbers)
            for time in times.find(text, anchor):
                _locate(rows, time.start, time.end, time, lambda row: row.times)
            for place in found_places:
                if base <= place.start < base + len(text):
                    _locate(rows, place.start - base, place.end - base, place, lambda row: row.places)
        base += len(text) + 1


def _locate(rows: list[Sentence], start: int, end: int, value: T, of: Callable[[Sentence], list[Located[T]]]) -> None:
    """Put what stands at ``start`` to ``end`` of a field into its sentence; what runs over two is left out."""
    at = bisect_right(rows, start, key=lambda row: row.start) - 1
    if at < 0 or end > rows[at].end:
        return
    tokens = rows[at].tokens
    first = bisect_right(tokens, start, key=lambda token: token.end)
    last = bisect_left(tokens, end, key=lambda token: token.start)
    if first < last:
        of(rows[at]).append(Located(first, last, value))
