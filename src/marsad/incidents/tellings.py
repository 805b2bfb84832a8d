"""A telling: one event as one report tells it, with what is needed to know it again in another report."""

import calendar
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from marsad.arabic import sentences
from marsad.incidents.happenings import Happening, happenings
from marsad.incidents.words import rarity, shingles, words
from marsad.record import EventType, Figure, Place, Record, Report, Span, Stance

TELLING_RARITY = 4
"""A word in more than one report of sixteen says nothing about which event is told."""
SKETCH = 64
"""How many shingles of a telling are kept, the lowest ones: a bottom-k sketch (Broder 1997)."""

Days = tuple[int, int]
"""First and last day, as proleptic ordinals of ``datetime.date``."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One event in one report.

    ``id`` names it by report, type and first words, so it stays when other statements of the report are read
    otherwise. ``days`` is None where the report gives no day or leaves a side open; ``published`` is an
    ordinal of ``datetime.date``. ``words`` are the rarer words of the sentences that tell it, ``shingles`` a sketch
    of their runs of words, ``numbers`` each harm with a number that is named for it.
    """

    id: str
    report: str
    event: str
    type: EventType
    place: Place | None
    place_words: frozenset[str]
    days: Days | None
    published: int | None
    people: frozenset[str]
    words: frozenset[str]
    weight: int
    shingles: frozenset[int]
    numbers: frozenset[tuple[str, int]]


def tellings_of(record: Record) -> list[Telling]:
    """The tellings of a record: its happenings, but for those that are only expected."""
    fields = {name: _Field(record.report, name) for name in ("title", "text")}
    return [
        _telling(record.report, happening, fields)
        for happening in happenings(record)
        if happening.event.stance is not Stance.EXPECTED
    ]


class _Field:
    """The sentences of a field of a report."""

    def __init__(self, report: Report, name: str) -> None:
        self.text = report.field(name)
        self.sentences = sentences.split(self.text)

    def around(self, span: Span) -> Iterator[tuple[int, int]]:
        """The sentences that a span stands in."""
        return ((start, end) for start, end in self.sentences if start < span.end and span.start < end)


def _telling(report: Report, happening: Happening, fields: dict[str, _Field]) -> Telling:
    event, figures = happening.event, happening.figures
    spans = [*event.mentions, *(figure.span for figure in figures)]
    told = _told(spans, fields)
    rare = frozenset(w for sentence in told for w in sentence if not w[0].isdigit() and rarity(w) >= TELLING_RARITY)
    runs = frozenset[int]().union(*(shingles(sentence) for sentence in told))
    return Telling(
        id=happening.id,
        report=report.id,
        event=event.id,
        type=event.type,
        place=event.place,
        place_words=_names([event.place.text]) if event.place else frozenset(),
        days=days_of(event.when),
        published=report.published.toordinal() if report.published else None,
        people=_names([*event.actors, *event.targets]),
        words=rare,
        weight=sum(map(rarity, rare)),
        shingles=frozenset(sorted(runs)[:SKETCH]),
        numbers=frozenset((figure.harm.value, named) for figure in figures if (named := _named(figure)) is not None),
    )


def _told(spans: Iterable[Span], fields: dict[str, _Field]) -> list[list[str]]:
    """The words of the sentences in which an event or its figures are named, each sentence once, in order."""
    where = sorted({(span.field, *bounds) for span in spans for bounds in fields[span.field].around(span)})
    return [words(fields[name].text[start:end]) for name, start, end in where]


def _names(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(word for phrase in phrases for word in words(phrase) if rarity(word) >= TELLING_RARITY)


def _named(figure: Figure) -> int | None:
    """The number that the words name; a vague one names none."""
    return None if figure.bound == "vague" else figure.low if figure.low is not None else figure.high


def to_text(telling: Telling) -> str:
    """A telling as JSON in short, for an archive: so that it need not be made anew from its record."""
    place = telling.place.model_dump(mode="json") if telling.place else None
    return json.dumps(
        [
            telling.id, telling.report, telling.event, telling.type.value, place, sorted(telling.place_words),
            telling.days, telling.published, sorted(telling.people), " ".join(sorted(telling.words)), telling.weight,
            sorted(telling.shingles), sorted(telling.numbers),
        ],
        ensure_ascii=False, separators=(",", ":"),
    )  # fmt: skip


def from_text(text: str) -> Telling:
    """The telling that ``to_text`` wrote."""
    name, report, event, kind, place, places, days, published, people, told, weight, runs, numbers = json.loads(text)
    return Telling(
        id=name,
        report=report,
        event=event,
        type=EventType(kind),
        # It was checked when the record was made; a check for each of hundreds of candidates would take long.
        place=Place.model_construct(**place) if place else None,
        place_words=frozenset(places),
        days=(days[0], days[1]) if days else None,
        published=published,
        people=frozenset(people),
        words=frozenset(told.split()),
        weight=weight,
        shingles=frozenset(runs),
        numbers=frozenset((harm, count) for harm, count in numbers),
    )


def days_of(when: str | None) -> Days | None:
    """First and last day of an ISO 8601 time of the record; None where there is none or a side is open."""
    if when is None:
        return None
    start, _, end = when.partition("/")
    if ".." in (start, end):
        return None
    return _day(start, "first"), _day(end or start, "last")


def _day(point: str, side: Literal["first", "last"]) -> int:
    parts = [int(part) for part in point.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else (1 if side == "first" else 12)
    if len(parts) > 2:
        return date(year, month, parts[2]).toordinal()
    return date(year, month, 1 if side == "first" else calendar.monthrange(year, month)[1]).toordinal()
