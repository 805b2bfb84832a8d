"""Putting a portion of reports into the tables: looked up at once, written at once."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, insert, select, update

from marsad.archive.correction_tables import corrected, write_shown
from marsad.archive.items import Added, Fate, Reading, reading_columns
from marsad.archive.tables import aliases, readings, reports
from marsad.fingerprint import fingerprint
from marsad.record import Report


class _Kept(NamedTuple):
    """The id and the day of a report that is kept."""

    id: str
    published: date | None


class Portion:
    """Some reports against what the archive has, within one transaction.

    Each is given to ``skip`` or ``add``, in any order; ``write`` at the end puts the new rows into the tables.
    """

    def __init__(self, connection: Connection, candidates: Sequence[Report]) -> None:
        """``candidates`` are the reports that will be asked about."""
        self._connection = connection
        self._now = datetime.now(UTC)
        self._marks = {id(report): _mark(report) for report in candidates}
        self._kept = _kept_reports(connection, self._marks.values())
        self._names = kept_names(connection, [report.id for report in candidates])
        self._rows: dict[Any, list[dict[str, object]]] = {reports: [], readings: [], aliases: []}

    def skip(self, report: Report) -> Added | None:
        """Skip a report that the archive has, and note its id as an alias; None where it is to be read."""
        kept = self._kept.get(self._marks[id(report)])
        if kept is None or _gives_day(report, kept):
            return None
        self._note_alias(report, kept.id)
        other_day = report.published is not None and report.published != kept.published
        return Added(kept.id, report.id, Fate.SKIPPED, other_day=other_day)

    def add(self, reading: Reading) -> Added:
        """Keep a reading, if the archive does not have its report."""
        report = reading.report
        skipped = self.skip(report)
        if skipped:
            return skipped
        mark = self._marks[id(report)]
        if mark in self._kept:
            kept_as, fate = self._kept[mark].id, Fate.DATED
            self._date(kept_as, reading)
        elif report.id in self._names:
            kept_as, fate = f"{report.id}~{mark[:8]}", Fate.RENAMED
            self._insert(kept_as, mark, reading)
        else:
            kept_as, fate = report.id, Fate.KEPT
            self._insert(kept_as, mark, reading)
        self._kept[mark] = _Kept(kept_as, report.published)
        return Added(kept_as, report.id, fate, reading.event_count, reading.figure_count)

    def write(self) -> None:
        """Put the new rows into the tables."""
        for table, rows in self._rows.items():
            if rows:
                self._connection.execute(insert(table), rows)
                rows.clear()

    def _insert(self, kept_as: str, mark: str, reading: Reading) -> None:
        own = {"id": kept_as, "fingerprint": mark, "added_at": self._now}
        self._rows[reports].append(reading.report.model_dump() | own)
        self._rows[readings].append({"report": kept_as, **reading_columns(reading, self._now)})
        self._names[kept_as] = kept_as

    def _date(self, kept_as: str, reading: Reading) -> None:
        """Give a report that is kept its day, and the reading that was made with it."""
        self.write()  # it may be of this portion
        day = {"published": reading.report.published}
        self._connection.execute(update(reports).where(reports.c.id == kept_as).values(day))
        own = replace(reading, report=reading.report.model_copy(update={"id": kept_as}))
        [shown] = corrected(self._connection, [own], self._now)
        write_shown(self._connection, shown, self._now)
        self._note_alias(reading.report, kept_as)

    def _note_alias(self, report: Report, kept_as: str) -> None:
        if report.id not in self._names:
            row: dict[str, object] = {
                "id": report.id,
                "report": kept_as,
                "published": report.published,
                "url": report.url,
            }
            self._rows[aliases].append(row | {"added_at": self._now})
            self._names[report.id] = kept_as


def kept_names(connection: Connection, names: Sequence[str]) -> dict[str, str]:
    """For each of the ids and aliases that the archive knows, the id under which the report is kept."""
    own = select(reports.c.id, reports.c.id).where(reports.c.id.in_(names))
    other = select(aliases.c.id, aliases.c.report).where(aliases.c.id.in_(names))
    return {name: kept for query in (own, other) for name, kept in connection.execute(query)}


def _kept_reports(connection: Connection, marks: Iterable[str]) -> dict[str, _Kept]:
    query = select(reports.c.fingerprint, reports.c.id, reports.c.published)
    rows = connection.execute(query.where(reports.c.fingerprint.in_(list(marks))))
    return {mark: _Kept(report_id, published) for mark, report_id, published in rows}


def _gives_day(report: Report, kept: _Kept) -> bool:
    """Whether the report has the day of publication that the one kept lacks."""
    return report.published is not None and kept.published is None


def _mark(report: Report) -> str:
    return fingerprint(report.outlet, report.title, report.text)
