"""The setting of a statement: place, time and source, each with the words that say it."""

from collections.abc import Sequence
from dataclasses import dataclass

from marsad import places
from marsad.arabic.times import TimeExpression
from marsad.reader.document import Document, Located, Sentence
from marsad.reader.sources import Attribution
from marsad.record import Place, Source, Span

CARRY = 3
"""Over how many sentences a place goes on while the text names no other."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Place, time and source of a statement with their evidence; None where the report gives none."""

    place: Place | None = None
    place_span: Span | None = None
    when: str | None = None
    when_span: Span | None = None
    source: Source | None = None
    source_span: Span | None = None
    via_span: Span | None = None
    attribution: Attribution | None = None
    place_is_near: bool = False
    """Whether the place stands in the statement's own sentence."""

    @property
    def where(self) -> str | None:
        """The name by which the place is compared with others."""
        return (self.place.name or self.place.text) if self.place else None


def setting(
    document: Document, attributions: dict[int, list[Attribution]], sentence: Sentence, start: int, end: int
) -> Setting:
    """The setting of what stands at tokens ``start`` to ``end`` of a sentence."""
    place, place_span = _place(document, sentence, start)
    when, when_span = _when(sentence, start, end)
    attribution = _attribution(attributions.get(sentence.index, ()), start)
    return Setting(
        place,
        place_span,
        when,
        when_span,
        Source(text=attribution.source.text, via=attribution.via.text if attribution.via else None)
        if attribution
        else None,
        attribution.source if attribution else None,
        attribution.via if attribution else None,
        attribution,
        bool(place_span) and any(p.value.role == "place" for p in sentence.places),
    )


def _place(document: Document, sentence: Sentence, start: int) -> tuple[Place, Span] | tuple[None, None]:
    """The place named nearest in the sentence, behind the statement rather than before it; else the last one named."""
    here = [p for p in sentence.places if p.value.role == "place"]
    if here:
        best = min(here, key=lambda p: p.start - start if p.start >= start else 2 * (start - p.start))
        return _as_place(sentence, best)
    for earlier in reversed(document.sentences[max(0, sentence.index - CARRY) : sentence.index]):
        there = [p for p in earlier.places if p.value.role == "place"]
        if there:
            return _as_place(earlier, there[0])
    return None, None


def _as_place(sentence: Sentence, found: Located[places.Resolved]) -> tuple[Place, Span]:
    place = found.value
    base = 0 if sentence.field == "title" else len(sentence.report.title or "") + 1
    span = sentence.report.span(sentence.field, place.start - base, place.end - base)
    return (
        Place(
            text=span.text,
            name=place.name,
            country=place.country,
            geonames=place.geonames,
            latitude=place.latitude,
            longitude=place.longitude,
            radius_km=place.radius_km,
        ),
        span,
    )


def _when(sentence: Sentence, start: int, end: int) -> tuple[str, Span] | tuple[None, None]:
    """The dated time expression nearest to the statement in its sentence."""
    dated = [t for t in sentence.times if t.value.when]
    if not dated:
        return None, None
    best = min(dated, key=lambda t: (t.start - end if t.start >= end else start - t.end + 1) + _vagueness(t))
    when = best.value.when
    assert when is not None
    return when, _time_span(sentence, best)


def _vagueness(found: Located[TimeExpression]) -> int:
    """How many words nearer a time must stand to go before a day: years and months tell of the background."""
    when = found.value.when or ""
    return 0 if len(when) == len("2017-10-17") else 6


def _time_span(sentence: Sentence, found: Located[TimeExpression]) -> Span:
    return sentence.report.span(sentence.field, found.value.start, found.value.end)


def _attribution(rows: Sequence[Attribution], start: int) -> Attribution | None:
    """The attribution that covers the statement: the last one that begins before it, else the first."""
    covering = [a for a in rows if a.start <= start < a.end]
    return covering[-1] if covering else None
