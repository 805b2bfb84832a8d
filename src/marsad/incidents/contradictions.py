"""What cannot be true together, within one report and across reports, each with the words of both sides."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, groupby

from marsad.incidents.incident import Claim, Incident, Member
from marsad.incidents.sides import rivals, side
from marsad.incidents.tellings import days_of
from marsad.record import Bound, Event, Figure, Record, Span, Stance


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a contradiction: the report's words, and what they say in short."""

    report: str
    outlet: str | None
    source: str | None
    words: str
    says: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two statements that cannot both be true. ``incident`` is None within a report."""

    kind: str
    incident: str | None
    one: Side
    other: Side


WITHIN = ("date_order", "parts_exceed_total", "headline_differs")
ACROSS = ("disjoint_ranges", "different_actors", "denied")


def within(record: Record) -> list[Contradiction]:
    """The contradictions of one report."""
    return [*_date_order(record), *_parts_exceed(record), *_headline_differs(record)]


def across(incident: Incident) -> list[Contradiction]:
    """The contradictions between the reports of an incident."""
    return [*_disjoint(incident), *_actors(incident), *_denied(incident)]


def _date_order(record: Record) -> Iterator[Contradiction]:
    """An event that is told as having happened and is dated after the report."""
    published = record.report.published
    statements: list[Event | Figure] = [*record.events, *record.figures]
    for statement in statements:
        days = days_of(statement.when)
        if not published or not days or statement.stance is not Stance.REPORTED or not statement.evidence.when:
            continue
        if days[0] > published.toordinal():
            when = _side(record, statement, statement.evidence.when, statement.when or "")
            what = _side(record, statement, _span(statement), f"published {published}")
            yield Contradiction("date_order", None, what, when)


def _parts_exceed(record: Record) -> Iterator[Contradiction]:
    totals = {figure.id: figure for figure in record.figures}
    parts = [figure for figure in record.figures if figure.part_of]
    for name, some in groupby(sorted(parts, key=lambda f: (f.part_of or "", f.id)), key=lambda f: f.part_of or ""):
        total = totals[name]
        for group, same in groupby(sorted(some, key=lambda f: (f.group, f.id)), key=lambda f: f.group):
            listed = [figure for figure in same if figure.harm is total.harm]
            least = sum(figure.low or 0 for figure in listed)
            if listed and total.high is not None and total.bound is not Bound.VAGUE and least > total.high:
                words = " + ".join(figure.span.text for figure in listed)
                part = Side(record.report.id, record.report.outlet, None, words, f"{least} {group.value}")
                yield Contradiction("parts_exceed_total", None, part, _side(record, total, total.span, _range(total)))


def _headline_differs(record: Record) -> Iterator[Contradiction]:
    """A number in the headline that the text gives otherwise, for one harm of one event, and nowhere the same."""
    for head in record.figures:
        if head.span.field != "title" or head.bound is Bound.VAGUE or head.cumulative:
            continue
        body = [
            f
            for f in record.figures
            if f.span.field == "text" and f.harm is head.harm and f.event == head.event and f.bound is not Bound.VAGUE
            and not f.part_of and not f.cumulative
        ]  # fmt: skip
        if body and all(_apart(head.low, head.high, f.low, f.high) for f in body):
            yield Contradiction(
                "headline_differs", None, _side(record, head, head.span, _range(head)),
                _side(record, body[0], body[0].span, _range(body[0])),
            )  # fmt: skip


def _disjoint(incident: Incident) -> Iterator[Contradiction]:
    """Claims for all people that have no number in common with the one of most accounts; superseded ones left out.

    Each number once, against that one only: of ten numbers, 45 pairs would say the same.
    """
    for entry in incident.ledger:
        standing = [c for c in entry.claims if c.counted and c.bound not in (Bound.VAGUE, Bound.ABOUT)]
        most = next((c for c in standing if entry.best is not None and entry.best in (c.low, c.high)), None)
        if most is None:
            continue
        seen: set[tuple[int | None, int | None]] = set()
        for other in standing:
            accounts = [{carrier.account for carrier in claim.carriers} for claim in (most, other)]
            sides = (other.low, other.high)
            if sides not in seen and not accounts[0] & accounts[1] and _apart(most.low, most.high, *sides):
                seen.add(sides)
                yield Contradiction("disjoint_ranges", incident.id, _claimed(most), _claimed(other))


def _actors(incident: Incident) -> Iterator[Contradiction]:
    """Members that blame actors of different sides."""
    yield from _pairs(incident, "different_actors", lambda one, other: _rivals(one.event, other.event))


def _rivals(one: Event, other: Event) -> bool:
    return one.type is other.type and rivals(side(one.actors), side(other.actors))


def _denied(incident: Incident) -> Iterator[Contradiction]:
    def denies(one: Member, other: Member) -> bool:
        return {one.event.stance, other.event.stance} == {Stance.DENIED, Stance.REPORTED}

    yield from _pairs(incident, "denied", denies)


def _pairs(incident: Incident, kind: str, conflict: Callable[[Member, Member], bool]) -> Iterator[Contradiction]:
    """Pairs of members of different accounts that conflict, one for each pair of accounts."""
    seen: set[tuple[int, int]] = set()
    for one, other in combinations(incident.members, 2):
        accounts = (one.account, other.account)
        if one.account != other.account and accounts not in seen and conflict(one, other):
            seen.add(accounts)
            yield Contradiction(kind, incident.id, _member(one), _member(other))


def _apart(a_low: int | None, a_high: int | None, b_low: int | None, b_high: int | None) -> bool:
    """Whether two ranges have no number in common; an open side reaches everything."""
    return (a_high is not None and b_low is not None and a_high < b_low) or (
        b_high is not None and a_low is not None and b_high < a_low
    )


def _claimed(claim: Claim) -> Side:
    carrier = claim.carriers[0]
    return Side(carrier.report, carrier.outlet, claim.source, carrier.words.text, f"{claim.harm.value} {_range(claim)}")


def _member(member: Member) -> Side:
    event = member.event
    says = f"{event.stance.value}: {', '.join(event.actors) or event.type.value}"
    span = event.evidence.actors[0] if event.evidence.actors else event.mentions[0]
    return _side(member.record, event, span, says)


def _side(record: Record, statement: Event | Figure, span: Span, says: str) -> Side:
    source = statement.source.text if statement.source else None
    return Side(record.report.id, record.report.outlet, source, span.text, says)


def _span(statement: Event | Figure) -> Span:
    return statement.mentions[0] if isinstance(statement, Event) else statement.span


def _range(of: Figure | Claim) -> str:
    if of.low == of.high:
        return str(of.low)
    return f"{'' if of.low is None else of.low}-{'' if of.high is None else of.high}"


def all_of(incidents: Iterable[Incident]) -> list[Contradiction]:
    """Everything across incidents, and within each of their reports once."""
    found: list[Contradiction] = []
    seen: set[str] = set()
    for incident in incidents:
        found += across(incident)
        for member in incident.members:
            if member.record.report.id not in seen:
                seen.add(member.record.report.id)
                found += within(member.record)
    return found
