"""Cumulative tolls: totals over a period or a campaign, kept apart from incidents, as series by source and area."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from marsad.incidents.claims import is_toll
from marsad.incidents.words import words
from marsad.record import Figure, Group, Harm, Record


@dataclass(frozen=True, slots=True)
class Point:
    """One toll as a report gives it, for the period ``when`` (ISO 8601) if it names one."""

    published: date | None
    low: int | None
    high: int | None
    when: str | None
    report: str
    words: str


@dataclass(frozen=True, slots=True)
class Series:
    """The tolls of one source for one harm, group and area, in order of publication."""

    source: str | None
    area: str | None
    country: str | None
    harm: Harm
    group: Group
    points: tuple[Point, ...]


def series(records: Iterable[Record]) -> list[Series]:
    """The series of all tolls that records give; figures that only add up events of their report are left out."""
    found: dict[tuple[object, ...], list[tuple[Record, Figure]]] = {}
    for record in records:
        for figure in record.figures:
            if figure.cumulative and is_toll(record, figure):
                place, source = figure.place, figure.source
                who = tuple(words(source.text)) if source else (record.report.outlet,)
                area = (place.name or place.text) if place else None
                found.setdefault((who, area, figure.harm, figure.group), []).append((record, figure))
    listed = [_series(some) for some in found.values()]
    return sorted(listed, key=lambda one: (one.area or "", one.source or "", one.harm, one.group))


def _series(some: list[tuple[Record, Figure]]) -> Series:
    some = sorted(some, key=lambda item: (item[0].report.published or date.max, item[0].report.id, item[1].id))
    first = some[0][1]
    return Series(
        source=first.source.text if first.source else None,
        area=(first.place.name or first.place.text) if first.place else None,
        country=first.place.country if first.place else None,
        harm=first.harm,
        group=first.group,
        points=tuple(
            Point(record.report.published, f.low, f.high, f.when, record.report.id, f.span.text) for record, f in some
        ),
    )
