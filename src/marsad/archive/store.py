"""The archive: reports, each once, with what was read in them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from sqlalchemy import Connection, Row, Select, delete, func, insert, or_, select, update

from marsad.archive.database import ArchiveError, Database
from marsad.archive.items import Added, Fate, KeptFailure, Reading, Summary
from marsad.archive.tables import aliases, failures, readings, reports
from marsad.fingerprint import fingerprint
from marsad.record import Record, Report

_PAGE = 200


class _Known(NamedTuple):
    """The id and the day of a report that is kept."""

    id: str
    published: date | None


class Archive:
    """Reports with their records, in an SQLite file or a PostgreSQL database.

    A report is kept once: what has the same outlet and the same words is a duplicate, whatever its id and
    day, and its id becomes an alias of the one kept. All methods raise ArchiveError with one sentence for
    the user where the database fails. One archive may be open in several processes.
    """

    def __init__(self, database: Database) -> None:
        """Use ``Archive.open``."""
        self._database = database

    @classmethod
    def open(cls, path_or_url: str | Path, *, create: bool = True) -> Self:
        """Open the archive in a file or at a database URL; make it if it is missing and ``create`` is true.

        An archive of an older version is brought to the newest. Raises ArchiveError where there is none,
        or one of a later version.
        """
        return cls(Database(path_or_url, create=create))

    def close(self) -> None:
        """Close it; what was kept is kept."""
        self._database.close()

    def __enter__(self) -> Self:
        """The archive, closed at the end of the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    # Adding

    def add(self, record: Record) -> Added:
        """Keep a record; see ``add_many``."""
        return self.add_many([Reading.of(record)])[0]

    def add_many(self, new: Sequence[Reading]) -> list[Added]:
        """Keep all of these or, where something fails, none; what became of each, in their order.

        Once this returns they are kept, whatever happens to the process or the machine.
        """
        with self._database.writing() as connection:
            return [self._add(connection, reading) for reading in new]

    def skip_known(self, candidates: Sequence[Report]) -> list[Added | None]:
        """For each report what became of it where the archive has it already, None where it is to be read.

        The ids of duplicates are kept as aliases.
        """
        marks = [fingerprint(report.outlet, report.title, report.text) for report in candidates]
        with self._database.writing() as connection:
            found = _known(connection, marks)
            return [
                self._skip(connection, report, found[mark])
                if mark in found and not _gives_day(report, found[mark])
                else None
                for report, mark in zip(candidates, marks, strict=True)
            ]

    def replace_many(self, new: Sequence[Reading]) -> None:
        """Put new readings in the place of the old ones, for reports that are still kept; all or none."""
        with self._database.writing() as connection:
            for reading in new:
                self._replace(connection, reading.report.id, reading)

    def replace(self, record: Record) -> None:
        """Put a new record in the place of the old one of the same report; see ``replace_many``."""
        self.replace_many([Reading.of(record)])

    def _add(self, connection: Connection, reading: Reading) -> Added:
        report = reading.report
        mark = fingerprint(report.outlet, report.title, report.text)
        known = _known(connection, [mark]).get(mark)
        if known is None:
            return self._insert(connection, reading, mark)
        if not _gives_day(report, known):
            return self._skip(connection, report, known)
        change = update(reports).where(reports.c.id == known.id).values(published=report.published)
        connection.execute(change)
        self._replace(connection, known.id, reading)
        self._add_alias(connection, report, known.id)
        return Added(known.id, report.id, Fate.DATED, reading.event_count, reading.figure_count)

    def _insert(self, connection: Connection, reading: Reading, mark: str) -> Added:
        report, now = reading.report, datetime.now(UTC)
        taken = _kept_id(connection, report.id) is not None
        kept_as = f"{report.id}~{mark[:8]}" if taken else report.id
        values = report.model_dump() | {"id": kept_as, "fingerprint": mark, "added_at": now}
        connection.execute(insert(reports).values(values))
        connection.execute(insert(readings).values(report=kept_as, **_columns(reading, now)))
        fate = Fate.RENAMED if taken else Fate.KEPT
        return Added(kept_as, report.id, fate, reading.event_count, reading.figure_count)

    def _skip(self, connection: Connection, report: Report, known: _Known) -> Added:
        self._add_alias(connection, report, known.id)
        other_day = report.published is not None and report.published != known.published
        return Added(known.id, report.id, Fate.SKIPPED, other_day=other_day)

    def _add_alias(self, connection: Connection, report: Report, kept_as: str) -> None:
        if _kept_id(connection, report.id) is None:
            values = {"id": report.id, "report": kept_as, "published": report.published, "url": report.url}
            connection.execute(insert(aliases).values(values | {"added_at": datetime.now(UTC)}))

    def _replace(self, connection: Connection, kept_as: str, reading: Reading) -> None:
        change = update(readings).where(readings.c.report == kept_as)
        connection.execute(change.values(_columns(reading, datetime.now(UTC))))

    # Looking

    def find(self, report_id: str) -> str | None:
        """The id under which a report is kept, given that id or an alias; None where there is none."""
        with self._database.reading() as connection:
            return _kept_id(connection, report_id)

    def has(self, report: Report) -> bool:
        """Whether a report with the same outlet and words is kept."""
        mark = fingerprint(report.outlet, report.title, report.text)
        with self._database.reading() as connection:
            return connection.execute(select(1).where(reports.c.fingerprint == mark)).first() is not None

    def get(self, report_id: str) -> Record | None:
        """The record of a report, given its id or an alias; None where there is none."""
        with self._database.reading() as connection:
            kept_as = _kept_id(connection, report_id)
            row = connection.execute(_everything().where(reports.c.id == kept_as)).one_or_none()
        return _reading(row).record() if row else None

    def aliases(self, report_id: str) -> list[str]:
        """The ids of the duplicates of a report that were skipped, sorted."""
        with self._database.reading() as connection:
            query = select(aliases.c.id).where(aliases.c.report == _kept_id(connection, report_id))
            return sorted(connection.execute(query).scalars())

    def count(self) -> int:
        """How many reports are kept."""
        with self._database.reading() as connection:
            return connection.execute(select(func.count()).select_from(reports)).scalar_one()

    def summaries(
        self, *, outlet: str | None = None, since: date | None = None, until: date | None = None
    ) -> Iterator[Summary]:
        """What is kept, in the order of adding; of one outlet, published from ``since`` to ``until``."""
        query = select(
            reports.c.number,
            reports.c.id,
            reports.c.outlet,
            reports.c.published,
            reports.c.title,
            readings.c.event_count,
            readings.c.figure_count,
        ).join(readings)
        if outlet is not None:
            query = query.where(reports.c.outlet == outlet)
        if since is not None:
            query = query.where(reports.c.published >= since)
        if until is not None:
            query = query.where(reports.c.published <= until)
        for row in self._pages(query):
            yield Summary(
                id=row.id,
                outlet=row.outlet,
                published=row.published,
                title=row.title,
                event_count=row.event_count,
                figure_count=row.figure_count,
            )

    def readings(self) -> Iterator[Reading]:
        """All reports with their readings, in the order of adding, a few at a time."""
        return map(_reading, self._pages(_everything()))

    def _pages(self, query: Select[Any]) -> Iterator[Row[Any]]:
        """The rows of a query on reports, page by page: nothing is locked while they are used."""
        last = 0
        while True:
            page = query.where(reports.c.number > last).order_by(reports.c.number).limit(_PAGE)
            with self._database.reading() as connection:
                rows = connection.execute(page).all()
            yield from rows
            if len(rows) < _PAGE:
                return
            last = rows[-1].number

    # Failures

    def note_failures(self, new: Iterable[KeptFailure]) -> None:
        """Keep what could not be read, for the list."""
        values = [
            {name: getattr(failure, name) for name in ("input", "place", "report_id", "reason", "failed_at")}
            for failure in new
        ]
        if values:
            with self._database.writing() as connection:
                connection.execute(insert(failures), values)

    def forget_failures(self, input_name: str) -> None:
        """Drop the failures of an input that is about to be read anew."""
        with self._database.writing() as connection:
            connection.execute(delete(failures).where(failures.c.input == input_name))

    def failures(self) -> list[KeptFailure]:
        """What could not be read, in the order of failing."""
        with self._database.reading() as connection:
            rows = connection.execute(select(failures).order_by(failures.c.number)).all()
        # SQLite keeps no time zone; what is written is UTC.
        return [
            KeptFailure(
                input=row.input,
                place=row.place,
                report_id=row.report_id,
                reason=row.reason,
                failed_at=row.failed_at.replace(tzinfo=row.failed_at.tzinfo or UTC),
            )
            for row in rows
        ]

    # Removing

    def remove(self, report_id: str) -> list[str]:
        """Take a report out for good, given its id or an alias; the ids that are gone, its own first.

        Its text, its reading, its aliases and its failures are gone from the file, not only out of sight: the
        file is written anew, and the log beside it emptied. Copies, backups and a database server's own logs
        are beyond this. Raises ArchiveError where there is no such report, and where it is out of the archive
        but the file could not be written anew.
        """
        with self._database.writing() as connection:
            kept_as = _kept_id(connection, report_id)
            ids = [kept_as or report_id]
            if kept_as:
                other = select(aliases.c.id).where(aliases.c.report == kept_as)
                ids += sorted(connection.execute(other).scalars())
                connection.execute(delete(reports).where(reports.c.id == kept_as))
            failed = delete(failures).where(or_(failures.c.report_id.in_(ids), failures.c.place == report_id))
            gone = connection.execute(failed).rowcount + bool(kept_as)
        # Also where nothing was found: an earlier removal may have lacked the room for it.
        self._wipe()
        if not gone:
            raise ArchiveError(f"{self._database.name}: there is no report {report_id}.")
        return ids

    def _wipe(self) -> None:
        """Write the file anew without what was deleted: freed space may still hold words."""
        traces = "words of removed reports may still stand in freed space of the file"
        try:
            if not self._database.is_sqlite:
                self._database.run_alone(*(f"VACUUM FULL {table}" for table in _ALL))
                return
            *_, busy = self._database.run_alone("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)")
        except ArchiveError as error:
            raise ArchiveError(f"{error} The report is out of the archive, but {traces}; remove it again.") from error
        if busy:
            raise ArchiveError(
                f"{self._database.name}: the report is out of the archive, but another process has it open "
                f"and {traces}; end that process and remove the report again."
            )


_ALL = (reports.name, readings.name, aliases.name, failures.name)


def _everything() -> Select[Any]:
    return select(reports, readings).join(readings)


def _kept_id(connection: Connection, report_id: str) -> str | None:
    """The id under which the report with this id or alias is kept."""
    of_alias = select(aliases.c.report).where(aliases.c.id == report_id)
    query = select(reports.c.id).where(reports.c.id == report_id).union_all(of_alias)
    return connection.execute(query).scalar()


def _known(connection: Connection, marks: Sequence[str]) -> dict[str, _Known]:
    """The reports that are kept with these fingerprints."""
    query = select(reports.c.fingerprint, reports.c.id, reports.c.published)
    rows = connection.execute(query.where(reports.c.fingerprint.in_(marks)))
    return {mark: _Known(report_id, published) for mark, report_id, published in rows}


def _gives_day(report: Report, known: _Known) -> bool:
    """Whether the report has the day of publication that the one kept lacks."""
    return report.published is not None and known.published is None


def _columns(reading: Reading, now: datetime) -> dict[str, object]:
    return {
        "events": reading.events,
        "figures": reading.figures,
        "made_by": reading.made_by,
        "event_count": reading.event_count,
        "figure_count": reading.figure_count,
        "read_at": now,
    }


def _reading(row: Row[Any]) -> Reading:
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
