"""The tables of tellings, links and incidents: rows in and out, nothing decided here."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import UTC, date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Table, and_, bindparam, delete, func, insert, select, update

from marsad.archive.tables import aliases, blocks, decisions, incidents, links, matched, readings, tellings
from marsad.incidents import (
    Decision,
    Incident,
    Pair,
    Ruling,
    Telling,
    candidates,
    days_of,
    features,
    from_text,
    keys,
    rules,
    to_text,
)

_MANY = 400
_ROWS = 20_000
T = TypeVar("T")


def parts(items: Collection[T], size: int = _MANY) -> Iterator[list[T]]:
    """A few hundred at a time: a statement holds only so many values."""
    listed = list(items)
    return (listed[at : at + size] for at in range(0, len(listed), size))


class IncidentTables:
    """The tables within one transaction. Groups are what ``marsad.incidents.local`` asks for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[int, Telling] = {}

    # What is to be done

    def unmatched(self) -> list[str]:
        """Ids of reports with events whose present reading is not matched yet."""
        same = and_(matched.c.report == readings.c.report, matched.c.read_at == readings.c.read_at)
        query = select(readings.c.report).outerjoin(matched, same).where(matched.c.report.is_(None))
        return sorted(self._connection.execute(query).scalars())

    def forget(self, report_ids: Sequence[str]) -> None:
        """Take the tellings of reports out, with their links."""
        for some in parts(report_ids):
            self._connection.execute(delete(tellings).where(tellings.c.report.in_(some)))
            self._connection.execute(delete(matched).where(matched.c.report.in_(some)))

    def note_matched(self, report_ids: Sequence[str]) -> None:
        """Say that the present readings of reports are matched."""
        for some in parts(report_ids):
            now = select(readings.c.report, readings.c.read_at).where(readings.c.report.in_(some))
            self._connection.execute(insert(matched).from_select(["report", "read_at"], now))

    def robbed(self) -> list[str]:
        """Ids of incidents that have lost members since they were written, by a report that is gone or read anew."""
        count = func.count(tellings.c.number)
        query = select(incidents.c.id).outerjoin(tellings, tellings.c.incident == incidents.c.id)
        query = query.group_by(incidents.c.id, incidents.c.members).having(count != incidents.c.members)
        return sorted(self._connection.execute(query).scalars())

    def count(self) -> int:
        """How many tellings there are."""
        return self._connection.execute(select(func.count()).select_from(tellings)).scalar_one()

    def outdated(self) -> bool:
        """Whether the tellings were matched by other rules than those of this Marsad: each has the rules as a key."""
        by_these = select(blocks.c.telling).where(blocks.c.key == rules()).limit(1)
        some = select(tellings.c.number).limit(1)
        return not self._connection.execute(by_these).first() and bool(self._connection.execute(some).first())

    # Tellings, blocks, links

    def add_tellings(self, new: Sequence[Telling]) -> None:
        """Write tellings with their keys."""
        if not new:
            return
        rows = [{"id": telling.id, "report": telling.report, "told": to_text(telling)} for telling in new]
        self._connection.execute(insert(tellings), rows)
        numbers = self._numbers([telling.id for telling in new])
        self._insert(blocks, ({"key": key, "telling": numbers[t.id]} for t in new for key in (*keys(t), rules())))

    def candidates(self, new: Sequence[Telling]) -> list[list[Telling]]:
        """For each telling those that share enough features with it to be compared with it."""
        told = [features(telling) for telling in new]
        having: dict[int, list[int]] = {}
        for some in parts({key for own in told for feature in own for key in feature.keys}):
            query = select(blocks.c.key, blocks.c.telling).where(blocks.c.key.in_(some))
            for key, number in self._connection.execute(query):
                having.setdefault(key, []).append(number)
        near = [list(candidates(own, having)) for own in told]
        for part in parts(sorted({number for some in near for number in some} - self._known.keys())):
            query = select(tellings.c.number, tellings.c.told).where(tellings.c.number.in_(part))
            self._known |= {row[0]: from_text(row[1]) for row in self._connection.execute(query)}
        return [[self._known[number] for number in some] for some in near]

    def tellings(self, names: Collection[str]) -> dict[str, list[Telling]]:
        """The tellings with these ids, by report."""
        found: dict[str, list[Telling]] = {}
        for some in parts(sorted(names)):
            query = select(tellings.c.report, tellings.c.told).where(tellings.c.id.in_(some)).order_by(tellings.c.id)
            for report, told in self._connection.execute(query):
                found.setdefault(report, []).append(from_text(told))
        return found

    def add_links(self, new: Iterable[tuple[Pair, float]]) -> None:
        """Write links between tellings that are written."""
        pairs = dict(new)
        numbers = self._numbers({name for pair in pairs for name in pair})
        self._insert(links, ({"one": numbers[a], "other": numbers[b], "bits": bits} for (a, b), bits in pairs.items()))

    def near(self, names: Collection[str], above: float) -> set[str]:
        """The names that a link of more bits than ``above`` ties to one of these."""
        found: set[int] = set()
        for some in parts(sorted(self._numbers(names).values())):
            for end, far in ((links.c.one, links.c.other), (links.c.other, links.c.one)):
                query = select(far).where(end.in_(some), links.c.bits > above).distinct()
                found.update(self._connection.execute(query).scalars())
        return set(self._ids(found).values())

    def links(self, names: Collection[str]) -> dict[Pair, float]:
        """All links with both ends among the names."""
        ids = {number: name for name, number in self._numbers(names).items()}
        found: dict[Pair, float] = {}
        for some in parts(sorted(ids)):
            query = select(links.c.one, links.c.other, links.c.bits).where(links.c.one.in_(some))
            for one, other, bits in self._connection.execute(query):
                if other in ids:
                    a, b = ids[one], ids[other]
                    found[(a, b) if a < b else (b, a)] = bits
        return found

    # Groups

    def groups(self, names: Collection[str]) -> dict[str, tuple[str, ...]]:
        """For each telling that is in an incident, all the tellings of that incident, sorted."""
        of: dict[str, str] = {}
        for some in parts(sorted(names)):
            query = select(tellings.c.id, tellings.c.incident).where(tellings.c.id.in_(some))
            of |= {name: incident for name, incident in self._connection.execute(query) if incident}
        members = self.members(set(of.values()))
        return {name: members[incident] for name, incident in of.items()}

    def members(self, incident_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
        """The tellings of incidents, sorted."""
        found: dict[str, list[str]] = {}
        for some in parts(sorted(incident_ids)):
            query = select(tellings.c.incident, tellings.c.id).where(tellings.c.incident.in_(some))
            for incident, name in self._connection.execute(query):
                found.setdefault(incident, []).append(name)
        return {incident: tuple(sorted(names)) for incident, names in found.items()}

    def incident_of(self, name: str) -> str | None:
        """The incident that has this id, or that the telling with this id is in."""
        query = select(tellings.c.incident).where(tellings.c.id == name)
        return self._connection.execute(query).scalar_one_or_none()

    def write(self, new: Sequence[Incident]) -> None:
        """Put incidents in the place of those that their tellings were in."""
        names = [member.telling for incident in new for member in incident.members]
        old: set[str] = set()
        for some in parts(names):
            query = select(tellings.c.incident).where(tellings.c.id.in_(some)).distinct()
            old |= {incident for incident in self._connection.execute(query).scalars() if incident}
        self.drop(old)
        if not new:
            return
        members = [{"name": m.telling, "its": incident.id} for incident in new for m in incident.members]
        to = update(tellings).where(tellings.c.id == bindparam("name")).values(incident=bindparam("its"))
        self._connection.execute(to, members)
        self._insert(incidents, (_row(incident) for incident in new))

    def drop(self, incident_ids: Collection[str]) -> None:
        """Take incidents out; their tellings stay."""
        for some in parts(sorted(incident_ids)):
            self._connection.execute(delete(incidents).where(incidents.c.id.in_(some)))

    def clear(self) -> None:
        """Empty all but the decisions."""
        for table in (links, blocks, tellings, matched, incidents):
            self._connection.execute(delete(table))

    # Looking

    def find(self, **wanted: date | str | int | None) -> dict[date | None, list[str]]:
        """Ids of incidents by first day: ``since``, ``until``, ``country``, ``type``, ``place``, ``min_reports``."""
        query = select(incidents.c.first_day, incidents.c.id).order_by(incidents.c.first_day, incidents.c.id)
        conditions: dict[str, Callable[[Any], ColumnElement[bool]]] = {
            "since": lambda day: incidents.c.last_day >= day,
            "until": lambda day: incidents.c.first_day <= day,
            "country": lambda code: incidents.c.country == code,
            "type": lambda name: incidents.c.type == name,
            "place": lambda name: func.lower(incidents.c.place).contains(str(name).lower()),
            "min_reports": lambda number: incidents.c.reports >= number,
        }
        for name, value in wanted.items():
            if value is not None:
                query = query.where(conditions[name](value))
        found: dict[date | None, list[str]] = {}
        for day, incident in self._connection.execute(query):
            found.setdefault(day, []).append(incident)
        return found

    def aliases(self, report_ids: Collection[str]) -> dict[str, list[str]]:
        """The ids of the duplicates of reports, sorted."""
        found: dict[str, list[str]] = {}
        for some in parts(sorted(report_ids)):
            query = select(aliases.c.report, aliases.c.id).where(aliases.c.report.in_(some)).order_by(aliases.c.id)
            for report, name in self._connection.execute(query):
                found.setdefault(report, []).append(name)
        return found

    # Decisions

    def decide(self, decision: Decision) -> None:
        """Keep a decision."""
        row = {"ruling": decision.ruling.value, "by": decision.by, "at": decision.at, "why": decision.why}
        sides = {"one": json.dumps(decision.one), "other": json.dumps(decision.other)}
        self._connection.execute(insert(decisions), [row | sides])

    def decisions(self) -> list[Decision]:
        """All decisions, in the order of deciding."""
        rows = self._connection.execute(select(decisions).order_by(decisions.c.number))
        return [
            Decision(
                ruling=Ruling(row.ruling),
                one=tuple(json.loads(row.one)),
                other=tuple(json.loads(row.other)),
                by=row.by,
                at=row.at.replace(tzinfo=row.at.tzinfo or UTC),
                why=row.why,
            )
            for row in rows
        ]

    def _numbers(self, names: Collection[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for some in parts(sorted(names)):
            query = select(tellings.c.id, tellings.c.number).where(tellings.c.id.in_(some))
            found |= {row[0]: row[1] for row in self._connection.execute(query).all()}
        return found

    def _ids(self, numbers: Collection[int]) -> dict[int, str]:
        found: dict[int, str] = {}
        for some in parts(sorted(numbers)):
            query = select(tellings.c.number, tellings.c.id).where(tellings.c.number.in_(some))
            found |= {row[0]: row[1] for row in self._connection.execute(query).all()}
        return found

    def _insert(self, table: Table, rows: Iterable[dict[str, object]]) -> None:
        """Insert rows, so many at a time that they need little room."""
        portion: list[dict[str, object]] = []
        for row in rows:
            portion.append(row)
            if len(portion) == _ROWS:
                self._connection.execute(insert(table), portion)
                portion = []
        if portion:
            self._connection.execute(insert(table), portion)


def _row(incident: Incident) -> dict[str, object]:
    days = days_of(incident.when) if incident.when else None
    first, last = (date.fromordinal(day) for day in days) if days else (incident.published_first,) * 2
    place = incident.place
    return {
        "id": incident.id,
        "type": incident.type.value,
        "first_day": first,
        "last_day": last,
        "country": place.country if place else None,
        "place": " | ".join(filter(None, (place.text, place.name))) if place else None,
        "reports": len(incident.reports),
        "members": len(incident.members),
    }
