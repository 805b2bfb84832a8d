"""The archive: reports, each once, with what was read in them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Row, Select, bindparam, delete, func, insert, or_, select, update

from marsad.archive.correction_tables import corrected
from marsad.archive.database import ArchiveError, Database
from marsad.archive.items import Added, KeptFailure, Reading, Summary, reading_columns, reading_of
from marsad.archive.portion import Portion, kept_names
from marsad.archive.tables import aliases, failures, metadata, readings, reports
from marsad.fingerprint import fingerprint
from marsad.record import Record, Report

_PAGE = 200
T = TypeVar("T")


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

    @property
    def name(self) -> str:
        """Its path or URL, without a password."""
        return self._database.name

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection for the queries of what builds on the archive; raises ArchiveError."""
        return self._database.reading()

    def writing(self) -> AbstractContextManager[Connection]:
        """One transaction of what builds on the archive: all of it is kept at its end, or nothing."""
        return self._database.writing()

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
            outcomes: list[Added] = []
            for some in _parts(new):
                portion = Portion(connection, [reading.report for reading in some])
                outcomes += [portion.add(reading) for reading in some]
                portion.write()
        return outcomes

    def skip_known(self, candidates: Sequence[Report]) -> list[Added | None]:
        """For each report what became of it where the archive has it already, None where it is to be read.

        The ids of duplicates are kept as aliases.
        """
        with self._database.writing() as connection:
            outcomes: list[Added | None] = []
            for some in _parts(candidates):
                portion = Portion(connection, some)
                outcomes += [portion.skip(report) for report in some]
                portion.write()
        return outcomes

    def replace_many(self, new: Sequence[Reading]) -> list[Reading]:
        """Put the engine's new readings in the place of its old ones, for reports that are still kept; all or none.

        What people corrected stays; the readings as they are shown are returned.
        """
        if not new:
            return []
        now = datetime.now(UTC)
        with self._database.writing() as connection:
            shown = corrected(connection, new, now)
            rows = [{"kept_as": reading.report.id, **reading_columns(reading, now)} for reading in shown]
            connection.execute(update(readings).where(readings.c.report == bindparam("kept_as")), rows)
        return shown

    def replace(self, record: Record) -> None:
        """Put a new record in the place of the old one of the same report; see ``replace_many``."""
        self.replace_many([Reading.of(record)])

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
        return reading_of(row).record() if row else None

    def records(self, report_ids: Collection[str]) -> dict[str, Record]:
        """The records of reports by their ids, for those that are kept under these ids."""
        found: dict[str, Record] = {}
        with self._database.reading() as connection:
            for some in _parts(sorted(report_ids)):
                rows = connection.execute(_everything().where(reports.c.id.in_(some)))
                found |= {row.id: reading_of(row).record() for row in rows}
        return found

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
        return map(reading_of, self._pages(_everything()))

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

        What could not be read goes by the id that it had, or by its ``place`` in the input.

        Its text, its reading, its corrections, its aliases and its failures are gone from the file, not only out of
        sight: the file is written anew, and the log beside it emptied. Copies, backups and a database server's own
        logs are beyond this. Raises ArchiveError where there is no such report, and where it is out of the archive
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


_ALL = tuple(metadata.tables)


def _parts(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """A few hundred at a time: a statement holds only so many values."""
    return (items[at : at + _PAGE] for at in range(0, len(items), _PAGE))


def _everything() -> Select[Any]:
    return select(reports, readings).join(readings)


def _kept_id(connection: Connection, name: str) -> str | None:
    """The id under which the report with this id or alias is kept."""
    return kept_names(connection, [name]).get(name)
