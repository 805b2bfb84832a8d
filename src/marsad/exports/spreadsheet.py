"""Records as two CSV files for spreadsheets: one row for each event, one for each figure.

The files open rightly in Excel and LibreOffice: UTF-8 with a byte order mark, comma, CRLF, quotes doubled.

A report is written by strangers, and a spreadsheet runs a cell that begins with ``=``, ``+``, ``-`` or
``@`` as a formula. Such a text cell gets an apostrophe in front (OWASP, "CSV Injection"), also where white
space comes before the sign. Take it away to have the words as they are in the report. Cells that hold numbers
are never changed.

Where a cell holds several values (mentions, actors, targets, why) they are joined by `` | ``; the places of
their words (``…_at``) in the same order, each as ``field:start-end`` in code points.
"""

import calendar
import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from marsad.record import Event, Figure, Record, Report, Span

_Row = dict[str, str | int | float | None]

_REPORT = ("report", "outlet", "published", "title", "url")
_STATEMENT = (
    *("place", "place_name", "country", "geonames", "latitude", "longitude", "radius_km", "place_at"),
    *("when", "when_first_day", "when_last_day", "when_words", "when_at"),
    *("source", "source_at", "via", "via_at", "stance", "confidence", "why"),
)
EVENT_COLUMNS = (
    *_REPORT,
    *("event", "type", "mentions", "mentions_at", "actors", "actors_at", "targets", "targets_at"),
    *_STATEMENT,
)
"""The columns of ``events.csv``."""
FIGURE_COLUMNS = (
    *_REPORT,
    *(
        "figure",
        "event",
        "part_of",
        "harm",
        "low",
        "high",
        "bound",
        "group",
        "cumulative",
        "words",
        "words_at",
    ),
    *_STATEMENT,
)
"""The columns of ``figures.csv``."""

_BETWEEN = " | "
# The signs that begin a formula, also in the full width of East Asian fonts; a tab or line end at the very
# start is as dangerous.
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
# What no spreadsheet can hold: the control characters that XML does not allow.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def write_csv(records: Iterable[Record], folder: Path) -> tuple[Path, Path]:
    """Write ``events.csv`` and ``figures.csv`` into a folder, which is made where it is missing.

    The records are taken one by one; files of these names are overwritten. Gives the two paths. Raises
    OSError where the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    events, figures = folder / "events.csv", folder / "figures.csv"
    with (
        events.open("w", encoding="utf-8-sig", newline="") as event_file,
        figures.open("w", encoding="utf-8-sig", newline="") as figure_file,
    ):
        event_rows = csv.DictWriter(event_file, EVENT_COLUMNS, lineterminator="\r\n")
        figure_rows = csv.DictWriter(figure_file, FIGURE_COLUMNS, lineterminator="\r\n")
        event_rows.writeheader()
        figure_rows.writeheader()
        for record in records:
            event_rows.writerows(guarded(event_row(record.report, event)) for event in record.events)
            figure_rows.writerows(guarded(figure_row(record.report, figure)) for figure in record.figures)
    return events, figures


def event_row(report: Report, event: Event) -> _Row:
    """The cells of an event by their column, before formulas are guarded."""
    return {
        **_report_cells(report),
        "event": event.id,
        "type": event.type,
        "mentions": _BETWEEN.join(mention.text for mention in event.mentions),
        "mentions_at": _at(event.mentions),
        "actors": _BETWEEN.join(event.actors),
        "actors_at": _at(event.evidence.actors),
        "targets": _BETWEEN.join(event.targets),
        "targets_at": _at(event.evidence.targets),
        **_statement_cells(event),
    }


def figure_row(report: Report, figure: Figure) -> _Row:
    """The cells of a figure by their column, before formulas are guarded."""
    return {
        **_report_cells(report),
        "figure": figure.id,
        "event": figure.event,
        "part_of": figure.part_of,
        "harm": figure.harm,
        "low": figure.low,
        "high": figure.high,
        "bound": figure.bound,
        "group": figure.group,
        "cumulative": "true" if figure.cumulative else "false",
        "words": figure.span.text,
        "words_at": _at([figure.span]),
        **_statement_cells(figure),
    }


def _report_cells(report: Report) -> _Row:
    return {
        "report": report.id,
        "outlet": report.outlet,
        "published": report.published.isoformat() if report.published else None,
        "title": report.title,
        "url": report.url,
    }


def _statement_cells(statement: Event | Figure) -> _Row:
    place, source, evidence = statement.place, statement.source, statement.evidence
    first, last = days(statement.when) if statement.when else (None, None)
    return {
        "place": place.text if place else None,
        "place_name": place.name if place else None,
        "country": place.country if place else None,
        "geonames": place.geonames if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "radius_km": place.radius_km if place else None,
        "place_at": _at([evidence.place]),
        "when": statement.when,
        "when_first_day": first,
        "when_last_day": last,
        "when_words": evidence.when.text if evidence.when else None,
        "when_at": _at([evidence.when]),
        "source": source.text if source else None,
        "source_at": _at([evidence.source]),
        "via": source.via if source else None,
        "via_at": _at([evidence.via]),
        "stance": statement.stance,
        "confidence": statement.confidence,
        "why": _BETWEEN.join(statement.why),
    }


def _at(spans: Iterable[Span | None]) -> str:
    return _BETWEEN.join(f"{span.field}:{span.start}-{span.end}" for span in spans if span)


def days(when: str) -> tuple[str | None, str | None]:
    """First and last day of an ISO 8601 time of the record; None for an open side.

    Spreadsheets take ``2017-06`` for the first of June; these two columns say what is meant.
    """
    start, slash, end = when.partition("/")
    return _day(start, first=True), _day(end if slash else start, first=False)


def _day(point: str, *, first: bool) -> str | None:
    if point == "..":
        return None
    parts: Sequence[int] = [int(part) for part in point.split("-")]
    year = parts[0]
    month = parts[1] if len(parts) > 1 else 1 if first else 12
    day = parts[2] if len(parts) > 2 else 1 if first else calendar.monthrange(year, month)[1]
    return f"{year:04}-{month:02}-{day:02}"


def guarded(row: _Row) -> _Row:
    """The cells, none of which a spreadsheet will run as a formula."""
    return {name: _safe(cell) if isinstance(cell, str) else cell for name, cell in row.items()}


def _safe(text: str) -> str:
    text = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", str(text))
    return f"'{text}" if _FORMULA.match(text) else text
