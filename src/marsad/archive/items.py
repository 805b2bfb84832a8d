"""What goes into an archive and comes out of it."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self

from pydantic import TypeAdapter
from sqlalchemy import Row

from marsad.record import Event, Figure, Record, Report

_events = TypeAdapter(tuple[Event, ...])
_figures = TypeAdapter(tuple[Figure, ...])


@dataclass(frozen=True, slots=True)
class Reading:
    """A record in the form that the archive keeps: the report, and JSON of what was read in it.

    A process that reads makes it, so that the one process that writes has little to do.
    """

    report: Report
    events: str
    figures: str
    made_by: str
    event_count: int
    figure_count: int

    @classmethod
    def of(cls, record: Record) -> Self:
        """The reading of a record."""
        return cls(
            report=record.report,
            events=_events.dump_json(record.events).decode(),
            figures=_figures.dump_json(record.figures).decode(),
            made_by=record.made_by.model_dump_json(),
            event_count=len(record.events),
            figure_count=len(record.figures),
        )

    def record(self) -> Record:
        """The record, checked as every record is."""
        return Record(
            report=self.report,
            events=_events.validate_json(self.events),
            figures=_figures.validate_json(self.figures),
            made_by=json.loads(self.made_by),
        )


def reading_columns(reading: Reading, now: datetime) -> dict[str, object]:
    """The columns of a reading, but for the report that it belongs to."""
    return {
        "events": reading.events,
        "figures": reading.figures,
        "made_by": reading.made_by,
        "event_count": reading.event_count,
        "figure_count": reading.figure_count,
        "read_at": now,
    }


def reading_of(row: Row[Any]) -> Reading:
    """The reading in a row of reports joined with readings."""
    return Reading(
        report=Report(
            id=row.id, outlet=row.outlet, published=row.published, title=row.title, text=row.text, url=row.url
        ),
        events=row.events,
        figures=row.figures,
        made_by=row.made_by,
        event_count=row.event_count,
        figure_count=row.figure_count,
    )


class Fate(StrEnum):
    """What became of a report that was to be added."""

    KEPT = "kept"
    RENAMED = "renamed"
    DATED = "dated"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a report: ``asked`` is its own id, ``id`` the one under which the archive has it.

    ``KEPT``: it is new. ``RENAMED``: it is new, but other words have its id, so its own is longer.
    ``SKIPPED``: the archive had its outlet and words; its id is an alias now. ``DATED``: the same, but the
    one kept had no day of publication and has it now, with all that was read by it. ``other_day`` is true
    where a skipped duplicate has another day than the one kept.
    """

    id: str
    asked: str
    fate: Fate
    event_count: int = 0
    figure_count: int = 0
    other_day: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """One line of the list of an archive."""

    id: str
    outlet: str | None
    published: date | None
    title: str | None
    event_count: int
    figure_count: int


@dataclass(frozen=True, slots=True)
class KeptFailure:
    """Something that could not be read: the ``input`` it came from, the ``place`` in it, and the reason."""

    input: str
    place: str
    report_id: str | None
    reason: str
    failed_at: datetime
