"""Places and times that a person names by words alone: what is known of them.

The gazetteer and the times are loaded where they are asked for: most of what opens an archive corrects nothing.
"""

from collections import Counter
from collections.abc import Sequence

from marsad.corrections.words import distance
from marsad.record import Place, Record, Span


def place_of(record: Record, text: str, name: str | None = None, country: str | None = None) -> Place:
    """The place that words of the report mean: as elsewhere in the record, else by the gazetteer.

    ``name`` and ``country`` say which of several it is. Where nothing known is called so, there is no point.
    """
    from marsad import places

    known = [one.place for one in (*record.events, *record.figures) if one.place]
    for place in known:
        if place.text == text and name in (None, place.name) and country in (None, place.country):
            return place
    lands = Counter(place.country for place in known if place.country)
    likely = country or (lands.most_common(1)[0][0] if lands else None)
    for found in places.resolve(text, country=likely):
        if _called(found.name, name) and country in (None, found.country):
            return Place(
                text=text,
                name=found.name,
                country=found.country,
                geonames=found.geonames,
                latitude=found.latitude,
                longitude=found.longitude,
                radius_km=found.radius_km,
            )
    return Place(text=text, name=name, country=country)


def _called(found: str | None, name: str | None) -> bool:
    return name is None or (found or "").casefold() == name.casefold()


def time_words(record: Record, when: str, near: Sequence[Span]) -> Span | None:
    """The words of the report that say this time, those nearest to ``near``; None where none do."""
    return _nearest([span for span, said in _times(record) if said == when], near)


def words_around_time(record: Record, when: str, near: Sequence[Span]) -> Span:
    """The words that a time may rest on that somebody gave without words.

    Those that say it, else those of a time with a day in common, else the line in which the statement stands.
    """
    from marsad.incidents import days_of

    days = days_of(when)
    common = [
        span
        for span, said in _times(record)
        if days and (its := days_of(said)) and its[0] <= days[1] and days[0] <= its[1]
    ]
    return time_words(record, when, near) or _nearest(common, near) or _line(record, near[0])


def _times(record: Record) -> list[tuple[Span, str]]:
    from marsad.arabic import times

    report = record.report
    return [
        (report.span(field, found.start, found.end), found.when)
        for field in ("title", "text")
        for found in times.find(report.field(field), report.published)
        if found.when
    ]


def _nearest(spans: Sequence[Span], near: Sequence[Span]) -> Span | None:
    return min(spans, key=lambda span: min(distance(span, other) for other in near), default=None)


def _line(record: Record, span: Span) -> Span:
    text = record.report.field(span.field)
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return record.report.span(span.field, start, len(text) if end < 0 else end)
