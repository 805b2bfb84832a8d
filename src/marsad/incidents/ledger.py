"""The ledger of an incident: for each harm its claims, and the range that they leave (rules: docs/incidents.md)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from marsad.incidents.claims import Counted, claims_of, counted
from marsad.incidents.incident import Claim, Entry, Member
from marsad.record import Bound, Group, Harm

DOZENS = 20
"""The least vague word that names a number: dozens (codebook, section 4)."""


NARROW = frozenset({Group.CHILDREN, Group.WOMEN, Group.MEDICS, Group.JOURNALISTS, Group.AID_WORKERS})
"""Groups of whom nobody would say that they are all who were harmed, where others count more people."""


def ledger(members: Sequence[Member]) -> tuple[Entry, ...]:
    """One entry for each harm, in the codebook's order, for all people; groups stand under ``parts``."""
    figures = [item for member in members for item in counted(member)]
    entries = []
    for harm in Harm:
        own = [item for item in figures if item.figure.harm is harm]
        if not own:
            continue
        own = [replace(item, part=item.part or _narrow(item, own)) for item in own]
        totals = claims_of(item for item in own if not item.part)
        parts = claims_of(item for item in own if item.part)
        groups = tuple(_entry(harm, g, [c for c in parts if c.group is g]) for g in Group if _any(parts, g))
        # Where every report counts parts only, they are the best that is known of all people.
        entries.append(_entry(harm, None, totals or parts, groups))
    return tuple(entries)


def _narrow(item: Counted, among: Sequence[Counted]) -> bool:
    """Whether a report counts children, say, and no others, while another one counts more people of all kinds."""
    figure = item.figure
    return figure.group in NARROW and any(
        other.figure.group not in NARROW and not other.part and (other.figure.low or 0) > (figure.low or 0)
        for other in among
    )


def _any(claims: Iterable[Claim], group: Group) -> bool:
    return any(claim.group is group for claim in claims)


def _entry(harm: Harm, group: Group | None, claims: list[Claim], parts: tuple[Entry, ...] = ()) -> Entry:
    standing = [claim for claim in claims if claim.counted]
    low, high, is_open = bounds(standing)
    named = [number for claim in claims for number in named_numbers(claim)]
    return Entry(
        harm=harm,
        group=group,
        low=low,
        high=high,
        open=is_open,
        best=best(standing),
        claimed_low=min(named, default=None),
        claimed_high=max(named, default=None),
        claims=tuple(claims),
        parts=parts,
    )


def bounds(claims: Sequence[Claim]) -> tuple[int | None, int | None, bool]:
    """The least and the greatest number that claims stand for, and whether the upper side is open."""
    lows = [claim.low for claim in claims if claim.low is not None]
    tops = [(claim.high if claim.high is not None else claim.low or 0, claim.high is None) for claim in claims]
    if not tops:
        return None, None, False
    high, is_open = max(tops)
    return min(lows, default=None), high, is_open


def named_numbers(claim: Claim) -> list[int]:
    """The numbers that a claim names: both sides; an open side, and dozens or hundreds, the low alone.

    ``killed people`` and ``some wounded`` name none.
    """
    if claim.bound is Bound.VAGUE:
        return [claim.low] if claim.low is not None and claim.low >= DOZENS else []
    return [side for side in (claim.low, claim.high) if side is not None]


def best(claims: Sequence[Claim]) -> int | None:
    """One number where one is asked for: that of most independent accounts, then the latest, then the lowest.

    Claims without a number of their own (vague ones) are asked only where there are no others.
    """
    firm = [claim for claim in claims if claim.bound is not Bound.VAGUE] or list(claims)
    accounts: dict[int, set[int]] = {}
    latest: dict[int, date] = {}
    for claim in firm:
        for number in (claim.low if claim.low is not None else claim.high,):
            if number is not None:
                accounts.setdefault(number, set()).update(carrier.account for carrier in claim.carriers)
                last = max((carrier.published or date.min for carrier in claim.carriers), default=date.min)
                latest[number] = max(latest.get(number, date.min), last)
    return min(accounts, key=lambda n: (-len(accounts[n]), -latest[n].toordinal(), n), default=None)
