"""What Marsad's own grammars say of words that a model quotes: how many people, which day, which place."""

from dataclasses import dataclass
from functools import cached_property

from marsad import places
from marsad.arabic import numbers, times
from marsad.arabic.numbers import Number
from marsad.arabic.orthography import fold
from marsad.arabic.times import TimeExpression
from marsad.arabic.tokens import Token, tokenize
from marsad.codebook import Codebook, Match, PeopleWord
from marsad.engines.llm.words import FieldName
from marsad.places import Resolved
from marsad.record import Bound, Group, Place, Report, Span

_FIELDS: tuple[FieldName, ...] = ("title", "text")
_WITHOUT_NUMBER: dict[str, tuple[int, int | None, Bound]] = {
    "singular": (1, 1, Bound.EXACT),
    "dual": (2, 2, Bound.EXACT),
    "plural": (2, None, Bound.VAGUE),
}
"""What a noun for people says of their number where none is written (codebook, 4)."""


_DUAL_OR_PLURAL = "ين"
"""The ending that a dual and a plural share in writing."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many people words count, with the words that bound the number; ``group`` if the noun tells one."""

    span: Span
    low: int | None
    high: int | None
    bound: Bound
    group: Group | None = None
    why: str = "number:grammar"


class Grammars:
    """Numbers, times, places and nouns for people in one report, each found when first asked for."""

    def __init__(self, report: Report, codebook: Codebook) -> None:
        self._report, self._codebook = report, codebook

    def count(self, span: Span, said: tuple[int | None, int | None]) -> Count | None:
        """The number in the words of a span, else that of their noun; None where neither tells.

        Of several numbers it is the one with the limits that the model ``said``, else the first.
        """
        nouns = self._nouns_in(span)
        group = self._group(nouns[0]) if nouns else None
        counting = [number for number in self._numbers[span.field] if _overlap(number.start, number.end, span)]
        if counting:
            number = next((number for number in counting if (number.low, number.high) == said), counting[0])
            start, end = min(span.start, number.bound_start), max(span.end, number.bound_end)
            whole = self._report.span(span.field, start, end)
            low, high = (None if limit is None else int(limit) for limit in (number.low, number.high))
            return Count(whole, low, high, Bound(number.bound), group)
        if nouns and not self.has_number(span):
            return self._without_number(span, nouns, said, group)
        return None

    def _without_number(
        self, span: Span, nouns: list[Match], said: tuple[int | None, int | None], group: Group | None
    ) -> Count:
        """What nouns say of their number by their forms; the model is followed where the forms leave it open."""
        low, high = said
        if low is not None and low == high and low > 1 and self.may_name(span, low) and _joined(span) > 1:
            return Count(span, low, high, Bound.EXACT, group, "number:model")
        name, _, form = nouns[0].key.partition(":")
        other = {"dual": "plural", "plural": "dual"}.get(form)
        if other and span.text.endswith(_DUAL_OR_PLURAL) and said == _WITHOUT_NUMBER[other][:2]:
            return Count(span, *_WITHOUT_NUMBER[other], group, "number:model")
        return Count(span, *_WITHOUT_NUMBER[form], group, f"people:{name}")

    def may_name(self, span: Span, people: int) -> bool:
        """Whether words without a number may name so many: each of those joined by ``و`` is one or two."""
        return _joined(span) <= people <= 2 * _joined(span)

    def has_number(self, span: Span) -> bool:
        """Whether an amount stands in the words, of people or of something else."""
        amounts = (number for number in self._all_numbers[span.field] if number.kind != "ordinal")
        return any(_overlap(amount.start, amount.end, span) for amount in amounts)

    def time(self, span: Span) -> TimeExpression | None:
        """The time expression that the words are, or are part of."""
        met = [time for time in self._times[span.field] if _overlap(time.start, time.end, span)]
        return max(met, key=lambda time: (time.when is not None, _overlap(time.start, time.end, span)), default=None)

    def place(self, span: Span) -> tuple[Place, Span]:
        """The place that the words name, with the words that name it in full; without a point where none is known."""
        base = self._base(span.field)
        here = span.model_copy(update={"start": span.start + base, "end": span.end + base})
        found = [place for place in self._places if _overlap(place.start, place.end, here)]
        if not found:
            found = [p for p in self._named(here.start, here.end) if _overlap(p.start, p.end, here)]
        best = max(found, key=lambda place: _overlap(place.start, place.end, here), default=None)
        if best is None:
            return Place(text=span.text), span
        if best.start <= here.start and here.end <= best.end:
            span = self._report.span(span.field, best.start - base, best.end - base)
        return (
            Place(
                text=span.text,
                name=best.name,
                country=best.country,
                geonames=best.geonames,
                latitude=best.latitude,
                longitude=best.longitude,
                radius_km=best.radius_km,
            ),
            span,
        )

    @cached_property
    def _all_numbers(self) -> dict[str, list[Number]]:
        return {name: numbers.find(self._report.field(name)) for name in _FIELDS}

    @cached_property
    def _numbers(self) -> dict[str, list[Number]]:
        """Numbers that may count people: whole, positive, no share, no rank, no part of a date."""
        return {
            name: [
                number
                for number in self._all_numbers[name]
                if number.kind in ("cardinal", "range", "vague")
                and all(limit is None or (limit == int(limit) and limit > 0) for limit in (number.low, number.high))
                and not any(t.start <= number.start < t.end for t in self._times[name])
            ]
            for name in _FIELDS
        }

    @cached_property
    def _times(self) -> dict[str, list[TimeExpression]]:
        report = self._report
        anchor = times.anchor(self._whole, report.published) if report.published else None
        return {name: times.find(report.field(name), anchor) for name in _FIELDS}

    @cached_property
    def _places(self) -> list[Resolved]:
        return places.find(self._whole, published=self._report.published, outlet=self._report.outlet)

    def _named(self, start: int, end: int) -> list[Resolved]:
        """Places where the words are taken for the name of one, whatever stands around them."""
        return places.find(self._whole, outlet=self._report.outlet, names=[(start, end)])

    @property
    def _whole(self) -> str:
        return f"{self._report.field('title')}\n{self._report.text}"

    def _base(self, field: str) -> int:
        return 0 if field == "title" else len(self._report.field("title")) + 1

    @cached_property
    def _nouns(self) -> dict[str, list[tuple[Match, int, int]]]:
        """Nouns for people with their offsets, without what is attached before them."""
        found: dict[str, list[tuple[Match, int, int]]] = {}
        for name in _FIELDS:
            tokens = tokenize(self._report.field(name))
            matches = self._codebook.matcher(PeopleWord).best(tokens)
            found[name] = [(match, _begin(tokens[match.start], match), tokens[match.end - 1].end) for match in matches]
        return found

    def _nouns_in(self, span: Span) -> list[Match]:
        """The nouns for people in the words."""
        return [match for match, start, end in self._nouns[span.field] if _overlap(start, end, span)]

    def _group(self, match: Match) -> Group:
        return self._codebook.get(PeopleWord, match.key.partition(":")[0]).group


def _begin(token: Token, match: Match) -> int:
    leading = match.reading.leading
    return token.start + (fold(token.text).span(leading, len(token.form))[0] if 0 < leading < len(token.form) else 0)


def _joined(span: Span) -> int:
    """How many words or phrases are joined in a span by ``و``."""
    return 1 + sum(token.joined for token in tokenize(span.text)[1:])


def _overlap(start: int, end: int, span: Span) -> int:
    """How many characters are shared."""
    return max(0, min(end, span.end) - max(start, span.start))
