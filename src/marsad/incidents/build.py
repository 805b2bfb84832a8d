"""From a group of tellings to an incident."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from marsad.incidents.cluster import components
from marsad.incidents.compare import compare_texts
from marsad.incidents.happenings import happenings
from marsad.incidents.incident import Incident, Member, Told
from marsad.incidents.ledger import ledger
from marsad.incidents.tellings import Telling, days_of, tellings_of
from marsad.incidents.words import words
from marsad.record import EventType, Place, Record


def build(
    records: Iterable[Record],
    group: Iterable[str],
    aliases: Mapping[str, Sequence[str]] | None = None,
    tellings: Callable[[Record], Sequence[Telling]] = tellings_of,
) -> Incident:
    """The incident of a group of tellings (ids), given the records of their reports.

    ``aliases`` gives, for a report, the ids of its duplicates; ``tellings`` the tellings of a record, if they are
    known already. The result does not depend on the order of anything.
    """
    wanted, aliases = set(group), aliases or {}
    known = sorted(records, key=_record_order)
    told = [telling for record in known for telling in tellings(record) if telling.id in wanted]
    accounts = account_numbers(told)
    members = tuple(
        Member(happening.id, record, happening.event, accounts[happening.id], happening.figures)
        for record in known
        for happening in happenings(record)
        if happening.id in accounts
    )
    reports = sorted({member.record.report.id for member in members})
    days = sorted(r.published for r in {m.record.report.id: m.record.report for m in members}.values() if r.published)
    types = _told(members, lambda member: [member.event.type.value])
    times = _told(members, lambda member: [member.event.when] if member.event.when else [])
    places = _told(members, _place_names)
    return Incident(
        id=members[0].telling,
        type=EventType(types[0].value),
        when=_when(times),
        place=_place(members, places),
        types=types,
        times=times,
        places=places,
        actors=_told(members, lambda member: member.event.actors),
        targets=_told(members, lambda member: member.event.targets),
        reports=tuple(sorted({*reports, *(alias for report in reports for alias in aliases.get(report, ()))})),
        outlets=tuple(sorted({member.record.report.outlet or "" for member in members} - {""})),
        accounts=len(set(accounts.values())),
        published_first=days[0] if days else None,
        published_last=days[-1] if days else None,
        members=members,
        ledger=ledger(members),
    )


def account_numbers(tellings: Sequence[Telling]) -> dict[str, int]:
    """The account of each telling, numbered from 1 in their order.

    Tellings of one report are one account, and so are those of reports that copy one another's words.
    """
    first: dict[str, str] = {}
    copies = [(first.setdefault(telling.report, telling.id), telling.id) for telling in tellings]
    for at, one in enumerate(tellings):
        for other in tellings[at + 1 :]:
            if compare_texts(one, other) == "copied":
                copies.append((one.id, other.id))
    order = {telling.id: at for at, telling in enumerate(tellings)}
    groups = sorted(components(order, copies), key=lambda some: min(order[name] for name in some))
    return {name: number for number, some in enumerate(groups, 1) for name in some}


def _record_order(record: Record) -> tuple[object, ...]:
    """By day of publication, then by report: the first member of an incident gives it its id."""
    return (record.report.published is None, record.report.published, record.report.id)


def _told(members: Sequence[Member], values: Callable[[Member], Iterable[str]]) -> tuple[Told, ...]:
    """Distinct values, those of most accounts first; spellings of one name are one value, told as the first has it."""
    spelled: dict[tuple[str, ...], str] = {}
    by: dict[tuple[str, ...], list[Member]] = {}
    for member in members:
        for value in values(member):
            key = tuple(words(value)) or (value,)
            spelled.setdefault(key, value)
            if member not in by.setdefault(key, []):
                by[key].append(member)
    ranked = sorted(by, key=lambda key: (-len({member.account for member in by[key]}), -len(by[key]), key))
    return tuple(Told(spelled[key], tuple(member.telling for member in by[key])) for key in ranked)


def _place_names(member: Member) -> list[str]:
    place = member.event.place
    return [place.name or place.text] if place else []


def _place(members: Sequence[Member], places: Sequence[Told]) -> Place | None:
    """The place that most accounts give; where regions and towns share that, the narrowest."""
    if not places:
        return None
    top = len(places[0].by)
    names = {told.by[0]: told for told in places if len(told.by) >= top / 2}
    found = [m.event.place for m in members if m.telling in names and m.event.place]
    return min(found, key=lambda place: (place.radius_km is None, place.radius_km or 0.0, place.text))


def _when(times: Sequence[Told]) -> str | None:
    """The time that most accounts give; of several with as many, the shortest, then the earliest."""

    def rank(told: Told) -> tuple[object, ...]:
        days = days_of(told.value)
        return (-len(told.by), days is None, days[1] - days[0] if days else 0, told.value)

    return min(times, key=rank).value if times else None
