"""From the figures of an incident's members to distinct claims."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from marsad.incidents.adding_up import added, addends
from marsad.incidents.happenings import happenings, surely_apart
from marsad.incidents.incident import Carrier, Claim, Member
from marsad.incidents.words import words
from marsad.record import Bound, Figure, Group, Record

_VAGUE = Bound.VAGUE


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure of a member as the ledger takes it: a total (``part`` false) or a part of one.

    ``addends`` are the figures of the report that it adds up, where the report itself gives no total.
    """

    member: Member
    figure: Figure
    part: bool
    addends: tuple[Figure, ...] = ()


def counted(member: Member) -> list[Counted]:
    """The figures of a member that belong to its incident: without tolls and repetitions, parts known as such.

    A figure that the report calls a total over several events is a toll, and so is one that is the sum of figures of
    two or more events of the report. A vague number gives way to a firm one in the same telling.
    """
    own = [figure for figure in member.figures if not is_toll(member.record, figure)]
    firm = {figure.harm for figure in own if figure.bound is not _VAGUE and not figure.part_of}
    own = [figure for figure in own if figure.part_of or figure.bound is not _VAGUE or figure.harm not in firm]
    sums = addends(member, [figure for figure in own if not figure.part_of])
    parts = _parts(own) | {figure.id for some in sums for figure in some}
    return [
        *(Counted(member, added(some), part=False, addends=some) for some in sums),
        *(Counted(member, figure, figure.id in parts) for figure in own),
    ]


def is_toll(record: Record, figure: Figure) -> bool:
    """Whether a figure covers more than its event: it is cumulative, or adds up figures of several events.

    A sum of two numbers may be chance in a report of many; it counts where these two are all that there are.
    """
    if figure.cumulative:
        return True
    others = [
        other
        for other in record.figures
        if other.harm is figure.harm
        and other.id != figure.id
        and not other.part_of
        and other.low is not None
        and not other.cumulative
        and not surely_apart(figure.place, other.place)
    ]
    if figure.low is None or len(others) < 2:
        return False
    of = {own.id: happening.id for happening in happenings(record) for own in happening.figures}
    if len({of.get(other.id) for other in others}) < 2:
        return False
    fewest = 2 if len(others) == 2 else 3
    return any(
        sum(other.low or 0 for other in some) == figure.low and len({of.get(other.id) for other in some}) > 1
        for size in range(fewest, min(len(others), 5) + 1)
        for some in combinations(others[:10], size)
    )


def _parts(figures: Sequence[Figure]) -> set[str]:
    """Parts of a greater total of the same harm: by the report's own words, and what no rival account can be.

    That is a particular group beside all people, what adds up to the total, and a lesser number that nobody else is
    said to have named.
    """
    parts = {figure.id for figure in figures if figure.part_of}
    for harm in {figure.harm for figure in figures}:
        totals = [f for f in figures if f.harm is harm and f.id not in parts and f.low is not None]
        for whole in totals:
            smaller = [f for f in totals if (f.low or 0) < (whole.low or 0)]
            if whole.group is Group.PEOPLE:
                parts |= {f.id for f in smaller if f.group is not Group.PEOPLE}
            parts |= {f.id for f in smaller if _source(f) in ("", _source(whole))}
            for size in range(2, min(len(smaller), 4) + 1):
                for some in combinations(smaller[:8], size):
                    if sum(f.low or 0 for f in some) == whole.low:
                        parts |= {f.id for f in some}
    return parts


def claims_of(given: Iterable[Counted]) -> list[Claim]:
    """Distinct claims in order of time.

    Reports that copy one wire story carry one claim, and so do all that quote one source by name with one number.
    Of one source, the claim published last supersedes those of days before it.
    """
    bundles: dict[tuple[object, ...], list[Counted]] = defaultdict(list)
    for item in given:
        figure, source = item.figure, _source(item.figure)
        who = source or f"account {item.member.account}"
        bundles[figure.harm, figure.group, figure.low, figure.high, figure.bound, figure.stance, who].append(item)
    claims = sorted((_claim(bundle) for bundle in bundles.values()), key=_order)
    return _superseded(claims)


def _claim(bundle: list[Counted]) -> Claim:
    carriers = sorted(
        (
            Carrier(
                report=item.member.record.report.id,
                outlet=item.member.record.report.outlet,
                published=item.member.record.report.published,
                via=figure.source.via if figure.source else None,
                words=figure.span,
                account=item.member.account,
                figure=figure.id,
            )
            for item in bundle
            for figure in item.addends or (item.figure,)
        ),
        key=lambda carrier: (carrier.published or date.max, carrier.report, carrier.figure),
    )
    first = min(bundle, key=lambda item: (item.member.record.report.id, item.figure.id))
    figure = first.figure
    return Claim(
        harm=figure.harm,
        group=figure.group,
        low=figure.low,
        high=figure.high,
        bound=figure.bound,
        source=figure.source.text if figure.source else None,
        stance=figure.stance,
        published=carriers[0].published,
        carriers=tuple(carriers),
        added=any(item.addends for item in bundle),
    )


def _superseded(claims: list[Claim]) -> list[Claim]:
    """Mark a claim whose source named another number for the same people on a later day."""
    latest: dict[tuple[object, ...], date] = {}
    for claim in claims:
        if claim.published:
            key = (claim.harm, claim.group, _speaker(claim))
            latest[key] = max(latest.get(key, claim.published), claim.published)
    return [
        replace(claim, superseded=True)
        if claim.published and claim.published < latest[claim.harm, claim.group, _speaker(claim)]
        else claim
        for claim in claims
    ]


def _speaker(claim: Claim) -> object:
    """Who speaks: the source; without one the outlets."""
    return tuple(words(claim.source)) if claim.source else frozenset(carrier.outlet for carrier in claim.carriers)


def _source(figure: Figure) -> str:
    return " ".join(words(figure.source.text)) if figure.source else ""


def _order(claim: Claim) -> tuple[object, ...]:
    low, high = claim.low, claim.high
    return (
        claim.published or date.max, claim.harm, claim.group, low is None, low or 0, high is None, high or 0,
        claim.bound, claim.stance, claim.source or "", claim.carriers[0].report, claim.carriers[0].figure,
    )  # fmt: skip
