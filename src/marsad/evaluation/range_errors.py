"""Why a range of an incident is wrong: which claim is missing or too much, and where it was lost or came in.

For each wrong range the wanted sides that no claim names, and the named sides that are not wanted, are followed into
the records of the reports. ``KINDS`` says what can be found there.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marsad.incidents.claims import counted, is_toll
from marsad.incidents.incident import Claim, Entry, Incident
from marsad.incidents.ledger import named_numbers
from marsad.record import Bound, Figure, Harm, Record

KINDS = {
    "no_incident": "no found incident has one of its reports",
    "not_together": "missing: its report is not in the found incident",
    "not_read": "missing: no figure of the report has the number",
    "wrong_harm": "missing: read with another harm",
    "cumulative": "missing: read as cumulative",
    "sum": "missing: taken for a sum of other figures",
    "no_event": "missing: tied to no event",
    "other_event": "missing: tied to an event that is not in the incident",
    "part": "missing: taken for a part of another figure",
    "bound": "missing: read as vague, or with other sides",
    "left_out": "missing: read and tied, left out by the ledger's rules",
    "foreign_report": "extra: of a report that does not tell the incident",
    "other_incident": "extra: the report's number for another incident (events merged, or tied wrongly)",
    "other_number": "extra: the report gives another number for this harm",
    "uncounted": "extra: the report gives no number for this harm",
}
"""What may be wrong, in the order of the house: matching, reading, ledger; then what is too much."""


@dataclass(frozen=True, slots=True)
class Cause:
    """A number that is missing or too much, in one report, with the words that it was read from, if any."""

    kind: str
    number: int
    report: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class RangeError:
    """A wrong range: of which coded incident and harm, in which found one, what it should be, and why it is not."""

    incident: str
    harm: Harm
    found: str | None
    wanted: tuple[int, int]
    got: tuple[int | None, int | None]
    causes: tuple[Cause, ...]

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of its causes."""
        return frozenset(cause.kind for cause in self.causes)


def range_errors(
    gold: Mapping[str, Any], found: Sequence[Incident], record_of: Callable[[str], Record | None]
) -> list[RangeError]:
    """Every wrong range of the scored incidents, by the rule of ``score_incidents``."""
    errors = []
    for coded in gold["incidents"]:
        if not coded.get("scored", True):
            continue
        own = set(coded["reports"])
        closest = max(found, key=lambda one: (len(set(one.reports) & own), -len(one.reports)), default=None)
        if closest and not set(closest.reports) & own:
            closest = None
        for harm in (Harm.KILLED, Harm.WOUNDED):
            numbers = [number for report in own for number in _numbers(coded, report, harm)]
            if not numbers:
                continue
            wanted = (min(numbers), max(numbers))
            entry = _entry(closest, harm)
            got = (entry.claimed_low, entry.claimed_high) if entry else (None, None)
            if got != wanted:
                case = _Case(gold, coded, harm, closest, entry, record_of)
                causes = tuple(dict.fromkeys([*case.missing(wanted), *case.extra(wanted)]))
                errors.append(RangeError(coded["id"], harm, closest.id if closest else None, wanted, got, causes))
    return errors


def tally(errors: Iterable[RangeError]) -> list[tuple[str, int, int]]:
    """Each kind of cause with the number of wrong ranges that have it, and of those that have no other."""
    errors = list(errors)
    every = Counter(kind for error in errors for kind in error.kinds)
    alone = Counter(kind for error in errors if len(error.kinds) == 1 for kind in error.kinds)
    return [(kind, every[kind], alone[kind]) for kind in KINDS if every[kind]]


@dataclass(frozen=True, slots=True)
class _Case:
    """One wrong range, with all that is needed to look into it."""

    gold: Mapping[str, Any]
    coded: Mapping[str, Any]
    harm: Harm
    found: Incident | None
    entry: Entry | None
    record_of: Callable[[str], Record | None]

    def missing(self, wanted: tuple[int, int]) -> Iterator[Cause]:
        """The wanted sides that no claim names, in each report that should name them."""
        named = {number for claim in self._claims() for number in named_numbers(claim)}
        for number in sorted(set(wanted) - named):
            for report in sorted(self.coded["reports"]):
                if number in _numbers(self.coded, report, self.harm):
                    yield self._lost(number, report)

    def extra(self, wanted: tuple[int, int]) -> Iterator[Cause]:
        """The named numbers beyond the wanted sides, in each report that carries them."""
        for claim in self._claims():
            for number in named_numbers(claim):
                if not wanted[0] <= number <= wanted[1]:
                    for carrier in claim.carriers:
                        yield Cause(self._came_in(number, carrier.report), number, carrier.report, carrier.words.text)

    def _claims(self) -> tuple[Claim, ...]:
        return self.entry.claims if self.entry else ()

    def _lost(self, number: int, report: str) -> Cause:
        record = self.record_of(report)
        if self.found is None:
            return Cause("no_incident", number, report)
        figures = [f for f in record.figures if number in (f.low, f.high)] if record else []
        right = [figure for figure in figures if figure.harm is self.harm]
        together = report in self.found.reports
        if not record or not right:
            kind = "wrong_harm" if figures else "not_read"
            return Cause(kind, number, report, figures[0].span.text if figures else "")
        figure = min(right, key=lambda f: (f.cumulative, f.event is None, f.part_of is not None, f.id))
        kind = self._why_left_out(record, figure) if together else "not_together"
        return Cause(kind, number, report, figure.span.text)

    def _why_left_out(self, record: Record, figure: Figure) -> str:
        assert self.found is not None
        members = [member for member in self.found.members if member.record.report.id == record.report.id]
        if figure.cumulative:
            return "cumulative"
        if figure.event is None:
            return "no_event"
        if not any(figure in member.figures for member in members):
            return "other_event"
        if is_toll(record, figure):
            return "sum"
        taken = [item for member in members for item in counted(member) if item.figure.id == figure.id]
        if any(item.part for item in taken):
            return "part"
        return "bound" if figure.bound is Bound.VAGUE or taken else "left_out"

    def _came_in(self, number: int, report: str) -> str:
        if report not in self.coded["reports"]:
            return "foreign_report"
        others = (one for one in self.gold["incidents"] if one is not self.coded and report in one["reports"])
        if any(number in _numbers(one, report, self.harm) for one in others):
            return "other_incident"
        return "other_number" if _numbers(self.coded, report, self.harm) else "uncounted"


def _numbers(coded: Mapping[str, Any], report: str, harm: Harm) -> list[int]:
    counts = (coded["reports"][report] or {}).get(harm.value) or []
    return [number for number in counts if number is not None]


def _entry(incident: Incident | None, harm: Harm) -> Entry | None:
    entries = incident.ledger if incident else ()
    return next((entry for entry in entries if entry.harm is harm and entry.group is None), None)
