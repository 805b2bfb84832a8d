"""The corrections of an archive: made within one transaction, and looked up."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from marsad.archive.correction_tables import keep_original, read_logs, write_corrections, write_shown
from marsad.archive.database import ArchiveError
from marsad.archive.items import Reading, reading_of
from marsad.archive.portion import kept_names
from marsad.archive.store import Archive
from marsad.archive.tables import corrections, originals, readings, reports
from marsad.corrections import Correction, Draft, Shown, Signature, show, standing
from marsad.record import Record


@dataclass(frozen=True, slots=True)
class History:
    """All that was said about a report: the engine's own record, and every correction in its order."""

    engine: Record
    read_at: datetime
    corrections: tuple[Correction, ...]
    shown: Shown


class Correcting:
    """Drafts of corrections within one transaction; see ``Corrections.making``."""

    def __init__(self, archive: Archive, connection: Connection, signature: Signature) -> None:
        self._archive, self._connection, self._signature = archive, connection, signature
        self._drafts: dict[str, tuple[Draft, Reading, datetime]] = {}

    def draft(self, report_id: str) -> Draft:
        """The draft for a report, given its id or an alias. Raises ArchiveError where there is none."""
        engine, read_at, log = _load(self._connection, self._archive.name, report_id)
        name = engine.report.id
        if name not in self._drafts:
            self._drafts[name] = (Draft(engine.record(), log, self._signature), engine, read_at)
        return self._drafts[name][0]

    def write(self) -> None:
        """Write what is new in all drafts, with the records that follow from it."""
        now = datetime.now(UTC)
        for name, (draft, engine, read_at) in self._drafts.items():
            if draft.new:
                keep_original(self._connection, engine, read_at)
                write_corrections(self._connection, name, draft.new)
                shown = replace(Reading.of(draft.record), made_by=engine.made_by)
                write_shown(self._connection, shown, now)


class Corrections:
    """The corrections of an open archive."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    @contextmanager
    def making(self, signature: Signature) -> Iterator[Correcting]:
        """One transaction of corrections: all of them are kept at its end or, where something is raised, none.

        The record shown, the lists and the incidents follow. Raises ArchiveError.
        """
        with self._archive.writing() as connection:
            correcting = Correcting(self._archive, connection, signature)
            yield correcting
            correcting.write()

    def history(self, report_id: str) -> History:
        """All that was said about a report, given its id or an alias. Raises ArchiveError where there is none."""
        with self._archive.reading() as connection:
            engine, read_at, log = _load(connection, self._archive.name, report_id)
        record = engine.record()
        return History(record, read_at, tuple(log), show(record, log))

    def checked(self) -> Iterator[Record]:
        """The records that somebody checked as a whole, in the order of adding."""
        with self._archive.reading() as connection:
            query = select(reports.c.id).where(reports.c.id.in_(select(corrections.c.report)))
            names = list(connection.execute(query.order_by(reports.c.number)).scalars())
        for name in names:
            with self._archive.reading() as connection:
                log = read_logs(connection, [name]).get(name, [])
            if standing(log).checked_by and (record := self._archive.get(name)):
                yield record


def _load(connection: Connection, archive: str, report_id: str) -> tuple[Reading, datetime, Sequence[Correction]]:
    """The engine's own reading of a report, when it was made, and the report's corrections."""
    name = kept_names(connection, [report_id]).get(report_id)
    row = connection.execute(select(reports, readings).join(readings).where(reports.c.id == name)).one_or_none()
    if row is None or name is None:
        raise ArchiveError(f"{archive}: there is no report {report_id}.")
    reading, read_at = reading_of(row), row.read_at
    own = connection.execute(select(originals).where(originals.c.report == name)).one_or_none()
    if own is not None:
        reading, read_at = replace(reading, events=own.events, figures=own.figures), own.read_at
    return reading, read_at.replace(tzinfo=read_at.tzinfo or UTC), read_logs(connection, [name]).get(name, [])
