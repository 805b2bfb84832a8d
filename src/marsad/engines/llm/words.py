"""Words of a report found again: exactly, or nearly enough to say which words were meant."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from marsad.arabic import sentences
from marsad.arabic.orthography import fold
from marsad.arabic.tokens import Token, readings, tokenize
from marsad.record import Report, Span

LONGEST_QUOTATION = 400
"""Characters; what is longer is no value of a statement."""

FieldName = Literal["title", "text"]
_FIELDS: tuple[FieldName, ...] = ("title", "text")
# Similarity (difflib's ratio) from which other words are taken for a misspelling of these.
_ALIKE = 0.85
_SHORTEST_REPAIRED = 4
_PAIRS = (("(", ")"), ("[", "]"), ("«", "»"), ("“", "”"), ('"', '"'))
_EDGES = " \t\n\r\"'«»“”‘’.,،؛;:!؟?…"


@dataclass(frozen=True, slots=True)
class Found:
    """Where words stand in the report; ``repaired`` where the report writes them otherwise."""

    span: Span
    repaired: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the report; 0 is the title."""

    number: int
    field: FieldName
    start: int
    end: int


class Words:
    """The words of one report, with and without what is attached before them."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.sentences = list(_sentences(report))
        self._by_field = {name: [row for row in self.sentences if row.field == name] for name in _FIELDS}
        self._places: list[tuple[FieldName, Token]] = []
        # Words as they may be quoted: to the token, and how many of its letters the quotation leaves out.
        self._starts: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for name in _FIELDS:
            for token in tokenize(report.field(name)):
                if token.form[0].isalnum():
                    for word, lead in _quotable(token.form):
                        self._starts[word].append((len(self._places), lead))
                    self._places.append((name, token))
        self._forms = [token.form for _, token in self._places]
        self._known: dict[str, list[Span]] = {}

    def find(self, wanted: str, *, sentence: int | None = None, near: Span | None = None) -> Found | None:
        """The words, in the numbered sentence rather than elsewhere, and the nearest to a span; None for no words.

        Only whole words are found, with or without the conjunctions and prepositions that are written on to the
        first.
        """
        if wanted not in self._known:
            self._known[wanted] = list(self._spans(wanted))
        spans = self._known[wanted]
        if not spans:
            return None

        def order(span: Span) -> tuple[bool, bool, bool, int, int]:
            elsewhere = sentence is not None and self.sentence_of(span) != sentence
            return elsewhere, _differs(span, wanted), *_distance(span, near)

        best = min(spans, key=order)
        return Found(best, _differs(best, wanted))

    def _spans(self, wanted: str) -> Iterator[Span]:
        """Everywhere that the words stand; where they stand nowhere, the words most like them."""
        if len(wanted) > LONGEST_QUOTATION:
            return
        forms = [token.form for token in tokenize(wanted) if token.form[0].isalnum()]
        if not forms:
            return
        equal = list(self._equal(forms))
        for at, lead in equal:
            yield self._span(at, lead, len(forms))
        if not equal:
            for at, count in self._alike(forms):
                yield self._span(at, 0, count)

    def sentence_of(self, span: Span) -> int | None:
        """The number of the sentence in which a span begins."""
        rows = self._by_field[span.field]
        at = bisect_right(rows, span.start, key=lambda row: row.start) - 1
        return rows[at].number if at >= 0 else None

    def _equal(self, forms: list[str]) -> Iterator[tuple[int, int]]:
        """Where these words stand, but for their spelling: the first token, and the letters before the words."""
        first, *others = forms
        starts = list(self._starts.get(first, ()))
        if first.startswith("ال"):
            # With the preposition ل the article loses its letter: للجيش is ل and الجيش.
            starts += [row for row in self._starts.get(first[2:], ()) if self._forms[row[0]][: row[1]].endswith("لل")]
        for at, lead in starts:
            if self._forms[at + 1 : at + len(forms)] == others and self._in_one_field(at, len(forms)):
                yield at, lead

    def _alike(self, forms: list[str]) -> list[tuple[int, int]]:
        """The words most like these, as first token and count, if they are like enough and have the same digits."""
        wanted = " ".join(forms)
        if len(wanted) < _SHORTEST_REPAIRED:
            return []
        matcher = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(wanted)
        best, score = [], _ALIKE
        for at, count in self._candidates(forms):
            words = " ".join(self._forms[at : at + count])
            if _digits(words) != _digits(wanted) or not self._in_one_field(at, count):
                continue
            matcher.set_seq1(words)
            if matcher.real_quick_ratio() < score or matcher.quick_ratio() < score:
                continue
            ratio = matcher.ratio()
            if ratio > score:
                best, score = [(at, count)], ratio
            elif ratio == score:
                best.append((at, count))
        return best

    def _candidates(self, forms: list[str]) -> Iterable[tuple[int, int]]:
        """Runs of words that could be these: of several words, one at least is the same."""
        if len(forms) == 1:
            return ((at, 1) for at in range(len(self._forms)))
        near = set()
        for offset, form in enumerate(forms):
            for at, _ in self._starts.get(form, ()):
                for count in (len(forms) - 1, len(forms), len(forms) + 1):
                    for shift in (-1, 0, 1):
                        first = at - offset + shift
                        if first >= 0 and first + count <= len(self._forms) and first <= at < first + count:
                            near.add((first, count))
        return sorted(near)

    def _in_one_field(self, at: int, count: int) -> bool:
        return at + count <= len(self._places) and self._places[at][0] == self._places[at + count - 1][0]

    def _span(self, at: int, lead: int, count: int) -> Span:
        field, first = self._places[at]
        start = first.start
        if lead:
            start += fold(first.text).span(lead, len(first.form))[0]
        end = self._places[at + count - 1][1].end
        return self.report.span(field, *_balanced(self.report.field(field), start, end))


def _balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """A slice with both marks of a pair of which it has one: (داعش) has its closing bracket."""
    for opening, closing in _PAIRS:
        opened, closed = text.count(opening, start, end), text.count(closing, start, end)
        alone = opening == closing and opened % 2 == 1
        if (alone or opened > closed) and text.startswith(closing, end):
            end += 1
        elif (alone or opened < closed) and text.endswith(opening, 0, start):
            start -= 1
    return start, end


def _differs(span: Span, wanted: str) -> bool:
    return span.text.strip(_EDGES) != wanted.strip(_EDGES)


def _distance(span: Span, near: Span | None) -> tuple[bool, int, int]:
    if near is None:
        return span.field == "title", 0, span.start
    apart = max(span.start - near.end, near.start - span.end, 0)
    return span.field != near.field, apart, span.start


def _sentences(report: Report) -> Iterator[Sentence]:
    title = report.field("title")
    if title.strip():
        yield Sentence(0, "title", 0, len(title))
    for number, (start, end) in enumerate(sentences.split(report.text), 1):
        yield Sentence(number, "text", start, end)


def _quotable(form: str) -> set[tuple[str, int]]:
    """A word as it may be quoted, each with the letters before it that the quotation leaves out.

    The article belongs to the words of the report even where it is left out of a quotation.
    """
    found = {(form, 0)}
    for reading in readings(form):
        if not reading.pronoun and reading.nominal:
            found |= {(form[reading.leading :], reading.leading), (form[reading.offset :], reading.leading)}
    return found


def _digits(words: str) -> list[str]:
    return [word for word in words.split() if any(map(str.isdigit, word))]
