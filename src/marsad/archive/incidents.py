"""The incidents of an archive: brought up to date with its readings, looked up, merged and split by hand."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime

from marsad.archive.database import ArchiveError
from marsad.archive.incident_tables import IncidentTables, parts
from marsad.archive.store import Archive
from marsad.incidents import (
    Decision,
    Incident,
    Match,
    Ruling,
    Telling,
    build,
    compare,
    find_links,
    links_of,
    regroup,
    regroup_around,
    tellings_of,
)
from marsad.record import Record

_FEW = 1000
"""Up to so many new reports are put to the known ones one by one; for more, everything is matched anew, at once."""

_AT_HAND = 4000
"""So many records at most are kept at hand when others are asked for."""


class Incidents:
    """The incidents of an open archive. What is asked for is up to date after ``update``."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._records: dict[str, Record] = {}

    def update(self) -> int:
        """Match what was added or read anew since the last time, and take out what is gone; how many reports.

        The incidents are those that matching everything at once would give. Raises ArchiveError.
        """
        with self._archive.writing() as connection:
            tables = IncidentTables(connection)
            new = tables.unmatched()
            self._records.clear()
            if len(new) > _FEW or tables.outdated():
                self._match_all(tables)
                return len(new)
            tables.forget(new)
            robbed = tables.robbed()
            loose = {name for some in tables.members(robbed).values() for name in some}
            tables.drop(robbed)
            for record in self._load(new).values():
                loose |= self._add(tables, record)
            tables.note_matched(new)
            self._regroup(tables, loose)
        return len(new)

    def _add(self, tables: IncidentTables, record: Record) -> set[str]:
        """Write the tellings of a record with their links; their ids."""
        report, own = record.report.id, tellings_of(record)
        tables.add_tellings(own)
        near = tables.candidates(own)
        tables.add_links(
            links_of(
                (telling, [o for o in some if o.report != report or o.id < telling.id])
                for telling, some in zip(own, near, strict=True)
            )
        )
        return {telling.id for telling in own}

    def _regroup(self, tables: IncidentTables, loose: Collection[str]) -> None:
        if not loose:
            return
        groups = regroup_around(loose, tables, tables.decisions())
        tables.write(list(self._build_all(tables, groups)))

    def _match_all(self, tables: IncidentTables) -> None:
        tables.clear()
        reports: dict[str, str] = {}
        every: list[Telling] = []
        done: list[str] = []
        for reading in self._archive.readings():
            done.append(reading.report.id)
            if reading.event_count:
                every += tellings_of(reading.record())
        every.sort(key=lambda telling: telling.id)
        for some in parts(every, 2000):
            tables.add_tellings(some)
        links = dict(find_links(every))
        tables.add_links(links.items())
        reports = {telling.id: telling.report for telling in every}
        del every
        groups = regroup(sorted(reports), links, tables.decisions())
        del links
        tables.note_matched(done)
        # Groups of neighbouring days together, so that each record is read about once.
        groups.sort(key=lambda group: min(reports[name] for name in group))
        for batch in parts(groups, 500):
            tables.write(list(self._build_all(tables, batch)))

    # Looking

    def find(
        self,
        *,
        since: date | None = None,
        until: date | None = None,
        place: str | None = None,
        country: str | None = None,
        type: str | None = None,  # noqa: A002 (it is the field's name)
        min_reports: int | None = None,
    ) -> Iterator[Incident]:
        """Incidents in order of their first day, the gravest of a day first.

        ``place`` is a part of its name, as told or in English.
        """
        with self._archive.reading() as connection:
            tables = IncidentTables(connection)
            found = tables.find(
                since=since, until=until, place=place, country=country, type=type, min_reports=min_reports
            )
            members = tables.members([name for names in found.values() for name in names])
            for names in found.values():
                of_day = self._build_all(tables, [members[name] for name in names])
                yield from sorted(of_day, key=lambda incident: incident.gravity, reverse=True)

    def get(self, name: str) -> Incident | None:
        """The incident with this id, or that any telling with this id is in; None where there is none."""
        with self._archive.reading() as connection:
            tables = IncidentTables(connection)
            incident = tables.incident_of(name)
            return self._build(tables, tables.members([incident])[incident]) if incident else None

    def explain(self, incident: Incident) -> list[Match]:
        """For each member but the first, the comparison with the member that it is most like, and its reasons."""
        told = [t for m in incident.members for t in tellings_of(m.record) if t.id == m.telling]
        return [
            max((compare(telling, other) for other in told[:at]), key=lambda match: match.bits)
            for at, telling in enumerate(told)
            if at
        ]

    # Decisions

    def merge(self, one: str, other: str, *, by: str, why: str = "") -> Incident:
        """Make one incident of two, for good. Raises ArchiveError where one of them is not there."""
        return self._decide(Ruling.MERGE, self._named(one), self._named(other), by, why)[0]

    def split(self, incident: str, tellings: Sequence[str], *, by: str, why: str = "") -> list[Incident]:
        """Take tellings (ids) out of an incident into one of their own, for good. Raises ArchiveError."""
        members, out = self._named(incident), tuple(sorted(set(tellings)))
        rest = tuple(name for name in members if name not in out)
        if not set(out) <= set(members) or not out or not rest:
            raise ArchiveError(f"{incident}: these are not some, but not all, of its tellings: {', '.join(out)}.")
        return self._decide(Ruling.SPLIT, rest, out, by, why)

    def _named(self, name: str) -> tuple[str, ...]:
        incident = self.get(name)
        if incident is None:
            raise ArchiveError(f"{self._archive.name}: there is no incident {name}.")
        return tuple(member.telling for member in incident.members)

    def _decide(
        self, ruling: Ruling, one: tuple[str, ...], other: tuple[str, ...], by: str, why: str
    ) -> list[Incident]:
        with self._archive.writing() as connection:
            tables = IncidentTables(connection)
            tables.decide(Decision(ruling, one, other, by, datetime.now(UTC), why))
            self._regroup(tables, {*one, *other})
            found = sorted({tables.incident_of(side[0]) or "" for side in (one, other)})
            return [self._build(tables, tables.members([name])[name]) for name in found]

    def _build(self, tables: IncidentTables, group: Sequence[str]) -> Incident:
        return next(self._build_all(tables, [group]))

    def _build_all(self, tables: IncidentTables, groups: Iterable[Sequence[str]]) -> Iterator[Incident]:
        """The incidents of groups, looked up a few hundred groups at a time."""
        for some in parts(list(groups)):
            told = tables.tellings({name for group in some for name in group})
            report_of = {telling.id: report for report, own in told.items() for telling in own}
            aliases = tables.aliases(told)
            known = self._load(told)
            for group in some:
                records = [known[report] for report in {report_of[name] for name in group}]
                yield build(records, group, aliases, lambda record: told[record.report.id])  # noqa: B023 (used at once)

    def _load(self, report_ids: Collection[str]) -> dict[str, Record]:
        """The records of these reports; so that none is read twice in a row, they are kept at hand."""
        if len(self._records) > _AT_HAND:
            self._records.clear()
        self._records |= self._archive.records([name for name in report_ids if name not in self._records])
        return {name: self._records[name] for name in report_ids}
