"""Who held a place since when, according to whom: the timeline of control and siege."""

from collections.abc import Iterable
from dataclasses import dataclass

from marsad.incidents.incident import Incident, Member
from marsad.incidents.sides import side
from marsad.incidents.tellings import days_of
from marsad.record import EventType, Stance


@dataclass(frozen=True, slots=True)
class Change:
    """One telling of a change: who took (or besieges) the place, who lost it, and who says so."""

    incident: str
    type: EventType
    when: str | None
    place: str
    taken_by: tuple[str, ...]
    lost_by: tuple[str, ...]
    source: str | None
    stance: Stance
    report: str
    outlet: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Holding:
    """A step of a timeline: from ``since`` on the place is held (or besieged) by ``by``.

    ``since`` is ISO 8601, the day of publication where the report names none (``dated`` is false then).
    ``contested``: within the same days another source names another holder, or denies it.
    """

    place: str
    type: EventType
    since: str | None
    dated: bool
    by: tuple[str, ...]
    contested: bool
    changes: tuple[Change, ...]


def timeline(incidents: Iterable[Incident]) -> list[Holding]:
    """The holdings that incidents of control and siege tell, in order of time; one for each incident and holder."""
    holdings: list[Holding] = []
    for incident in incidents:
        members = [m for m in incident.members if m.event.type in (EventType.CONTROL, EventType.SIEGE)]
        by_holder = _by_holder(members)
        for (kind, _), some in by_holder.items():
            since, dated = _since(some)
            denied = any(m.event.stance in (Stance.DENIED, Stance.DISPUTED) for m in some)
            rivals = {key[1] for key in by_holder if key[0] is kind and key[1]}
            holdings.append(
                Holding(
                    place=incident.place.name or incident.place.text if incident.place else "",
                    type=kind,
                    since=since,
                    dated=dated,
                    by=some[0].event.actors,
                    contested=denied or len(rivals) > 1,
                    changes=tuple(_change(incident, member) for member in some),
                )
            )
    return sorted(holdings, key=lambda held: (held.since or "9999", held.place, held.type, held.by))


def _by_holder(members: Iterable[Member]) -> dict[tuple[EventType, frozenset[str]], list[Member]]:
    """Members by type and holder; two names of one side are one holder."""
    found: dict[tuple[EventType, frozenset[str]], list[Member]] = {}
    for member in members:
        kind, own = member.event.type, side(member.event.actors)
        alike = [key for key in found if key[0] is kind and (key[1] == own or key[1] & own)]
        together = [one for key in alike for one in found.pop(key)]
        found[kind, own.union(*(key[1] for key in alike))] = [*together, member]
    return found


def _since(members: list[Member]) -> tuple[str | None, bool]:
    dated = [m.event.when for m in members if m.event.when and days_of(m.event.when)]
    if dated:
        return min(dated, key=lambda when: (days_of(when) or (0, 0), when)).partition("/")[0], True
    published = [m.record.report.published for m in members if m.record.report.published]
    return (min(published).isoformat() if published else None), False


def _change(incident: Incident, member: Member) -> Change:
    event, report = member.event, member.record.report
    return Change(
        incident=incident.id,
        type=event.type,
        when=event.when,
        place=event.place.text if event.place else "",
        taken_by=event.actors,
        lost_by=event.targets,
        source=event.source.text if event.source else None,
        stance=event.stance,
        report=report.id,
        outlet=report.outlet,
        words=event.mentions[0].text,
    )
